"""YAML as a document that knows its lines: for fast reading, and for faults."""
