"""Small filters over time, by timestamps and never by counting frames.

Frames come at uneven times, so each of them takes the time of the frame with its value.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


def whole_seconds(seconds: float) -> int:
    """Return whole seconds, rounded down: nobody is told more than was held.

    Args:
        seconds: 0 or more; a sum of frames that lacks a second by less than a microsecond has it.
    """
    return int(seconds + 1e-6)


class UpperLimit:
    """A limit that a wobbling value does not cross to and fro.

    Args:
        limit: A value above it is beyond, and one at or below it is not.
        slack: A value that was within the limit is beyond only once it is above by this much.
    """

    def __init__(self, limit: float, slack: float) -> None:
        self._limit = limit
        self._slack = slack
        self._within = False
        self.beyond = False

    def update(self, value: float | None) -> bool:
        """Return whether the next value is beyond; one that is not known is not, and forgets."""
        most = self._limit + (self._slack if self._within else 0.0)
        self.beyond = value is not None and value > most
        self._within = value is not None and not self.beyond
        return self.beyond


class TimeWindow(Generic[T]):
    """The values of the last seconds.

    Args:
        length_s: Length of the window, seconds. A value exactly this old is still in it.
        full: Whether one value older than the window stays, so that the window is full at any
            frame rate. A value exactly as old as the window then is that one.
        slack_s: Seconds by which such a value may be younger than the window: timestamps are sums
            of floats.

    Iterating gives (time, value) pairs, the oldest first.
    """

    def __init__(self, length_s: float, *, full: bool = False, slack_s: float = 0.0) -> None:
        self._length_s = length_s
        self._full = full
        self._slack_s = slack_s
        self._points: deque[tuple[float, T]] = deque()

    def add(self, time_s: float, value: T) -> None:
        """Take the next value, and drop what is now too old.

        Args:
            time_s: Its time, seconds, not earlier than the one before.
            value: The value.
        """
        self._points.append((time_s, value))
        self.drop_before(time_s)

    def drop_before(self, time_s: float) -> None:
        """Drop what is too old at a time at which there is no value."""
        start = time_s - self._length_s
        points = self._points
        if self._full:
            while len(points) > 1 and points[1][0] <= start + self._slack_s:
                points.popleft()
        else:
            while points and points[0][0] < start:
                points.popleft()

    def clear(self) -> None:
        """Forget all values, as after a loss of sight."""
        self._points.clear()

    def __len__(self) -> int:
        return len(self._points)

    def __iter__(self) -> Iterator[tuple[float, T]]:
        return iter(self._points)

    @property
    def values(self) -> list[T]:
        """Return the values, the oldest first."""
        return [value for _, value in self._points]

    @property
    def first_s(self) -> float | None:
        """Return the time of the oldest value, seconds, or None without one."""
        return self._points[0][0] if self._points else None

    @property
    def last_s(self) -> float | None:
        """Return the time of the newest value, seconds, or None without one."""
        return self._points[-1][0] if self._points else None

    @property
    def last(self) -> T | None:
        """Return the newest value, or None without one."""
        return self._points[-1][1] if self._points else None

    @property
    def span_s(self) -> float:
        """Return the time from the oldest to the newest value, seconds; 0 without any."""
        return self._points[-1][0] - self._points[0][0] if self._points else 0.0


class Debounce:
    """Believes in a condition once it has been true for a while; one false frame ends it.

    Args:
        dwell_s: Dwell time, seconds: how long the condition has to be true.

    Attributes:
        since_s: Time at which the condition became true, seconds, or None while it is false.
    """

    def __init__(self, dwell_s: float) -> None:
        self._dwell_s = dwell_s
        self.since_s: float | None = None

    def update(self, time_s: float, true: bool) -> bool:
        """Take the next frame and return whether the condition is believed.

        Args:
            time_s: Time of the frame, seconds.
            true: Whether the condition holds in it.
        """
        if not true:
            self.since_s = None
            return False
        if self.since_s is None:
            self.since_s = time_s
        return time_s - self.since_s >= self._dwell_s

    def reset(self) -> None:
        """Begin anew, as if the condition had been false."""
        self.since_s = None


class Hysteresis:
    """A switch with two thresholds: what is on needs less to stay on than it needed to go on.

    Args:
        on: It goes on at this value or above.
        off: Once on, it goes off below this value; not above `on`.

    Attributes:
        is_on: Whether it is on; off at first.

    Raises:
        ValueError: `off` is above `on`.
    """

    def __init__(self, on: float, off: float) -> None:
        if off > on:
            raise ValueError(f"expected off at or below on, got off {off} above on {on}")
        self._on, self._off = on, off
        self.is_on = False

    def update(self, value: float) -> bool:
        """Take the next value and return whether the switch is on."""
        self.is_on = value >= (self._off if self.is_on else self._on)
        return self.is_on
