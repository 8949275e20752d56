"""Targets and new stretches learned from what somebody did well."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from formcheck.cli import main
from formcheck.errors import InputError
from formcheck.measure.model.measurement import Measurements
from formcheck.recognise.recognise import recognise
from formcheck.review import Review
from formcheck.session import judge_clip
from formcheck.store.recordings.recording import Recording
from formcheck.stretches.files.loading import list_stretches, load_overlay, load_stretch
from formcheck.stretches.files.validation import parse_stretch
from formcheck.stretches.model.target_overlay import apply_overlay
from formcheck.tune.proposals.draft import draft_stretch
from formcheck.tune.proposals.learn import learn_targets
from formcheck.tune.proposals.still_span import still_spans
from tests.coach.scripted import GOOD, frames, hips, lunge, times
from tests.coach.test_wrong_movement import STANDING
from tests.recognise.test_recognise import measured
from tests.skeleton import Person
from tests.store import factory

SIDE_OF = {"left": "right", "right": "left", "front": "front", "back": "back", None: None}


def mirrored(frame: Measurements) -> Measurements:
    """Return what the mirrored picture shows: left and right exchanged."""

    def other(name: str) -> str:
        head, _, end = name.rpartition("_")
        return f"{head}_{SIDE_OF[end]}" if end in ("left", "right") else name

    view, legs = frame.view, frame.legs
    return replace(
        frame,
        values={other(name): value for name, value in frame.values.items()},
        view=view and replace(view, facing=SIDE_OF[view.facing], near=SIDE_OF[view.near]),  # type: ignore[arg-type]
        legs=replace(legs, rear=SIDE_OF[legs.rear], bent=SIDE_OF[legs.bent]),  # type: ignore[arg-type]
    )


@pytest.mark.xdist_group("samples")
def test_the_good_sample_is_good_by_its_own_targets_and_the_others_are_not(
    reviewed: Callable[[str], Review],
) -> None:
    samples = {n: reviewed(f"half-kneeling-lunge-{n}") for n in ("good", "arched", "shallow")}
    reference = samples["good"].recording.measurements
    learned = learn_targets(reference, load_stretch("half-kneeling-lunge")).changed
    mirror = learn_targets(list(map(mirrored, reference)), load_stretch("half-kneeling-lunge"))
    assert mirror.changed == learned
    sides = set()
    for name, sample in samples.items():
        own = sample.recording.measurements
        for seen in (own, list(map(mirrored, own))):
            _, summary = judge_clip(seen, learned)
            assert (summary.verdict == "good") == (name == "good"), summary.headline
            sides.add((name, summary.side))
    assert len(sides) == 6  # each was judged on both sides


def _held(hip: float, **others: float) -> list[Measurements]:
    def motion(time_s: float) -> dict[str, float | None]:
        return GOOD | dict(others) | {"hip": min(hip, 170 + 10 * time_s)}

    return list(frames(motion, times(20), noise=0.5, seed=1))


def test_a_band_is_what_was_held_widened_by_its_error() -> None:
    found = learn_targets(_held(192.0, knee=110.0, trunk_lean=1.0), lunge())
    hip = next(one for one in found.checks if one.check == "rear-hip")
    assert hip.centre == pytest.approx(192.0, abs=0.3)
    low, high = hip.learned
    assert low is not None and high is not None
    # Spread of the noise 0.5 and an error of 3: within one degree of 192 -+ 4.
    assert (low, high) == pytest.approx((188.0, 196.0), abs=1.0)
    assert found.changed.check("rear-hip").low == low
    assert found.summary.verdict == "good"
    assert found.changed.hold is not None and found.changed.hold.seconds == 15.0


def test_what_was_not_measured_stays_as_shipped_and_arching_is_never_learned() -> None:
    unseen = learn_targets(list(frames(lambda _: GOOD | {"pelvic_tilt": None}, times(8))), lunge())
    assert unseen.checks[0].learned == (None, 5)
    assert "not measured" in (unseen.checks[0].note or "")
    arched = learn_targets(list(frames(lambda _: GOOD | {"pelvic_tilt": 14.0}, times(8))), lunge())
    assert arched.checks[0].learned == (None, 5)
    assert "never looser" in (arched.checks[0].note or "")
    leaning = learn_targets(list(frames(lambda _: GOOD | {"trunk_lean": 14.0}, times(8))), lunge())
    assert "looser than shipped" in (leaning.checks[1].note or "")


def test_a_reference_in_which_nothing_was_held_teaches_nothing() -> None:
    moving = frames(hips((0.0, 150.0), (12.0, 215.0)), times(12))
    with pytest.raises(InputError, match="stayed for 5 seconds"):
        learn_targets(list(moving), lunge())


def test_still_spans_are_found_without_overlap() -> None:
    angle = [(i / 10, 180.0) for i in range(30)] + [(3 + i / 10, 190.0) for i in range(50)]
    spans = still_spans(angle, 1.0)
    assert [(one.start_s, round(one.end_s, 1), one.middle) for one in spans] == [
        (3.0, 7.9, 190.0),
        (0.0, 2.9, 180.0),
    ]


QUAD = Person(hip={"left": 178, "right": 178}, knee={"left": 174, "right": 40})
SECOND = Person(hip={"left": 174, "right": 181}, knee={"left": 178, "right": 46}, trunk_lean=3)


def test_a_new_stretch_is_valid_and_recognises_a_second_person() -> None:
    clip = measured([(2.0, STANDING), (8.0, QUAD)])
    drafted, faults = parse_stretch(
        draft_stretch(clip, "my-quad", "My quad", "quad.mp4"), "my-quad"
    )
    assert faults == [] and drafted is not None
    assert (drafted.position, drafted.worked_leg, drafted.view.near) == (
        "standing",
        "bent",
        "worked",
    )
    assert drafted.main == "knee-worked"
    for mirror in (False, True):
        other = measured([(2.0, STANDING), (9.0, SECOND), (1.0, STANDING)], mirrored=mirror)
        found = recognise(other, [*list_stretches(), drafted])
        assert found.sure and found.guesses[0].stretch == "my-quad"
        assert judge_clip(other, drafted)[1].verdict == "good"


def test_a_clip_without_two_poses_is_no_new_stretch() -> None:
    with pytest.raises(InputError, match="no joint that moved"):
        draft_stretch(measured([(6.0, STANDING)]), "mine", "Mine", "a.mp4")


def _write(path: Path, seen: Sequence[Measurements]) -> Path:
    Recording.of(factory.meta(clip="reference.mp4"), seen).write(path)
    return path


def test_the_command_shows_before_it_keeps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FORMCHECK_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    path = str(_write(tmp_path / "reference.parquet", _held(192.0)))
    asked = ["learn", path, "--as", "Therapist", "--stretch", "half-kneeling-lunge"]
    assert main(asked) == 0
    assert "Nothing was kept" in capsys.readouterr().out
    assert main([*asked, "--yes"]) == 0
    shown = capsys.readouterr().out
    assert "180 to 195" in shown and "--overlay therapist" in shown
    changed = apply_overlay(load_stretch("half-kneeling-lunge"), load_overlay("therapist"))
    assert changed.check("rear-hip").prefer_high != 195

    new = str(_write(tmp_path / "new.parquet", measured([(2.0, STANDING), (8.0, QUAD)])))
    assert main(["learn", new, "--as", "My quad"]) == 0
    assert main(["validate", "my-quad.yaml"]) == 0
    assert main(["learn", new, "--as", "My quad"]) == 2  # it is not written over
    assert main(["learn", new, "--as", "Squat"]) == 2
    assert "add --stretch squat" in capsys.readouterr().err
