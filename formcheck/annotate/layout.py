"""Where the panels go: clear of the person, and in one place through a whole clip."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from formcheck.annotate.angle_arc import Arc, Points, arc_of
from formcheck.annotate.badge import MARGIN, Corner, badge_of
from formcheck.annotate.drawing import Area
from formcheck.annotate.panels import CuePanel, cue_panel, cue_words, value_panel
from formcheck.annotate.skeleton import CHAINS, band_of, radius_of
from formcheck.coach.frame.report import CheckResult, FrameReport
from formcheck.pose.landmark import SIDES, Landmark
from formcheck.pose.pose import Pose
from formcheck.stretches.model.stretch import Stretch
from formcheck.wording import label
from formcheck.words import say

_REFERENCE_SIDE: Final = 480.0
_SMALLEST: Final = 0.4

_LOOKED_AT: Final = 80
"""Number of frames of a clip from which the places of the panels are chosen."""

_BETTER: Final = 0.1
"""Margin, as a share of the frames, by which a place further down the list must be clear more
often."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The places of a clip.

    Attributes:
        corner: The upper corner of the clock or counter.
        spot: Number of the value's place among `spots`, or None to choose one for each frame.
        strip: Height in pixels of a strip below the picture in which the cue stands, or 0 where
            it stands in the picture.
    """

    corner: Corner = "left"
    spot: int | None = None
    strip: int = 0


def scale_of(size: tuple[int, int]) -> float:
    """Return the size of everything that is drawn, by the picture's shorter side."""
    return max(min(size) / _REFERENCE_SIDE, _SMALLEST)


