"""Clips that wait for their review, so that neither a reload nor a killed server loses one."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "reviews",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("clip", sa.Text, nullable=False),
        sa.Column("files", sa.Text, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("wish", sa.Text, nullable=False),
        sa.Column("owner", sa.Text),
        sa.Column("beat", sa.Float, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("folder", sa.Text),
        sa.Column("progress", sa.Text),
        sa.Column("recognition", sa.Text),
        sa.Column("why", sa.Text),
        sa.Column(
            "session", sa.Integer, sa.ForeignKey("sessions.id", ondelete="CASCADE"), nullable=True
        ),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("reviews")
