"""Targets suggested from labelled spans, with what each would miss and whom it would blame."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final, Literal

from formcheck.coach.frame.judge import MARGIN_SIGMAS
from formcheck.coach.frame.report import FrameReport
from formcheck.measure.model.registry import base_name
from formcheck.stretches.model.check import Check
from formcheck.tune.proposals.labels import Label
from formcheck.tune.targets import slider_range

End = Literal["low", "high"]

ENOUGH: Final = 5
"""Least number of good and of bad spans for a suggestion. With five of each, a target that
separates them all still errs in up to 45 % of later spans (one-sided 95 % bound, 1 - 0.05^(1/5)):
little, and said so; below that, nothing at all."""

NARROWEST: Final = 2.0
"""Smallest width of a suggested target, in errors of one span: in a narrower one a person at its
very middle would still be called outside now and then."""

GRID: Final = 0.5
"""Suggested targets are multiples of this where one fits, in the measure's unit."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One labelled span as one value: frames of one span are no independent witnesses.

    Attributes:
        value: Median of the check's value in the span.
        sigma: Median of its error.
        good: How the person called it.
        recording: Name of the recording: spans of one recording are no independent witnesses
            either.
    """

    value: float
    sigma: float
    good: bool
    recording: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A range of targets that judge the labelled spans alike.

    Attributes:
        start: Where the range begins; minus infinity for the first one.
        end: Where it ends; infinity for the last one.
        missed: Bad spans that these targets would let pass.
        blamed: Good spans that they would call wrong.
        value: The target of the range that is taken: the nearest to the shipped one.
    """

    start: float
    end: float
    missed: int
    blamed: int
    value: float


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
        candidates: Every range of targets that judges the spans differently, in rising order,
            without gaps.
        best: The range with the fewest errors; of equals the nearest to the shipped target. It
            keeps the band as wide as `NARROWEST`. None with too few spans.
        now: How the present target judges the spans, or None where there is none.
        held_out: Missed and blamed when each recording is judged by a target that was chosen
            without it: nearer to what other recordings will show. None with too few spans, or
            with spans of one recording only.
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


@dataclass(frozen=True, slots=True)
class _Frame:
    """What a suggestion has to fit into.

    Attributes:
        end: Which end of the target is moved.
        near: The target to stay near to.
        least: The smallest target that is allowed.
        most: The largest one.
    """

    end: End
    near: float
    least: float
    most: float


def suggest(
    check: Check,
    labelled: Mapping[str, tuple[Sequence[FrameReport], Sequence[Label]]],
    shipped: Check | None = None,
) -> list[Suggestion]:
    """Return what the labels say about a check: one entry for each end with bad spans.

    A good span is good for every check; a bad one counts only for the check it names, at the end
    on whose side it lies of the good ones. Judged is as the coach judges: beyond the target by
    more than the error. Only what was measured as the check says counts: of two angles that are
    judged in turn each has a target of its own.

    Args:
        check: The check with its present target, or that of its preferred measure.
        labelled: For each recording its reports and its labels.
        shipped: The check with the target that equals are decided by; `check` by default.
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
            frame = _frame(check, shipped or check, end, [*good, *own])
            found.append(_suggestion(check, frame, [*good, *own], unseen))
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
    for name, (reports, labels) in labelled.items():
        for label in labels:
            if not label.good and label.check != check.id:
                continue
            known = [
                (result.value, result.sigma)
                for report in reports
                if label.start_s <= report.time_s <= label.end_s
                for result in report.checks
                if result.check == check.id
                and base_name(result.measurement) == check.target.name
                and result.value is not None
                and result.sigma is not None
            ]
            if known:
                value, sigma = (median(column) for column in zip(*known, strict=True))
                samples.append(Sample(value, sigma, label.good, name))
            else:
                unseen += 1
    return samples, unseen


def _frame(check: Check, shipped: Check, end: End, samples: Sequence[Sample]) -> _Frame:
    """Return what a suggestion must keep: the slider's range, and room to the other end."""
    least, most = -math.inf, math.inf
    if check.low is not None or check.high is not None:
        least, most = slider_range(shipped)
    room = NARROWEST * median(sample.sigma for sample in samples)
    if end == "low" and check.high is not None:
        most = min(most, check.high - room)
    elif end == "high" and check.low is not None:
        least = max(least, check.low + room)
    near: float | None = getattr(shipped, end)
    if near is None:  # half way between what was good and what was not
        near = sum(_middle_edge(samples, end, good=good) for good in (True, False)) / 2
    return _Frame(end, max(least, min(most, near)), least, most)


