"""Stretching before the camera: what is planned, what is said when, and the socket in between."""
