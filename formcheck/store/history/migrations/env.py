"""Runs migrations on the connection that `history_schema` hands over; Alembic loads this file."""

from alembic import context

from formcheck.store.history.history_tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,  # SQLite alters a table by copying it
)
with context.begin_transaction():
    context.run_migrations()
