"""Angles: pure functions from a pose to values with their error."""
