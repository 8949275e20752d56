"""Annotated pictures: what was measured and what is said, drawn over the frame."""

from __future__ import annotations

from typing import Final

import numpy as np

from formcheck.annotate.badge import badge_of, put_badge
from formcheck.annotate.drawing import INK, Picture
from formcheck.annotate.layout import Layout, drawn_arc, place_value, said_panel, scale_of
from formcheck.annotate.panels import value_panel
from formcheck.annotate.skeleton import put_angle, put_skeleton
from formcheck.coach.frame.report import FrameReport
from formcheck.pose.pose import Pose
from formcheck.stretches.model.stretch import Stretch

EACH_ITS_OWN: Final = Layout()


def draw(
    image: Picture,
    pose: Pose | None,
    report: FrameReport,
    stretch: Stretch,
    layout: Layout = EACH_ITS_OWN,
) -> Picture:
    """Return a copy of a picture with everything that is said about it.

    Drawn are the skeleton; the main check's angle with its target and error; its value; the one
    cue; the hold clock or the count of repetitions. All of it grows with the picture's shorter
    side, text is wrapped inside the picture, and panels do not cover each other. In a clip the
    cue stands in a strip below the picture, where it covers nothing.

    Args:
        image: RGB uint8, shape (height, width, 3); it is not changed.
        pose: The person, or None where nobody was found.
        report: What is said about this frame.
        stretch: What is practised.
        layout: Where the panels go in this clip; see `formcheck.annotate.layout.arrange`.

    Returns:
        RGB uint8, shape (height + layout.strip, width, 3).
    """
    height, width = image.shape[:2]
    whole: Picture = np.empty((height + layout.strip, width, 3), dtype=np.uint8)
    whole[:height], whole[height:] = image, INK
    picture = whole[:height]
    size = (width, height)
    scale = scale_of(size)
    check = stretch.main_check
    main = None if check is None else report.result(check)
    verdict = None if check is None else report.verdict(check)
    view = report.measurements.view
    arc = None
    if pose is not None:
        put_skeleton(picture, pose, view.near if view is not None else None, scale)
        if main is not None:
            arc = drawn_arc(main, pose, report)
        if arc is not None and main is not None:
            put_angle(picture, arc, main, verdict, scale)

    said = said_panel(report, stretch, (width, height), scale, layout.strip)
    if said is not None:
        said.put(whole[layout.strip :])
    badge = badge_of(report, width, scale)
    status = None
    if badge is not None:
        status = badge.area(size, layout.corner)
        put_badge(picture, badge, status)
    if main is not None and main.value is not None:
        value = value_panel(main, verdict, scale)
        below = None if said is None or layout.strip else said.area(size)
        box = place_value(value.size, main, arc, [below, status], pose, size, layout.spot)
        if box is not None:
            value.put(picture, box)
    return whole
