"""Long lists: what lies on a shelf comes back as it was put in."""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.shelf import long_list, shelved
from formcheck.shelf.long_list import LongList
from formcheck.shelf.shelved import Shelved


@pytest.fixture(autouse=True)
def _short() -> Iterator[None]:
    """Make four items a block, and ten too many for memory."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(long_list, "BLOCK", 4)
        patch.setattr(long_list, "IN_MEMORY", 9)
        yield


def shelves(items: LongList[str]) -> int:
    return sum(isinstance(block, Shelved) for block in items._blocks)


def words(count: int) -> list[str]:
    return [f"frame {row}" for row in range(count)]


def test_a_short_list_stays_in_memory_and_a_long_one_does_not() -> None:
    assert shelves(LongList(words(9))) == 0
    assert shelves(LongList(words(12))) == 0, "a block is begun only for the next one"
    assert shelves(LongList(words(13))) == 3
    assert shelves(LongList(words(40))) == 9


@given(st.integers(0, 40), st.integers(-45, 45), st.integers(-45, 45), st.integers(-5, 5))
def test_it_reads_like_a_list(count: int, start: int, stop: int, step: int) -> None:
    plain, long = words(count), LongList(words(count))
    assert len(long) == count
    assert list(long) == plain
    assert list(reversed(long)) == plain[::-1]
    assert [long[row] for row in range(-count, count)] == [*plain, *plain]
    rows = slice(start, stop, step or None)
    assert list(long[rows]) == plain[rows]
    assert long[rows] == plain[rows]
    assert list(long[rows][1:]) == plain[rows][1:]
    assert [long[rows][row] for row in range(len(plain[rows]))] == plain[rows]
    with pytest.raises(IndexError):
        long[count]


@given(st.integers(0, 30), st.integers(0, 35), st.integers(0, 30))
def test_what_was_cut_off_is_gone_and_more_can_follow(count: int, kept: int, more: int) -> None:
    long, plain = LongList(words(count)), words(count)
    long.truncate(kept)
    long.extend(words(more))
    assert list(long) == plain[:kept] + words(more)


def test_it_is_equal_to_a_sequence_of_equal_items() -> None:
    long = LongList(words(20))
    assert long == LongList(words(20)) == words(20)
    assert tuple(words(20)) == long
    assert long != words(19)
    assert long != LongList([*words(19), "another"])
    assert long != "frame 0"
    assert LongList[str]() == ()


def test_it_travels_to_another_process(monkeypatch: pytest.MonkeyPatch) -> None:
    long = LongList(words(30))
    monkeypatch.setattr(shelved, "_newest", [])
    there = pickle.loads(pickle.dumps((long, long[3:20])))
    assert there == (words(30), words(20)[3:])
    assert shelves(there[0]) == shelves(long)
    there[0].extend(words(5))
    assert there[0] == [*words(30), *words(5)]
    assert long == words(30)


def test_no_name_of_it_is_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(shelved, "_newest", [])
    long = LongList(words(30))
    assert shelves(long)
    assert list(tmp_path.iterdir()) == []


def test_on_a_full_disk_it_stays_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(**_: object) -> NoReturn:
        raise OSError("no space left on device")

    monkeypatch.setattr(tempfile, "TemporaryFile", full)
    monkeypatch.setattr(shelved, "_newest", [])
    assert list(LongList(words(30))) == words(30)


def test_several_threads_read_it() -> None:
    long = LongList(words(200))

    def read(start: int) -> bool:
        return all(long[row % 200] == f"frame {row % 200}" for row in range(start, start + 1000))

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(read, (0, 50, 100, 150)))
