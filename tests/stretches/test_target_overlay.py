"""Overlays: what they change, what they refuse, and that everything judged with one says so."""

import json

import pytest

from formcheck.errors import SpecificationError, UsageError
from formcheck.report.html import write_report
from formcheck.report.tables import summary_document
from formcheck.store.recordings.recording import RecordingMeta
from formcheck.stretches.files.loading import (
    load_overlay,
    load_stretch,
    overlay_files,
    presets_folder,
    validate_file,
)
from formcheck.stretches.files.overlay_faults import parse_overlay
from formcheck.stretches.model.changes import StretchChange
from formcheck.stretches.model.difference import difference
from formcheck.stretches.model.stretch import Stretch
from formcheck.stretches.model.target_overlay import (
    AtMost,
    Overlay,
    apply_overlay,
    dump_overlay,
    judged_with,
    overlay_of,
)
from formcheck.stretches.text.description import describe
from formcheck.terminal import out, show_left_out, show_summary
from formcheck.tune.rejudge import change_targets
from formcheck.wording import judged_with_words
from formcheck.words import say
from tests.coach.scripted import frames, hips, lunge, perform, squat, times

LUNGE = load_stretch("half-kneeling-lunge")
KNOWN = {name: load_stretch(name) for name in ("half-kneeling-lunge", "squat")}

MINE = """\
id: mine
name: My own
version: 3
at_most:
  hip: 192
stretches:
  half-kneeling-lunge:
    hold: {seconds: 45}
    checks:
      rear-hip: {low: 188}
      front-knee:
        low: null
  squat:
    reps: {count: 5}
"""


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("FORMCHECK_HOME", str(tmp_path))
    return tmp_path


def mine() -> Overlay:
    overlay, faults = parse_overlay(MINE, "mine", KNOWN)
    assert faults == []
    assert overlay is not None
    return overlay


def test_an_overlay_changes_what_it_says_and_nothing_else():
    changed = apply_overlay(LUNGE, mine())
    assert changed.hold is not None
    assert (changed.hold.seconds, changed.hold.sets) == (45, 2)
    rear = changed.check("rear-hip")
    assert (rear.low, rear.high) == (188, 192)
    assert rear.cue_low == LUNGE.check("rear-hip").cue_low
    assert changed.check("front-knee").low is None
    assert changed.check("trunk-lean") == LUNGE.check("trunk-lean")
    assert [check.id for check in changed.checks] == [check.id for check in LUNGE.checks]
    assert LUNGE.check("rear-hip").low == 185, "the shipped stretch stays as it is"
    assert isinstance(changed, Stretch)


def test_ceilings_hold_for_stretches_that_nobody_named():
    own = lunge(id="my-own")
    changed = apply_overlay(own, Overlay(id="a", name="A", at_most=AtMost(hip=190, hold=20)))
    assert (changed.check("rear-hip").low, changed.check("rear-hip").high) == (178, 190)
    assert changed.hold is not None
    assert changed.hold.seconds == 20
    deep = apply_overlay(own, Overlay(id="a", name="A", at_most=AtMost(hip=180)))
    assert (deep.check("rear-hip").low, deep.check("rear-hip").high) == (168, 180)
    longer = Overlay(id="a", name="A", at_most=AtMost(hip=230, hold=60))
    assert apply_overlay(own, longer).check("rear-hip") == own.check("rear-hip")
    assert judged_with(apply_overlay(own, longer))[0].changes == ()


def test_the_sensitive_back_is_as_designed():
    overlay = load_overlay("sensitive-back")
    changed = apply_overlay(LUNGE, overlay)
    rear = changed.check("rear-hip")
    assert (rear.low, rear.high, rear.prefer_low, rear.prefer_high) == (175, 190, 170, 185)
    assert changed.check("tuck") == LUNGE.check("tuck"), "its error is larger than a stricter limit"
    assert changed.hold is not None
    assert LUNGE.hold is not None
    assert changed.hold.seconds < LUNGE.hold.seconds
    for name in ("prone-press-up", "saddle", "scorpion", "half-kneeling-reach-back", "deadlift"):
        assert name in overlay.off
    assert {"breathing", "lying-pelvic-tilt", "glute-bridge"} <= set(overlay.first)
    assert overlay.why
    assert "strong" in overlay.why
    assert not overlay.leaves_out(LUNGE)
    press_up = apply_overlay(load_stretch("prone-press-up"), overlay)
    assert judged_with(press_up)[0].leaves_out


def test_a_ceiling_leaves_a_target_that_is_wider_than_twice_the_error():
    overlay = load_overlay("sensitive-back")
    for stretch in KNOWN.values():
        for check in apply_overlay(stretch, overlay).checks:
            shipped = stretch.check(check.id)
            if None in (check.low, check.high, shipped.low, shipped.high):
                continue
            usual = shipped.high - shipped.low
            assert check.high - check.low >= min(12, usual), (stretch.id, check.id)


