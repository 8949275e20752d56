"""The panels of an annotated picture: the cue along the bottom, the value at the joint."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from formcheck.annotate.badge import MARGIN
from formcheck.annotate.drawing import (
    PAPER,
    QUIET,
    Area,
    Picture,
    Text,
    line_height,
    put_panel,
    put_text,
    text_width,
    wrap_text,
)
from formcheck.annotate.icon import put_icon
from formcheck.annotate.layer import Layer
from formcheck.annotate.skeleton import VERDICT_COLOURS
from formcheck.coach.frame.report import CheckResult, Cue
from formcheck.codes.states import CueKind, Verdict
from formcheck.wording import (
    error_words,
    target_words,
    value_name,
    value_words,
)
from formcheck.words import say, tr

_CUE_VERDICTS: Final[dict[CueKind, Verdict]] = {
    CueKind.FAULT: Verdict.ADJUST,
    CueKind.GOOD: Verdict.GOOD,
    CueKind.VIEW: Verdict.CANT_TELL,
    CueKind.WAIT: Verdict.GOOD_ENOUGH,
}


@dataclass(frozen=True, slots=True)
class CuePanel:
    """The one cue, and below it in small what cannot be told.

    Attributes:
        lines: All lines, the cue's first.
        icon_y: How far below the first line's top the verdict's shape has its middle, pixels.
        verdict: Which shape.
        size: Width and height of the panel in pixels.
        scale: Size of everything; 1 at 480 pixels.
    """

    lines: tuple[Text, ...]
    icon_y: float
    verdict: Verdict
    size: tuple[int, int]
    scale: float

    def area(self, size: tuple[int, int]) -> Area:
        """Return where it is along the bottom of a picture of a size, pixels."""
        margin = round(MARGIN * self.scale)
        bottom = size[1] - margin
        return Area(margin, bottom - self.size[1], margin + self.size[0], bottom)

    def put(self, image: Picture) -> None:
        """Draw it along the bottom of a picture, which is changed in place."""
        place = self.area((image.shape[1], image.shape[0]))
        _cue_layer(self).lay(image, place.left, place.top)


@lru_cache(maxsize=64)
def cue_panel(
    words: str | None,
    verdict: Verdict,
    unknown: str | None,
    size: tuple[int, int],
    scale: float,
    least: int = 0,
    room: float = 0.4,
) -> CuePanel:
    """Return the panel in which a cue fits.

    Args:
        words: What the cue says, or None.
        verdict: The shape beside it.
        unknown: Why the main angle cannot be told, or None.
        size: Width and height of the picture, or of the strip below it, in pixels.
        scale: Size of everything; 1 at 480 pixels.
        least: Height of the panel in pixels where the text needs less.
        room: Share of the picture's height that it may take; the text shrinks to fit.
    """
    width, height = size
    across = width - 2 * round(MARGIN * scale)
    pad = round(12 * scale)
    space = across - _cue_left(scale) - pad
    large, small = round(27 * scale), round(16 * scale)
    while True:
        lines = wrap_text(words, large, space, True) if words else ()
        notes = wrap_text(unknown, small, space) if unknown else ()
        tall = len(lines) * line_height(large) + len(notes) * line_height(small)
        few = len(lines) <= (2 if large > 21 * scale else 3)
        if (few and tall <= room * height) or large <= 9:
            break
        large, small = max(9, round(large * 0.9)), max(8, round(small * 0.94))
    icon_y = max(len(lines), 1) * line_height(large if lines else small) / 2
    all_lines = [Text(line, large, True, PAPER) for line in lines]
    all_lines += [Text(line, small, False, QUIET) for line in notes]
    high = max(tall, least - 2 * pad) + 2 * pad
    return CuePanel(tuple(all_lines), icon_y, verdict, (across, high), scale)


def cue_words(cue: Cue | None) -> tuple[str | None, Verdict]:
    """Return what a cue says, and the verdict whose shape stands beside it."""
    return (None, Verdict.CANT_TELL) if cue is None else (say(cue.message), _CUE_VERDICTS[cue.kind])


def _cue_left(scale: float) -> int:
    """Return how far from the panel's edge its text begins, pixels."""
    return round(12 * scale) + 2 * round(15 * scale) + round(14 * scale)


