"""The headline as a code with its arguments, beside its words."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the column; sessions from before have words alone."""
    op.add_column("sessions", sa.Column("headline_code", sa.Text))


def downgrade() -> None:
    """Drop the column."""
    op.drop_column("sessions", "headline_code")