def test_reasons_have_the_numbers_of_the_overlay():
    changed = apply_overlay(LUNGE, load_overlay("sensitive-back"))
    assert "More than 200 " in say(LUNGE.check("rear-hip").reason)
    assert "More than 190 " in say(changed.check("rear-hip").reason)
    assert "200" not in describe(changed).split("## Where")[0].split("## What is looked at")[1]


def test_a_limit_that_an_overlay_takes_away_leaves_no_braces():
    open_end = overlay_of("open", "Open", [(LUNGE, LUNGE)])
    change = StretchChange.model_validate({"checks": {"rear-hip": {"high": None}}})
    changed = apply_overlay(LUNGE, open_end.model_copy(update={"stretches": {LUNGE.id: change}}))
    assert "{" not in say(changed.check("rear-hip").reason)


def test_overlays_add_up_and_are_all_named():
    twice = apply_overlay(apply_overlay(LUNGE, load_overlay("sensitive-back")), mine())
    assert [used.name for used in judged_with(twice)] == ["Sensitive back", "My own"]
    assert twice.hold.sets == 3
    assert twice.check("rear-hip").high == 190, "a ceiling never raises"
    assert judged_with(LUNGE) == ()


def test_the_difference_of_two_stretches_gives_the_second_back():
    changed = change_targets(LUNGE, ["rear-hip.low=188", "hold.sets=3", "trunk-lean.high=none"])
    assert difference(LUNGE, changed).written() == {
        "hold": {"sets": 3},
        "checks": {"trunk-lean": {"high": None}, "rear-hip": {"low": 188.0}},
    }
    saved = overlay_of("tight", "Tight", [(LUNGE, changed), (KNOWN["squat"], KNOWN["squat"])])
    assert list(saved.stretches) == ["half-kneeling-lunge"]
    again = apply_overlay(LUNGE, saved)
    assert difference(changed, again) == StretchChange()
    with pytest.raises(UsageError, match="half-kneeling-lunge"):
        difference(LUNGE, KNOWN["squat"])
    with pytest.raises(UsageError, match="short name"):
        overlay_of("Not An Id", "x", [])


def test_a_file_that_a_browser_renamed_is_taken_by_its_id(tmp_path):
    path = tmp_path / "mine (1).yaml"
    path.write_text(dump_overlay(mine()))
    assert load_overlay(path) == mine()


def test_an_overlay_survives_its_file(home):
    presets_folder().mkdir()
    path = presets_folder() / "mine.yaml"
    path.write_text(dump_overlay(mine()), encoding="utf-8")
    assert overlay_files()["mine"] == path
    assert load_overlay("mine") == mine()
    assert apply_overlay(LUNGE, load_overlay("mine")) == apply_overlay(LUNGE, mine())
    assert "null" in path.read_text()
    assert validate_file(path) == []


def test_an_unknown_overlay_names_the_nearest():
    with pytest.raises(UsageError, match="did you mean sensitive-back"):
        load_overlay("sensitiv-back")


def test_what_does_not_fit_is_refused_when_applied():
    def change(**checks):
        return Overlay.model_validate(
            {"id": "a", "name": "A", "stretches": {"lunge": {"checks": checks}}}
        )

    with pytest.raises(UsageError, match="did you mean rear-hip"):
        apply_overlay(lunge(), change(**{"rear-hop": {"low": 188}}))
    with pytest.raises(UsageError, match="low 210 and high 200"):
        apply_overlay(lunge(), change(**{"rear-hip": {"low": 210}}))
    with pytest.raises(UsageError, match="cue_low"):
        apply_overlay(lunge(), change(arch={"low": -10}))
    cued = change(arch={"low": -10, "cue_low": "Untuck a little"})
    assert apply_overlay(lunge(), cued).check("arch").low == -10
    reps = Overlay.model_validate(
        {"id": "a", "name": "A", "stretches": {"lunge": {"reps": {"count": 3}}}}
    )
    with pytest.raises(UsageError, match="`reps`"):
        apply_overlay(lunge(), reps)


FAULTS = {
    "unknown key": ("version: 3", "verson: 3", "verson", ["`version:`"]),
    "unknown ceiling": ("  hip: 192", "  hipp: 192", "hipp", ["`hip:`"]),
    "unknown stretch": ("  squat:", "  sqat:", "sqat", ["write `squat`"]),
    "unknown check": ("rear-hip:", "reer-hip:", "reer-hip", ["write `rear-hip:`"]),
    "unknown key of a check": ("{low: 188}", "{lo: 188}", "lo: 188", ["`low:`"]),
    "unit": ("{low: 188}", "{low: 188deg}", "188deg", ["without the unit"]),
    "low above the shipped high": ("{low: 188}", "{low: 205}", "205", ["high 200"]),
    "limit without cue": (
        "        low: null", "        high: 120", "high: 120", ["`cue_high`", "front-knee"],
    ),
    "too long": ("seconds: 45", "seconds: 4500", "4500", ["600 seconds"]),
    "no such section": ("    reps: {count: 5}", "    hold: {sets: 5}", "hold: {sets",
                        ["kind: reps"]),
    "changes nothing": (MINE[MINE.index("at_most"):], "", "id: mine", ["changes nothing"]),
    "left out, unknown": ("version: 3", "off: [squatt]", "squatt", ["write `squat`"]),
    "wrong id": ("id: mine", "id: yours", "id: yours", ["`id: mine`", "rename"]),
    "missing name": ("name: My own\n", "", "id: mine", ["lacks `name`"]),
    "bad id of a check": ("rear-hip:", "Rear Hip:", "Rear Hip", ["rear-hip"]),
}  # fmt: skip


