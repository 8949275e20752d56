"""How fast a review is, beside the bare engines and a plain loop: `python -m benchmarks.speed`."""
