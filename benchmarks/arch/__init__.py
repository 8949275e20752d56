"""Told apart, hip from back: calibrations and lunges of unseen people, rendered and judged."""
