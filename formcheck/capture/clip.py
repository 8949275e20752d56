"""Recorded clips, decoded with PyAV one frame at a time."""

from __future__ import annotations

import os
import weakref
from collections.abc import Collection, Generator, Iterator
from contextlib import contextmanager
from operator import attrgetter
from pathlib import Path
from types import TracebackType
from typing import Self

import av
import numpy as np
from av.container import InputContainer
from av.stream import Disposition
from av.video.stream import VideoStream
from numpy.typing import NDArray

from formcheck.capture.decoding import (
    decoded_frames,
    pixel_aspect,
    real_time,
    stated_count,
    stated_duration,
    stated_end,
    stretch_factor,
    timed,
    usual_period,
)
from formcheck.capture.files import Kind, file_kind, lacks_index, read_head
from formcheck.capture.frame import Frame
from formcheck.capture.info import ClipInfo
from formcheck.capture.limits import MOST_PIXELS, size_fault
from formcheck.capture.pixels import Upright
from formcheck.capture.thinning import thinned
from formcheck.capture.timing import Damage, FrameTimes
from formcheck.errors import InputError
from formcheck.words import mark, tr

__all__ = ["Clip", "ClipInfo"]

_WANTED = mark("a video clip")

# FFmpeg can also open playlists, network addresses and even text, which it draws as a terminal.
_FORMATS = (
    "mov,mp4,matroska,webm,avi,gif,apng,mpeg,mpegts,mpegvideo,m4v,h264,hevc,obu,ivf,mjpeg,"
    "flv,asf,ogg,nut,dv,mxf,yuv4mpegpipe,"
    "mp3,wav,w64,flac,aac,ac3,aiff,amr,caf"
)


