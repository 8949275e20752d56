"""From where the camera looks, and which way the person faces."""
