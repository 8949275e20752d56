"""Postures with a wanted pelvic tilt, and a back that bends where it is told to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from benchmarks.render.body import Body
from benchmarks.render.posture import Spread
from benchmarks.render.rotations import Array
from benchmarks.render.skeleton import BONES, SIDES, Figure, Side, bone, other, outward
from benchmarks.truthset.draft import Draft, ImplausibleError, either, leg_length, require
from benchmarks.truthset.freedom import FreePosture
from benchmarks.truthset.postures import SINKING

Chance = np.random.Generator

SEGMENTS: Final = ("spine05", "spine04", "spine03", "spine02", "spine01")
"""The bones above the pelvis, from the sacrum up; the rib cage moves with the last."""

PROFILES: Final[Mapping[str, tuple[float, ...]]] = {
    "lumbar": (0.15, 0.35, 0.35, 0.15, 0.0),
    "whole": (0.12, 0.20, 0.20, 0.24, 0.24),
    "low": (0.40, 0.35, 0.20, 0.05, 0.0),
    "high": (0.05, 0.15, 0.35, 0.30, 0.15),
}
"""Share of a bend between pelvis and rib cage that happens at each of `SEGMENTS`. `lumbar` is the
renderer's own; which of them a real person resembles is not known, hence their mixtures."""


def familiar_spine(random: Chance) -> Array:
    """Shares of the bend at each segment as the model was trained on, shape (5,)."""
    weights = random.dirichlet([2.0, 0.7, 0.7])
    return _mixed(dict(zip(("lumbar", "whole", "low"), weights, strict=True)))


def strange_spine(random: Chance) -> Array:
    """Shares outside the mixtures of `familiar_spine`: bending higher up or lower down."""
    most = float(random.uniform(0.6, 1.0))
    name = "high" if random.random() < 0.6 else "low"
    return _mixed({name: most, "lumbar": 1.0 - most})


def _mixed(weights: Mapping[str, float]) -> Array:
    return np.asarray(sum(share * np.array(PROFILES[name]) for name, share in weights.items()))


class TiltPosture(FreePosture):
    """A posture whose spine bends by given shares, with pelvis turned or dropped on demand."""

    def __init__(
        self, figure: Figure, random: Chance, spine: Array, turn: float = 0.0, drop: float = 0.0
    ) -> None:
        """Draws the asymmetries.

        Args:
            figure: The person.
            random: Source of chance.
            spine: Share of the bend at each of `SEGMENTS`.
            turn: Degrees by which the pelvis turns to the person's left, in addition.
            drop: Degrees by which the left side of the pelvis is higher, in addition.
        """
        super().__init__(figure, random, 0.8)
        self._shares = dict(zip(SEGMENTS, np.cumsum(spine), strict=True))
        self._hip_turn += turn
        self._hip_drop += drop

    def bend_spine(
        self, chest: float, tilt: float = 0.0, head: float | None = None, spread: Spread = "lumbar"
    ) -> None:
        """Turns pelvis, spine, neck and head; the shares of the bend are this posture's own."""
        super().bend_spine(chest, tilt, head, spread)
        pelvis = chest + tilt
        for name, share in self._shares.items():
            self._rotations[name] = self._segment(pelvis + share * (chest - pelvis), float(share))


@dataclass(frozen=True)
class Wish:
    """What is to be drawn.

    Attributes:
        tilt: Pelvic tilt, anterior +.
        spine: Share of the bend at each of `SEGMENTS`.
        turn: Turn of the pelvis to the person's left against the legs.
        drop: Degrees by which the left side of the pelvis is higher.
        rear: The leg that kneels, or None for either.
    """

    tilt: float
    spine: Array
    turn: float = 0.0
    drop: float = 0.0
    rear: Side | None = None

    def start(self, figure: Figure, random: Chance) -> TiltPosture:
        """A posture in the making."""
        return TiltPosture(figure, random, self.spine, self.turn, self.drop)


def _arms(body: TiltPosture, random: Chance, plain: float) -> str:
    """Arms in an everyday position; hanging with probability `plain`."""
    choice = random.random()
    if choice < plain:
        body.hang_arms()
        return "hanging"
    if choice < plain + 0.3 * (1 - plain):
        body.hands_on_hips()
        return "hips"
    if choice < plain + 0.55 * (1 - plain):
        body.hands_at_chest()
        return "chest"
    if choice < plain + 0.85 * (1 - plain):
        body.raise_arms(50, 100)
        return "forward"
    body.raise_arms(140, 178)
    return "up"


