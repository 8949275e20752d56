"""Stretches: what they are, their files, and how they are described."""
