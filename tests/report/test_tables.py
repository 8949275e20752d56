from __future__ import annotations

import csv
import json
import math
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import pytest

from formcheck.coach.frame.report import RepCount
from formcheck.codes.measure import ReasonCode
from formcheck.errors import InputError
from formcheck.measure.model.measurement import Measurement
from formcheck.message import Message
from formcheck.report.tables import summary_document, write_frames, write_summary
from formcheck.wording import (
    asked_words,
    camera_steps,
    clock_words,
    error_words,
    label,
    number,
    seconds_words,
    target_words,
    value_words,
)
from formcheck.words import speaking
from tests.store import factory


def refuse(constant: str) -> NoReturn:
    raise AssertionError(f"{constant} in the document")


def test_frames_have_a_row_each_and_empty_cells_for_the_unknown(tmp_path: Path) -> None:
    reports = factory.performance()
    write_frames(tmp_path / "frames.csv", reports, factory.lunge())
    with (tmp_path / "frames.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(reports)
    held, lost = rows[120], rows[340]
    assert held["time_s"] == "12.0"
    assert (held["person"], held["facing"], held["worked"]) == ("true", "right", "right")
    assert float(held["hip_right_deg"]) == pytest.approx(
        reports[120].measurements.values["hip_right"].value or 0, abs=1e-3
    )
    assert held["check:rear-hip"] == "good"
    assert (held["clock_state"], held["clock_why"], held["cue_kind"]) == ("running", "", "good")
    assert lost["hip_right_deg"] == lost["hip_right_sigma_deg"] == ""
    assert "faces the camera" in lost["hip_right_reason"]
    reason = reports[340].measurements.values["hip_right"].reason
    assert reason is not None
    assert lost["hip_right_reason_code"] == reason.code
    assert held["hip_right_reason"] == held["hip_right_reason_code"] == ""
    assert lost["check:rear-hip"] == "can't tell"
    assert lost["reps"] == ""
    assert "nan" not in (tmp_path / "frames.csv").read_text().lower()


def test_codes_are_the_same_in_every_language_and_words_are_not(tmp_path: Path) -> None:
    found, reports = {}, factory.performance()
    lost = dict(reports[340].measurements.values) | {
        "hip_right": Measurement.unknown(Message(ReasonCode.BACK_VIEW_TURNED))
    }
    reports[340] = replace(
        reports[340], measurements=replace(reports[340].measurements, values=lost)
    )
    for code in ("en", "de", "es"):
        with speaking(code):
            write_frames(tmp_path / code, reports, factory.lunge())
        with (tmp_path / code).open(encoding="utf-8", newline="") as file:
            found[code] = list(csv.DictReader(file))
    words = {"cue", "clock_why", *(name for name in found["en"][0] if name.endswith("_reason"))}
    for one in ("de", "es"):
        for english, other in zip(found["en"], found[one], strict=True):
            assert {k: v for k, v in english.items() if k not in words} == {
                k: v for k, v in other.items() if k not in words
            }
    english, german = found["en"][340], found["de"][340]
    assert english["hip_right_reason"] != german["hip_right_reason"]
    assert german["hip_right_reason_code"] == "back_view_turned"
    assert all(
        bool(row["clock_why"]) == bool(row["clock_why_code"])
        and bool(row["cue"]) == bool(row["cue_code"])
        for row in found["en"]
    )


def test_a_check_reads_as_a_person_would_say_it() -> None:
    assert label("rear-hip") == "Rear hip"
    assert label("bottom-knee") == "Knee at the bottom"
    assert label("top-hip") == "Hip at the top"
    assert label("trunk-slope") == "Trunk slope"


def test_repetitions_are_in_the_table(tmp_path: Path) -> None:
    report = factory.frame(reps=RepCount(3, 5, "top"))
    write_frames(tmp_path / "frames.csv", [report], factory.squat())
    assert (tmp_path / "frames.csv").read_text().splitlines()[1].endswith(",3,,")


def test_a_check_has_a_verdict_only_at_its_own_end_of_a_repetition(tmp_path: Path) -> None:
    squat = factory.squat()
    knee = Measurement.known(172.0, 4.0)
    ends = ("top", None, "bottom")
    reports = [
        factory.frame(reps=RepCount(0, 5, end), stretch=squat, knee_right=knee) for end in ends
    ]
    write_frames(tmp_path / "frames.csv", reports, squat)
    with (tmp_path / "frames.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    deep = next(check.id for check in squat.checks if check.at == "bottom")
    assert [row[f"check:{deep}"] for row in rows] == ["", "", "adjust"]


def test_the_document_is_stable_and_complete(tmp_path: Path) -> None:
    reports = factory.performance()
    path = tmp_path / "report.json"
    write_summary(path, factory.hold_summary(), factory.meta(), reports)
    document = json.loads(path.read_text(encoding="utf-8"), parse_constant=refuse)
    assert list(document)[:8] == [
        "format", "recording", "stretch", "side", "verdict", "headline", "headline_code", "advice",
    ]  # fmt: skip
    assert document["headline_code"]["code"] == "authored"
    assert document["lost"][0]["why_code"]["text"] == document["lost"][0]["why"]
    assert document["hold"]["holds"][0]["seconds"] == 24.0
    assert document["reps"] is None
    assert document["frames"] == {"total": 400, "person": 400, "filled": 0}
    assert document["checks"][1]["value"] == 188.4
    assert document["checks"][1]["unit"] == "degrees"
    assert document["accuracy"]["sigma"]["hip_right"] == 5.6
    assert "pelvic_tilt" not in document["accuracy"]["sigma"]
    assert any("not medical advice" in line for line in document["notice"])
    before = path.read_bytes()
    write_summary(path, factory.hold_summary(), factory.meta(), reports)
    assert path.read_bytes() == before


def test_repetitions_and_nothing_at_all() -> None:
    document = summary_document(factory.reps_summary(), factory.meta(), [])
    assert document["hold"] is None
    assert document["reps"]["count"] == 4
    assert document["reps"]["reps"][0]["checks"][0]["verdict"] == "good"
    assert document["duration_s"] == 0.0


def test_no_nan_reaches_the_document(tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    summary = factory.hold_summary(held_s=math.nan, longest_s=math.inf)
    write_summary(path, summary, factory.meta(), [])
    document = json.loads(path.read_text(), parse_constant=refuse)
    assert document["hold"]["held_s"] is None
    assert document["hold"]["longest_s"] is None


def test_an_unwritable_table_is_an_input_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(InputError, match="expected to write"):
        write_frames(tmp_path / "file" / "frames.csv", [], factory.lunge())
    with pytest.raises(InputError, match="expected to write"):
        write_summary(tmp_path / "file" / "r.json", factory.hold_summary(), factory.meta(), [])


def test_numbers_in_words() -> None:
    assert value_words(188.4, "hip_right") == "188°"
    assert value_words(-4.6, "pelvic_tilt") == "\N{MINUS SIGN}5°"
    assert value_words(4.6, "trunk_lean") == "+5°"
    assert value_words(7.6, "hips_rise") == "+8 %"
    assert number(-0.2, "trunk_lean") == "0"
    assert error_words(0.2) == "± 1"
    assert target_words(185, 200, "hip[worked]") == "185 to 200°"
    assert target_words(None, 5, "pelvic_tilt") == "at most +5°"
    assert target_words(80, None, "knee[other]") == "at least 80°"
    assert target_words(None, None, "knee[other]") == ""
    assert [seconds_words(s) for s in (0.0, 0.84, 1.9, 3.0, 29.96, 125)] == [
        "0 s", "under 1 s", "1 s", "3 s", "29 s", "2 min 05 s",
    ]  # fmt: skip
    assert [asked_words(s) for s in (30.0, 12.5, 90)] == ["30 s", "12.5 s", "1 min 30 s"]
    assert clock_words(67.9) == "1:07"


@pytest.mark.parametrize(("side", "words"), [("side", "to your side"), ("front", "in front")])
def test_the_camera_is_explained_for_its_view(side: str, words: str) -> None:
    view = factory.lunge().view.model_copy(update={"from_": side})
    steps = camera_steps(factory.lunge().model_copy(update={"view": view}))
    assert words in steps[0]
    assert len(steps) == 4
