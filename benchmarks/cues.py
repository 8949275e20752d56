"""What is said live on the bundled clips, second by second, held against their truth.

`python -m benchmarks.cues [CLIP ...]` plays each clip through the live chain, prints a row for each
second and counts the cues that were not true, and the frames in which something shown contradicts
something else shown. The exit status is 1 where there is any.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from formcheck.capture.clip import Clip
from formcheck.coach.cues.candidates import CAREFUL, HOLD_STILL, PRAISE
from formcheck.coach.frame.report import CheckResult, Cue, FrameReport
from formcheck.codes.coach import CueCode
from formcheck.message import authored
from formcheck.pose.factory import open_estimator
from formcheck.resources import data_folder
from formcheck.session import Session
from formcheck.stretches.files.loading import load_stretch, stretch_ids
from formcheck.stretches.model.check import Check
from formcheck.stretches.model.stretch import Stretch
from formcheck.words import say

Truth = Mapping[str, str]

MOST_SHOWN = 20
"""So many contradictions of a clip are printed; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Said:
    """One cue in one frame.

    Attributes:
        report: All that was shown.
        true: Whether the clip's truth bears the cue out; None where it says nothing of it.
        value: The true value that it is about, or None.
    """

    report: FrameReport
    true: bool | None
    value: float | None


def true_value(result: CheckResult, truth: Truth) -> float | None:
    """Return what a check should have measured, or None where the truth does not say it."""
    name = result.measurement
    if name == "trunk_pitch":
        return 90.0 - float(truth["trunk_lean"])
    return float(truth[name]) if truth.get(name) else None


def outside(check: Check, value: float) -> str | None:
    """Return at which end a true value lies outside its target: `low`, `high` or None."""
    if check.low is not None and value < check.low:
        return "low"
    return "high" if check.high is not None and value > check.high else None


def judge_cue(stretch: Stretch, report: FrameReport, truth: Truth) -> Said:
    """Say whether the cue of a frame was true.

    A correction is true where the true value is outside the target on that side, or inside it by
    less than the stated error: nobody can be blamed for what cannot be measured better. Praise is
    true where no true value that matters is outside by more than the error; depth does not matter
    where the tuck is the score, and is reached by the same measure.
    """
    cue = report.cue
    by_id = {check.id: check for check in stretch.checks}
    if cue is None:
        return Said(report, None, None)
    if cue in (PRAISE, CAREFUL, HOLD_STILL):
        wrong = [
            check.id
            for i, check in enumerate(stretch.checks)
            if stretch.may_change_verdict(i)
            and check.view == "first"
            and _wrong(check, report, truth)
            and not (check.id == stretch.main and _scores(stretch, report, truth))
        ]
        return Said(report, not wrong, None)
    check = by_id.get(cue.check or "")
    result = None if check is None else report.result(check)
    if check is None or result is None or check.change or check.at in ("top", "bottom"):
        return Said(report, None, None)
    value = true_value(result, truth)
    if value is None or cue.kind == "view":
        return Said(report, None, value)
    margin = result.sigma or 0.0
    if check.cue_goal is not None and cue.message == authored(check.cue_goal):
        goal = check.goal or 0.0
        return Said(report, value > goal - margin if check.high is not None
                    else value < goal + margin, value)  # fmt: skip
    ends = _ends(check, cue)
    if not ends:
        return Said(report, None, value)
    # The band of the measure that was judged: the hip joint alone has another one than the hip.
    low = "low" in ends and result.low is not None and value < result.low + margin
    high = "high" in ends and result.high is not None and value > result.high - margin
    return Said(report, low or high, value)


def _ends(check: Check, cue: Cue) -> tuple[str, ...]:
    """Return the ends of the target at which a cue says that the value lies outside."""
    if cue.message.code == CueCode.NEARLY_THERE:
        return (check.entry,)
    return tuple(end for end in ("low", "high") if check.cue(end) == cue.message)


