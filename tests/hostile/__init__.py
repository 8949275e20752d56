"""Damaged and hostile input, bounded and with a fixed seed; `benchmarks.fuzz` goes on at length."""
