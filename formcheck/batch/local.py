"""Worker processes on this machine, each with engines of its own."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing.connection import wait as wait_for
from multiprocessing.context import SpawnContext, SpawnProcess
from pathlib import Path
from typing import Any, Final

from formcheck.batch.task import ClipTask, Failure, Outcome, Work
from formcheck.batch.work import carry_out
from formcheck.pose.engine.interrupt import interrupt_later
from formcheck.words import tr, use_environment

TRIES: Final = 2
"""Number of attempts at a clip whose worker process ends in the middle of it."""

_LOOK_S: Final = 0.25
"""Interval, in seconds, at which Ctrl-C is checked for."""


def default_workers() -> int:
    """Return one worker for each core that this process may use."""
    if hasattr(os, "sched_getaffinity"):  # not on macOS and Windows
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class _Worker(SpawnProcess):
    """A worker that Ctrl-C does not reach, also not while it is still starting."""

    def start(self) -> None:
        with _without_ctrl_c():
            super().start()


class _Context(SpawnContext):
    """Starts workers, and remembers them.

    Spawned: a fork would copy the threads' locks.
    """

    def __init__(self) -> None:
        self.started: list[_Worker] = []

    def Process(self, *args: Any, **options: Any) -> _Worker:  # type: ignore[override]  # noqa: N802
        worker = _Worker(*args, **options)
        self.started.append(worker)
        return worker


class _Place:
    """One worker process with a pool of its own, so that its end is no other clip's."""

    def __init__(self) -> None:
        self._context = _Context()
        self._open()

    def _open(self) -> None:
        self._pool = ProcessPoolExecutor(1, mp_context=self._context, initializer=_begin_worker)

    def begin(self, task: ClipTask, work: Work, stages: Path) -> Future[Outcome]:
        with interrupt_later():  # a pool with half a thread can be neither used nor closed
            return self._pool.submit(carry_out, task, work, stages)

    def replace(self) -> int | None:
        """Make room for a new worker after one has ended; return the old one's exit code."""
        with interrupt_later():
            self._pool.shutdown()
            self._open()
        return self._context.started[-1].exitcode

    def kill(self) -> None:
        for worker in self._context.started:
            if worker.is_alive():
                worker.kill()

    def close(self) -> None:
        self._pool.shutdown(cancel_futures=True)


@contextmanager
def _without_ctrl_c() -> Iterator[None]:
    """Hold Ctrl-C back from this thread, and for good from the processes that it starts."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def run_locally(
    tasks: Iterable[ClipTask], work: Work, stages: Path, workers: int
) -> Generator[Outcome, None, None]:
    """Yield the outcome of each task as it is ready, in no particular order.

    A worker that is ended from outside, as by the system for want of memory, is replaced, and its
    clip is begun again. When the iterator is closed, all workers are ended at once.

    Args:
        tasks: What is to be done.
        work: What is done with each clip; a function that a new process can import.
        stages: Folder for result files on their way.
        workers: How many processes.

    Raises:
        MachineError: The machine lacks something.
    """
    places = [_Place() for _ in range(workers)]
    idle = list(places)
    waiting = iter(tasks)
    running: dict[Future[Outcome], tuple[_Place, ClipTask, int]] = {}

    def begin(place: _Place, task: ClipTask, times: int) -> None:
        running[place.begin(task, work, stages)] = place, task, times

    try:
        while True:
            for place, task in zip(tuple(idle), waiting, strict=False):
                idle.remove(place)
                begin(place, task, 1)
            if not running:
                return
            done, _ = wait(running, timeout=_LOOK_S, return_when=FIRST_COMPLETED)
            for future in done:
                place, task, times = running.pop(future)
                try:
                    outcome = future.result()
                except BrokenProcessPool:
                    exitcode = place.replace()
                    if times < TRIES:
                        begin(place, task, times + 1)
                        continue
                    outcome = _lost(task, exitcode)
                idle.append(place)
                yield outcome
    finally:
        with interrupt_later():
            for place in places:
                place.kill()  # all at once, before any is waited for
            for place in places:
                place.close()


def _lost(task: ClipTask, exitcode: int | None) -> Outcome:
    return Outcome(
        task.name, 0.0, failure=Failure.worker_lost,
        error=tr(
            "expected the worker to finish {clip}, got its end {tries} times (exit code "
            "{exitcode}); it may need more memory: try fewer --workers",
            clip=task.clip, tries=TRIES, exitcode=exitcode,
        ),
    )  # fmt: skip


def _begin_worker() -> None:
    """Leave Ctrl-C to the main process, and end with it and when it says so, at once."""
    use_environment()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # The pool's own handler would wait for the pose engine; what is half done nobody needs.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    wait_for([sentinel])
    os._exit(1)
