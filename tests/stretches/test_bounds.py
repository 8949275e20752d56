"""Where a version's band ends and a repetition counts: from bodies, not from clips."""

from __future__ import annotations

from math import asin, cos, degrees, radians
from typing import Final

import pytest

from formcheck.stretches.files.loading import load_overlay, load_stretch
from formcheck.stretches.model.target_overlay import apply_overlay

TRUNK: Final = 0.288
UPPER_ARM: Final = 0.186
FOREARM: Final = 0.146
THIGH: Final = 0.245
"""Lengths as shares of a person's height (Drillis and Contini 1966); the trunk from hip up."""

KNEE: Final = 0.035
PALM: Final = 0.03
"""Heights of a kneeling knee's middle and of a wrist over a flat hand, as shares."""

ON_HEELS: Final = 0.09
"""Height of the hip's middle over the floor of somebody who sits on the heels, as a share."""


def hip(arm: float, leaning: float) -> float:
    """Return the trunk-thigh angle of somebody who sits on the heels, propped on both arms.

    Args:
        arm: From shoulder to what rests on the floor, and the height of that, as a share.
        leaning: How far the arm leans back against upright, degrees.
    """
    shoulder = PALM + arm * cos(radians(leaning))
    up = degrees(asin((shoulder - ON_HEELS) / TRUNK))
    down = degrees(asin((ON_HEELS - KNEE) / THIGH))
    return 180.0 - up + down


@pytest.mark.parametrize(
    ("version", "arm", "leanings"),
    [("hands", UPPER_ARM + FOREARM, (5, 20, 40, 50)), ("elbows", UPPER_ARM, (0, 20, 40))],
)
def test_a_saddle_propped_as_a_body_is_built_is_inside_its_band(
    version: str, arm: float, leanings: tuple[int, ...]
) -> None:
    asked = load_stretch(f"saddle:{version}").check("hip")
    assert asked.low is not None
    assert asked.high is not None
    found = [hip(arm, leaning) for leaning in leanings]
    assert asked.low <= min(found)
    assert max(found) <= asked.high
    whole = load_stretch("saddle").check("hip").high
    assert whole is not None
    assert asked.high <= whole, "more than the whole stretch allows is never right"


HIGHEST_REST: Final = 8.0
"""What lying flat reads at most, degrees, by how thick chest and buttocks are."""


def test_a_press_up_that_reaches_its_target_counts_wherever_it_began() -> None:
    stretch = load_stretch("prone-press-up")
    low = stretch.check("trunk-slope").low
    assert low is not None
    assert stretch.reps is not None
    assert HIGHEST_REST + stretch.reps.top <= low
    gentle = apply_overlay(stretch, load_overlay("sensitive-back")).reps
    assert gentle is not None
    assert gentle.top <= stretch.reps.top
