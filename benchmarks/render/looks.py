"""The people: body shapes, colours and clothes."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from benchmarks.render.makehuman import BodyShape, Shape

Colour = tuple[float, float, float]
"""sRGB, each channel between 0 and 1."""

Fit = Literal["tight", "loose", "baggy"]


@dataclass(frozen=True)
class Look:
    """Shape, colours and clothes of one person.

    Attributes:
        shape: Body shape.
        skin: Colour of the skin; `hair`, `shirt`, `pants` and `shoe` likewise.
        leggings: Trousers that follow the leg down to the ankle; otherwise shorts to the knee.
        fit: `tight` follows the body, `loose` stands off by 1.6 cm and bridges hollows, `baggy`
            hangs straight over the low back.
        long_hair: How far hair hangs below the head, metres; 0 = short hair.
        sleeve: Where the sleeve ends: 1 at the elbow, 2 at the wrist, 0 = sleeveless.
        wide_legs: How much further than the fit says trousers stand off the legs, metres.
    """

    shape: BodyShape
    skin: Colour
    hair: Colour
    shirt: Colour
    pants: Colour
    shoe: Colour
    leggings: bool
    fit: Fit = field(default="tight")
    long_hair: float = 0.0
    sleeve: float = 0.62
    wide_legs: float = 0.0

    def wearing(
        self, *, shirt: Colour | None = None, pants: Colour | None = None, fit: Fit | None = None
    ) -> Look:
        """The same person in other clothes."""
        return replace(
            self, shirt=shirt or self.shirt, pants=pants or self.pants, fit=fit or self.fit
        )


PEOPLE: dict[str, Look] = {
    "anna": Look(
        shape=Shape("female", "caucasian", muscle=0.55, weight=0.48),
        skin=(0.80, 0.58, 0.47),
        hair=(0.16, 0.09, 0.05),
        shirt=(0.10, 0.35, 0.55),
        pants=(0.06, 0.06, 0.08),
        shoe=(0.85, 0.85, 0.85),
        leggings=True,
    ),
    "ben": Look(
        shape=Shape("male", "caucasian", muscle=0.62, weight=0.52),
        skin=(0.76, 0.52, 0.40),
        hair=(0.07, 0.05, 0.03),
        shirt=(0.62, 0.12, 0.10),
        pants=(0.12, 0.14, 0.20),
        shoe=(0.15, 0.15, 0.16),
        leggings=False,
    ),
    "cora": Look(
        shape=Shape("female", "african", muscle=0.5, weight=0.68),
        skin=(0.32, 0.19, 0.12),
        hair=(0.02, 0.015, 0.012),
        shirt=(0.85, 0.80, 0.30),
        pants=(0.25, 0.10, 0.30),
        shoe=(0.80, 0.80, 0.80),
        leggings=True,
    ),
    "dan": Look(
        shape=Shape("male", "asian", muscle=0.5, weight=0.75),
        skin=(0.72, 0.50, 0.36),
        hair=(0.02, 0.02, 0.02),
        shirt=(0.75, 0.75, 0.76),
        pants=(0.05, 0.05, 0.05),
        shoe=(0.10, 0.20, 0.50),
        leggings=False,
    ),
}
