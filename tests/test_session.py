"""A live session on scripted poses: no model, no camera."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from formcheck.capture.frame import Frame
from formcheck.coach.frame.report import FrameReport
from formcheck.pose.estimator import ScriptedEstimator
from formcheck.pose.person import Box
from formcheck.pose.pose import Pose
from formcheck.session import Session, judge_clip, measure_clip, observe
from formcheck.stretches.files.loading import load_stretch
from tests.people import living
from tests.skeleton import Person

LUNGE = load_stretch("half-kneeling-lunge")
RATE = 30.0


def lunge(rear_hip: float, size: float = 240.0, at: float = 320.0) -> Pose:
    return Person(
        trunk_lean=2.0,
        hip={"left": 92.0, "right": rear_hip},
        knee={"left": 95.0, "right": 108.0},
        scale=size,
        centre=(at, 240.0),
    ).pose()


ROOM = np.tile(np.linspace(0, 255, 640, dtype=np.uint8)[None, :, None], (480, 1, 3))
OTHER_ROOM = np.ascontiguousarray(
    np.tile(np.linspace(0, 255, 480, dtype=np.uint8)[:, None, None], (1, 640, 3))
)


def run(
    script: Callable[[float], Pose | None], seconds: float, cut_s: float = 1e9
) -> tuple[list[FrameReport], Session]:
    estimator = ScriptedEstimator(lambda frame: script(frame.time_s))
    with Session(LUNGE, estimator) as session:
        reports = []
        for row in range(int(seconds * RATE)):
            time_s = row / RATE
            room = ROOM if time_s < cut_s else OTHER_ROOM
            reports.append(session.update(Frame(living(room, row), row, time_s)))
    return reports, session


def test_a_held_lunge_fills_the_clock_live() -> None:
    reports, session = run(lambda t: lunge(min(192.0, 165.0 + 9.0 * t)), 12.0)
    summary = session.finish()
    clock = reports[-1].clock
    assert clock is not None
    assert clock.state == "running"
    assert summary.side == "right"
    # It reaches 192 at 3 s, and what was good at rest before that is credited.
    assert 8.0 < summary.held_s < 10.0
    assert session.pose is not None
    hip = reports[-1].measurements.values["hip_right"]
    assert hip.value is not None
    assert hip.value > 180.0


def test_live_and_recorded_agree() -> None:
    def script(time_s: float) -> Pose:
        return lunge(min(192.0, 165.0 + 9.0 * time_s))

    _, session = run(script, 10.0)
    frames = [Frame(living(ROOM, row), row, row / RATE) for row in range(300)]
    seen = observe(frames, ScriptedEstimator(lambda frame: script(frame.time_s)))
    _, recorded = judge_clip(measure_clip(seen), LUNGE)
    assert session.finish().held_s == pytest.approx(recorded.held_s, abs=0.6)


def test_nobody_is_said_and_stops_the_clock() -> None:
    reports, session = run(lambda t: lunge(192.0) if t < 5.0 else None, 8.0)
    assert reports[-1].cue is not None
    assert reports[-1].cue.kind == "view"
    assert not reports[-1].measurements.person
    (hold,) = session.finish().holds
    assert hold.end_s == pytest.approx(5.0, abs=0.2)


def test_after_a_cut_it_starts_afresh_and_may_face_the_other_way() -> None:
    def script(time_s: float) -> Pose:
        return lunge(192.0) if time_s < 3.0 else lunge(192.0).mirrored()

    reports, _ = run(script, 6.0, cut_s=3.0)
    facings = [r.measurements.view.facing for r in reports if r.measurements.view]
    turned = facings.index("left") / RATE
    assert turned == pytest.approx(3.0, abs=0.05)
    assert set(facings) == {"left", "right"}


def test_without_a_cut_a_turned_person_is_believed_only_after_a_while() -> None:
    def script(time_s: float) -> Pose:
        return lunge(192.0) if time_s < 3.0 else lunge(192.0).mirrored()

    reports, _ = run(script, 6.0)
    facings = [r.measurements.view.facing for r in reports if r.measurements.view]
    assert facings.index("left") / RATE > 3.5


def test_a_passer_by_is_not_measured() -> None:
    kept, passer_by = lunge(192.0), lunge(150.0, size=120.0, at=80.0)

    def script(time_s: float) -> Pose:
        return passer_by if 2.0 <= time_s < 2.5 else kept

    reports, _ = run(script, 4.0)
    for report in reports:
        value = report.measurements.values["hip_right"].value
        assert value is None or value > 175.0


def test_a_person_who_is_gone_for_long_makes_way_for_another() -> None:
    other = replace(lunge(192.0, size=150.0, at=120.0))
    reports, _ = run(lambda t: lunge(192.0) if t < 2.0 else other, 8.0)
    assert reports[-1].measurements.person


class TwoPeople(ScriptedEstimator):
    """Two people in the picture; without a box the larger one is found."""

    def __init__(self) -> None:
        self.people = [lunge(192.0, at=200.0), lunge(192.0, size=200.0, at=520.0)]
        self.chosen = 0
        super().__init__(lambda _: self.people[self.chosen] if self.chosen >= 0 else None)

    def restart(self, around: Box | None = None) -> None:
        def inside(person: Pose) -> bool:
            middle = Box.around(person, 0.0)
            x = (middle.left + middle.right) / 2
            return around is None or around.left <= x <= around.right

        self.chosen = next((i for i, one in enumerate(self.people) if inside(one)), -1)


def follow_at(x: float) -> float:
    """Return where the person is who is followed after pointing, as a share of the width."""
    with Session(LUNGE, TwoPeople()) as session:
        for row in range(10):
            if row == 5:
                session.follow(Box.at(x, 0.5, 0.3, 0.9))
            session.measure(Frame(living(ROOM, row), row, row / RATE))
        assert session.pose is not None
        return float(session.pose.pixels[:, 0].mean() / 640)


def test_whoever_is_pointed_at_is_followed() -> None:
    assert follow_at(0.8) > 0.6
    assert follow_at(0.3) < 0.5


def test_pointing_at_nobody_follows_whom_one_would_anyway() -> None:
    assert follow_at(0.05) < 0.5
