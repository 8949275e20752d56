"""Targets suggested from labelled spans, with what each would miss and whom it would blame."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final, Literal

from formcheck.coach.check import Check
from formcheck.coach.judge import MARGIN_SIGMAS
from formcheck.coach.report import FrameReport
from formcheck.tune.labels import Label

End = Literal["low", "high"]

ENOUGH: Final = 5
"""Good and bad spans from which on a suggestion is made. With five of each, a target that
separates them all still errs in up to 45 % of later spans (one-sided 95 % bound, 1 - 0.05^(1/5)):
little, and said so; below that, nothing at all."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One labelled span as one value: frames of one span are no independent witnesses.

    Attributes:
        value: Median of the check's value in the span.
        sigma: Median of its error.
        good: How the person called it.
    """

    value: float
    sigma: float
    good: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """One possible target, and how it would have judged the labelled spans.

    Attributes:
        value: The target's end.
        missed: Bad spans that it would let pass.
        blamed: Good spans that it would call wrong.
    """

    value: float
    missed: int
    blamed: int


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What labelled spans say about one end of one check.

    Attributes:
        check: Id of the check.
        end: Which end of its target.
        current: Its present value, or None where it has none.
        good: Good spans in which it was measured.
        bad: Bad spans of this check at this end in which it was measured.
        unseen: Labelled spans in which it could not be measured.
        candidates: Every target that judges the spans differently, in rising order.
        best: The one with the fewest errors, the nearest to the present one; None with too few.
        now: How the present target judges the spans, or None where there is none.
        held_out: Missed and blamed when each span is judged by a target that was chosen without
            it: nearer to what later spans will show. None with too few.
    """

    check: str
    end: End
    current: float | None
    good: int
    bad: int
    unseen: int
    candidates: tuple[Candidate, ...]
    best: Candidate | None
    now: Candidate | None
    held_out: tuple[int, int] | None

    @property
    def enough(self) -> bool:
        """Return whether there are enough spans to suggest anything."""
        return self.good >= ENOUGH and self.bad >= ENOUGH


def suggest(
    check: Check, labelled: Mapping[str, tuple[Sequence[FrameReport], Sequence[Label]]]
) -> list[Suggestion]:
    """Return what the labels say about a check: one entry for each end with bad spans.

    A good span is good for every check; a bad one counts only for the check it names, at the end
    on whose side it lies of the good ones. Judged is as the coach judges: beyond the target by
    more than the error.

    Args:
        check: The check with its present target.
        labelled: For each recording its reports and its labels.
    """
    samples, unseen = _samples(check, labelled)
    bad = [sample for sample in samples if not sample.good]
    good = [sample for sample in samples if sample.good]
    middle = _middle(check, good)
    found = []
    ends: tuple[End, End] = ("low", "high")
    for end in ends:
        own = [s for s in bad if middle is None or (s.value < middle) == (end == "low")]
        if own and (middle is not None or getattr(check, end) is not None):
            found.append(_suggestion(check, end, [*good, *own], unseen))
    return found


def _middle(check: Check, good: Sequence[Sample]) -> float | None:
    """Return what is neither too little nor too much: the good spans, else the target itself."""
    if good:
        return median(sample.value for sample in good)
    if check.low is not None and check.high is not None:
        return (check.low + check.high) / 2
    return None


def _samples(
    check: Check, labelled: Mapping[str, tuple[Sequence[FrameReport], Sequence[Label]]]
) -> tuple[list[Sample], int]:
    samples, unseen = [], 0
    for reports, labels in labelled.values():
        for label in labels:
            if not label.good and label.check != check.id:
                continue
            known = [
                (result.value, result.sigma)
                for report in reports
                if label.start_s <= report.time_s <= label.end_s
                for result in report.checks
                if result.check == check.id
                and result.value is not None
                and result.sigma is not None
            ]
            if known:
                value, sigma = (median(column) for column in zip(*known, strict=True))
                samples.append(Sample(value, sigma, label.good))
            else:
                unseen += 1
    return samples, unseen


def _suggestion(check: Check, end: End, samples: Sequence[Sample], unseen: int) -> Suggestion:
    current: float | None = getattr(check, end)
    good = sum(sample.good for sample in samples)
    bad = len(samples) - good
    candidates = tuple(_count(value, end, samples) for value in _values(end, samples))
    enough = good >= ENOUGH and bad >= ENOUGH
    return Suggestion(
        check=check.id,
        end=end,
        current=current,
        good=good,
        bad=bad,
        unseen=unseen,
        candidates=candidates,
        best=_best(candidates, current) if enough else None,
        now=None if current is None else _count(current, end, samples),
        held_out=_held_out(end, samples, current) if enough else None,
    )


def _edge(sample: Sample, end: End) -> float:
    """Return the target from which on this span is called wrong."""
    margin = MARGIN_SIGMAS * sample.sigma
    return sample.value + margin if end == "low" else sample.value - margin


def _values(end: End, samples: Iterable[Sample]) -> list[float]:
    """Return one target, in half units, between any two spans, and one beyond each end."""
    edges = sorted({_edge(sample, end) for sample in samples})
    if not edges:
        return []
    between = [(one + two) / 2 for one, two in pairwise(edges)]
    return sorted({round(2 * v) / 2 for v in (edges[0] - 1, *between, edges[-1] + 1)})


def _count(value: float, end: End, samples: Iterable[Sample]) -> Candidate:
    missed = blamed = 0
    for sample in samples:
        edge = _edge(sample, end)
        wrong = edge < value if end == "low" else edge > value
        missed += not sample.good and not wrong
        blamed += sample.good and wrong
    return Candidate(value, missed, blamed)


def _best(candidates: Sequence[Candidate], current: float | None) -> Candidate:
    """Return the fewest errors; of equals the one that blames fewer, then the nearest."""

    def rank(candidate: Candidate) -> tuple[float, ...]:
        far = 0.0 if current is None else abs(candidate.value - current)
        return candidate.missed + candidate.blamed, candidate.blamed, far

    return min(candidates, key=rank)


def _held_out(end: End, samples: Sequence[Sample], current: float | None) -> tuple[int, int]:
    missed = blamed = 0
    for row, sample in enumerate(samples):
        rest = [*samples[:row], *samples[row + 1 :]]
        chosen = _best([_count(value, end, rest) for value in _values(end, rest)], current)
        judged = _count(chosen.value, end, [sample])
        missed, blamed = missed + judged.missed, blamed + judged.blamed
    return missed, blamed
