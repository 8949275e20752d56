"""Adds up one check over the time that counts."""

from __future__ import annotations

import math
from array import array
from dataclasses import dataclass, field
from typing import Final, Self, TypeVar

import numpy as np

from formcheck.coach.frame.columns import CheckColumns, Numbers
from formcheck.coach.frame.judge import ADJUST, too
from formcheck.coach.frame.report import VERDICTS, CheckResult
from formcheck.coach.settings.coach import COACH
from formcheck.codes.states import Verdict
from formcheck.message import Message

LEAST_KNOWN: Final = COACH.verdict.least_known
MOSTLY: Final = COACH.verdict.mostly


SELDOM: Final = COACH.verdict.seldom


_Key = TypeVar("_Key")


def _column() -> array[float]:
    return array("d")


@dataclass(slots=True)
class Samples:
    """Values with their errors, each with its weight, as columns: a clip has thousands of them.

    Attributes:
        values: The values.
        sigmas: Standard deviations of their errors.
        weights: Their weights: seconds, or repetitions.
    """

    values: array[float] = field(default_factory=_column)
    sigmas: array[float] = field(default_factory=_column)
    weights: array[float] = field(default_factory=_column)

    def add(self, value: float, sigma: float, weight: float) -> None:
        """Take one value."""
        self.values.append(value)
        self.sigmas.append(sigma)
        self.weights.append(weight)

    def add_all(self, values: Numbers, sigmas: Numbers, weights: Numbers) -> None:
        """Take many values."""
        self.values.frombytes(values.tobytes())
        self.sigmas.frombytes(sigmas.tobytes())
        self.weights.frombytes(weights.tobytes())

    def joined(self, other: Samples) -> Self:
        """Return both together."""
        return type(self)(
            self.values + other.values, self.sigmas + other.sigmas, self.weights + other.weights
        )

    def middle(self) -> tuple[float, float] | tuple[None, None]:
        """Return the weighted medians of value and error, or None twice."""
        if not self.values:
            return None, None
        return _weighted_median(self.values, self.weights), _weighted_median(
            self.sigmas, self.weights
        )


@dataclass(slots=True)
class Tally:
    """One check so far.

    Attributes:
        seconds: Weight of each verdict: seconds, or repetitions.
        known: Every value that there was.
        ends: Weight of `adjust` below and above the band.
        reasons: Weight of each reason why there was no value.
        allowed: Share of the known time that may be wrong.
        enough: Weight of known values with which it can be told, whatever was not known besides.
        measured: Weight of the values of each measurement, by its name without its side.
        wrong: Those of them that were to adjust.
        further: How much further than at their own start the person was.
    """

    seconds: dict[Verdict, float] = field(default_factory=lambda: dict.fromkeys(VERDICTS, 0.0))
    known: Samples = field(default_factory=Samples)
    ends: dict[str, float] = field(default_factory=lambda: {"low": 0.0, "high": 0.0})
    reasons: dict[Message, float] = field(default_factory=dict)
    measured: dict[str, float] = field(default_factory=dict)
    allowed: float = MOSTLY
    enough: float = math.inf
    wrong: Samples = field(default_factory=Samples)
    further: Samples = field(default_factory=Samples)

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
            self.known.add(result.value, result.sigma, weight)
            name = sideless(result.measurement)
            self.measured[name] = self.measured.get(name, 0.0) + weight
        if result.further is not None:
            self.further.add(result.further, 0.0, weight)
        if result.verdict == Verdict.ADJUST:
            self.ends[too(result)] += weight
            if result.value is not None and result.sigma is not None:
                self.wrong.add(result.value, result.sigma, weight)
        if result.reason is not None:
            self.reasons[result.reason] = self.reasons.get(result.reason, 0.0) + weight

    def add_all(self, found: CheckColumns, weights: Numbers) -> None:
        """Take the results of many frames, as `add` takes one after the other.

        Args:
            found: The check in every frame.
            weights: What each frame stands for; 0 or below adds nothing.
        """
        rows = np.flatnonzero(weights > 0)
        weights, verdicts = weights[rows], found.verdict[rows]
        for verdict, spent in zip(VERDICTS, _sums(verdicts, weights, len(VERDICTS)), strict=True):
            self.seconds[verdict] += spent
        _add_sums(self.measured, found.name[rows], weights, found.names)
        _add_sums(self.reasons, found.reason[rows], weights, found.reasons)
        values, sigmas, further = found.value[rows], found.sigma[rows], found.further[rows]
        known = ~np.isnan(values)
        self.known.add_all(values[known], sigmas[known], weights[known])
        told = ~np.isnan(further)
        self.further.add_all(further[told], np.zeros(told.sum()), weights[told])
        wrong = verdicts == ADJUST
        self.wrong.add_all(values[wrong], sigmas[wrong], weights[wrong])
        high, low = _sums(found.below[rows][wrong], weights[wrong], 2)
        self.ends["low"] += low
        self.ends["high"] += high

    def merged(self, other: Tally) -> Tally:
        """Return both together."""
        return Tally(
            {verdict: self.seconds[verdict] + other.seconds[verdict] for verdict in VERDICTS},
            self.known.joined(other.known),
            {end: self.ends[end] + other.ends[end] for end in ("low", "high")},
            _added(self.reasons, other.reasons),
            _added(self.measured, other.measured),
            wrong=self.wrong.joined(other.wrong),
            further=self.further.joined(other.further),
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
        return self.known.middle()

    def middle_of_further(self) -> float | None:
        """Return the weighted median of how much further than at their start they were."""
        return self.further.middle()[0]

    def middle_of_wrong(self) -> tuple[float, float] | tuple[None, None]:
        """Return the same of what was to adjust."""
        return self.wrong.middle()


def _added(one: dict[_Key, float], another: dict[_Key, float]) -> dict[_Key, float]:
    return {key: one.get(key, 0.0) + another.get(key, 0.0) for key in one | another}


def sideless(measurement: str) -> str:
    """Return the name of a measurement without its side: `hip` of `hip_left`."""
    return measurement.removesuffix("_left").removesuffix("_right")


def _sums(kinds: Numbers, weights: Numbers, count: int) -> list[float]:
    """Return the weight of each of so many kinds, added up in the order of the frames."""
    found: list[float] = np.bincount(kinds.astype(np.intp), weights, count).tolist()
    return found


def _add_sums(
    sums: dict[_Key, float], kinds: Numbers, weights: Numbers, keys: tuple[_Key, ...]
) -> None:
    """Add the weight of each kind that occurs to the sum of its key; kinds below 0 have none."""
    there = kinds >= 0
    kinds, weights = kinds[there], weights[there]
    totals = _sums(kinds, weights, len(keys))
    order, firsts = np.unique(kinds, return_index=True)
    for kind in order[np.argsort(firsts)]:
        sums[keys[kind]] = sums.get(keys[kind], 0.0) + totals[kind]


def _weighted_median(values: array[float], weights: array[float]) -> float:
    known = np.frombuffer(values)
    order = np.argsort(known)
    below = np.cumsum(np.frombuffer(weights)[order])
    found = min(int(np.searchsorted(below, below[-1] / 2)), len(order) - 1)
    return float(known[order[found]])
