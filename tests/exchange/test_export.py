"""Exports, read back by programs that are not ours."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import c3d
import numpy as np
import pandas as pd
import pytest

from formcheck.cli import main
from formcheck.errors import InputError, MachineError, UsageError
from formcheck.exchange.export import export
from formcheck.exchange.motion import MARKERS, Motion, motion_of
from formcheck.measure.model.measurement import Measurement
from formcheck.pose.landmark import Landmark
from formcheck.store.recordings.recording import Recording
from tests.store import factory

TIMES = (0.0, 0.1, 0.2, 0.3, 0.5)
"""Ten frames a second; the one at 0.4 s is missing."""


def _recording(**changes: Any) -> Recording:
    hips = (188.0, 189.5, None, 191.25, 190.0)
    knees_apart = Measurement.known(42.5, 3.0)
    frames = [
        factory.measurements(index, time_s, hip, knees_apart=knees_apart)
        for index, (time_s, hip) in enumerate(zip(TIMES, hips, strict=True))
    ]
    # The lower body of the stick figure stands below the edge of the last picture.
    low = factory.stick(640, 480)
    low.pixels[Landmark.RIGHT_ANKLE, 1] = 500.0
    poses = [factory.stick(), factory.stick(hip=170), None, factory.stick(), low]
    return Recording.of(factory.meta(**changes), frames, poses)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("export") / "recording.parquet"
    _recording().write(target)
    return target


@pytest.fixture(scope="module")
def motion(path: Path) -> Motion:
    return motion_of(Recording.read(path))


def test_the_axes_are_right_handed_and_what_is_unknown_is_empty(motion: Motion) -> None:
    shoulder, knee = (motion.markers[0, landmark] for landmark in (11, 26))
    assert shoulder[1] > 0 > knee[1]  # Y is up, from the middle of the hips
    assert np.isnan(motion.markers[2]).all()
    assert np.isnan(motion.markers[4, Landmark.RIGHT_ANKLE]).all()
    assert np.isfinite(motion.markers[4, Landmark.LEFT_ANKLE]).all()
    assert np.isnan(motion.values["hip_right"][2])
    assert motion.rate_hz == pytest.approx(10.0)


def test_opensim_reads_the_markers_and_the_angles(
    path: Path, motion: Motion, tmp_path: Path
) -> None:
    files = [export(path, "trc", tmp_path / "a.trc"), export(path, "mot", tmp_path / "a.mot")]
    script = Path(__file__).with_name("opensim_reader.py")
    done = subprocess.run(
        [sys.executable, script, *files], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    markers, angles = json.loads(done.stdout.rpartition("TABLES ")[2])
    assert markers["about"] == {"Units": "m", "DataRate": "10.000000"}
    assert markers["times"] == angles["times"] == list(TIMES)
    assert [label.rpartition("_")[0] for label in markers["labels"][::3]] == list(MARKERS)
    expected = motion.markers.reshape(len(TIMES), -1)
    np.testing.assert_allclose(np.array(markers["values"]), expected, atol=1e-6)

    assert angles["about"] == {"inDegrees": "yes"}
    found = dict(zip(angles["labels"], np.array(angles["values"]).T, strict=True))
    # Extension beyond straight is negative flexion in OpenSim's models.
    np.testing.assert_allclose(found["hip_flexion_r"], [-8.0, -9.5, np.nan, -11.25, -10.0])
    np.testing.assert_allclose(found["trunk_lean"], 2.0)
    assert "knees_apart" not in found


@pytest.mark.filterwarnings("ignore:No analog data found")
@pytest.mark.parametrize("name", ["plain", "walk.2", "upper.C3D"])
def test_a_file_gets_the_name_that_was_asked_for(path: Path, tmp_path: Path, name: str) -> None:
    file = export(path, "c3d", tmp_path / name)
    assert file == tmp_path / name
    assert [one.name for one in tmp_path.iterdir() if one != path] == [name]
    with file.open("rb") as stream:
        assert c3d.Reader(stream).header.frame_rate == pytest.approx(10.0)


@pytest.mark.filterwarnings("ignore:No analog data found")
def test_two_other_readers_of_c3d_agree(path: Path, motion: Motion, tmp_path: Path) -> None:
    import ezc3d

    file = export(path, "c3d", tmp_path / "a.c3d")
    read = ezc3d.c3d(str(file))
    point = read["parameters"]["POINT"]
    labels = point["LABELS"]["value"]
    assert point["UNITS"]["value"] == ["m"]
    assert point["RATE"]["value"][0] == pytest.approx(10.0)
    assert point["ANGLES"]["value"] == list(motion.angles)
    assert read["parameters"]["FORMCHECK"]["DEPTH"]["value"][0].startswith("estimated")

    with file.open("rb") as stream:
        reader = c3d.Reader(stream)
        frames = np.array([points for _, points, _ in reader.read_frames()])
        assert [label.strip() for label in reader.point_labels] == labels
        assert reader.point_rate == pytest.approx(10.0)
    assert len(frames) == 6  # the step at 0.4 s, of which there is no frame, is there and empty
    rows = [0, 1, 2, 3, 5]
    for number, label in enumerate(labels):
        known = frames[:, number, 3] >= 0
        assert not known[4]
        np.testing.assert_array_equal(
            known, read["data"]["meta_points"]["residuals"][0, number] >= 0
        )
        if number < len(MARKERS):
            expected = motion.markers[:, number]
        else:
            expected = np.column_stack([motion.values[label], np.zeros((len(TIMES), 2))])
        theirs = np.where(known[:, None], frames[:, number, :3], np.nan)[rows]
        complete = np.where(np.isfinite(expected).all(axis=1, keepdims=True), expected, np.nan)
        np.testing.assert_allclose(theirs, complete, rtol=1e-5, atol=1e-6)


def test_a_motion_bids_validator_finds_no_error(path: Path, motion: Motion, tmp_path: Path) -> None:
    folder = export(path, "bids", tmp_path / "bids")
    validator = shutil.which("bids-validator-deno", path=str(Path(sys.executable).parent))
    assert validator is not None
    done = subprocess.run(
        [validator, "--format", "json", folder], capture_output=True, text=True, check=False
    )
    issues = json.loads(done.stdout)["issues"]["issues"]
    assert [issue for issue in issues if issue["severity"] == "error"] == []
    assert json.loads(done.stdout)["summary"]["modalities"] == ["motion"]

    inside = folder / "sub-01" / "motion"
    channels = pd.read_csv(next(inside.glob("*_channels.tsv")), sep="\t", keep_default_na=False)
    samples = pd.read_csv(next(inside.glob("*_motion.tsv")), sep="\t", names=channels["name"])
    np.testing.assert_allclose(samples["latency"], TIMES)
    np.testing.assert_allclose(samples["hip_right"], motion.values["hip_right"])
    np.testing.assert_allclose(
        samples["left_knee_y"], motion.markers[:, Landmark.LEFT_KNEE, 1], atol=1e-6
    )
    units = dict(zip(channels["name"], channels["units"], strict=True))
    assert (units["hip_right"], units["left_knee_y"], units["knees_apart"]) == ("deg", "m", "%")

    with pytest.raises(InputError, match="a new or an empty folder"):
        export(path, "bids", folder)


@pytest.mark.parametrize("format_", ["csv", "json", "parquet"])
def test_pandas_reads_the_table(path: Path, motion: Motion, tmp_path: Path, format_: Any) -> None:
    file = export(path, format_, tmp_path / f"a.{format_}")
    if format_ == "json":
        table = pd.DataFrame(json.loads(file.read_text(encoding="utf-8"))["frames"])
    else:
        table = pd.read_csv(file) if format_ == "csv" else pd.read_parquet(file)
    np.testing.assert_allclose(table["hip_right_deg"], motion.values["hip_right"])
    np.testing.assert_allclose(table["hip_right_sigma_deg"], motion.sigmas["hip_right"])
    np.testing.assert_allclose(table["knees_apart_pct"], 42.5)
    np.testing.assert_allclose(
        table["right_ankle_y_px"], motion.pixels[:, Landmark.RIGHT_ANKLE, 1], atol=1e-5
    )
    assert list(table["facing"]) == ["right"] * 5
    unknown = table["hip_right_deg"].isna()
    assert list(table["hip_right_reason_code"].notna()) == list(unknown)
    assert set(table["hip_right_reason_code"].dropna()) == {"authored"}


def test_the_depth_can_be_left_out(path: Path) -> None:
    flat = motion_of(Recording.read(path), planar=True)
    assert set(flat.markers[np.isfinite(flat.markers[..., 0])][:, 2]) == {0.0}
    assert flat.depth.startswith("planar")


def test_requests_that_cannot_be_met_are_refused_in_one_sentence(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare = tmp_path / "bare.parquet"
    Recording.of(factory.meta(), _recording().measurements).write(bare)
    with pytest.raises(InputError, match="with landmarks, got one without"):
        export(bare, "trc")
    assert export(bare, "mot") == tmp_path / "export.mot"

    single = tmp_path / "single.parquet"
    Recording.of(factory.meta(), _recording().measurements[:1], [factory.stick()]).write(single)
    with pytest.raises(InputError, match="two frames or more, got 1"):
        export(single, "trc")
    with pytest.raises(UsageError, match="got 'xls'"):
        export(path, "xls")  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="another file than the recording"):
        export(path, "parquet", path)

    monkeypatch.setitem(sys.modules, "ezc3d", None)
    with pytest.raises(MachineError, match=r"-m pip install .*ezc3d"):
        export(path, "c3d", tmp_path / "b.c3d")


def test_the_command_says_where_the_file_lies(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", str(path.parent), "--format", "csv"]) == 0
    assert str(path.with_name("export.csv")) in capsys.readouterr().out
    assert main(["export", str(path), "--format", "xls"]) == 2
    assert main(["export", str(path.with_name("none.parquet")), "--format", "csv"]) == 3
