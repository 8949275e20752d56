"""Tables of a performance: one row a frame for spreadsheets, one document for programs.

The document is `report.json`:

==================  ==========================================================================
key                 holds
==================  ==========================================================================
``format``          1; rises when a key changes its meaning
``recording``       `RecordingMeta`: clip, width, height, stretch, side, model, version, …
``stretch``         ``id``, ``name``
``side``            ``left``, ``right`` or null
``verdict``         ``good``, ``good enough``, ``adjust``, ``can't tell``
``headline``        the verdict in one sentence. Beside it and every other text of the coach
                    stands ``NAME_code``: the same as ``code`` with its arguments, whatever
                    the language of the words
``advice``          the one thing to change, or null
``wrong_movement``  the position of another movement that was done instead, or null
``recognised``      null where the stretch was named; otherwise ``guesses``, a list of
                    ``stretch``, ``name``, ``confidence``, ``position`` and ``reason``
``duration_s``      time of the last frame less that of the first
``frames``          ``total``, and ``person``: those with a person found
``hold``            null, or ``held_s``, ``longest_s``, ``target_s``, ``tucked_s`` (good seconds
                    with the tuck, or null), ``shallow_s`` (of these, at little depth, or
                    null), ``further`` (than where the person stood or knelt tall, in the
                    unit of the main check, or null), ``holds``: a list of
                    ``start_s``, ``end_s``, ``seconds``, ``reached``, ``ended_by``
``reps``            null, or ``count``, ``target``, ``reps``: a list of ``start_s``,
                    ``bottom_s``, ``end_s``, ``checks`` (as in `CheckResult`)
``checks``          a list: ``check``, ``measure``, ``unit``, ``verdict``, ``value``,
                    ``sigma``, ``low``, ``high``, ``shares`` of each verdict, ``advice``,
                    ``why``, ``scored``, ``seen_from``
``lost``            a list of ``why``, ``seconds``
``unseen``          a list of sentences
``judged_with``     the overlays whose targets were used: a list of ``id``, ``name``,
                    ``version``, ``changes`` (sentences), ``leaves_out`` (the stretch is left
                    out there unless chosen)
``accuracy``        ``error_is_sigmas``: how many sigmas the printed ± is; ``sigma``: the
                    median sigma of every measurement that was known at all, in its unit
``notice``          a list of sentences: what this is, when to stop, whom to ask
==================  ==========================================================================
"""

from __future__ import annotations

import csv
import json
import math
import os
from array import array
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from statistics import median
from typing import Any, Final

from formcheck.coach.frame.report import FrameReport
from formcheck.coach.frame.summary_model import CheckSummary, Recognition, Summary
from formcheck.message import Message, code_of, to_plain
from formcheck.store.disk.files import atomic_path
from formcheck.store.recordings.recording import RecordingMeta
from formcheck.stretches.model.check import Check
from formcheck.stretches.model.stretch import Stretch
from formcheck.stretches.model.target_overlay import JudgedWith
from formcheck.stretches.text.medical_notice import WHOLE
from formcheck.wording import (
    ERROR_SIGMAS,
    unit,
)
from formcheck.words import say, say_half, say_sentence

FORMAT: Final = 1


def write_frames(
    path: str | os.PathLike[str], reports: Sequence[FrameReport], stretch: Stretch
) -> None:
    """Write `frames.csv`: one row a frame, UTF-8, with a head line.

    Columns: `index`, `time_s`, `person` (true or false), `facing`, `yaw_deg`, `near`, `worked`;
    for each measurement `NAME_UNIT` and `NAME_sigma_UNIT`, where UNIT is `deg` or `percent`, and
    `NAME_reason` with its `NAME_reason_code`; for each check `check:ID` with its verdict;
    `cue_kind`, `cue`; `clock_s`, `clock_state`, `clock_why`; `reps`; `cue_code`, `clock_why_code`.
    A code is the same in every language, and words are in the one that was in use.
    What is not known is an empty cell, and so is a check where it is not its turn: what is asked
    for at one end of a repetition, anywhere else.

    Args:
        path: The file; it appears whole or not at all.
        reports: One for each frame.
        stretch: By which they were judged.

    Raises:
        InputError: It cannot be written.
    """
    names = list(dict.fromkeys(name for r in reports for name in r.measurements.values))
    head = ["index", "time_s", "person", "facing", "yaw_deg", "near", "worked"]
    for name in names:
        value, sigma = f"{name}_{unit_word(name)}", f"{name}_sigma_{unit_word(name)}"
        head += [value, sigma, f"{name}_reason", f"{name}_reason_code"]
    head += [f"check:{check.id}" for check in stretch.checks]
    head += ["cue_kind", "cue", "clock_s", "clock_state", "clock_why", "reps"]
    head += ["cue_code", "clock_why_code"]
    with atomic_path(path) as partial, partial.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(head)
        writer.writerows(_row(report, names, stretch.checks) for report in reports)


