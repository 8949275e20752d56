"""Finding stretch files, and all their faults at once with the right lines."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formcheck.errors import InputError, SpecificationError, UsageError
from formcheck.stretches.files.loading import (
    json_schema,
    list_stretches,
    load_stretch,
    stretch_ids,
    validate_file,
)
from formcheck.stretches.files.validation import parse_stretch
from formcheck.stretches.model.measures import measure_names

GOOD = """\
id: good
name: Good
kind: hold
position: standing
sides: each
worked_leg: rear
view: {from: side, near: worked}
hold:
  seconds: 30
  sets: 2
main: rear-hip
summary: A stretch.
steps:
  - Stand.
  - Lean.
checks:
  - id: rear-hip
    measure: hip[worked]
    low: 185
    high: 200
    cue_low: Forward
    cue_high: Back
    why: Because.
  - id: front-knee
    measure: knee[other]
    low: 80
    cue_low: Step further
    why: Because.
"""

REPS = (
    GOOD.replace("kind: hold", "kind: reps")
    .replace(
        "hold:\n  seconds: 30\n  sets: 2\n",
        "reps:\n  measure: knee[near]\n  top: 160\n  bottom: 120\n",
    )
    .replace("    why:", "    at: bottom\n    why:")
)


def faults(text: str) -> list[tuple[int, str]]:
    return [(fault.line, fault.message) for fault in parse_stretch(text, "good")[1]]


def line_of(text: str, part: str) -> int:
    return next(i for i, line in enumerate(text.splitlines(), 1) if part in line)


@pytest.mark.parametrize("text", [GOOD, REPS, "\n# remark\n" + GOOD])
def test_a_good_file_has_no_fault(text):
    assert faults(text) == []


# Each case: what is replaced, what by, a part of the faulty line, words of the message.
ONE_FAULT = {
    "unknown measure": ("hip[worked]", "hipp[worked]", "hipp", ["'hipp[worked]'", "`hip[worked]`"]),
    "measure of the output": ("hip[worked]", "hip_left", "hip_left", ["write `hip[left]`"]),
    "measure without a role": ("hip[worked]", "hip", "measure: hip", ["write `hip[worked]`"]),
    "measure with a space": ("hip[worked]", "hip [worked]", "hip [", ["write `hip[worked]`"]),
    "whole measure, role": (
        "hip[worked]", "trunk_lean[near]", "trunk_lean[", ["write `trunk_lean`"],
    ),
    "role in capitals": ("hip[worked]", "Hip[Worked]", "Hip[", ["write `hip[worked]`"]),
    "lifted, said nowhere": ("hip[worked]", "hip[lifted]", "[lifted]", ["write `hip[worked]`"]),
    "measure is a number": ("hip[worked]", "7", "measure: 7", ["got 7"]),
    "measure like no other": ("hip[worked]", "xyz", "xyz", ["trunk_lean", "'xyz'"]),
    "unknown role": ("hip[worked]", "hip[workd]", "workd", ["write `hip[worked]`"]),
    "rear as role": ("hip[worked]", "hip[rear]", "[rear]", ["write `hip[worked]`", "worked_leg"]),
    "front as role": ("knee[other]", "knee[front]", "[front]", ["write `knee[other]`"]),
    "low above high": ("low: 185", "low: 205", "low: 205", ["low 205", "high 200", "exchange"]),
    "missing cue_low": ("    cue_low: Forward\n", "", "low: 185", ["Add `cue_low"]),
    "missing cue_high": ("    cue_high: Back\n", "", "high: 200", ["Add `cue_high"]),
    "empty cue": ("cue_high: Back", "cue_high:", "high: 200", ["Add `cue_high"]),
    "cue without its limit": ("    high: 200\n", "", "cue_high", ["never said", "`high`"]),
    "no limits": (
        "    low: 80\n    cue_low: Step further\n", "", "front-knee", ["neither `low` nor `high`"],
    ),
    "duplicate check id": ("id: front-knee", "id: rear-hip", None, ["'rear-hip'", "line 17"]),
    "unit behind the number": ("185", "185deg", "185deg", ["low: 185`", "without the unit"]),
    "unit as a word": ("185", "185 degrees", "185 deg", ["low: 185`", "without the unit"]),
    "degree sign": ("185", "185°", "185°", ["low: 185`", "without the unit"]),
    "radians by name": ("185", "3.2 rad", "3.2 rad", ["degrees", "low: 183`"]),
    "wrong unit": ("185", "185 cm", "185 cm", ["degrees"]),
    "percent of an angle": ("185", "8%", "8%", ["in degrees"]),
    "quoted number": ("185", "'185'", "'185'", ["without quotes"]),
    "decimal comma": ("185", "185,5", "185,5", ["low: 185.5`"]),
    "band in one key": ("185", "185-200", "185-200", ["`low: 185`", "`high: 200`"]),
    "number in words": ("185", "many", "many", ["digits"]),
    "not a number": ("185", ".nan", ".nan", ["number"]),
    "list as number": ("185", "[185, 200]", "[185", ["a list", "number"]),
    "switch as number": ("185", "true", "low: true", ["got true"]),
    "radians by size": ("low: 80", "low: 1.4", "low: 1.4", ["radians", "`low: 80`"]),
    "no body can": ("high: 200", "high: 400", "high: 400", ["270 degrees", "got 400"]),
    "seconds with unit": ("seconds: 30", "seconds: 30s", "30s", ["`seconds: 30`"]),
    "minutes": ("seconds: 30", "seconds: 2 min", "2 min", ["`seconds: 120`"]),
    "milliseconds": ("seconds: 30", "seconds: 30000", "30000", ["600 seconds"]),
    "no seconds": ("seconds: 30", "seconds: 0", "seconds: 0", ["above 0"]),
    "too many sets": ("sets: 2", "sets: 20", "sets: 20", ["1 to 10"]),
    "half a set": ("sets: 2", "sets: 1.5", "1.5", ["whole number"]),
    "too much yaw": ("worked}", "worked, max_yaw: 100}", "view", ["90 degrees"]),
    "unknown key": ("name: Good", "name: Good\nsumary: A", "sumary", ["`summary:`"]),
    "unknown key of a check": ("why: Because.\n  - id: f", "why: B.\n    colour: 1\n  - id: f",
                               "colour", ["remove it", "cue_low"]),
    "cue alone": ("cue_low: Step", "cue: Step", "cue: Step", ["`cue_low:`"]),
    "synonym": ("low: 80", "min: 80", "min: 80", ["`low:`"]),
    "misspelt required key": ("steps:", "step:", "step:", ["`steps:`"]),
    "key at the wrong level": ("name: Good", "name: Good\nmax_yaw: 20", "max_yaw", ["`view`"]),
    "key too deep": ("  sets: 2", "  sets: 2\n  breathing: Slowly", "breathing", ["top level"]),
    "from with a stroke": ("{from:", "{from_: side, from:", "view", ["`from:`"]),
    "missing key": ("name: Good\n", "", "id: good", ["lacks `name`"]),
    "missing summary": ("summary: A stretch.\n", "", "id: good", ["lacks `summary`"]),
    "missing steps": ("steps:\n  - Stand.\n  - Lean.\n", "", "id: good", ["lacks `steps`"]),
    "number of no check": ("why: Because.", "why: 'Up to {hihg}.'", "hihg", ["write `{low}`"]),
    "number that is not there": (
        "80\n    cue_low: Step further\n    why: Because.",
        "80\n    cue_low: Step further\n    why: 'Up to {high}.'", "Up to", ["add `high: …`"],
    ),
    "missing why": ("    why: Because.\n  - id", "  - id", "- id: rear-hip", ["lacks `why`"]),
    "missing from": ("{from: side, ", "{", "view", ["lacks `from`"]),
    "text as list": ("steps:\n  - Stand.\n  - Lean.", "steps: Stand.", "steps", ["a list"]),
    "no steps": ("steps:\n  - Stand.\n  - Lean.", "steps: []", "steps", ["at least one step"]),
    "list as text": ("name: Good", "name: [Good]", "name", ["got a list", "one text"]),
    "id without letters": ("id: front-knee", "id: '12'", "'12'", ["choose a short name"]),
    "number as text": ("name: Good", "name: 12", "name", ["quotes", "'12'"]),
    "empty text": ("name: Good", "name:", "name", ["got nothing"]),
    "colon in a text": ("  - Lean.", "  - Note: lean.", "Note", ["quotes", "colon"]),
    "hold as number": (
        "hold:\n  seconds: 30\n  sets: 2\n", "hold: 30\n", "hold: 30", ["{seconds: 30"],
    ),
    "check as text": ("  - id: front-knee", "  - knee\n  - id: front-knee", "- knee", ["- id:"]),
    "unknown kind": ("kind: hold", "kind: holds", "kind", ["`kind: hold`"]),
    "unknown position": ("position: standing", "position: stand", "position", ["standing"]),
    "unknown worked leg": ("worked_leg: rear", "worked_leg: back", "worked_leg", ["lifted"]),
    "switch as word": ("low: 80", "required: yes\n    low: 80", "required", ["true or false"]),
    "id in capitals": ("id: front-knee", "id: Front Knee", "Front", ["`id: front-knee`"]),
    "main names no check": ("main: rear-hip", "main: rear-hips", "main", ["`main: rear-hip`"]),
    "worked without leg": ("worked_leg: rear\n", "", "hip[worked]", ["lacks `worked_leg`"]),
    "hold without hold": ("hold:\n  seconds: 30\n  sets: 2\n", "", "kind", ["`hold: {seconds"]),
    "id is not the file's": ("id: good", "id: better", "id: better", ["`id: good`", "rename"]),
    "moment of repetitions": ("low: 80", "at: bottom\n    low: 80", "at: bottom", ["`at: held`"]),
    "key twice": ("name: Good", "name: Good\nname: Better", "Better", ["twice", "line 2"]),
    "tab": ("  seconds", "\tseconds", "\tseconds", ["tabs"]),
    "two colons": ("name: Good", "name: Good: very", "very", ["quotes"]),
    "open quote": ("name: Good", "name: 'Good", "'Good", ["quotes"]),
    "open bracket": ("sides: each", "sides: [each", None, ["]"]),
    "alias": ("name: Good", "name: &a Good\nbreathing: *a", "*a", ["alias"]),
    "tag": ("name: Good", "name: !!python/object:os Good", "python", ["leave it out"]),
}  # fmt: skip


@pytest.mark.parametrize("case", ONE_FAULT)
def test_each_kind_of_fault_is_said_once_with_its_line(case):
    old, new, faulty, words = ONE_FAULT[case]
    assert GOOD.count(old) >= 1
    text = GOOD.replace(old, new, 1)
    found = faults(text)
    assert len(found) == 1, found
    line, message = found[0]
    if faulty is not None:
        assert line == line_of(text, faulty), message
    for word in words:
        assert word in message
    assert "\n" not in message
    for jargon in ("pydantic", "Input should", "type=", "extra_forbidden", "ctx"):
        assert jargon not in message


@pytest.mark.parametrize(
    ("old", "new", "faulty", "words"),
    [
        ("reps:\n", "hold: {seconds: 30}\nreps:\n", "hold:", ["`kind: reps`", "remove"]),
        ("kind: reps", "kind: timer\nhold: {seconds: 30}", "reps:", ["`kind: timer`"]),
        ("top: 160", "top: 125", "top: 125", ["apart"]),
        ("top: 160", "top: 160°", "160°", ["`top: 160`"]),
        ("bottom: 120", "bottom: 320", "bottom: 320", ["200 degrees"]),
        ("  measure: knee[near]\n", "", "reps:", ["`reps` lacks `measure`"]),
        ("    at: bottom\n", "", "id: rear-hip", ["`at: bottom`"]),
        ("bottom: 120", "bottom: 120\n  count: 0", "count", ["1 to 100"]),
    ],
)
def test_faults_of_repetitions(old, new, faulty, words):
    text = REPS.replace(old, new, 1)
    # `kind: timer` also makes each `at: bottom` a fault; the one looked for must be among them.
    at_line = [m for line, m in faults(text) if line == line_of(text, faulty)]
    assert at_line
    assert any(all(word in message for word in words) for message in at_line), at_line


SEVERAL = """\
id: several
name: Several faults
kind: hold
position: standing
sides: each
worked_leg: rear
view: {from: side}
hold: {seconds: 30, sets: 2}
summary: A file with faults.
colour: blue
steps:
  - Stand.
