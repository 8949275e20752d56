"""From answers and marks to errors, and from errors to figures."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.real.cases import Case, Joints, Mark, Measure
from benchmarks.real.configurations import Answer, Value
from benchmarks.real.coverage import Coverage, covered
from formcheck.measure.model.geometry import wrap180
from formcheck.pose.landmark import SIDES
from formcheck.pose.pose import Pose

Floats = NDArray[np.float64]

GROSS: Final = 30.0
"""Degrees beyond which an answer is a gross failure."""

Column = tuple[Measure, bool]
"""An angle, and whether it is taken of the leg of that name (False) or of the better one (True)."""

COLUMNS: Final[dict[str, Column]] = {
    "near hip by name": ("near hip", False),
    "near hip by role": ("near hip", True),
    "near knee by name": ("near knee", False),
    "near knee by role": ("near knee", True),
    "far hip by name": ("far hip", False),
    "trunk lean": ("trunk lean", False),
}


@dataclass(frozen=True, slots=True, eq=False)
class Errors:
    """Errors of one angle over all pictures in which it was marked.

    Attributes:
        cases: Which pictures, as rows of all, shape (n,).
        error: Answer less mark, degrees, -180..180, shape (n,); NaN where it was refused.
        answer: The answer, degrees, NaN where it was refused.
        mark: The mark, degrees.
        stated: The stated error, one standard deviation, degrees; NaN without one.
        doubt: The mark's own error, one standard deviation, degrees.
    """

    cases: NDArray[np.intp]
    error: Floats
    answer: Floats
    mark: Floats
    stated: Floats
    doubt: Floats

    def of(self, cases: Iterable[int]) -> Errors:
        """Return the errors in some of the pictures, by their rows among all."""
        rows = np.isin(self.cases, list(cases))
        return Errors(
            self.cases[rows],
            self.error[rows],
            self.answer[rows],
            self.mark[rows],
            self.stated[rows],
            self.doubt[rows],
        )


@dataclass(frozen=True, slots=True)
class Figures:
    """What the errors of one angle amount to, degrees.

    Attributes:
        count: Pictures in which the angle was marked.
        refused: How many of them were not answered.
        mean: Mean absolute error of the answers, or None without any.
        median: The middle absolute error.
        p95: The absolute error that one answer in twenty exceeds.
        gross: Answers off by more than `GROSS`.
        bias: Mean error with its sign.
        covered: How the errors compare with those that were stated, or None where none was.
    """

    count: int
    refused: int
    mean: float | None = None
    median: float | None = None
    p95: float | None = None
    gross: int = 0
    bias: float | None = None
    covered: Coverage | None = None


def errors(cases: Sequence[Case], answers: Sequence[Answer], column: Column) -> Errors:
    """Return the errors of one angle over all pictures."""
    measure, by_role = column
    rows = [row for row, case in enumerate(cases) if measure in case.marks]
    marks = [cases[row].marks[measure] for row in rows]
    found = [
        _answered(cases[row], answers[row], measure, mark, by_role)
        for row, mark in zip(rows, marks, strict=True)
    ]
    nan = math.nan
    return Errors(
        np.array(rows, dtype=np.intp),
        np.array([nan if v is None else off(v, m) for v, m in zip(found, marks, strict=True)]),
        np.array([nan if v is None else v.deg for v in found]),
        np.array([mark.deg for mark in marks]),
        np.array([nan if v is None or v.sigma is None else v.sigma for v in found]),
        np.array([mark.sigma for mark in marks]),
    )


def off(value: Value, mark: Mark) -> float:
    """Return the answer less the mark, degrees, -180..180."""
    return wrap180(value.deg - mark.deg)


def _answered(
    case: Case, answer: Answer, measure: Measure, mark: Mark, by_role: bool
) -> Value | None:
    """Return the answer for the leg that is meant, or by role that of the better leg."""
    if measure == "trunk lean":
        return answer.values.get("trunk_lean")
    which, name = measure.split()
    if not by_role:
        return answer.values.get(f"{name}_{case.near if which == 'near' else case.far}")
    both = [answer.by_role.get(f"{name}_{side}") for side in SIDES]
    known = [value for value in both if value is not None]
    return min(known, key=lambda value: abs(off(value, mark)), default=None)


def figures(found: Errors) -> Figures:
    """Return what the errors of one angle amount to."""
    known = np.isfinite(found.error)
    sizes = np.abs(found.error[known])
    refused = int((~known).sum())
    if not len(sizes):
        return Figures(len(known), refused)
    stated = known & np.isfinite(found.stated)
    return Figures(
        count=len(known),
        refused=refused,
        mean=float(sizes.mean()),
        median=float(np.median(sizes)),
        p95=float(np.percentile(sizes, 95)),
        gross=int((sizes > GROSS).sum()),
        bias=float(found.error[known].mean()),
        covered=covered(found.error[stated], found.stated[stated], found.doubt[stated]),
    )


@dataclass(frozen=True, slots=True)
class Names:
    """How often the two legs were exchanged, of the pictures whose legs differ.

    Attributes:
        count: Pictures whose legs differ and in which the person was found.
        wrong: In so many the legs have each other's names.
        surely: In so many of these the names are said to be sure.
    """

    count: int
    wrong: int
    surely: int


def wrong_names(cases: Sequence[Case], answers: Sequence[Answer]) -> list[bool | None]:
    """Return for each picture whether its legs are exchanged, or None where that says nothing."""
    return [
        exchanged(answer.pose, case.joints) if case.legs_differ and answer.pose else None
        for case, answer in zip(cases, answers, strict=True)
    ]


def names(cases: Sequence[Case], answers: Sequence[Answer]) -> Names:
    """Count exchanged legs."""
    wrong = wrong_names(cases, answers)
    surely = [w and answer.sure for w, answer in zip(wrong, answers, strict=True)]
    return Names(sum(w is not None for w in wrong), wrong.count(True), surely.count(True))


def exchanged(pose: Pose, joints: Joints) -> bool:
    """Return whether knees and ankles lie nearer to the marks of the other leg."""

    def gap(turned: bool) -> float:
        return sum(
            abs(pose.flat(joint, SIDES[SIDES.index(side) ^ turned]) - joints[joint, side])
            for joint in ("knee", "ankle")
            for side in SIDES
        )

    return gap(True) < gap(False)
