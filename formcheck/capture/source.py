"""One way to open whatever a user names: a clip or a picture."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self, runtime_checkable

from formcheck.capture.clip import Clip
from formcheck.capture.files import Kind, file_kind, read_head
from formcheck.capture.frame import Frame
from formcheck.capture.info import ClipInfo
from formcheck.capture.picture import Picture
from formcheck.errors import InputError
from formcheck.words import tr


@runtime_checkable
class Source(Protocol):
    """Anything that yields frames: a clip, a picture, a camera.

    Attributes:
        info: What is known before the frames are read.
        warnings: What was mended or lost in the latest iteration, in sentences.
    """

    info: ClipInfo
    warnings: list[str]

    @property
    def is_picture(self) -> bool:
        """Whether there is but one frame and time means nothing."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...

    def __iter__(self) -> Iterator[Frame]: ...


def open_source(path: str | os.PathLike[str]) -> Clip | Picture:
    """Open a clip or a picture, told apart by what is in the file and not by its name.

    Args:
        path: The file. Animated GIF and PNG are clips.

    Raises:
        InputError: The file cannot be read, or is neither clip nor picture.
    """
    wanted = tr("a video clip or a picture")
    kind = file_kind(read_head(Path(path), wanted))
    if kind is Kind.TEXT:
        raise InputError(
            tr(
                "expected {wanted}, got {value} ({path}); give a video or a photograph",
                wanted=wanted,
                value=tr(kind.value),
                path=path,
            )
        )
    return Clip(path) if kind is Kind.OTHER else Picture(path)
