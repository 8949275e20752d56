"""A webcam on this machine, through OpenCV."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, cast

import numpy as np
from numpy.typing import NDArray

from formcheck.capture.frame import Frame
from formcheck.capture.info import ClipInfo
from formcheck.errors import MachineError
from formcheck.words import tr

if TYPE_CHECKING:
    import cv2

_PATIENCE_S = 2.0
_PAUSE_S = 0.01
_MOST_DEVICES = 64


class Camera:
    """A local webcam as an endless source of frames; leave the loop to stop it.

    Times are those at which a frame arrived, on a clock that never goes back, from 0 at the
    first frame. The camera stays taken, and its lamp lit, until the `with` block is left.

    Args:
        device: Number of the camera, from 0.
        size: Wanted (width, height) in pixels; the camera chooses the nearest it can.
        fps: Wanted frames a second.

    Attributes:
        info: The size that the camera really gives; no duration and no count.
        warnings: Always empty.

    Raises:
        MachineError: There is no such camera, or it gives no pictures.
    """

    is_picture = False

    def __init__(
        self, device: int = 0, size: tuple[int, int] = (640, 480), fps: float = 30.0
    ) -> None:
        if not 0 <= device < _MOST_DEVICES:
            raise MachineError(
                tr(
                    "expected the number of a camera, 0 for the first, got {device}; try 0",
                    device=device,
                )
            )
        self.device = device
        self.warnings: list[str] = []
        self._capture = _open(device, size, fps)
        self._start: float | None = None
        self._last = 0.0
        self._index = 0
        try:
            # The size that was asked for says nothing: only a picture does.
            height, width = self._read().shape[:2]
        except BaseException:
            self.close()
            raise
        self.info = ClipInfo(Path(f"camera:{device}"), width, height, None, None, "camera")

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
        """Give the camera back."""
        self._capture.release()

    def __iter__(self) -> Iterator[Frame]:
        """Yield frames as they arrive; a second iteration goes on, with indices and times rising.

        Raises:
            MachineError: The camera gave nothing for two seconds, as when it is unplugged.
        """
        while self._capture.isOpened():
            bgr = self._read()
            now = time.monotonic()
            if self._start is None:
                self._start = now
            elif now - self._start <= self._last:
                continue  # two frames within one tick of the clock: no time can tell them apart
            self._last = now - self._start
            yield Frame(np.ascontiguousarray(bgr[..., ::-1]), self._index, self._last)
            self._index += 1

    def _read(self) -> NDArray[np.uint8]:
        """Return the next picture as BGR, with patience for a camera that is just waking up."""
        give_up = time.monotonic() + _PATIENCE_S
        while True:
            good, bgr = self._capture.read()
            if good:
                return cast(NDArray[np.uint8], bgr)
            if time.monotonic() > give_up:
                raise MachineError(
                    tr(
                        "expected pictures from camera {device}, got none for "
                        "{patience_s:.0f} s; see that it is plugged in and that no other "
                        "program is using it",
                        device=self.device,
                        patience_s=_PATIENCE_S,
                    )
                )
            time.sleep(_PAUSE_S)


def _open(device: int, size: tuple[int, int], fps: float) -> cv2.VideoCapture:
    """Open a camera and ask it for a size and a rate."""
    import cv2  # slow to import, and needed for cameras only

    with _quiet():
        capture = cv2.VideoCapture(device)
    if not capture.isOpened():
        capture.release()
        raise MachineError(
            tr(
                "expected a camera with the number {device}, got none; plug one in, allow this "
                "program to use it, or try another number",
                device=device,
            )
        )
    capture.set(cv2.CAP_PROP_FRAME_WIDTH, size[0])
    capture.set(cv2.CAP_PROP_FRAME_HEIGHT, size[1])
    capture.set(cv2.CAP_PROP_FPS, fps)
    # Old frames that wait in a queue would show the past and bear the wrong time.
    capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)
    return capture


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep OpenCV's own warnings about absent cameras off the terminal."""
    from cv2.utils import logging

    before = logging.getLogLevel()
    logging.setLogLevel(logging.LOG_LEVEL_SILENT)
    try:
        yield
    finally:
        logging.setLogLevel(before)
