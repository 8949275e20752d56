"""The pose engine: MediaPipe behind one adapter, and its model files."""
