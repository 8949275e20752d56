"""Clips that wait for their review, and what the browser sent of them."""
