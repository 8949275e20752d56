"""The person's skeleton and the main angle, drawn over the picture."""

from __future__ import annotations

from typing import Final

import numpy as np

from formcheck.annotate.angle_arc import Arc
from formcheck.annotate.drawing import (
    PAPER,
    Colour,
    Picture,
    Points,
    fixed,
    put_area,
    put_dot,
    put_lines,
    put_paths,
)
from formcheck.coach.frame.report import CheckResult
from formcheck.codes.states import Verdict
from formcheck.pose.landmark import SIDES, Landmark, Side, other
from formcheck.pose.pose import Pose
from formcheck.wording import ERROR_SIGMAS

# After Okabe and Ito, lightened for dark panels: told apart with any colour vision. Every
# verdict has a shape and a word beside its colour.
VERDICT_COLOURS: Final[dict[Verdict, Colour]] = {
    Verdict.GOOD: (72, 205, 166),
    Verdict.GOOD_ENOUGH: (110, 192, 245),
    Verdict.ADJUST: (245, 166, 35),
    Verdict.CANT_TELL: (196, 202, 210),
}
BAND: Final[Colour] = (250, 226, 84)
_FAR: Final[Colour] = (172, 186, 204)

CHAINS: Final = (
    ("shoulder", "elbow", "wrist"),
    ("shoulder", "hip", "knee", "ankle"),
    ("ankle", "heel", "foot_index", "ankle"),
)
_JOINTS: Final = ("shoulder", "elbow", "wrist", "hip", "knee", "ankle")
ARC: Final = 0.36
"""Radius of the arc, as a share of the outer radius of the target's wedge."""
_OPEN_END: Final = 22.0
"""Width, in degrees, at which a band with one end only is drawn."""


def _numbers(side: Side, *joints: str) -> list[int]:
    return [Landmark.of(joint, side) for joint in joints]


_LIMBS: Final = {side: [_numbers(side, *chain) for chain in CHAINS] for side in SIDES}
_DOTS: Final = {side: _numbers(side, *_JOINTS) for side in SIDES}
_ACROSS: Final = [[Landmark.of(joint, side) for side in SIDES] for joint in ("shoulder", "hip")]


def put_skeleton(image: Picture, pose: Pose, near: Side | None, scale: float) -> None:
    """Draw the skeleton: near side strong with filled joints, far side thin with hollow ones."""
    last = near or "right"
    points = fixed(pose.pixels)
    put_paths(image, [points[ends] for ends in _ACROSS], _FAR, 2 * scale, scale)
    for side in (other(last), last):
        strong = near is None or side == near
        colour = PAPER if strong else _FAR
        paths = [points[limb] for limb in _LIMBS[side]]
        put_paths(image, paths, colour, (3.5 if strong else 1.6) * scale, 1.2 * scale)
        radius = (4.5 if strong else 3.6) * scale
        for joint in _DOTS[side]:
            put_dot(image, points[joint], radius, colour, 1.2 * scale, filled=strong)
    ear = points[Landmark.of("ear", last)]
    neck = points[_ACROSS[0]].sum(axis=0) // 2
    put_paths(image, [np.stack([neck, ear])], PAPER, 2.5 * scale, 1.2 * scale)
    put_dot(image, ear, 4 * scale, PAPER, 1.2 * scale)
    put_dot(image, points[Landmark.NOSE], 3 * scale, PAPER, 1.2 * scale)


def radius_of(arc: Arc, scale: float) -> float:
    """Return the outer radius of an angle's drawing in pixels."""
    return float(np.clip(1.05 * arc.reach, 36 * scale, 120 * scale))


def put_angle(
    image: Picture, arc: Arc, result: CheckResult, verdict: Verdict | None, scale: float
) -> None:
    """Draw an angle: its arc, its target as a translucent wedge, and its error as a bow.

    Args:
        image: RGB picture, changed in place.
        arc: Where the angle lies.
        result: Its check; without a value only the two lines are drawn.
        verdict: Whose colour it has; None where it is not judged now.
        scale: Size of strokes; 1 at 480 pixels.
    """
    outer = radius_of(arc, scale)
    colour = PAPER if verdict is None else VERDICT_COLOURS[verdict]
    if result.value is not None and result.sigma is not None:
        _put_band(image, arc, result, outer, scale)
        put_lines(image, arc.points(ARC * outer, -arc.sweep, 0.0), colour, 3 * scale, 1.4 * scale)
        error = ERROR_SIGMAS * result.sigma
        put_lines(image, arc.points(1.08 * outer, -error, error), PAPER, 2 * scale, 1.2 * scale)
    start = arc.vertex + arc.reference * 0.6 * outer
    end = arc.vertex + arc.moving * 1.08 * outer
    put_lines(image, np.array([start, arc.vertex]), colour, 2.5 * scale, 1.4 * scale)
    put_lines(image, np.array([arc.vertex, end]), colour, 4 * scale, 1.4 * scale)
    put_dot(image, fixed(arc.vertex), 5.5 * scale, colour, 1.4 * scale)


def band_of(result: CheckResult) -> tuple[float, float] | None:
    """Return where the drawn target begins and ends, degrees beyond the value."""
    low, high = result.low, result.high
    if result.value is None or (low is None and high is None):
        return None
    start = (low if low is not None else (high or 0.0) - _OPEN_END) - result.value
    end = (high if high is not None else (low or 0.0) + _OPEN_END) - result.value
    return start, end


def _put_band(image: Picture, arc: Arc, result: CheckResult, outer: float, scale: float) -> None:
    band = band_of(result)
    if band is None or result.value is None:
        return
    start, end = band
    inside = arc.points(ARC * outer, end, start)
    put_area(image, np.concatenate([arc.points(outer, start, end), inside]), BAND, 0.55)
    for limit in (result.low, result.high):
        if limit is not None:
            ray = arc.ray(limit - result.value)
            edge: Points = np.array([arc.vertex + ARC * outer * ray, arc.vertex + outer * ray])
            put_lines(image, edge, BAND, 2 * scale, scale)
