"""What counts as right: positions for each family of pictures, stretches for each posture.

Postures between two positions (a squat of a few degrees, a press-up that hardly rises) may be
called either; the borders are the ones of `formcheck.measure.posture.positions`, widened by the
error.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from formcheck.measure.posture.positions import Position

Positions = frozenset[Position]

PHOTOS: Final[Mapping[str, Positions]] = {
    "lunge": frozenset({"lunge"}),
    "bridge": frozenset({"bridge"}),
    "squat": frozenset({"squat"}),
    "cobra": frozenset({"prone", "press-up"}),
    "quadruped": frozenset({"all fours"}),
    "supine": frozenset({"supine"}),
    "hinge": frozenset({"hinge"}),
    "standing": frozenset({"standing"}),
    "saddle": frozenset({"on the heels"}),
    "couch": frozenset({"lunge", "one leg behind"}),
    "plank": frozenset({"plank"}),
}
"""Family of a photo or clip -> positions that are right."""

CLAIMED: Final = ("lunge", "bridge", "squat", "cobra", "quadruped", "supine")
"""Families for which the program claims to recognise side and three-quarter views."""

_PLAIN: Final[Mapping[tuple[str, str], Positions]] = {
    ("standing", "upright"): frozenset({"standing"}),
    ("standing", "split"): frozenset({"standing", "lunge"}),
    ("lunge", "half-kneeling"): frozenset({"lunge"}),
    ("lunge", "reach-back"): frozenset({"lunge"}),
    ("table", "couch"): frozenset({"lunge"}),
    ("table", "table"): frozenset({"one leg behind", "lunge"}),
    ("quadruped", "all-fours"): frozenset({"all fours"}),
    ("quadruped", "leg-lift"): frozenset({"all fours"}),
    ("prone", "heel-to-buttock"): frozenset({"prone"}),
    ("prone", "scorpion"): frozenset({"prone"}),
    ("supine", "knee-to-chest"): frozenset({"supine"}),
    ("supine", "figure-four"): frozenset({"supine"}),
    ("supine", "rest"): frozenset({"supine"}),
    ("saddle", "kneeling"): frozenset({"on the heels"}),
    ("saddle", "lying-back"): frozenset({"on the heels"}),
}

STRETCHES: Final[Mapping[tuple[str, str], frozenset[str]]] = {
    ("lunge", "half-kneeling"): frozenset({"half-kneeling-lunge"}),
    ("lunge", "reach-back"): frozenset({"half-kneeling-reach-back"}),
    ("table", "table"): frozenset({"table-stretch"}),
    ("quadruped", "leg-lift"): frozenset({"quadruped-leg-lift"}),
    ("prone", "heel-to-buttock"): frozenset({"prone-quad-stretch"}),
    ("prone", "press-up"): frozenset({"prone-press-up"}),
    ("supine", "knee-to-chest"): frozenset({"foam-roller-knee-to-chest"}),
    ("supine", "figure-four"): frozenset({"figure-four"}),
    ("supine", "bridge"): frozenset({"glute-bridge", "hamstring-bridge"}),
    ("squat", "squat"): frozenset({"squat"}),
    ("hinge", "hinge"): frozenset({"deadlift"}),
    ("saddle", "lying-back"): frozenset({"saddle"}),
    ("standing", "upright"): frozenset({"standing-posture", "standing-pelvic-tilt"}),
}
"""Posture of the truth set -> stretches that it shows."""


def right_positions(family: str, variant: str, truth: Mapping[str, float]) -> Positions:
    """Return the positions that are right for a picture of the truth set.

    Args:
        family: As in the shards.
        variant: Likewise.
        truth: Its true angles, degrees.
    """
    if (family, variant) in _PLAIN:
        return _PLAIN[family, variant]
    trunk = truth["trunk_lean"]
    hip, knee = (_mean(truth, name) for name in ("hip", "knee"))
    if variant == "press-up":
        return _between(trunk, 66, 80, "press-up", "prone")
    if variant == "bridge":
        lifted = hip > 150 and trunk < -100
        return frozenset({"bridge"}) if lifted else frozenset({"bridge", "supine"})
    if family == "squat":
        shallow: Positions = frozenset({"standing", "squat"})
        bowed: Positions = frozenset({"hinge"}) if trunk > 35 else frozenset()
        return frozenset({"squat"}) if knee < 125 else shallow | bowed
    if family == "hinge":
        return frozenset({"hinge"}) if trunk > 48 else frozenset({"standing", "hinge"})
    raise KeyError(f"{family}/{variant}")


def is_at_its_end(variant: str, truth: Mapping[str, float]) -> bool:
    """Return whether a picture shows a stretch far enough to be called by its name."""
    hip, knee = (_mean(truth, name) for name in ("hip", "knee"))
    return {
        "press-up": truth["trunk_lean"] < 75,
        "bridge": hip > 155,
        "squat": knee < 120,
        "hinge": hip < 125,
    }.get(variant, True)


def _mean(truth: Mapping[str, float], name: str) -> float:
    return (truth[f"{name}_left"] + truth[f"{name}_right"]) / 2


def _between(value: float, low: float, high: float, below: Position, above: Position) -> Positions:
    if value < low:
        return frozenset({below})
    return frozenset({above}) if value > high else frozenset({below, above})
