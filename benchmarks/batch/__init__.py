"""How fast a batch is, what it needs, and how its files and a history grow.

    python -m benchmarks.batch speed       clips an hour against workers, memory of a worker
    python -m benchmarks.batch growth      manifest and tables at 100, 10,000 and 1,000,000 clips
    python -m benchmarks.batch history     queries of a page with 100 and 100,000 sessions

Each prints a table in Markdown, as it stands in docs/batch.md.
"""
