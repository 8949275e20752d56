from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from formcheck.annotate import badge, panels
from formcheck.annotate.angle_arc import Arc, arc_of, turned
from formcheck.annotate.drawing import Area, Text, put_panel, put_text, text_width, wrap_text
from formcheck.annotate.icon import put_icon
from formcheck.annotate.layer import Layer
from formcheck.annotate.overlay import draw
from formcheck.annotate.skeleton import VERDICT_COLOURS, put_angle
from formcheck.coach.frame.report import CheckResult, Clock, Cue, RepCount
from formcheck.measure.model.measurement import Measurement, View
from formcheck.message import authored
from formcheck.pose.landmark import SIDES, Landmark, Side
from formcheck.pose.pose import Pose
from tests.store import factory

LONG = "Turn so that your right side faces the camera, and step back until all of you is seen"
SIZES = [(640, 480), (1280, 720), (720, 1280), (1920, 1080), (320, 240)]


def plain(width: int = 640, height: int = 480, level: int = 128) -> NDArray[np.uint8]:
    return np.full((height, width, 3), level, dtype=np.uint8)


def known_arc(measurement: str, pose: Pose, facing: int) -> Arc:
    arc = arc_of(measurement, pose, facing)
    assert arc is not None
    return arc


@pytest.fixture
def nothing_drawn_before() -> Iterator[None]:
    """No layer is kept from an earlier test, nor from this one for a later."""
    kept = (badge._still, panels._cue_layer, panels._value_layer)
    for cache in kept:
        cache.cache_clear()
    yield
    for cache in kept:
        cache.cache_clear()


def result(value: float = 190.0, measurement: str = "hip_right") -> CheckResult:
    return CheckResult("rear-hip", measurement, "good", value, 5.6, 185.0, 200.0, None, None)


@given(hip=st.floats(20.0, 235.0))
def test_the_arc_sweeps_the_hip_angle_through_the_front(hip: float) -> None:
    pose = factory.stick(hip=hip)
    right = known_arc("hip_right", pose, 1)
    assert right.sweep == pytest.approx(hip, abs=1e-6)
    left = known_arc("hip_left", pose.mirrored(), -1)
    assert left.sweep == pytest.approx(hip, abs=1e-6)
    # Half-way along the arc is in front of the body: right of the joint when facing right.
    if hip > 30:
        assert right.points(50.0, -hip / 2, 0.0)[0, 0] > right.vertex[0]
        assert left.points(50.0, -hip / 2, 0.0)[0, 0] < left.vertex[0]


def test_the_band_lies_where_the_thigh_should_be() -> None:
    arc = known_arc("hip_right", factory.stick(hip=170.0), 1)
    wanted = factory.stick(hip=185.0)
    thigh = wanted.joint("knee", "right") - wanted.joint("hip", "right")
    np.testing.assert_allclose(arc.ray(185.0 - 170.0), thigh / np.linalg.norm(thigh), atol=1e-9)


@pytest.mark.parametrize(
    ("measurement", "facing", "sweep"),
    [
        ("knee_right", 1, 105.0),
        ("hip_left", 1, 95.0),
        ("trunk_lean", 1, 0.0),
        ("thigh_right", 1, 10.0),
        ("trunk_pitch", 1, 90.0),
    ],
)
def test_other_angles_have_an_arc_too(measurement: str, facing: int, sweep: float) -> None:
    assert known_arc(measurement, factory.stick(), facing).sweep == pytest.approx(sweep, abs=1e-6)


@pytest.mark.parametrize("facing", [1, -1])
@pytest.mark.parametrize("seen", [-2.0, 0.0, 2.0])
def test_a_straight_knee_has_its_target_behind_the_leg(seen: float, facing: int) -> None:
    pose = factory.stick() if facing > 0 else factory.stick().mirrored()
    side: Side = "right" if facing > 0 else "left"
    pixels = pose.pixels.copy()
    hip, knee = pose.joint("hip", side), pose.joint("knee", side)
    pixels[Landmark[f"{side}_ankle".upper()]] = knee + turned(knee - hip, seen)
    arc = known_arc(f"knee_{side}", dataclasses.replace(pose, pixels=pixels), facing)
    target = arc.ray(90.0 - 180.0)  # a shin at a right angle
    assert np.sign(target[0]) == -facing


