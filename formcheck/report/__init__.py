"""What is written of a session: the report, tables, charts, progress."""
