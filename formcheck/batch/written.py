"""What a batch writes, noted before it does, so that `formcheck privacy` lists and deletes it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from formcheck.batch.manifest import FILE as MANIFEST
from formcheck.batch.manifest import LOCK
from formcheck.batch.run import RESULTS, STAGES
from formcheck.report.results import FILES, UNRECOGNISED_FILES
from formcheck.store.people.known_results import note_folder


def note_batch(folder: Path, names: Iterable[str]) -> None:
    """Note a batch's folder; its tables and overview are noted when they are written.

    Args:
        folder: The batch's folder.
        names: Names of its clips, see `ClipTask.name`.
    """
    places = [f"{RESULTS}/{name}" for name in names]
    note_folder(folder, (MANIFEST, LOCK, STAGES), places, sorted({*FILES, *UNRECOGNISED_FILES}))
