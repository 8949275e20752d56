"""An index for the newest sessions of one stretch."""

from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make the index."""
    op.create_index("ix_sessions_stretch_when", "sessions", ["stretch", "when"])


def downgrade() -> None:
    """Drop the index."""
    op.drop_index("ix_sessions_stretch_when", "sessions")
