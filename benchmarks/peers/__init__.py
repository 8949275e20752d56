"""Angles of other programs on the same clip, beside those of formcheck."""
