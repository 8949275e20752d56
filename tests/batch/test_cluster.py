"""A batch on a Dask scheduler with two workers, all on this machine's loopback address."""

from __future__ import annotations

import functools
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from formcheck.batch.cluster import run_on_cluster
from formcheck.batch.run import run_batch
from formcheck.batch.table import FILES, write_tables
from formcheck.errors import MachineError
from tests.batch.fakes import clips, fake_review, hanging_review, inline


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of a scheduler with two workers."""
    folder = tmp_path_factory.mktemp("dask")
    file = folder / "scheduler.json"
    common = ["--host", "127.0.0.1", "--no-dashboard", "--scheduler-file", str(file)]
    environment = os.environ | {"DASK_DISTRIBUTED__WORKER__DAEMON": "False"}

    def start(name: str, *options: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", f"distributed.cli.dask_{name}", *common, *options]
        with (folder / f"{name}.log").open("ab") as log:
            return subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)

    processes = [start("scheduler", "--port", "0")]
    try:
        processes += [start("worker", "--nthreads", "1", "--no-nanny") for _ in range(2)]
        from distributed import Client

        with Client(scheduler_file=str(file), timeout=60, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=60)
            address = client.scheduler.address
        yield address
    finally:
        for process in processes:
            process.kill()
        for process in processes:
            process.wait()


def kill_the_worker(pid_file: Path) -> None:
    end = time.monotonic() + 60
    while not pid_file.exists() and time.monotonic() < end:
        time.sleep(0.05)
    os.kill(int(pid_file.read_text()), signal.SIGKILL)


def tables(out: Path) -> dict[str, bytes]:
    write_tables(out)
    return {name: (out / name).read_bytes() for name in FILES}


def test_the_same_tables_come_from_a_cluster_with_a_worker_killed(
    cluster: str, tmp_path: Path
) -> None:
    tasks = clips(tmp_path / "in", 100)
    run_batch(tasks, tmp_path / "here", inline, work=fake_review)
    # As bytes first, while there are two workers; then by path, and one is killed in mid-clip.
    sent = functools.partial(run_on_cluster, address=cluster, send=True)
    run_batch(tasks, tmp_path / "sent", sent, work=fake_review)
    killer = threading.Thread(target=kill_the_worker, args=(tasks[0].clip.with_suffix(".pid"),))
    killer.start()
    by_path = functools.partial(run_on_cluster, address=cluster)
    counts = run_batch(tasks, tmp_path / "there", by_path, work=hanging_review)
    killer.join()
    assert counts.done == 100
    expected = tables(tmp_path / "here")
    for name in ("sent", "there"):
        out = tmp_path / name
        assert tables(out) == expected
        assert len((out / "manifest.jsonl").read_bytes().splitlines()) == 101, "a clip is twice"
        assert not (out / ".stages").exists()
        pages = {path.parent.name for path in (out / "clips").glob("*/report.html")}
        assert pages == {path.name for path in (tmp_path / "here" / "clips").iterdir()}
    assert run_batch(tasks, tmp_path / "there", by_path).earlier == 100


def test_a_scheduler_that_is_not_there_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("formcheck.batch.cluster._PATIENCE_S", 0.5)
    nobody = functools.partial(run_on_cluster, address="tcp://127.0.0.1:9")
    with pytest.raises(MachineError, match="start one with `dask scheduler`"):
        run_batch(clips(tmp_path / "in", 1), tmp_path / "out", nobody, work=fake_review)
