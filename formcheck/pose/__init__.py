"""Landmarks: from a frame to the pose of one person."""
