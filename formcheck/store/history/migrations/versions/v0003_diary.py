"""A diary of pain and notes."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "diary",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("when", sa.Text, nullable=False, index=True),
        sa.Column("stretch", sa.Text),
        sa.Column("before", sa.Integer),
        sa.Column("after", sa.Integer),
        sa.Column("note", sa.Text, nullable=False),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("diary")
