"""Verdicts: a stretch's targets, the judge, the clock, and the one cue to give."""
