"""What the history says over weeks: minutes, angles, trends and their words."""
