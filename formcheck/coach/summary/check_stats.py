"""Adds up one check over the time that counts."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Final, TypeVar

from formcheck.coach.frame.judge import too
from formcheck.coach.frame.report import VERDICTS, CheckResult
from formcheck.coach.settings.coach import COACH
from formcheck.codes.states import Verdict
from formcheck.message import Message

LEAST_KNOWN: Final = COACH.verdict.least_known
MOSTLY: Final = COACH.verdict.mostly


SELDOM: Final = COACH.verdict.seldom


_Key = TypeVar("_Key")


@dataclass(slots=True)
class Tally:
    """One check so far.

    Attributes:
        seconds: Weight of each verdict: seconds, or repetitions.
        values: Value, sigma and weight wherever there was a value.
        ends: Weight of `adjust` below and above the band.
        reasons: Weight of each reason why there was no value.
        allowed: Share of the known time that may be wrong.
        enough: Weight of known values with which it can be told, whatever was not known besides.
        measured: Weight of the values of each measurement, by its name without its side.
        wrong: Those of `values` that were to adjust.
        further: How much further than at their own start the person was, with its weight.
    """

    seconds: dict[Verdict, float] = field(default_factory=lambda: dict.fromkeys(VERDICTS, 0.0))
    values: list[tuple[float, float, float]] = field(default_factory=list)
    ends: dict[str, float] = field(default_factory=lambda: {"low": 0.0, "high": 0.0})
    reasons: dict[Message, float] = field(default_factory=dict)
    measured: dict[str, float] = field(default_factory=dict)
    allowed: float = MOSTLY
    enough: float = math.inf
    wrong: list[tuple[float, float, float]] = field(default_factory=list)
    further: list[tuple[float, float]] = field(default_factory=list)

    def add(self, result: CheckResult, weight: float) -> None:
        """Take one result.

        Args:
            result: The verdict of a frame or a repetition.
            weight: Seconds that it stands for, or 1 for a repetition; 0 or below adds nothing.
        """
        if weight <= 0:
            return
        self.seconds[result.verdict] += weight
        if result.value is not None and result.sigma is not None:
            self.values.append((result.value, result.sigma, weight))
            name = result.measurement.removesuffix("_left").removesuffix("_right")
            self.measured[name] = self.measured.get(name, 0.0) + weight
        if result.further is not None:
            self.further.append((result.further, weight))
        if result.verdict == Verdict.ADJUST:
            self.ends[too(result)] += weight
            if result.value is not None and result.sigma is not None:
                self.wrong.append((result.value, result.sigma, weight))
        if result.reason is not None:
            self.reasons[result.reason] = self.reasons.get(result.reason, 0.0) + weight

    def merged(self, other: Tally) -> Tally:
        """Return both together."""
        return Tally(
            {verdict: self.seconds[verdict] + other.seconds[verdict] for verdict in VERDICTS},
            self.values + other.values,
            {end: self.ends[end] + other.ends[end] for end in ("low", "high")},
            _added(self.reasons, other.reasons),
            _added(self.measured, other.measured),
            wrong=self.wrong + other.wrong,
            further=self.further + other.further,
        )

    def mostly(self, name: str) -> bool:
        """Return whether most of the values are of this measurement, named without its side."""
        return self.measured.get(name, 0.0) > 0.5 * sum(self.measured.values())

    @property
    def total(self) -> float:
        """Return the weight of all that was added."""
        return sum(self.seconds.values())

    @property
    def shares(self) -> dict[Verdict, float]:
        """Return the share of each verdict, 0..1; all 0 where nothing was added."""
        total = self.total
        return {v: (w / total if total else 0.0) for v, w in self.seconds.items()}

    @property
    def verdict(self) -> Verdict:
        """Return the verdict that fits the whole: see `LEAST_KNOWN` and `MOSTLY`."""
        known = self.total - self.seconds[Verdict.CANT_TELL]
        if known <= 0 or known < min(LEAST_KNOWN * self.total, self.enough):
            return Verdict.CANT_TELL
        if self.seconds[Verdict.ADJUST] > self.allowed * known:
            return Verdict.ADJUST
        return Verdict.GOOD if self.seconds[Verdict.GOOD] >= 0.5 * known else Verdict.GOOD_ENOUGH

    @property
    def end(self) -> str:
        """Return on which side of the band it was wrong more: `low` or `high`."""
        return "low" if self.ends["low"] >= self.ends["high"] else "high"

    @property
    def reason(self) -> Message | None:
        """Return why it could most often not be told, or None."""
        return max(self.reasons, key=lambda why: self.reasons[why], default=None)

    def middle(self) -> tuple[float, float] | tuple[None, None]:
        """Return the weighted medians of value and sigma, or None twice."""
        return _middle(self.values)

    def middle_of_further(self) -> float | None:
        """Return the weighted median of how much further than at their start they were."""
        return _weighted_median(list(self.further)) if self.further else None

    def middle_of_wrong(self) -> tuple[float, float] | tuple[None, None]:
        """Return the same of what was to adjust."""
        return _middle(self.wrong)


def _added(one: dict[_Key, float], another: dict[_Key, float]) -> dict[_Key, float]:
    return {key: one.get(key, 0.0) + another.get(key, 0.0) for key in one | another}


def _middle(values: list[tuple[float, float, float]]) -> tuple[float, float] | tuple[None, None]:
    if not values:
        return None, None
    return (
        _weighted_median([(value, weight) for value, _, weight in values]),
        _weighted_median([(sigma, weight) for _, sigma, weight in values]),
    )


def _weighted_median(pairs: list[tuple[float, float]]) -> float:
    pairs.sort()
    half = sum(weight for _, weight in pairs) / 2
    below = 0.0
    for value, weight in pairs:
        below += weight
        if below >= half:
            return value
    return pairs[-1][0]
