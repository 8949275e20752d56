"""The model: stretches, checks, overlays and routines as checked data."""
