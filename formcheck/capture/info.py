"""What is known of a source before its frames are read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class ClipInfo:
    """Facts about a clip, picture or camera.

    Attributes:
        path: The file as it was named; `camera:0` and so on for a camera.
        width: Pixels across every frame, upright and with square pixels.
        height: Pixels down every frame.
        duration_s: Length in seconds as the file states it; None where it states none.
        frame_count: Estimate for a progress bar, not a promise; None where nothing is known.
        codec: How the pictures are coded: `h264`, `vp9`, `jpeg`.
    """

    path: Path
    width: int
    height: int
    duration_s: float | None
    frame_count: int | None
    codec: str
