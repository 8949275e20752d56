"""Hand-made poses, frames and summaries: no model needed."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from formcheck.coach.frame.report import CheckResult, Clock, Cue, FrameReport, RepCount
from formcheck.coach.frame.summary_model import CheckSummary, Hold, LostTime, Rep, Summary
from formcheck.codes.states import Verdict
from formcheck.measure.model.measurement import Legs, Measurement, Measurements, View
from formcheck.message import authored
from formcheck.pose.landmark import Landmark
from formcheck.pose.pose import Pose
from formcheck.store.recordings.recording import RecordingMeta
from formcheck.stretches.model.check import Check
from formcheck.stretches.model.stretch import Stretch

LUNGE: dict[str, Any] = {
    "id": "half-kneeling-lunge",
    "name": "Half-kneeling hip-flexor lunge",
    "kind": "hold",
    "position": "half-kneeling",
    "sides": "each",
    "worked_leg": "rear",
    "view": {"from": "side", "near": "worked", "max_yaw": 30},
    "hold": {"seconds": 30, "sets": 2},
    "summary": "One knee down, hips forward, until it pulls at the front of the hip.",
    "steps": ["Kneel on one knee.", "Tuck the tailbone.", "Let the hips travel forward."],
    "safety": ["Put a cushion under the knee if it hurts."],
    "cannot_see": ["Whether you feel the pull at the front of the hip."],
    "main": "rear-hip",
    "checks": [
        {
            "id": "arch",
            "measure": "pelvic_tilt",
            "high": 5,
            "required": False,
            "cue_high": "Tuck your tailbone under before you go deeper",
            "why": "Arching the low back looks like hip extension and loads the back.",
        },
        {
            "id": "rear-hip",
            "measure": "hip[worked]",
            "low": 185,
            "high": 200,
            "cue_low": "Let your hips travel forward",
            "cue_high": "Ease off, this is deep enough",
            "why": "Past straight the hip flexors lengthen; beyond 200° the joint takes the load.",
        },
        {
            "id": "upright-trunk",
            "measure": "trunk_lean",
            "low": -5,
            "high": 10,
            "cue_low": "Come forward a little, stand tall over your hips",
            "cue_high": "Lift your chest and stand tall",
            "why": "Leaning forward lets the hip off.",
        },
    ],
}

SQUAT: dict[str, Any] = {
    "id": "squat",
    "name": "Squat",
    "kind": "reps",
    "position": "standing",
    "sides": "both",
    "view": {"from": "side", "max_yaw": 30},
    "reps": {"measure": "knee[near]", "top": 160, "bottom": 110, "count": 5, "sets": 2},
    "summary": "Sit back and down, then stand tall.",
    "steps": ["Feet shoulder-wide.", "Sit back and down."],
    "main": "depth",
    "checks": [
        {
            "id": "depth",
            "measure": "knee[near]",
            "low": 70,
            "high": 110,
            "at": "bottom",
            "cue_low": "Stay a little higher",
            "cue_high": "Sit a little deeper",
            "why": "Deep enough to work the hips, not so deep that the pelvis tucks.",
        },
    ],
}


def lunge() -> Stretch:
    return Stretch.model_validate(LUNGE)


def squat() -> Stretch:
    return Stretch.model_validate(SQUAT)


def meta(**changes: Any) -> RecordingMeta:
    known: dict[str, Any] = {
        "clip": "lunge.mp4",
        "width": 640,
        "height": 480,
        "stretch": "half-kneeling-lunge",
        "side": "right",
        "model": "pose_landmarker_full",
        "created": "2026-01-02T03:04:05+00:00",
    }
    return RecordingMeta(**(known | changes))


def stick(width: int = 640, height: int = 480, hip: float = 190.0) -> Pose:
    """A stick figure in half-kneeling, facing right, right leg behind with that hip angle."""
    unit = min(width, height) / 480.0
    pelvis = np.array([width * 0.5, height * 0.55])

    def step(start: Any, angle: float, length: float) -> Any:
        # 0 points up, 90 to the right, as a clock's hand turns.
        turn = math.radians(angle)
        return start + unit * length * np.array([math.sin(turn), -math.cos(turn)])

    points = np.tile(pelvis, (33, 1))
    shoulder = step(pelvis, 0, 110)
    for side, thigh, shin in (("right", hip, hip + 75), ("left", 95, 180)):
        shift = np.array([3.0 if side == "left" else 0.0, 0.0])
        knee = step(pelvis, thigh, 85)
        ankle = step(knee, shin, 85)
        joints = {
            "shoulder": shoulder,
            "elbow": step(shoulder, 175, 60),
            "wrist": step(shoulder, 165, 110),
            "hip": pelvis,
            "knee": knee,
            "ankle": ankle,
            "heel": step(ankle, shin + 60, 12),
            "foot_index": step(ankle, shin - 80, 35),
            "ear": step(shoulder, 0, 45),
            "eye": step(shoulder, 10, 50),
        }
        for name, point in joints.items():
            points[Landmark.of(name, side)] = point + shift  # type: ignore[arg-type]
    points[Landmark.NOSE] = step(shoulder, 18, 48)
    for head in range(1, 11):
        if np.allclose(points[head], pelvis):
            points[head] = step(shoulder, 10, 45)
    world = np.zeros((33, 3))
    world[:, :2] = (points - pelvis) / (unit * 200.0)
    return Pose(points, world, np.full(33, 0.9), width, height)


def verdict_of(value: float, sigma: float, low: float | None, high: float | None) -> Verdict:
    below = (low - value) if low is not None else -math.inf
    above = (value - high) if high is not None else -math.inf
    beyond = max(below, above)
    return "good" if beyond <= 0 else "good enough" if beyond <= sigma else "adjust"


def measurements(
    index: int = 0,
    time_s: float = 0.0,
    hip: float | None = 190.0,
    facing: Any = "right",
    reason: str = "turn so that your right side faces the camera",
    **others: Measurement,
) -> Measurements:
    rear = Measurement.unknown(authored(reason)) if hip is None else Measurement.known(hip, 5.6)
    values = {
        "hip_left": Measurement.known(95.0, 6.1),
        "hip_right": rear,
        "trunk_lean": Measurement.known(2.0, 3.0),
        "pelvic_tilt": Measurement.unknown(
            authored("calibrate first: there is no personal baseline")
        ),
        **others,
    }
    view = View(facing, 4.0, 6.0, "right")
    return Measurements(index, time_s, True, view, Legs(rear="right", bent="left"), values)


def judged(check: Check, measured: Measurements) -> CheckResult:
    target = check.target
    name = f"{target.name}_right" if target.role else target.name
    found = measured.values.get(name) or Measurement.unknown(authored("it was not measured"))
    low, high = check.low, check.high
    if found.value is None or found.sigma is None:
        return CheckResult(check.id, name, "can't tell", None, None, low, high, found.reason, None)
    verdict = verdict_of(found.value, found.sigma, low, high)
    below = low is not None and found.value < low
    said = check.cue("low" if below else "high") if verdict == "adjust" else None
    return CheckResult(check.id, name, verdict, found.value, found.sigma, low, high, None, said)


def frame(
    index: int = 0,
    time_s: float = 0.0,
    hip: float | None = 190.0,
    cue: Cue | None = None,
    clock: Clock | None = None,
    reps: RepCount | None = None,
    stretch: Stretch | None = None,
    **options: Any,
) -> FrameReport:
    stretch = stretch or lunge()
    measured = measurements(index, time_s, hip, **options)
    checks = tuple(judged(check, measured) for check in stretch.checks)
    return FrameReport(measured, "right", checks, cue, clock, reps)


def performance(seconds: float = 40.0, rate: float = 10.0) -> list[FrameReport]:
    """A lunge: on the way for 5 s, too shallow until 9 s, held to 33 s, out of sight, up again."""
    reports = []
    held = 0.0
    for index in range(int(seconds * rate)):
        time_s = index / rate
        hip: float | None = 150 + min(time_s, 9.0) * 4.3 + 1.5 * math.sin(time_s * 1.7)
        cue = Cue(authored("Let your hips travel forward"), "fault", "rear-hip")
        state, why = "waiting", "the hip is not open enough yet"
        if 9 <= time_s < 33:
            held += 1 / rate
            cue, state, why = (
                Cue(authored("Good: breathe slowly and stay there"), "good"),
                "running",
                None,
            )
        elif 33 <= time_s < 35:
            hip, cue, state = (
                None,
                Cue(authored("Turn so that your right side faces the camera"), "view"),
                "paused",
            )
            why = "your right hip is out of sight"
        elif time_s >= 35:
            hip = 190 - (time_s - 35) * 8
        told = None if why is None else authored(why)
        clock = Clock(held, 30.0, state, told, 0)  # type: ignore[arg-type]
        reports.append(frame(index, time_s, hip, cue, clock))
    return reports


def hold_summary(**changes: Any) -> Summary:
    shares: dict[Verdict, float] = {
        "good": 0.9,
        "good enough": 0.1,
        "adjust": 0.0,
        "can't tell": 0.0,
    }
    none: dict[Verdict, float] = {"good": 0.0, "good enough": 0.0, "adjust": 0.0, "can't tell": 1.0}
    one, two, three = lunge().checks
    known: dict[str, Any] = {
        "stretch": "half-kneeling-lunge",
        "name": "Half-kneeling hip-flexor lunge",
        "side": "right",
        "verdict": "good enough",
        "headline": authored("Good form, held for 24 of the 30 seconds asked for."),
        "advice": authored("Stay six seconds longer: the stretch was right, only short."),
        "held_s": 24.0,
        "longest_s": 24.0,
        "target_s": 30.0,
        "holds": (Hold(9.0, 33.0, 24.0, False, authored("your right hip went out of sight")),),
        "reps": (),
        "target_reps": None,
        "checks": (
            CheckSummary(
                "arch",
                "pelvic_tilt",
                "can't tell",
                None,
                None,
                None,
                5.0,
                none,
                authored("Record ten seconds of standing first, then the tilt shows."),
                authored(one.why),
            ),
            CheckSummary(
                "rear-hip",
                "hip[worked]",
                "good",
                188.4,
                5.6,
                185.0,
                200.0,
                shares,
                authored("Well open: keep it there."),
                authored(two.why),
            ),
            CheckSummary(
                "upright-trunk",
                "trunk_lean",
                "adjust",
                15.1,
                3.0,
                -5.0,
                10.0,
                shares,
                authored("Lift your chest and stand tall."),
                authored(three.why),
            ),
        ),
        "lost": (
            LostTime(authored("the hip was not open enough yet"), 4.0),
            LostTime(authored("out of sight"), 2.0),
        ),
        "unseen": (authored("The tilt of your pelvis: there is no personal baseline yet."),),
    }
    return Summary(**(known | changes))


def reps_summary() -> Summary:
    def one(start: float, depth: float) -> Rep:
        verdict = verdict_of(depth, 4.0, 70, 110)
        check = CheckResult("depth", "knee_right", verdict, depth, 4.0, 70.0, 110.0, None, None)
        return Rep(start, start + 1.2, start + 2.4, (check,))

    return Summary(
        stretch="squat",
        name="Squat",
        side=None,
        verdict="adjust",
        headline=authored("Four of five squats, three of them deep enough."),
        advice=authored("Sit a little deeper in every one."),
        held_s=0.0,
        longest_s=0.0,
        target_s=None,
        holds=(),
        reps=(one(1, 98), one(4, 101), one(7, 119), one(10, 108)),
        target_reps=5,
        checks=(
            CheckSummary(
                "depth",
                "knee[near]",
                "good enough",
                104.0,
                4.0,
                70.0,
                110.0,
                {"good": 0.75, "good enough": 0.0, "adjust": 0.25, "can't tell": 0.0},
                authored("Three of four were deep enough."),
                authored(squat().checks[0].why),
            ),
        ),
        lost=(),
        unseen=(authored("Whether your low back rounds: a camera cannot see single vertebrae."),),
    )


def unknown_summary() -> Summary:
    return hold_summary(
        verdict="can't tell",
        headline=authored("Too little could be measured: the camera saw you from the front."),
        advice=None,
        held_s=0.0,
        longest_s=0.0,
        holds=(),
        lost=(LostTime(authored("the camera sees you from the front"), 31.0),),
        unseen=(authored("Your hip angle: turn so that your right side faces the camera."),),
        checks=hold_summary().checks[:1],
    )
