"""Two performances aligned and shown beside each other."""
