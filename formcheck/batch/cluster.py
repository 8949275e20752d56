"""Workers of a Dask scheduler that runs already: `formcheck batch … --scheduler ADDRESS`."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Generator, Iterable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

from formcheck.batch.task import ClipTask, Failure, FileState, Outcome, Work
from formcheck.batch.work import carry_out
from formcheck.errors import MachineError
from formcheck.extras import EXTRAS
from formcheck.store.disk.files import write_failure
from formcheck.words import tr

if TYPE_CHECKING:
    from distributed import Client

AHEAD: Final = 64
"""Number of tasks that wait at the scheduler beyond one for each worker thread."""

_PATIENCE_S: Final = 15.0
"""How long to wait for the scheduler to answer."""


def run_on_cluster(
    tasks: Iterable[ClipTask],
    work: Work,
    stages: Path,
    address: str,
    *,
    send: bool = False,
    on_connected: Callable[[str], None] | None = None,
) -> Generator[Outcome, None, None]:
    """Yield the outcome of each task as it is ready, in no particular order.

    A clip whose worker goes away in the middle of it is done by another one. When the iterator is
    closed, tasks that were not begun are taken back.

    Args:
        tasks: What is to be done.
        work: What is done with each clip; a function that the workers can import.
        stages: Folder for result files on their way.
        address: Of the scheduler, such as `tcp://127.0.0.1:8786`.
        send: Whether clips travel to the workers as bytes and results come back as bytes;
            otherwise workers see the clips and the batch's folder under the same paths.
        on_connected: Told the address of the scheduler's dashboard, where it has one.

    Raises:
        MachineError: Dask is not installed, the scheduler does not answer, or a worker lacks
            something.
    """
    client = _connect(address)
    from distributed import as_completed

    try:
        if on_connected is not None and "dashboard" in client.scheduler_info()["services"]:
            on_connected(client.dashboard_link)
        submit = partial(_submit, client, uuid4().hex, work, stages.resolve(), send)
        waiting = iter(tasks)
        running: dict[Any, ClipTask] = {}

        def begin(count: int) -> list[Any]:
            begun = {submit(task): task for task in islice(waiting, count)}
            running.update(begun)
            return list(begun)

        threads = sum(client.nthreads().values())
        ready = as_completed(begin(threads + AHEAD), loop=client.loop, raise_errors=False)
        for future in ready:
            task = running.pop(future)
            yield _received(task, _outcome(task, future), stages)
            future.release()
            ready.update(begin(1))
    finally:
        with suppress(Exception):  # the scheduler may be gone
            client.cancel(list(running), force=True)
        client.close(timeout=1)


def _submit(client: Client, run: str, work: Work, stages: Path, send: bool, task: ClipTask) -> Any:
    """Hand one task to the scheduler, under a name that no other run uses."""
    key = f"formcheck-{run}-{task.name}"
    if send and task.clip.is_file():
        return client.submit(_sent, task, task.clip.read_bytes(), work, key=key, pure=False)
    return client.submit(carry_out, task, work, stages, key=key, pure=False)


def _connect(address: str) -> Client:
    try:
        from distributed import Client
    except ImportError as error:
        raise MachineError(
            tr(
                "expected Dask for --scheduler, got none; install it: {command}",
                command=EXTRAS["dask"].command,
            )
        ) from error
    try:
        return Client(address, timeout=_PATIENCE_S, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise MachineError(
            tr(
                "expected a Dask scheduler at {address}, got {name}: {error}; start "
                "one with `dask scheduler`, and workers with `dask worker ADDRESS --nthreads 1`",
                address=address,
                name=type(error).__name__,
                error=error,
            )
        ) from error


def _outcome(task: ClipTask, future: Any) -> Outcome:
    from distributed import KilledWorker

    try:
        outcome: Outcome = future.result()
    except KilledWorker as error:
        return Outcome(
            task.name, 0.0, failure=Failure.worker_lost,
            error=tr(
                "expected a worker to finish {clip}, got the end of several ({error})",
                clip=task.clip, error=error,
            ),
        )  # fmt: skip
    except (ImportError, AttributeError) as error:
        raise MachineError(
            tr(
                "expected formcheck on every worker, got {error}; install the same version there",
                error=error,
            )
        ) from error
    return outcome


def _sent(task: ClipTask, content: bytes, work: Work) -> Outcome:
    """Review a clip that came as bytes; runs in a worker."""
    with tempfile.TemporaryDirectory(prefix="formcheck-") as folder:
        clip = Path(folder) / task.clip.name
        clip.write_bytes(content)
        outcome = carry_out(replace(task, clip=clip), work, Path(folder))
        error = outcome.error
        if error is not None:  # it names the file here, which nobody else knows
            error = error.replace(str(clip), str(task.clip))
        files = {}
        if outcome.stage is not None:
            stage = Path(folder) / outcome.stage
            files = {path.name: path.read_bytes() for path in stage.iterdir()}
        return replace(outcome, error=error, files=files)


def _received(task: ClipTask, outcome: Outcome, stages: Path) -> Outcome:
    """Write result files that came as bytes to the stages, as a worker here would have done."""
    if outcome.files is None:
        return outcome
    if outcome.stage is not None:
        stage = stages / outcome.stage
        try:
            shutil.rmtree(stage, ignore_errors=True)
            stage.mkdir(parents=True)
            for name, content in outcome.files.items():
                (stage / name).write_bytes(content)
        except OSError as error:
            raise write_failure(stage, error) from error
    file = outcome.file
    if file is not None:  # its time there is that of a copy
        file = FileState(file.size, task.clip.stat().st_mtime_ns, file.sha256)
    return replace(outcome, file=file, files=None)
