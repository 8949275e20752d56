"""Joint angles and distances, their learned correction, and smoothing."""
