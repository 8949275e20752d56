"""Checks of a whole recording under one set of targets, by the judge's own rules."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from formcheck.coach.clocks.hold_gate import DEPTH, GatePart, asks_depth
from formcheck.coach.frame.columns import CheckColumns, Numbers
from formcheck.coach.frame.judge import (
    CANT_TELL,
    GOOD_ENOUGH,
    NO_BAND,
    grade,
    is_below,
    on_branch,
    outside_of,
    preferred_of,
)
from formcheck.coach.frame.score import beyond_goal, forgiven, is_short
from formcheck.coach.replay.columns import SeenColumns
from formcheck.stretches.model.check import Check
from formcheck.stretches.model.stretch import Stretch


@dataclass(frozen=True, slots=True, eq=False)
class GradedCheck:
    """One check of a recording under one target.

    Attributes:
        results: What is shown of it.
        outside: How far its value lies outside its band; `NO_BAND` without a value.
        short: Whether its value has not reached the entry of its band.
        beyond: How far it is short of its goal; minus infinity without one.
        unmoved: See `GatePart`.
        angle: The value that has to come to rest where it is the main check.
    """

    results: CheckColumns
    outside: Numbers
    short: Numbers
    beyond: Numbers
    unmoved: Numbers
    angle: Numbers

    def part(self, check: Check, *, main: bool) -> GatePart:
        """Return what the hold clock has to know of it.

        Args:
            check: The target.
            main: Whether it is the one whose depth has to be shown.
        """
        below, known = self.results.below, self.results.known
        return GatePart(
            outside=self.outside,
            sigma=np.where(known, self.results.sigma, 0.0),
            below=below,
            deeper=known & (False if check.deeper is None else below == (check.deeper == "low")),
            short=self.short & (main and check.has_depth),
            beyond=self.beyond,
            unmoved=self.unmoved,
        )


def grade_column(check: Check, seen: SeenColumns) -> GradedCheck:
    """Return a check of every frame under its target.

    Args:
        check: The target.
        seen: What the frames show of it.
    """
    count = len(seen.value)
    value, sigma, outside = seen.value.copy(), seen.sigma, np.full(count, NO_BAND)
    verdict, below = np.full(count, CANT_TELL), np.zeros(count, bool)
    short, reached = np.zeros(count, bool), np.full(count, np.nan)
    beyond, unmoved = np.full(count, -math.inf), np.full(count, NO_BAND)
    known = ~np.isnan(value)
    further = np.full(count, np.nan)
    for band, judged in ((check, ~seen.preferred), (preferred_of(check), seen.preferred)):
        rows = known & judged
        if not rows.any():
            continue
        found = on_branch(band, value[rows])
        value[rows] = found
        verdict[rows] = grade(band, found, sigma[rows], aside=seen.aside[rows])
        outside[rows] = outside_of(found, band.low, band.high)
        below[rows] = is_below(found, band.low)
        short[rows] = is_short(found, band.low, band.high, check.entry)
        further[rows] = found - seen.start[rows]
        if band.goal is not None:
            reached[rows] = band.reaches(found)
            beyond[rows] = beyond_goal(check, found)
        if asks_depth(check, band.low):
            depth = DEPTH - further[rows]
            unmoved[rows] = np.where(np.isnan(depth), NO_BAND, depth)
    results = CheckColumns(
        verdict, value, sigma, below, further, reached, seen.name, seen.names, seen.reason,
        seen.reasons,
    )  # fmt: skip
    angle = np.where(np.isnan(seen.plain), value, seen.plain)
    return GradedCheck(results, outside, short, beyond, unmoved, angle)


def depth_forgiven(stretch: Stretch, graded: Sequence[GradedCheck]) -> list[GradedCheck]:
    """Return the checks, where little depth is no fault while the goal is reached.

    Args:
        stretch: What is done.
        graded: Its checks, in its order.
    """
    main, score, found = stretch.main_check, stretch.score_check, list(graded)
    if main is None or score is None:
        return found
    at = stretch.checks.index(main)
    results = found[at].results
    reached = found[stretch.checks.index(score)].results.reached == 1
    fine = forgiven(main, results.verdict, results.below, reached)
    verdict = np.where(fine, GOOD_ENOUGH, results.verdict)
    found[at] = replace(found[at], results=replace(results, verdict=verdict))
    return found
