"""The command that puts a performance beside a reference: compare."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from formcheck import terminal
from formcheck.cli.options import OutOption, app


@app.command("compare")
def compare_command(
    reference: Annotated[
        Path,
        typer.Argument(metavar="REFERENCE", help="Results of the reference: folder or recording."),
    ],
    own: Annotated[
        Path, typer.Argument(metavar="OWN", help="Results of the performance, likewise.")
    ],
    stretch: Annotated[
        str | None,
        typer.Option(
            "--stretch", "-s", metavar="ID", help="By default what the performance was reviewed as."
        ),
    ] = None,
    out: OutOption = None,
) -> None:
    """Put a performance beside a reference: both angles aligned by phase, and their difference.

    Both were reviewed before. Written are a page, a table, and where both folders have their
    annotated video one video of both.
    """
    from formcheck.tune.side_by_side import compare_clips

    folder = out or (own if own.is_dir() else own.parent) / "beside-reference"
    said, files = compare_clips(reference, own, folder, stretch)
    terminal.out.print(said, markup=False)
    terminal.show_files(files)