def neutral(figure: Figure, random: Chance, wish: Wish) -> Draft:
    """Standing at ease, as for a personal baseline."""
    body = wish.start(figure, random)
    body.lean(random.normal(1, 2), wish.tilt, head=random.normal(3, 6))
    for side in SIDES:
        thigh = random.normal(0, 2)
        body.set_leg(side, thigh, thigh - abs(random.normal(1, 3)), 0.0, random.uniform(0, 5))
    arms = _arms(body, random, 0.5)
    return Draft(body.placed_on_floor("foot.L"), arms)


def standing(figure: Figure, random: Chance, wish: Wish) -> Draft:
    """Standing, leaning a little, now and then with one leg behind."""
    body = wish.start(figure, random)
    body.lean(random.normal(2, 6), wish.tilt, head=random.normal(4, 10))
    split, front = random.random() < 0.4, either(random)
    stride = random.uniform(8, 32) if split else 0.0
    for side in SIDES:
        thigh = random.normal(0, 3) + (stride if side == front else -0.8 * stride)
        foot = 0.0 if side == front or not split else min(40.0, stride)
        body.set_leg(side, thigh, thigh - abs(random.normal(3, 5)), foot, random.uniform(0, 6))
    arms = _arms(body, random, 0.45)
    return Draft(body.placed_on_floor("foot.L"), arms)


def kneeling(figure: Figure, random: Chance, wish: Wish) -> Draft:
    """Kneeling tall on one knee, as a lunge begins: the hip straight, the trunk upright."""
    rear = wish.rear or either(random)
    body = wish.start(figure, random)
    trunk = random.normal(1, 3)
    body.lean(trunk, wish.tilt, head=trunk + random.normal(3, 6))
    thigh = body.thigh_for_hip(random.uniform(166, 184))
    body.set_leg(rear, thigh, random.normal(-87, 2.5), 158.0, random.normal(1, 3))
    names = ("lowerleg01", "lowerleg02", "upperleg02")
    floor = body.lowest([bone(name, rear) for name in names])
    step_forward(body, random, rear, floor)
    arms = _arms(body, random, 0.5)
    return Draft(body.placed_on_floor(bone("lowerleg01", rear), floor), arms, rear)


def lunge(figure: Figure, random: Chance, wish: Wish) -> Draft:
    """Half-kneeling, shallow to deep."""
    rear = wish.rear or either(random)
    body = wish.start(figure, random)
    trunk = random.normal(3, 6) if random.random() < 0.85 else random.uniform(-12, 28)
    body.lean(trunk, wish.tilt, head=trunk + random.normal(3, 10))
    tucked = random.random() < 0.3
    shank = random.normal(-71, 2.5) if tucked else random.normal(-87, 2.5)
    thigh = body.thigh_for_hip(random.uniform(158, 208))
    require(-60 < thigh < 45, "the kneeling thigh is too flat")
    body.set_leg(rear, thigh, shank, 50.0 if tucked else 158.0, random.normal(1, 3))
    names = ("lowerleg01", "lowerleg02", "upperleg02")
    floor = body.lowest([bone(name, rear) for name in names])
    step_forward(body, random, rear, floor)
    if random.random() < 0.45:
        body.hands_on_knee(other(rear))
        arms = "knee"
    else:
        arms = _arms(body, random, 0.4)
    return Draft(body.placed_on_floor(bone("lowerleg01", rear), floor), arms, rear)


def step_forward(body: TiltPosture, random: Chance, rear: Side, floor: float) -> None:
    """Puts the front foot on the floor.

    Raises:
        ImplausibleError: It does not reach, or the shin is too flat.
    """
    front, height = other(rear), body.figure.skeleton.ankle_height
    knee = body.joints.joint("knee", rear)
    stride = random.uniform(0.45, 0.98) * leg_length(body.figure)
    body.step_to(front, (float(knee[2]) + stride, floor + height), random.uniform(0, 8))
    joints = body.joints
    gap = abs(float(joints.joint("ankle", front)[1]) - floor - height)
    require(gap < 0.03, "the front foot is off the floor")
    shin = joints.joint("ankle", front) - joints.joint("knee", front)
    require(abs(np.degrees(np.arctan2(shin[2], -shin[1]))) < 50, "the front shin is too flat")


