"""What other targets change, on many recordings at once, without any video."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from formcheck.coach.frame.columns import Numbers
from formcheck.coach.frame.report import FrameReport
from formcheck.coach.frame.summary_model import Summary
from formcheck.coach.replay.replay import Judgement, Replay
from formcheck.coach.settings.coach import COACH
from formcheck.codes.states import Verdict
from formcheck.session import WorkedSide
from formcheck.store.recordings.recording import Recording
from formcheck.stretches.model.stretch import Stretch


@dataclass(frozen=True, slots=True)
class CheckEffect:
    """One check of one recording under two targets.

    Attributes:
        check: Id of the check.
        before: Its verdict under the first targets.
        after: Its verdict under the second.
        seconds: How long its verdict of the moment is another one, seconds.
    """

    check: str
    before: Verdict
    after: Verdict
    seconds: float


@dataclass(frozen=True, eq=False)
class JudgedRecording:
    """A recording under one set of targets.

    Attributes:
        stretch: The stretch with these targets.
        judgement: The verdict of the whole, and of each check in each frame.
        replay: The recording.
    """

    stretch: Stretch
    judgement: Judgement
    replay: Replay

    @property
    def summary(self) -> Summary:
        """Return the verdict of the whole."""
        return self.judgement.summary

    @cached_property
    def reports(self) -> Sequence[FrameReport]:
        """Return all there is to say about each frame; that takes far longer than the verdicts."""
        return self.replay.reports(self.stretch)


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """A recording under two sets of targets.

    Attributes:
        name: What the recording is called on the bench.
        before: Under the first targets.
        after: Under the second.
        checks: Every check that both have, in the stretch's order.
        seconds: How long the verdict of any check is another one, seconds.
    """

    name: str
    before: JudgedRecording
    after: JudgedRecording
    checks: tuple[CheckEffect, ...]
    seconds: float

    @property
    def changed(self) -> bool:
        """Return whether anything at all is judged otherwise."""
        one, two = self.before.summary, self.after.summary
        return (
            self.seconds > 0
            or one.verdict != two.verdict
            or one.holds != two.holds
            or len(one.reps) != len(two.reps)
        )


class Bench:
    """Recordings that are judged again and again under other targets.

    What the frames show is worked out once (`Replay`), and each judgement is made once: while a
    target is moved, only what depends on it is worked out.

    Args:
        recordings: By the name they are called by.
        sides: The side that was declared for each; `auto` where it is missing.
    """

    def __init__(
        self, recordings: Mapping[str, Recording], sides: Mapping[str, WorkedSide] | None = None
    ) -> None:
        self.recordings = dict(recordings)
        self._sides = dict(sides or {})
        self._replays: dict[str, Replay] = {}
        self._made: dict[tuple[str, str], JudgedRecording] = {}

    def judge(self, name: str, stretch: Stretch) -> JudgedRecording:
        """Return a recording's verdict under the targets of a stretch."""
        key = (name, stretch.model_dump_json())
        if key not in self._made:
            if len(self._made) > 8 * max(1, len(self.recordings)):
                self._made.clear()  # a long evening with the sliders must not fill the memory
            if name not in self._replays:
                measured = self.recordings[name].measurements
                self._replays[name] = Replay(measured, self._sides.get(name, "auto"))
            replay = self._replays[name]
            self._made[key] = JudgedRecording(stretch, replay.judge(stretch), replay)
        return self._made[key]

    def compare(self, before: Stretch, after: Stretch) -> list[Comparison]:
        """Return what changes on every recording from one set of targets to another."""
        return [
            compare_judgements(name, self.judge(name, before), self.judge(name, after))
            for name in self.recordings
        ]


def compare_judgements(name: str, before: JudgedRecording, after: JudgedRecording) -> Comparison:
    """Hold two judgements of one recording against each other.

    Args:
        name: What the recording is called.
        before: Under the first targets.
        after: Under the second; of the same frames.

    Raises:
        ValueError: The two are not of the same frames.
    """
    one, two = before.judgement, after.judgement
    if len(one.times) != len(two.times):
        raise ValueError(
            f"expected two judgements of the same frames, got {len(one.times)} and {len(two.times)}"
        )
    weights = _weights(one.times)
    other = {
        check: verdicts != one.verdicts[check]
        for check, verdicts in two.verdicts.items()
        if check in one.verdicts
    }
    lasted = {check: float(weights[rows].sum()) for check, rows in other.items()}
    any_s = float(weights[np.logical_or.reduce(list(other.values()))].sum()) if other else 0.0
    verdicts = {check.check: check.verdict for check in before.summary.checks}
    checks = tuple(
        CheckEffect(c.check, verdicts[c.check], c.verdict, lasted.get(c.check, 0.0))
        for c in after.summary.checks
        if c.check in verdicts
    )
    return Comparison(name, before, after, checks, any_s)


def _weights(times: Numbers) -> Numbers:
    """Return for how long each frame stands, in seconds; a gap is nobody's."""
    steps = np.minimum(np.diff(times), COACH.hold.gap_s)
    return np.append(steps, 0.0) if len(times) else steps
