"""The report: one page, complete in itself, that a person wants to read."""

from __future__ import annotations

import base64
import math
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import cv2
import numpy as np
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from numpy.typing import NDArray

from formcheck import wording
from formcheck.coach.frame.report import CheckResult, FrameReport
from formcheck.coach.frame.summary_model import CheckSummary, Summary
from formcheck.codes.states import Verdict
from formcheck.errors import InputError
from formcheck.report.chart import angle_chart, cue_moments
from formcheck.report.key_moments import telling_moments
from formcheck.report.timeline import timeline
from formcheck.store.disk.files import atomic_path
from formcheck.store.recordings.recording import RecordingMeta
from formcheck.stretches.model.stretch import Stretch
from formcheck.stretches.text.medical_notice import notice_beside
from formcheck.temporal import whole_seconds
from formcheck.turned import is_turned
from formcheck.words import date_words, language, say, say_half, say_heading, say_sentence, tr

__all__ = ["Still", "telling_moments", "write_report"]

_LONGEST_SIDE: Final = 960
_JPEG_QUALITY: Final = 84
_KEYS: Final[dict[Verdict, str]] = {
    Verdict.GOOD: "good",
    Verdict.GOOD_ENOUGH: "enough",
    Verdict.ADJUST: "adjust",
    Verdict.CANT_TELL: "unknown",
}
_RING: Final = 2 * math.pi * 52


@dataclass(frozen=True, slots=True, eq=False)
class Still:
    """An annotated picture for the report.

    Attributes:
        time_s: Its time in the clip.
        caption: What it shows; `telling_moments` gives time and caption.
        image: RGB uint8, shape (height, width, 3).
    """

    time_s: float
    caption: str
    image: NDArray[np.uint8]


