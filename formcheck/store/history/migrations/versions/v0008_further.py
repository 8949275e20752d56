"""How much further than where the person started the main angle was held."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add the column."""
    op.add_column("sessions", sa.Column("further", sa.Float))


def downgrade() -> None:
    """Drop it."""
    op.drop_column("sessions", "further")
