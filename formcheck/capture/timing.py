"""Times that rise, and what went wrong on the way, from the timestamps of a container."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from formcheck.words import figure, tr

_RESTART_S = 1.0
"""Jump back, in seconds, above which the clock has started anew, as in clips joined end to end."""

_MOST_REPEATS = 3
"""Number of time stamps in a row that may fail to rise. After more of them the clock stands still,
and frame periods are counted instead."""

_LEAST_STEP_S = 1e-6
"""Smallest step, in seconds, between two frames. A smaller one is a rounding error between equal
stamps: no camera is so fast."""

_GAP_S = 0.5
_GAP_PERIODS = 10
_MOST_SPANS = 5


SLOW_PLAYBACK_FPS: Final = 30.0
"""Frame rate at which phones play slow motion, whatever rate they took it at."""

_SLOWED: Final = 1.5
"""Least stretch factor that is called slow motion."""


def slowed_by(capture_fps: str | None, stored_fps: float) -> float:
    """Return how many times slower than life a clip plays: 1 where it plays as it was.

    Args:
        capture_fps: What the clip's tag `com.android.capture.fps` says, or None.
        stored_fps: Pictures a second as it is stored.
    """
    try:
        taken = float(capture_fps or 0.0)
    except ValueError:
        return 1.0
    factor = taken / max(SLOW_PLAYBACK_FPS, stored_fps)
    return factor if _SLOWED <= factor <= 100.0 else 1.0


class FrameTimes:
    """Turns the timestamps of frames, in the order shown, into seconds that strictly rise.

    Good stamps are kept as they are, whatever their spacing. One that is missing is put one
    period after the last. One that does not rise is put between the last frame and the next
    one due, so that the following true stamps still hold.

    Attributes:
        missing: How many stamps were missing.
        unordered: How many did not rise.
    """

    def __init__(self, period_s: float) -> None:
        self.missing = 0
        self.unordered = 0
        self._period = period_s
        self._origin: float | None = None
        self._last: float | None = None
        self._good = 0.0
        self._repeats = 0

    def read(self, stamp_s: float | None) -> float:
        """Return the time of the next frame, in seconds since the first.

        Args:
            stamp_s: The container's stamp in seconds, from any origin; None where it has none.
        """
        due = 0.0 if self._last is None else self._last + self._period
        if stamp_s is None:
            self.missing += 1
            time = due
        else:
            if self._origin is None:
                self._origin = stamp_s - due
            time = stamp_s - self._origin
            if self._last is not None and time < self._last + _LEAST_STEP_S:
                self.unordered += 1
                self._repeats += 1
                if due - time <= _RESTART_S and self._repeats <= _MOST_REPEATS:
                    self._last = (self._last + self._good + self._period) / 2
                    return self._last
                self._origin = stamp_s - due
                time = due
            else:
                self._repeats = 0
        self._last = self._good = time
        return time

    def warnings(self) -> list[str]:
        """Say in sentences how many stamps had to be mended."""
        sentences = []
        if self.missing:
            sentences.append(
                tr(
                    "expected a timestamp on every picture, got {missing} without one; "
                    "their times are estimated from the frame rate",
                    missing=self.missing,
                )
            )
        if self.unordered:
            sentences.append(
                tr(
                    "expected timestamps that rise, got {unordered} that repeat or go back; "
                    "their times are estimated from their neighbours",
                    unordered=self.unordered,
                )
            )
        return sentences


@dataclass(slots=True)
class _Span:
    """A stretch of a clip in which pictures are damaged or missing."""

    start_s: float
    end_s: float | None = None
    lost: int = 0
    flawed: int = 0

    def __str__(self) -> str:
        end = tr("the end") if self.end_s is None else f"{figure(self.end_s, '.2f')} s"
        lost = tr("at least {lost} that could not be decoded", lost=self.lost)
        flawed = tr("{flawed} with faults in them", flawed=self.flawed)
        parts = [words for words, count in ((lost, self.lost), (flawed, self.flawed)) if count]
        what = tr(" and ").join(parts) or tr("none")
        return tr(
            "expected pictures without a break, got {what} between {start_s:.2f} s and "
            "{end}; what is measured there may be missing or wrong",
            what=what,
            start_s=self.start_s,
            end=end,
        )


class Damage:
    """Keeps account of what could not be decoded, in memory that does not grow with the clip.

    Args:
        period_s: The usual time between two frames.
    """

    def __init__(self, period_s: float) -> None:
        self._gap = max(_GAP_S, _GAP_PERIODS * period_s)
        self._spans: list[_Span] = []
        self._more = 0
        self._open: _Span | None = None
        self._last = 0.0

    def lose(self) -> None:
        """Note one piece of the stream from which nothing could be decoded."""
        if self._open is None:
            self._open = _Span(self._last)
        self._open.lost += 1

    def see(self, time_s: float, *, flawed: bool) -> None:
        """Note a decoded frame, which ends a damaged span unless it is itself flawed."""
        if self._open is None and (flawed or time_s - self._last > self._gap):
            self._open = _Span(self._last)
        if self._open is not None:
            self._open.flawed += flawed
            if not flawed:
                self._open.end_s = time_s
                self._close()
        self._last = time_s

    def finish(self, end_s: float | None) -> None:
        """Note the end of the stream.

        Args:
            end_s: Where the container says the pictures end; None where it says nothing.
        """
        if self._open is None and end_s is not None and end_s - self._last > 2 * self._gap:
            self._open = _Span(self._last)
        if self._open is not None:
            self._close()

    def warnings(self) -> list[str]:
        """Say each damaged span in a sentence; past the first few only their number."""
        sentences = [str(span) for span in self._spans]
        if self._more:
            sentences.append(tr("{more} more spans of the clip are damaged", more=self._more))
        return sentences

    def _close(self) -> None:
        assert self._open is not None
        if len(self._spans) < _MOST_SPANS:
            self._spans.append(self._open)
        else:
            self._more += 1
        self._open = None
