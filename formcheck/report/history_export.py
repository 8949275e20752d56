"""The history as a table for spreadsheets and as a document for programs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, Final

from formcheck.message import code_of, to_plain
from formcheck.pose.landmark import SIDES
from formcheck.report.tables import unit_word
from formcheck.store.history.session_entry import PastSession
from formcheck.version import __version__
from formcheck.words import say_sentence

FORMAT: Final = 1

_PLAIN: Final = (
    "id", "when", "stretch", "name", "origin", "verdict", "headline", "side", "profile", "clip",
    "duration_s", "good_s", "tucked_s", "target_s", "reps", "target_reps", "further",
)  # fmt: skip
_SIDES: Final = (*SIDES, None)


def csv_text(sessions: Sequence[PastSession]) -> str:
    """Return one row a session, in UTF-8 text with a head line.

    Columns: `id`, `when` (ISO 8601), `stretch`, `name`, `origin`, `verdict`, `headline`, `side`,
    `profile`, `clip`, `duration_s`, `good_s`, `tucked_s`, `target_s`, `reps`, `target_reps`,
    `further` (than where the person started, in the unit of the angle);
    `measure` and its `unit` (`deg` or `percent`); `angle_left`, `angle_left_sigma`,
    `angle_right`, `angle_right_sigma`, `angle`, `angle_sigma` (the last pair for an angle of the
    whole person), in that unit; `variant` of the stretch, and the target that the angle was judged
    by, `target_low` and `target_high`; `headline_code`, the same in every language. What is not
    known is an empty cell.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    heads = [f"angle_{side}" if side else "angle" for side in _SIDES]
    pairs = [part for head in heads for part in (head, f"{head}_sigma")]
    last = ("variant", "target_low", "target_high", "headline_code")
    writer.writerow([*_PLAIN, "measure", "unit", *pairs, *last])
    for session in sessions:
        plain = _document(session)
        row: list[Any] = [plain[name] for name in _PLAIN]
        first = session.angles[0] if session.angles else None
        row += [None, None] if first is None else [first.measure, unit_word(first.measure)]
        for side in _SIDES:
            angle = session.angle(side)
            row += [None, None] if angle is None else [round(angle.value, 2), round(angle.sigma, 2)]
        row += [session.variant, *((None, None) if first is None else (first.low, first.high))]
        writer.writerow([*row, code_of(session.headline)])
    return text.getvalue()


def json_text(sessions: Sequence[PastSession]) -> str:
    """Return `{"format": 1, "version": …, "sessions": [...]}` with the fields of `PastSession`."""
    document = {
        "format": FORMAT,
        "version": __version__,
        "sessions": [_document(session) for session in sessions],
    }
    return json.dumps(document, ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def _document(session: PastSession) -> dict[str, Any]:
    plain = asdict(session)
    said = session.headline
    plain["headline"] = "" if said is None else say_sentence(said)
    plain["headline_code"] = None if said is None else to_plain(said)
    plain["when"] = session.when.isoformat(timespec="seconds")
    for name in ("duration_s", "good_s", "tucked_s", "further"):
        plain[name] = None if plain[name] is None else round(plain[name], 2)
    return plain
