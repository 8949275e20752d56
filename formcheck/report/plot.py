"""Values over time as SVG that takes its colours and letters from the page it stands in."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final
from xml.etree.ElementTree import Element, tostring

from formcheck.wording import clock_words

Values = Sequence[float]
"""NaN where nothing is known."""

LETTERS: Final = 10.5
"""Height of letters, in units of the drawing: points on paper."""

_DIGIT: Final = 0.6 * LETTERS
"""Width of the widest digit of usual fonts without serifs."""

_GAP: Final = 6.0
_STEPS_S: Final = (1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600, 900, 1800, 3600)
_LEAST_MOVE: Final = 0.3
"""Points of a line that are nearer to each other than this are one."""


def ticks(low: float, high: float, most: int) -> list[float]:
    """Return round numbers between two values, with at most so many gaps between them.

    Args:
        low: The lower end.
        high: The upper end, above it.
        most: Number of gaps.
    """
    rough = (high - low) / most
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(size * power for size in (1, 2, 5, 10) if size * power >= rough * (1 - 1e-9))
    return [step * at for at in range(math.ceil(low / step), math.floor(high / step) + 1)]


def time_ticks(first_s: float, last_s: float, most: int) -> list[int]:
    """Return round moments between two, seconds, with at most so many gaps between them."""
    rough = (last_s - first_s) / most
    step = next((size for size in _STEPS_S if size >= rough), 3600 * math.ceil(rough / 3600))
    return [step * at for at in range(math.ceil(first_s / step), math.floor(last_s / step) + 1)]


@dataclass
class Plot:
    """A part of a drawing in which values go up and time goes to the right.

    Colours are names of the page's variables, such as `chart-line`.

    Attributes:
        left: Left edge in the drawing; room for the numbers is left of it.
        top: Upper edge.
        width: From edge to edge.
        height: From edge to edge; the times stand below it.
        times: First and last moment, seconds.
        values: Value at the lower and at the upper edge.
        marks: What is drawn, in its order; it is cut off at the edges.
        around: What is not cut off.
    """

    left: float
    top: float
    width: float
    height: float
    times: tuple[float, float]
    values: tuple[float, float]
    marks: list[Element] = field(default_factory=list)
    around: list[Element] = field(default_factory=list)

    def x(self, time_s: float) -> float:
        """Return where a moment is."""
        first, last = self.times
        return self.left + self.width * (time_s - first) / (last - first)

    def y(self, value: float) -> float:
        """Return where a value is."""
        low, high = self.values
        return self.share((value - low) / (high - low))

    def share(self, part: float) -> float:
        """Return where a share of the height is, 0 below and 1 above."""
        return self.top + self.height * (1.0 - part)

    def line(
        self, times: Values, values: Values, colour: str, width: float = 2.0, dashes: str = ""
    ) -> None:
        """Draw a line through values, broken where they are not known."""
        path = " ".join(f"M{' L'.join(_places(run))}" for run in self._runs(times, values))
        self._stroke(path, colour, width, dashes)

    def area(self, times: Values, lows: Values, highs: Values, colour: str, opacity: float) -> None:
        """Fill between two lines, broken where they are not known."""
        edges = zip(self._runs(times, highs), self._runs(times, lows), strict=True)
        path = " ".join(f"M{' L'.join(_places([*up, *down[::-1]]))} Z" for up, down in edges)
        self.marks.append(_filled("path", colour, opacity, d=path))

    def level(self, value: float, colour: str, width: float, dashes: str = "") -> None:
        """Draw a line across at one value."""
        path = f"M{self.left:.1f},{self.y(value):.1f} h{self.width:.1f}"
        self._stroke(path, colour, width, dashes)

    def moment(
        self, time_s: float, colour: str, width: float, opacity: float, top: float = 1.0
    ) -> None:
        """Draw a line up from the lower edge at one moment, to a share of the height."""
        path = f"M{self.x(time_s):.1f},{self.share(0):.1f} V{self.share(top):.1f}"
        self._stroke(path, colour, width, opacity=opacity)

    def band(self, low: float, high: float, colour: str, opacity: float) -> None:
        """Fill between two values, all along."""
        self._block(self.left, self.width, self.y(high), self.y(low), colour, opacity)

    def span(
        self, start_s: float, end_s: float, colour: str, opacity: float = 1.0,
        shares: tuple[float, float] = (0.0, 1.0),
    ) -> None:  # fmt: skip
        """Fill between two moments, from one share of the height to another."""
        x, (low, high) = self.x(start_s), shares
        wide = self.x(end_s) - x
        self._block(x, wide, self.share(high), self.share(low), colour, opacity)

    def words(self, time_s: float, share: float, text: str, colour: str) -> None:
        """Write around a moment, upwards from a share of the height."""
        self.marks.append(_text(self.x(time_s), self.share(share), text, colour))

    def pointer(self, time_s: float, text: str, colour: str) -> None:
        """Draw a triangle that points down at a moment, near the upper edge, and write below it."""
        x, y = self.x(time_s), self.share(0.945)
        triangle = f"M{x - 4:.1f},{y - 4:.1f} h8 l-4,8 Z"
        self.around += [
            _filled("path", colour, d=triangle),
            _text(x, self.share(0.875), text, colour, weight="bold"),
        ]

    def axes(self, levels: Iterable[float], sign: str, moments: Iterable[float]) -> None:
        """Draw a line across at each of some values, behind everything, and write numbers.

        Args:
            levels: The values.
            sign: Their unit, as it stands behind a number.
            moments: Moments that are written below, seconds.
        """
        drawn, self.marks = self.marks, []
        for value in levels:
            self.level(value, "chart-grid", 0.8)
            place = self.left - _GAP, self.y(value) + 0.36 * LETTERS
            self.around.append(_text(*place, f"{value:.0f}{sign}", "chart-quiet", anchor="end"))
        self.marks += drawn
        below = self.share(0) + _GAP + 0.8 * LETTERS
        for time_s in moments:
            said = clock_words(max(time_s, 0.0))
            self.around.append(_text(self.x(time_s), below, said, "chart-quiet"))
        self.level(self.values[0], "chart-grid", 1.6)  # of which half is cut off

    def parts(self) -> list[Element]:
        """Return it as elements of a drawing."""
        x, y, width, height = map(_short, (self.left, self.top, self.width, self.height))
        box = {"x": x, "y": y, "width": width, "height": height}
        inside = Element("svg", {**box, "viewBox": f"{x} {y} {width} {height}"})
        inside.extend(self.marks)
        return [inside, *self.around]

    def _runs(self, times: Values, values: Values) -> list[list[tuple[float, float]]]:
        """Return the places of values that are known, one list for each stretch of them."""
        runs: list[list[tuple[float, float]]] = [[]]
        for time_s, value in zip(times, values, strict=True):
            if math.isfinite(value):
                runs[-1].append((self.x(time_s), self.y(value)))
            elif runs[-1]:
                runs.append([])
        return [run for run in runs if run]

    def _stroke(
        self, path: str, colour: str, width: float, dashes: str = "", opacity: float = 1.0
    ) -> None:
        style = f"fill: none; stroke: var(--{colour}); stroke-width: {width:g}"
        style += f"; stroke-dasharray: {dashes}" if dashes else "; stroke-linejoin: round"
        style += f"; opacity: {opacity:g}" if opacity < 1.0 else ""
        self.marks.append(Element("path", {"d": path, "style": style}))

    def _block(
        self, x: float, width: float, top: float, bottom: float, colour: str, opacity: float
    ) -> None:
        place = {"x": x, "y": top, "width": width, "height": bottom - top}
        short = {name: _short(value) for name, value in place.items()}
        self.marks.append(_filled("rect", colour, opacity, **short))


def drawing(width: float, height: float, plots: Iterable[Plot]) -> str:
    """Return an SVG element with some plots; a page's words say what it shows.

    Args:
        width: Width in points on paper; it is shown as wide as there is room.
        height: Height, likewise.
        plots: What is in it.
    """
    whole = Element("svg", {
        "viewBox": f"0 0 {width:g} {height:g}",
        "aria-hidden": "true",
        "style": f"font: {LETTERS}px var(--sans)",
    })  # fmt: skip
    for plot in plots:
        whole.extend(plot.parts())
    return tostring(whole, encoding="unicode")


def room_for(numbers: Iterable[str]) -> float:
    """Return the width that numbers at the left edge of a plot need, with their gap."""
    return _GAP + _DIGIT * max(map(len, numbers), default=0)


def _places(run: Sequence[tuple[float, float]]) -> list[str]:
    kept = [run[0]]
    for place in run[1:]:
        if math.dist(place, kept[-1]) >= _LEAST_MOVE:
            kept.append(place)
    return [f"{x:.1f},{y:.1f}" for x, y in kept]


def _text(
    x: float, y: float, text: str, colour: str, *, anchor: str = "middle", weight: str = "normal"
) -> Element:
    style = f"text-anchor: {anchor}; font-weight: {weight}; fill: var(--{colour})"
    element = Element("text", {"x": _short(x), "y": _short(y), "style": style})
    element.text = text
    return element


def _filled(tag: str, colour: str, opacity: float = 1.0, **place: str) -> Element:
    return Element(tag, {**place, "style": f"fill: var(--{colour}); opacity: {opacity:g}"})


def _short(length: float) -> str:
    return f"{length:.1f}"
