"""Builds the truth set: rendered people of many kinds, each picture with its exact angles."""
