"""Left and right kept apart, over time and between two looks."""
