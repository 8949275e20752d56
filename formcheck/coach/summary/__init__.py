"""The verdict of a whole performance, from what was gathered of its frames."""
