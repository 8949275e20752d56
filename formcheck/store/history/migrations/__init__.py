"""How the tables of the history change from one version to the next, with Alembic.

`versions/` holds one file a change, numbered. A new one raises `history_schema.HEAD`.
"""
