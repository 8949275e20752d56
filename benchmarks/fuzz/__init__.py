"""Hostile inputs at length: `python -m benchmarks.fuzz --count 10000`.

Each input is made from a number alone, so that any of them can be made again; a worker process
reads it within limits of time and memory. What came of it goes to a log, from which a run that was
stopped goes on.
"""
