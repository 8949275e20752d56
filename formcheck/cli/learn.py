"""The command that makes targets, or a new stretch, from a reference clip: learn."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from formcheck import terminal
from formcheck.cli.options import (
    FastOption,
    ModelOption,
    SideChoice,
    SideOption,
    app,
    named_path,
    says_new_folders,
)
from formcheck.errors import UsageError
from formcheck.words import tr

if TYPE_CHECKING:
    from formcheck.store.recordings.recording import Recording


@app.command()
def learn(
    clip: Annotated[
        Path,
        typer.Argument(
            metavar="CLIP", help="A clip that shows it done well, or its recording.parquet."
        ),
    ],
    name: Annotated[
        str, typer.Option("--as", metavar="NAME", help="Name of the new targets, or stretch.")
    ],
    stretch: Annotated[
        str | None,
        typer.Option(
            "--stretch", "-s", metavar="ID",
            help="Of which stretch; without it a wholly new stretch is drafted.",
        ),
    ] = None,
    side: SideOption = SideChoice.auto,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", "-o", parser=named_path, callback=says_new_folders, metavar="FILE",
            help="Where to write a new stretch; by default NAME.yaml here.",
        ),
    ] = None,
    model: ModelOption = "full",
    fast: FastOption = False,
    yes: Annotated[bool, typer.Option("--yes", metavar="", help="Keep without asking.")] = False,
) -> None:  # fmt: skip
    """Learn targets from a clip that shows a stretch done well.

    Each check's band is what was held, widened by the error of both; the targets are shown beside
    the shipped ones before they are kept, and used with --overlay NAME. Without --stretch the clip
    is of a new stretch: first the start pose, then the stretch, held. It becomes a file to finish.
    """
    recording = _recording(clip, model, fast)
    if stretch is None:
        _draft(recording, name, out, clip)
        return
    from formcheck.stretches.files.loading import load_stretch
    from formcheck.tune.presets import Presets, preset_id
    from formcheck.tune.proposals.learn import learn_targets

    preset = preset_id(name)
    found = learn_targets(recording.measurements, load_stretch(stretch), side.value)
    terminal.show_learned(found)
    if not yes and not _agreed():
        terminal.out.print(tr("Nothing was kept. To keep it without a question, add --yes."))
        return
    kept = Presets().save(name, found.shipped, found.changed)
    terminal.out.print(
        tr(
            "Kept. Use it: formcheck review CLIP --stretch {id} --overlay {preset}",
            id=found.shipped.id,
            preset=preset,
        )
        + (tr(" (version {version})", version=kept.version) if kept.version > 1 else ""),
        markup=False,
        soft_wrap=True,
    )


def _agreed() -> bool:
    """Ask whether to keep it; where nobody can answer, it is not kept."""
    return terminal.out.is_terminal and typer.confirm(tr("Keep these targets?"))


def _recording(clip: Path, model: str, fast: bool) -> Recording:
    from formcheck.store.recordings.recording import Recording  # deferred: it imports pyarrow

    """Return what was measured in a clip, or read a recording."""
    if clip.suffix == ".parquet":
        return Recording.read(clip)
    from formcheck.review import record

    with terminal.progress_bar() as tell:
        return record(clip, model=model, looks=1 if fast else 2, on_progress=tell)


def _draft(recording: Recording, name: str, out: Path | None, clip: Path) -> None:
    from formcheck.store.disk.files import atomic_path
    from formcheck.stretches.files.loading import stretch_ids
    from formcheck.tune.presets import preset_id
    from formcheck.tune.proposals.draft import draft_stretch

    stretch_id = preset_id(name if out is None else out.stem)
    target = Path(f"{stretch_id}.yaml") if out is None else out
    if stretch_id in stretch_ids():
        raise UsageError(
            tr(
                "expected the name of a new stretch, got that of {stretch_id}; choose another "
                "name, "
                "or add --stretch {stretch_id} to learn its targets",
                stretch_id=stretch_id,
            )
        )
    if target.exists():
        raise UsageError(
            tr("expected a new file, got {target}, which exists; name another --out", target=target)
        )
    text = draft_stretch(recording.measurements, stretch_id, name, clip.name)
    with atomic_path(target) as partial:
        partial.write_text(text, encoding="utf-8")
    terminal.show_files({"stretch": target})
    terminal.out.print(
        tr(
            "Finish its words, then: formcheck validate {target}, and formcheck review CLIP "
            "--stretch {target}",
            target=target,
        ),
        markup=False,
        soft_wrap=True,
    )
