"""The command that writes recordings in the formats of others: export."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from formcheck import terminal
from formcheck.cli.options import app, named_path, says_new_folders


class FormatChoice(StrEnum):
    """The formats of others; see `formcheck.exchange.export.Format`."""

    trc = "trc"
    mot = "mot"
    c3d = "c3d"
    bids = "bids"
    csv = "csv"
    json = "json"
    parquet = "parquet"


@app.command("export")
def export_recording(
    recording: Annotated[
        Path,
        typer.Argument(
            metavar="RECORDING", help="A recording.parquet, or the folder that holds one."
        ),
    ],
    format_: Annotated[
        FormatChoice,
        typer.Option(
            "--format",
            "-f",
            help="trc and mot: markers and angles for OpenSim; c3d: both; bids: a Motion-BIDS "
            "data set; csv, json, parquet: one table.",
        ),
    ],
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            parser=named_path,
            callback=says_new_folders,
            metavar="FILE",
            help="Where to write it (bids: a folder).",
        ),
    ] = None,
    planar: Annotated[
        bool,
        typer.Option(
            "--planar", metavar="", help="Leave the estimated depth out: Z is 0 in every frame."
        ),
    ] = False,
) -> None:
    """Write a recording in a format that other programs read.

    Markers are in metres about the middle of the hips, angles in degrees; what is not known is
    empty. Without --out the file lies beside the recording.
    """
    from formcheck.exchange.export import export

    terminal.show_files({"written": export(recording, format_.value, out, planar=planar)})
