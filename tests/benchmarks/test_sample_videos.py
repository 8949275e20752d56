"""The bundled clips match their truth, and the truth is what the clips claim to show.

Needs no body data and no graphics: clips and truth are read from the repository.
"""

import csv
import itertools
import math
from pathlib import Path

import av
import numpy as np
import pytest

from benchmarks.render.camera import Stand
from benchmarks.render.clips import truth_row
from benchmarks.render.samples import SAMPLES
from benchmarks.render.skeleton import stick_figure

CLIPS = Path(__file__).parents[2] / "sample_videos"
FIGURE = stick_figure()
PIXEL_TOLERANCE = 4.0
"""Degrees by which perspective may turn an angle seen from the side."""


def assert_same_angle(got, expected, tolerance):
    assert (got - expected + 180) % 360 - 180 == pytest.approx(0, abs=tolerance)


def read_truth(spec):
    with (CLIPS / f"{spec.id}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


SPECS = pytest.mark.parametrize("spec", SAMPLES, ids=lambda spec: spec.id)


@SPECS
def test_clip_is_small_and_has_a_row_for_every_frame(spec):
    clip = CLIPS / f"{spec.id}.mp4"
    assert clip.stat().st_size < 1_000_000
    assert clip.with_suffix(".csv").stat().st_size < 400_000
    with av.open(str(clip)) as container:
        stream = container.streams.video[0]
        assert stream.codec_context.name == "h264"
        assert stream.codec_context.pix_fmt == "yuv420p"
        assert (stream.width, stream.height) == spec.camera.size
        frames = sum(packet.pts is not None for packet in container.demux(stream))
    rows = read_truth(spec)
    assert len(rows) == frames == spec.frame_count
    assert [int(row["frame"]) for row in rows] == list(range(frames))
    times = [float(row["time_s"]) for row in rows]
    assert all(a < b for a, b in itertools.pairwise(times))
    assert times[-1] == pytest.approx((frames - 1) / spec.fps, abs=1e-3)


@SPECS
def test_truth_has_the_public_columns(spec):
    placed = spec.pose(FIGURE, **spec.timeline.keys[0].angles)
    expected = truth_row(spec, FIGURE, Stand(spec.yaw), placed, 0, "still")
    assert list(read_truth(spec)[0]) == list(expected)


def seen_angle(row, first, middle, last, side):
    """Angle at `middle` in the picture, signed so that the person's facing does not matter."""
    points = [
        complex(float(row[f"px_{joint}_{side}_x"]), float(row[f"px_{joint}_{side}_y"]))
        for joint in (first, middle, last)
    ]
    quotient = (points[2] - points[1]) / (points[0] - points[1])
    sign = 1 if row["facing"] == "right" else -1
    return math.degrees(sign * math.atan2(quotient.imag, quotient.real)) % 360


@SPECS
def test_pixels_show_the_angles_within_perspective(spec):
    for row in read_truth(spec)[::5]:
        near = "right" if row["facing"] == "right" else "left"
        hip = seen_angle(row, "shoulder", "hip", "knee", near)
        assert_same_angle(hip, float(row[f"hip_{near}"]), PIXEL_TOLERANCE)
        knee = seen_angle(row, "ankle", "knee", "hip", near)
        assert_same_angle(knee, float(row[f"knee_{near}"]), PIXEL_TOLERANCE)


@SPECS
def test_every_joint_stays_in_the_picture(spec):
    width, height = spec.camera.size
    for row in read_truth(spec):
        for name, value in row.items():
            if name.startswith("px_"):
                limit = width if name.endswith("_x") else height
                assert 15 < float(value) < limit - 15


def held(clip_id, phase="hold"):
    (spec,) = (spec for spec in SAMPLES if spec.id == clip_id)
    rows = [row for row in read_truth(spec) if row["phase"] == phase]
    return {
        name: np.array([float(row[name]) for row in rows])
        for name in rows[0]
        if name not in ("phase", "facing")
    }


def inside(values, low, high):
    return bool(((values >= low) & (values <= high)).all())


def test_good_lunge_meets_every_target_of_the_stretch():
    hold = held("half-kneeling-lunge-good")
    assert np.ptp(hold["time_s"]) >= 31
    assert inside(hold["hip_right"], 183, 189)
    assert inside(hold["hip_joint_right"], 183, 193)
    assert inside(hold["pelvic_tilt"], -6, 0)
    assert inside(hold["trunk_lean"], -3, 8)
    assert inside(hold["knee_right"], 95, 125)
    assert inside(hold["knee_left"], 85, 180)
    assert np.ptp(hold["hip_right"]) > 0.3


def test_arched_lunge_fakes_its_extension():
    hold = held("half-kneeling-lunge-arched")
    assert inside(hold["hip_left"], 192, 198)
    assert inside(hold["hip_joint_left"], 179, 186)
    assert inside(hold["pelvic_tilt"], 13, 17)


def test_shallow_lunge_is_neither_deep_nor_upright():
    hold = held("half-kneeling-lunge-shallow")
    assert inside(hold["hip_left"], 172, 176)
    assert inside(hold["trunk_lean"], 13, 17)


def test_press_up_holds_the_chest_up():
    hold = held("prone-press-up")
    assert inside(90 - hold["trunk_lean"], 25, 30)


def test_squat_set_has_five_full_repetitions():
    for number in range(1, 6):
        rep = held("squat-set", f"rep{number}")
        assert rep["knee_right"].min() == pytest.approx(85, abs=1)
        assert 75 <= rep["hip_right"].min() <= 90
        assert (np.abs(rep["trunk_lean"] - rep["shin_right"]) < 15).all()
