"""The review of one clip, as a worker does it, and its rows of the tables."""

from __future__ import annotations

import hashlib
import secrets
import shutil
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from formcheck.batch.task import ClipTask, Failure, FileState, Found, Outcome, Status, Work
from formcheck.coach.frame.judge import parse
from formcheck.coach.frame.summary_model import Summary
from formcheck.codes.states import Verdict
from formcheck.errors import FormcheckError, InputError, MachineError, NoPersonError, refusal_words
from formcheck.message import code_of
from formcheck.store.history.session_entry import Angle, hold_angles, past_session
from formcheck.store.recordings.recording import remarks_on
from formcheck.words import say, say_half, say_sentence, tr

if TYPE_CHECKING:
    from formcheck.review import Review, Unrecognised


def carry_out(task: ClipTask, work: Work, stages: Path) -> Outcome:
    """Do one task and return its outcome, whatever the clip is like.

    Args:
        task: The clip.
        work: What is done with it.
        stages: Folder in which a new folder for its result files is made.

    Raises:
        MachineError: The machine lacks something: no clip could be reviewed on it.
    """
    began = time.perf_counter()
    stage = stages / secrets.token_hex(8)
    state: FileState | None = None
    try:
        state = file_state(task.clip)
        stage.mkdir(parents=True)
        found = work(task, stage)
    except MachineError:
        shutil.rmtree(stage, ignore_errors=True)
        raise
    except Exception as error:  # noqa: BLE001 - one bad clip never stops the others
        shutil.rmtree(stage, ignore_errors=True)
        return Outcome(
            task.name, time.perf_counter() - began, state, failure=_kind(error),
            error=_sentence(error), peak_mb=peak_mb(),
        )  # fmt: skip
    seconds = time.perf_counter() - began
    return Outcome(task.name, seconds, state, found, stage=stage.name, peak_mb=peak_mb())


def _kind(error: Exception) -> Failure:
    if isinstance(error, NoPersonError):
        return Failure.no_person
    return Failure.unreadable if isinstance(error, FormcheckError | OSError) else Failure.fault


def _sentence(error: Exception) -> str:
    if isinstance(error, FormcheckError):
        return str(error)
    return tr("a fault of formcheck's own: {name}: {error}", name=type(error).__name__, error=error)


def file_state(path: Path) -> FileState:
    """Return size, age and digest of a file.

    Raises:
        InputError: It cannot be read.
    """
    try:
        with path.open("rb") as file:
            stat = path.stat()
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        why = refusal_words(error)
        raise InputError(
            tr("expected a clip, got {why} ({path}); check its path", path=path, why=why)
        ) from error
    return FileState(stat.st_size, stat.st_mtime_ns, digest)


def peak_mb() -> float:
    """Return the most memory that this process ever used, in MB; 0 where that is not known.

    On Linux not by `ru_maxrss`: of a process that a larger one started it begins with that one's.
    """
    with suppress(OSError):
        lines = Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines()
        for line in lines:
            if line.startswith("VmHWM:"):  # kibibytes
                return int(line.split()[1]) * 1024 / 1e6
    try:
        import resource  # not on Windows
    except ImportError:
        return 0.0
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / (1e6 if sys.platform == "darwin" else 1e3)


def review_clip(task: ClipTask, folder: Path) -> Found:
    """Review one clip into a folder.

    Raises:
        FormcheckError: As `formcheck.review.review`.
    """
    from formcheck.review import (  # deferred: whoever hands out tasks needs none
        Unrecognised,
        review,
    )

    settings = task.settings
    found = review(
        task.clip, settings.stretch, side=settings.side, out=folder, model=settings.model,
        looks=settings.looks, every_frame=settings.every_frame, overlays=settings.overlays,
        profile=settings.profile, video=settings.video,
    )  # fmt: skip
    if isinstance(found, Unrecognised):
        return Found(Status.unrecognised, _unrecognised_row(found))
    return found_of(found, task.clip)


def found_of(found: Review, clip: Path) -> Found:
    """Return what the tables and a history keep of a clip that was judged."""
    session = past_session(
        found.stretch, found.summary, found.reports, origin="clip", clip=clip.name,
        profile=found.recording.meta.profile,
    )  # fmt: skip
    angle = _of_side(session.angles, found.summary.side)
    row = _judged_row(found, _seen_angle(found) if angle is None else angle)
    return Found(Status.judged, row, tuple(_set_rows(found, session.angles)), session)


def _unrecognised_row(found: Unrecognised) -> dict[str, Any]:
    frames = found.recording.measurements
    best = found.recognition.guesses[0] if found.recognition.guesses else None
    return {
        "why": say(found.recognition.reason),
        "why_code": code_of(found.recognition.reason),
        "recognised": False,
        "likelihood": best and round(best.confidence, 4),
        "duration_s": round(frames[-1].time_s - frames[0].time_s, 3),
        "frames": len(frames),
        "frames_with_person": sum(frame.person for frame in frames),
        "warnings": "; ".join(remarks_on(found.recording.meta)) or None,
    }


