"""Rooms: who may connect a camera, and what is done there."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from formcheck.ui.live.neutral import Made, NeutralPlan
from formcheck.ui.live.plan import Plan
from formcheck.ui.live.save_set import Result
from formcheck.words import language
from formcheck.words.template import Language

VALID_S: Final = 900.0
"""Time, in seconds, after which a room that nobody is in, and that no page asked for, is closed."""

MOST_ROOMS: Final = 64
"""Number of rooms that are open at a time; beyond it the oldest goes."""


@dataclass(slots=True, eq=False)
class Room:
    """One plan of one open page.

    Attributes:
        plan: What is done in it.
        token: What the page must show to come in.
        index: Number of the step to go on with, after a connection that broke.
        course: The plan as it has become there: sides in the order in which they are done, and
            easier versions. None before it began.
        results: The sets that were done.
        made: The baselines that were made, or why there are none.
        holder: The connection that is inside, or None. A newer one takes its place.
        used_s: When it was last used, on the monotonic clock.
        language: The language that is spoken in it: that of the page.
    """

    plan: Plan | NeutralPlan
    token: str
    index: int = 0
    course: Plan | None = None
    results: list[Result] = field(default_factory=list)
    made: list[Made] = field(default_factory=list)
    holder: object | None = None
    used_s: float = 0.0
    language: Language = field(default_factory=language)


class Rooms:
    """All open rooms of this server; safe to use from several threads.

    Args:
        clock: Seconds that only rise.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._rooms: dict[str, Room] = {}

    def open(self, plan: Plan | NeutralPlan) -> Room:
        """Open a room for a plan, with a token that nobody can guess."""
        with self._lock:
            self._sweep()
            while len(self._rooms) >= MOST_ROOMS:
                del self._rooms[min(self._rooms, key=lambda token: self._rooms[token].used_s)]
            room = Room(plan, secrets.token_urlsafe(24), used_s=self._clock())
            self._rooms[room.token] = room
        return room

    def find(self, token: str) -> Room | None:
        """Return the room of a token, or None where it never was or has expired."""
        with self._lock:
            self._sweep()
            room = self._rooms.get(token)
            if room is not None:
                room.used_s = self._clock()
        return room

    def enter(self, room: Room, holder: object) -> None:
        """Let a connection in; whoever was inside sees that it is not theirs any more."""
        with self._lock:
            room.holder = holder
            room.used_s = self._clock()

    def leave(self, room: Room, holder: object) -> None:
        """Let a connection out; the room stays open for a while, so that it can come back."""
        with self._lock:
            if room.holder is holder:
                room.holder = None
            room.used_s = self._clock()

    def __len__(self) -> int:
        with self._lock:
            return len(self._rooms)

    def _sweep(self) -> None:
        now = self._clock()
        late = [
            token
            for token, room in self._rooms.items()
            if room.holder is None and now - room.used_s > VALID_S
        ]
        for token in late:
            del self._rooms[token]


ROOMS: Final = Rooms()
"""Those of this process: pages open them, the socket finds them."""
