"""Batches: resumed, changed, stopped, with bad clips among them."""

from __future__ import annotations

import functools
import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from formcheck.batch.listing import clip_tasks, find_clips
from formcheck.batch.local import run_locally
from formcheck.batch.manifest import Manifest, read_entries
from formcheck.batch.run import Counts, run_batch
from formcheck.batch.table import FILES, write_tables
from formcheck.batch.task import Failure, JudgeSettings, Status
from formcheck.batch.work import peak_mb
from formcheck.errors import InputError, MachineError, UsageError
from formcheck.stretches.files.loading import load_stretch
from tests.batch.fakes import (
    clips,
    deadly_review,
    fake_review,
    faulty_review,
    inline,
    number,
)


def start(folder: Path, out: Path, count: int, work: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.batch.fakes", folder, out, str(count), work]
    return subprocess.Popen(command, start_new_session=True)


def lines(out: Path) -> int:
    path = out / "manifest.jsonl"
    return path.read_bytes().count(b"\n") if path.exists() else 0


def wait_until(true: functools.partial[bool], process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 120
    while not true():
        assert process.poll() is None, "it ended before"
        assert time.monotonic() < end
        time.sleep(0.02)


def test_tables_after_three_kills_equal_those_of_an_undisturbed_run(tmp_path: Path) -> None:
    tasks = clips(tmp_path / "in", 300)
    whole, out = tmp_path / "whole", tmp_path / "out"
    counts = run_batch(tasks, whole, inline, work=fake_review)
    assert counts.done == 300
    assert counts.failed > 10
    for kill in (signal.SIGKILL, signal.SIGKILL, signal.SIGINT):
        before = lines(out)
        process = start(tmp_path / "in", out, 300, "slow_review")
        wait_until(functools.partial(lambda least: lines(out) > least, before + 40), process)
        process.send_signal(kill)
        assert process.wait(timeout=60) == (130 if kill == signal.SIGINT else -kill)
    # As a kill in the middle of a write leaves it.
    with (out / "manifest.jsonl").open("ab") as file:
        file.write(b'{"name":"clip-0299.mp4","sta')
    assert 120 < len(list(read_entries(out))) < 300
    again = run_batch(tasks, out, inline, work=fake_review)
    assert again.done == 300
    assert 120 < again.earlier < 300
    write_tables(whole)
    write_tables(out)
    for name in FILES:
        assert (out / name).read_bytes() == (whole / name).read_bytes(), name
    table = pq.read_table(out / "clips.parquet").to_pylist()
    assert [row["name"] for row in table] == [task.name for task in tasks]
    bad = [row for row in table if row["failure"] == Failure.unreadable]
    assert bad
    assert all("film it again" in row["why"] for row in bad)
    places = {row["results"] for row in table if row["results"]}
    assert {f"clips/{path.name}" for path in (out / "clips").iterdir()} == places
    assert not (out / ".stages").exists()


def test_ctrl_c_ends_at_once_and_leaves_nothing_half_done(tmp_path: Path) -> None:
    process = start(tmp_path / "in", tmp_path / "out", 4, "endless_review")
    stages = tmp_path / "out" / ".stages"
    wait_until(functools.partial(lambda: len(list(stages.glob("*/half.txt"))) == 2), process)
    began = time.monotonic()
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=60) == 130
    assert time.monotonic() - began < 20, "the clips take 120 s, and were waited for"
    assert not stages.exists()
    counts = run_batch(clips(tmp_path / "in", 4), tmp_path / "out", inline, work=fake_review)
    assert (counts.done, counts.earlier) == (4, 0)


def test_a_worker_that_dies_costs_one_clip_at_most(tmp_path: Path) -> None:
    tasks = clips(tmp_path / "in", 3)
    for name in ("once.mp4", "always.mp4"):
        (tmp_path / "in" / name).write_text("clip 1")
        tasks.append(replace(tasks[0], name=name, clip=tmp_path / "in" / name))
    runner = functools.partial(run_locally, workers=2)
    counts = run_batch(tasks, tmp_path / "out", runner, work=deadly_review)
    assert counts == Counts(5, judged=4, failed=1)
    (lost,) = [e for e in read_entries(tmp_path / "out") if e["status"] == Status.failed]
    assert lost["name"] == "always.mp4"
    assert lost["failure"] == Failure.worker_lost
    assert "try fewer --workers" in lost["error"]


def test_only_what_changed_is_done_again(tmp_path: Path) -> None:
    tasks, out = clips(tmp_path / "in", 6), tmp_path / "out"
    seen: list[str] = []

    def watched(task, folder):  # type: ignore[no-untyped-def]
        seen.append(task.name)
        return fake_review(task, folder)

    def again(**options: bool) -> list[str]:
        seen.clear()
        counts = run_batch(tasks, out, inline, work=watched, **options)
        assert counts.done == len(tasks)
        return list(seen)

    assert len(again()) == 6
    assert again() == []
    tasks[1].clip.write_text("another clip")
    os.utime(tasks[2].clip)  # a new time, the same content
    tasks[3] = replace(tasks[3], key="other settings")
    tasks[4].clip.write_text(next(t for t in map(str, range(999)) if number(t) % 20 == 0))  # bad
    assert again() == [tasks[1].name, tasks[3].name, tasks[4].name]
    assert not (out / "clips" / tasks[4].name).exists(), "results of another content are left"
    assert again() == []
    assert again(retry_failed=True) == [tasks[4].name]
    tasks[4].clip.unlink()
    assert again() == []
    assert "check its path" in next(
        e["error"] for e in read_entries(out) if e["name"] == tasks[4].name
    )
    gone = tasks.pop()
    tasks[0] = replace(tasks[0], carried={"person": "somebody else"})
    assert again() == []
    entries = list(read_entries(out))
    assert gone.name not in {entry["name"] for entry in entries}
    assert entries[0]["carried"] == {"person": "somebody else"}


def test_a_name_that_is_no_text_comes_back_readable(tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    (folder / os.fsdecode(b"caf\xe9 \xe2\x82\xac.mp4")).write_text("clip 1")
    tasks = clip_tasks(folder, find_clips(folder), JudgeSettings(load_stretch("squat")))
    for earlier in (0, 1):
        assert run_batch(tasks, out, inline, work=fake_review).earlier == earlier
    write_tables(out)
    (row,) = pq.read_table(out / "clips.parquet").to_pylist()
    assert row["name"] == "caf\\udce9 €.mp4"
    assert (out / row["results"] / "report.html").exists()


def test_a_fault_of_our_own_stops_no_run_and_is_said(tmp_path: Path) -> None:
    counts = run_batch(clips(tmp_path / "in", 2), tmp_path / "out", inline, work=faulty_review)
    assert counts == Counts(2, failed=2)
    entry = next(read_entries(tmp_path / "out"))
    assert entry["failure"] == Failure.fault
    assert "ZeroDivisionError: a fault that nobody foresaw" in entry["error"]


def test_a_machine_that_lacks_something_ends_the_run_and_fails_no_clip(tmp_path: Path) -> None:
    tasks, out = clips(tmp_path / "in", 3), tmp_path / "out"

    def lacking(task, folder):  # type: ignore[no-untyped-def]
        if task is tasks[1]:
            raise MachineError("expected libGL, got none; install it")
        return fake_review(task, folder)

    with pytest.raises(MachineError, match="libGL"):
        run_batch(tasks, out, inline, work=lacking)
    assert [entry["name"] for entry in read_entries(out)] == [tasks[0].name]
    assert run_batch(tasks, out, inline, work=fake_review).earlier == 1


def test_a_folder_is_held_by_one_run_and_read_by_its_own_version(tmp_path: Path) -> None:
    with Manifest(tmp_path), pytest.raises(UsageError, match="another formcheck batch"):
        Manifest(tmp_path)
    with pytest.raises(InputError, match="name the folder"):
        list(read_entries(tmp_path / "elsewhere"))
    (tmp_path / "manifest.jsonl").write_text(json.dumps({"format": 99}) + "\n")
    with pytest.raises(InputError, match="update formcheck"):
        Manifest(tmp_path)


def test_a_workers_memory_is_its_own(tmp_path: Path) -> None:
    ballast = bytearray(300_000_000)  # of the process that starts it
    ballast[::4096] = b"x" * len(ballast[::4096])
    script = "from formcheck.batch.work import peak_mb; print(peak_mb())"
    child = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert 10 < float(child.stdout) < 300
    assert peak_mb() > 300
