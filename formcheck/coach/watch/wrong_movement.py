"""Notices another movement than the chosen stretch: squats where a lunge was chosen.

A stretch names its position; whoever is for a lasting time in one that does not belong to it does
something else, and nothing of that is scored. Evidence has to last, because people bend to their
mat, kneel down over all fours and rest in between, and a camera errs: a stay counts by its length
and each new one once more, the right position takes evidence away quickly, and what says nothing
(standing, sitting, unknown positions) lets it fade.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import Final, Self

from formcheck.coach.settings.coach import COACH
from formcheck.measure.model.measurement import Posture
from formcheck.measure.posture.positions import Position
from formcheck.stretches.model.stretch import Position as Place
from formcheck.stretches.model.stretch import Stretch

POSITIONS: Final[dict[Place, frozenset[Position]]] = {
    "standing": frozenset({"standing", "one leg behind", "squat", "hinge"}),
    "half-kneeling": frozenset({"lunge"}),
    "kneeling": frozenset({"kneeling", "on the heels"}),
    "quadruped": frozenset({"all fours"}),
    "prone": frozenset({"prone", "press-up"}),
    "supine": frozenset({"supine", "bridge"}),
    "sitting": frozenset({"sitting", "on the heels"}),
    "any": frozenset(),
}
"""Positions of the body that belong to a stretch's `position`; empty where any does."""

TELLING: Final[frozenset[Position]] = frozenset(
    {"one leg behind", "squat", "hinge", "lunge", "all fours", "press-up", "bridge"}
)
"""Positions in which nobody waits or rests: whoever stays in one is doing something."""

RESTING: Final[frozenset[Position]] = frozenset({"prone", "supine"})
"""Positions that are evidence against a stretch only until something of it was seen; later on they
are a rest."""

FACES: Final = RESTING
"""Lying face up and face down is mistaken for each other, now and then for a whole clip, and
whoever leans back from the heels ends on the back: neither speaks against such a stretch."""

SURE: Final = COACH.movement.sure
RIGHT: Final = COACH.movement.right
STAY_S: Final = COACH.movement.stay_s
WAY_S: Final = COACH.movement.way_s
AGAIN: Final = COACH.movement.again
AGAIN_S: Final = COACH.movement.again_s
APART_S: Final = COACH.movement.apart_s
FADE_S: Final = COACH.movement.fade_s
BACK_S: Final = COACH.movement.back_s
CALM_S: Final = COACH.movement.calm_s
SUSPECT_S: Final = COACH.movement.suspect_s
LEAST_S: Final = COACH.movement.least_s
MOSTLY: Final = COACH.movement.mostly
_MOST: Final = COACH.movement.most
_WAYS_DOWN: Final[frozenset[Place]] = frozenset(
    {"prone", "supine", "quadruped", "kneeling", "sitting"}
)


def allowed(stretch: Stretch) -> frozenset[Position]:
    """Return the positions in which a stretch may be seen; empty: in any.

    With the rear leg at work of somebody upright, a low table and the floor differ only by where
    the floor is.
    """
    known = POSITIONS[stretch.position]
    if stretch.worked_leg != "rear" or stretch.position not in ("standing", "half-kneeling"):
        return known
    return known | {"lunge", "one leg behind"}


class WatchState(Enum):
    """What was said of a performance so far."""

    UNDECIDED = auto()
    """No other movement was noticed so far."""

    WRONG = auto()
    """Another movement is being done."""

    RECOVERED = auto()
    """Another movement was noticed earlier, and is over."""


@dataclass(frozen=True, slots=True)
class _Expected:
    """What positions mean for one stretch.

    Attributes:
        allowed: Those in which it may be seen; empty: nothing is watched.
        telling: Those of them that show that it is being done.
        others: Those that speak against it.
        ways: Those of the others that may be on the way to the floor, or a rest.
    """

    allowed: frozenset[Position]
    telling: frozenset[Position]
    others: frozenset[Position]
    ways: frozenset[Position]

    @classmethod
    def of(cls, stretch: Stretch) -> Self:
        """Return what positions mean for a stretch."""
        # From above, up in the picture is not up in the room: there, no position is known.
        above = stretch.view.from_ == "above"
        own = frozenset[Position]() if above else allowed(stretch)
        # Between repetitions people stand: that says nothing about which repetitions.
        passing = {"standing"} if stretch.kind == "reps" else set[str]()
        others = (TELLING | RESTING) - own
        lying = bool(own & FACES) or stretch.position == "kneeling"
        ways = RESTING | (
            TELLING if stretch.position in _WAYS_DOWN else frozenset[Position]({"all fours"})
        )
        return cls(own, own - passing, others - FACES if lying else others, ways)


