"""The page Stretch: its choices, the camera, and the card at the end."""
