"""Which stretch, asked of the rendered clips of `benchmarks.stretches` without its name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

import numpy as np

from benchmarks.stretches.looking import look
from formcheck.coach.frame.summary_model import Guess
from formcheck.recognise.recognise import recognise
from formcheck.session import measure_clip
from formcheck.stretches.files.loading import list_stretches

CLAIMED: Final = ("side", "side+profile", "oblique", "high")
"""Views of which a table is made: up to 25 degrees off the side, and from above what is filmed from
there. Nothing is claimed for the others."""

BINS: Final = (0.0, 0.5, 0.6, 0.7, 0.85, 0.95, 1.0)


@dataclass(frozen=True, slots=True)
class Named:
    """What was said of one clip.

    Attributes:
        clip: Its file.
        stretch: What it shows.
        person: Number of the person in it.
        guesses: The most likely stretches.
        sure: Whether it would be judged by the first.
    """

    clip: Path
    stretch: str
    person: int
    guesses: tuple[Guess, ...]
    sure: bool

    @property
    def right(self) -> bool:
        """Whether the first guess is what it shows."""
        return self.guesses[0].stretch == self.stretch

    @property
    def among(self) -> bool:
        """Whether one of the guesses is."""
        return self.stretch in {guess.stretch for guess in self.guesses}


PEOPLE: Final = {"odd": (1,), "even": (0,), "all": (0, 1)}
"""Which people, by name: the remainders of their numbers."""


def named(folder: Path, people: str = "all") -> Iterator[Named]:
    """Yield what is said of each clip in a folder that is seen from where it should be.

    Args:
        folder: As `python -m benchmarks.stretches.prove --out DIR` leaves it; two looks at each
            picture are kept there.
        people: `odd` numbers, `even` ones, or `all`.
    """
    stretches = list_stretches()
    for clip in sorted(folder.glob("*.mp4")):
        stretch, _, view, *_, number = clip.stem.split("_")
        if view not in CLAIMED or not number.isdigit():  # profiles are filmed beside their takes
            continue
        if int(number) % 2 not in PEOPLE[people]:
            continue
        found = recognise(measure_clip(look(clip, 2)), stretches)
        yield Named(clip, stretch, int(number), found.guesses, found.sure)


def clips_table(found: Sequence[Named]) -> None:
    """Print for each stretch how often it came first, and how often it was sure and right."""
    print("\n| clip of | clips | first | among three | sure enough | of these right |")
    print("|---|---|---|---|---|---|")
    for name in [*sorted({one.stretch for one in found}), "all"]:
        own = [one for one in found if name in ("all", one.stretch)]
        sure = [one for one in own if one.sure]
        counts = (own, [o for o in own if o.right], [o for o in own if o.among], sure)
        cells = " | ".join(str(len(rows)) for rows in counts)
        print(f"| {name} | {cells} | {sum(one.right for one in sure)} |")
    print("\n| stated for the first | clips | mean stated | right |\n|---|---|---|---|")
    for low, high in pairwise(BINS):
        stated = [o for o in found if low <= o.guesses[0].confidence < high]
        if stated:
            mean = np.mean([one.guesses[0].confidence for one in stated])
            right = np.mean([one.right for one in stated])
            print(
                f"| {low:.2f} to {high:.2f} | {len(stated)} | {100 * mean:.0f} % "
                f"| {100 * right:.0f} % |"
            )
    for one in found:
        if not one.right:
            said = ", ".join(f"{g.stretch} {100 * g.confidence:.0f} %" for g in one.guesses)
            print(f"\n- {one.clip.stem}: {said}{' (sure)' if one.sure else ''}", end="")
    print()
