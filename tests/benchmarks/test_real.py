"""The judge on real people, on made-up marks and answers."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from benchmarks.parts import replaced, write_part
from benchmarks.real import page
from benchmarks.real.agreement import agreement
from benchmarks.real.cases import Case, Joints, Mark, athletes, facing, legs_apart, marked
from benchmarks.real.classes import FAMILIES, Labelled, labelled, said_of, tables
from benchmarks.real.classes import page as page_of_classes
from benchmarks.real.configurations import (
    BASE,
    CONFIGURATIONS,
    GEOMETRY,
    MEASURED,
    NOTHING,
    Answer,
    Configuration,
    Value,
    alone,
    chained,
)
from benchmarks.real.engines import ENGINES, Look, interleaved, repeated
from benchmarks.real.judge import answered_by_all, groups, judge
from benchmarks.real.paired import difference
from benchmarks.real.scores import Errors, errors, figures, names
from formcheck.capture.frame import Frame
from formcheck.errors import InputError
from formcheck.measure.chain import PLAIN
from formcheck.pose.estimator import ScriptedEstimator
from formcheck.pose.landmark import SIDES, Side
from formcheck.pose.pose import Pose
from formcheck.pose.sides.mirror_ensemble import exchange_legs
from formcheck.session import Sightings
from formcheck.stretches.files.loading import list_stretches
from tests.skeleton import Person

POSE = Person(hip={"left": 85.0, "right": 192.0}, knee={"left": 95.0, "right": 100.0}).pose()
"""Somebody in a lunge who faces right: the right leg is near, and the rear one."""


def joints_of(pose: Pose) -> Joints:
    return {
        (joint, side): pose.flat(joint, side)
        for joint in ("shoulder", "elbow", "wrist", "hip", "knee", "ankle")
        for side in SIDES
    }


def case(near_hip: float = 192.0, near: Side = "right", **changed: object) -> Case:
    made = Case(
        path=Path("one.jpg"),
        posture="lunge",
        sign=1,
        near=near,
        yaw_deg=5.0,
        marks={
            "near hip": Mark(near_hip, 5.0),
            "near knee": Mark(100.0, 4.0),
            "far hip": Mark(85.0, 8.0),
            "trunk lean": Mark(0.0, 4.0),
        },
        joints=joints_of(POSE),
        legs_differ=True,
    )
    return replace(made, **changed)


def answer(left: float, right: float, sigma: float | None = 3.0, *, sure: bool = True) -> Answer:
    values = {"hip_left": Value(left, sigma), "hip_right": Value(right, sigma)}
    return Answer(values, values, POSE, sure)


def seen(*poses: Pose | None) -> list[Sightings]:
    return [Sightings((0,), (0.0,), (pose,)) for pose in poses]


def test_by_name_is_the_leg_that_is_meant_and_by_role_the_better_one() -> None:
    exchanged = [answer(191.0, 80.0)]
    by_name = errors([case()], exchanged, ("near hip", False))
    by_role = errors([case()], exchanged, ("near hip", True))
    far = errors([case()], exchanged, ("far hip", False))
    assert by_name.error.tolist() == [-112.0]
    assert by_role.error.tolist() == [-1.0]
    assert far.error.tolist() == [106.0]


def test_a_leg_refused_by_name_still_holds_by_role() -> None:
    refused = replace(answer(90.0, 190.0), values={})
    assert figures(errors([case()], [refused], ("near hip", False))).refused == 1
    assert errors([case()], [refused], ("near hip", True)).error.tolist() == [-2.0]
    assert figures(errors([case()], [NOTHING], ("near hip", True))).refused == 1


@pytest.mark.parametrize(("said", "mark", "off"), [(359.0, 1.0, -2.0), (-1.0, 358.0, 1.0)])
def test_errors_are_taken_around_the_circle(said: float, mark: float, off: float) -> None:
    found = errors([case(mark)], [answer(0.0, said)], ("near hip", False))
    assert found.error.tolist() == [off]


def test_figures_count_what_they_say() -> None:
    cases = [case()] * 5
    given = [answer(0.0, 192.0 + off) for off in (0.0, 2.0, -4.0, 40.0)] + [NOTHING]
    found = figures(errors(cases, given, ("near hip", False)))
    assert (found.count, found.refused, found.gross) == (5, 1, 1)
    assert found.mean == pytest.approx(11.5)
    assert found.median == pytest.approx(3.0)
    assert found.bias == pytest.approx(9.5)
    assert found.covered.both == pytest.approx(0.75)
    assert figures(errors([case()], [NOTHING], ("near hip", False))).mean is None


def test_coverage_allows_for_the_error_of_the_mark() -> None:
    # Twice the root of 3 and 5 degrees squared is 11.66 degrees.
    for off, inside in ((11.6, 1.0), (11.7, 0.0)):
        found = errors([case()], [answer(0.0, 192.0 + off)], ("near hip", False))
        assert figures(found).covered.both == inside
    nothing_stated = errors([case()], [answer(0.0, 192.0, None)], ("near hip", False))
    assert figures(nothing_stated).covered is None


def test_coverage_is_told_with_and_without_either_error() -> None:
    # The marks are good to 5 degrees and 3 are stated: limits at 10, 6 and 11.66.
    given = [answer(0.0, 192.0 + off) for off in (5.0, -9.0, 11.0, 30.0)]
    found = figures(errors([case()] * 4, given, ("near hip", False))).covered
    assert (found.both, found.alone, found.mark) == (0.75, 0.25, 0.5)
    assert (found.count, found.stated) == (4, pytest.approx(3.0))
    rms = math.sqrt((25 + 81 + 121 + 900) / 4)
    assert found.rms == pytest.approx(rms)
    assert found.beyond == pytest.approx(math.sqrt(rms**2 - 25.0))
    exact = figures(errors([case()], [answer(0.0, 192.0)], ("near hip", False))).covered
    assert exact.beyond == 0.0


def test_exchanged_legs_are_counted_where_the_legs_differ() -> None:
    cases = [case(), case(), case(), case(legs_differ=False)]
    right, wrong = answer(0.0, 0.0), replace(answer(0.0, 0.0), pose=exchange_legs(POSE))
    found = names(cases, [right, wrong, replace(wrong, sure=False), wrong])
    assert (found.count, found.wrong, found.surely) == (3, 2, 1)
    assert names([case()], [NOTHING]).count == 0


def test_the_bootstrap_tells_harm_from_chance() -> None:
    rng = np.random.default_rng(3)
    harm = difference(rng.normal(4.0, 3.0, 40))
    chance = difference(rng.normal(0.0, 3.0, 40))
    assert harm is not None
    assert chance is not None
    assert harm.harms
    assert not chance.harms
    assert not chance.helps
    assert harm.low < harm.mean < harm.high
    assert harm == difference(np.append(np.random.default_rng(3).normal(4.0, 3.0, 40), np.nan))
    assert difference(np.array([1.0, np.nan])) is None


def test_the_other_judge_counts_alike() -> None:
    mark = np.linspace(60.0, 240.0, 30)
    error = np.tile([6.0, -2.0, 2.0], 10)
    nan = np.full(30, math.nan)
    found = agreement(Errors(np.arange(30), error, mark + error, mark, nan, nan))
    assert found is not None
    assert found.mean == pytest.approx(np.abs(error).mean())
    assert found.bias == pytest.approx(2.0)
    assert found.limits == pytest.approx((2.0 - 1.96 * error.std(ddof=1), 8.51), abs=0.2)
    assert 0.99 < found.icc[0] < 1.0


def test_knees_and_elbows_show_which_way_somebody_faces() -> None:
    assert facing(joints_of(POSE)) == 1
    assert facing(joints_of(POSE.mirrored())) == -1
    assert facing(joints_of(Person().pose())) == 0
    assert legs_apart(joints_of(POSE))
    assert not legs_apart(joints_of(Person().pose()))


def test_the_engine_alone_uses_the_direction_and_the_shoulder_of_the_marks() -> None:
    (look,) = seen(POSE)
    found = alone(case(), look)
    assert found.values["hip_right"].deg == pytest.approx(192.0, abs=1.0)
    assert found.values["knee_left"].deg == pytest.approx(95.0, abs=1e-6)
    assert found.values["hip_right"].sigma is None
    turned = alone(case(sign=-1), look).values["hip_right"].deg
    assert turned == pytest.approx(360.0 - found.values["hip_right"].deg)
    assert alone(case(), seen(None)[0]) is NOTHING


def test_a_chain_answers_with_errors_and_refuses_contested_names() -> None:
    (look,) = seen(replace(POSE, agreement=(-1.0, -1.0)))
    open_chain, strict = chained(PLAIN), chained(PLAIN, refuse_names=True)
    assert open_chain(case(), look).values["hip_right"].sigma is not None
    assert "hip_right" not in strict(case(), look).values
    assert "hip_right" in strict(case(), look).by_role
    held = strict(case(), repeated(look, 10.0))
    assert held.pose is not None
    assert strict(case(), seen(None)[0]) is NOTHING


def test_everything_that_is_judged_has_an_engine_and_partners() -> None:
    assert {BASE, GEOMETRY, MEASURED} <= CONFIGURATIONS.keys()
    for one in CONFIGURATIONS.values():
        assert one.engine in ENGINES
        assert set(one.against) <= CONFIGURATIONS.keys()


def test_what_was_shared_out_comes_back_in_order() -> None:
    whole = list(range(7))
    assert interleaved([whole[0::2], whole[1::2]]) == whole
    assert interleaved([whole]) == whole
    assert repeated(seen(POSE)[0], 10.0).poses == (POSE,) * 100


def made_up() -> tuple[list[Case], dict[str, list[Sightings]]]:
    cases = [case(192.0 + row % 3, path=Path(f"{row}.jpg")) for row in range(12)]
    engines = dict.fromkeys(ENGINES, seen(*[POSE] * 11, exchange_legs(POSE)))
    return cases, engines


def test_the_page_and_the_lines_hold_every_configuration() -> None:
    cases, engines = made_up()
    judged = judge(cases, engines, engines)
    text = page.page((cases, judged), (cases, judged), "formcheck 1.2.3", "2026-11-30")
    assert "{" not in text
    for words in (*CONFIGURATIONS, "formcheck 1.2.3", "by posture", "lunge", "ICC", "beyond 30"):
        assert words.lower() in text.lower()
    brief = page.lines(judged, "12 people")
    assert len(brief) <= 14
    assert all(len(line) < 130 for line in brief)


def test_the_page_says_where_marks_are_too_vague_to_judge_a_stated_error() -> None:
    # Every answer lies within the mark's own error of 5 degrees; then one in four does not.
    cases = made_up()[0]
    fine = {one.path: answer(0.0, one.marks["near hip"].deg + 2.0) for one in cases}
    poor = fine | {one.path: answer(0.0, 204.0) for one in cases[:3]}
    for given, deaf in ((fine, True), (poor, False)):
        answering = Configuration("one look", lambda one, _, given=given: given[one.path], "")
        judged = judge(
            cases, dict.fromkeys(ENGINES, seen(*[POSE] * 12)), None, {MEASURED: answering}
        )
        text = page.coverage_verdict(judged)
        assert ("near hip by name the marks' own error alone covers more than 98 %" in text) is deaf
        assert ("Of no angle" in text) is not deaf
        assert "near hip by name 1.5" in text if deaf else "near hip by name 0." in text


def test_a_step_that_harms_is_called_worse() -> None:
    cases = made_up()[0]
    engines = dict.fromkeys(ENGINES, seen(*[POSE] * 12))
    rng = np.random.default_rng(1)
    spoilt = {
        path: answer(0.0, 192.0 + off)
        for path, off in zip((c.path for c in cases), rng.uniform(8.0, 14.0, 12), strict=True)
    }
    harmful = Configuration("one look", lambda one, _: spoilt[one.path], "harm", (BASE,))
    configurations = {BASE: CONFIGURATIONS[BASE], "harm": harmful}
    judged = judge(cases, engines, None, configurations)
    assert "worse on near hip by name" in page.verdict(judged)
    assert judged["harm"].held is None
    assert answered_by_all(judged, "near hip by name") == list(range(12))
    assert set(groups(cases)) == {"lunge", "0 to 7 degrees off the side"}


MARKS = """\
file,category,facing,near,yaw_guess_deg,shoulder_x,shoulder_y,hip_x,hip_y,knee_x,knee_y,ankle_x,\
ankle_y,far_hip_x,far_hip_y,far_knee_x,far_knee_y,far_ankle_x,far_ankle_y,hip_near,knee_near,\
hip_far,knee_far,confidence
a.jpg,squat_hinge,left,left,8,100,100,100,200,100,300,100,400,,,,,,,180,180,,,medium
"""


def test_marks_are_read_with_their_own_error(tmp_path: Path) -> None:
    (tmp_path / "marks.csv").write_text(MARKS, encoding="utf-8")
    (tmp_path / "a.jpg").touch()
    (found,) = marked(tmp_path)
    assert (found.posture, found.sign, found.near, found.far) == (
        "squat or hinge",
        -1,
        "left",
        "right",
    )
    assert found.marks["near hip"] == Mark(180.0, 8.0)
    assert found.marks["trunk lean"] == Mark(0.0, 4.0)
    assert not found.legs_differ
    (tmp_path / "a.jpg").unlink()
    with pytest.raises(InputError, match=r"expected the pictures of real people.*--data"):
        marked(tmp_path)


def test_athletes_are_read_with_the_side_that_their_knees_show(tmp_path: Path) -> None:
    parts = ("shoulder", "elbow", "wrist", "hip", "knee", "ankle")
    columns = [f"{side}_{joint}_{axis}" for joint in parts for side in SIDES for axis in "xy"]
    points = [POSE.flat(joint, side) for joint in parts for side in SIDES]
    values = [f"{value:.1f}" for point in points for value in (point.real, point.imag)]
    lines = [",".join(["file", "set", *columns])]
    lines += [",".join([f"{kind}.jpg", kind, *values]) for kind in "AB"]
    (tmp_path / "joints.csv").write_text("\n".join(lines), encoding="utf-8")
    for kind in "AB":
        (tmp_path / f"{kind}.jpg").touch()
    angled, named = athletes(tmp_path)
    assert angled.marks["near hip"].deg == pytest.approx(192.0, abs=1.0)
    assert not named.marks
    assert named.legs_differ


def test_each_command_replaces_its_own_part_of_a_page(tmp_path: Path) -> None:
    text = "# Title\n<!-- a -->\nold\n<!-- end of a -->\n<!-- b -->\nkept\n<!-- end of b -->\n"
    new = replaced(text, "a", "new \\1")
    assert "new \\1" in new
    assert "old" not in new
    assert "kept" in new
    assert replaced(new, "a", "old") == text
    with pytest.raises(ValueError, match='part "c" once, got it 0 times'):
        replaced(text, "c", "new")
    write_part(tmp_path / "page.md", "a", "first")
    write_part(tmp_path / "page.md", "a", "second")
    assert "second" in (tmp_path / "page.md").read_text(encoding="utf-8")


def test_an_engine_looks_at_every_picture_once(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[int] = []

    def script(frame: Frame) -> Pose:
        looked.append(frame.index)
        return POSE

    monkeypatch.setitem(ENGINES, "fake", lambda _: ScriptedEstimator(script))
    monkeypatch.setattr("benchmarks.real.engines.Picture", _Blank)
    found = Look(("fake",)).at([Path("a"), Path("b")])
    assert [one.poses for one in found["fake"]] == [(POSE,), (POSE,)]
    assert looked == [0, 0]
    (held,) = Look(("fake",), 0.5).at([Path("a")])["fake"]
    assert held.times_s == (0.0, 0.1, 0.2, 0.3, 0.4)


class _Blank:
    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> list[Frame]:
        return [Frame(np.zeros((8, 8, 3), dtype=np.uint8), 0, 0.0)]

    def __exit__(self, *_: object) -> None:
        return None


def test_a_picture_is_recognised_as_a_family_of_stretches() -> None:
    stretches = list_stretches()
    assert {name for family in FAMILIES.values() for name in family} <= {s.id for s in stretches}
    lunge = Labelled(Path("lunge.jpg"), "lunge", "side")
    poses = (POSE,) * 10
    held = Sightings(tuple(range(10)), tuple(row / 10 for row in range(10)), poses)
    found = said_of(lunge, held, stretches)
    assert found.found
    assert found.whole
    assert found.right
    assert found.main not in (None, "can't tell")
    nobody = said_of(lunge, Sightings((0,), (0.0,), (None,)), stretches)
    assert not nobody.found
    assert not nobody.surely_wrong
    taken = replace(found, label=Labelled(Path("p.jpg"), "plank", "side"), sure=True)
    assert taken.surely_wrong
    text = tables([found, nobody, taken])
    assert "| lunge | 2 | 1 | 1 of 2 (50 %) |" in text
    assert "| p.jpg | plank | side |" in text
    assert "{" not in page_of_classes([found], "formcheck 1.2.3", "2026-11-30")


def test_missing_classes_are_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"expected pictures by class.*--data"):
        labelled(tmp_path)
