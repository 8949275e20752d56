"""Cues: which could be given in a frame, and which one is."""
