"""Faults of start poses, second views, phases, changes and variants: each said with its line."""

import pytest

from formcheck.resources import data_folder
from formcheck.stretches.files.validation import parse_stretch

GOOD = """\
id: good
name: Good
kind: hold
position: standing
sides: each
worked_leg: rear
view: {from: side, near: worked}
second_view:
  from: front
  seconds: 3
  say: Face the camera for a moment
start:
  pose:
    - {measure: "hip[near]", low: 160, high: 200}
  seconds: 1
  say: Stand for a second first
phases:
  enter: Come down slowly
  leave: Come up slowly
hold:
  seconds: 30
  sets: 2
  rest: 10
summary: A stretch.
steps:
  - Stand.
checks:
  - id: trunk-still
    measure: trunk_pitch
    change: true
    low: -10
    high: 10
    cue_low: Up
    cue_high: Down
    why: Because.
  - id: knees
    measure: knees_over_feet
    view: second
    low: 80
    required: false
    cue_low: Knees out
    why: Because.
  - id: shown
    measure: knee[worked]
    scored: false
    why: Because.
variants:
  - id: deep
    name: Deeper
    say: Go deeper.
    hold:
      sets: 1
    checks:
      knees: {low: 90}
"""

# Each case: what is replaced, what by, a part of the faulty line, words of the message.
FAULTS = {
    "change without start": (
        GOOD[GOOD.index("start:"):GOOD.index("phases:")], "", "change: true", ["add `start:`"],
    ),
    "start without change": ("    change: true\n", "", "start:", ["never used"]),
    "start without pose": (
        '  pose:\n    - {measure: "hip[near]", low: 160, high: 200}\n', "", "start:",
        ["`start` lacks `pose`"],
    ),
    "empty pose": (
        '  pose:\n    - {measure: "hip[near]", low: 160, high: 200}\n', "  pose: []\n", "pose",
        ["at least one"],
    ),
    "pose without limits": (", low: 160, high: 200", "", "hip[near]", ["neither `low` nor"]),
    "pose upside down": ("low: 160, high: 200", "low: 210, high: 200", "210", ["low 210"]),
    "unknown measure of the pose": ("hip[near]", "hipp[near]", "hipp", ["`hip[near]`"]),
    "unknown key of the pose": ("low: 160", "lo: 160", "lo: 160", ["`low:`"]),
    "start too long": ("  seconds: 1\n", "  seconds: 100\n", "100", ["10 seconds"]),
    "start without words": ("  say: Stand for a second first\n", "", "start:", ["lacks `say`"]),
    "no body can change so": ("low: -10", "low: -500", "-500", ["180 either way"]),
    "second without view": (
        GOOD[GOOD.index("second_view:"):GOOD.index("start:")], "", "view: second",
        ["`second_view:`"],
    ),
    "view without second": (
        "    measure: knees_over_feet\n    view: second\n", "    measure: knees_apart\n",
        "second_view:", ["never used"],
    ),
    "seen from the front only": ("    view: second\n", "", "knees_over_feet", ["view: second"]),
    "unknown view of a check": ("view: second", "view: secnd", "secnd", ["view: second"]),
    "second view from nowhere": ("  from: front", "  from: frnt", "frnt", ["from: front"]),
    "second view without words": (
        "  say: Face the camera for a moment\n", "", "second_view:", ["lacks `say`"],
    ),
    "unknown key of the second view": ("  seconds: 3", "  second: 3", "second: 3",
                                       ["`seconds:`"]),
    "unknown phase": ("  enter:", "  entre:", "entre", ["`enter:`"]),
    "phases as text": (
        "phases:\n  enter: Come down slowly\n  leave: Come up slowly\n", "phases: Slowly\n",
        "phases", ["keys below `phases`"],
    ),
    "rest too long": ("rest: 10", "rest: 1000", "1000", ["300 seconds"]),
    "rest with unit": ("rest: 10", "rest: 10 s", "10 s", ["`rest: 10`"]),
    "scored as word": ("scored: false", "scored: no", "scored: no", ["true or false"]),
    "unknown percent": ("low: 80", "low: 8000", "8000", ["got 8000"]),
    "percent sign": ("low: 80", "low: 80%", "80%", ["`low: 80`"]),
    "variant of no check": ("      knees: {", "      knes: {", "knes", ["write `knees:`"]),
    "variant upside down": ("{low: 90}", "{low: 90, high: 80, cue_high: In}", "90, high",
                            ["low 90"]),
    "variant without cue": ("{low: 90}", "{high: 190}", "high: 190", ["`cue_high`"]),
    "variant of another kind": ("    hold:\n      sets: 1", "    reps:\n      sets: 1",
                                "    reps:", ["kind: hold"]),
    "unknown key of a variant": ("    say: Go", "    sai: Go", "sai", ["`say:`"]),
    "variant without name": ("    name: Deeper\n", "", "id: deep", ["lacks `name`"]),
    "step that is not there": ("    say: Go deeper.\n", "    say: Go deeper.\n    replaces: [2]\n",
                               "replaces", ["from 1 to 1"]),
    "step nought": ("    say: Go deeper.\n", "    say: Go deeper.\n    replaces: [0]\n",
                    "replaces", ["from 1 to 20"]),
    "variant id in capitals": ("id: deep", "id: Deep", "id: Deep", ["`id: deep`"]),
    "worked in the pose": ("worked_leg: rear\n", "", None, ["worked_leg"]),
    "starts nowhere": ("kind: hold", "kind: hold\nstarts: top", "starts", ["`reps`"]),
}  # fmt: skip


def test_the_good_file_has_no_fault():
    stretch, found = parse_stretch(GOOD, "good")
    assert found == []
    assert stretch is not None
    assert not stretch.check("knees").needed
    assert not stretch.check("shown").needed
    assert stretch.check("trunk-still").needed


@pytest.mark.parametrize("case", FAULTS)
def test_each_kind_of_fault_is_said_with_its_line(case):
    old, new, faulty, words = FAULTS[case]
    assert GOOD.count(old) >= 1
    text = GOOD.replace(old, new, 1)
    found = parse_stretch(text, "good")[1]
    said = [f for f in found if all(word in f.message for word in words)]
    assert said, found
    if faulty is not None:
        line = next(i for i, row in enumerate(text.splitlines(), 1) if faulty in row)
        assert {fault.line for fault in found} == {line}, found


def test_two_variants_need_two_names():
    again = GOOD + GOOD[GOOD.index("  - id: deep") :]
    (fault,) = parse_stretch(again, "good")[1]
    assert "'deep' again" in fault.message
    assert fault.line == len(again.splitlines()) - 6


def test_repetitions_counted_from_the_start_pose_need_one():
    text = (data_folder("poses") / "glute-bridge.yaml").read_text(encoding="utf-8")
    start, phases = text.index("start:\n  pose"), text.index("phases:")
    assert parse_stretch(text, "glute-bridge")[1] == []
    (fault,) = parse_stretch(text[:start] + text[phases:], "glute-bridge")[1]
    assert "add `start:`" in fault.message
    assert "change: true" in text.splitlines()[fault.line - 1]
    (fault,) = parse_stretch(text.replace("  change: true\n", ""), "glute-bridge")[1]
    assert "`start` is never used" in fault.message
