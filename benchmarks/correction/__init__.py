"""Trains the learned correction of the plain angles, and judges it on people it never saw."""
