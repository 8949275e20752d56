"""Pictures encoded in a thread of their own while the next ones are drawn."""

from __future__ import annotations

from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from formcheck.annotate.video import VideoWriter

MOST_WAITING: Final = 4
"""So many drawn pictures wait at most: 6 MB each at 1080p."""


class WritingBehind:
    """Hands pictures to a writer in their order, and does not wait for it.

    A context manager within the writer's own: leaving it waits for all pictures, and raises what
    the writer raised; after an error those that still wait are dropped.

    Args:
        writer: Takes the pictures; it is opened and closed by somebody else.
    """

    def __init__(self, writer: VideoWriter) -> None:
        self._writer = writer
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="encoder")
        self._waiting: deque[Future[None]] = deque()

    def write(self, image: NDArray[np.uint8], time_s: float) -> None:
        """Add one picture, which nobody changes from here on.

        Args:
            image: RGB uint8, shape (height, width, 3).
            time_s: Its time in seconds; see `VideoWriter.write`.

        Raises:
            InputError: An earlier picture cannot be written.
        """
        while len(self._waiting) >= MOST_WAITING:
            self._waiting.popleft().result()
        self._waiting.append(self._pool.submit(self._writer.write, image, time_s))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            while error is None and self._waiting:
                self._waiting.popleft().result()
        finally:
            self._pool.shutdown(cancel_futures=True)
