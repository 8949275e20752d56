"""What formcheck said of a take, set against the truth."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Final

from benchmarks.render.body import Body
from benchmarks.render.skeleton import Figure, Placed
from benchmarks.stretches.ideal import certain, ideal_measurements
from benchmarks.stretches.looking import look
from benchmarks.stretches.motion import RANGE
from benchmarks.stretches.takes import GOOD, PACE, Take
from benchmarks.stretches.turning import TURNED, end_of_turn, posed_angles
from formcheck.calibrate import baseline_of
from formcheck.coach.cues.chooser import READ_S
from formcheck.coach.frame.report import CheckResult, FrameReport
from formcheck.coach.frame.summary_model import Summary
from formcheck.codes.coach import CueCode
from formcheck.measure.model.measurement import Measurements
from formcheck.measure.pelvis.baseline import Baseline
from formcheck.message import Message, authored
from formcheck.session import judge_clip, measure_clip
from formcheck.stretches.files.loading import load_stretch
from formcheck.stretches.model.stretch import Stretch
from formcheck.words import say as say_words

SETTLED_S: Final = READ_S + 0.1
"""Seconds of the hold after which a cue is about the hold: one of the way in stays to be read."""


@dataclass(frozen=True)
class Outcome:
    """One take, judged.

    Attributes:
        id: Name of the take.
        stretch: Id of the stretch.
        variant: `good`, or the id of a fault.
        view: Where the camera stood.
        seen: Share of the frames in which a person was found, 0..1.
        verdict: Of the whole performance.
        refused: Whether nothing was judged, and it said so.
        blamed: Ids of the checks that were found at fault, or brought a cue in the hold.
        first: Id of the check of the first cue in the hold (or of the advice), or None.
        untold: Ids of the checks that could not be told.
        wanted: Ids of the checks that rightly name the fault.
        excess: How far the truth exceeds the limit of the fault, in stated errors (sigmas), or None
            where no error was stated.
        held_s: Good seconds, and what an exact measurement would have counted.
        reps: Repetitions, and how many were done.
        profile: Whether it was measured against the person's own profile; None where none was
            asked for.
        turning: How it went on from the front after the side, or None where it did not.
        asked: How often the second view was asked for.
        looked: Share of the time after the turn in which the checks of the second view could be
            told, 0..1, or None where there are none.
    """

    id: str
    stretch: str
    variant: str
    view: str
    seen: float
    verdict: str
    refused: bool
    blamed: tuple[str, ...]
    first: str | None
    untold: tuple[str, ...]
    wanted: tuple[str, ...]
    excess: float | None
    held_s: tuple[float, float] | None
    reps: tuple[int, int] | None
    profile: bool | None = None
    turning: str | None = None
    asked: int = 0
    looked: float | None = None

    @property
    def caught(self) -> bool:
        """Whether the fault was found."""
        return bool(set(self.blamed) & set(self.wanted))

    @property
    def named(self) -> bool:
        """Whether the fault was the first thing said."""
        return self.first in self.wanted

    @property
    def due(self) -> bool:
        """Whether the fault exceeds its limit by more than twice the stated error."""
        return self.excess is not None and self.excess > 2.0

    def write(self, path: Path) -> None:
        """Writes it as JSON."""
        path.write_text(json.dumps(asdict(self), indent=1) + "\n", encoding="utf-8")

    @classmethod
    def read(cls, path: Path) -> Outcome:
        """Reads it back."""
        return cls(**json.loads(path.read_text(encoding="utf-8")))


def judged(
    take: Take, clip: Path, body: Body, looks: int = 1, calibration: Path | None = None
) -> Outcome:
    """Judges a take by its clip alone, and sets the verdict against the truth.

    Args:
        take: What was filmed.
        clip: Its clip.
        body: The person.
        looks: At each frame, 1 or 2.
        calibration: The clip for a profile, or None.
    """
    stretch = asked_of(take)
    found = look(clip, looks)
    made = None if calibration is None else baseline_of(look(calibration, looks))
    baseline = made if isinstance(made, Baseline) else None
    reports, summary = judge_clip(measure_clip(found, baseline), stretch)
    exact = exact_frames(take, body)
    ideal = judge_clip(certain(exact), stretch)[1]
    stated = judge_clip(exact, stretch)[0]
    cues = cued(take, reports)
    faults = set(at_fault(summary, stretch))
    if take.variant == GOOD:  # what is rightly said of the way in, long against so short a hold
        faults -= set(at_fault(ideal, stretch))
    return Outcome(
        id=take.id,
        stretch=take.stretch,
        variant=take.variant,
        view=take.shown_from,
        seen=sum(pose is not None for pose in found.poses) / len(found.poses),
        verdict=summary.verdict,
        refused=summary.verdict == "can't tell",
        blamed=tuple(sorted(faults | set(cues))),
        first=cues[0] if cues else _advised(summary, stretch),
        untold=tuple(c.check for c in summary.checks if c.verdict == "can't tell"),
        wanted=() if take.fault is None else take.fault.checks,
        excess=None if take.fault is None else excess(take, stated, reports),
        held_s=None if summary.target_s is None else (summary.held_s, ideal.held_s),
        reps=(len(summary.reps), PACE.reps) if take.motion.repeated else None,
        profile=None if calibration is None else baseline is not None,
        turning=take.turning,
        asked=_asked(stretch, reports),
        looked=_looked(take, stretch, reports),
    )


def asked_of(take: Take) -> Stretch:
    """The stretch; where a second view follows, with as much of it as is done before that."""
    stretch = load_stretch(take.stretch)
    if take.turning is None:
        return stretch
    hold, reps = stretch.hold, stretch.reps
    done = PACE.hold - 1.0
    return stretch.model_copy(
        update={
            "hold": None if hold is None else hold.model_copy(update={"seconds": done}),
            "reps": None if reps is None else reps.model_copy(update={"count": PACE.reps}),
        }
    )


def _asked(stretch: Stretch, reports: Sequence[FrameReport]) -> int:
    """How often the second view was asked for, each time it appeared."""
    if stretch.second_view is None:
        return 0
    say = authored(stretch.second_view.say)
    said = [report.cue is not None and report.cue.message == say for report in reports]
    return sum(now and not before for before, now in pairwise([False, *said]))


def _looked(take: Take, stretch: Stretch, reports: Sequence[FrameReport]) -> float | None:
    """Share of the frames after the turn in which a check of the second view had a value."""
    later = [i for i, check in enumerate(stretch.checks) if check.view == "second"]
    if take.turning is None or not later:
        return None
    start = end_of_turn(take.timeline)
    told = [
        any(report.checks[i].value is not None for i in later)
        for report in reports
        if report.time_s >= start
    ]
    return sum(told) / len(told)


def exact_frames(take: Take, figure: Figure, fps: int = 5) -> list[Measurements]:
    """What an exact measurement of a take would give, without sway, seen from where it should be.

    Args:
        take: The performance.
        figure: The person.
        fps: Frames a second.
    """
    timeline = replace(take.timeline, sway={})
    known: dict[tuple[float, ...], Placed] = {}
    postures, yaws = [], []
    first = 2.0 if take.shown_from == "front" else 90.0
    for number in range(round(timeline.duration_s * fps)):
        angles = timeline.at(number / fps)[1]
        yaw = first + angles.get(TURNED, 0.0) * (2.0 - first)
        yaws.append(yaw if take.facing == "right" else -yaw)
        key = tuple(posed_angles(angles).values())
        if key not in known:
            known[key] = take.motion.posed(figure, take.worked, posed_angles(angles))
        postures.append(known[key])
    raised = 72.0 if take.shown_from == "high" else 0.0
    return ideal_measurements(postures, figure, yaws, fps, raised)


def excess(
    take: Take, exact: Sequence[FrameReport], measured: Sequence[FrameReport] | None = None
) -> float | None:
    """How many stated errors the truth lies outside the limit of its fault, while that counts.

    Args:
        take: The performance.
        exact: What is said of exact measurements.
        measured: What is said of its clip: the errors are those stated there; without it, those
            that are stated at best.

    Returns:
        None where no error was stated.
    """
    wanted = () if take.fault is None else take.fault.checks
    found = []
    for name in wanted:
        over = [_beyond(check) for check in _faulty(take, exact, name)]
        stated = exact if measured is None else measured
        sigmas = [check.sigma for check in _faulty(take, stated, name) if check.sigma]
        if over and sigmas:
            found.append(max(over) / median(sigmas))
    return max(found, default=None)


def _faulty(take: Take, reports: Sequence[FrameReport], name: str) -> list[CheckResult]:
    """The results of one check while the fault is there."""
    return [
        check
        for report in reports
        if _counts(take, report.time_s)
        for check in report.checks
        if check.check == name and check.value is not None
    ]


def _counts(take: Take, time_s: float) -> bool:
    """Whether a moment belongs to the pose that is faulty."""
    timeline = take.timeline
    start, end = take.motion.ends(take.fault)
    angles = timeline.at(time_s)[1]
    faulty = start if take.upright or (take.fault is not None and not take.fault.end) else end
    return all(abs(angles[name] - faulty[name]) < 2.0 for name in faulty)


def _beyond(check: CheckResult) -> float:
    """How far a value is outside its band, in its unit; below 0 inside."""
    assert check.value is not None
    below = -1e9 if check.low is None else check.low - check.value
    above = -1e9 if check.high is None else check.value - check.high
    return max(below, above)


def cued(take: Take, reports: Sequence[FrameReport]) -> list[str]:
    """Checks of the cues that were shown while the form counted, in order, each once."""
    timeline = take.timeline
    if take.motion.repeated:
        start, end = timeline.keys[1].time_s, timeline.duration_s
    elif take.upright:
        start, end = SETTLED_S, timeline.duration_s
    elif take.turning is not None:  # on the way to the second view, too, nothing may be blamed
        start, end = timeline.keys[2].time_s + SETTLED_S, timeline.duration_s
    else:
        start, end = timeline.keys[2].time_s + SETTLED_S, timeline.keys[3].time_s
    told: dict[str, None] = {}
    for report in reports:
        if start <= report.time_s <= end and report.cue is not None and report.cue.kind == "fault":
            told[report.cue.check or RANGE] = None
    return list(told)


def at_fault(summary: Summary, stretch: Stretch) -> list[str]:
    """Ids of the scored checks that the summary finds at fault, in the file's order."""
    found = [
        check.check
        for check in summary.checks
        if check.verdict == "adjust" and stretch.check(check.check).scored
    ]
    if summary.advice == Message(CueCode.GO_ALL_THE_WAY):
        found.append(RANGE)
    return found


def _advised(summary: Summary, stretch: Stretch) -> str | None:
    """The check whose cue is the summary's advice, where no cue was shown."""
    if summary.advice is None or summary.verdict != "adjust":
        return None
    advice = say_words(summary.advice).lower()
    for name in at_fault(summary, stretch):
        if name == RANGE:
            return RANGE
        check = stretch.check(name)
        for cue in (check.cue_low, check.cue_high):
            if cue is not None and cue.lower()[1:] in advice:
                return name
    return None


def is_good(outcome: Outcome) -> bool:
    """Whether nothing was wrong with the performance."""
    return outcome.variant == GOOD
