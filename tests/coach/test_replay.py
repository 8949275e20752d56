"""A recording judged again says what the coach says of the same frames, whatever the targets."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formcheck.coach.frame.report import VERDICTS
from formcheck.coach.replay.replay import Replay
from formcheck.errors import UsageError
from formcheck.measure.model.measurement import Legs, Measurements, Posture
from formcheck.stretches.model.stretch import Stretch
from formcheck.tune.rejudge import TargetEdit, edit_targets
from tests.coach.scripted import GOOD, STANDING, Value, bundled, frame, lunge, perform, squat

HOLDS = ("half-kneeling-lunge", "half-kneeling-depth-test", "table-stretch", "prone-quad-stretch")
ENDS = ("low", "high", "goal", "prefer_low", "prefer_high")
MOVED = (-20.0, -6.0, -2.0, -0.5, 0.5, 2.0, 6.0, 20.0)


def moved(stretch: Stretch, chance: random.Random) -> Stretch:
    """Return a stretch with some targets elsewhere."""
    for check in stretch.checks:
        by = chance.choice(MOVED)
        ends = {key: getattr(check, key) for key in ENDS if chance.random() < 0.8}
        edits = [TargetEdit.of(f"{check.id}.{k}", v + by) for k, v in ends.items() if v is not None]
        with suppress(UsageError):  # where both ends cross, that is no target
            stretch = edit_targets(stretch, edits)
    if stretch.hold is not None:
        seconds = chance.choice([1.0, 2.0, 4.0, 30.0])
        stretch = edit_targets(stretch, [TargetEdit.of("hold.seconds", seconds)])
    return stretch


def held(chance: random.Random) -> Iterator[Measurements]:
    """Somebody on the way into a lunge and out of it, who turns, hides and walks off."""
    time_s, hip, tilt, lean = 0.0, 178.0, 0.0, 2.0
    goal = (178.0, 0.0, 2.0)
    for index in range(chance.randint(60, 200)):
        time_s += chance.choice([1 / 15] * 30 + [0.0, 0.2, 0.3, 0.9, 2.5])
        if chance.random() < 0.025:
            goal = (chance.choice([120.0, 178.0, 184.0, 190.0, 196.0, 355.0]),
                    chance.uniform(-9, 12), chance.uniform(-10, 18))  # fmt: skip
        hip, tilt, lean = (
            now + 0.2 * (to - now) for now, to in zip((hip, tilt, lean), goal, strict=True)
        )
        values: dict[str, Value] = (GOOD if hip > 181 else STANDING) | {
            "hip": hip + chance.gauss(0, 1), "hip_joint": hip - 4, "pelvic_tilt": tilt,
            "trunk_lean": lean, "thigh": hip - 180, "shin": 90.0,
        }  # fmt: skip
        if chance.random() < 0.15:
            values[chance.choice([*values])] = None
        gone, turned = chance.random() < 0.02, chance.random() < 0.1
        seen = frame(
            time_s, None if gone else values, index=index, sigma=chance.choice([2.0, 6.0]),
            rear=None if chance.random() < 0.05 else "left", yaw=80.0 if turned else 5.0,
        )  # fmt: skip
        other = Posture({"squat": 0.9, "lunge": 0.1} if hip < 150 else {"lunge": 0.95})
        legs = replace(seen.legs, named=chance.random() < 0.9)
        yield replace(seen, posture=None if gone else other, legs=legs)


def repeated(chance: random.Random) -> Iterator[Measurements]:
    """Somebody who squats, now and then too little, with gaps."""
    time_s, depth = 0.0, 80.0
    for index in range(chance.randint(80, 200)):
        time_s += chance.choice([1 / 15] * 40 + [0.2, 0.7])
        depth = chance.choice([80.0, 100.0, 115.0, 135.0]) if chance.random() < 0.02 else depth
        knee = (175 + depth) / 2 + (175 - depth) / 2 * math.cos(2 * math.pi * time_s / 2.4)
        values: dict[str, Value] = {"knee": knee + chance.gauss(0, 1), "trunk_lean": 175 - knee}
        if chance.random() < 0.05:
            values["knee"] = None
        yield replace(frame(time_s, values, index=index), legs=Legs())


def compare(stretch: Stretch, sequence: list[Measurements], chance: random.Random) -> None:
    replay = Replay(sequence)
    for changed in (stretch, moved(stretch, chance), moved(stretch, chance)):
        reports, summary = perform(changed, iter(sequence))
        found = replay.judge(changed)
        assert found.summary == summary
        for i, check in enumerate(changed.checks):
            shown = [VERDICTS.index(report.checks[i].verdict) for report in reports]
            assert found.verdicts[check.id].tolist() == shown
        assert found.times.tolist() == [report.time_s for report in reports]
    assert replay.reports(changed) == reports


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from([None, *HOLDS]))
def test_holds_and_tests_are_judged_alike(seed: int, name: str | None) -> None:
    chance = random.Random(seed)
    compare(lunge() if name is None else bundled(name), list(held(chance)), chance)


@settings(max_examples=6, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from([None, "squat", "deadlift"]))
def test_repetitions_are_judged_alike(seed: int, name: str | None) -> None:
    chance = random.Random(seed)
    compare(squat() if name is None else bundled(name), list(repeated(chance)), chance)


@pytest.mark.parametrize("count", [0, 1, 2])
def test_hardly_any_frames_are_judged_alike(count: int) -> None:
    sequence = [frame(i / 10, GOOD, index=i) for i in range(count)]
    for stretch in (lunge(), squat()):
        compare(stretch, sequence, random.Random(1))


def test_a_recording_is_looked_at_once_for_all_targets(monkeypatch: pytest.MonkeyPatch) -> None:
    sequence = [frame(i / 10, GOOD, index=i) for i in range(100)]
    replay = Replay(sequence)
    first = replay.judge(lunge())
    monkeypatch.setattr("formcheck.coach.replay.replay.watch", None)
    monkeypatch.setattr("formcheck.coach.replay.replay.watch_in_step", None)
    stricter = edit_targets(lunge(), [TargetEdit.of("rear-hip.low", 195.0)])
    assert replay.judge(stricter).summary.held_s < first.summary.held_s
