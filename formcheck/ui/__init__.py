"""The pages of the app, the camera component and the live socket."""
