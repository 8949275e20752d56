"""Values over time as SVG: round numbers, lines that break, colours of the page."""

from __future__ import annotations

import math
import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.report.plot import Plot, drawing, ticks, time_ticks


def plot() -> Plot:
    return Plot(30.0, 10.0, 200.0, 100.0, times=(0.0, 10.0), values=(100.0, 200.0))


@pytest.mark.parametrize(
    ("low", "high", "most", "expected"),
    [
        (155.0, 214.0, 5, [160, 180, 200]),
        (40.0, 213.0, 5, [50, 100, 150, 200]),
        (-6.0, 6.0, 5, [-5, 0, 5]),
        (0.0, 1.0, 5, [0.0, 0.2, 0.4, 0.6, 0.8, 1.0]),
    ],
)
def test_numbers_at_the_side_are_round(
    low: float, high: float, most: int, expected: list[float]
) -> None:
    assert ticks(low, high, most) == pytest.approx(expected)


@given(st.floats(-500, 500), st.floats(0.01, 1000), st.integers(2, 9))
def test_numbers_lie_inside_and_are_no_more_than_asked_for(
    low: float, room: float, most: int
) -> None:
    found = ticks(low, low + room, most)
    assert len(found) <= most + 1
    assert all(low - 1e-9 <= value <= low + room + 1e-9 for value in found)


@pytest.mark.parametrize(
    ("last_s", "most", "expected"),
    [
        (19.5, 9, [0, 5, 10, 15]),
        (41.0, 9, list(range(0, 41, 5))),
        (41.0, 4, [0, 15, 30]),
        (1800.0, 9, list(range(0, 1801, 300))),
        (40_000.0, 4, [0, 10_800, 21_600, 32_400]),
        (0.5, 9, [0]),
    ],
)
def test_moments_are_round(last_s: float, most: int, expected: list[int]) -> None:
    assert time_ticks(0.0, last_s, most) == expected


def test_a_line_goes_where_its_values_are_and_breaks_where_none_is_known() -> None:
    drawn = plot()
    drawn.line([0.0, 5.0, 6.0, 10.0], [100.0, 150.0, math.nan, 200.0], "chart-line")
    (path,) = drawn.marks
    assert path.get("d") == "M30.0,110.0 L130.0,60.0 M230.0,10.0"


def test_an_area_goes_along_the_upper_edge_and_back_along_the_lower_one() -> None:
    drawn = plot()
    drawn.area([0.0, 10.0], [100.0, 120.0], [150.0, 200.0], "chart-line", 0.2)
    (path,) = drawn.marks
    assert path.get("d") == "M30.0,60.0 L230.0,10.0 L230.0,90.0 L30.0,110.0 Z"


def test_words_are_words_and_nothing_refers_outside() -> None:
    drawn = plot()
    drawn.words(5.0, 0.1, 'held 3 s <&"', "chart-hold")
    drawn.pointer(0.0, "1", "chart-fault")
    drawn.axes([100.0, 150.0], "°", [0, 5, 65])
    svg = drawing(300.0, 120.0, [drawn])
    texts = ["".join(one.itertext()) for one in ET.fromstring(svg).iter("text")]
    assert texts == ['held 3 s <&"', "1", "100°", "150°", "0:00", "0:05", "1:05"]
    assert "http" not in svg
    assert set(re.findall(r"var\(--([\w-]+)\)", svg)) == {
        "chart-hold", "chart-fault", "chart-grid", "chart-quiet", "sans",
    }  # fmt: skip
