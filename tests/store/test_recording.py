from __future__ import annotations

import dataclasses
import json
import string
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formcheck.errors import InputError
from formcheck.measure.model.measurement import Legs, Measurement, Measurements, Posture, View
from formcheck.message import authored
from formcheck.store.recordings.parquet import RecordingWriter
from formcheck.store.recordings.recording import Recording

from . import factory

finite = st.floats(allow_nan=False, allow_infinity=False)
sides = st.sampled_from(["left", "right", None])
known = st.builds(Measurement.known, finite, st.floats(1e-300, 1e300))
unknown = st.builds(Measurement.unknown, st.builds(authored, st.text(max_size=20)))
views = st.builds(
    View, st.sampled_from(["left", "right", "front", "back", None]), st.none() | finite,
    st.none() | finite, sides,
)  # fmt: skip
names = st.text(string.ascii_lowercase, min_size=1, max_size=4).map("m_".__add__)
chances = st.dictionaries(names, st.floats(0.0, 1.0), min_size=1, max_size=3)
postures = st.none() | st.builds(Posture, chances)
frames = st.lists(
    st.builds(
        Measurements, st.integers(0, 2**40), finite, st.booleans(), st.none() | views,
        st.builds(Legs, sides, sides, st.booleans()),
        st.dictionaries(names, known | unknown, max_size=4), postures,
    ),
    max_size=6,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(rows=frames)
def test_measurements_come_back_exactly(
    rows: list[Measurements], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("round") / "recording.parquet"
    rows = [dataclasses.replace(row, time_s=float(at)) for at, row in enumerate(rows)]
    Recording.of(factory.meta(), rows).write(path)
    again = Recording.read(path)
    assert list(again.measurements) == rows
    assert again.meta == factory.meta()
    assert again.poses == ()


def test_what_each_engine_saw_comes_back(tmp_path: Path) -> None:
    pose = factory.stick()
    seen = [
        None if count == 1 else np.stack([pose.pixels + row for row in range(count)])
        for count in (3, 2, 1, 3)
    ]
    poses = [dataclasses.replace(pose, engines=one) for one in seen]
    rows = [factory.measurements(row, float(row), 180.0) for row in range(len(poses))]
    Recording.of(factory.meta(), rows, poses).write(tmp_path / "recording.parquet")
    again = Recording.read(tmp_path / "recording.parquet").poses
    for one, expected in zip(again, seen, strict=True):
        assert one is not None
        if expected is None:
            assert one.engines is None
        else:
            assert one.engines == pytest.approx(expected, abs=1e-3)


def long_recording(count: int = 5000) -> Recording:
    pose = factory.stick()
    rows = [factory.measurements(i, i / 30, 180 + np.sin(i / 50) * 20) for i in range(count)]
    poses = [
        None if i % 7 == 0 else dataclasses.replace(pose, pixels=pose.pixels + i * 0.01)
        for i in range(count)
    ]
    return Recording.of(factory.meta(), rows, poses)


def test_poses_come_back_and_long_clips_are_row_groups(tmp_path: Path) -> None:
    path = tmp_path / "recording.parquet"
    recording = long_recording()
    recording.write(path)
    assert pq.ParquetFile(path).num_row_groups > 1
    assert path.stat().st_size < 5000 * 800
    again = Recording.read(path)
    assert again.measurements == recording.measurements
    for before, after in zip(recording.poses, again.poses, strict=True):
        assert (before is None) == (after is None)
        if before is not None and after is not None:
            np.testing.assert_allclose(after.pixels, before.pixels, atol=1e-3)
            np.testing.assert_allclose(after.world, before.world, atol=1e-6)
            np.testing.assert_allclose(after.visibility, before.visibility, atol=1e-6)
            assert (after.width, after.height) == (640, 480)


@pytest.mark.parametrize("clip", ["/home/ann/secret/lunge.mp4", "C:\\Users\\ann\\lunge.mp4"])
def test_no_folder_of_the_machine_is_kept(clip: str, tmp_path: Path) -> None:
    path = tmp_path / "recording.parquet"
    meta = factory.meta(clip=clip, model="/opt/ann/full.task")
    Recording.of(meta, [factory.measurements()]).write(path)
    assert Recording.read(path).meta.clip == "lunge.mp4"
    assert b"ann" not in path.read_bytes()
    assert str(tmp_path).encode() not in path.read_bytes()


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        Recording.read(tmp_path / "nothing.parquet")


def test_a_folder_is_no_recording(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"expected .* to be a recording of formcheck, got a fold"):
        Recording.read(tmp_path)


def test_text_is_no_recording(tmp_path: Path) -> None:
    path = tmp_path / "notes.parquet"
    path.write_text("dear diary")
    with pytest.raises(InputError, match=r"expected .* to be a recording of formcheck"):
        Recording.read(path)


def test_foreign_parquet_is_no_recording(tmp_path: Path) -> None:
    path = tmp_path / "other.parquet"
    pq.write_table(pa.table({"a": [1, 2]}), path)
    with pytest.raises(InputError, match="something else"):
        Recording.read(path)


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.99])
def test_a_cut_off_file(share: float, tmp_path: Path) -> None:
    path = tmp_path / "recording.parquet"
    long_recording(50).write(path)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(InputError, match=r"expected .* to be a recording"):
        Recording.read(path)


