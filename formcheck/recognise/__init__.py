"""Recognition: which stretch a clip shows."""