@lru_cache(maxsize=4)
def _cue_layer(panel: CuePanel) -> Layer:
    wide, high = panel.size
    scale = panel.scale
    icon = round(15 * scale)

    def paint(image: Picture) -> None:
        put_panel(image, Area(0, 0, wide, high), round(10 * scale), VERDICT_COLOURS[panel.verdict])
        y = (high - sum(line_height(line.size) for line in panel.lines)) // 2
        middle = round(12 * scale) + icon + 3 * scale, y + panel.icon_y
        put_icon(image, middle, icon, panel.verdict)
        for line in panel.lines:
            put_text(image, (_cue_left(scale), y), line)
            y += line_height(line.size)

    return Layer.of(wide, high, paint)


@dataclass(frozen=True, slots=True)
class ValuePanel:
    """The main angle's value with its error, its name and its target.

    Attributes:
        lines: The value, its name, and its target where it has one.
        verdict: Its shape stands before the value; None where it is not judged now.
        size: Width and height of the panel in pixels; the same with a verdict and without.
        scale: Size of everything; 1 at 480 pixels.
    """

    lines: tuple[Text, ...]
    verdict: Verdict | None
    size: tuple[int, int]
    scale: float

    def put(self, image: Picture, box: Area) -> None:
        """Draw it into a box of its size; the picture is changed in place."""
        _value_layer(self).lay(image, box.left, box.top)


def value_panel(result: CheckResult, verdict: Verdict | None, scale: float) -> ValuePanel:
    """Return the panel of a check's value.

    Args:
        result: The check.
        verdict: On it; None where it is not judged now.
        scale: Size of everything; 1 at 480 pixels.
    """
    judged_name = value_name(result.check, result.measurement)
    name = (
        judged_name
        if verdict is not None
        else value_name(result.check, result.measurement, judged=False)
    )
    small = max(8, round(13 * scale))
    if result.value is None or result.sigma is None:
        told = [Text(tr("Can't tell"), round(18 * scale), True, PAPER)]
        target = ""
    else:
        value = f"{value_words(result.value, result.measurement)} {error_words(result.sigma)}"
        told = [Text(value, round(23 * scale), True, PAPER)]
        target = target_words(result.low, result.high, result.measurement)
    told.append(Text(name, small, False, QUIET))
    if target:
        told.append(Text(tr("target {target}", target=target), small, False, QUIET))
    wide = max(
        _indent(scale) + text_width(told[0].words, told[0].size, True),
        text_width(judged_name, small),
        *(text_width(line.words, small) for line in told[1:]),
    )
    tall = sum(line_height(line.size) for line in told)
    size = wide + 2 * round(9 * scale) + 2, tall + 2 * round(6 * scale)
    return ValuePanel(tuple(told), verdict, size, scale)


def _icon(scale: float) -> int:
    """Return half the height of the verdict's shape in pixels."""
    return round(10 * scale)


def _indent(scale: float) -> int:
    """Return how much further right the value begins than its name, pixels."""
    return 2 * _icon(scale) + round(8 * scale)


@lru_cache(maxsize=16)
def _value_layer(panel: ValuePanel) -> Layer:
    wide, tall = panel.size
    scale = panel.scale

    def paint(image: Picture) -> None:
        put_panel(image, Area(0, 0, wide, tall), round(8 * scale))
        x, y = round(9 * scale), round(6 * scale)
        for row, line in enumerate(panel.lines):
            shift = 0
            if row == 0 and panel.verdict is not None:
                shift, icon = _indent(scale), _icon(scale)
                middle = x + icon, y + line_height(line.size) / 2
                put_icon(image, middle, icon, panel.verdict)
            put_text(image, (x + shift, y), line)
            y += line_height(line.size)

    return Layer.of(wide, tall, paint)
