"""Plans: they belong to a profile, and travel in one file."""

from __future__ import annotations

from pathlib import Path

import pytest

from formcheck.errors import InputError
from formcheck.stretches.files.loading import load_stretch
from formcheck.stretches.model.target_overlay import overlay_of
from formcheck.tune.plans import (
    PersonalPlan,
    PlannedPart,
    delete_plan,
    load_plan,
    plan_names,
    plan_text,
    read_plan,
    save_plan,
)
from formcheck.tune.rejudge import change_targets

LUNGE = load_stretch("half-kneeling-lunge")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FORMCHECK_HOME", str(tmp_path))
    return tmp_path


def anna(**changes: object) -> PersonalPlan:
    targets = overlay_of("anna", "Anna", [(LUNGE, change_targets(LUNGE, ["rear-hip.low=178"]))])
    parts = (
        PlannedPart(stretch="half-kneeling-lunge", side="left", seconds=45, sets=2),
        PlannedPart(stretch="glute-bridge", count=6, sets=1),
    )
    return PersonalPlan(name="Anna", parts=parts, targets=targets, **changes)  # type: ignore[arg-type]


def test_a_plan_has_its_sides_seconds_sets_and_targets() -> None:
    turns = anna().turns()
    assert [(turn.stretch.id, turn.side, turn.number) for turn in turns] == [
        ("half-kneeling-lunge", "left", 1), ("half-kneeling-lunge", "left", 2),
        ("glute-bridge", None, 1),
    ]  # fmt: skip
    assert turns[0].stretch.hold is not None
    assert turns[0].stretch.hold.seconds == 45.0
    assert turns[0].stretch.check("rear-hip").low == 178.0
    assert turns[2].stretch.reps is not None
    assert turns[2].stretch.reps.count == 6


def test_a_sensitive_back_of_a_plan_keeps_its_seconds() -> None:
    turn = anna(sensitive_back=True).turns()[0]
    assert (turn.stretch.check("rear-hip").high or 0.0) < (LUNGE.check("rear-hip").high or 0.0)
    assert turn.stretch.hold is not None
    assert turn.stretch.hold.seconds == 45.0


def test_a_plan_travels_in_one_file(home: Path) -> None:
    text = plan_text(anna(note="Slowly, and only as far as it is kind."))
    assert "178" in text
    taken = read_plan(text)
    assert taken.turns() == anna().turns()
    assert load_plan("anna") is None
    save_plan(taken)
    assert plan_names() == ["anna"]
    assert load_plan("ANNA") == taken
    assert load_plan(None) is None
    delete_plan("anna")
    delete_plan("anna")
    assert plan_names() == []


@pytest.mark.parametrize(
    "text",
    ["name: Anna", "name: Anna\nparts: [{stretch: no-such}]", "a: [", "name: A\nparts: [{}]"],
)
def test_what_is_no_plan_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(InputError, match="expected a plan of formcheck"):
        read_plan(text)
