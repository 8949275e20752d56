"""The panels of an annotated picture: the cue, the clock or counter, the value at the joint."""

from __future__ import annotations

from typing import Final, Literal

import cv2
import numpy as np

from formcheck.annotate.drawing import (
    INK,
    PAPER,
    QUIET,
    Area,
    Colour,
    Picture,
    line_height,
    put_lines,
    put_panel,
    put_text,
    text_width,
    wrap_text,
)
from formcheck.annotate.skeleton import VERDICT_COLOURS
from formcheck.coach.frame.report import CheckResult, Clock, Cue, FrameReport, RepCount
from formcheck.codes.states import ClockState, CueKind, Verdict
from formcheck.message import Message
from formcheck.temporal import whole_seconds
from formcheck.wording import (
    error_words,
    target_words,
    value_name,
    value_words,
)
from formcheck.words import mark, say, say_heading, tr

_CUE_VERDICTS: Final[dict[CueKind, Verdict]] = {
    CueKind.FAULT: Verdict.ADJUST,
    CueKind.GOOD: Verdict.GOOD,
    CueKind.VIEW: Verdict.CANT_TELL,
    CueKind.WAIT: Verdict.GOOD_ENOUGH,
}
_CLOCK_WORDS: Final = {
    ClockState.WAITING: mark("Not yet"),
    ClockState.RUNNING: mark("Hold"),
    ClockState.PAUSED: mark("Paused"),
    ClockState.DONE: mark("Done"),
}
_CLOCK_VERDICTS: Final[dict[str, Verdict]] = {
    ClockState.WAITING: Verdict.CANT_TELL,
    ClockState.RUNNING: Verdict.GOOD_ENOUGH,
    ClockState.PAUSED: Verdict.ADJUST,
    ClockState.DONE: Verdict.GOOD,
}
MARGIN: Final = 12

Corner = Literal["left", "right"]
"""An upper corner of the picture."""


