"""Frames on their way to an estimator that may already look at the next one."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from contextlib import closing
from typing import Protocol, runtime_checkable

from formcheck.capture.ahead import decoded_ahead
from formcheck.capture.frame import Frame
from formcheck.pose.estimator import PoseEstimator


@runtime_checkable
class LooksAhead(Protocol):
    """An estimator that works on the next frame while the answer for this one is used."""

    def expect(self, frame: Frame | None) -> None:
        """Say which frame comes after the one that is asked about next.

        Args:
            frame: That frame, or None where none comes.
        """
        ...


def looked_ahead(frames: Iterable[Frame], estimator: PoseEstimator) -> Generator[Frame]:
    """Yield the frames of a recorded clip, each as the estimator knows the one behind it.

    Close the generator to end the thread that decodes.

    Args:
        frames: In rising time.
        estimator: Asked about each frame as it is yielded.
    """
    if not isinstance(estimator, LooksAhead):
        yield from frames
        return
    with closing(decoded_ahead(frames)) as decoded:
        frame = next(decoded, None)
        while frame is not None:
            following = next(decoded, None)
            estimator.expect(following)
            yield frame
            frame = following
