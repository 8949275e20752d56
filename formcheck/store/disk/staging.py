"""A folder of results that appear all together or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from formcheck.store.disk.files import write_failure
from formcheck.store.disk.owner import is_stale, owner_mark

STAGE: Final = ".formcheck-"
"""How the name of a hidden folder begins in which results are written."""


def remove_stale_stages(parent: Path) -> None:
    """Remove what killed processes left half-written in the folders of results within `parent`."""
    with suppress(OSError):
        for stage in parent.glob(f"*/{STAGE}*"):
            if is_stale(stage):
                shutil.rmtree(stage, ignore_errors=True)
                with suppress(OSError):  # other results lie there
                    stage.parent.rmdir()


@contextmanager
def staged(folder: Path) -> Iterator[Path]:
    """Give a hidden folder inside `folder`, and move its files out when all are complete.

    Hidden folders that killed processes left here, or in a folder beside this one, are removed.

    Raises:
        InputError: The folder cannot be written.
    """
    made = not folder.exists()
    stage = folder / f"{STAGE}{owner_mark()}"
    remove_stale_stages(folder.parent)
    try:
        stage.mkdir(parents=True)
        yield stage
        for file in sorted(stage.iterdir()):
            file.replace(folder / file.name)
    except OSError as error:
        raise write_failure(folder, error) from error
    finally:
        shutil.rmtree(stage, ignore_errors=True)
        if made:
            with suppress(OSError):  # it holds the results, or could never be made
                folder.rmdir()