@pytest.mark.parametrize("dip", [0.0, 4.0])
def test_the_target_of_a_raised_chest_is_above_the_floor(dip: float) -> None:
    pose = factory.stick()
    pixels = pose.pixels.copy()
    for side in SIDES:
        hips = pose.joint("hip", side)
        pixels[Landmark[f"{side}_shoulder".upper()]] = hips + np.array([-150.0, dip])
    arc = known_arc("trunk_pitch", dataclasses.replace(pose, pixels=pixels), 1)
    assert arc.ray(30.0)[1] < 0


@pytest.mark.parametrize("measurement", ["pelvic_tilt", "hip[worked]", "trunk_shin_left"])
def test_what_is_no_angle_in_the_picture_has_no_arc(measurement: str) -> None:
    assert arc_of(measurement, factory.stick(), 1) is None


def test_without_a_direction_a_hip_has_no_arc() -> None:
    assert arc_of("hip_right", factory.stick(), 0) is None


def test_turning_is_clockwise_as_seen() -> None:
    np.testing.assert_allclose(turned(np.array([0.0, -1.0]), 90.0), [1.0, 0.0], atol=1e-12)


def test_mirrored_people_have_mirrored_angles() -> None:
    pose = factory.stick()
    right, left = plain(), plain()
    put_angle(right, known_arc("hip_right", pose, 1), result(), "good", 1.0)
    put_angle(
        left, known_arc("hip_left", pose.mirrored(), -1), result(190, "hip_left"), "good", 1.0
    )
    changed = (right != 128).any(axis=2)
    assert changed.sum() > 1500
    # OpenCV's strokes of even width lie half a pixel to one side; the drawing is the same.
    back = left[:, ::-1].astype(int)
    shifted = [np.roll(back, (dy, dx), (0, 1)) for dx in (-1, 0, 1) for dy in (-1, 0, 1)]
    apart = np.min([np.abs(right - other).max(axis=2) for other in shifted], axis=0)
    assert (apart > 60).sum() < 0.02 * changed.sum()
    turned_round = np.abs(right - left.astype(int)).max(axis=2)
    assert (turned_round > 60).sum() > 0.2 * changed.sum()


def report(**options: Any) -> Any:
    options.setdefault("cue", Cue(authored("Let your hips travel forward"), "fault", "rear-hip"))
    options.setdefault("clock", Clock(12.0, 30.0, "running", None, 0))
    return factory.frame(**options)


def test_the_picture_given_is_not_changed() -> None:
    image = plain()
    out = draw(image, factory.stick(), report(), factory.lunge())
    assert out.shape == image.shape
    assert out.dtype == np.uint8
    assert (image == 128).all()


def test_each_part_changes_its_own_place() -> None:
    stretch, pose = factory.lunge(), factory.stick()
    nothing = draw(plain(), None, factory.frame(hip=190.0), stretch)
    both = draw(plain(), pose, report(), stretch)
    for joint in ("shoulder", "knee", "ankle"):
        x, y = pose.joint(joint, "right").astype(int)
        assert (both[y - 3 : y + 4, x - 3 : x + 4] != 128).any()
    assert (nothing[380:, :400] == 128).all()  # no cue, nothing at the bottom left
    assert (both[470 - 40 : 460, 40:600] != 128).any()
    slow = draw(plain(), pose, report(clock=Clock(3.0, 30.0, "running", None, 0)), stretch)
    moved = np.argwhere((slow != both).any(axis=2))
    assert moved.size
    assert moved[:, 0].max() < 130
    assert moved[:, 1].max() < 320


def test_the_far_side_is_thinner_than_the_near_one() -> None:
    pose = factory.stick()
    near, far = (
        draw(plain(), pose, dataclasses.replace(r, measurements=m), factory.lunge())
        for r in [factory.frame()]
        for m in (
            dataclasses.replace(r.measurements, view=View("right", 0.0, 5.0, side))
            for side in ("right", "left")
        )
    )
    shin = (pose.joint("knee", "right") + pose.joint("ankle", "right")) / 2
    x, y = shin.astype(int)

    def thickness(image: NDArray[np.uint8]) -> int:
        return int((image[y - 12 : y + 13, x] != 128).any(axis=1).sum())

    assert thickness(near) > thickness(far) > 0