def test_damage_inside_is_said_in_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "recording.parquet"
    long_recording(50).write(path)
    whole = bytearray(path.read_bytes())
    whole[4:400] = bytes(396)
    path.write_bytes(bytes(whole))
    with pytest.raises(InputError, match="damaged"):
        Recording.read(path)


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"format": 99}, "update formcheck"),
        ({"format": "x"}, "something else"),
        ({"format": 1}, "damaged"),
        ({"format": 1, "meta": {"clip": "a"}, "measurements": []}, "damaged"),
        ({"format": 1, "meta": factory.meta().as_dict(), "measurements": ["hip"]}, "damaged"),
        ([], "something else"),
    ],
)
def test_wrong_metadata(told: object, words: str, tmp_path: Path) -> None:
    path = tmp_path / "recording.parquet"
    table = pa.table({"a": [1]})
    pq.write_table(table.replace_schema_metadata({"formcheck": json.dumps(told)}), path)
    with pytest.raises(InputError, match=words):
        Recording.read(path)


def test_fields_of_a_later_formcheck_are_left_out() -> None:
    data = factory.meta().as_dict() | {"weather": "fine"}
    assert type(factory.meta()).from_dict(data) == factory.meta()


def test_an_interrupted_recording_leaves_nothing(tmp_path: Path) -> None:
    def interrupted() -> None:
        with RecordingWriter(tmp_path / "r.parquet", {}, ("hip_left",)) as writer:
            writer.add(dataclasses.replace(factory.measurements(), values={}))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert list(tmp_path.iterdir()) == []


def test_unannounced_measurements_are_refused(tmp_path: Path) -> None:
    with (
        pytest.raises(ValueError, match="announced"),
        RecordingWriter(tmp_path / "r.parquet", {}, ()) as writer,
    ):
        writer.add(factory.measurements())
    assert list(tmp_path.iterdir()) == []


def test_poses_must_fit() -> None:
    with pytest.raises(ValueError, match="one pose or None"):
        Recording.of(factory.meta(), [factory.measurements()], [None, None])


def test_poses_of_another_picture_are_refused(tmp_path: Path) -> None:
    other = Recording.of(factory.meta(), [factory.measurements()], [factory.stick(320, 240)])
    with pytest.raises(ValueError, match="640x480"):
        other.write(tmp_path / "r.parquet")
    assert list(tmp_path.iterdir()) == []


def test_a_recording_without_later_columns_is_read(tmp_path: Path) -> None:
    path, older = tmp_path / "recording.parquet", tmp_path / "older.parquet"
    rows = [factory.measurements(i, i / 30, 180.0) for i in range(5)]
    Recording.of(factory.meta(), rows).write(path)
    table = pq.read_table(path)
    later = ["view_fill", "view_distance_m", "view_cut_off", "legs_named", "posture"]
    pq.write_table(table.drop_columns(later), older)
    for found, written in zip(Recording.read(older).measurements, rows, strict=True):
        assert found.values == written.values
        assert found.legs == dataclasses.replace(written.legs, named=True)
        if found.view is not None and written.view is not None:
            plain = dataclasses.replace(written.view, fill=None, distance_m=None, cut_off=())
            assert found.view == plain
