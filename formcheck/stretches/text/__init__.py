"""Descriptions of stretches in plain sentences, and the medical notice."""
