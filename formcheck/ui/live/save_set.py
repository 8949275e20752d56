"""What is kept of the sets that were done, and how they come into the history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from formcheck.coach.frame.report import FrameReport
from formcheck.coach.frame.summary_model import Summary
from formcheck.codes.live import LiveCode
from formcheck.codes.measure import NoteCode
from formcheck.codes.states import Verdict
from formcheck.errors import FormcheckError
from formcheck.measure.model.measurement import Legs, Measurement, Measurements
from formcheck.message import Message
from formcheck.pose.engine.profiles import engines_for, names_of
from formcheck.pose.pose import Pose
from formcheck.resources import user_folder
from formcheck.store.history.history import History, RecordingLostError
from formcheck.store.history.session_entry import PastSession, past_session
from formcheck.store.pending.under_way import UnderWay
from formcheck.store.recordings.recording import RecordingMeta
from formcheck.store.recordings.spool import Spool
from formcheck.stretches.model.stretch import Stretch
from formcheck.stretches.model.target_overlay import judged_with, variant_of
from formcheck.ui.live.plan import Step

MOST_FRAMES: Final = 40_000
"""Number of frames of a set that are recorded: half an hour, some 60 MB. Later ones are judged and
not recorded."""

NOTED_S: Final = 2.0
"""How often it is written down how much of a set has counted: so much a kill may cost."""

NO_LEGS: Final = Legs()
NO_VALUES: Final[dict[str, Measurement]] = {}

WORTH_S: Final = 8.0
"""Time, in seconds, with somebody there from which a set without a hold is kept."""


class Take:
    """Everything of the set under way.

    Landmarks and measurements go to disk as they come: 14 kB a frame would otherwise be 20 MB a
    minute. What the history needs of a report is a thirtieth of that, and stays.

    Args:
        stretch: What is done.

    Attributes:
        reports: One a frame, cut down to the main check.
        spool: The recording so far.
        under_way: What is left of the set where this process is killed.
        began: When it began.
        person_s: Seconds in which somebody was seen.
        cut: Whether it is longer than what is recorded.
    """

    def __init__(self, stretch: Stretch) -> None:
        main = stretch.main_check
        self._main = None if main is None else main.id
        self.reports: list[FrameReport] = []
        self.spool = Spool(user_folder())
        self.under_way = UnderWay(user_folder())
        self.began = datetime.now(UTC)
        self.person_s = 0.0
        self.cut = False
        self._stretch = stretch
        self._noted_s = 0.0

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
        self.reports.append(_brief(report, self._main))
        self.spool.add(report.measurements, pose)
        self._note(report)

    def close(self, *, lost: bool = False) -> None:
        """Forget it.

        Args:
            lost: Whether the history could not be written: the next start tries again.
        """
        self.spool.close()
        if not lost:
            self.under_way.close()

    def _note(self, report: FrameReport) -> None:
        """Write down how much has counted, every few seconds from the first that did."""
        now = report.measurements.time_s
        good_s = 0.0 if report.clock is None else report.clock.seconds
        reps = 0 if report.reps is None else report.reps.count
        if not (good_s or reps) or now - self._noted_s < NOTED_S:
            return
        self._noted_s = now
        stretch, first = self._stretch, self.reports[0].measurements.time_s
        self.under_way.note(PastSession(
            self.began, stretch.id, stretch.name, "live", Verdict.CANT_TELL,
            Message(LiveCode.CUT_OFF), report.worked,
            duration_s=now - first, good_s=good_s, reps=reps,
            target_s=None if stretch.hold is None else stretch.hold.seconds,
            target_reps=None if stretch.reps is None else stretch.reps.count,
            variant=variant_of(stretch),
        ))  # fmt: skip


def _brief(report: FrameReport, main: str | None) -> FrameReport:
    """Return of a report what the history needs: its time and the main check."""
    m = report.measurements
    return FrameReport(
        Measurements(m.index, m.time_s, m.person, None, NO_LEGS, NO_VALUES), report.worked,
        tuple(check for check in report.checks if check.check == main), None, None, None,
    )  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Done:
    """One set that was done.

    Attributes:
        step: What was to be done.
        summary: The verdict.
        take: Its frames.
        notes: What is to know about the neutral that it was measured against, in sentences.
    """

    step: Step
    summary: Summary
    take: Take
    notes: tuple[Message, ...] = ()

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
        trouble: Why it, or its recording, could not be written, or None.
        notes: What is to know about the neutral that it was measured against, in sentences.
    """

    step: Step
    summary: Summary
    saved: PastSession | None = None
    trouble: str | None = None
    notes: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class _Spooled:
    """A recording on its way from the spool to the history."""

    spool: Spool
    meta: RecordingMeta

    def write(self, path: Path, /) -> None:
        self.spool.write(path, self.meta)


def keep(done: Done, profile: str | None, model: str) -> Result:
    """Write a set to the person's history, where it is worth it, and free what was kept of it.

    Args:
        done: The set.
        profile: Name of the personal baseline that was used.
        model: Name of the pose model.
    """
    lost = False
    try:
        found = _keep(done, profile, model)
        lost = found.saved is None and found.trouble is not None
        return found
    finally:
        done.take.close(lost=lost)


def _keep(done: Done, profile: str | None, model: str) -> Result:
    if not done.worth_keeping:
        return Result(done.step, done.summary, notes=done.notes)
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
    except RecordingLostError as error:
        return Result(done.step, done.summary, error.session, str(error), done.notes)
    except FormcheckError as error:  # the next sets can be done all the same
        return Result(done.step, done.summary, trouble=str(error), notes=done.notes)
    return Result(done.step, done.summary, saved, notes=done.notes)


def _recording(done: Done, profile: str | None, model: str) -> _Spooled | None:
    take = done.take
    if take.spool.size is None:
        return None
    width, height = take.spool.size
    cut = (Message(NoteCode.FIRST_HALF_HOUR),) if take.cut else ()
    meta = RecordingMeta(
        clip="camera",
        width=width,
        height=height,
        stretch=done.step.stretch.id,
        side=done.summary.side,
        model=model,
        engines=names_of(engines_for(1)),
        profile=profile,
        notes=cut,
        variant=variant_of(done.step.stretch),
        overlays=tuple(used.id for used in judged_with(done.step.stretch)),
    )
    return _Spooled(take.spool, meta)
