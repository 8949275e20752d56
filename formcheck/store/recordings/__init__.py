"""Recordings: what was measured in every frame, as Parquet files and JSON Lines."""
