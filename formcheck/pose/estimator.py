"""What a pose estimator is, and the scripted one that tests and later stages run on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Protocol, Self

from formcheck.capture.frame import Frame
from formcheck.pose.person import Box
from formcheck.pose.pose import Pose


class PoseEstimator(Protocol):
    """Finds one person's landmarks, frame by frame.

    An estimator serves one stream: frames come in rising time. It is a context manager, since
    engines hold threads and memory.
    """

    def estimate(self, frame: Frame) -> Pose | None:
        """Return the person's pose in the frame, or None where nobody is seen."""
        ...

    def restart(self, around: Box | None = None) -> None:
        """Forget the person and the time, as after a cut: the next frame starts afresh.

        Args:
            around: The part of the picture in which the person is to be found, or None to choose
                among all who are seen.
        """
        ...

    def close(self) -> None:
        """Free the engine; calling it again does nothing."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...


class ScriptedEstimator:
    """Returns poses that were written down beforehand: no model, no camera.

    Args:
        script: One pose or None per frame index, or a function from a frame to one of them.
            Past the end of a sequence nobody is seen.
    """

    def __init__(self, script: Sequence[Pose | None] | Callable[[Frame], Pose | None]) -> None:
        self._script = script

    def estimate(self, frame: Frame) -> Pose | None:
        """Return what the script holds for this frame."""
        if callable(self._script):
            return self._script(frame)
        return self._script[frame.index] if frame.index < len(self._script) else None

    def restart(self, around: Box | None = None) -> None:
        """Do nothing: the script goes on."""

    def close(self) -> None:
        """Do nothing: there is no engine."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