@pytest.mark.usefixtures("nothing_drawn_before")
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("hip", [190.0, None])
def test_panels_stay_inside_and_apart(
    size: tuple[int, int], hip: float | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    boxes: list[Area] = []
    sizes: list[tuple[int, int]] = []

    def lay(layer: Layer, image: Any, left: int, top: int) -> None:
        height, width = layer.drawn.shape[:2]
        boxes.append(Area(left, top, left + width, top + height))

    def text(image: NDArray[np.uint8], at: tuple[int, int], line: Text) -> None:
        sizes.append(image.shape[1::-1])
        assert 0 <= at[0] <= at[0] + text_width(line.words, line.size, line.bold) <= sizes[-1][0]
        assert 0 <= at[1] <= at[1] + line.size <= sizes[-1][1]

    monkeypatch.setattr(Layer, "lay", lay)
    for module in (badge, panels):
        monkeypatch.setattr(module, "put_text", text)
    clock = Clock(
        125.0, 300.0, "waiting", authored("your right knee is behind the edge of the table"), 1
    )
    told = report(hip=hip, cue=Cue(authored(LONG), "view"), clock=clock)
    draw(plain(*size), factory.stick(*size), told, factory.lunge())
    assert len(boxes) == (3 if hip is not None else 2) or size == (320, 240)
    for box in boxes:
        assert min(box.left, box.top) >= 0
        assert box.right <= size[0]
        assert box.bottom <= size[1]
    assert not any(a.meets(b) for i, a in enumerate(boxes) for b in boxes[:i])
    assert {(box.width, box.height) for box in boxes} == set(sizes)  # each says something


@pytest.mark.parametrize("level", [0, 255])
def test_the_cue_is_legible_on_any_background(level: int) -> None:
    cue = Cue(authored("Stay"), "good")
    out = draw(
        plain(level=level), None, factory.frame(hip=None, cue=cue, reason="Stay"), factory.lunge()
    )
    region = out[400:468, 70:140].astype(float) / 255
    linear = np.where(region <= 0.04045, region / 12.92, ((region + 0.055) / 1.055) ** 2.4)
    light = linear @ [0.2126, 0.7152, 0.0722]
    assert (light.max() + 0.05) / (light.min() + 0.05) > 7.0


@pytest.mark.usefixtures("nothing_drawn_before")
def test_the_same_reason_is_not_said_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    for module in (badge, panels):
        monkeypatch.setattr(module, "put_text", lambda image, at, line: said.append(line.words))
    clock = Clock(0.0, 30.0, "waiting", authored("Stay"), 0)
    draw(
        plain(),
        None,
        report(hip=None, reason="Stay", cue=Cue(authored("Stay"), "view"), clock=clock),
        factory.lunge(),
    )
    assert said.count("Stay") == 2  # on black and on white: see `Layer.of`


@pytest.mark.parametrize("count", [0, 7, 10, 100])
def test_repetitions_are_counted_in_the_corner(count: int) -> None:
    told = factory.frame(reps=RepCount(count, 10, "top"), cue=None, stretch=factory.squat())
    out = draw(plain(), factory.stick(), told, factory.squat())
    assert (out[12:100, 12:120] != 128).any()


@pytest.mark.parametrize(
    ("end", "orange"), [("top", False), (None, False), ("bottom", True)], ids=str
)
def test_a_fault_of_the_bottom_is_no_fault_on_the_way(end: Any, orange: bool) -> None:
    told = factory.frame(
        reps=RepCount(1, 10, end), stretch=factory.squat(), knee_right=Measurement.known(150.0, 4.0)
    )
    out = draw(plain(), factory.stick(), told, factory.squat())
    drawn = (out == VERDICT_COLOURS["adjust"]).all(axis=2)
    assert bool(drawn.any()) is orange


@pytest.mark.parametrize("kind", ["view", "fault", "good", "wait"])
def test_every_kind_of_cue_has_its_own_shape(kind: Any) -> None:
    image = plain()
    put_icon(image, (100.0, 100.0), 15.0, panels._CUE_VERDICTS[kind])
    shapes = [
        (_icon(other) != 128).any(axis=2)
        for other in panels._CUE_VERDICTS.values()
        if other != panels._CUE_VERDICTS[kind]
    ]
    mine = (image != 128).any(axis=2)
    dark = image.max(axis=2) < 100
    assert mine.any()
    assert dark.any()
    assert all((shape != mine).any() or kind in ("good", "wait") for shape in shapes)


def _icon(verdict: Any) -> NDArray[np.uint8]:
    image = plain()
    put_icon(image, (100.0, 100.0), 15.0, verdict)
    return image


def test_landmarks_far_outside_do_no_harm() -> None:
    pose = factory.stick()
    pixels = pose.pixels.copy()
    pixels[::2] *= 1e6
    out = draw(plain(), dataclasses.replace(pose, pixels=pixels), report(), factory.lunge())
    assert out.shape == (480, 640, 3)


def test_a_tiny_picture_and_a_stretch_without_checks() -> None:
    stretch = factory.lunge().model_copy(update={"checks": (), "main": None})
    assert draw(plain(64, 48), factory.stick(64, 48), report(), stretch).shape == (48, 64, 3)
    assert draw(plain(64, 48), factory.stick(64, 48), report(), factory.lunge()).any()


@given(st.text(st.characters(codec="utf-8"), max_size=80), st.integers(8, 40), st.integers(30, 400))
def test_wrapped_text_keeps_every_letter(text: str, size: int, width: int) -> None:
    lines = wrap_text(text, size, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(text_width(line, size) <= width or len(line) == 1 for line in lines)


def test_text_at_the_edge_is_cut_by_the_picture_alone() -> None:
    image = plain(40, 20)
    word = Text("formcheck", 16, False, (255, 255, 255))
    put_text(image, (-10, -5), word)
    put_text(image, (200, 5), word)
    assert (image != 128).any()
    assert math.isclose(image[19, 39, 0], 128)


def test_after_a_full_hold_nobody_is_told_that_it_does_not_count() -> None:
    """Not while they turn for the second view, for which they leave the first one."""
    waiting = Clock(30.0, 30.0, "waiting", authored("the camera saw you from the front"), 1)
    for seconds, completed, words in (
        (30.0, 1, ["Done", "of 30 s"]),
        (12.0, 0, ["Not yet", "of 30 s", "The camera saw you", "from the front"]),
    ):
        clock = dataclasses.replace(waiting, seconds=seconds, completed=completed)
        found = badge.badge_of(report(clock=clock), 640, 1.0)
        assert found is not None
        assert [line.words for line in found.lines] == words


def test_a_layer_is_what_was_drawn_whatever_is_below() -> None:
    def paint(image: NDArray[np.uint8]) -> None:
        put_panel(image, Area(0, 0, 90, 40), 8, (245, 166, 35))
        put_text(image, (12, 8), Text("hold", 20, True, (255, 255, 255)))

    rng = np.random.default_rng(5)
    below = rng.integers(0, 256, (60, 120, 3), dtype=np.uint8)
    laid, drawn = below.copy(), below.copy()
    Layer.of(90, 40, paint).lay(laid, 10, 15)
    paint(drawn[15:55, 10:100])
    assert np.abs(laid.astype(int) - drawn).max() <= 2
    assert (laid != below).any()


@pytest.mark.parametrize(("left", "top"), [(-30, -10), (100, 45), (-200, 5), (5, 300)])
def test_of_a_layer_that_juts_out_only_the_inside_is_laid(left: int, top: int) -> None:
    layer = Layer.of(50, 30, lambda image: image.fill(200))
    image = plain(120, 60)
    layer.lay(image, left, top)
    wide = np.full((660, 720, 3), 128, dtype=np.uint8)
    wide[300 + top : 330 + top, 300 + left : 350 + left] = 200
    np.testing.assert_array_equal(image, wide[300:360, 300:420])


def test_the_ring_round_repetitions_fills_with_them() -> None:
    def coloured(count: int) -> int:
        told = factory.frame(reps=RepCount(count, 10, "top"), cue=None, stretch=factory.squat())
        corner = draw(plain(), None, told, factory.squat())[12:100, 12:85]
        ring = VERDICT_COLOURS["good enough" if count < 10 else "good"]
        return int((np.abs(corner.astype(int) - ring).max(axis=2) < 12).sum())

    none, half, whole = coloured(0), coloured(5), coloured(10)
    assert none == 0
    assert 0.4 * whole < half < 0.6 * whole
