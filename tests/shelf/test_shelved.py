"""Bytes kept out of memory, in a file that no kill leaves behind."""

from __future__ import annotations

import pickle
import tempfile
from pathlib import Path
from typing import NoReturn

import pytest

from formcheck.shelf import shelved
from formcheck.shelf.shelved import Shelved


def test_bytes_come_back_in_any_order_and_from_several_shelves(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(shelved, "ROOM", 100)
    parts = [bytes([i]) * (40 + i) for i in range(12)]
    kept = [Shelved(part) for part in parts]
    assert [len(one) for one in kept] == [len(part) for part in parts]
    assert [one.read() for one in reversed(kept)] == parts[::-1]
    assert Shelved(parts[3]) == kept[3] != kept[4]


def test_the_file_has_no_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(shelved, "_newest", [])
    kept = Shelved(b"somebody's outline")
    assert list(tmp_path.iterdir()) == []
    assert kept.read() == b"somebody's outline"


def test_they_travel_to_another_process_as_bytes() -> None:
    assert pickle.loads(pickle.dumps(Shelved(b"shape"))).read() == b"shape"


def test_a_disk_that_takes_nothing_leaves_them_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(**_: object) -> NoReturn:
        raise OSError("no space left on device")

    monkeypatch.setattr(tempfile, "TemporaryFile", full)
    monkeypatch.setattr(shelved, "_newest", [])
    assert Shelved(b"shape").read() == b"shape"


def test_another_process_writes_into_a_shelf_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    first = Shelved(b"before the fork")
    mine = shelved._newest[0]
    monkeypatch.setattr(mine, "owner", -1)
    assert Shelved(b"after it").read() == b"after it"
    assert shelved._newest[0] is not mine
    assert first.read() == b"before the fork"
