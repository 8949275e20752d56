"""The pelvis: its tilt from the silhouette, against the person's neutral."""
