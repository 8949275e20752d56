"""The panel in an upper corner of an annotated picture: the hold clock or the repetitions."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

import cv2

from formcheck.annotate.drawing import (
    PAPER,
    QUIET,
    Area,
    Colour,
    Picture,
    Text,
    line_height,
    put_panel,
    put_text,
    text_width,
    wrap_text,
)
from formcheck.annotate.layer import Layer
from formcheck.annotate.skeleton import VERDICT_COLOURS
from formcheck.coach.frame.report import Clock, FrameReport, RepCount
from formcheck.codes.states import ClockState, Verdict
from formcheck.message import Message
from formcheck.temporal import whole_seconds
from formcheck.words import mark, say_heading, tr

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
_EMPTY: Final[Colour] = (92, 100, 112)
"""The ring before anything is done."""

Corner = Literal["left", "right"]
"""An upper corner of the picture."""


@dataclass(frozen=True, slots=True)
class Badge:
    """What the panel of one frame shows.

    Attributes:
        lines: The lines beside the ring.
        number: The number in the ring.
        colour: Colour of the state.
        share: How much of the ring is filled, 0..1.
        scale: Size of everything; 1 at 480 pixels.
    """

    lines: tuple[Text, ...]
    number: str
    colour: Colour
    share: float
    scale: float

    @property
    def pad(self) -> int:
        """Pixels between the edge and what is inside."""
        return round(11 * self.scale)

    @property
    def radius(self) -> int:
        """Radius of the ring in pixels."""
        return round(30 * self.scale)

    @property
    def before(self) -> int:
        """Pixels from the left edge to the lines."""
        return 2 * self.pad + 2 * self.radius + round(6 * self.scale)

    @property
    def tall(self) -> int:
        """Height of the lines in pixels."""
        return sum(line_height(line.size) for line in self.lines)

    @property
    def inner(self) -> int:
        """Height of what is inside the panel in pixels."""
        return max(self.tall, 2 * self.radius + round(7 * self.scale))

    @property
    def centre(self) -> tuple[int, int]:
        """The middle of the ring, in pixels from the panel's corner."""
        return self.pad + self.radius + round(3 * self.scale), self.pad + self.inner // 2

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the panel in pixels."""
        wide = max(text_width(line.words, line.size, line.bold) for line in self.lines)
        return self.before + wide + self.pad + 2, self.inner + 2 * self.pad

    def area(self, size: tuple[int, int], corner: Corner) -> Area:
        """Return where it is in a picture of a size, pixels."""
        margin, (wide, tall) = round(MARGIN * self.scale), self.size
        start = margin if corner == "left" else size[0] - margin - wide
        return Area(start, margin, start + wide, margin + tall)


def badge_of(report: FrameReport, width: int, scale: float) -> Badge | None:
    """Return the hold clock or the count of repetitions of a frame, or None without either.

    Args:
        report: What is said about the frame.
        width: Of the picture, in pixels.
        scale: Size of everything; 1 at 480 pixels.
    """
    if report.clock is not None:
        said = report.cue.message if report.cue is not None else None
        return _clock(report.clock, said, width, scale)
    return None if report.reps is None else _reps(report.reps, scale)


def put_badge(image: Picture, badge: Badge, area: Area) -> None:
    """Draw a badge where `Badge.area` says; the picture is changed in place."""
    share = badge.share
    _still(badge.lines, badge.number, badge.scale).lay(image, area.left, area.top)
    if share:
        x, y = badge.centre
        centre, radius = (area.left + x, area.top + y), badge.radius
        stroke = round(7 * badge.scale)
        cv2.ellipse(
            image, centre, (radius, radius), -90, 0, 360 * share, badge.colour, stroke, cv2.LINE_AA
        )


def _clock(clock: Clock, said: Message | None, width: int, scale: float) -> Badge:
    """Return the clock: its seconds, its state in words, and why it waits.

    Args:
        clock: The hold clock.
        said: What the cue says: the same is not said twice.
        width: Of the picture, in pixels.
        scale: Size of everything; 1 at 480 pixels.
    """
    state = ClockState.DONE if clock.rests else clock.state
    colour = VERDICT_COLOURS[_CLOCK_VERDICTS[state]]
    reason = None if clock.rests or clock.why == said else clock.why
    heads = (
        Text(tr(_CLOCK_WORDS[state]), round(19 * scale), True, colour),
        Text(tr("of {target:g} s", target=clock.target_s), round(15 * scale), False, QUIET),
    )
    share = min(1.0, clock.seconds / clock.target_s)
    badge = Badge(heads, str(whole_seconds(clock.seconds)), colour, share, scale)
    if reason is None:
        return badge
    small = max(8, round(14 * scale))
    free = width - badge.before - 2 * round(MARGIN * scale) - badge.pad
    widest = max(text_width(line.words, line.size, line.bold) for line in heads)
    space = max(min(round(155 * scale), free), widest)
    why = wrap_text(say_heading(reason), small, space)
    lines = (*heads, *(Text(words, small, False, PAPER) for words in why))
    return Badge(lines, badge.number, colour, share, scale)


def _reps(reps: RepCount, scale: float) -> Badge:
    """Return the count of repetitions."""
    done = reps.count >= reps.target
    colour = VERDICT_COLOURS[Verdict.GOOD if done else Verdict.GOOD_ENOUGH]
    heads = (
        Text(tr("Done") if done else tr("Repetitions"), round(17 * scale), True, colour),
        Text(tr("of {target}", target=reps.target), round(15 * scale), False, QUIET),
    )
    share = min(1.0, reps.count / reps.target)
    return Badge(heads, str(reps.count), colour, share, scale)


@lru_cache(maxsize=4)
def _still(lines: tuple[Text, ...], number: str, scale: float) -> Layer:
    """Return what stays the same for a second or longer: all but the filled part of the ring."""
    badge = Badge(lines, number, PAPER, 0.0, scale)
    wide, tall = badge.size

    def paint(image: Picture) -> None:
        put_panel(image, Area(0, 0, wide, tall), round(10 * scale))
        y = badge.pad + (badge.inner - badge.tall) // 2
        for line in lines:
            put_text(image, (badge.before, y), line)
            y += line_height(line.size)
        cv2.circle(image, badge.centre, badge.radius, _EMPTY, round(7 * scale), cv2.LINE_AA)
        _put_number(image, badge.centre, number, badge.radius, scale)

    return Layer.of(wide, tall, paint)


def _put_number(
    image: Picture, centre: tuple[int, int], words: str, radius: int, scale: float
) -> None:
    size = round((28 if len(words) < 3 else 20) * scale)
    while text_width(words, size, True) > 1.6 * radius and size > 8:
        size -= 1
    x = round(centre[0] - text_width(words, size, True) / 2) - 1
    at = x, round(centre[1] - line_height(size) / 2)
    put_text(image, at, Text(words, size, True, PAPER))
