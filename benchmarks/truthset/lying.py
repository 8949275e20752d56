"""Random postures on the floor: face down and face up."""

from __future__ import annotations

import numpy as np

from benchmarks.render.room import Box, Material
from benchmarks.render.skeleton import SIDES, Figure, Placed, bone, other, outward
from benchmarks.truthset.draft import Draft, either, require, start
from benchmarks.truthset.freedom import FreePosture

Chance = np.random.Generator


def prone(figure: Figure, random: Chance) -> Draft:
    """Face down: heel to buttock, press-up, or one leg crossed behind."""
    choice = random.random()
    if choice < 0.42:
        return _heel(figure, random)
    return _press_up(figure, random) if choice < 0.9 else _scorpion(figure, random)


def pelvis_rising(figure: Figure, random: Chance) -> Draft:
    """Heel to buttock with the seat off the floor, as where the front of the thigh is short."""
    return _heel(figure, random, float(random.uniform(3, 20)))


def _heel(figure: Figure, random: Chance, rise: float = 0.0) -> Draft:
    side = either(random)
    body = start(figure, random, 0.6)
    slope = 90.0 + rise + random.normal(0, 1.5)
    body.lean(slope, random.normal(0, 5), head=random.uniform(60, 92))
    thigh = body.thigh_for_hip(random.uniform(168, 198) - 1.8 * rise)
    knee = random.uniform(28, 130)
    body.set_leg(side, thigh, thigh - (180 - knee), abduction=random.normal(3, 4))
    flat = body.thigh_for_hip(random.uniform(177, 184) - 1.8 * rise)
    body.set_leg(other(side), flat, flat - 2, foot=162.0, abduction=random.uniform(0, 8))
    for arm in SIDES:
        body.swing_arm(arm, 78.0, 92.0, abduction=float(random.uniform(20, 50)))
    if knee < 75:
        ankle = body.joints.joint("ankle", side)
        outside = np.array([outward(side) * 0.04, 0.0, 0.0])
        body.reach(side, ankle + outside, np.array([outward(side) * 1.0, 0.6, 0.0]))
    return Draft(body.placed_on_floor(), "heel-to-buttock", side)


def _press_up(figure: Figure, random: Chance) -> Draft:
    body = start(figure, random, 0.6)
    trunk = random.uniform(42, 90)
    rise = max(0.0, random.normal(0, 6))
    body.lift_chest(trunk, pelvis=90.0 - rise, head=trunk - random.uniform(-5, 60))
    for side in SIDES:
        thigh = -86.0 + rise + random.normal(0, 1.5)
        body.set_leg(side, thigh, -88.0, foot=158.0, abduction=random.uniform(1, 9))
    carried = [bone(name, s) for name in ("upperleg01", "upperleg02") for s in SIDES]
    floor = body.lowest(carried if rise < 6 else [bone("lowerleg01", s) for s in SIDES])
    if trunk > 84:
        for arm in SIDES:
            body.swing_arm(arm, 78.0, 92.0, abduction=float(random.uniform(20, 50)))
    else:
        body.hands_on_floor(floor, random.uniform(-0.2, 0.15), random.uniform(0.0, 0.12))
    placed = body.placed_on_floor(None, floor)
    return Draft(_about_hips(placed), "press-up")


def _scorpion(figure: Figure, random: Chance) -> Draft:
    side = either(random)
    body = start(figure, random, 0.6)
    body.lean(90.0, random.uniform(0, 12), head=random.uniform(70, 90))
    thigh = body.thigh_for_hip(random.uniform(182, 205))
    bend, cross = random.uniform(40, 100), random.uniform(-35, -8)
    body.turn_leg(side, (thigh, cross), (thigh - bend, cross - random.uniform(0, 20)))
    flat = body.thigh_for_hip(180.0)
    body.set_leg(other(side), flat, flat - 2, foot=162.0, abduction=random.uniform(2, 10))
    for arm in SIDES:
        body.swing_arm(arm, 90.0, 90.0, abduction=float(random.uniform(70, 95)))
    return Draft(body.placed_on_floor(), "scorpion", side)


def _about_hips(placed: Placed) -> Placed:
    hip = placed.joint("hip", "left")
    return placed.moved(np.array([0.0, 0.0, -float(hip[2])]))


def supine(figure: Figure, random: Chance) -> Draft:
    """Face up: knee to chest, bridge, figure four, or at rest."""
    choice = random.random()
    if choice < 0.4:
        return _knee_to_chest(figure, random)
    if choice < 0.78:
        return _bridge(figure, random)
    return _figure_four(figure, random) if choice < 0.9 else _rest(figure, random)


def supine_fault(figure: Figure, random: Chance) -> Draft:
    """Face up: the straight leg's knee not straight, or a figure four with the seat lifted."""
    if random.random() < 0.7:
        return _knee_to_chest(figure, random, float(random.uniform(12, 65)))
    return _figure_four(figure, random, float(random.uniform(4, 32)))