def _judged_row(found: Review, angle: Angle | None) -> dict[str, Any]:
    summary, meta, reports = found.summary, found.recording.meta, found.reports
    headline = say_sentence(summary.headline)
    guesses = summary.recognised.guesses if summary.recognised is not None else ()
    return {
        "why": headline if summary.verdict == Verdict.CANT_TELL else None,
        "why_code": code_of(summary.headline) if summary.verdict == Verdict.CANT_TELL else None,
        "stretch": summary.stretch,
        "stretch_name": summary.name,
        "recognised": bool(guesses),
        "likelihood": round(guesses[0].confidence, 4) if guesses else None,
        "side": summary.side,
        "profile": meta.profile,
        "verdict": str(summary.verdict),
        "headline": headline,
        "headline_code": code_of(summary.headline),
        "advice_code": code_of(summary.advice),
        "lost_why_code": code_of(summary.lost[0].why) if summary.lost else None,
        "advice": None if summary.advice is None else say_sentence(summary.advice),
        "wrong_position": summary.wrong and str(summary.wrong),
        "duration_s": round(reports[-1].time_s - reports[0].time_s, 3),
        "frames": len(reports),
        "frames_with_person": sum(report.measurements.person for report in reports),
        "held_s": None if summary.target_s is None else round(summary.held_s, 3),
        "longest_s": None if summary.target_s is None else round(summary.longest_s, 3),
        "target_s": summary.target_s,
        "holds": None if summary.target_s is None else len(summary.holds),
        "reps": None if summary.target_reps is None else len(summary.reps),
        "target_reps": summary.target_reps,
        **_angle_cells(found, angle),
        "lost_s": round(sum(lost.seconds for lost in summary.lost), 3),
        "lost_why": say_half(summary.lost[0].why) if summary.lost else None,
        "warnings": "; ".join(remarks_on(meta)) or None,
    }


def _angle_cells(found: Review, angle: Angle | None) -> dict[str, Any]:
    main = found.stretch.main_check
    if main is None or angle is None:
        return {}
    band = main.judged_by(angle.measure)
    return {
        "measure": angle.measure,
        "angle": round(angle.value, 3),
        "angle_sigma": round(angle.sigma, 3),
        "target_low": band.low,
        "target_high": band.high,
    }


def _of_side(angles: tuple[Angle, ...], side: str | None) -> Angle | None:
    """Return the angle of the worked side, else that of most frames."""
    return next((angle for angle in angles if angle.side == side), angles[0] if angles else None)


def _seen_angle(found: Review) -> Angle | None:
    """Return the main angle as the report has it, for a clip in which nothing was held or counted.

    A history keeps no such angle, since every one occurs on the way into a stretch.
    """
    main = found.stretch.main_check
    seen = next((c for c in found.summary.checks if main is not None and c.check == main.id), None)
    if seen is None or seen.value is None or seen.sigma is None:
        return None
    measure = parse(seen.measure).name
    return Angle(measure, found.summary.side, seen.value, seen.sigma, seen.low, seen.high)


def _set_rows(found: Review, angles: tuple[Angle, ...]) -> list[Mapping[str, Any]]:
    """Return a row for each hold, or one for all repetitions."""
    summary = found.summary
    if summary.reps:
        angle = _of_side(angles, summary.side)
        return [_set_row(found, angle) | _reps_cells(summary)]
    rows: list[Mapping[str, Any]] = []
    within = hold_angles(found.stretch, summary.holds, found.reports)
    for number, (hold, held) in enumerate(zip(summary.holds, within, strict=True), 1):
        angle = _of_side(held, summary.side)
        cells = {
            "kind": "hold",
            "number": number,
            "start_s": round(hold.start_s, 3),
            "end_s": round(hold.end_s, 3),
            "seconds": round(hold.seconds, 3),
            "target_s": summary.target_s,
            "reached": hold.reached,
            "ended_by": say_half(hold.ended_by),
            "ended_by_code": code_of(hold.ended_by),
        }
        rows.append(_set_row(found, angle) | cells)
    return rows


def _set_row(found: Review, angle: Angle | None) -> dict[str, Any]:
    side = angle.side if angle is not None and angle.side is not None else found.summary.side
    return {"stretch": found.summary.stretch, "side": side, **_angle_cells(found, angle)}


def _reps_cells(summary: Summary) -> dict[str, Any]:
    start, end = summary.reps[0].start_s, summary.reps[-1].end_s
    target = summary.target_reps
    return {
        "kind": "reps",
        "number": 1,
        "start_s": round(start, 3),
        "end_s": round(end, 3),
        "seconds": round(end - start, 3),
        "reached": None if target is None else len(summary.reps) >= target,
        "reps": len(summary.reps),
        "target_reps": target,
    }
