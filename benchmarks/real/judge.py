"""All that is found out about the configurations on one set of pictures."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from benchmarks.real.agreement import Agreement, agreement
from benchmarks.real.cases import Case
from benchmarks.real.configurations import CONFIGURATIONS, Answer, Configuration
from benchmarks.real.engines import Seen
from benchmarks.real.paired import Difference, compare, difference
from benchmarks.real.scores import (
    COLUMNS,
    Errors,
    Figures,
    Names,
    errors,
    figures,
    names,
    wrong_names,
)

YAWS = {"0 to 7 degrees off the side": (0, 7), "8 to 14": (8, 14), "15 and more": (15, 90)}
"""Groups by the yaw guessed by eye, degrees, both ends included."""

NAMES_OF_LEGS = "names of legs"


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """One configuration on one set.

    Attributes:
        figures: By column of `COLUMNS`.
        names: Exchanged legs.
        held: Exchanged legs in pictures that are held like a clip, or None where not tried.
        against: By the other configuration and column, how much worse than it this one is; of
            `NAMES_OF_LEGS` the share of exchanged legs.
        groups: By group of pictures, the figures of each column.
        agreements: By column, agreement with the marks.
        errors: By column, every error.
    """

    figures: Mapping[str, Figures]
    names: Names
    held: Names | None
    against: Mapping[str, Mapping[str, Difference | None]]
    groups: Mapping[str, Mapping[str, Figures]]
    agreements: Mapping[str, Agreement | None] = field(default_factory=dict)
    errors: Mapping[str, Errors] = field(default_factory=dict)


def answers_of(configuration: Configuration, cases: Sequence[Case], seen: Seen) -> list[Answer]:
    """Return what a configuration answers of each picture."""
    looks = seen[configuration.engine]
    return [configuration.answer(case, look) for case, look in zip(cases, looks, strict=True)]


def judge(
    cases: Sequence[Case],
    seen: Seen,
    held: Seen | None = None,
    configurations: Mapping[str, Configuration] = CONFIGURATIONS,
    *,
    agree: Collection[str] = (),
) -> dict[str, Judged]:
    """Judge configurations on one set of pictures.

    Args:
        cases: The pictures.
        seen: What the engines saw of each.
        held: What they saw of those whose legs differ, held like a clip; engines may be missing.
        configurations: By name; whoever is compared with another needs it among them.
        agree: Of which configurations `poseaudit` is asked for agreement, which takes a while.
    """
    answers = {name: answers_of(one, cases, seen) for name, one in configurations.items()}
    found = {
        name: {label: errors(cases, given, column) for label, column in COLUMNS.items()}
        for name, given in answers.items()
    }
    apart = [case for case in cases if case.legs_differ]
    rows = groups(cases)
    return {
        name: Judged(
            figures={label: figures(e) for label, e in found[name].items()},
            names=names(cases, answers[name]),
            held=(
                names(apart, answers_of(one, apart, held)) if held and one.engine in held else None
            ),
            against={
                other: {label: compare(e, found[other][label]) for label, e in found[name].items()}
                | {NAMES_OF_LEGS: _names_against(cases, answers[name], answers[other])}
                for other in one.against
                if other in configurations
            },
            groups={
                group: {label: figures(e.of(members)) for label, e in found[name].items()}
                for group, members in rows.items()
            },
            agreements={label: agreement(e) for label, e in found[name].items() if name in agree},
            errors=found[name],
        )
        for name, one in configurations.items()
    }


def groups(cases: Sequence[Case]) -> dict[str, list[int]]:
    """Return rows of the pictures by posture and by yaw."""
    found: dict[str, list[int]] = {}
    for row, case in enumerate(cases):
        found.setdefault(case.posture, []).append(row)
    for label, (low, high) in YAWS.items():
        members = [
            row
            for row, case in enumerate(cases)
            if case.yaw_deg is not None and low <= case.yaw_deg <= high
        ]
        if members:
            found[label] = members
    return found


def answered_by_all(judged: Mapping[str, Judged], column: str) -> list[int]:
    """Return the rows of the pictures of which every configuration answers an angle."""
    known = [
        {int(row) for row in one.errors[column].cases[np.isfinite(one.errors[column].error)]}
        for one in judged.values()
    ]
    return sorted(set.intersection(*known)) if known else []


def _names_against(
    cases: Sequence[Case], one: Sequence[Answer], base: Sequence[Answer]
) -> Difference | None:
    wrong = [
        math.nan if a is None or b is None else float(a) - float(b)
        for a, b in zip(wrong_names(cases, one), wrong_names(cases, base), strict=True)
    ]
    return difference(np.array(wrong))