def write_report(
    path: str | os.PathLike[str],
    summary: Summary,
    reports: Sequence[FrameReport],
    stretch: Stretch,
    stills: Sequence[Still],
    meta: RecordingMeta,
) -> None:
    """Write `report.html`: one file without scripts that refers to nothing outside of it.

    Args:
        path: The file; it appears whole or not at all.
        summary: The verdict of the whole performance.
        reports: One for each frame, in rising time.
        stretch: What was practised.
        stills: Annotated pictures, of the times that `telling_moments` names.
        meta: Where it comes from.

    Raises:
        InputError: It cannot be written.
    """
    environment = Environment(
        loader=PackageLoader("formcheck.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    html = environment.get_template("report.html.j2").render(
        _context(summary, reports, stretch, stills, meta)
    )
    with atomic_path(path) as partial:
        partial.write_text(html, encoding="utf-8")


def _context(
    summary: Summary,
    reports: Sequence[FrameReport],
    stretch: Stretch,
    stills: Sequence[Still],
    meta: RecordingMeta,
) -> dict[str, Any]:
    main = stretch.main_check
    line = timeline(summary, reports, stretch)
    charts = [
        Markup(chart)
        for narrow in (False, True)
        if len(reports) > 1 and (chart := angle_chart(line, narrow)) is not None
    ]
    not_judged, never_told = wording.unseen_words(summary, stretch)
    counted = bool(summary.reps) or whole_seconds(summary.held_s) >= 1
    return {
        "words": wording,
        "tr": tr,
        "lang": language().code,
        "side": "" if summary.side is None else wording.body_side_words(summary.side),
        "notice": notice_beside(stretch.safety),
        "summary": summary,
        "moment": len(reports) == 1,
        "headline": say_sentence(summary.headline),
        "advice": None if summary.advice is None else say_sentence(summary.advice),
        "lost": [(say_heading(one.why), one.seconds) for one in summary.lost],
        "stretch": stretch,
        "meta": meta,
        "made": _date(meta.created),
        "verdict": {"key": _KEYS[summary.verdict], "word": wording.overall_words(summary)},
        "ring": _ring(summary),
        "readings": [
            f"{wording.value_words(one.value, stretch.main_check.measure)} "
            f"{wording.error_words(one.sigma)}"
            for one in summary.readings
            if stretch.main_check is not None
        ],
        "holds": [_hold(hold.seconds, summary.target_s, hold) for hold in summary.holds],
        "checks": [_check(check, counted) for check in summary.checks],
        "rep_heads": [wording.label(c.check) for c in summary.reps[0].checks]
        if summary.reps
        else [],
        "reps": [
            {"when": wording.clock_words(rep.start_s), "cells": [_cell(c) for c in rep.checks]}
            for rep in summary.reps
        ],
        "main": None if main is None else _main(summary, stretch),
        "charts": charts,
        "cues": cue_moments(line),
        "stills": [_still(still) for still in sorted(stills, key=lambda s: s.time_s)],
        "not_judged": not_judged,
        "never_told": never_told,
        "main_angle": wording.main_angle_words(summary, stretch),
        # A clip that is turned has to be turned first: nothing is told of the camera before.
        "camera": () if is_turned(summary.advice) else wording.camera_steps(stretch),
        "safety": stretch.safety,
    }


def _date(created: str) -> str:
    try:
        moment = datetime.fromisoformat(created)
    except ValueError:
        return created
    return date_words(moment.astimezone(), tr("d MMMM y"))


def _ring(summary: Summary) -> dict[str, Any] | None:
    """Return what the large ring shows: the good seconds of all holds, or repetitions."""
    if summary.target_s is not None:
        done, target, number = summary.held_s, summary.target_s, f"{whole_seconds(summary.held_s)}"
        sets = sum(hold.reached for hold in summary.holds)
        below = tr("of {target:g} s", target=target)
        if sets > 1:
            below = tr("s, {sets} sets", sets=sets)
    elif summary.target_reps is not None:
        done, target, number = len(summary.reps), summary.target_reps, f"{len(summary.reps)}"
        below = tr("of {target} reps", target=target)
    else:
        return None
    share = min(1.0, done / target) if target else 0.0
    return {"number": number, "below": below, "dash": f"{share * _RING:.1f} {_RING:.1f}"}


def _hold(seconds: float, target: float | None, hold: Any) -> dict[str, Any]:
    share = min(1.0, seconds / target) if target else 1.0
    return {
        "seconds": wording.seconds_words(seconds),
        "from": wording.clock_words(hold.start_s),
        "to": wording.clock_words(hold.end_s),
        "percent": f"{100 * share:.0f}",
        "reached": hold.reached,
        "ended_by": say_half(hold.ended_by),
    }


def _measured(value: float | None, sigma: float | None, measure: str) -> tuple[str, str] | None:
    if value is None or sigma is None:
        return None
    return wording.value_words(value, measure), wording.error_words(sigma)


def _check(check: CheckSummary, counted: bool) -> dict[str, Any]:
    good = check.shares.get(Verdict.GOOD, 0.0) + check.shares.get(Verdict.GOOD_ENOUGH, 0.0)
    return {
        "label": wording.label(check.check),
        "measure": ", ".join(
            filter(None, [wording.measure_words(check.measure), say(check.seen_from)])
        ),
        "key": _KEYS[check.verdict] if check.scored else "unknown",
        "word": wording.verdict_words(check.verdict) if check.scored else tr("Shown only"),
        "measured": _measured(check.value, check.sigma, check.measure),
        "target": wording.target_words(check.low, check.high, check.measure, check.goal),
        "share": None if check.value is None or not counted else f"{100 * good:.0f}",
        "advice": say_sentence(check.advice),
        "why": say(check.why),
    }


def _cell(result: CheckResult) -> dict[str, Any]:
    return {
        "key": _KEYS[result.verdict],
        "word": wording.verdict_words(result.verdict),
        "measured": _measured(result.value, result.sigma, result.measurement),
        "reason": say(result.reason),
    }


def _main(summary: Summary, stretch: Stretch) -> dict[str, Any]:
    main = stretch.main_check
    assert main is not None
    found = next((check for check in summary.checks if check.check == main.id), None)
    # The hip joint alone, where it could be told, has another band than the hip.
    judged = main if found is None else found
    example = None
    if found is not None and found.value is not None and found.sigma is not None:
        error = max(1, round(wording.ERROR_SIGMAS * found.sigma))
        value = round(found.value)
        example = {
            "value": wording.value_words(value, main.measure),
            "error": wording.error_words(found.sigma),
            "low": wording.value_words(value - error, main.measure),
            "high": wording.value_words(value + error, main.measure),
        }
    return {
        "label": wording.label(main.id),
        "measure": wording.measure_words(judged.measure),
        "target": wording.target_words(judged.low, judged.high, judged.measure),
        "example": example,
    }


def _still(still: Still) -> dict[str, Any]:
    image = still.image
    height, width = image.shape[:2]
    shrink = min(1.0, _LONGEST_SIDE / max(height, width))
    if shrink < 1.0:
        size = (round(width * shrink), round(height * shrink))
        image = cv2.resize(image, size, interpolation=cv2.INTER_AREA).astype(np.uint8)
    done, data = cv2.imencode(
        ".jpg", cv2.cvtColor(image, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, _JPEG_QUALITY]
    )
    if not done:
        raise InputError(
            tr("expected a picture that can be stored as JPEG, got {shape}", shape=image.shape)
        )
    return {
        "time": wording.clock_words(still.time_s),
        "caption": still.caption,
        "width": image.shape[1],
        "height": image.shape[0],
        "data": base64.b64encode(data.tobytes()).decode("ascii"),
    }
