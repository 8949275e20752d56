"""The charts of the page Progress: minutes a week, and how far each session went."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any, Final

import altair as alt

from formcheck.report.progress.progress import Point, target_spans
from formcheck.report.progress.time_axis import TimeAxis, time_axis
from formcheck.report.progress.trend import Trend
from formcheck.wording import ERROR_SIGMAS, unit
from formcheck.words import date_words, mark, tr

TARGET: Final = "#3f9a76"
"""Colour of a target's ends: seen on the light and on the dark page."""

LEAST_MINUTES: Final = 4
"""Minutes that the axis of the weeks reaches at least, so that a first short set is no full bar."""

_SIDES: Final[dict[Any, str]] = {
    "left": mark("Left"), "right": mark("Right"), None: mark("Whole body"),
}  # fmt: skip


def weeks_chart(weeks: Sequence[tuple[date, float]]) -> Any:
    """Return the bars of the minutes practised in each week.

    Args:
        weeks: The Monday of each week with its minutes, the oldest first.
    """
    table = _data(
        {"Week of": _short_day(day), "Minutes": round(minutes, 1)} for day, minutes in weeks
    )
    most = max(LEAST_MINUTES, math.ceil(max((minutes for _, minutes in weeks), default=0.0)))
    return (
        alt.Chart(table)
        .mark_bar(cornerRadiusTopLeft=4, cornerRadiusTopRight=4)
        .encode(
            alt.X(
                "Week of:N",
                sort=None,
                title=None,
                axis=alt.Axis(labelAngle=0),
                scale=alt.Scale(paddingInner=0.5),
            ),
            alt.Y(
                "Minutes:Q",
                title=tr("Minutes"),
                axis=alt.Axis(tickMinStep=1, grid=True, tickCount=4, format="d"),
                scale=alt.Scale(domain=[0, most], nice=True),
            ),
            tooltip=[
                alt.Tooltip("Week of:N", title=tr("Week of")),
                alt.Tooltip("Minutes:Q", title=tr("Minutes")),
            ],
        )
        .properties(height=180)
    )


def _short_day(day: date) -> str:
    return date_words(datetime.combine(day, time()), tr("d MMM"))


def range_chart(found: Sequence[Point], trends: Sequence[Trend], measure: str) -> Any:
    """Return how far each session went, with its error, the trends and the targets.

    Args:
        found: Angles of one version and measure, in rising time; at least one.
        trends: The line through each side's days, where there are enough.
        measure: What is measured.
    """
    shown = time_axis([point.when.astimezone() for point in found])
    table = _data(
        {
            "Day": _ms(point.when),
            "When": date_words(point.when.astimezone(), tr("d MMM y, HH:mm")),
            "Side": tr(_SIDES[point.side]),
            "Angle": round(point.value, 1),
            "Low": point.value - ERROR_SIGMAS * point.sigma,
            "High": point.value + ERROR_SIGMAS * point.sigma,
        }
        for point in found
    )
    x = _days(shown)
    colour = alt.Color("Side:N", legend=alt.Legend(orient="top", title=None, symbolOpacity=1))
    y = alt.Y(
        "Angle:Q", scale=alt.Scale(zero=False, padding=16), title=tr("Angle"),
        axis=alt.Axis(labelExpr=f"datum.value + '{unit(measure)}'", tickCount=6),
    )  # fmt: skip
    low, high = alt.Y("Low:Q"), alt.Y2("High:Q")
    base = alt.Chart(table)
    layers: list[Any] = [
        *_trend_layers(trends, x, colour),
        base.mark_rule(opacity=0.45, strokeWidth=2).encode(x, low, high, colour),
        base.mark_point(filled=True, size=70, opacity=1).encode(
            x, y, colour, alt.Shape("Side:N", legend=None), tooltip=[
                alt.Tooltip("When:N", title=tr("Day")), alt.Tooltip("Side:N", title=tr("Side")),
                alt.Tooltip("Angle:Q", title=tr("Angle")),
            ],
        ),
        _targets(found, shown, x),
    ]  # fmt: skip
    return alt.layer(*layers).properties(height=300)


def _days(shown: TimeAxis) -> Any:
    """Return the axis of time; its words are made here, since the browser's are English."""
    words = json.dumps({str(_ms(when)): label for when, label in shown.ticks})
    # A plain number would be a year to Vega-Lite; an expression is what it says.
    ends = [{"expr": str(_ms(end))} for end in (shown.first, shown.last)]
    marks = ", ".join(str(_ms(when)) for when, _ in shown.ticks)
    return alt.X(
        "Day:T",
        title=None,
        scale=alt.Scale(domain=ends, nice=False),
        axis=alt.Axis(
            values=alt.ExprRef(f"[{marks}]"),
            labelExpr=f"({words})[time(datum.value)]",
            labelOverlap=True,
            labelBound=True,
            labelFlush=True,
        ),
    )


def _targets(found: Sequence[Point], shown: TimeAxis, x: Any) -> Any:
    """Return the ends of each target for as long as it held; the only one all the way."""
    spans = target_spans(found)
    rows = []
    for number, span in enumerate(spans):
        first = shown.first if number == 0 else span.first
        last = shown.last if number == len(spans) - 1 else span.last
        rows += [
            {"Day": _ms(when), "Target": end, "End": f"{number}-{name}"}
            for name, end in (("low", span.low), ("high", span.high))
            if end is not None
            for when in (first, last)
        ]
    lines = alt.Chart(_data(rows)).mark_line(strokeDash=[6, 4], strokeWidth=1.5, color=TARGET)
    return lines.encode(x, alt.Y("Target:Q"), alt.Detail("End:N"))


def _trend_layers(trends: Sequence[Trend], x: Any, colour: Any) -> list[Any]:
    """Draw each side's line, and the band in which it lies: narrow in the middle of the days."""
    rows = _data(
        {
            "Day": _ms(when),
            "Side": tr(_SIDES[one.side]),
            "Angle": round(one.at(when), 2),
            "Low": round(one.at(when, one.low), 2),
            "High": round(one.at(when, one.high), 2),
        }
        for one in trends
        for when in (one.first, one.middle, one.last)
    )
    base = alt.Chart(rows)
    band = base.mark_area(opacity=0.16).encode(x, alt.Y("Low:Q"), alt.Y2("High:Q"), colour)
    return [band, base.mark_line(strokeWidth=2.5).encode(x, alt.Y("Angle:Q"), colour)]


def _ms(when: datetime) -> int:
    """Return a time as the browser counts it, in milliseconds."""
    return round(when.timestamp() * 1000)


def _data(rows: Iterable[dict[str, Any]]) -> Any:
    return alt.Data(values=list(rows))  # type: ignore[no-untyped-call]
