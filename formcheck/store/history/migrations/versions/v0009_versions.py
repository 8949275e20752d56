"""Which variant of a stretch was done, and the target that its angle was judged by."""

import sqlalchemy as sa
from alembic import op

from formcheck.errors import FormcheckError
from formcheck.stretches.files.loading import list_stretches
from formcheck.stretches.model.target_overlay import choose_variant

revision = "0009"
down_revision = "0008"

_SESSIONS = sa.table("sessions", *map(sa.column, ("stretch", "name", "variant")))


def upgrade() -> None:
    """Add the columns; of older sessions the name says which variant it was."""
    op.add_column("sessions", sa.Column("variant", sa.Text))
    for end in ("low", "high"):
        op.add_column("angles", sa.Column(end, sa.Float))
    for stretch, variant, name in _variants():
        named = sa.and_(_SESSIONS.c.stretch == stretch, _SESSIONS.c.name == name)
        op.execute(_SESSIONS.update().where(named).values(variant=variant))


def downgrade() -> None:
    """Drop them."""
    op.drop_column("sessions", "variant")
    for end in ("low", "high"):
        op.drop_column("angles", end)


def _variants() -> list[tuple[str, str, str]]:
    """Return the id of each stretch, with id and full name of each of its variants."""
    try:
        stretches = list_stretches()
    except FormcheckError:  # a history stays readable without any stretch
        return []
    return [
        (stretch.id, variant.id, choose_variant(stretch, variant.id).name)
        for stretch in stretches
        for variant in stretch.variants
    ]