def arrange(
    poses: Sequence[Pose | None],
    reports: Sequence[FrameReport],
    stretch: Stretch,
    size: tuple[int, int],
) -> Layout:
    """Return the places in which the panels of a clip cover least of the person.

    The cue gets a strip below the picture, as high as the longest one needs: what people lie,
    kneel or stand on is at the lower edge.

    Args:
        poses: One for each frame, or None where nobody was found.
        reports: What is said about each frame.
        stretch: What is practised.
        size: Width and height of the pictures in pixels.
    """
    step = max(1, -(-len(reports) // _LOOKED_AT))
    seen = [(p, r) for p, r in zip(poses[::step], reports[::step], strict=True) if p is not None]
    scale = scale_of(size)
    strip = _strip(reports, stretch, size, scale)
    if not seen:
        return Layout(strip=strip)
    free = [
        [_clear(_badge_area(report, size, scale, corner), _body(pose)) for corner in _CORNERS]
        for pose, report in seen
    ]
    corner = _CORNERS[_first_best(free)]
    free = []
    for pose, report in seen:
        main = None if stretch.main_check is None else report.result(stretch.main_check)
        if main is not None and main.value is not None:
            taken = [_badge_area(report, size, scale, corner)]
            arc = drawn_arc(main, pose, report)
            drawn = _drawn(pose, arc, main, scale)
            places = spots(value_panel(main, None, scale).size, arc, size, scale)
            free.append([_clear(box, drawn) if box is not None else False
                         for box in _free_of(taken, places)])  # fmt: skip
    return Layout(corner, _first_best(free) if free else None, strip)


def _badge_area(
    report: FrameReport, size: tuple[int, int], scale: float, corner: Corner
) -> Area | None:
    badge = badge_of(report, size[0], scale)
    return None if badge is None else badge.area(size, corner)


def _strip(
    reports: Sequence[FrameReport], stretch: Stretch, size: tuple[int, int], scale: float
) -> int:
    """Return the height of the strip into which everything that a clip's cues say fits."""
    # Of reports that say the same, one stands for all: a clip has thousands, and a few cues.
    apart = {(report.cue, _unknown(report, stretch)): report for report in reports}
    panels = [said_panel(report, stretch, size, scale) for report in apart.values()]
    tallest = max((panel.size[1] for panel in panels if panel is not None), default=0)
    return tallest + 2 * round(MARGIN * scale) if tallest else 0


def said_panel(
    report: FrameReport, stretch: Stretch, size: tuple[int, int], scale: float, strip: int = 0
) -> CuePanel | None:
    """Return the cue of a frame, and why the main angle cannot be told; None with neither.

    Args:
        report: What is said about the frame.
        stretch: What is practised.
        size: Width and height of what it stands in, pixels: the picture, or as much of the
            picture's lower part and the strip.
        scale: Size of everything; 1 at 480 pixels.
        strip: Height of the strip in pixels, or 0.
    """
    unknown = _unknown(report, stretch)
    if report.cue is None and unknown is None:
        return None
    least = max(0, strip - 2 * round(MARGIN * scale))
    words, verdict = cue_words(report.cue)
    return cue_panel(words, verdict, unknown, size, scale, least)


def _unknown(report: FrameReport, stretch: Stretch) -> str | None:
    """Return why the main angle cannot be told, unless the cue says so already.

    Nor once all is done, or while the camera looks from elsewhere: nobody has to turn then.
    """
    if report.done or report.looks_again:
        return None
    check = stretch.main_check
    main = None if check is None else report.result(check)
    said = report.cue.message if report.cue is not None else None
    if main is None or main.reason is None or main.reason == said:
        return None
    return f"{label(main.check)}: {say(main.reason)}"


_CORNERS: Final[tuple[Corner, ...]] = ("left", "right")


def _first_best(clear: Sequence[Sequence[bool]]) -> int:
    """Return the first place that is clear in about as many frames as the best one.

    Args:
        clear: A row for each frame, and in it whether each place is clear.
    """
    shares = np.mean(clear, axis=0)
    return int(np.argmax(shares >= shares.max() - _BETTER))


def drawn_arc(result: CheckResult, pose: Pose, report: FrameReport) -> Arc | None:
    """Return where a check's angle lies in the picture, or None where it cannot be drawn."""
    view = report.measurements.view
    return arc_of(result.measurement, pose, view.sign if view is not None else 0)


def spots(
    wanted: tuple[int, int], arc: Arc | None, size: tuple[int, int], scale: float
) -> list[Area | None]:
    """Return where the value may go, best first: beside the joint, else in a corner.

    The order is fixed, so that a place has one number; None stands for one that is not in the
    picture.

    Args:
        wanted: Width and height of the value's panel in pixels.
        arc: Its angle, where it is drawn.
        size: Width and height of the picture in pixels.
        scale: Size of everything; 1 at 480 pixels.
    """
    return [_spot(number, wanted, arc, size, scale) for number in range(_SPOTS)]


_BESIDE: Final = 6
_SPOTS: Final = _BESIDE + 4


def _spot(
    number: int, wanted: tuple[int, int], arc: Arc | None, size: tuple[int, int], scale: float
) -> Area | None:
    wide, tall = wanted
    if number >= _BESIDE:
        margin = round(MARGIN * scale)
        left = (size[0] - margin - wide, margin)[(number - _BESIDE) // 2]
        top = (margin, size[1] - margin - tall)[(number - _BESIDE) % 2]
        return _inside(Area(left, top, left + wide, top + tall), size, scale)
    if arc is None:
        return None
    x, y = arc.vertex.tolist()
    if not (0 <= x < size[0] and 0 <= y < size[1]):
        return None
    # Behind the body comes first, since the arc with its target opens to the front: a clockwise
    # angle opens to the right of its upright line, so behind is to the left.
    away = 0.6 * radius_of(arc, scale) + 16 * scale + wide / 2
    side = -arc.sign if number < _BESIDE // 2 else arc.sign
    rise = (0.0, 1.1, 2.2)[number % (_BESIDE // 2)]
    left = round(x + side * away - wide / 2)
    top = round(y - rise * tall - tall / 2)
    return _inside(Area(left, top, left + wide, top + tall), size, scale)


def _inside(box: Area, size: tuple[int, int], scale: float) -> Area | None:
    """Return the box moved into the picture, or None where it would have to go far."""
    margin = round(MARGIN * scale)
    inside = Area(margin, margin, size[0] - margin, size[1] - margin)
    moved = box.moved_into(inside)
    fits = moved.right <= inside.right and moved.bottom <= inside.bottom
    shifted = abs(moved.left - box.left) + abs(moved.top - box.top)
    return moved if fits and shifted <= box.width // 4 else None


def place_value(
    wanted: tuple[int, int],
    result: CheckResult,
    arc: Arc | None,
    taken: Sequence[Area | None],
    pose: Pose | None,
    size: tuple[int, int],
    spot: int | None,
) -> Area | None:
    """Return where the value goes: never over another panel.

    In the clip's own place wherever that is free of panels, else in the first one that covers
    nothing of the person, if there is one.

    Args:
        wanted: Width and height of the value's panel in pixels.
        result: The check whose value it is.
        arc: Its angle, where it is drawn.
        taken: Where the other panels are.
        pose: The person, or None where nobody was found.
        size: Width and height of the picture in pixels.
        spot: The clip's own place; see `Layout`.

    Returns:
        The place, or None where every one is taken.
    """
    scale = scale_of(size)
    if spot is not None:
        (usual,) = _free_of(taken, [_spot(spot, wanted, arc, size, scale)])
        if usual is not None:
            return usual
    free = _free_of(taken, spots(wanted, arc, size, scale))
    fitting = [box for box in free if box is not None]
    drawn = _drawn(pose, arc, result, scale)
    clear = (box for box in fitting if _clear(box, drawn))
    return next(clear, fitting[0] if fitting else None)


def _drawn(pose: Pose | None, arc: Arc | None, result: CheckResult, scale: float) -> Points:
    """Return points of everything that a panel should not cover, shape (n, 2), pixels."""
    parts = [np.empty((0, 2))]
    if pose is not None:
        parts.append(_body(pose))
    band = band_of(result)
    if arc is not None and band is not None:
        outer = radius_of(arc, scale)
        parts += [arc.points(share * outer, *band) for share in (0.5, 0.75, 1.0)]
    return np.concatenate(parts)


def _body(pose: Pose) -> Points:
    """Return points all along the skeleton and round the head, shape (n, 2), pixels."""
    along = np.linspace(0.0, 1.0, 9)[:, None]
    limbs = [pose.pixels]
    ears = (pose.joint("ear", "left") + pose.joint("ear", "right")) / 2
    head = np.linalg.norm(pose.point(Landmark.NOSE) - ears)
    round_it = np.linspace(0.0, 2 * np.pi, 16)
    limbs.append(ears + head * np.stack([np.cos(round_it), np.sin(round_it)], axis=1))
    for side in SIDES:
        for chain in (*CHAINS, ("shoulder", "ear")):
            points = np.array([pose.joint(joint, side) for joint in chain])
            limbs += [a + along * (b - a) for a, b in pairwise(points)]
    return np.concatenate(limbs)


def _free_of(taken: Sequence[Area | None], places: Sequence[Area | None]) -> list[Area | None]:
    """Return the places, with None for those that meet another panel."""
    panels = [box for box in taken if box is not None]
    return [None if box is None or any(map(box.meets, panels)) else box for box in places]


def _clear(box: Area | None, points: Points) -> bool:
    if box is None:
        return True
    x, y = points[:, 0], points[:, 1]
    within = (x >= box.left) & (x < box.right) & (y >= box.top) & (y < box.bottom)
    return not within.any()
