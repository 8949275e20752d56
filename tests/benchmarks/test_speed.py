"""The speed benchmark: its table, and the clip that it cuts."""

import sys

import numpy as np

from benchmarks.speed.__main__ import SAMPLE, cut, table
from benchmarks.speed.growth import grown
from benchmarks.speed.peers import run
from benchmarks.speed.runs import RUNS
from benchmarks.speed.whole import Remembering
from formcheck.capture.clip import Clip
from formcheck.capture.frame import Frame
from formcheck.pose.estimator import ScriptedEstimator
from formcheck.resources import data_folder
from tests.people import PEOPLE


def cost(frames, wall_s, cpu_s, peak_mb=500.0):
    return {"frames": frames, "wall_s": wall_s, "cpu_s": cpu_s, "peak_mb": peak_mb}


def test_the_table_shows_medians_a_frame_and_ratios_to_the_first_row():
    costs = {
        "plain": [cost(100, 2.0, 2.5), cost(100, 2.0, 2.0), cost(100, 2.0, 9.0)],
        "review": [cost(100, 5.0, 5.0, 700.4), cost(50, 4.0, 2.5, 650.0), cost(100, 8.0, 7.5)],
    }
    rows = [[cell.strip() for cell in row.split("|")[1:-1]] for row in table(costs).splitlines()]
    assert rows[2] == [RUNS["plain"][0], "25.0 ms", "1.00", "50.0", "500 MB"]
    assert rows[3] == [RUNS["review"][0], "50.0 ms", "2.00", "12.5", "650 MB"]


def test_the_clip_that_is_cut_has_the_frames_that_were_asked_for(tmp_path):
    cut(data_folder("sample_videos") / SAMPLE, 5, tmp_path / "cut.mp4")
    with Clip(tmp_path / "cut.mp4") as clip:
        assert len(list(clip)) == 5
        assert (clip.info.width, clip.info.height) == (640, 480)


def test_a_clip_is_scaled_up_and_filled_to_the_shape_of_a_camera(tmp_path):
    cut(data_folder("sample_videos") / SAMPLE, 2, tmp_path / "large.mp4", 720)
    with Clip(tmp_path / "large.mp4") as clip:
        assert (clip.info.width, clip.info.height) == (1280, 720)


def test_growth_is_shown_as_ratios_to_the_first_row():
    costs = {"small": [cost(100, 2.0, 2.0)], "long": [cost(400, 4.0, 16.0, 550.0)]}
    rows = [[cell.strip() for cell in row.split("|")[1:-1]] for row in grown(costs).splitlines()]
    assert rows[2:] == [["small", "1.00", "1.00", "1.00"], ["long", "2.00", "0.50", "1.10"]]


def test_a_peer_that_fails_says_why_and_one_that_runs_what_it_took():
    assert run([sys.executable, "-c", "raise SystemExit('no such model')"]) == "no such model"
    taken = run([sys.executable, "-c", "raise SystemExit('no jump')"], "no jump")
    assert isinstance(taken, dict)
    assert taken["cpu_s"] > 0


def test_a_picture_that_comes_again_is_not_looked_at_again():
    asked = []

    def look(frame):
        asked.append(frame.index)
        return PEOPLE["lunge"].pose() if frame.index else None

    pictures = [np.full((480, 640, 3), shade, dtype=np.uint8) for shade in (0, 1, 0, 1, 2)]
    with Remembering(ScriptedEstimator(look)) as engine:
        found = [engine.estimate(Frame(one, row, row / 24)) for row, one in enumerate(pictures)]
    assert asked == [0, 1, 4]
    assert found[0] is found[2] is None
    assert (found[1].pixels == found[3].pixels).all()