def quadruped(figure: Figure, random: Chance, wish: Wish) -> Draft:
    """On all fours, both knees down, the back sagging or round."""
    body = wish.start(figure, random)
    trunk = random.normal(80, 6)
    body.lean(trunk, wish.tilt, head=trunk + random.uniform(-60, 15))
    lean = random.normal(0, 5)
    for leg in SIDES:
        body.set_leg(leg, lean, random.normal(-89, 2), 155.0, random.uniform(0, 6))
    floor = body.lowest([bone(n, s) for n in ("lowerleg01", "lowerleg02") for s in SIDES])
    body.hands_on_floor(floor, random.normal(0.0, 0.08), random.uniform(-0.02, 0.06))
    return Draft(body.placed_on_floor(bone("lowerleg01", "left"), floor), "floor")


def bridge(figure: Figure, random: Chance, wish: Wish) -> Draft:
    """On the back, feet flat, hips lifted."""
    body = wish.start(figure, random)
    body.lean(-90.0 - random.uniform(10, 36), wish.tilt, head=-88.0)
    floor = body.lowest(["spine01", "spine02", "head"])
    skeleton = figure.skeleton
    thigh, apart = body.thigh_for_hip(random.uniform(140, 196)), random.uniform(1, 8)
    for side in SIDES:
        body.set_leg(side, thigh, 0.0, foot=0.0, abduction=apart)
        height = float(body.joints.joint("knee", side)[1]) - floor - skeleton.ankle_height
        share = height / skeleton.length("lowerleg01.L", "foot.L")
        require(-0.2 < share < 0.999, "the feet do not reach the floor")
        shank = float(np.degrees(np.arccos(share)))
        require(40 < 180 - (thigh - shank) < 170, "the knee bends too far")
        body.set_leg(side, thigh, shank, foot=0.0, abduction=apart)
    out = random.uniform(0.02, 0.3)
    for side in SIDES:
        shoulder = body.joints.joint("shoulder", side)
        wrist = np.array([shoulder[0] + outward(side) * out, floor + 0.05, shoulder[2] + 0.5])
        body.reach(side, wrist, np.array([outward(side), 0.3, 0.0]), pronation=90.0)
    return Draft(body.placed_on_floor(None, floor), "beside")


def prone(figure: Figure, random: Chance, wish: Wish) -> Draft:
    """Face down and flat, the pelvis pressed down or the back hollowed."""
    body = wish.start(figure, random)
    body.lean(90.0 + random.normal(0, 2), 0.6 * wish.tilt, head=random.uniform(60, 92))
    side = either(random)
    thigh = body.thigh_for_hip(random.uniform(172, 194))
    knee = random.uniform(60, 178)
    body.set_leg(side, thigh, thigh - (180 - knee), abduction=random.normal(3, 3))
    flat = body.thigh_for_hip(random.uniform(177, 184))
    body.set_leg(other(side), flat, flat - 2, foot=162.0, abduction=random.uniform(0, 8))
    for arm in SIDES:
        body.swing_arm(arm, 78.0, 92.0, abduction=float(random.uniform(20, 50)))
    return Draft(body.placed_on_floor(), "floor", side)


FAMILIES: Final[Mapping[str, Callable[[Figure, Chance, Wish], Draft]]] = {
    "neutral": neutral,
    "standing": standing,
    "kneeling": kneeling,
    "lunge": lunge,
    "quadruped": quadruped,
    "bridge": bridge,
    "prone": prone,
}


def draw(body: Body, random: Chance, family: str, wish: Wish) -> Draft:
    """Draws a posture of a family that a person can hold.

    Raises:
        ImplausibleError: Sixty tries were all implausible for this body.
    """
    for _ in range(60):
        try:
            draft = FAMILIES[family](body, random, wish)
        except ImplausibleError:
            continue
        lowest = float(body.surface(draft.placed, BONES)[:, 1].min())
        if family in ("prone", "bridge") or abs(lowest) <= SINKING:
            return draft
    raise ImplausibleError(f"no posture of the family {family} fits this body")