@dataclass(slots=True)
class _Timers:
    """Seconds of what goes on at present.

    Attributes:
        stay: Of the present stay in another position.
        away: Since the last frame of it.
        back: Of the present stay in the right position.
        calm: Since the last frame that spoke against the stretch.
        seen: With a person, in all.
    """

    stay: float = 0.0
    away: float = 0.0
    back: float = 0.0
    calm: float = 0.0
    seen: float = 0.0


class MovementWatch:
    """Follows whether one performance is of the stretch that was chosen.

    Args:
        stretch: What was chosen.

    Attributes:
        state: What was said so far.
        wrong: The position of another movement, while it lasts.
        right_s: Seconds in the stretch's own positions.
        wrong_s: Seconds in positions of other movements, by position.
    """

    def __init__(self, stretch: Stretch) -> None:
        self._expected = _Expected.of(stretch)
        self._timers = _Timers()
        self._evidence = 0.0  # for another movement; 1 is enough
        self._visited: set[Position] = set()
        self.state = WatchState.UNDECIDED
        self.wrong: Position | None = None
        self.right_s = 0.0
        self.wrong_s: dict[Position, float] = {}

    @property
    def suspect(self) -> bool:
        """Whether the present stay in another position is too long for a slip."""
        timers = self._timers
        staying = timers.away == 0.0 and timers.stay >= SUSPECT_S
        return self.state is WatchState.WRONG or staying

    @property
    def main(self) -> Position | None:
        """The other movement, where it made up more of the performance than the stretch.

        Only where it was told meanwhile, or was most of all that was seen: a way to the floor
        before a stretch that the camera could not see well is no other movement.
        """
        wrong = sum(self.wrong_s.values())
        told = self.state is not WatchState.UNDECIDED
        mostly = told or wrong >= MOSTLY * self._timers.seen
        if wrong <= max(self.right_s, LEAST_S) or not mostly:
            return None
        return max(self.wrong_s, key=lambda position: self.wrong_s[position])

    def update(self, posture: Posture | None, seconds: float) -> None:
        """Take the next frame.

        Args:
            posture: The position in it, or None where nobody is seen.
            seconds: How long the frame stands for.
        """
        expected, timers = self._expected, self._timers
        if not expected.allowed:
            return
        timers.seen += 0.0 if posture is None else seconds
        best = self._other(posture)
        right = posture is not None and posture.chance(*expected.allowed) >= RIGHT
        own = right and posture is not None and posture.chance(*expected.telling) >= RIGHT
        if best is not None:
            self._add(best, seconds)
        else:
            timers.away += seconds
            timers.stay = 0.0 if timers.away >= APART_S else timers.stay
            timers.calm += seconds
            self._fade(2 * seconds / STAY_S if own else seconds / FADE_S)
        timers.back = timers.back + seconds if own else 0.0
        if own:
            self.right_s += seconds
        if self.state is WatchState.WRONG and (timers.back >= BACK_S or timers.calm >= CALM_S):
            self.state, self.wrong = WatchState.RECOVERED, None
            self._evidence = 0.0 if timers.back >= BACK_S else 0.5
        if self._evidence == 0.0:
            self._visited.clear()

    def _other(self, posture: Posture | None) -> Position | None:
        """The other movement that this frame shows, if it does for certain."""
        if posture is None:
            return None
        for position in self._expected.others:
            if posture.chance(position) >= SURE:
                resting = position in RESTING and self.right_s >= LEAST_S
                return None if resting else position
        return None

    def _add(self, position: Position, seconds: float) -> None:
        timers, on_the_way = self._timers, position in self._expected.ways
        before, timers.stay = timers.stay, timers.stay + seconds
        timers.calm = timers.away = 0.0
        self.wrong_s[position] = self.wrong_s.get(position, 0.0) + seconds
        self._evidence += seconds / (WAY_S if on_the_way else STAY_S)
        if before < AGAIN_S <= timers.stay and position not in RESTING:
            again = AGAIN / 2 if on_the_way else AGAIN
            self._evidence += again if position in self._visited else 0.0
            self._visited.add(position)
        self._evidence = min(self._evidence, _MOST)
        if self._evidence >= 1.0:
            self.wrong = position if self.wrong is None else self.wrong
            self.state = WatchState.WRONG

    def _fade(self, amount: float) -> None:
        self._evidence = max(0.0, self._evidence - amount)
