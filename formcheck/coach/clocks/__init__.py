"""Time: holds and repetitions, counted from judged frames."""
