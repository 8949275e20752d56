"""Routines and variants: their order and time, their faults, and the schemas for editors."""

import json
import re

import pytest

from formcheck.cli import main
from formcheck.errors import SpecificationError, UsageError
from formcheck.resources import data_folder
from formcheck.stretches.files.loading import (
    json_schema,
    load_either,
    load_overlay,
    load_routine,
    load_stretch,
    play,
    routine_files,
    stretch_ids,
    validate_file,
)
from formcheck.stretches.files.routine_faults import parse_routine
from formcheck.stretches.model.routine import (
    FLOOR_TURN_S,
    TURN_S,
    Part,
    Routine,
    total_seconds,
    turn_seconds,
    turns_of,
)
from formcheck.stretches.model.target_overlay import apply_overlay, judged_with, variant_of
from formcheck.stretches.text.description import describe, describe_routine
from formcheck.stretches.text.medical_notice import NOTICE
from formcheck.words import speaking
from tests.coach.scripted import lunge, squat
from tests.stretches.test_poses import FORBIDDEN

POSES = data_folder("poses")
NAMES = ("daily-psoas", "desk-break", "release-stretch-strengthen", "sensitive-back")


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("FORMCHECK_HOME", str(tmp_path))


def test_the_four_routines_are_there_and_clean():
    assert tuple(routine_files()) == NAMES
    for path in routine_files().values():
        assert validate_file(path) == []
        assert FORBIDDEN.findall(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("name", "least", "most"),
    [
        ("desk-break", 4.5, 5.5),
        ("daily-psoas", 7, 12),
        ("release-stretch-strengthen", 18, 30),
        ("sensitive-back", 8, 15),
    ],
)
def test_a_routine_takes_as_long_as_it_says(name, least, most):
    routine = load_routine(name)
    turns = play(routine)
    assert least <= total_seconds(turns) / 60 <= most
    assert turns[-1].rest == 0
    assert [turn.part for turn in turns] == sorted(turn.part for turn in turns)
    text = describe_routine(routine, turns)
    assert "with the rests" in text
    for turn in turns:
        assert turn.stretch.name in text
    assert FORBIDDEN.findall(text.replace(NOTICE, "")) == []


def test_sides_sets_and_rests_come_in_their_order():
    routine = Routine(
        id="a",
        name="A",
        summary="S.",
        parts=(
            Part(stretch="lunge", seconds=30, sets=2, rest=20, say="Kneel"),
            Part(stretch="squat", count=5, sets=2),
        ),
    )
    found = {"lunge": lunge(), "squat": squat()}
    turns = turns_of(routine, found.__getitem__)
    assert [(t.side, t.number, t.seconds, t.rest) for t in turns] == [
        ("left", 1, 30, FLOOR_TURN_S),
        ("right", 1, 30, FLOOR_TURN_S),
        ("left", 2, 30, FLOOR_TURN_S),
        ("right", 2, 30, 20),
        (None, 1, 20, 30),
        (None, 2, 20, 0),
    ]
    assert [t.say for t in turns] == ["Kneel", None, None, None, None, None]
    assert turns[-1].stretch.reps.count == 5
    assert total_seconds(turns) == 4 * 30 + 3 * FLOOR_TURN_S + 20 + 2 * 20 + 30


def test_the_sensitive_routine_uses_the_sensitive_targets():
    turns = play(load_routine("sensitive-back"))
    kneeling = next(turn.stretch for turn in turns if turn.stretch.id == "half-kneeling-lunge")
    assert (kneeling.check("rear-hip").low, kneeling.check("rear-hip").high) == (175, 190)
    assert judged_with(kneeling)[0].id == "sensitive-back"
    ids = [turn.stretch.id for turn in turns]
    overlay = load_overlay("sensitive-back")
    assert not set(ids) & set(overlay.off)
    assert ids[0] in overlay.first
    first_stretch = ids.index("half-kneeling-lunge")
    assert {"breathing", "glute-bridge", "hamstring-bridge"} <= set(ids[:first_stretch])


