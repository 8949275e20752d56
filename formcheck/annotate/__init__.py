"""The drawn picture: skeleton, angles and panels over the video."""
