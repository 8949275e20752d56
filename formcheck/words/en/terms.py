"""Short English terms by table: joints, sides."""

from __future__ import annotations

from typing import Final

TERMS: Final[dict[str, dict[str, str]]] = {
    "joint": {
        "shoulder": "shoulder",
        "elbow": "elbow",
        "wrist": "wrist",
        "hip": "hip",
        "knee": "knee",
        "ankle": "ankle",
        "heel": "heel",
        "foot_index": "toe",
    },
    "side": {"left": "left", "right": "right"},
}
