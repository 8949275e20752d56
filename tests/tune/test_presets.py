"""Presets and moved targets: saved, taken back, handed on; what is shipped stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from formcheck.errors import SpecificationError, UsageError
from formcheck.resources import data_folder
from formcheck.stretches.files.loading import load_stretch
from formcheck.stretches.model.target_overlay import apply_overlay
from formcheck.tune.presets import Presets, preset_id
from formcheck.tune.rejudge import change_targets
from formcheck.tune.targets import Moves, slider_range

LUNGE = load_stretch("half-kneeling-lunge")
SQUAT = load_stretch("squat")
DEEPER = change_targets(LUNGE, ["rear-hip.low=188", "hold.seconds=45"])


def test_a_preset_gives_back_its_targets_and_only_them(tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in data_folder("poses").glob("*.yaml")}
    presets = Presets(tmp_path)
    saved = presets.save("Deeper, longer!", LUNGE, DEEPER)
    assert (saved.id, saved.version, presets.ids()) == ("deeper-longer", 1, ["deeper-longer"])
    own = apply_overlay(LUNGE, presets.get("deeper-longer"))
    assert own.check("rear-hip").low == 188.0
    assert own.hold is not None
    assert own.hold.seconds == 45.0
    assert own.check("rear-hip").high == LUNGE.check("rear-hip").high
    assert apply_overlay(SQUAT, saved).checks == SQUAT.checks
    assert {path: path.read_bytes() for path in before} == before


def test_a_second_stretch_joins_the_preset_and_versions_come_back(tmp_path: Path) -> None:
    presets = Presets(tmp_path)
    presets.save("mine", LUNGE, DEEPER)
    depth = SQUAT.checks[0]
    moved = change_targets(SQUAT, [f"{depth.id}.{'high' if depth.high else 'low'}=120"])
    assert presets.save("mine", SQUAT, moved).version == 2
    assert set(presets.get("mine").stretches) == {LUNGE.id, SQUAT.id}
    presets.save("mine", LUNGE, LUNGE)
    assert set(presets.get("mine").stretches) == {SQUAT.id}
    assert presets.versions("mine") == [1, 2]
    back = presets.undo("mine")
    assert back is not None
    assert (back.version, set(back.stretches)) == (2, {LUNGE.id, SQUAT.id})
    first = presets.undo("mine")
    assert first is not None
    assert (first.version, set(first.stretches)) == (1, {LUNGE.id})
    assert presets.undo("mine") is None
    assert presets.ids() == []


def test_what_is_exported_can_be_imported_elsewhere(tmp_path: Path) -> None:
    here, there = Presets(tmp_path / "here"), Presets(tmp_path / "there")
    here.save("mine", LUNGE, DEEPER)
    there.save("mine", LUNGE, change_targets(LUNGE, ["rear-hip.low=180"]))
    taken = there.take_in(here.text("mine"))
    assert taken.version == 2
    assert apply_overlay(LUNGE, taken).check("rear-hip").low == 188.0
    assert there.versions("mine") == [1]
    there.delete("mine")
    assert list((tmp_path / "there").rglob("*.yaml")) == []
    with pytest.raises(UsageError, match="there are none"):
        there.text("mine")


def test_faults_of_an_import_are_told_with_their_lines(tmp_path: Path) -> None:
    change = "  half-kneeling-lunge:\n    checks:\n      hop: {low: 3}\n"
    text = f"id: mine\nname: Mine\nstretches:\n{change}"
    with pytest.raises(SpecificationError, match="imported file:6") as caught:
        Presets(tmp_path).take_in(text)
    assert len(caught.value.faults) == 1
    assert Presets(tmp_path).ids() == []


@pytest.mark.parametrize("name", ["", "  ", "123", "../..", "Sensitive back", "x" * 61])
def test_names_that_cannot_be_used_are_refused(name: str) -> None:
    with pytest.raises(UsageError, match="choose another"):
        preset_id(name)


def test_every_move_can_be_undone() -> None:
    moves = Moves(LUNGE)
    moves.move({"rear-hip.low": 188, "rear-hip.high": 200})
    assert moves.values == {"rear-hip.low": 188.0}
    moves.move({"rear-hip.low": 188})
    moves.move({"hold.seconds": 45})
    assert moves.stretch.check("rear-hip").low == 188.0
    assert moves.words() == [
        "Rear hip, lower limit: 188 instead of 185", "Seconds to hold: 45 instead of 30",
    ]  # fmt: skip
    moves.reset()
    assert moves.values == {}
    moves.undo()
    moves.undo()
    assert moves.values == {"rear-hip.low": 188.0}
    moves.undo()
    moves.undo()
    assert (moves.values, moves.earlier) == ({}, [])
    moves.take(DEEPER)
    assert moves.values == {"rear-hip.low": 188.0, "hold.seconds": 45.0}
    with pytest.raises(UsageError):
        moves.move({"rear-hip.low": 250})
    assert moves.values == {"rear-hip.low": 188.0, "hold.seconds": 45.0}


def test_sliders_stay_within_what_a_body_can_do() -> None:
    assert slider_range(LUNGE.check("rear-hip")) == (155.0, 230.0)
    assert slider_range(LUNGE.check("tuck")) == (-25.0, 35.0)
