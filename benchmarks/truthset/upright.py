"""Random postures on two feet: standing, squat, hip hinge."""

from __future__ import annotations

import numpy as np

from benchmarks.render.skeleton import SIDES, Figure
from benchmarks.truthset.draft import Draft, either, require, start
from benchmarks.truthset.freedom import FreePosture

Chance = np.random.Generator


def standing(figure: Figure, random: Chance) -> Draft:
    """Standing, with any pelvic tilt; now and then with one leg forward."""
    body = start(figure, random)
    body.lean(random.normal(2, 6), random.uniform(-15, 22), head=random.normal(4, 10))
    split = random.random() < 0.3
    front = either(random)
    stride = random.uniform(8, 32) if split else 0.0
    for side in SIDES:
        thigh = random.normal(0, 3) + (stride if side == front else -0.8 * stride)
        flex = abs(random.normal(3, 5))
        foot = 0.0 if side == front or not split else min(40.0, stride)
        body.set_leg(side, thigh, thigh - flex, foot=foot, abduction=random.uniform(0, 6))
    free_arms(body)
    return Draft(body.placed_on_floor("foot.L"), "split" if split else "upright")


def leaning(figure: Figure, random: Chance) -> Draft:
    """Standing that leans as a whole, from the ankles, with the hips about straight."""
    body = start(figure, random)
    lean = random.uniform(-14, 24)
    body.lean(lean, random.normal(0, 6), head=lean + random.normal(-4, 8))
    thigh = body.thigh_for_hip(random.normal(180, 5))
    for side in SIDES:
        turned = thigh + random.normal(0, 2)
        flex = abs(random.normal(2, 3))
        body.set_leg(side, turned, turned - flex, foot=0.0, abduction=random.uniform(0, 6))
    free_arms(body)
    return Draft(body.placed_on_floor("foot.L"), "leaning")


def squat(figure: Figure, random: Chance) -> Draft:
    """Any depth of a squat, with the trunk and the shins at any plausible slope."""
    body = start(figure, random)
    knee = random.uniform(58, 172)
    depth = (180 - knee) / 110
    shin = -np.clip(random.normal(8 + 24 * depth, 7), 0, 45)
    trunk = random.normal(4 + 32 * depth, 9)
    body.lean(trunk, random.normal(0, 8), head=random.uniform(0, 0.6) * trunk)
    width = random.uniform(2, 16)
    caved = random.uniform(-6, 8)
    for side in SIDES:
        thigh = shin + 180 - knee + random.normal(0, 2)
        shank = shin + random.normal(0, 2)
        body.set_leg(side, thigh, shank, foot=0.0, abduction=width)
        slants = (width + caved, width - caved)
        body.turn_leg(side, (thigh, slants[0]), (shank, slants[1]), foot=0.0)
    require_balance(body)
    free_arms(body, forward=0.5)
    return Draft(body.placed_on_floor("foot.L"), "squat")


def hinge(figure: Figure, random: Chance) -> Draft:
    """A hip hinge between upright and deep, with straight or bent knees."""
    body = start(figure, random)
    hip, knee = random.uniform(55, 192), random.uniform(132, 178)
    shin = random.normal(-4, 5)
    thigh = shin + 180 - knee
    body.lean(180 - hip - thigh, random.normal(0, 10), head=random.uniform(-10, 80 - hip / 3))
    require(-20 < body.trunk_pitch() < 105, "the trunk is beyond what a hinge reaches")
    width = random.uniform(0, 8)
    for side in SIDES:
        turned = thigh + random.normal(0, 1.5)
        body.set_leg(side, turned, shin + random.normal(0, 1.5), foot=0.0, abduction=width)
    require_balance(body)
    free_arms(body, forward=0.1)
    return Draft(body.placed_on_floor("foot.L"), "hinge")


def require_balance(body: FreePosture) -> None:
    """Requires the trunk's weight about above the feet."""
    joints = body.joints
    middle = [sum(joints.joint(name, s)[2] for s in SIDES) / 2 for name in ("shoulder", "hip")]
    ankle = sum(joints.joint("ankle", s)[2] for s in SIDES) / 2
    weight = 0.55 * middle[0] + 0.45 * middle[1] - ankle
    require(-0.1 < weight < 0.28, "the weight is not above the feet")


def free_arms(body: FreePosture, forward: float = 0.15) -> None:
    """Arms in a random everyday position."""
    choice = body.random.random()
    if choice < forward:
        body.raise_arms(60, 100)
    elif choice < forward + 0.12:
        body.hands_at_chest()
    elif choice < forward + 0.26:
        body.hands_on_hips()
    elif choice < forward + 0.32:
        body.raise_arms(140, 178)
    else:
        body.hang_arms()
