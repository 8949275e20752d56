"""A recording in another format, by the format's name."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal, get_args

from formcheck.errors import UsageError
from formcheck.exchange.motion import Motion, motion_of
from formcheck.store.disk.files import atomic_path
from formcheck.store.recordings.recording import Recording
from formcheck.words import tr

Format = Literal["trc", "mot", "c3d", "bids", "csv", "json", "parquet"]

RECORDING = "recording.parquet"
"""Name of the recording in a folder of results."""


def export(
    recording: str | os.PathLike[str],
    format_: Format,
    out: str | os.PathLike[str] | None = None,
    *,
    planar: bool = False,
) -> Path:
    """Write a recording in another format.

    Args:
        recording: A `recording.parquet`, or the folder of results that holds one.
        format_: `trc` (markers for OpenSim), `mot` (angles for OpenSim), `c3d` (both), `bids`
            (a data set by Motion-BIDS), `csv`, `json` or `parquet` (one table of everything).
        out: The file to write, or for `bids` the folder; by default `export.FORMAT` or `bids`
            beside the recording.
        planar: Whether the depth is left out: Z is 0 then.

    Returns:
        The file or folder that was written.

    Raises:
        UsageError: The format does not exist, or `out` is the recording itself.
        InputError: The recording cannot be read, lacks what the format needs, or the file
            cannot be written.
        MachineError: The format needs a library that is not installed.
    """
    if format_ not in get_args(Format):
        raise UsageError(
            tr(
                "expected a format of {names}, got {format!r}; name one of them",
                names=", ".join(get_args(Format)),
                format=format_,
            )
        )
    source = Path(recording)
    source = source / RECORDING if source.is_dir() else source
    default = source.with_name("bids" if format_ == "bids" else f"export.{format_}")
    target = default if out is None else Path(out)
    if target.resolve() == source.resolve():
        raise UsageError(
            tr(
                "expected another file than the recording, got {target}; name a new one",
                target=target,
            )
        )
    found = Recording.read(source)
    motion = motion_of(found, planar=planar)
    # Deferred: each format brings its own libraries.
    if format_ == "bids":
        from formcheck.exchange.bids import write_bids

        write_bids(target, motion)
        return target
    with atomic_path(target) as partial:
        _write_file(partial, target.name, format_, found, motion)
    return target


def _write_file(
    partial: Path, name: str, format_: Format, found: Recording, motion: Motion
) -> None:
    if format_ == "trc":
        from formcheck.exchange.opensim import write_trc

        write_trc(partial, motion, name)
    elif format_ == "mot":
        from formcheck.exchange.opensim import write_mot

        write_mot(partial, motion)
    elif format_ == "c3d":
        from formcheck.exchange.c3d import write_c3d

        write_c3d(partial, motion)
    else:
        from formcheck.exchange import tables

        table = tables.flat_table(found, motion)
        if format_ == "csv":
            tables.write_csv(partial, table)
        elif format_ == "parquet":
            tables.write_parquet(partial, table)
        else:
            tables.write_json(partial, table, motion)
