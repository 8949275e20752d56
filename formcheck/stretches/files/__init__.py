"""YAML files of stretches, overlays and routines, and the faults found in them."""
