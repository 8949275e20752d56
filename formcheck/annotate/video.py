"""Annotated video: H.264 that browsers play, with the true time of every frame."""

from __future__ import annotations

import os
from contextlib import AbstractContextManager
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import av
import numpy as np
from av.video.reformatter import ColorRange, Colorspace, Interpolation, VideoReformatter
from av.video.stream import VideoStream
from numpy.typing import NDArray

from formcheck.errors import InputError, MachineError
from formcheck.store.disk.files import atomic_path, write_failure
from formcheck.words import tr

TIME_BASE: Final = Fraction(1, 90_000)
_CODEC: Final = "libx264"
# No B-frames: they shift the first time stamp and rely on edit lists that some players ignore.
_OPTIONS: Final = {
    "crf": "22",
    "preset": "veryfast",
    "bf": "0",
    # A fifth to a third less work for 4 to 8 % more bytes; docs/speed.md has the table.
    "x264-params": "subme=1:me=dia:weightp=0",
}
_BT709: Final = 1


class VideoWriter:
    """Writes pictures with their times as MP4 (H.264, yuv420p, index at the front).

    A context manager: the file appears when it is left without an error, and never by halves.
    Times are kept as they come, also at a variable frame rate. Where a side is odd, which
    yuv420p cannot hold, the last row or column is repeated.

    Args:
        path: The file, by custom ending in `.mp4`.
        width: Width of the pictures in pixels.
        height: Height of the pictures in pixels.

    Raises:
        InputError: It cannot be written.
        MachineError: This build of PyAV has no H.264 encoder.
    """

    def __init__(self, path: str | os.PathLike[str], width: int, height: int) -> None:
        if width <= 0 or height <= 0:
            raise ValueError(f"expected a picture size above 0, got {width}x{height}")
        self.path = Path(path)
        self._shape = (height, width, 3)
        self._even = ((0, height % 2), (0, width % 2), (0, 0))
        self._last_pts: int | None = None
        # One for all pictures: what it prepares for their size costs more than one of them.
        self._reformatter = VideoReformatter()
        self._atomic: AbstractContextManager[Path] | None = None
        self._container: av.container.OutputContainer | None = None
        self._stream: VideoStream | None = None

    def __enter__(self) -> Self:
        self._atomic = atomic_path(self.path)
        partial = self._atomic.__enter__()
        try:
            self._container = av.open(
                str(partial), "w", format="mp4", options={"movflags": "+faststart"}
            )
            self._stream = self._add_stream(self._container)
        except BaseException as error:
            self._discard(error)
            if isinstance(error, OSError):
                raise write_failure(self.path, error) from error
            raise
        return self

    def _add_stream(self, container: av.container.OutputContainer) -> VideoStream:
        try:
            stream = container.add_stream(_CODEC, options=dict(_OPTIONS))
        except (av.codec.codec.UnknownCodecError, av.error.EncoderNotFoundError) as error:
            raise MachineError(
                tr(
                    "expected PyAV with the H.264 encoder {codec}, got one without; "
                    "install the wheel from the package index: pip install --force-reinstall av",
                    codec=_CODEC,
                )
            ) from error
        height, width, _ = self._shape
        stream.width, stream.height = width + width % 2, height + height % 2
        stream.pix_fmt = "yuv420p"
        context = stream.codec_context
        context.time_base = stream.time_base = TIME_BASE
        context.colorspace = context.color_primaries = context.color_trc = _BT709
        context.color_range = ColorRange.MPEG
        return stream

    def write(self, image: NDArray[np.uint8], time_s: float) -> None:
        """Add one picture.

        Args:
            image: RGB uint8, shape (height, width, 3).
            time_s: Its time in seconds, from 0; later than the picture's before.

        Raises:
            ValueError: Another shape, or a time that does not rise.
            InputError: It cannot be written.
        """
        if image.shape != self._shape or image.dtype != np.uint8:
            raise ValueError(
                f"expected RGB uint8 of shape {self._shape}, got {image.shape} {image.dtype}"
            )
        pts = round(time_s / TIME_BASE)
        if pts < 0 or (self._last_pts is not None and pts <= self._last_pts):
            raise ValueError(f"expected times that rise from 0, got {time_s} s")
        self._last_pts = pts
        if self._even[0][1] or self._even[1][1]:
            image = np.pad(image, self._even, mode="edge")
        # A frame of the picture's own memory, which is only read.
        shown = av.VideoFrame.from_numpy_buffer(np.ascontiguousarray(image), format="rgb24")
        frame = self._reformatter.reformat(
            shown,
            format="yuv420p",
            interpolation=Interpolation.BILINEAR,
            dst_colorspace=Colorspace.ITU709,
            dst_color_range=ColorRange.MPEG,
        )
        frame.pts, frame.time_base = pts, TIME_BASE
        self._encode(frame)

    def _encode(self, frame: av.VideoFrame | None) -> None:
        if self._container is None or self._stream is None:
            raise RuntimeError("expected an open writer; use it in a `with` statement")
        try:
            self._container.mux(self._stream.encode(frame))
        except OSError as error:
            raise write_failure(self.path, error) from error

    def _discard(self, error: BaseException) -> None:
        container, self._container = self._container, None
        try:
            if container is not None:
                container.close()
        except OSError:
            pass  # the file is thrown away, and the first error is the one to tell
        finally:
            atomic, self._atomic = self._atomic, None
            if atomic is not None:
                _leave_with(atomic, error)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is not None:
            self._discard(error)
            return
        try:
            if self._last_pts is None:
                raise InputError(
                    tr("expected pictures for {path}, got none; nothing is written", path=self.path)
                )
            self._encode(None)
            assert self._container is not None
            self._container.close()
            self._container = None
        except BaseException as failure:
            self._discard(failure)
            if isinstance(failure, OSError):
                raise write_failure(self.path, failure) from failure
            raise
        atomic, self._atomic = self._atomic, None
        if atomic is not None:
            atomic.__exit__(None, None, None)


def _leave_with(atomic: AbstractContextManager[Path], error: BaseException) -> None:
    """Leave the atomic file with an error; the caller raises it in its own words."""
    try:
        atomic.__exit__(type(error), error, error.__traceback__)
    except BaseException as raised:
        if raised is error or raised.__cause__ is error:
            return
        raise
