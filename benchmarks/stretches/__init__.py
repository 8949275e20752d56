"""Every stretch as a scripted motion: pictures of it, clips with truth, and what formcheck says."""
