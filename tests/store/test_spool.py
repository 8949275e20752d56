"""A recording that goes to disk while it grows."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from formcheck.errors import InputError
from formcheck.store.recordings import spool as module
from formcheck.store.recordings.recording import Recording
from formcheck.store.recordings.spool import Spool

from . import factory

META = factory.meta()
ROWS = [factory.measurements(i, i / 20.0) for i in range(2 * module.BATCH + 5)]


def filled(folder: Path) -> Spool:
    spool = Spool(folder)
    for row in ROWS:
        spool.add(row, factory.stick() if row.index % 3 else None)
    return spool


def test_it_is_the_same_recording_as_one_from_memory(tmp_path: Path) -> None:
    spool = filled(tmp_path / "home")
    spool.write(tmp_path / "spooled.parquet", META)
    spool.close()
    poses = [factory.stick() if row.index % 3 else None for row in ROWS]
    Recording.of(META, ROWS, poses).write(tmp_path / "whole.parquet")
    one, other = (Recording.read(tmp_path / f"{n}.parquet") for n in ("spooled", "whole"))
    assert one.meta == other.meta
    assert one.measurements == other.measurements
    for a, b in zip(one.poses, other.poses, strict=True):
        assert (a is None) == (b is None)
        if a is not None and b is not None:
            assert (a.pixels == b.pixels).all()
            assert (a.world == b.world).all()


def test_few_frames_stay_in_memory(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    for row in ROWS:
        spool.add(row, None)
        assert len(spool._rows) < module.BATCH
    spool.close()


def test_nothing_is_left_over_beside_it(tmp_path: Path) -> None:
    spool = filled(tmp_path / "home")
    assert not list((tmp_path / "home").iterdir())
    spool.close()


def test_it_can_be_written_and_go_on(tmp_path: Path) -> None:
    spool = filled(tmp_path)
    spool.write(tmp_path / "one.parquet", META)
    for row in ROWS:
        spool.add(dataclasses.replace(row, time_s=row.time_s + 1000.0), None)
    spool.write(tmp_path / "two.parquet", META)
    spool.close()
    assert len(Recording.read(tmp_path / "two.parquet").measurements) == 2 * len(ROWS)


def test_a_phone_that_is_turned_loses_its_landmarks_and_no_more(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    pose = factory.stick()
    spool.add(ROWS[0], pose)
    spool.add(ROWS[1], dataclasses.replace(pose, width=pose.height, height=pose.width))
    spool.write(tmp_path / "turned.parquet", META)
    spool.close()
    found = Recording.read(tmp_path / "turned.parquet")
    assert [one is None for one in found.poses] == [False, True]


def test_a_folder_that_cannot_be_written_is_said_at_the_end(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    spool = filled(tmp_path / "file" / "home")
    with pytest.raises(InputError, match="expected to write"):
        spool.write(tmp_path / "lost.parquet", META)
    spool.close()
