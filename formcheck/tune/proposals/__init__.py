"""Targets, limits and whole stretches that recordings and labels propose."""
