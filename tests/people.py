"""Stick people, one in each position of the body."""

from __future__ import annotations

from typing import Any

import numpy as np

from tests.skeleton import Person


def both(angle: float) -> dict[str, float]:
    return {"left": angle, "right": angle}


PEOPLE = {
    "standing": Person(),
    "lunge": Person(hip={"left": 90, "right": 195}, knee={"left": 95, "right": 105}),
    "one leg behind": Person(hip={"left": 175, "right": 195}, knee={"left": 170, "right": 90}),
    "squat": Person(trunk_lean=35, hip=both(80), knee=both(80)),
    "hinge": Person(trunk_lean=75, hip=both(90), knee=both(165)),
    "kneeling": Person(knee=both(90)),
    "on the heels": Person(trunk_lean=-60, hip=both(170), knee=both(20)),
    "all fours": Person(trunk_lean=85, hip=both(95), knee=both(90), shoulder=both(85)),
    "prone": Person(trunk_lean=90),
    "press-up": Person(trunk_lean=45, hip=both(225), shoulder=both(45)),
    "supine": Person(trunk_lean=-90),
    "bridge": Person(trunk_lean=-115, hip=both(175), knee=both(85)),
    "sitting": Person(hip=both(90), knee=both(90)),
}


def living(
    room: np.ndarray[Any, np.dtype[np.uint8]], row: int
) -> np.ndarray[Any, np.dtype[np.uint8]]:
    """Return the picture of a room as a camera gives it: no two are quite the same."""
    image = room.copy()
    image[:, :8] = 60 + 9 * (row % 5)
    return image