def put_icon(image: Picture, centre: tuple[float, float], size: float, verdict: Verdict) -> None:
    """Draw a verdict's shape: tick in a disc, wave in a disc, triangle, question mark in a square.

    Args:
        image: RGB picture, changed in place.
        centre: In pixels.
        size: Half its height in pixels.
        verdict: Which one.
    """
    colour = VERDICT_COLOURS[verdict]
    middle = np.array(centre)

    def at(*points: tuple[float, float]) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
        return middle + size * np.array(points)

    def fill(points: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> None:
        fixed = np.round(points * 16).astype(np.int32)
        cv2.fillPoly(image, [fixed], colour, cv2.LINE_AA, 4)

    stroke = max(1.5, 0.2 * size)
    if verdict == Verdict.ADJUST:
        fill(at((0, -1), (1.08, 0.88), (-1.08, 0.88)))
        put_lines(image, at((0, -0.32), (0, 0.26)), INK, stroke)
        put_lines(image, at((0, 0.58), (0, 0.6)), INK, stroke)
        return
    if verdict == Verdict.CANT_TELL:
        fill(at((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)))
        mark = max(8, round(1.5 * size))
        x = round(centre[0] - text_width("?", mark, True) / 2) - 1
        put_text(image, (x, round(centre[1] - line_height(mark) / 2)), "?", mark, INK, True)
        return
    ring = np.linspace(0, 2 * np.pi, 32)
    fill(middle + size * np.stack([np.cos(ring), np.sin(ring)], axis=1))
    if verdict == Verdict.GOOD:
        put_lines(image, at((-0.46, 0.02), (-0.12, 0.38), (0.5, -0.36)), INK, stroke)
    else:
        x_wave = np.linspace(-0.55, 0.55, 14)
        wave = np.stack([x_wave, -0.22 * np.sin(x_wave * 5.2)], axis=1)
        put_lines(image, middle + size * wave, INK, stroke)


def put_cue(
    image: Picture,
    cue: Cue | None,
    unknown: str | None,
    scale: float,
    room: float = 0.4,
    least: int = 0,
) -> Area | None:
    """Draw the one cue along the bottom, and below it in small what cannot be told.

    Args:
        image: RGB picture, changed in place.
        cue: The cue, or None.
        unknown: Why the main angle cannot be told, or None.
        scale: Size of everything; 1 at 480 pixels.
        room: Share of the picture's height that it may take; the text shrinks to fit.
        least: Height of the panel in pixels where the text needs less.

    Returns:
        Where it is, or None where there is nothing to say.
    """
    if cue is None and not unknown:
        return None
    height, width = image.shape[:2]
    margin, pad = round(MARGIN * scale), round(12 * scale)
    icon = round(15 * scale)
    left = margin + pad + 2 * icon + round(14 * scale)
    space = width - left - margin - pad
    size, small = round(27 * scale), round(16 * scale)
    while True:
        lines = wrap_text(say(cue.message), size, space, True) if cue is not None else ()
        notes = wrap_text(unknown, small, space) if unknown else ()
        tall = len(lines) * line_height(size) + len(notes) * line_height(small)
        few = len(lines) <= (2 if size > 21 * scale else 3)
        if (few and tall <= room * height) or size <= 9:
            break
        size, small = max(9, round(size * 0.9)), max(8, round(small * 0.94))
    inner = max(tall, least - 2 * pad)
    box = Area(margin, height - margin - inner - 2 * pad, width - margin, height - margin)
    verdict = _CUE_VERDICTS[cue.kind] if cue is not None else Verdict.CANT_TELL
    put_panel(image, box, round(10 * scale), VERDICT_COLOURS[verdict])
    y = box.top + pad + (inner - tall) // 2
    middle = y + max(len(lines), 1) * line_height(size if lines else small) / 2
    put_icon(image, (margin + pad + icon + 3 * scale, middle), icon, verdict)
    for line in lines:
        put_text(image, (left, y), line, size, PAPER, True)
        y += line_height(size)
    for line in notes:
        put_text(image, (left, y), line, small, QUIET)
        y += line_height(small)
    return box


def put_status(
    image: Picture, report: FrameReport, scale: float, corner: Corner = "left"
) -> Area | None:
    """Draw the hold clock or the count of repetitions, and return where it is."""
    if report.clock is not None:
        said = report.cue.message if report.cue is not None else None
        return put_clock(image, report.clock, said, scale, corner)
    return None if report.reps is None else put_reps(image, report.reps, scale, corner)


def put_clock(
    image: Picture, clock: Clock, said: Message | None, scale: float, corner: Corner = "left"
) -> Area:
    """Draw the hold clock as a ring with its seconds, its state in words, and why it waits.

    Args:
        image: RGB picture, changed in place.
        clock: The hold clock.
        said: What the cue says: the same is not said twice.
        scale: Size of everything; 1 at 480 pixels.
        corner: The upper corner in which it is.

    Returns:
        Where it is.
    """
    state = ClockState.DONE if clock.rests else clock.state
    colour = VERDICT_COLOURS[_CLOCK_VERDICTS[state]]
    reason = None if clock.rests or clock.why == said else clock.why
    why = None if reason is None else say_heading(reason)
    heads = [(tr(_CLOCK_WORDS[state]), round(19 * scale), True, colour)]
    heads.append((tr("of {target:g} s", target=clock.target_s), round(15 * scale), False, QUIET))
    box, centre, radius = _badge(image, heads, why, scale, corner)
    stroke = round(7 * scale)
    cv2.circle(image, centre, radius, (92, 100, 112), stroke, cv2.LINE_AA)
    share = min(1.0, clock.seconds / clock.target_s)
    if share > 0:
        cv2.ellipse(
            image, centre, (radius, radius), -90, 0, 360 * share, colour, stroke, cv2.LINE_AA
        )
    _put_number(image, centre, str(whole_seconds(clock.seconds)), radius, scale)
    return box


def put_reps(image: Picture, reps: RepCount, scale: float, corner: Corner = "left") -> Area:
    """Draw the count of repetitions, and return where it is."""
    done = reps.count >= reps.target
    colour = VERDICT_COLOURS[Verdict.GOOD if done else Verdict.GOOD_ENOUGH]
    heads = [(tr("Done") if done else tr("Repetitions"), round(17 * scale), True, colour)]
    heads.append((tr("of {target}", target=reps.target), round(15 * scale), False, QUIET))
    box, centre, radius = _badge(image, heads, None, scale, corner)
    cv2.circle(image, centre, radius, colour, max(2, round(3 * scale)), cv2.LINE_AA)
    _put_number(image, centre, str(reps.count), radius, scale)
    return box


def _badge(
    image: Picture,
    heads: list[tuple[str, int, bool, Colour]],
    why: str | None,
    scale: float,
    corner: Corner,
) -> tuple[Area, tuple[int, int], int]:
    """Draw a panel in an upper corner with lines beside a round space; return panel and circle."""
    margin, pad, radius = round(MARGIN * scale), round(11 * scale), round(30 * scale)
    before = 2 * pad + 2 * radius + round(6 * scale)
    small = max(8, round(14 * scale))
    space = max(
        min(round(155 * scale), image.shape[1] - before - 2 * margin - pad),
        max(text_width(text, size, bold) for text, size, bold, _ in heads),
    )
    lines = heads + [(text, small, False, PAPER) for text in wrap_text(why or "", small, space)]
    wide = max(text_width(text, size, bold) for text, size, bold, _ in lines)
    tall = sum(line_height(size) for _, size, _, _ in lines)
    inner = max(tall, 2 * radius + round(7 * scale))
    across = before + wide + pad + 2
    start = margin if corner == "left" else image.shape[1] - margin - across
    box = Area(start, margin, start + across, margin + inner + 2 * pad)
    put_panel(image, box, round(10 * scale))
    y = margin + pad + (inner - tall) // 2
    for text, size, bold, colour in lines:
        put_text(image, (start + before, y), text, size, colour, bold)
        y += line_height(size)
    return box, (start + pad + radius + round(3 * scale), margin + pad + inner // 2), radius


def _put_number(
    image: Picture, centre: tuple[int, int], text: str, radius: int, scale: float
) -> None:
    size = round((28 if len(text) < 3 else 20) * scale)
    while text_width(text, size, True) > 1.6 * radius and size > 8:
        size -= 1
    x = round(centre[0] - text_width(text, size, True) / 2) - 1
    put_text(image, (x, round(centre[1] - line_height(size) / 2)), text, size, PAPER, True)


def value_size(result: CheckResult, scale: float) -> tuple[int, int]:
    """Return width and height of the value's panel in pixels."""
    lines = _value_lines(result, value_name(result.check, result.measurement), scale)
    icon = round(10 * scale)
    wide = max(
        text_width(text, size, bold) + (2 * icon + round(8 * scale) if row == 0 else 0)
        for row, (text, size, bold) in enumerate(lines)
    )
    tall = sum(line_height(size) for _, size, _ in lines)
    return wide + 2 * round(9 * scale) + 2, tall + 2 * round(6 * scale)


def _value_lines(result: CheckResult, name: str, scale: float) -> list[tuple[str, int, bool]]:
    small = max(8, round(13 * scale))
    if result.value is None or result.sigma is None:
        return [(tr("Can't tell"), round(18 * scale), True), (name, small, False)]
    value = f"{value_words(result.value, result.measurement)} {error_words(result.sigma)}"
    lines = [(value, round(23 * scale), True), (name, small, False)]
    target = target_words(result.low, result.high, result.measurement)
    if target:
        lines.append((tr("target {target}", target=target), small, False))
    return lines


def put_value(
    image: Picture, box: Area, result: CheckResult, verdict: Verdict | None, scale: float
) -> None:
    """Draw the main angle's value with its error, its name and its target into a box.

    The verdict's shape stands before it, or nothing where it is not judged now.
    """
    put_panel(image, box, round(8 * scale))
    x, y = box.left + round(9 * scale), box.top + round(6 * scale)
    icon = round(10 * scale)
    name = value_name(result.check, result.measurement, judged=verdict is not None)
    for row, (text, size, bold) in enumerate(_value_lines(result, name, scale)):
        shift = 0
        if row == 0 and verdict is not None:
            shift = 2 * icon + round(8 * scale)
            put_icon(image, (x + icon, y + line_height(size) / 2), icon, verdict)
        put_text(image, (x + shift, y), text, size, PAPER if row == 0 else QUIET, bold)
        y += line_height(size)
