"""Clips in, results and manifest out."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Final

from formcheck.batch.manifest import Manifest
from formcheck.batch.task import ClipTask, Outcome, Status, Work
from formcheck.batch.work import review_clip
from formcheck.errors import UsageError
from formcheck.store.disk.files import write_failure
from formcheck.store.history.session_entry import PastSession
from formcheck.words import tr

STAGES: Final = ".stages"
"""Folder of result files that are not in their place yet."""

RESULTS: Final = "clips"
"""Folder of the result files, a folder for each clip."""

Runner = Callable[[Iterable[ClipTask], Work, Path], Generator[Outcome, None, None]]
"""Does tasks somewhere: gets them, what is done with each, and the folder for stages."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How far a batch is.

    Attributes:
        total: Clips in all.
        judged: Those with a verdict or with the reason why there is none.
        unrecognised: Those of which it is not sure what they show.
        failed: Those that could not be reviewed.
        earlier: How many of these an earlier run did.
    """

    total: int
    judged: int = 0
    unrecognised: int = 0
    failed: int = 0
    earlier: int = 0

    @property
    def done(self) -> int:
        """Return how many are done, well or not."""
        return self.judged + self.unrecognised + self.failed

    def plus(self, status: Status) -> Counts:
        """Return the counts with one clip more."""
        name = status.value
        return replace(self, **{name: getattr(self, name) + 1})


def run_batch(
    tasks: Sequence[ClipTask],
    out: Path,
    runner: Runner,
    *,
    work: Work = review_clip,
    retry_failed: bool = False,
    on_session: Callable[[PastSession], object] | None = None,
    on_progress: Callable[[Counts], None] | None = None,
) -> Counts:
    """Review clips, those that an earlier run has not done, and keep what came out.

    Args:
        tasks: All clips of the batch, each name once.
        out: The batch's folder; see `Manifest`, `RESULTS`.
        runner: Where they are reviewed.
        work: What is done with each clip.
        retry_failed: Whether clips that failed before are tried again.
        on_session: Gets what a history keeps of each judged clip, before the clip is done.
        on_progress: Told the counts at the start and after each clip.

    Returns:
        The counts of all clips.

    Raises:
        UsageError: Another run writes to the folder.
        InputError: The folder cannot be written.
        MachineError: The machine lacks something.
    """
    by_name = {task.name: task for task in tasks}
    if len(by_name) < len(tasks):
        raise UsageError(tr("expected tasks with names of their own, got one name twice"))
    with Manifest(out) as manifest:
        stages = out / STAGES
        shutil.rmtree(stages, ignore_errors=True)  # of a run that was killed
        manifest.agree_with(by_name)
        todo, counts = _todo(tasks, manifest, retry_failed)
        if on_progress is not None:
            on_progress(counts)
        try:
            with closing(runner(todo, work, stages)) as outcomes:
                for outcome in outcomes:
                    if outcome.name in by_name:
                        task = by_name[outcome.name]
                        _keep(task, outcome, out, manifest, on_session)
                        found = outcome.found
                        counts = counts.plus(Status.failed if found is None else found.status)
                        if on_progress is not None:
                            on_progress(counts)
        finally:
            shutil.rmtree(stages, ignore_errors=True)
    return counts


def _todo(
    tasks: Sequence[ClipTask], manifest: Manifest, retry_failed: bool
) -> tuple[list[ClipTask], Counts]:
    counts, todo = Counts(len(tasks)), []
    for task in tasks:
        if manifest.is_done(task, retry_failed):
            counts = counts.plus(manifest.known[task.name].status)
        else:
            todo.append(task)
    return todo, replace(counts, earlier=counts.done)


def _keep(
    task: ClipTask,
    outcome: Outcome,
    out: Path,
    manifest: Manifest,
    on_session: Callable[[PastSession], object] | None,
) -> None:
    """Move a clip's files to their place, in place of older ones, and write it down."""
    results = PurePosixPath(RESULTS, task.name)
    place = out / results
    try:
        if place.exists():
            shutil.rmtree(place)
        if outcome.stage is not None:
            place.parent.mkdir(parents=True, exist_ok=True)
            (out / STAGES / outcome.stage).replace(place)
    except OSError as error:
        raise write_failure(place, error) from error
    session = outcome.found.session if outcome.found is not None else None
    if session is not None and on_session is not None:
        on_session(session)
    manifest.add(task, outcome, None if outcome.stage is None else str(results))
