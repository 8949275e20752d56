"""Annotated pictures: what was measured and what is said, drawn over the frame."""

from __future__ import annotations

from typing import Final

import numpy as np

from formcheck.coach.report import CheckResult, FrameReport
from formcheck.coach.specification import Stretch
from formcheck.pose.pose import Pose
from formcheck.record.arc import Arc, arc_of
from formcheck.record.drawing import Box, Picture
from formcheck.record.panels import (
    MARGIN,
    put_clock,
    put_cue,
    put_reps,
    put_value,
    value_size,
)
from formcheck.record.skeleton import put_angle, put_skeleton, radius_of
from formcheck.record.wording import label, same_words

_REFERENCE_SIDE: Final = 480.0
_SMALLEST: Final = 0.4


def draw(image: Picture, pose: Pose | None, report: FrameReport, stretch: Stretch) -> Picture:
    """Return a copy of a picture with everything that is said about it.

    Drawn are the skeleton; the main check's angle with its target and error; its value; the one
    cue; the hold clock or the count of repetitions. All of it grows with the picture's shorter
    side, text is wrapped inside the picture, and panels do not cover each other.

    Args:
        image: RGB uint8, shape (height, width, 3); it is not changed.
        pose: The person, or None where nobody was found.
        report: What is said about this frame.
        stretch: What is practised.

    Returns:
        RGB uint8 of the same shape.
    """
    picture: Picture = np.ascontiguousarray(image).copy()
    height, width = picture.shape[:2]
    scale = max(min(height, width) / _REFERENCE_SIDE, _SMALLEST)
    check = stretch.main_check
    main = None if check is None else report.result(check)
    verdict = None if check is None else report.verdict(check)
    view = report.measurements.view
    arc = None
    if pose is not None:
        put_skeleton(picture, pose, view.near if view is not None else None, scale)
        if main is not None:
            arc = arc_of(main.measurement, pose, view.sign if view is not None else 0)
        if arc is not None and main is not None:
            put_angle(picture, arc, main, verdict, scale)

    said = report.cue.text if report.cue is not None else None
    taken = [put_cue(picture, report.cue, _unknown(main, said), scale)]
    if report.clock is not None:
        taken.append(put_clock(picture, report.clock, said, scale))
    elif report.reps is not None:
        taken.append(put_reps(picture, report.reps, scale))
    if main is not None and main.value is not None:
        spots = _spots(main, arc, (width, height), scale)
        box = _place(spots, [b for b in taken if b is not None], pose, (width, height), scale)
        if box is not None:
            put_value(picture, box, main, verdict, scale)
    return picture


def _unknown(main: CheckResult | None, said: str | None) -> str | None:
    if main is None or main.reason is None or same_words(main.reason, said):
        return None
    return f"{label(main.check)}: {main.reason}"


def _spots(result: CheckResult, arc: Arc | None, size: tuple[int, int], scale: float) -> list[Box]:
    """Return where the value may go, best first: beside the joint, else in a corner.

    Behind the body comes first, since the arc with its target opens to the front. The order is
    fixed, so that the panel does not jump between places from frame to frame.
    """
    wide, tall = value_size(result, scale)
    spots: list[Box] = []
    if arc is not None and all(0 <= c < s for c, s in zip(arc.vertex, size, strict=True)):
        away = 0.6 * radius_of(arc, scale) + 16 * scale + wide / 2
        # A clockwise angle opens to the right of its upright line, so behind is to the left.
        for side in (-arc.sign, arc.sign):
            for rise in (0.0, 1.1, 2.2):
                left = round(float(arc.vertex[0]) + side * away - wide / 2)
                top = round(float(arc.vertex[1]) - rise * tall - tall / 2)
                spots.append(Box(left, top, left + wide, top + tall))
    margin = round(MARGIN * scale)
    for left in (size[0] - margin - wide, margin):
        for top in (margin, size[1] - margin - tall):
            spots.append(Box(left, top, left + wide, top + tall))
    return spots


def _place(
    spots: list[Box], taken: list[Box], pose: Pose | None, size: tuple[int, int], scale: float
) -> Box | None:
    """Return the first spot inside the picture that covers no panel, and no joint if possible."""
    margin = round(MARGIN * scale)
    inside = Box(margin, margin, size[0] - margin, size[1] - margin)
    fitting: list[Box] = []
    for spot in spots:
        moved = spot.moved_into(inside)
        shifted = abs(moved.left - spot.left) + abs(moved.top - spot.top)
        fits = moved.right <= inside.right and moved.bottom <= inside.bottom
        if fits and shifted <= spot.width // 4 and not any(moved.meets(box) for box in taken):
            fitting.append(moved)
    free = (box for box in fitting if pose is None or not _covers_joint(box, pose))
    return next(free, fitting[0] if fitting else None)


def _covers_joint(box: Box, pose: Pose) -> bool:
    x, y = pose.pixels[:, 0], pose.pixels[:, 1]
    within = (x >= box.left) & (x < box.right) & (y >= box.top) & (y < box.bottom)
    return bool(within.any())
