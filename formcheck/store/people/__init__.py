"""Whom formcheck keeps things of: profiles, and a list of all that is kept."""