def _row(report: FrameReport, names: Sequence[str], checks: Sequence[Check]) -> list[Any]:
    frame, cue, clock = report.measurements, report.cue, report.clock
    view = frame.view
    row: list[Any] = [frame.index, round(frame.time_s, 6), str(frame.person).lower()]
    row += (
        [view.facing, _rounded(view.yaw_deg), view.near] if view is not None else [None, None, None]
    )
    row.append(report.worked)
    for name in names:
        found = frame.values.get(name)
        row += (
            [
                _rounded(found.value),
                _rounded(found.sigma),
                say(found.reason),
                code_of(found.reason),
            ]
            if found is not None
            else [None] * 4
        )
    row += [report.verdict(check) for check in checks]
    row += [cue.kind, say(cue.message)] if cue is not None else [None, None]
    if clock is not None:
        why = None if clock.why is None else say_half(clock.why)
        row += [_rounded(clock.seconds), clock.state, why]
    else:
        row += [None] * 3
    row.append(report.reps.count if report.reps is not None else None)
    row.append(None if cue is None else code_of(cue.message))
    row.append(None if clock is None else code_of(clock.why))
    return row


def _rounded(value: float | None) -> float | None:
    return None if value is None or not math.isfinite(value) else round(value, 3)


def summary_document(
    summary: Summary, meta: RecordingMeta, reports: Sequence[FrameReport]
) -> dict[str, Any]:
    """Return what `report.json` holds, as plain data in a stable order.

    The top of this module lists its keys.

    Numbers are finite; what is not known is null.

    Args:
        summary: The verdict of the whole performance.
        meta: Where it comes from.
        reports: One for each frame.
    """
    totals = _Totals(reports)
    document = {
        "format": FORMAT,
        "recording": recording_document(meta),
        "stretch": {"id": summary.stretch, "name": summary.name},
        "side": summary.side,
        "verdict": summary.verdict,
        "headline": say_sentence(summary.headline),
        "headline_code": to_plain(summary.headline),
        "advice": None if summary.advice is None else say_sentence(summary.advice),
        "advice_code": None if summary.advice is None else to_plain(summary.advice),
        "wrong_movement": summary.wrong,
        "recognised": None if summary.recognised is None else worded(summary.recognised, say),
        "duration_s": totals.duration_s,
        "frames": {"total": len(reports), "person": totals.person, "filled": meta.filled},
        "hold": _hold(summary),
        "reps": _reps(summary),
        "checks": [_check(check) for check in summary.checks],
        "lost": [worded(lost, say_half) for lost in summary.lost],
        "unseen": [say_sentence(one) for one in summary.unseen],
        "unseen_code": [to_plain(one) for one in summary.unseen],
        "judged_with": [_judged_with(used) for used in summary.judged_with],
        "accuracy": {"error_is_sigmas": ERROR_SIGMAS, "sigma": totals.median_sigmas()},
        "notice": list(WHOLE),
    }
    plain: dict[str, Any] = _plain(document)
    return plain


def recording_document(meta: RecordingMeta) -> dict[str, Any]:
    """Return where a recording comes from, with its notes in words and as codes."""
    plain = meta.as_dict()
    return plain | {"notes": [say(note) for note in meta.notes], "notes_code": plain["notes"]}


