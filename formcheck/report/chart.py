"""The main angle over time as an inline SVG that follows the page's theme."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from formcheck.report.plot import Plot, drawing, room_for, ticks, time_ticks
from formcheck.report.timeline import Timeline

_MOST_CUES: Final = 6
_SHORTEST_CUE_S: Final = 1.0

_RIGHT: Final = 14.0
"""Room for half of the last moment's words, in points."""

_BELOW: Final = 19.5
"""Room for the words of moments, in points."""


@dataclass(frozen=True, slots=True)
class CueMoment:
    """A correction that was said for a while.

    Attributes:
        number: From 1, in order of time.
        time_s: When it began.
        seconds: How long it was shown.
        text: Its words.
    """

    number: int
    time_s: float
    seconds: float
    text: str


def cue_moments(line: Timeline) -> list[CueMoment]:
    """Return the corrections that lasted longest, in order of time."""
    spans = [cue for cue in line.cues if cue.end_s - cue.start_s >= _SHORTEST_CUE_S]
    longest = sorted(spans, key=lambda cue: cue.start_s - cue.end_s)[:_MOST_CUES]
    return [
        CueMoment(number, cue.start_s, cue.end_s - cue.start_s, cue.text)
        for number, cue in enumerate(sorted(longest, key=lambda cue: cue.start_s), start=1)
    ]


def angle_chart(line: Timeline, narrow: bool = False) -> str | None:
    """Return the angle of a time line as SVG markup, or None where it was never known.

    Shown are the value with its error, the target, the spans of the holds and the numbered
    moments of `cue_moments`. Text stays text; nothing refers outside the page.

    Args:
        line: The performance.
        narrow: For a phone: less wide, the same size of letters.
    """
    if not line.series or all(value is None for value in line.series[0].values):
        return None
    shown = line.series[0]
    values, errors = np.array(shown.values, dtype=float), np.array(shown.errors, dtype=float)
    lows, highs = values - errors, values + errors
    ends = [end for end in (line.low, line.high) if end is not None]
    bottom, top = min([np.nanmin(lows), *ends]), max([np.nanmax(highs), *ends])
    room = max(6.0, 0.12 * (top - bottom))
    # Below: a lane for the holds. Above: one for the numbers of the cues.
    low, high = bottom - 1.7 * room, top + 1.7 * room
    times = line.times[0], max(line.times[-1], line.times[0] + 0.5)
    levels = ticks(low, high, 5)
    left = room_for(f"{level:.0f}{line.unit}" for level in levels)
    width, height = (331.2, 252.0) if narrow else (662.4, 259.2)
    plot = Plot(left, 3.0, width - left - _RIGHT, height - 3.0 - _BELOW, times, (low, high))
    if ends:
        target = (
            bottom - room if line.low is None else line.low,
            top + room if line.high is None else line.high,
        )
        plot.band(*target, "chart-band", 0.16)
        for end in ends:
            plot.level(end, "chart-band", 1.2, "6 3.6")
    plot.area(line.times, lows.tolist(), highs.tolist(), "chart-line", 0.22)
    plot.line(line.times, values.tolist(), "chart-line")
    _draw_spans(plot, line)
    plot.axes(levels, line.unit, time_ticks(*times, 4 if narrow else 9))
    return drawing(width, height, [plot])


def _draw_spans(plot: Plot, line: Timeline) -> None:
    for hold in line.holds:
        plot.span(hold.start_s, hold.end_s, "chart-hold", 0.07)
        plot.span(hold.start_s, hold.end_s, "chart-hold", shares=(0.025, 0.06))
        plot.words((hold.start_s + hold.end_s) / 2, 0.085, hold.text, "chart-hold")
    for bottom_s in line.bottoms:
        plot.moment(bottom_s, "chart-hold", 1.0, 0.6)
    for cue in cue_moments(line):
        plot.pointer(cue.time_s, str(cue.number), "chart-fault")
        plot.moment(cue.time_s, "chart-fault", 0.8, 0.5, top=0.84)