checks:
  - id: arch
    measure: pelvic_tlt
    high: 5
    cue_high: Tuck your tailbone under
    why: Because.
  - id: rear-hip
    measure: hip[worked]
    low: 210
    high: 200
    cue_low: Forward
    cue_high: Back
    why: Because.
  - id: arch
    measure: knee[other]
    low: 80deg
    cue_low: Step
    why: Because.
  - id: lean
    measure: trunk_lean
    low: -5
    why: Because.
"""


def test_several_faults_come_at_once_in_the_order_of_lines(tmp_path: Path):
    path = tmp_path / "several.yaml"
    path.write_text(SEVERAL)
    found = validate_file(path)
    assert [fault.line for fault in found] == [10, 15, 21, 26, 28, 33]
    for fault, word in zip(
        found,
        ["colour", "pelvic_tilt", "low 210", "'arch'", "80deg", "cue_low"],
        strict=True,
    ):
        assert word in fault.message
    with pytest.raises(SpecificationError) as caught:
        load_stretch(path)
    assert list(caught.value.faults) == found
    assert "several.yaml:28:" in str(caught.value)
    assert caught.value.exit_code == 2


def test_three_radians_in_a_band_are_converted_together():
    text = GOOD.replace("low: 185", "low: 3.2").replace("high: 200", "high: 3.5")
    ((line, message),) = faults(text)
    assert line == line_of(text, "low: 3.2")
    assert "`low: 183`, `high: 201`" in message


def test_small_angles_of_a_lean_are_no_radians():
    lean = GOOD.replace("hip[worked]", "trunk_lean").replace("185", "-5").replace("200", "5")
    assert faults(lean) == []


@pytest.mark.parametrize(
    ("text", "word"),
    [("", "empty"), ("# only a remark\n", "empty"), ("- a\n", "a list"), ("just words\n", "keys")],
)
def test_a_file_that_is_no_stretch_has_one_fault_in_its_first_line(text, word):
    ((line, message),) = faults(text)
    assert line == 1
    assert word in message


def test_deep_nesting_and_odd_signs_are_faults_not_crashes():
    for text in ("[" * 5000, "a: \x07", "? [a]\n: 1\n", "1: 2\n", "<<: {a: 1}\n", "&a [*a]"):
        assert faults(text)


@settings(deadline=None)
@given(st.text(alphabet="ab:-[]{}'\"\n #&*!|>%@`?,0.", max_size=60))
def test_no_text_crashes_the_reader(text):
    stretch, found = parse_stretch(text)
    assert (stretch is None) == bool(found)
    assert all(fault.line >= 1 for fault in found)


@settings(deadline=None)
@given(st.data())
def test_a_good_file_with_lines_lost_never_crashes(data):
    lines = GOOD.splitlines()
    kept = data.draw(st.lists(st.integers(0, len(lines) - 1), unique=True).map(sorted))
    stretch, found = parse_stretch("\n".join(lines[i] for i in kept), "good")
    assert (stretch is None) == bool(found)
    assert all(1 <= fault.line <= len(lines) + 1 for fault in found)


def test_a_stretch_is_found_by_id_and_by_path(tmp_path: Path):
    assert load_stretch("squat").id == "squat"
    assert load_stretch(" squat ") == load_stretch("squat")
    path = tmp_path / "good.yaml"
    path.write_text(GOOD)
    assert load_stretch(path) == load_stretch(str(path))
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert load_stretch(path).id == "good"


@pytest.mark.parametrize(
    ("name", "near"),
    [("sqat", "squat"), ("Squat", "squat"), ("half_kneeling_lunge", "half-kneeling-lunge")],
)
def test_an_unknown_id_names_the_nearest(name, near):
    with pytest.raises(UsageError, match=f"did you mean {near}.*formcheck stretches"):
        load_stretch(name)


@pytest.mark.parametrize("name", ["", "zzz", "nothing", "x" * 5000, "a\0b"])
def test_an_id_like_no_other_says_how_to_list_them(name):
    with pytest.raises(UsageError, match="formcheck stretches") as caught:
        load_stretch(name)
    assert "did you mean" not in str(caught.value)


def test_what_cannot_be_read_is_one_sentence(tmp_path: Path):
    binary = tmp_path / "clip.yaml"
    binary.write_bytes(bytes(range(256)))
    zeros = tmp_path / "zeros.yaml"
    zeros.write_bytes(b"id: a\0")
    large = tmp_path / "large.yaml"
    large.write_bytes(b"#" * 2_000_000)
    for path, word in [
        (tmp_path / "none.yaml", "does not exist"),
        (tmp_path, "folder"),
        (binary, "not text"),
        (zeros, "not text"),
        (large, "few kilobytes"),
        (Path("/dev/null"), "ordinary file"),
        (Path("a\0b.yaml"), "cannot be read|does not exist"),
    ]:
        with pytest.raises(InputError, match=word) as caught:
            validate_file(path)
        assert "\n" not in str(caught.value)
        with pytest.raises(InputError):
            load_stretch(path)
    with pytest.raises(InputError, match="folder"):
        load_stretch(str(tmp_path))


def test_the_catalogue_is_sorted_and_complete():
    ids = [stretch.id for stretch in list_stretches()]
    assert ids == sorted(ids) == stretch_ids()
    assert {"half-kneeling-lunge", "prone-press-up", "squat"} <= set(ids)


def test_the_schema_knows_the_keys_and_the_measures():
    schema = json_schema()
    assert schema["$schema"].startswith("https://json-schema.org/")
    assert {"id", "name", "kind", "view", "summary", "steps"} <= set(schema["required"])
    assert "from" in schema["$defs"]["ViewTarget"]["properties"]
    assert schema["$defs"]["Check"]["properties"]["measure"]["enum"] == measure_names()
    assert schema["additionalProperties"] is False


def test_percent_is_the_unit_of_a_rise_alone():
    text = GOOD.replace("hip[worked]", "hips_rise").replace("185", "0").replace("200", "8 %")
    ((line, message),) = faults(text)
    assert line == line_of(text, "8 %")
    assert "% of the trunk's length" in message
    assert "`high: 8` without the unit" in message


def test_a_number_beside_an_unknown_measure_is_taken_for_degrees():
    text = GOOD.replace("hip[worked]", "hipp[worked]").replace("185", "185deg")
    assert [line for line, _ in faults(text)] == [
        line_of(text, "hipp"),
        line_of(text, "185deg"),
    ]


@pytest.mark.parametrize(
    ("prefer", "words"),
    [
        ("hip_joint[worked]", None),
        ("hip_joint[other]", "write `prefer: hip_joint[worked]`"),
        ("knee[worked]", "remove it"),
        ("hip_jiont[worked]", "write `hip_joint[worked]`"),
    ],
)
def test_only_the_hip_joint_is_preferred_to_the_hip_of_the_same_side(
    prefer: str, words: str | None
) -> None:
    assert "    measure: hip[worked]\n" in GOOD
    text = GOOD.replace(
        "    measure: hip[worked]\n", f"    measure: hip[worked]\n    prefer: {prefer}\n"
    )
    found = faults(text)
    assert [words in message for _, message in found] == ([] if words is None else [True])


@pytest.mark.parametrize("typed", ["lunge", "lungee", "bridge"])
def test_one_word_of_an_id_is_enough_for_a_suggestion(typed: str) -> None:
    with pytest.raises(UsageError, match=f"did you mean [a-z-]*{typed[:5]}"):
        load_stretch(typed)