def worded(item: Any, speak: Callable[[Message], str]) -> dict[str, Any]:
    """Return a dataclass as plain data: each message as `NAME` in words and `NAME_code`.

    Args:
        item: The dataclass; those inside it are taken apart likewise.
        speak: How its messages are put in words.
    """
    found: dict[str, Any] = {}
    for field in fields(item):
        value = getattr(item, field.name)
        found[field.name] = speak(value) if isinstance(value, Message) else _inside(value, speak)
        if isinstance(value, Message):
            found[f"{field.name}_code"] = to_plain(value)
    return found


def _inside(value: Any, speak: Callable[[Message], str]) -> Any:
    if is_dataclass(value):
        return worded(value, speak)
    return [_inside(one, speak) for one in value] if isinstance(value, tuple) else value


def _hold(summary: Summary) -> dict[str, Any] | None:
    if summary.target_s is None:
        return None
    return {
        "held_s": summary.held_s,
        "longest_s": summary.longest_s,
        "target_s": summary.target_s,
        "tucked_s": summary.tucked_s,
        "shallow_s": summary.shallow_s,
        "further": summary.further,
        "holds": [worded(hold, say_half) for hold in summary.holds],
    }


def _reps(summary: Summary) -> dict[str, Any] | None:
    if summary.target_reps is None:
        return None
    return {
        "count": len(summary.reps),
        "target": summary.target_reps,
        "reps": [worded(rep, say) for rep in summary.reps],
    }


def _check(check: CheckSummary) -> dict[str, Any]:
    data = worded(check, say) | {"advice": say_sentence(check.advice)}
    head = {name: data.pop(name) for name in ("check", "measure")}
    return head | {"unit": "degrees" if unit(check.measure) == "°" else "percent"} | data


def unit_word(name: str) -> str:
    """Return a measurement's unit as a word for the names of columns: `deg` or `percent`."""
    return "deg" if unit(name) == "°" else "percent"


class _Totals:
    """What the document says of all frames, gathered in one go.

    Args:
        reports: One for each frame.

    Attributes:
        duration_s: Time of the last frame less that of the first, seconds.
        person: Number of frames with a person.
    """

    def __init__(self, reports: Sequence[FrameReport]) -> None:
        self.person = 0
        times = array("d")
        self._sigmas: defaultdict[str, array[float]] = defaultdict(lambda: array("d"))
        for report in reports:
            times.append(report.time_s)
            self.person += report.measurements.person
            for name, measurement in report.measurements.values.items():
                if measurement.sigma is not None:
                    self._sigmas[name].append(measurement.sigma)
        self.duration_s = max(times) - min(times) if times else 0.0

    def median_sigmas(self) -> dict[str, float]:
        """Return the median sigma of every measurement that was known in some frame, by name."""
        return {name: median(sigmas) for name, sigmas in sorted(self._sigmas.items())}


def _plain(value: Any) -> Any:
    """Return the same data with floats rounded, and null where one is not finite."""
    if isinstance(value, float):
        return round(value, 4) if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value


def write_summary(
    path: str | os.PathLike[str],
    summary: Summary,
    meta: RecordingMeta,
    reports: Sequence[FrameReport],
) -> None:
    """Write `report.json`, as `summary_document` describes it.

    Raises:
        InputError: It cannot be written.
    """
    text = json.dumps(
        summary_document(summary, meta, reports), ensure_ascii=False, allow_nan=False, indent=2
    )
    with atomic_path(path) as partial:
        partial.write_text(text + "\n", encoding="utf-8")


def write_recognition(
    path: str | os.PathLike[str], recognition: Recognition, meta: RecordingMeta
) -> None:
    """Write `report.json` of a clip that was not recognised: no verdict, but what it may be.

    It holds ``format``, ``recording``, ``stretch`` (null) and ``recognised``, as in
    `summary_document`.

    Raises:
        InputError: It cannot be written.
    """
    document = {
        "format": FORMAT,
        "recording": recording_document(meta),
        "stretch": None,
        "recognised": worded(recognition, say),
    }
    text = json.dumps(_plain(document), ensure_ascii=False, allow_nan=False, indent=2)
    with atomic_path(path) as partial:
        partial.write_text(text + "\n", encoding="utf-8")


def _judged_with(used: JudgedWith) -> dict[str, Any]:
    """Return an overlay with its changes in words, and as codes beside them."""
    data: dict[str, Any] = used.model_dump(mode="json")
    return data | {"changes": [say(one) for one in used.changes], "change_codes": data["changes"]}
