"""What is kept and shown: recordings, tables, annotated video, the report."""