def _middle_edge(samples: Sequence[Sample], end: End, *, good: bool) -> float:
    known = [_edge(sample, end) for sample in samples if sample.good == good]
    return median(known or [_edge(sample, end) for sample in samples])


def _suggestion(check: Check, frame: _Frame, samples: Sequence[Sample], unseen: int) -> Suggestion:
    current: float | None = getattr(check, frame.end)
    good = sum(sample.good for sample in samples)
    bad = len(samples) - good
    enough = good >= ENOUGH and bad >= ENOUGH
    return Suggestion(
        check=check.id,
        end=frame.end,
        current=current,
        good=good,
        bad=bad,
        unseen=unseen,
        candidates=tuple(_candidates(frame, samples)),
        best=_best(frame, samples) if enough else None,
        now=None if current is None else _count(current, frame.end, samples),
        held_out=_held_out(frame, samples) if enough else None,
    )


def _edge(sample: Sample, end: End) -> float:
    """Return the target beyond which this span is called wrong."""
    margin = MARGIN_SIGMAS * sample.sigma
    edge = sample.value + margin if end == "low" else sample.value - margin
    return round(edge, 6)  # two edges are one, or a target fits between them


def _count(value: float, end: End, samples: Iterable[Sample]) -> Candidate:
    missed = blamed = 0
    for sample in samples:
        edge = _edge(sample, end)
        wrong = edge < value if end == "low" else edge > value
        missed += not sample.good and not wrong
        blamed += sample.good and wrong
    return Candidate(value, value, missed, blamed, value)


def _candidates(frame: _Frame, samples: Sequence[Sample]) -> list[Candidate]:
    """Return the ranges between neighbouring edges, whose targets all judge alike."""
    edges = sorted({_edge(sample, frame.end) for sample in samples})
    found = []
    for start, end in pairwise([-math.inf, *edges, math.inf]):
        value = _within(start, end, frame.near)
        judged = _count(value, frame.end, samples)
        found.append(Candidate(start, end, judged.missed, judged.blamed, value))
    return found


def _within(start: float, end: float, wish: float) -> float:
    """Return the target nearest to `wish` between two edges, on the grid where that fits."""
    if start < wish < end:
        return wish
    if wish <= start:
        value = (math.floor(start / GRID) + 1) * GRID
    else:
        value = (math.ceil(end / GRID) - 1) * GRID
    return value if start < value < end else (start + end) / 2


def _best(frame: _Frame, samples: Sequence[Sample]) -> Candidate:
    """Return the fewest errors; of equals the nearest to the shipped target."""
    fitting = [
        one for one in _candidates(frame, samples) if frame.least <= one.value <= frame.most
    ] or [_count(frame.near, frame.end, samples)]

    def rank(candidate: Candidate) -> tuple[float, ...]:
        far = abs(candidate.value - frame.near)
        return candidate.missed + candidate.blamed, far, candidate.blamed

    return min(fitting, key=rank)


def _held_out(frame: _Frame, samples: Sequence[Sample]) -> tuple[int, int] | None:
    """Judge each recording by a target that was chosen without it."""
    recordings = {sample.recording for sample in samples}
    if len(recordings) < 2:
        return None
    missed = blamed = 0
    for name in recordings:
        rest = [sample for sample in samples if sample.recording != name]
        own = [sample for sample in samples if sample.recording == name]
        judged = _count(_best(frame, rest).value, frame.end, own)
        missed, blamed = missed + judged.missed, blamed + judged.blamed
    return missed, blamed
