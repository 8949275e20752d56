"""The manifest as tables: one row a clip, and one a hold or set of repetitions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.csv as pc
import pyarrow.parquet as pq

from formcheck.batch.columns import CLIPS, SETS, Column, Kind
from formcheck.batch.manifest import read_entries
from formcheck.store.disk.files import atomic_path

FILES: Final = ("clips.parquet", "clips.csv", "sets.parquet", "sets.csv")
"""What `write_tables` writes into a batch's folder."""

_GROUP: Final = 5000
"""Number of rows that are held in memory at a time."""


def write_tables(folder: Path) -> list[Path]:
    """Write the tables of a batch's folder from its manifest, in the order of the clips' names.

    The same clips, judged alike, give the same tables, however often the batch was stopped.

    Args:
        folder: The batch's folder.

    Returns:
        The files.

    Raises:
        InputError: There is no manifest, or a file cannot be written.
    """
    carried = _carried(folder)
    with (
        _table(folder / "clips", CLIPS, carried) as add_clip,
        _table(folder / "sets", SETS, carried) as add_set,
    ):
        for entry in read_entries(folder):
            cells = {column.name: _cell(entry["carried"], column) for column in carried}
            add_clip(_clip_row(entry) | cells)
            for one in entry["sets"]:
                add_set({"name": entry["name"], **one, **cells})
    return [folder / name for name in FILES]


def _clip_row(entry: Mapping[str, Any]) -> dict[str, Any]:
    file, options = entry["file"] or {}, entry["options"]
    return {
        "name": entry["name"],
        "clip": entry["clip"],
        "status": entry["status"],
        "failure": entry["failure"],
        "why": entry["error"],
        "stretch": options["stretch"] and options["stretch"].partition(":")[0],
        "profile": options["profile"],
        "results": entry["results"],
        "size": file.get("size"),
        "sha256": file.get("sha256"),
        "version": entry["version"],
        **entry["row"],
    }


def _carried(folder: Path) -> list[Column]:
    """Return the columns that the lists carried along, as numbers where every cell is one."""
    kinds: dict[str, Kind | None] = {}
    for entry in read_entries(folder):
        for name, text in entry["carried"].items():
            kinds[name] = max(kinds.get(name), cell_kind(text), key=_GENERAL.index)
    return [Column(name, kind or "text", "", "From your list") for name, kind in kinds.items()]


_GENERAL: Final[tuple[Kind | None, ...]] = (None, "whole", "number", "text")
"""Kinds of cells, each more general than those before it."""

_WHOLE: Final = re.compile(r"-?(0|[1-9]\d{0,17})")
_NUMBER: Final = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d{1,2})?")


def cell_kind(text: str) -> Kind | None:
    """Return the kind of a carried cell, None for an empty one.

    A number with zeros before it, such as 007, is a code and thus a text.
    """
    if not text:
        return None
    if _WHOLE.fullmatch(text):
        return "whole"
    return "number" if _NUMBER.fullmatch(text) else "text"


def _cell(carried: Mapping[str, str], column: Column) -> Any:
    text = carried.get(column.name) or None
    if text is None or column.kind == "text":
        return text
    return int(text) if column.kind == "whole" else float(text)


@contextmanager
def _table(
    stem: Path, columns: Sequence[Column], carried: Sequence[Column]
) -> Iterator[Callable[[Mapping[str, Any]], None]]:
    """Give a function that adds a row to a table, which is written as Parquet and as CSV."""
    schema = pa.schema([column.field() for column in (*columns, *carried)])
    rows: list[Mapping[str, Any]] = []

    def flush() -> None:
        part = pa.Table.from_pylist(rows, schema=schema)
        rows.clear()
        parquet.write_table(part)
        text.write_table(part)

    def add(row: Mapping[str, Any]) -> None:
        rows.append(row)
        if len(rows) >= _GROUP:
            flush()

    with (
        atomic_path(stem.with_suffix(".parquet")) as parquet_path,
        atomic_path(stem.with_suffix(".csv")) as text_path,
        pq.ParquetWriter(parquet_path, schema) as parquet,
        pc.CSVWriter(text_path, schema) as text,
    ):
        yield add
        flush()
