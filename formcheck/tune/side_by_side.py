"""Two reviewed clips of one stretch put beside each other."""

from __future__ import annotations

import os
from pathlib import Path

from formcheck.capture.clip import Clip
from formcheck.errors import UsageError
from formcheck.report.comparison.alignment import align
from formcheck.report.comparison.side_by_side import (
    FILES,
    difference_words,
    write_difference,
    write_page,
    write_video,
)
from formcheck.report.results import VIDEO
from formcheck.session import judge_clip
from formcheck.store.history.history import RECORDING
from formcheck.store.recordings.recording import Recording
from formcheck.stretches.files.loading import load_stretch
from formcheck.words import tr


def compare_clips(
    reference: str | os.PathLike[str],
    own: str | os.PathLike[str],
    out: str | os.PathLike[str],
    stretch: str | None = None,
) -> tuple[str, dict[str, Path]]:
    """Put a performance beside a reference.

    Args:
        reference: Folder of a review, or its recording.
        own: Likewise of the performance.
        out: Folder to write to, made where it is missing.
        stretch: Id of the stretch; by default what the performance was reviewed as.

    Returns:
        The difference in a sentence, and the path of each file written by its name.

    Raises:
        UsageError: The stretch is not known, or has no angle to compare.
        InputError: A file cannot be read or written, or the angle was not seen for long enough.
        MachineError: A library is missing.
    """
    paths = [Path(one) / RECORDING if Path(one).is_dir() else Path(one) for one in (reference, own)]
    before, after = (Recording.read(path) for path in paths)
    named = stretch or after.meta.stretch
    if named is None:
        raise UsageError(
            tr(
                "expected the stretch of {paths}, which was not recognised; add --stretch ID",
                paths=paths[1],
            )
        )
    loaded = load_stretch(named)
    check = loaded.main_check
    if check is None:
        raise UsageError(
            tr("expected a stretch with an angle to compare, got {named}; it has none", named=named)
        )
    found = align(
        judge_clip(after.measurements, loaded)[0], judge_clip(before.measurements, loaded)[0], check
    )
    folder = Path(out)
    files = {name: folder / name for name in FILES[:2]}
    write_page(files["side-by-side.html"], found, loaded, check)
    write_difference(files["difference.csv"], found)
    videos = [path.with_name(VIDEO) for path in paths]
    if all(video.is_file() for video in videos):
        files[FILES[2]] = folder / FILES[2]
        with Clip(videos[1]) as shown, Clip(videos[0]) as model:
            write_video(files[FILES[2]], found, shown, model)
    return difference_words(found, check), files