def _knee_to_chest(figure: Figure, random: Chance, bend: float = 0.0) -> Draft:
    side = either(random)
    body = start(figure, random, 0.6)
    roller = random.random() < 0.5
    slope = random.uniform(4, 13) if roller else random.normal(0, 1)
    body.lean(-90.0 - slope, random.normal(0, 8), head=-88 + random.uniform(-5, 25))
    thigh = body.thigh_for_hip(random.uniform(25, 110))
    body.set_leg(side, thigh, thigh - random.uniform(70, 140), abduction=random.uniform(-2, 12))
    straight = random.uniform(168, 200) if roller else random.uniform(150, 184)
    low = body.thigh_for_hip(straight)
    flex = bend or abs(random.normal(4, 8))
    body.set_leg(other(side), low, low - flex, foot=-70.0, abduction=random.uniform(0, 6))
    overhead = random.random() < 0.2
    knee, ankle = body.joints.joint("knee", side), body.joints.joint("ankle", side)
    grip = knee + random.uniform(0.1, 0.4) * (ankle - knee) + np.array([0.0, 0.0, 0.06])
    for arm in SIDES:
        pole = np.array([outward(arm) * 0.8, -1.0, 0.0])
        body.reach(arm, grip + np.array([outward(arm) * 0.03, 0.0, 0.0]), pole)
    if overhead:
        arm = either(random)
        body.swing_arm(arm, -90.0 - random.uniform(60, 90) - 90, -265.0, abduction=8.0)
    placed = body.placed_on_floor()
    return Draft(placed, "knee-to-chest", side, _roller(placed) if roller else ())


def _roller(placed: Placed) -> tuple[Box, ...]:
    hip = (placed.joint("hip", "left") + placed.joint("hip", "right")) / 2
    z, top = -float(hip[2]), max(0.03, float(hip[1]) - 0.1)
    return (Box((-0.35, z + 0.02, 0), (0.35, z + 0.14, top), (0.1, 0.1, 0.12), Material.FABRIC),)


def _bridge(figure: Figure, random: Chance) -> Draft:
    body = start(figure, random, 0.6)
    slope = random.uniform(0, 36)
    hip = random.uniform(120, 200)
    body.lean(-90.0 - slope, random.normal(0, 9), head=-88.0)
    floor = body.lowest(["spine01", "spine02", "head"])
    if not _plant_feet(body, floor, hip, random.uniform(1, 8)):
        require(False, "the feet do not reach the floor")
    _arms_beside(body, random, floor)
    return Draft(body.placed_on_floor(None, floor), "bridge")


def _plant_feet(body: FreePosture, floor: float, hip: float, apart: float) -> bool:
    skeleton = body.figure.skeleton
    thigh = body.thigh_for_hip(hip)
    for side in SIDES:
        turned = thigh + body.random.normal(0, 1.5)
        body.set_leg(side, turned, 0.0, foot=0.0, abduction=apart)
        height = float(body.joints.joint("knee", side)[1]) - floor - skeleton.ankle_height
        share = height / skeleton.length("lowerleg01.L", "foot.L")
        if not -0.2 < share < 0.999:
            return False
        shank = float(np.degrees(np.arccos(share)))
        if body.random.random() < 0.3 and share > 0.9:
            shank = -shank
        if not 40 < 180 - (turned - shank) < 170:
            return False
        body.set_leg(side, turned, shank, foot=0.0, abduction=apart)
    return True


def _arms_beside(body: FreePosture, random: Chance, floor: float) -> None:
    out = random.uniform(0.02, 0.3)
    for side in SIDES:
        shoulder = body.joints.joint("shoulder", side)
        wrist = np.array([shoulder[0] + outward(side) * out, floor + 0.05, shoulder[2] + 0.5])
        body.reach(side, wrist, np.array([outward(side), 0.3, 0.0]), pronation=90.0)


def _figure_four(figure: Figure, random: Chance, lift: float = 0.0) -> Draft:
    crossed = either(random)
    stays = other(crossed)
    body = start(figure, random, 0.5)
    body.lean(-90.0 - lift, random.normal(0, 5), head=-88 + random.uniform(0, 20))
    thigh = body.thigh_for_hip(random.uniform(60, 125))
    body.set_leg(stays, thigh, thigh - random.uniform(70, 120), abduction=random.uniform(0, 5))
    hip, knee = body.joints.joint("hip", stays), body.joints.joint("knee", stays)
    along = (knee - hip) / np.linalg.norm(knee - hip)
    above = np.array([0.0, along[2], -along[1]])
    ankle = hip + random.uniform(0.75, 0.95) * (knee - hip) + 0.1 * above
    ankle[0] += outward(stays) * 0.06
    body.reach_leg(crossed, ankle, np.array([outward(crossed) * 1.0, 0.0, 0.35]))
    floor = body.lowest(["spine01", "spine02", "spine05", "root"])
    if random.random() < 0.5:
        body.hands_on_knee(stays)
    else:
        _arms_beside(body, random, floor)
    return Draft(body.placed_on_floor(None, floor), "figure-four", crossed)


def _rest(figure: Figure, random: Chance) -> Draft:
    body = start(figure, random, 0.6)
    body.lean(-90.0, random.normal(0, 8), head=-88.0)
    floor = body.lowest(["spine01", "spine02", "root"])
    if random.random() < 0.5:
        require(
            _plant_feet(body, floor, random.uniform(112, 145), 3.0), "the feet are off the floor"
        )
    else:
        for leg in SIDES:
            thigh = body.thigh_for_hip(random.uniform(176, 182))
            body.set_leg(leg, thigh, thigh - 1.5, foot=-65.0, abduction=random.uniform(2, 10))
    _arms_beside(body, random, floor)
    return Draft(body.placed_on_floor(None, floor), "rest")
