"""The folder of results that a review writes: everything in it, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from formcheck.annotate.shown import shown
from formcheck.annotate.video import VideoWriter
from formcheck.annotate.writing_behind import WritingBehind
from formcheck.capture.ahead import decoded_ahead
from formcheck.capture.clip import Clip
from formcheck.capture.frame import Frame
from formcheck.coach.frame.report import FrameReport
from formcheck.coach.frame.summary_model import Summary
from formcheck.pose.pose import Pose
from formcheck.report.key_moments import telling_moments
from formcheck.report.tables import write_frames, write_summary
from formcheck.store.disk.files import atomic_path
from formcheck.store.recordings.recording import Recording
from formcheck.stretches.model.stretch import Stretch
from formcheck.words import mark, tr

if TYPE_CHECKING:
    from formcheck.annotate.layout import Layout
    from formcheck.report.html import Still

FILES: Final = (
    "report.html",
    "annotated.mp4",
    "report.json",
    "frames.csv",
    "recording.parquet",
)
"""What a review writes, the most readable first."""

STILL_FILES: Final = ("report.html", "annotated.png", "report.json")
"""What it writes of a picture."""

VIDEO: Final = "annotated.mp4"
"""The one file that can be left out: to draw and encode it takes longer than all the others."""

UNRECOGNISED_FILES: Final = ("report.json", "recording.parquet")
"""What it writes of a clip that it could not recognise."""


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """A clip with everything that was said about it.

    Attributes:
        stretch: What was performed.
        summary: The verdict of the whole.
        reports: The report of each frame.
        recording: Landmarks and measurements of each frame.
    """

    stretch: Stretch
    summary: Summary
    reports: Sequence[FrameReport]
    recording: Recording


STILL_CAPTION: Final = mark("What the camera saw")


def write_results(
    judged: Judged,
    clip: Clip,
    folder: Path,
    on_drawn: Callable[[int, int], None] | None = None,
    *,
    video: bool = True,
) -> list[Still]:
    """Write the files of `FILES`, and return the pictures of the moments that tell most.

    Args:
        judged: What was said of the clip.
        clip: Its pictures, once more, to be drawn on, also those that were not looked at.
        folder: Where the files go; it exists.
        on_drawn: Told how many frames of the video are drawn, and how many there are.
        video: Whether the annotated video is among them.

    Raises:
        InputError: Something cannot be written.
    """
    from formcheck.report.html import write_report  # deferred: it imports matplotlib

    meta = judged.recording.meta
    stills = _video(judged, clip, folder / VIDEO, on_drawn) if video else _stills(judged, clip)
    write_report(
        folder / "report.html", judged.summary, judged.reports, judged.stretch, stills, meta
    )
    write_summary(folder / "report.json", judged.summary, meta, judged.reports)
    write_frames(folder / "frames.csv", judged.reports, judged.stretch)
    judged.recording.write(folder / "recording.parquet")
    return stills


def write_still(judged: Judged, frame: Frame, folder: Path) -> list[Still]:
    """Write the files of `STILL_FILES`, and return the annotated picture.

    Args:
        judged: The picture, judged as one moment.
        frame: Its pixels, to be drawn on.
        folder: Where the files go; it exists.

    Raises:
        InputError: Something cannot be written.
    """
    # Deferred: they import OpenCV and matplotlib, which `formcheck --help` can do without.
    from PIL import Image

    from formcheck.report.html import Still, write_report

    reports, meta = judged.reports, judged.recording.meta
    image = _drawn(judged, frame, 0, judged.recording.poses[0], _layout(judged))
    with atomic_path(folder / "annotated.png") as partial:
        Image.fromarray(image).save(partial)
    stills = [Still(0.0, tr(STILL_CAPTION), image)]
    write_report(folder / "report.html", judged.summary, reports, judged.stretch, stills, meta)
    write_summary(folder / "report.json", judged.summary, meta, reports)
    return stills


def _video(
    judged: Judged, clip: Clip, path: Path, on_drawn: Callable[[int, int], None] | None
) -> list[Still]:
    """Write the annotated video, and return the pictures of the moments that tell most."""
    from formcheck.report.html import Still  # deferred: it imports OpenCV

    reports, recording = judged.reports, judged.recording
    looked = [(report.index, report.time_s) for report in reports]
    indices, times_s = [index for index, _ in looked], [time_s for _, time_s in looked]
    captions, layout, meta = _captions(judged, times_s), _layout(judged), recording.meta
    stills: list[Still] = []
    with ExitStack() as stack:
        video = stack.enter_context(VideoWriter(path, meta.width, meta.height + layout.strip))
        writer = stack.enter_context(WritingBehind(video))
        decoded = stack.enter_context(closing(decoded_ahead(clip)))
        for one in shown(decoded, indices, times_s, recording.poses, meta.scenes):
            image = _drawn(judged, one.frame, one.row, one.pose, layout)
            writer.write(image, one.frame.time_s)
            if one.looked_at and one.row in captions:
                stills.append(Still(one.frame.time_s, captions[one.row], image))
            if on_drawn is not None:
                on_drawn(one.row + 1, len(reports))
    return stills


def _stills(judged: Judged, clip: Clip) -> list[Still]:
    """Return the pictures of the moments that tell most; no others are drawn or converted."""
    from formcheck.report.html import Still  # deferred: it imports OpenCV

    captions = _captions(judged, [report.time_s for report in judged.reports])
    layout = _layout(judged)
    rows = {judged.reports[row].index: row for row in captions}
    stills: list[Still] = []
    for frame in clip.frames(only=rows):
        row = rows[frame.index]
        image = _drawn(judged, frame, row, judged.recording.poses[row], layout)
        stills.append(Still(frame.time_s, captions[row], image))
    return stills


def _captions(judged: Judged, times_s: Sequence[float]) -> dict[int, str]:
    """Return what is written below the pictures of the moments that tell most, by their rows."""
    moments = telling_moments(judged.summary, judged.reports)
    return {_nearest(times_s, time_s): text for time_s, text in moments}


def _layout(judged: Judged) -> Layout:
    from formcheck.annotate.layout import arrange

    meta = judged.recording.meta
    size = (meta.width, meta.height)
    return arrange(judged.recording.poses, judged.reports, judged.stretch, size)


def _drawn(
    judged: Judged, frame: Frame, row: int, pose: Pose | None, layout: Layout
) -> NDArray[np.uint8]:
    from formcheck.annotate.overlay import draw

    return draw(frame.image, pose, judged.reports[row], judged.stretch, layout)


def _nearest(times_s: Sequence[float], time_s: float) -> int:
    return min(range(len(times_s)), key=lambda row: abs(times_s[row] - time_s))
