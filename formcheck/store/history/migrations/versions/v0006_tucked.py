"""Good seconds with the tuck, which is the score of some stretches."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the column."""
    op.add_column("sessions", sa.Column("tucked_s", sa.Float))


def downgrade() -> None:
    """Drop it."""
    op.drop_column("sessions", "tucked_s")