def test_changing_sides_takes_longer_on_the_floor():
    standing, lying = load_stretch("table-stretch"), load_stretch("figure-four")
    assert (turn_seconds(standing), turn_seconds(lying)) == (TURN_S, FLOOR_TURN_S) == (10, 20)
    turns = play(load_routine("release-stretch-strengthen"))
    fetched = next(i for i, t in enumerate(turns) if t.stretch.id == "foam-roller-knee-to-chest")
    assert turns[fetched - 1].rest == 40, "a roller has to be fetched"


def test_strength_waits_for_an_answer_about_pain():
    turns = play(load_routine("release-stretch-strengthen"))
    asked = [turn for turn in turns if turn.ask is not None]
    assert [turn.stretch.id for turn in asked] == ["glute-bridge"]
    assert "hurt" in asked[0].ask


def test_the_desk_break_asks_for_no_tilt_that_clothes_hide():
    turns = play(load_routine("desk-break"))
    tilt = next(t.stretch for t in turns if t.stretch.id == "standing-pelvic-tilt")
    assert not any(check.needed for check in tilt.checks)
    text = " ".join([*load_routine("desk-break").safety, *(t.say or "" for t in turns)])
    assert "castors" in text


GOOD = """\
id: mine
name: Mine
summary: A few things.
overlay: sensitive-back
parts:
  - stretch: squat
    count: 5
  - stretch: quadruped-leg-lift:bent-knee
    instead: half-kneeling-lunge
    seconds: 20
"""

FAULTS = {
    "unknown key": ("summary:", "sumary:", "sumary", ["`summary:`"]),
    "unknown key of a part": ("    count: 5", "    counts: 5", "counts", ["`count:`"]),
    "unknown stretch": ("stretch: squat", "stretch: sqat", "sqat", ["write `squat`"]),
    "unknown variant": ("bent-knee", "bent-nee", "bent-nee", [":bent-knee`"]),
    "unknown alternative": ("-lunge\n", "-lung\n", "-lung", ["half-kneeling-lunge"]),
    "unknown overlay": ("sensitive-back", "sensitiv", "sensitiv", ["overlay: sensitive-back"]),
    "seconds of repetitions": ("count: 5", "seconds: 5", "seconds: 5", ["`count:`"]),
    "count of a hold": ("seconds: 20", "count: 20", "count: 20", ["`seconds:`"]),
    "unit": ("seconds: 20", "seconds: 20s", "20s", ["`seconds: 20`"]),
    "too long": ("seconds: 20", "seconds: 2000", "2000", ["600 seconds"]),
    "no parts": (GOOD[GOOD.index("parts"):], "parts: []\n", "parts", ["at least one"]),
    "a text as part": ("  - stretch: squat\n    count: 5\n", "  - squat\n", "squat",
                       ["`- stretch:`"]),
    "missing stretch": ("  - stretch: squat\n    count: 5", "  - count: 5", "count: 5",
                        ["lacks `stretch`"]),
    "wrong id": ("id: mine", "id: yours", "yours", ["`id: mine`"]),
}  # fmt: skip


@pytest.fixture(scope="module")
def known():
    return {name: load_stretch(name) for name in stretch_ids()}


@pytest.mark.parametrize("case", FAULTS)
def test_each_kind_of_fault_is_said_with_its_line(case, known):
    old, new, faulty, words = FAULTS[case]
    assert GOOD.count(old) >= 1
    text = GOOD.replace(old, new, 1)
    found = parse_routine(text, "mine", known, ["sensitive-back"])[1]
    line = next(i for i, row in enumerate(text.splitlines(), 1) if faulty in row)
    assert {fault.line for fault in found} == {line}, found
    assert any(all(word in fault.message for word in words) for fault in found), found


