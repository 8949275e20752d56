"""Renders people doing stretches, with every joint angle known exactly.

The body is the MakeHuman base mesh with its targets and default rig (CC0). Poses are set by
angles, so the truth of a picture is computed from the very joints that shaped it.
"""
