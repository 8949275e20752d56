"""Commands on many clips: batch, batch summary."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer
from typer.core import TyperGroup

from formcheck import terminal
from formcheck.cli.batch_progress import batch_progress
from formcheck.cli.options import (
    EveryFrameOption,
    FastOption,
    MaybeStretchOption,
    ModelOption,
    OverlayOption,
    ProfileOption,
    SensitiveOption,
    SideChoice,
    SideOption,
    app,
    named_path,
    overlays_of,
    says_new_folders,
)
from formcheck.errors import InputError, StoppedError, UsageError
from formcheck.words import tr, tr_n

if TYPE_CHECKING:
    from formcheck.batch.run import Counts, Runner
    from formcheck.batch.task import ClipTask
    from formcheck.store.history.history import History

MOST_FAILED: Final = 10
"""Number of failed clips that are listed on the screen; the table has them all."""


class _ReviewByDefault(TyperGroup):
    """A group of commands whose first one needs no name."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and args[0] != "--help":
            args = ["review", *args]
        return super().parse_args(ctx, args)


batch = typer.Typer(
    cls=_ReviewByDefault, no_args_is_help=True, add_completion=False, rich_markup_mode="markdown"
)
app.add_typer(
    batch,
    name="batch",
    help="Review many clips in parallel, resumable, with one table of all: "
    "formcheck batch FOLDER --out DIR.",
)


SourceArgument = Annotated[
    Path,
    typer.Argument(
        metavar="FOLDER_OR_LIST",
        help="A folder of clips, a CSV file with a column clip (and stretch, side, profile; "
        "other columns are carried along), or a text file with a path on each line.",
    ),
]
SchedulerOption = Annotated[
    str | None,
    typer.Option(
        metavar="ADDRESS",
        help="Review on the workers of this Dask scheduler: tcp://HOST:8786.",
    ),
]
SendClipsOption = Annotated[
    bool,
    typer.Option(
        "--send-clips",
        metavar="",
        help="With --scheduler: send clips as bytes; without, workers see the same paths.",
    ),
]
BatchOutOption = Annotated[
    Path,
    typer.Option(
        "--out", "-o", parser=named_path, callback=says_new_folders, metavar="DIR",
        help="Folder of the batch.",
    ),
]  # fmt: skip
WorkersOption = Annotated[
    int | None,
    typer.Option(min=1, metavar="NUMBER", help="Clips at a time; by default one a core."),
]


@batch.command("review")
def review_batch(
    source: SourceArgument,
    out: BatchOutOption,
    stretch: MaybeStretchOption = None,
    side: SideOption = SideChoice.auto,
    profile: ProfileOption = None,
    pattern: Annotated[
        str | None, typer.Option(metavar="GLOB", help="Which files of a folder: '*.mp4'.")
    ] = None,
    workers: WorkersOption = None,
    scheduler: SchedulerOption = None,
    send_clips: SendClipsOption = False,
    video: Annotated[
        bool,
        typer.Option("--video/--no-video", metavar="", help="Write annotated videos too."),
    ] = False,
    keep: Annotated[
        bool,
        typer.Option("--history", metavar="", help="Add each judged clip to the history too."),
    ] = False,
    retry_failed: Annotated[
        bool,
        typer.Option("--retry-failed", metavar="", help="Try those again that failed before."),
    ] = False,
    model: ModelOption = "full",
    fast: FastOption = False,
    every_frame: EveryFrameOption = False,
    overlay: OverlayOption = None,
    sensitive_back: SensitiveOption = False,
) -> None:
    """Review the clips of a folder or list, in parallel; the same command goes on after a stop.

    DIR then holds a report for each clip (clips/), the tables clips and sets (.parquet, .csv), and
    overview.html. What is done is in manifest.jsonl: only clips that are not, or that changed, or
    whose options changed, are reviewed.
    """
    from formcheck.batch.listing import clip_tasks, find_clips, passed_over
    from formcheck.batch.task import JudgeSettings
    from formcheck.store.history.history import History
    from formcheck.store.people.profiles import load_profile
    from formcheck.stretches.files.loading import load_stretch

    common = JudgeSettings(
        stretch=None if stretch is None else load_stretch(stretch),
        side=side.value,
        profile=None if profile is None else load_profile(profile),
        overlays=tuple(overlays_of(overlay, sensitive_back)),
        model=model,
        looks=1 if fast else 2,
        every_frame=every_frame,
        video=video,
    )
    tasks = clip_tasks(source, find_clips(source, pattern, without=out), common)
    if pattern is None:
        _note_passed_over(*passed_over(source, out))
    history = History() if keep else None
    _run(tasks, out, _runner(workers, scheduler, send_clips), retry_failed, history)


