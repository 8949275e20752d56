"""Every measure's row: its joints outside the picture are a reason, and no other joint matters."""

from dataclasses import replace

import numpy as np
import pytest

from formcheck.codes.measure import ReasonCode
from formcheck.measure.measurer import FlatStart, Measurer
from formcheck.measure.model.error_table import YAWS
from formcheck.measure.model.measure_spec import MeasureSpec
from formcheck.measure.model.measurement import Measurement
from formcheck.measure.model.registry import NAMES, REGISTRY, SPECS, base_name
from formcheck.measure.view.missing_joints import out_of_picture
from formcheck.pose.landmark import JOINTS, SIDES, Landmark, Side, other
from formcheck.pose.pose import Pose
from tests.skeleton import Person

SITTING = Person(
    trunk_lean=10.0,
    hip={"left": 95.0, "right": 105.0},
    knee={"left": 80.0, "right": 100.0},
    shoulder={"left": 40.0, "right": 60.0},
    elbow={"left": 120.0, "right": 140.0},
    centre=(640.0, 480.0),
    size=(1280, 960),
)
LYING = replace(
    SITTING,
    trunk_lean=-90.0,
    hip={"left": 170.0, "right": 165.0},
    knee={"left": 160.0, "right": 150.0},
)
SEEN_FROM_THE_FRONT = Person(yaw=90.0, centre=(640.0, 480.0), size=(1280, 960))

POSTURES = {"hip_height": LYING, "hips_rise": LYING}
"""Where a measure asks for another posture than sitting side-on."""

NEAR: Side = "right"
"""The side near the camera of all these people, who face right."""

READ_FROM_LANDMARKS = [spec for spec in SPECS if not spec.untold and not spec.silhouette]


def measured(pose: Pose, name: str) -> Measurement:
    """Measure one frame, for `hips_rise` of somebody who lay flat before."""
    measurer = Measurer()
    times = [0.0, 1.0 + FlatStart.NEEDED_S] if name == "hips_rise" else []
    for row, time_s in enumerate(times):
        measurer.update(LYING.pose(), row, time_s)
    return measurer.update(pose, len(times), 10.0).values[name]


def posture(spec: MeasureSpec) -> Pose:
    usual = SEEN_FROM_THE_FRONT if spec.plane == "frontal" else SITTING
    return POSTURES.get(spec.name, usual).pose()


def moved(pose: Pose, joint: tuple[str, Side], by: tuple[float, float, float]) -> Pose:
    """Move a joint by pixels across the picture and in depth, and as far in space."""
    pixels, world = pose.pixels.copy(), pose.world.copy()
    pixels[JOINTS[joint]] += by[:2]
    world[JOINTS[joint]] += np.array(by) / SITTING.scale
    return replace(pose, pixels=pixels, world=world)


def needed(spec: MeasureSpec, side: Side | None) -> list[list[tuple[str, Side]]]:
    """Return the groups of joints of which, once they are outside, nothing can be measured."""
    needs = spec.needs
    groups = [[(j, one)] for j in needs.own for one in (SIDES if side is None else (side,))]
    groups += [[(j, one)] for j in needs.both for one in SIDES]
    groups += [[(j, NEAR)] for j in needs.near]
    groups += [[(j, other(side))] for j in needs.other if side is not None]
    return groups + [[(j, one) for one in SIDES] for j in needs.either]


CASES = [
    pytest.param(name, group, id="-".join([name, *(f"{j}_{s}" for j, s in group)]))
    for name in NAMES
    if (spec := REGISTRY[base_name(name)]) in READ_FROM_LANDMARKS
    for group in needed(spec, next((s for s in SIDES if name.endswith(s)), None))
]


@pytest.mark.parametrize(("name", "group"), CASES)
def test_a_needed_joint_outside_the_picture_is_a_reason(
    name: str, group: list[tuple[str, Side]]
) -> None:
    pose = posture(REGISTRY[base_name(name)])
    assert measured(pose, name).value is not None
    out = pose.pixels.copy()
    for joint, side in group:
        out[JOINTS[joint, side]] = (pose.width - 3.0, pose.height - 3.0)
    reason = measured(replace(pose, pixels=out), name).reason
    assert reason is not None
    assert reason.code in (ReasonCode.OUTSIDE_PICTURE, ReasonCode.BOTH_OUTSIDE_PICTURE)
    assert reason.get("joint") == group[0][0]


@pytest.mark.parametrize(
    ("name", "joint"),
    [
        ("trunk_shin", "hip"),  # without the hip, the shin is not known to be this leg's
        ("arm_spread", "hip"),  # the side of the trunk that the arm is spread from
        ("arm_spread", "shoulder"),  # where the arm begins
        ("knee_height", "ankle"),  # the floor may be under either foot
    ],
)
def test_a_joint_of_the_measured_side_is_needed_where_the_other_side_has_it_too(
    name: str, joint: str
) -> None:
    pose = posture(REGISTRY[name])
    out = pose.pixels.copy()
    out[JOINTS[joint, "left"]] = (pose.width - 3.0, pose.height - 3.0)
    found = measured(replace(pose, pixels=out), f"{name}_left")
    assert found.reason == out_of_picture(joint, "left")


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.name)
def test_what_is_drawn_of_a_measure_is_needed_for_it(spec: MeasureSpec) -> None:
    assert spec.arc is None or set(spec.arc.joints) <= set(spec.needs.joints)


@pytest.mark.parametrize("spec", READ_FROM_LANDMARKS, ids=lambda spec: spec.name)
def test_no_value_depends_on_a_joint_that_its_row_does_not_name(spec: MeasureSpec) -> None:
    pose = posture(spec)
    side: Side | None = "left" if spec.sided else None
    name = f"{spec.name}_{side}" if side else spec.name
    before = measured(pose, name).value
    named = {joint for group in needed(spec, side) for joint in group}
    for joint in JOINTS.keys() - named:
        after = measured(moved(pose, joint, (3.0, 5.0, 4.0)), name).value
        assert after == pytest.approx(before, abs=1e-9), joint
    ways = ((3.0, 5.0, 4.0), (-60.0, 90.0, 0.0))
    after = [measured(moved(pose, joint, way), name).value for joint in named for way in ways]
    assert any(value != pytest.approx(before, abs=1e-6) for value in after)


@pytest.mark.parametrize("side", SIDES)
def test_of_two_hands_the_nearer_one_has_to_be_in_the_picture(side: Side) -> None:
    """A hand beyond the right edge counts only where the other one is farther away."""
    pose = SITTING.pose()
    ankle = pose.pixels[Landmark.LEFT_ANKLE]
    pixels = pose.pixels.copy()
    pixels[JOINTS["wrist", other(side)]] = ankle + np.array([-100.0, 0.0])
    for x, known in ((50.0, False), (200.0, True)):
        pixels[JOINTS["wrist", side]] = ankle + np.array([x, 0.0])
        narrow = replace(pose, pixels=pixels, width=round(ankle[0] + x))
        found = measured(narrow, "wrist_to_ankle_left")
        assert (found.value is not None) == known


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.name)
def test_rows_are_whole(spec: MeasureSpec) -> None:
    assert spec.bounds[0] < spec.bounds[1]
    if spec.sigmas is not None:
        assert len(spec.sigmas) == len(YAWS)
        assert list(spec.sigmas) == sorted(spec.sigmas)
    if spec.learned is not None:
        assert 0 < spec.learned.sigma_floor < spec.learned.most_sigma
    if spec.arc is not None:
        assert len(spec.arc.joints) == (3 if spec.arc.against == "limb" else 2)
    assert not (spec.needs.other and not spec.sided)
