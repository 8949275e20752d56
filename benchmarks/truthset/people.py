"""Random people: body, colours and clothes, each made from one number."""

from __future__ import annotations

import colorsys
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from benchmarks.render.looks import Colour, Fit, Look
from benchmarks.render.makehuman import levels

Split = Literal["train", "validation", "test"]
SPLITS: Final[tuple[Split, ...]] = ("train", "validation", "test")

_RACES: Final = ("african", "asian", "caucasian")
_HAIR: Final = ((0.02, 0.015, 0.012), (0.16, 0.09, 0.05), (0.35, 0.22, 0.12), (0.62, 0.48, 0.28))
_GREY: Final = (0.62, 0.61, 0.60)
_PALE: Final = np.array([0.87, 0.67, 0.56])
_DARK: Final = np.array([0.26, 0.15, 0.10])
TRAITS: Final = ("male", "old", "muscle", "weight", "ideal")


@dataclass(frozen=True)
class Blend:
    """A continuous mix of MakeHuman's adults; each amount between 0 and 1.

    Attributes:
        races: Shares of `african`, `asian` and `caucasian`, which add up to 1.
        male: 0 = female, 1 = male.
        old: 0 = young adult, 1 = old.
        muscle: 0.5 = average; `weight` and `height` likewise.
        weight: See `muscle`.
        height: See `muscle`.
        ideal: Ideal proportions; below 0 uncommon ones.
    """

    races: tuple[float, float, float]
    male: float
    old: float
    muscle: float
    weight: float
    height: float
    ideal: float

    def targets(self) -> dict[str, float]:
        """File below `macrodetails`, without `.target.gz` -> how much of it is added."""
        found: dict[str, float] = {}
        kind = "idealproportions" if self.ideal >= 0 else "uncommonproportions"
        tall = levels(self.height, "height")
        for gender, male in (("female", 1 - self.male), ("male", self.male)):
            for age, old in (("young", 1 - self.old), ("old", self.old)):
                for race, share in zip(_RACES, self.races, strict=True):
                    found[f"{race}-{gender}-{age}"] = male * old * share
                for muscle, strong in levels(self.muscle, "muscle"):
                    for weight, heavy in levels(self.weight, "weight"):
                        share = male * old * strong * heavy
                        stem = f"{gender}-{age}-{muscle}-{weight}"
                        found[f"universal-{stem}"] = share
                        found[f"proportions/{stem}-{kind}"] = share * abs(self.ideal)
                        for height, part in tall:
                            found[f"height/{stem}-{height}"] = share * part
        return found


@dataclass(frozen=True)
class Person:
    """One random person.

    Attributes:
        number: Identifies the person; never the same in two splits.
        blend: Body shape.
        look: Body shape, colours and clothes.
    """

    number: int
    blend: Blend
    look: Look

    @property
    def traits(self) -> tuple[float, ...]:
        """Amounts named by `TRAITS`."""
        return tuple(float(getattr(self.blend, name)) for name in TRAITS)


def person_number(split: Split, count: int) -> int:
    """Number of the `count`-th person of a split: splits take turns, so they share nobody."""
    return len(SPLITS) * count + SPLITS.index(split)


def person(number: int) -> Person:
    """The random person with this number."""
    random = np.random.default_rng([71, number])
    blend = _blend(random)
    return Person(number, blend, _dressed(random, blend))


def _blend(random: np.random.Generator) -> Blend:
    shares = random.dirichlet([0.5, 0.5, 0.6])
    male = float(random.random() < 0.5)
    if random.random() < 0.2:
        male = float(random.uniform(0.0, 1.0))
    old = float(random.beta(0.7, 1.6))
    return Blend(
        races=(float(shares[0]), float(shares[1]), float(shares[2])),
        male=male,
        old=old,
        muscle=float(np.clip(random.normal(0.5, 0.18), 0.05, 0.95)),
        weight=float(np.clip(random.normal(0.56, 0.2), 0.1, 0.98)),
        height=float(np.clip(random.normal(0.5, 0.15), 0.1, 0.9)),
        ideal=float(random.uniform(-0.5, 0.8)),
    )


def _dressed(random: np.random.Generator, blend: Blend) -> Look:
    fits: tuple[Fit, ...] = ("tight", "loose", "baggy")
    fit = fits[random.choice(3, p=[0.4, 0.35, 0.25])]
    leggings = bool(random.random() < 0.68)
    wide = 0.0 if fit == "tight" else float(random.choice([0.0, random.uniform(0.01, 0.04)]))
    sleeve = float(random.choice([0.0, random.uniform(0.35, 0.85), random.uniform(1.7, 1.95)]))
    shirt, pants = _cloth(random), _cloth(random, dark=0.5)
    if random.random() < 0.15:
        pants = shirt
    return Look(
        shape=blend,
        skin=_skin(random, blend),
        hair=_hair(random, blend),
        shirt=shirt,
        pants=pants,
        shoe=_skin(random, blend) if random.random() < 0.35 else _cloth(random),
        leggings=leggings,
        fit=fit,
        long_hair=_hair_length(random, blend),
        sleeve=sleeve,
        wide_legs=wide,
    )


def _skin(random: np.random.Generator, blend: Blend) -> Colour:
    darkness = 0.85 * blend.races[0] + 0.3 * blend.races[1] + 0.12 * blend.races[2]
    share = float(np.clip(darkness + random.normal(0, 0.1), 0, 1))
    return _colour((1 - share) * _PALE + share * _DARK)


def _hair(random: np.random.Generator, blend: Blend) -> Colour:
    fair = blend.races[2] * random.random()
    colour = np.array(_HAIR[min(3, int(4 * fair))]) * random.uniform(0.7, 1.3)
    grey = float(np.clip(1.6 * blend.old - 0.5 + random.normal(0, 0.15), 0, 1))
    return _colour((1 - grey) * colour + grey * np.array(_GREY))


def _hair_length(random: np.random.Generator, blend: Blend) -> float:
    if random.random() < (0.1 if blend.male > 0.5 else 0.6):
        return float(random.uniform(0.05, 0.4))
    return 0.0


def _cloth(random: np.random.Generator, dark: float = 0.25) -> Colour:
    saturation = random.beta(1.2, 1.8)
    value = random.uniform(0.04, 0.22) if random.random() < dark else random.uniform(0.15, 0.92)
    return _colour(np.array(colorsys.hsv_to_rgb(random.random(), saturation, value)))


def _colour(values: np.ndarray[tuple[int], np.dtype[np.float64]]) -> Colour:
    red, green, blue = (float(v) for v in np.clip(values, 0.01, 0.97))
    return red, green, blue
