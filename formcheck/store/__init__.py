"""What is kept on disk: recordings, the history, profiles."""
