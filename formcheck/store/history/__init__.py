"""The history of sessions: its database, its tables and the files that belong to a session."""
