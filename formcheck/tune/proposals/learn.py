"""Targets from a reference: what somebody held well becomes the band of each check."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from statistics import median
from typing import Final

import numpy as np

from formcheck.coach.frame.report import CheckResult, FrameReport
from formcheck.coach.frame.summary_model import Summary
from formcheck.coach.watch.wrong_movement import RIGHT, allowed
from formcheck.errors import InputError
from formcheck.measure.model.measurement import Measurements
from formcheck.session import WorkedSide, judge_clip
from formcheck.stretches.model.check import Check
from formcheck.stretches.model.stretch import Stretch
from formcheck.tune.proposals.still_span import Span, still_spans
from formcheck.tune.rejudge import change_targets
from formcheck.tune.targets import slider_range
from formcheck.wording import label, target_words, value_words
from formcheck.words import tr

KNOWN: Final = 0.5
"""Least share of the held time in which a check must have a value to be learned from it."""

SPREAD: Final = (5.0, 95.0)
"""Percentiles between which the held values lie: single wrong frames are no part of the form."""

NEVER_LOOSER: Final = ("pelvic_tilt",)
"""Measures whose band a reference can only tighten: an arching back in it is no target."""

SHORTEST_S: Final = 5.0
"""Shortest hold, in seconds, that is a reference."""

Ends = tuple[float | None, float | None]

_STEP_S: Final = 5.0
"""Step, in seconds, to which learned holds are rounded, from twice as much on."""


@dataclass(frozen=True, slots=True)
class LearnedCheck:
    """What a reference says about one check.

    Attributes:
        check: Id of the check.
        measure: What is measured.
        shipped: Lower and upper end as shipped, of what was measured: the preferred measure where
            that was known.
        learned: Lower and upper end from the reference; those of `shipped` where nothing changes.
        centre: Median of what was held, or None where it was not known.
        sigma: Its error, or None.
        note: Why it was left as shipped, or in what it is looser; None otherwise.
        ends: The ends to set, by their keys: `low`, `high`, `prefer_low`, `prefer_high`.
    """

    check: str
    measure: str
    shipped: Ends
    learned: Ends
    centre: float | None
    sigma: float | None
    note: str | None = None
    ends: Mapping[str, float] = field(default_factory=dict)

    def words(self) -> tuple[str, str, str, str]:
        """Return check, held value, shipped and learned target in words."""
        held = tr("not measured")
        if self.centre is not None and self.sigma is not None:
            held = f"{value_words(self.centre, self.measure)} ± {max(1, round(self.sigma))}"
        return (
            label(self.check),
            held,
            target_words(*self.shipped, self.measure),
            target_words(*self.learned, self.measure),
        )


@dataclass(frozen=True, slots=True, eq=False)
class LearnedTargets:
    """Targets from a reference, to be looked at before they are kept.

    Attributes:
        shipped: The stretch as its file says it.
        changed: The same with the learned targets.
        checks: One entry for each check, in the stretch's order.
        seconds: What was held, from and to; None for repetitions.
        summary: The reference judged by its own targets.
    """

    shipped: Stretch
    changed: Stretch
    checks: tuple[LearnedCheck, ...]
    span: Span | None
    summary: Summary


def learn_targets(
    frames: Sequence[Measurements], stretch: Stretch, side: WorkedSide = "auto"
) -> LearnedTargets:
    """Return the targets that a reference performance gives.

    The band of a check is what was held, from the 5th to the 95th percentile, widened by the error
    of the reference; the judge grants the error of each later performance on top, so that both
    count. Only ends that the check has are moved. What the reference did not show stays as shipped.

    Args:
        frames: The measurements of the reference, in rising time.
        stretch: With the shipped targets.
        side: The leg that is worked.

    Raises:
        InputError: Nothing in the reference was held, or no repetition was seen.
    """
    reports, summary = judge_clip(frames, stretch, side)
    span = None
    if stretch.kind == "reps":
        if not summary.reps:
            raise InputError(
                tr(
                    "expected repetitions of {name} in the reference, found none from start "
                    "to end; film it from the side, all the way",
                    name=stretch.name,
                )
            )
    else:
        span = held_span(reports, stretch)
    learned = [_learn(check, _results(check, reports, summary, span)) for check in stretch.checks]
    changes = [
        f"{one.check}.{key}={value:g}"
        for one in learned
        for key, value in one.ends.items()
        if getattr(stretch.check(one.check), key) != value
    ]
    changed = change_targets(stretch, changes)
    if span is not None and stretch.kind == "hold":
        changed = change_targets(changed, [f"hold.seconds={_seconds(frames, changed, side):g}"])
    _, own = judge_clip(frames, changed, side)
    return LearnedTargets(stretch, changed, tuple(learned), span, own)


def held_span(reports: Sequence[FrameReport], stretch: Stretch) -> Span:
    """Return the span that was held: of all that were still, the one nearest to the target.

    Args:
        reports: The reference, judged by the shipped targets.
        stretch: What is performed.

    Raises:
        InputError: Nothing was held.
    """
    main = stretch.main_check
    places = allowed(stretch)
    angle = []
    for report in reports:
        posture = report.measurements.posture
        in_place = not places or posture is None or posture.chance(*places) >= RIGHT
        result = None if main is None else report.result(main)
        if in_place and result is not None and result.value is not None:
            angle.append((report.time_s, result.value))
    spans = still_spans(angle, SHORTEST_S)
    if main is None or not spans:
        raise InputError(
            tr(
                "expected a hold of {name} in the reference, found no angle that stayed for "
                "{shortest_s:g} seconds; film it from the side, whole, and hold still",
                name=stretch.name,
                shortest_s=SHORTEST_S,
            )
        )

    def away(span: Span) -> float:
        low = 0.0 if main.low is None else main.low - span.middle
        high = 0.0 if main.high is None else span.middle - main.high
        return round(max(0.0, low, high))

    return min(spans, key=lambda span: (away(span), -span.seconds))


def _results(
    check: Check, reports: Sequence[FrameReport], summary: Summary, span: Span | None
) -> list[CheckResult]:
    if span is None:
        return [result for rep in summary.reps for result in rep.checks if result.check == check.id]
    within = (report.result(check) for report in reports if span.holds(report.time_s))
    return [result for result in within if result is not None]


def _learn(check: Check, results: Sequence[CheckResult]) -> LearnedCheck:
    """Return the bands of one check: of its measure, and of the preferred one where it has one."""
    known = [r for r in results if r.value is not None and r.sigma is not None]
    preferred = [r for r in known if r.plain is not None]
    judged = check.preferred if len(preferred) > KNOWN * len(results) else check
    values = [r.value for r in (preferred if judged is not check else known) if r.value is not None]
    sigma = median(r.sigma for r in known if r.sigma is not None) if known else None
    centre = median(values) if values else None
    one = LearnedCheck(
        check.id,
        judged.measure,
        (judged.low, judged.high),
        (judged.low, judged.high),
        centre,
        sigma,
    )
    if sigma is None or len(known) < KNOWN * len(results):
        return replace(one, note=tr("not measured in the reference: as shipped"))
    if not check.scored:
        return replace(one, note=tr("shown only: as shipped"))
    band = _band(judged, values, sigma)
    if _looser(judged, band) and check.target.name in NEVER_LOOSER:
        return replace(one, note=tr("never looser than shipped"))
    plain = [r.value if r.plain is None else r.plain for r in known]
    low, high = _band(check, [value for value in plain if value is not None], sigma)
    ends = {"low": low, "high": high}
    if judged is not check:
        ends |= {"prefer_low": band[0], "prefer_high": band[1]}
    kept = {key: value for key, value in ends.items() if value is not None}
    note = (
        tr("looser than shipped: decide whether you want that") if _looser(judged, band) else None
    )
    return replace(one, learned=band, ends=kept, note=note)


def _band(check: Check, values: Sequence[float], sigma: float) -> Ends:
    """Return what was held, widened by its error; ends that the check does not have stay away."""
    low, high = np.percentile(values, SPREAD)
    least, most = slider_range(check)  # beyond it would be another exercise
    return (
        None if check.low is None else max(least, float(math.floor(low - sigma))),
        None if check.high is None else min(most, float(math.ceil(high + sigma))),
    )


def _looser(check: Check, band: Ends) -> bool:
    low, high = band
    below = check.low is not None and low is not None and low < check.low
    return below or (check.high is not None and high is not None and high > check.high)


def _seconds(frames: Sequence[Measurements], changed: Stretch, side: WorkedSide) -> float:
    """Return how long the reference holds by its own targets, rounded down."""
    longest = judge_clip(frames, changed, side)[1].longest_s
    if longest >= 2 * _STEP_S:
        return _STEP_S * (longest // _STEP_S)
    return max(SHORTEST_S, float(math.floor(longest)))
