"""Sessions and their angles, as formcheck 0.1.0 made them."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "sessions",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("when", sa.Text, nullable=False, index=True),
        sa.Column("stretch", sa.Text, nullable=False, index=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("origin", sa.Text, nullable=False),
        sa.Column("verdict", sa.Text, nullable=False),
        sa.Column("headline", sa.Text, nullable=False),
        sa.Column("side", sa.Text),
        sa.Column("profile", sa.Text),
        sa.Column("clip", sa.Text),
        sa.Column("duration_s", sa.Float, nullable=False),
        sa.Column("good_s", sa.Float, nullable=False),
        sa.Column("target_s", sa.Float),
        sa.Column("reps", sa.Integer, nullable=False),
        sa.Column("target_reps", sa.Integer),
        sa.Column("folder", sa.Text),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "angles",
        sa.Column(
            "session",
            sa.Integer,
            sa.ForeignKey("sessions.id", ondelete="CASCADE"),
            nullable=False,
            index=True,
        ),
        sa.Column("measure", sa.Text, nullable=False),
        sa.Column("side", sa.Text),
        sa.Column("value", sa.Float, nullable=False),
        sa.Column("sigma", sa.Float, nullable=False),
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("angles")
    op.drop_table("sessions")
