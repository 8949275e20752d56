"""The way into a pose counts for what it is, and the way out of it is nobody's fault."""

from __future__ import annotations

from dataclasses import replace

import pytest

from formcheck.codes.states import CueKind
from tests.coach.test_wrong_movement import Part, perform
from tests.people import PEOPLE, both
from tests.skeleton import Person

from .scripted import bundled

STANDING = PEOPLE["standing"]
FEET_DOWN = Person(trunk_lean=-90, hip=both(130), knee=both(80))
FIGURE_FOUR = Person(trunk_lean=-90, hip={"left": 95, "right": 80}, knee={"left": 95, "right": 90})


def moving(start: Person, end: Person, seconds: float) -> list[Part]:
    """Return a person on the way from one pose to another."""
    steps = round(10 * seconds)

    def between(one: float, other: float, step: int) -> float:
        return one + (other - one) * (step + 0.5) / steps

    def legs(one: dict[str, float], other: dict[str, float], step: int) -> dict[str, float]:
        return {side: between(one[side], other[side], step) for side in one}

    return [
        (
            0.1,
            replace(
                start,
                trunk_lean=between(start.trunk_lean, end.trunk_lean, step),
                hip=legs(start.hip, end.hip, step),
                knee=legs(start.knee, end.knee, step),
            ),
        )
        for step in range(steps)
    ]


@pytest.mark.parametrize(("name", "bottom"), [("squat", "squat"), ("deadlift", "hinge")])
@pytest.mark.parametrize("waited_s", [0.1, 1.0])
def test_the_first_repetition_from_a_stand_counts(name: str, bottom: str, waited_s: float) -> None:
    down = PEOPLE[bottom]
    once = [*moving(STANDING, down, 0.8), (0.5, down), *moving(down, STANDING, 0.8)]
    _, summary = perform(bundled(name), [(waited_s, STANDING), *3 * [*once, (0.6, STANDING)]])
    assert len(summary.reps) == 3


def test_who_lets_go_of_a_figure_four_that_is_done_is_not_blamed() -> None:
    parts = [
        (3.0, FEET_DOWN), *moving(FEET_DOWN, FIGURE_FOUR, 1.5), (33.0, FIGURE_FOUR),
        *moving(FIGURE_FOUR, FEET_DOWN, 2.0), (4.0, FEET_DOWN),
    ]  # fmt: skip
    reports, summary = perform(bundled("figure-four"), parts)
    later = [report.cue for report in reports if report.time_s > 37.5 and report.cue is not None]
    assert later
    assert all(cue.kind not in (CueKind.FAULT, CueKind.VIEW) for cue in later)
    assert summary.verdict == "good"
    assert summary.held_s == pytest.approx(33.0, abs=1.0), "letting go is hardly counted"
