"""What is kept of the sets that were done, and how they come into the history."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Final

from formcheck.coach.report import FrameReport, Summary
from formcheck.errors import FormcheckError
from formcheck.pose.pose import Pose
from formcheck.record.history import History
from formcheck.record.past import PastSession, past_session
from formcheck.record.recording import Recording, RecordingMeta
from formcheck.ui.live.plan import Step

MOST_FRAMES: Final = 12_000
"""Ten minutes of one set; later frames are judged and not recorded."""

WORTH_S: Final = 8.0
"""A set in which nothing was held is kept if somebody was there for this long."""


@dataclass(slots=True)
class Take:
    """Everything of the set under way.

    Attributes:
        reports: One a frame.
        poses: What was seen in each.
        began: When it began.
        person_s: Seconds in which somebody was seen.
    """

    reports: list[FrameReport] = field(default_factory=list)
    poses: list[Pose | None] = field(default_factory=list)
    began: datetime = field(default_factory=lambda: datetime.now(UTC))
    person_s: float = 0.0
    cut: bool = False

    def add(self, report: FrameReport, pose: Pose | None, step_s: float) -> None:
        """Take in one frame.

        Args:
            report: What was said about it.
            pose: Who was seen in it.
            step_s: Seconds since the frame before.
        """
        if pose is not None:
            self.person_s += step_s
        if len(self.reports) >= MOST_FRAMES:
            self.cut = True
            return
        self.reports.append(report)
        # A silhouette is a megabyte, and no recording keeps it.
        self.poses.append(None if pose is None else replace(pose, silhouette=None))


@dataclass(frozen=True, slots=True, eq=False)
class Done:
    """One set that was done.

    Attributes:
        step: What was to be done.
        summary: The verdict.
        take: Its frames.
    """

    step: Step
    summary: Summary
    take: Take

    @property
    def worth_keeping(self) -> bool:
        """Return whether it is more than a start that was broken off."""
        return bool(
            self.summary.holds or self.summary.reps or self.take.person_s >= WORTH_S
        ) and bool(self.take.reports)


@dataclass(frozen=True, slots=True)
class Result:
    """What the page shows of a set.

    Attributes:
        step: What was to be done.
        summary: The verdict.
        saved: The entry in the history, or None where it was not worth it or could not be written.
        trouble: Why it could not be written, or None.
    """

    step: Step
    summary: Summary
    saved: PastSession | None = None
    trouble: str | None = None


def keep(done: Done, profile: str | None, model: str) -> Result:
    """Write a set to the person's history, where it is worth it.

    Args:
        done: The set.
        profile: Name of the personal baseline that was used.
        model: Name of the pose model.
    """
    if not done.worth_keeping:
        return Result(done.step, done.summary)
    take = done.take
    session = past_session(
        done.step.stretch, done.summary, take.reports, origin="live", when=take.began,
        profile=profile,
    )  # fmt: skip
    try:
        history = History()
        try:
            saved = history.add(session, _recording(done, profile, model))
        finally:
            history.close()
    except FormcheckError as error:  # the next sets can be done all the same
        return Result(done.step, done.summary, trouble=str(error))
    return Result(done.step, done.summary, saved)


def _recording(done: Done, profile: str | None, model: str) -> Recording | None:
    take = done.take
    pose = next((pose for pose in take.poses if pose is not None), None)
    if pose is None:
        return None
    cut = ("Only the first ten minutes were recorded",) if take.cut else ()
    meta = RecordingMeta(
        clip="camera",
        width=pose.width,
        height=pose.height,
        stretch=done.step.stretch.id,
        side=done.summary.side,
        model=model,
        profile=profile,
        warnings=cut,
    )
    return Recording.of(meta, (report.measurements for report in take.reports), take.poses)
