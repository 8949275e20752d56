"""Clips that wait, reviewed one after the other in a process of their own."""
