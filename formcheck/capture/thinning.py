"""Fewer pictures of a clip that has more than are needed to follow somebody who stretches."""

from __future__ import annotations

import math
from collections.abc import Callable, Generator, Iterable
from typing import Final, TypeVar

LONGEST_S: Final = 0.09
"""Seconds between two pictures that leaving out never makes longer: of 24 pictures a second, 25 or
30 every second one stays, of 60 every fifth, of 22 and fewer each. That is 12 to 15 a second, as
often as the live view looks."""

T = TypeVar("T")


def thinned(items: Iterable[T], time_of: Callable[[T], float]) -> Generator[T]:
    """Yield what is no more than `LONGEST_S` apart, and leave out what comes in between.

    Gaps that are longer by themselves stay as they are, whatever the rate before and after. The
    first and the last one are always there.

    Args:
        items: In rising time.
        time_of: Gives the time of each, seconds.
    """
    last_s = -math.inf
    held: list[T] = []
    for item in items:
        if held and time_of(item) - last_s > LONGEST_S:
            last_s = time_of(held[0])
            yield held[0]
        held = [item]
    yield from held
