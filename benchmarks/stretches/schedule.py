"""Which takes judge: everything from where it should be seen, then other views, then profiles.

None of the people here is in another set: those of `test` judge, the others are for finding out.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Final

from benchmarks.stretches.catalogue import MOTIONS
from benchmarks.stretches.motion import Motion
from benchmarks.stretches.takes import FACINGS, GOOD, Facing, Take
from benchmarks.stretches.turning import Turning
from benchmarks.stretches.versions import TESTS, VERSIONS

_TILTED: Final[tuple[tuple[str, str, Facing], ...]] = (
    ("half-kneeling-lunge", "arching", "right"),
    ("half-kneeling-reach-back", "arching", "left"),
    ("standing-pelvic-tilt", "arching instead", "right"),
)
_ARCHABLE: Final = ("half-kneeling-lunge", "table-stretch", "half-kneeling-reach-back")
"""Stretches in which arching has to be told from depth; people take turns."""

VIEWED: Final = 100
PROFILED: Final = 200
TURNED: Final = 300
VERSIONED: Final = 400
TESTED: Final = 500
"""The first person of each of these sets."""

_TURNING: Final[tuple[tuple[str, str, Turning], ...]] = (
    ("squat", GOOD, "turn"),
    ("squat", "knees caving", "turn"),
    ("saddle", GOOD, "turn"),
    ("saddle", "knees wide", "turn"),
    ("squat", GOOD, "cut"),
    ("saddle", "knees wide", "cut"),
    ("squat", "chest dropping", "turn"),
    ("half-kneeling-lunge", GOOD, "turn"),
    ("squat", "knees caving", "jump"),
    ("saddle", GOOD, "jump"),
    ("saddle", "leaning back too little", "turn"),
    ("quadruped-leg-lift", GOOD, "turn"),
    ("squat", "knees caving", "cut"),
    ("half-kneeling-lunge", GOOD, "cut"),
)
_PELVIC: Final = ("half-kneeling-depth-test",)
_VIEWS: Final = ("three-quarter", "front", "oblique")


def _scored() -> dict[str, Motion]:
    return {name: motion for name, motion in MOTIONS.items() if motion.faults}


def schedule(rounds: int = 1) -> Iterator[Take]:
    """The takes from the view that each stretch wants, breadth before depth.

    A round has the good form of every stretch first, then the first fault of each, the second, and
    so on, people and directions taking turns. Then arching in close-fitting clothes, without which
    no tilt is seen; at last one more good performance of each by somebody else.
    The next round has other people, and turns the directions round.
    """
    moving = list(_scored())
    for number in range(rounds):
        people = 10 * number
        yield from sorted(_variants(moving, number), key=lambda take: take.depth)
        for name, fault, facing in _TILTED:
            turned: Facing = FACINGS[(FACINGS.index(facing) + number) % 2]
            yield Take(name, fault, turned, people + 5)
        for count, name in enumerate(moving):
            facing = FACINGS[(count + number) % 2]
            yield Take(name, GOOD, facing, people + 5 + (count + number) % 3)


def _variants(names: list[str], number: int) -> Iterator[Take]:
    count = 0
    for name in names:
        for variant in (GOOD, *(fault.id for fault in MOTIONS[name].faults)):
            count += 1
            facing = FACINGS[(count + number) % 2]
            yield Take(name, variant, facing, 10 * number + 1 + (count + 2 * number) % 4)


def other_views(rounds: int = 1) -> Iterator[Take]:
    """Good form, and the first fault that shows from the side, from where it is harder to see."""
    for number in range(rounds):
        for turn, view in enumerate(_VIEWS):
            for count, (name, motion) in enumerate(_scored().items()):
                if motion.view != "side":
                    continue
                seen = next(f.id for f in motion.faults if f.view == "side" and f.id != "arching")
                who = VIEWED + 10 * number + (count + turn) % 5
                facing = FACINGS[(count + number) % 2]
                # Good form from half of the stretches, a fault from the others; a round later the
                # other way round.
                variant = GOOD if (count + turn + number) % 2 else seen
                yield Take(name, variant, facing, who, view=view)  # type: ignore[arg-type]


def with_profile(rounds: int = 1) -> Iterator[Take]:
    """Arched and good performances by people who made a profile first, in the same clothes."""
    for number in range(rounds):
        for count, name in enumerate(_ARCHABLE):
            who = PROFILED + len(_ARCHABLE) * number + count
            facing = FACINGS[(count + number) % 2]
            yield Take(name, "arching", facing, who, profile=True)
            yield Take(name, GOOD, facing, who, profile=True)


def from_two_sides(rounds: int = 1) -> Iterator[Take]:
    """The side first, then the front, as `turning` has it; each round by other people.

    Where the front shows nothing that can be told, good form alone is done: nothing may be blamed.
    """
    for number in range(rounds):
        for count, (name, variant, turning) in enumerate(_TURNING):
            who = TURNED + 10 * number + count % 7
            facing = FACINGS[(count + number) % 2]
            yield Take(name, variant, facing, who, turning=turning)


def versions(rounds: int = 1) -> Iterator[Take]:
    """Every version of a stretch (`ID:VERSION`) in good form and with one fault.

    Each round is of other people, and the faults of a version take turns.
    """
    yield from _performed(VERSIONS, rounds, VERSIONED, profiled=())


def tests(rounds: int = 1) -> Iterator[Take]:
    """The tests likewise; the one that waits for the tuck by people who made a profile first."""
    yield from _performed(TESTS, rounds, TESTED, profiled=_PELVIC)


def _performed(
    motions: Mapping[str, Motion], rounds: int, first: int, profiled: Collection[str]
) -> Iterator[Take]:
    for number in range(rounds):
        for turn in (0, 1) if number == 0 else (1, 0):  # later, what was never filmed comes first
            for count, (name, motion) in enumerate(motions.items()):
                fault = motion.faults[number % len(motion.faults)].id
                facing = FACINGS[(count + number) % 2]
                who = first + 10 * number + count % 5
                yield Take(name, fault if turn else GOOD, facing, who, profile=name in profiled)


SETS: Final[dict[str, Callable[[int], Iterator[Take]]]] = {
    "wanted": schedule,
    "views": other_views,
    "profiles": with_profile,
    "turning": from_two_sides,
    "versions": versions,
    "tests": tests,
}
"""What can be asked for by name."""
