"""The baseline, guided live, without a camera."""

from __future__ import annotations

import numpy as np
import pytest

from formcheck.capture.frame import Frame
from formcheck.errors import UsageError
from formcheck.measure.pelvis import calibration
from formcheck.measure.pelvis.baseline import Baseline
from formcheck.measure.pelvis.calibration import CalibrationProgress
from formcheck.message import authored
from formcheck.pose.estimator import ScriptedEstimator
from formcheck.store.people.profiles import list_profiles
from formcheck.ui.live import neutral
from formcheck.ui.live.controller import lead
from formcheck.ui.live.live_sessions import Rooms
from formcheck.ui.live.neutral import Made, NeutralGuide, NeutralPlan
from formcheck.ui.live.plan import plan_of
from tests.measure.outlines import outline
from tests.spoken import words
from tests.ui.performer import ROOM, lunge
from tests.ui.test_guide import LUNGE

BASELINE = Baseline(
    source="calibration", outline=outline(), hip={"right": 181.0}, segments={"thigh": 0.84},
    tilt_range=(-6.0, 7.0), clothing=0.9, near="right", fill=0.5, made="2026-01-01T00:00:00+00:00",
)  # fmt: skip


class Scripted:
    """A calibration that goes as it is told to."""

    course = (
        [CalibrationProgress("looking", calibration.SIDEWAYS, 0.0)] * 5
        + [CalibrationProgress("still", calibration.KEEP_STILL, 0.4)] * 5
        + [CalibrationProgress("tilt", calibration.TUCK, 0.3, -3.4)] * 5
        + [CalibrationProgress("done", calibration.DONE, 1.0, 0.0)]
    )
    result: Baseline | str = ""

    def __init__(self, estimator: object) -> None:
        self.pose = lunge()
        self._row = -1

    def update(self, frame: Frame) -> CalibrationProgress:
        self._row += 1
        return self.course[min(self._row, len(self.course) - 1)]

    def finish(self) -> Baseline | str:
        return self.result


@pytest.fixture
def _scripted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(neutral, "Calibration", Scripted)


def perform(plan: NeutralPlan) -> tuple[list[dict[str, object]], list[Made]]:
    made: list[Made] = []
    guide = NeutralGuide(plan, ScriptedEstimator([]), made.append)
    guide.command("start")
    return [guide.answer(Frame(ROOM, i, i / 5.0), i) for i in range(20)], made


@pytest.mark.usefixtures("_scripted")
def test_the_baseline_is_led_to_its_end_and_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Scripted, "result", BASELINE)
    shown, made = perform(NeutralPlan("anna"))
    assert [message["phase"] for message in shown][-1] == "done"
    assert shown[0]["gauge"] is None
    assert shown[7]["gauge"] == {"share": 0.4, "big": "4", "small": "of 10 s"}
    assert shown[12]["gauge"] == {
        "share": 0.3,
        "big": "\N{MINUS SIGN}3\N{DEGREE SIGN}",
        "small": "of tilt",
    }
    said = [message["say"] for message in shown if message["say"]]
    assert said == [
        *map(words, (calibration.SIDEWAYS, calibration.KEEP_STILL, calibration.TUCK)),
        "Well done. That is your neutral.",
    ]  # fmt: skip
    assert made[0].profile is not None
    assert list_profiles() == ["anna"]


@pytest.mark.usefixtures("_scripted")
def test_why_there_is_no_baseline_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Scripted, "result", authored("expected one slow pelvic tilt"))
    _, made = perform(NeutralPlan("anna"))
    assert made == [Made(None, "expected one slow pelvic tilt")]
    assert list_profiles() == []


def test_a_live_calibration_waits_for_a_person() -> None:
    guide = NeutralGuide(NeutralPlan("anna"), ScriptedEstimator([]), lambda _: None)
    guide.command("start")
    answer = guide.answer(Frame(np.ascontiguousarray(ROOM), 0, 0.0), 1)
    assert answer["cue"] == {"text": words(calibration.NOBODY), "kind": "view"}
    assert answer["body"] is None


def test_a_profile_that_is_gone_is_said() -> None:
    room = Rooms().open(plan_of(LUNGE, "right", profile="anna"))
    with pytest.raises(UsageError, match="anna"):
        lead(room, ScriptedEstimator([]), "full")
