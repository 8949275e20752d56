"""Pelvic tilt, obliquity and rotation: rendered series, training, and judging on unseen people."""
