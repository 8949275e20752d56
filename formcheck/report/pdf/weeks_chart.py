"""The angles over the weeks as a picture that prints in black and white."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any, Final

import matplotlib
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from formcheck.pose.landmark import Side
from formcheck.report.pdf.one_page import WeekSeries
from formcheck.report.progress.progress import TargetSpan
from formcheck.report.progress.time_axis import time_axis
from formcheck.wording import ERROR_SIGMAS, unit
from formcheck.words import mark, tr

_INCH_MM: Final = 25.4
_DOTS: Final = 220
_LOOKS: Final[dict[Side | None, tuple[str, str, str, str]]] = {
    "left": (mark("left"), "o", "black", "white"),
    "right": (mark("right"), "s", "black", "black"),
    None: (mark("whole body"), "D", "black", "0.6"),
}
"""Name, marker, edge and face of each side: told apart by shape and filling, not by colour."""


def draw_chart(series: WeekSeries, width: float, height: float) -> bytes:
    """Return the chart as PNG.

    Args:
        series: What to draw.
        width: In millimetres.
        height: In millimetres.
    """
    # Typed as Any: matplotlib's stubs ask for a dict of literal names.
    settings: Any = {"font.family": "DejaVu Sans", "font.size": 7.5, "axes.linewidth": 0.6}
    with matplotlib.rc_context(settings):
        figure = Figure((width / _INCH_MM, height / _INCH_MM), _DOTS, layout="constrained")
        FigureCanvasAgg(figure)
        # matplotlib's stubs know no dates on an axis.
        axes: Any = figure.add_subplot()
        _draw_targets(axes, series.targets)
        for side in dict.fromkeys(point.side for point in series.points):
            _draw_side(axes, series, side)
        shown = time_axis([point.when.astimezone() for point in series.points])
        axes.set_xlim(shown.first, shown.last)
        axes.set_xticks([when for when, _ in shown.ticks], [words for _, words in shown.ticks])
        axes.yaxis.set_major_formatter(lambda value, _: f"{value:g}{unit(series.measure)}")
        axes.grid(axis="y", lw=0.4, color="0.85")
        axes.spines[["top", "right"]].set_visible(False)
        axes.legend(loc="upper left", ncols=4, frameon=False, handlelength=1.4)
        axes.margins(y=0.18)
        buffer = io.BytesIO()
        figure.savefig(buffer, format="png", metadata={"Software": None})
    return buffer.getvalue()


def _draw_targets(axes: Any, spans: Sequence[TargetSpan]) -> None:
    """Draw each target for as long as it held; the only one across the whole chart."""
    for number, span in enumerate(spans):
        times = [span.first.astimezone(), span.last.astimezone()]
        ends = [end for end in (span.low, span.high) if end is not None]
        style: dict[str, Any] = {"color": "0.45", "lw": 0.8, "ls": (0, (6, 3))}
        for end in ends:
            if len(spans) == 1:
                axes.axhline(end, **style)
            else:
                axes.plot(times, [end, end], **style)
        name = tr("target") if not number else None
        if len(ends) == 2 and len(spans) == 1:
            axes.axhspan(*ends, color="0.93", lw=0, label=name)
        elif len(ends) == 2:
            axes.fill_between(times, *ends, color="0.93", lw=0, label=name)


def _draw_side(axes: Any, series: WeekSeries, side: Side | None) -> None:
    name, marker, edge, face = _LOOKS[side]
    own = [point for point in series.points if point.side == side]
    whens = [point.when.astimezone() for point in own]
    axes.errorbar(
        whens, [point.value for point in own], [ERROR_SIGMAS * point.sigma for point in own],
        fmt=marker, ms=3.6, mec=edge, mfc=face, mew=0.7, ecolor="0.6", elinewidth=0.6,
        label=tr(name),
    )  # fmt: skip
    line = next((trend for trend in series.trends if trend.side == side), None)
    if line is not None:
        ends = [line.first, line.last]
        style = "-" if side == "right" else (0, (2, 1.5))
        axes.plot(
            [when.astimezone() for when in ends], [line.at(when) for when in ends],
            color="black", lw=1.0, ls=style,
        )  # fmt: skip