def test_a_good_routine_has_no_fault(known, tmp_path):
    assert parse_routine(GOOD, "mine", known, ["sensitive-back"])[1] == []
    path = tmp_path / "mine.yaml"
    path.write_text(GOOD)
    assert isinstance(load_either(path), Routine)
    path.write_text(GOOD.replace("squat", "sqat").replace("name: Mine\n", ""))
    assert len(validate_file(path)) == 2
    with pytest.raises(SpecificationError, match="lacks `name`"):
        load_routine(path)
    with pytest.raises(UsageError, match="did you mean daily-psoas"):
        load_routine("daily-psoa")


def test_what_is_neither_a_stretch_nor_a_routine_is_told_of_both():
    wanted = "the id of a stretch or routine, or a .yaml file, got 'desk-brek'; did you mean desk-b"
    with pytest.raises(UsageError, match=wanted):
        load_either("desk-brek")
    with speaking("de"), pytest.raises(UsageError, match="eine Übung oder Routine"):
        load_either("desk-brek")
    assert isinstance(load_either("desk-break"), Routine)
    assert load_either("squat") == load_stretch("squat")
    assert variant_of(load_either("quadruped-leg-lift:bent-knee")) == "bent-knee"


def test_a_variant_changes_what_it_says():
    bent = load_stretch("quadruped-leg-lift:bent-knee")
    straight = load_stretch("quadruped-leg-lift")
    assert (bent.id, variant_of(bent)) == ("quadruped-leg-lift", "bent-knee")
    assert (bent.check("lifted-knee").low, bent.check("lifted-knee").high) == (70, 110)
    assert bent.check("lifted-hip") == straight.check("lifted-hip")
    assert bent.name == "Leg lift on all fours, with the knee bent"
    assert bent.steps[-1] == next(v.say for v in straight.variants if v.id == "bent-knee")
    assert judged_with(bent) == ()
    assert "quadruped-leg-lift:bent-knee" in describe(straight)
    overhead = load_stretch("foam-roller-knee-to-chest:overhead")
    assert overhead.check("arm-overhead").scored
    assert not load_stretch("foam-roller-knee-to-chest").check("arm-overhead").scored


def test_a_variant_may_be_left_out_alone():
    overlay = load_overlay("sensitive-back")
    gentle = apply_overlay(load_stretch("foam-roller-knee-to-chest:overhead"), overlay)
    assert judged_with(gentle)[0].leaves_out
    assert variant_of(gentle) == "overhead"
    plain = apply_overlay(load_stretch("foam-roller-knee-to-chest"), overlay)
    assert not judged_with(plain)[0].leaves_out


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("quadruped-leg-lift:bent-kne", "did you mean quadruped-leg-lift:bent-knee"),
        ("breathing:deep", "it has none"),
        ("squat:deep", "there are quarter"),
    ],
)
def test_an_unknown_variant_says_which_there_are(name, words):
    with pytest.raises(UsageError, match=words):
        load_stretch(name)


@pytest.mark.parametrize("kind", ["stretch", "overlay", "routine"])
def test_the_published_schema_is_current(kind, capsys):
    path = POSES / "schema" / f"{kind}.schema.json"
    stored = json.loads(path.read_text(encoding="utf-8"))
    assert stored == json_schema(kind), (
        f"run: formcheck validate --schema {kind} > poses/schema/{path.name}"
    )
    assert main(["validate", "--schema", kind]) == 0
    assert capsys.readouterr().out == path.read_text(encoding="utf-8")


def test_every_file_names_its_schema():
    for path in POSES.rglob("*.yaml"):
        match = re.match(r"# yaml-language-server: \$schema=(\S+)\n", path.read_text())
        assert match is not None, path
        assert (path.parent / match[1]).is_file()


def test_the_command_line_lists_and_shows_routines(capsys):
    assert main(["stretches"]) == 0
    listed = capsys.readouterr().out
    for name in (*stretch_ids(), *NAMES):
        assert name in listed
    assert main(["show", "daily-psoas"]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert "left then right" in shown
    assert "minutes, with the rests" in shown
    assert main(["validate"]) == 2
    assert main(["validate", *map(str, POSES.rglob("*.yaml"))]) == 0
