"""Conditions for judging: the view, the working leg, the start, the movement."""
