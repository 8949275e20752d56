from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from formcheck.measure.model.outline_model import STATIONS, Outline
from formcheck.measure.pelvis.outline import average, read_outline
from formcheck.measure.view.view import see
from formcheck.pose.pose import Pose
from tests.skeleton import TRUNK, Person
from tests.spoken import words

BELLY = 0.22


def back_line(hollow: float) -> np.ndarray:
    """Depths behind the trunk line with a hollow of that depth at the waist, trunk lengths."""
    return 0.2 - hollow * np.exp(-(((STATIONS - 0.4) / 0.15) ** 2))


def painted(person: Person, hollow: float = 0.05, shade: float = 1.0) -> Pose:
    """The stick person inside a trunk of known depths."""
    pose = person.pose()
    hips, shoulders = pose.pixels[[23, 24]].mean(0), pose.pixels[[11, 12]].mean(0)
    up = (shoulders - hips) / (TRUNK * person.scale)
    behind = np.array([up[1], -up[0]]) * (1 if person.facing == "right" else -1)
    size = TRUNK * person.scale
    places = hips + size * STATIONS[:, None] * up
    back = places + size * back_line(hollow)[:, None] * behind
    front = places - size * BELLY * behind
    corners = np.concatenate([back, front[::-1]])
    mask = np.zeros((pose.height, pose.width), np.float32)
    cv2.fillPoly(mask, [np.round((corners - 0.5) * 16).astype(np.int32)], shade, shift=4)
    return replace(pose, silhouette=mask)


def outline_of(person: Person, hollow: float = 0.05) -> Outline:
    found = read_outline(painted(person, hollow), see(person.pose(), sign_of(person)))
    assert isinstance(found, Outline), found
    return found


def sign_of(person: Person) -> int:
    return 1 if person.facing == "right" else -1


@pytest.mark.parametrize("facing", ["left", "right"])
@pytest.mark.parametrize("lean", [-20.0, 0.0, 35.0, 85.0])
def test_depths_are_those_of_the_painted_trunk_whichever_way_it_faces_and_leans(
    facing: str, lean: float
) -> None:
    found = outline_of(Person(trunk_lean=lean, facing=facing))
    inner = slice(2, -2)
    np.testing.assert_allclose(found.back[inner], back_line(0.05)[inner], atol=0.012)
    np.testing.assert_allclose(found.front[inner], BELLY, atol=0.012)
    assert found.trunk_lean == pytest.approx(lean, abs=0.5)


def test_depths_do_not_depend_on_the_distance() -> None:
    near = outline_of(Person(scale=300.0, centre=(320.0, 200.0)))
    far = outline_of(Person(scale=150.0))
    np.testing.assert_allclose(near.back[2:-2], far.back[2:-2], atol=0.015)
    assert near.trunk_pixels == pytest.approx(2 * far.trunk_pixels, rel=0.01)


def test_a_deeper_hollow_reads_deeper_and_a_round_back_reads_none() -> None:
    depths = [outline_of(Person(), hollow).hollow for hollow in (-0.05, 0.02, 0.06, 0.10)]
    assert depths[0] == pytest.approx(0.0, abs=0.8)
    assert depths == sorted(depths)
    assert depths[3] - depths[2] == pytest.approx(4.0, abs=1.0)


def test_an_arm_that_reaches_out_behind_the_back_is_noticed() -> None:
    hanging = outline_of(Person(shoulder={"left": 5.0, "right": 5.0}))
    assert hanging.arm_behind < 0
    swung_back = Person(
        shoulder={"left": 5.0, "right": -50.0}, elbow={"left": 170.0, "right": 90.0}
    )
    assert outline_of(swung_back).arm_behind > 0.05


def test_an_outline_survives_a_file() -> None:
    found = outline_of(Person(trunk_lean=10.0))
    assert Outline.from_numbers(found.numbers()) == found
    again = Outline.from_dict(found.as_dict())
    np.testing.assert_allclose(again.numbers(), found.numbers(), atol=0.006)


@pytest.mark.parametrize("missing", ["back", "joints", "yaw_deg"])
def test_a_damaged_outline_is_refused_in_words(missing: str) -> None:
    data = outline_of(Person()).as_dict()
    del data[missing]
    with pytest.raises(ValueError, match="expected an outline"):
        Outline.from_dict(data)


def test_outlines_of_another_length_or_of_no_numbers_are_refused() -> None:
    numbers = outline_of(Person()).numbers()
    with pytest.raises(ValueError, match="numbers"):
        Outline.from_numbers(numbers[:-1])
    with pytest.raises(ValueError, match="finite"):
        Outline.from_numbers([float("nan"), *numbers[1:]])


def test_the_average_shrugs_off_one_bad_frame() -> None:
    good = [outline_of(Person(), 0.05) for _ in range(4)]
    bad = outline_of(Person(), 0.15)
    assert average([*good, bad]).hollow == pytest.approx(good[0].hollow, abs=1e-9)
    with pytest.raises(ValueError, match="at least one"):
        average([])


def test_every_refusal_says_what_to_do() -> None:
    side = Person()
    view = see(side.pose(), 1)
    cases = {
        "not looked for": read_outline(side.pose(), view),
        "side of your body": read_outline(painted(side), see(Person(yaw=70.0).pose(), 1)),
        "which way you face": read_outline(painted(side), see(side.pose(), 0)),
        "background": read_outline(painted(side, shade=0.2), view),
        "closer": read_outline(painted(Person(scale=60.0)), view),
        "step back": read_outline(
            painted(Person(centre=(320.0, -20.0))), see(Person(centre=(320.0, -20.0)).pose(), 1)
        ),
    }
    for part, reason in cases.items():
        assert part in words(reason)