def _wrong(check: Check, report: FrameReport, truth: Truth) -> bool:
    result = report.result(check)
    value = None if result is None or check.change else true_value(result, truth)
    if result is None or value is None or result.sigma is None:
        return False
    margin = max(result.sigma, 5.0)  # a clock that runs goes on for 5 beyond the band
    low, high = result.low, result.high
    return (low is not None and value < low - margin) or (
        high is not None and value > high + margin
    )


def _scores(stretch: Stretch, report: FrameReport, truth: Truth) -> bool:
    """Whether the true value of the score reaches its goal, or misses it by less than the error."""
    check = stretch.score_check
    result = None if check is None else report.result(check)
    value = None if result is None else true_value(result, truth)
    if check is None or check.goal is None or result is None or value is None:
        return False
    margin = result.sigma or 0.0
    return check.reaches(value - margin) or check.reaches(value + margin)


def contradictions(stretch: Stretch, report: FrameReport) -> Iterator[str]:
    """Say what in one frame contradicts the number shown beside it."""
    cue = report.cue
    if cue is None:
        return
    for i, check in enumerate(stretch.checks):
        result = report.result(check)
        if result is None or result.value is None or check.at in ("top", "bottom"):
            continue
        inside = outside(check, round(result.value)) is None
        if check.cue_goal is not None and cue.message == authored(check.cue_goal):
            inside = check.reaches(result.value)  # the goal is what is asked for, inside the band
        if cue.check == check.id and cue.kind in ("fault", "wait") and inside:
            yield f"{say(cue.message)!r} beside {result.value:.0f}, which is inside the target"
        praise = cue in (PRAISE, CAREFUL, HOLD_STILL)
        if praise and result.verdict == "adjust" and stretch.may_change_verdict(i):
            yield f"{say(cue.message)!r} beside {check.id} {result.value:.0f}"


def play(clip: Path, stretch: Stretch) -> Iterator[Said]:
    """Play a clip as a camera would show it."""
    with clip.with_suffix(".csv").open(newline="", encoding="utf-8") as file:
        truth = list(csv.DictReader(file))
    estimator = open_estimator("full", looks=1, silhouette=True)
    with Session(stretch, estimator) as session, Clip(clip) as frames:
        for frame in frames:
            report = session.update(frame)
            yield judge_cue(stretch, report, truth[min(frame.index, len(truth) - 1)])


def show(clip: Path, stretch: Stretch) -> int:
    """Print a clip's table, and return how much was not true or contradictory."""
    faults, wrong, frames, second = 0, 0, 0, -1
    print(f"\n{clip.stem}\n| s | cue | measured | true value | true |\n|---|---|---|---|---|")
    for said in play(clip, stretch):
        report, cue = said.report, said.report.cue
        frames += 1
        wrong += said.true is False
        for words in contradictions(stretch, report):
            faults += 1
            if faults <= MOST_SHOWN:
                print(f"CONTRADICTION at {report.time_s:.2f} s: {words}")
        if int(report.time_s) == second:
            continue
        second = int(report.time_s)
        check = next((c for c in stretch.checks if cue is not None and c.id == cue.check), None)
        result = None if check is None else report.result(check)
        known = result is not None and result.value is not None and result.sigma is not None
        measured = f"{result.value:.0f} +- {result.sigma:.0f}" if known and result else ""
        true = {True: "yes", False: "NO", None: ""}[said.true]
        value = "" if said.value is None else f"{said.value:.0f}"
        print(f"| {second} | {say(cue.message) if cue else ''} | {measured} | {value} | {true} |")
    print(f"{frames} frames, {wrong} with a cue that was not true, {faults} contradictions")
    return wrong + faults


def main() -> int:
    """Play the clips that were named, or all that show a stretch."""
    clips = [data_folder("sample_videos") / f"{name}.mp4" for name in sys.argv[1:]]
    clips = clips or sorted(data_folder("sample_videos").glob("*.mp4"))
    total = 0
    for clip in clips:
        fitting = [one for one in stretch_ids() if clip.stem.startswith(one)]
        if fitting:
            total += show(clip, load_stretch(max(fitting, key=len)))
    return 1 if total else 0


if __name__ == "__main__":
    sys.exit(main())