class Clip:
    """A video file as a stream of upright frames with true times.

    Use it in a `with` block and iterate; every new iteration starts from the beginning. Nothing
    is kept of the frames that went by. Leaving the block closes the file, also on Ctrl-C.

    Times are the container's, from 0 at the first frame, so a variable frame rate is kept. Slow
    motion of a phone that says so has the times of life.
    Frames are turned as the file says, and oblong pixels are stretched to squares. The largest
    video stream is read; cover pictures of audio files do not count as video.

    Args:
        path: The clip, in any container and codec that FFmpeg knows.

    Attributes:
        info: Size, length and codec.
        warnings: Sentences about damage and mended timestamps, of the latest iteration.

    Raises:
        InputError: There is no such file, or nothing in it can be decoded.
    """

    is_picture = False

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self._path = Path(path)
        self.warnings: list[str] = []
        self._running: weakref.WeakSet[Generator[Frame]] = weakref.WeakSet()
        kind = file_kind(read_head(self._path, tr(_WANTED)))
        if kind is not Kind.OTHER:
            raise InputError(
                tr(
                    "expected {wanted}, got {value} ({path}); give a video",
                    wanted=tr(_WANTED),
                    value=tr(kind.value),
                    path=path,
                )
            )
        with self._opened() as (container, stream):
            first = next(decoded_frames(container, stream, Damage(usual_period(stream))), None)
            if first is None:
                raise self._undecodable()
            upright = self._upright(first, stream)
            self.info = ClipInfo(
                path=self._path,
                width=upright.width,
                height=upright.height,
                duration_s=real_time(
                    stated_duration(container, stream), stretch_factor(container, stream)
                ),
                frame_count=stated_count(container, stream),
                codec=stream.codec_context.codec.name,
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End every iteration under way and close its file."""
        for frames in list(self._running):
            frames.close()

    def __iter__(self) -> Iterator[Frame]:
        """Decode from the beginning.

        Raises:
            InputError: The file went away, or none of its frames can be decoded any more.
        """
        return self.frames()

    def frames(
        self, *, every: bool = True, only: Collection[int] | None = None
    ) -> Generator[Frame]:
        """Decode from the beginning, and give all frames or some, with their own numbers.

        The colours of those left out are not even converted.

        Args:
            every: Whether all are given; else 12 to 15 a second of a clip with more, see
                `capture.thinning`.
            only: Numbers of the frames that are given, or None for no such choice; nothing behind
                the last of them is decoded, nor warned of.

        Raises:
            InputError: The file went away, or none of its frames can be decoded any more.
        """
        frames = self._frames(every, only)
        self._running.add(frames)
        return frames

    def _frames(self, every: bool, only: Collection[int] | None) -> Generator[Frame]:
        self.warnings = []
        if only is not None and not only:
            return
        with self._opened() as (container, stream):
            period = usual_period(stream)
            clock, damage = FrameTimes(period), Damage(period)
            slow = stretch_factor(container, stream)
            upright: Upright | None = None
            shown = timed(decoded_frames(container, stream, damage), stream, clock, damage, slow)
            for one in shown if every else thinned(shown, attrgetter("time_s")):
                if upright is None:
                    upright = self._upright(one.decoded, stream)
                if only is None or one.index in only:
                    yield Frame(self._image(upright, one.decoded), one.index, one.time_s)
                if only is not None and one.index >= max(only):
                    return
            if upright is None:
                raise self._undecodable()
            damage.finish(real_time(stated_end(container, stream), slow))
            self.warnings = [*damage.warnings(), *clock.warnings()]
            if slow != 1.0:
                self.warnings.append(
                    tr(
                        "the clip is slow motion, {slow:g} times slower than life; all times "
                        "here are "
                        "those of life",
                        slow=slow,
                    )
                )
            if upright.resized:
                self.warnings.append(
                    tr(
                        "expected frames of one size, got {resized} of another; "
                        "they are fitted into {width}x{height}",
                        resized=upright.resized,
                        width=upright.width,
                        height=upright.height,
                    )
                )

    @contextmanager
    def _opened(self) -> Generator[tuple[InputContainer, VideoStream]]:
        """Open the file and choose its video stream."""
        read_head(self._path, tr(_WANTED))
        try:
            container = av.open(
                # The prefix keeps a name such as `a:b.mp4` from being taken for a protocol.
                f"file:{self._path.absolute()}",
                mode="r",
                metadata_errors="replace",
                options={
                    "format_whitelist": _FORMATS,
                    "protocol_whitelist": "file",
                    "max_pixels": str(MOST_PIXELS),
                },
            )
        except UnicodeEncodeError as error:
            raise InputError(
                tr(
                    "expected a file name in UTF-8, got {path!a}; rename the file",
                    path=str(self._path),
                )
            ) from error
        except (av.FFmpegError, ValueError) as error:
            raise self._unreadable() from error
        with container:
            stream = self._choose(container)
            stream.thread_type = "AUTO"
            # A stream may also change its size on the way: no decoder goes beyond this.
            stream.codec_context.options = {"max_pixels": str(MOST_PIXELS)}
            if stream.width and stream.height:
                self._check_size(stream.width, stream.height)
            yield container, stream

    def _upright(self, first: av.VideoFrame, stream: VideoStream) -> Upright:
        upright = Upright(first, pixel_aspect(stream))
        self._check_size(upright.width, upright.height)
        return upright

    def _image(self, upright: Upright, decoded: av.VideoFrame) -> NDArray[np.uint8]:
        try:
            return upright.image(decoded)
        except av.FFmpegError as error:
            raise InputError(
                tr(
                    "expected {wanted} in common colours, got pixels in the format "
                    "{name} ({path}); save it again as H.264",
                    wanted=tr(_WANTED),
                    name=decoded.format.name,
                    path=self._path,
                )
            ) from error

    def _check_size(self, width: int, height: int) -> None:
        fault = size_fault(width, height)
        if fault is not None:
            raise InputError(
                tr("{fault} ({path}); save it in another size", fault=fault, path=self._path)
            )

    def _choose(self, container: InputContainer) -> VideoStream:
        """Return the largest moving picture; of equals the one marked as default."""
        covers = Disposition.attached_pic | Disposition.timed_thumbnails
        moving = [one for one in container.streams.video if not one.disposition & covers]
        # PyAV's stubs do not say that a stream has no codec context without a decoder.
        decodable = [one for one in moving if getattr(one, "codec_context", None) is not None]
        if decodable:
            return max(
                decodable,
                key=lambda one: (
                    one.width * one.height,
                    bool(one.disposition & Disposition.default),
                    -one.index,
                ),
            )
        if moving:
            raise InputError(
                tr(
                    "expected {wanted}, got one in a codec that is not known here ({path}); "
                    "save it again as H.264",
                    wanted=tr(_WANTED),
                    path=self._path,
                )
            )
        what = tr("an audio file") if container.streams.audio else tr("a file")
        raise InputError(
            tr(
                "expected {wanted}, got {what} without pictures ({path}); give formcheck a video",
                wanted=tr(_WANTED),
                what=what,
                path=self._path,
            )
        )

    def _unreadable(self) -> InputError:
        if lacks_index(self._path):
            return InputError(
                tr(
                    "expected a complete video clip, got one cut off before its index was written "
                    "({path}); copy or download it again, or record it anew",
                    path=self._path,
                )
            )
        return InputError(
            tr(
                "expected {wanted}, got a file in no known video format ({path}); "
                "give an mp4, mov, webm, mkv or avi",
                wanted=tr(_WANTED),
                path=self._path,
            )
        )

    def _undecodable(self) -> InputError:
        return InputError(
            tr(
                "expected {wanted}, got one of which not a single picture can be decoded "
                "({path}); copy it again, or record it anew in at most "
                "{most_pixels} million pixels",
                wanted=tr(_WANTED),
                path=self._path,
                most_pixels=MOST_PIXELS // 1_000_000,
            )
        )
