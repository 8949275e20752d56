"""What a database needs that several share: an index by person, and tokens of sessions."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the column and the indexes."""
    op.add_column("sessions", sa.Column("token", sa.Text))
    op.create_index("ix_sessions_token", "sessions", ["token"], unique=True)
    op.create_index("ix_sessions_profile_when", "sessions", ["profile", "when"])


def downgrade() -> None:
    """Drop them."""
    op.drop_index("ix_sessions_token", "sessions")
    op.drop_column("sessions", "token")
    op.drop_index("ix_sessions_profile_when", "sessions")
