"""Files in the person's own folder: written whole or not at all, and deleted with a way back."""