@batch.command()
def summary(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder of a batch.")],
) -> None:
    """Write a batch's tables and overview again, and show what it says as a whole."""
    from formcheck.batch.manifest import read_entries
    from formcheck.batch.written import note_batch

    # It may have been moved, or made on another machine.
    note_batch(folder, [entry["name"] for entry in read_entries(folder)])
    _show(folder)


def _note_passed_over(pictures: int, others: int) -> None:
    """Say which files of the folder are no clips."""
    if pictures:
        terminal.show_note(
            tr_n(
                "1 picture was passed over: `formcheck review PHOTO --stretch ID` judges one",
                "{count} pictures were passed over: `formcheck review PHOTO --stretch ID` judges "
                "one at a time",
                pictures,
            )
        )
    if others:
        terminal.show_note(
            tr_n(
                "1 file was passed over, since its name does not end like that of a clip",
                "{count} files were passed over, since their names do not end like those of clips",
                others,
            )
        )


def _runner(workers: int | None, scheduler: str | None, send: bool) -> Runner:
    from formcheck.batch.cluster import run_on_cluster
    from formcheck.batch.local import default_workers, run_locally

    if scheduler is None:
        if send:
            raise UsageError(tr("expected --scheduler ADDRESS with --send-clips, got none; add it"))
        return functools.partial(run_locally, workers=workers or default_workers())
    if workers is not None:
        raise UsageError(
            tr("expected --workers or --scheduler, got both; a scheduler has workers of its own")
        )
    return functools.partial(
        run_on_cluster,
        address=scheduler,
        send=send,
        on_connected=lambda link: terminal.show_note(tr("Dask's dashboard: {link}", link=link)),
    )


def _run(
    tasks: Sequence[ClipTask],
    out: Path,
    runner: Runner,
    retry_failed: bool,
    history: History | None,
) -> None:
    from formcheck.batch.run import Counts, run_batch
    from formcheck.batch.written import note_batch

    note_batch(out, [task.name for task in tasks])
    counts = Counts(len(tasks))
    try:
        with batch_progress() as tell:

            def told(now: Counts) -> None:
                nonlocal counts
                counts = now
                tell(now)

            done = run_batch(
                tasks, out, runner, retry_failed=retry_failed, on_progress=told,
                on_session=None if history is None else history.add,
            )  # fmt: skip
    except KeyboardInterrupt as error:
        raise StoppedError(
            tr(
                "stopped; {done} of {total} clips are done; the same command goes on from there",
                done=counts.done,
                total=counts.total,
            )
        ) from error
    _show(out)
    if done.failed == done.total:
        raise InputError(
            tr("expected clips that can be reviewed, got none; see {out}", out=out / "clips.csv")
        )


def _show(folder: Path) -> None:
    from formcheck.batch.digest import digest
    from formcheck.batch.overview import write_overview
    from formcheck.batch.table import write_tables

    files = write_tables(folder)
    found = digest(folder)
    terminal.show_digest(found, MOST_FAILED)
    files = [write_overview(folder, found), *files]
    terminal.show_files({file.name: file for file in files})
