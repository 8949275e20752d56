"""Judges the measuring chain on real people: `python -m benchmarks.real`."""