@pytest.mark.parametrize("case", FAULTS)
def test_each_kind_of_fault_is_said_with_its_line(case):
    old, new, faulty, words = FAULTS[case]
    assert MINE.count(old) == 1
    text = MINE.replace(old, new)
    found = parse_overlay(text, "mine", KNOWN)[1]
    line = next(i for i, row in enumerate(text.splitlines(), 1) if faulty in row)
    messages = [fault.message for fault in found if fault.line == line]
    assert any(all(word in message for word in words) for message in messages), found
    assert {fault.line for fault in found} == {line}


def test_all_faults_of_a_file_come_at_once(home):
    text = MINE.replace("hip: 192", "hop: 192").replace("rear-hip", "rear-hop")
    path = home / "mine.yaml"
    path.write_text(text)
    assert [fault.line for fault in validate_file(path)] == [5, 10]
    with pytest.raises(SpecificationError, match=r"mine\.yaml:5"):
        load_overlay(path)


def test_a_person_is_told_with_which_targets_they_were_judged(home):
    def performed(stretch):
        return perform(stretch, frames(hips((0, 195.0), (8, 195.0)), times(8)))

    shipped = lunge(hold={"seconds": 5})
    overlay = load_overlay("sensitive-back")
    _, before = performed(shipped)
    reports, after = performed(apply_overlay(shipped, overlay))
    assert (before.judged_with, before.verdict) == ((), "good")
    assert after.verdict == "adjust", "195 is too deep for a sensitive back"
    words = judged_with_words(after.judged_with)
    assert words is not None
    assert words.startswith("Judged with: Sensitive back")
    assert "rear hip, upper limit: 190 instead of 200" in words
    meta = RecordingMeta(clip="a.mp4", width=640, height=480)
    document = summary_document(after, meta, reports)
    assert json.loads(json.dumps(document))["judged_with"][0]["id"] == "sensitive-back"
    page = home / "report.html"
    write_report(page, after, reports, apply_overlay(shipped, overlay), (), meta)
    assert "Judged with: Sensitive back" in page.read_text(encoding="utf-8")
    with out.capture() as screen:
        show_summary(after)
    assert "Judged with: Sensitive back" in " ".join(screen.get().split())


def test_several_overlays_stand_in_one_line_with_what_counted_in_the_end(home, capsys):
    """The second one raises what the first one lowered: two lines would contradict each other."""
    (home / "mine.yaml").write_text(MINE.replace("hip: 192", "hip: 300"))
    shipped = apply_overlay(LUNGE, load_overlay("sensitive-back"))
    adapted = apply_overlay(shipped, load_overlay(home / "mine.yaml"))
    assert [len(one.changes) > 0 for one in judged_with(adapted)] == [True, True]

    words = judged_with_words(judged_with(adapted))

    assert words is not None
    assert words.startswith("Judged with: Sensitive back, version 2, then My own, version 3 (")
    assert words.count("seconds") == words.count("rear hip, lower limit:") == 1
    assert "seconds to hold: 45 instead of 30" in words
    assert "rear hip, lower limit: 188 instead of 185" in words
    _, summary = perform(adapted, frames(hips((0, 195.0), (8, 195.0)), times(8)))
    show_summary(summary)
    shown = capsys.readouterr().out
    assert shown.count("Judged with") == 1
    page = home / "report.html"
    meta = RecordingMeta(clip="a.mp4", width=640, height=480)
    write_report(page, summary, [], adapted, (), meta)
    assert page.read_text(encoding="utf-8").count("Judged with") == 1


def test_a_target_that_an_overlay_puts_back_has_not_changed():
    first = apply_overlay(LUNGE, Overlay(id="a", name="A", stretches={LUNGE.id: hold_of(20)}))
    back = apply_overlay(first, Overlay(id="b", name="B", stretches={LUNGE.id: hold_of(30)}))

    words = judged_with_words(judged_with(back))

    assert words == "Judged with: A, then B (no target of this stretch changes)"
    assert judged_with_words(()) is None


def hold_of(seconds):
    return StretchChange.model_validate({"hold": {"seconds": seconds}})


def test_who_chooses_what_is_left_out_is_told(capsys):
    changed = apply_overlay(
        squat(), Overlay(id="a", name="Gentle", off=("squat",), at_most=AtMost(hip=190))
    )
    _, summary = perform(changed, frames(lambda t: None, times(1)))
    show_left_out(summary)
    assert "Gentle leaves Squat out" in " ".join(capsys.readouterr().err.split())


def test_targets_set_by_hand_are_named_too():
    changed = change_targets(LUNGE, ["rear-hip.low=188"])
    assert "rear hip, lower limit: 188 instead of 185" in (
        judged_with_words(judged_with(changed)) or ""
    )
