"""How much a frame looks like a stretch: its position, and the targets of its checks.

Everything here is the logarithm of a ratio of likelihoods: above 0 it speaks for the stretch,
against any other; 0 says nothing.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Final

from formcheck.coach.frame.judge import outside_band
from formcheck.coach.frame.report import CheckResult
from formcheck.coach.watch.wrong_movement import POSITIONS
from formcheck.measure.model.measurement import Measurements
from formcheck.measure.posture.positions import Position
from formcheck.stretches.model.check import Check
from formcheck.stretches.model.stretch import RepTarget, Stretch

COMMON: Final[dict[str, float]] = {"standing": 0.3}
"""Prior probability of a position in clips of any stretch: people stand before and after."""

USUAL: Final = 0.06
"""Prior probability of every other position."""

FAINT: Final = 0.02
"""Probability floor."""

FAULT: Final = {"degrees": 15.0, "%": 20.0}
"""Standard deviation, in the measure's unit, of how far people with faults are outside a target."""

BREADTH: Final = {"degrees": 120.0, "%": 150.0}
"""Range of a measure over all stretches, in its unit: what a target is narrow against."""

FARTHEST: Final = 2.0
"""Largest miss of a target, in standard deviations: it may be the fault for which a clip is
shown."""

UNTOLD: Final = -0.5
"""Penalty, in log-odds, for a required check that could not be measured because the camera does not
stand as the stretch asks for, or because no leg has the role: people film what is to be judged.
What is hidden otherwise, as a pelvis under loose clothes, is no evidence."""

CHANGED: Final = -0.35
"""Penalty, in log-odds, for a target of a change whose start pose was not seen: such a stretch asks
for more than the plain one beside it."""


def typical(stretch: Stretch) -> frozenset[Position]:
    """Return in which positions a stretch is seen at its best; empty: in any.

    Narrower than `allowed`: what a standing person does follows from the leg that works, and from
    whether it is repeated; nobody who holds still on the back lifts the hips, and who lies face
    down lifts the chest only where a target asks for it.
    """
    if stretch.position == "standing":
        if stretch.worked_leg in ("rear", "lifted", "bent"):
            return frozenset({"one leg behind"})
        if stretch.reps is None:
            return frozenset({"standing"})
        return frozenset({"standing", "squat" if _bends_knees(stretch.reps) else "hinge"})
    if stretch.position == "supine" and stretch.kind != "reps":
        return frozenset({"supine"})
    if stretch.position == "prone":
        return frozenset({"press-up" if _raises_chest(stretch) else "prone"})
    return POSITIONS[stretch.position]


def passed(stretch: Stretch) -> frozenset[Position]:
    """Return in which positions a stretch is seen from its start to its end.

    Beside the typical ones a repeated press-up lies face down in between; the other repeated
    stretches have where they begin among the typical ones.
    """
    between = stretch.reps is not None and stretch.position == "prone"
    return typical(stretch) | ({"prone"} if between else frozenset())


def _bends_knees(target: RepTarget) -> bool:
    """Whether the knees bend in a repetition; else standing people bow from the hips."""
    return target.measure.startswith("knee")


def _raises_chest(stretch: Stretch) -> bool:
    return any(c.measure == "trunk_pitch" and (c.low or 0.0) > 0 for c in stretch.checks)


def asked(check: Check) -> Check:
    """Return a check whose band ends where its goal is: what somebody who does it comes to."""
    if check.goal is None:
        return check
    end = "high" if check.high is not None else "low"
    return check.model_copy(update={end: check.goal, "goal": None})


def as_seen(stretch: Stretch) -> Stretch:
    """Return a stretch with the checks by which it is recognised.

    The main check asks for its goal. One that is not scored has no targets: what holds in its start
    pose speaks for it instead.
    """
    checks = tuple(asked(c) if c is stretch.main_check else c for c in stretch.checks)
    if stretch.start is not None and not stretch.is_scored:
        checks += tuple(
            Check(id=f"pose-{i}", measure=c.measure, low=c.low, high=c.high, why="The pose.")
            for i, c in enumerate(stretch.start.pose)
        )
    return stretch.model_copy(update={"checks": checks})


def position_says(stretch: Stretch, frame: Measurements) -> float:
    """Return what the position of the body says: a rare one says more than a common one."""
    positions = typical(stretch)
    if not positions or frame.posture is None:
        return 0.0
    usual = sum(COMMON.get(position, USUAL) for position in positions)
    return math.log(max(frame.posture.chance(*positions), FAINT) / usual)


def targets_say(judged: Iterable[tuple[Check, CheckResult]], untold: float = 0.0) -> float:
    """Return what the targets that count say, added up; two on one measure speak once.

    Args:
        judged: The checks with their results.
        untold: What a needed check says that cannot be told.
    """
    said: dict[tuple[str, bool], tuple[float, float]] = {}
    for check, result in judged:
        found = _target_says(check, result)
        if found is None:
            found = CHANGED if check.change else untold if check.needed else 0.0
        width = _width(check, BREADTH[check.target.unit])
        known = said.get((check.measure, check.change))
        if known is None or width < known[0]:
            said[check.measure, check.change] = (width, found)
    return sum(found for _, found in said.values())


def _target_says(check: Check, result: CheckResult) -> float | None:
    """What a target says that is met or missed, or None where it cannot be told.

    A narrow target that is met says more than a wide one, and one that is missed by a fault's size
    says little. One that is only shown is never missed.
    """
    outside = outside_band(result)
    if outside is None or result.sigma is None:
        return None
    unit = check.target.unit
    spread = math.hypot(result.sigma, FAULT[unit])
    missed = min(max(0.0, outside) / spread, FARTHEST)
    narrow = math.log(BREADTH[unit] / (_width(check, BREADTH[unit]) + 2 * spread))
    said = max(0.0, narrow) - 0.5 * missed**2
    return said if check.scored else max(0.0, said)


def _width(check: Check, breadth: float) -> float:
    if check.low is None and check.high is None:
        return breadth  # shown only: whoever does anything meets it
    if check.low is None or check.high is None:
        return breadth / 2
    return min(breadth, check.high - check.low)
