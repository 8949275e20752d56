"""Pixels in: clips, pictures and cameras, as upright frames with true times."""
