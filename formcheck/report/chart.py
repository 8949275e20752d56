"""The main angle over time as an inline SVG that follows the page's theme."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import Any, Final

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from formcheck.report.timeline import Timeline
from formcheck.wording import clock_words

# matplotlib knows no style sheets: each part gets a colour of its own that stands for a
# variable of the page, so that one drawing serves the light theme, the dark one and print.
PARTS: Final = {
    "--chart-ink": "#010101",
    "--chart-quiet": "#020202",
    "--chart-grid": "#030303",
    "--chart-line": "#040404",
    "--chart-band": "#060606",
    "--chart-hold": "#070707",
    "--chart-fault": "#080808",
    "--surface": "#090909",
}

_MOST_CUES: Final = 6
_SHORTEST_CUE_S: Final = 1.0


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
    # Typed as Any: matplotlib's stubs ask for a dict[str, Any] or for one of literal names,
    # depending on its version.
    settings: Any = {
        "svg.fonttype": "none",
        "svg.hashsalt": f"formcheck-{narrow}",
        "font.family": "sans-serif",
        "font.size": 10.5,
        "path.simplify_threshold": 0.3,
    }
    with matplotlib.rc_context(settings):
        figure = Figure(figsize=(4.6, 3.5) if narrow else (9.2, 3.6), layout="constrained")
        FigureCanvasSVG(figure)
        axes = figure.add_subplot()
        _draw_angle(axes, line)
        _draw_spans(axes, line)
        _style(axes, line.unit, narrow)
        buffer = io.StringIO()
        figure.savefig(buffer, format="svg", transparent=True, metadata={"Date": None})
    return themed(buffer.getvalue())


def _draw_angle(axes: Axes, line: Timeline) -> None:
    shown = line.series[0]
    times = np.array(line.times)
    values, errors = np.array(shown.values, dtype=float), np.array(shown.errors, dtype=float)
    lowest, highest = np.nanmin(values - errors), np.nanmax(values + errors)
    ends = [end for end in (line.low, line.high) if end is not None]
    bottom, top = min([lowest, *ends]), max([highest, *ends])
    room = max(6.0, 0.12 * (top - bottom))
    # Below: a lane for the holds. Above: one for the numbers of the cues.
    axes.set_ylim(bottom - 1.7 * room, top + 1.7 * room)
    axes.set_xlim(times[0], max(times[-1], times[0] + 0.5))
    low = line.low if line.low is not None else bottom - room
    high = line.high if line.high is not None else top + room
    if ends:
        axes.axhspan(low, high, color=PARTS["--chart-band"], alpha=0.16, lw=0)
        for end in ends:
            axes.axhline(end, color=PARTS["--chart-band"], lw=1.2, ls=(0, (5, 3)))
    axes.fill_between(
        times, values - errors, values + errors, color=PARTS["--chart-line"], alpha=0.22, lw=0
    )
    axes.plot(times, values, color=PARTS["--chart-line"], lw=2)


def _draw_spans(axes: Axes, line: Timeline) -> None:
    lane = axes.get_xaxis_transform()
    for hold in line.holds:
        axes.axvspan(hold.start_s, hold.end_s, color=PARTS["--chart-hold"], alpha=0.07, lw=0)
        axes.broken_barh(
            [(hold.start_s, hold.end_s - hold.start_s)],
            (0.025, 0.035),
            transform=lane,
            color=PARTS["--chart-hold"],
        )
        axes.text(
            (hold.start_s + hold.end_s) / 2, 0.075,
            hold.text,
            transform=lane, ha="center", va="bottom", color=PARTS["--chart-hold"], clip_on=True,
        )  # fmt: skip
    for bottom_s in line.bottoms:
        axes.axvline(bottom_s, color=PARTS["--chart-hold"], lw=1, alpha=0.6)
    for cue in cue_moments(line):
        axes.plot(
            [cue.time_s], [0.945], "v", transform=lane, ms=8, color=PARTS["--chart-fault"],
            mew=0, clip_on=False,
        )  # fmt: skip
        axes.text(
            cue.time_s, 0.915, str(cue.number), transform=lane, ha="center", va="top",
            color=PARTS["--chart-fault"], fontweight="bold",
        )  # fmt: skip
        axes.axvline(cue.time_s, 0.0, 0.84, color=PARTS["--chart-fault"], lw=0.8, alpha=0.5)


def _style(axes: Axes, sign: str, narrow: bool) -> None:
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:.0f}{sign}"))
    axes.yaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 5, 10]))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: clock_words(max(value, 0.0))))
    axes.xaxis.set_major_locator(MaxNLocator(4 if narrow else 9, integer=True))
    axes.tick_params(colors=PARTS["--chart-quiet"], length=0, pad=6)
    axes.grid(axis="y", color=PARTS["--chart-grid"], lw=0.8)
    axes.set_axisbelow(True)
    for side, spine in axes.spines.items():
        spine.set_visible(side == "bottom")
        spine.set_color(PARTS["--chart-grid"])


def themed(svg: str) -> str:
    """Return the drawing alone, with the page's fonts and colours, and without any address."""
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    svg = re.sub(r"<!--.*?-->", "", svg, flags=re.DOTALL)
    # Inside an HTML page the names of the languages are known: their addresses can go.
    svg = re.sub(r'\sxmlns(:\w+)?="[^"]*"', "", svg).replace("xlink:href", "href")
    svg = re.sub(r'(<svg[^>]*?)\swidth="[^"]*"', r"\1", svg, count=1)
    svg = re.sub(r'(<svg[^>]*?)\sheight="[^"]*"', r"\1 aria-hidden='true'", svg, count=1)
    svg = re.sub(r"font: ((?:bold |\d+ )?)([\d.]+)px [^;\"]*", r"font: \g<1>\2px var(--sans)", svg)
    # Two drawings on one page: only names that are pointed at stay, and those carry the salt.
    pointed = set(re.findall(r"#([\w-]+)", svg))
    svg = re.sub(r'\sid="([\w.-]+)"', lambda m: m[0] if m[1] in pointed else "", svg)
    for variable, colour in PARTS.items():
        svg = svg.replace(colour, f"var({variable})")
    return re.sub(r"\n\s*\n+", "\n", svg).strip()
