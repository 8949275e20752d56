"""Random postures on the knees: lunge, rear foot raised, all fours, sitting on the heels."""

from __future__ import annotations

import numpy as np

from benchmarks.render.room import Box, Material
from benchmarks.render.skeleton import SIDES, Figure, Side, bone, other, outward
from benchmarks.truthset.draft import Draft, either, leg_length, require, start
from benchmarks.truthset.freedom import FreePosture
from benchmarks.truthset.upright import free_arms

Chance = np.random.Generator
_LOWER_LEG = ("lowerleg01", "lowerleg02", "upperleg02")


def lunge(figure: Figure, random: Chance) -> Draft:
    """Half-kneeling: shallow to deep, arched or tucked, leaning, hands anywhere."""
    rear = either(random)
    body = start(figure, random)
    reaching = random.random() < 0.12
    if reaching:
        body.twist(_away(rear) * random.uniform(15, 40))
    _kneeling_trunk(body, random)
    tucked = random.random() < 0.3
    shank = random.normal(-71, 2.5) if tucked else random.normal(-87, 2.5)
    thigh = body.thigh_for_hip(random.uniform(152, 212))
    require(-60 < thigh < 45, "the kneeling thigh is too flat")
    body.set_leg(rear, thigh, shank, foot=50.0 if tucked else 158.0, abduction=random.normal(1, 3))
    floor = _knee_floor(body, rear)
    _front_foot(body, random, rear, floor)
    _lunge_arms(body, random, rear, floor, reaching)
    placed = body.placed_on_floor(bone("lowerleg01", rear), floor)
    return Draft(placed, "reach-back" if reaching else "half-kneeling", rear)


def _away(rear: Side) -> float:
    """Sign of a turn of the chest towards the rear leg's side."""
    return float(outward(rear))


def _kneeling_trunk(body: FreePosture, random: Chance) -> None:
    trunk = random.normal(4, 7) if random.random() < 0.8 else random.uniform(-12, 30)
    body.lean(trunk, random.uniform(-15, 18), head=trunk + random.normal(3, 10))


def _knee_floor(body: FreePosture, rear: Side) -> float:
    return body.lowest([bone(name, rear) for name in _LOWER_LEG])


def _front_foot(body: FreePosture, random: Chance, rear: Side, floor: float) -> None:
    front = other(rear)
    ankle_height = body.figure.skeleton.ankle_height
    knee = body.joints.joint("knee", rear)
    stride = random.uniform(0.45, 0.98) * leg_length(body.figure)
    body.step_to(front, (float(knee[2]) + stride, floor + ankle_height), random.uniform(0, 8))
    joints = body.joints
    gap = abs(float(joints.joint("ankle", front)[1]) - floor - ankle_height)
    require(gap < 0.03, "the front foot is off the floor")
    shin = joints.joint("ankle", front) - joints.joint("knee", front)
    require(abs(np.degrees(np.arctan2(shin[2], -shin[1]))) < 50, "the front shin is too flat")


def _lunge_arms(
    body: FreePosture, random: Chance, rear: Side, floor: float, reaching: bool
) -> None:
    choice = random.random()
    if choice < 0.45:
        body.hands_on_knee(other(rear))
    elif choice < 0.55 and body.trunk_pitch() > 18:
        body.hands_on_floor(floor, random.uniform(0.0, 0.2))
    else:
        free_arms(body)
    if reaching:
        ankle = body.joints.joint("ankle", rear)
        shoulder = body.joints.joint("shoulder", rear)
        wrist = shoulder + random.uniform(0.6, 1.0) * (ankle - shoulder)
        body.reach(rear, wrist, np.array([outward(rear) * 1.0, 0.0, -0.5]))


def table(figure: Figure, random: Chance) -> Draft:
    """The rear foot on a table behind, or kneeling with the rear foot up a couch."""
    return _couch(figure, random) if random.random() < 0.35 else _table(figure, random)


def _table(figure: Figure, random: Chance) -> Draft:
    rear = either(random)
    stance = other(rear)
    body = start(figure, random)
    _kneeling_trunk(body, random)
    shank = random.normal(-8, 6)
    knee = random.uniform(125, 178)
    body.set_leg(stance, shank + 180 - knee, shank, foot=0.0, abduction=random.uniform(0, 4))
    thigh = body.thigh_for_hip(random.uniform(160, 212))
    require(-75 < thigh < 20, "the rear thigh is beyond reach")
    slope = random.uniform(-125, -80)
    body.set_leg(rear, thigh, slope, foot=min(178.0, 75 - slope), abduction=random.normal(2, 3))
    floor = body.lowest([bone("foot", stance)])
    joints = body.joints
    top = body.lowest([bone("foot", rear), bone("lowerleg02", rear)]) - floor
    require(0.28 < top < 1.0, "no table has this height")
    knee_at, ankle = joints.joint("knee", rear), joints.joint("ankle", rear)
    require(float(knee_at[1]) - floor > 0.08, "the rear knee is on the floor")
    if random.random() < 0.2:
        body.hands_on_knee(stance)
    else:
        free_arms(body)
    placed = body.placed_on_floor(bone("foot", stance), floor)
    shift = placed.joint("ankle", rear) - ankle
    edge = -float(ankle[2] + shift[2]) - random.uniform(0.0, 0.12)
    return Draft(
        placed, "table", rear, (_board(random, edge, top, float(placed.positions["root"][0])),)
    )


def _board(random: Chance, edge: float, top: float, x: float, solid: bool = False) -> Box:
    half = float(random.uniform(0.22, 0.4))
    red, green, blue = (float(v) for v in random.uniform(0.15, 0.85, 3))
    low = 0.0 if solid or random.random() < 0.5 else max(0.0, top - 0.06)
    deep = float(random.uniform(0.35, 0.6))
    return Box(
        (x - half, edge, low), (x + half, edge + deep, top), (red, green, blue), Material.FABRIC
    )


def _couch(figure: Figure, random: Chance) -> Draft:
    rear = either(random)
    body = start(figure, random)
    _kneeling_trunk(body, random)
    thigh = body.thigh_for_hip(random.uniform(155, 210))
    require(-50 < thigh < 40, "the kneeling thigh is too flat")
    shank = random.uniform(-172, -120)
    require(180 - thigh + shank > 12, "the rear knee bends too far")
    body.set_leg(rear, thigh, shank, foot=250.0, abduction=random.normal(1, 3))
    floor = body.lowest([bone(name, rear) for name in ("lowerleg01", "upperleg02")])
    _front_foot(body, random, rear, floor)
    _lunge_arms(body, random, rear, floor, reaching=False)
    placed = body.placed_on_floor(bone("lowerleg01", rear), floor)
    back = -float(
        figure.surface(placed, [bone("foot", rear), bone("lowerleg02", rear)])[:, 2].min()
    )
    high = float(random.uniform(0.4, 0.8))
    board = _board(random, back + 0.005, high, 0.0, solid=True)
    return Draft(placed, "couch", rear, (board,))


def quadruped(figure: Figure, random: Chance) -> Draft:
    """On all fours, with or without a lifted leg, the back sagging or round."""
    side = either(random)
    rest = other(side)
    body = start(figure, random)
    trunk = random.normal(80, 7)
    body.lean(trunk, random.uniform(-22, 18), head=trunk + random.uniform(-60, 15))
    lean = random.normal(0, 7)
    for leg in SIDES:
        body.set_leg(leg, lean, random.normal(-89, 2), foot=155.0, abduction=random.uniform(0, 6))
    floor = body.lowest([bone(name, rest) for name in _LOWER_LEG])
    body.hands_on_floor(floor, random.normal(0.0, 0.08), random.uniform(-0.02, 0.06))
    lifted = random.random() < 0.7
    if lifted:
        thigh = body.thigh_for_hip(random.uniform(110, 205))
        bend = abs(random.normal(0, 15)) if random.random() < 0.6 else random.uniform(15, 100)
        out = random.uniform(-4, 18)
        body.set_leg(side, thigh, thigh - bend, foot=90 - thigh + bend - 60, abduction=out)
    placed = body.placed_on_floor(bone("lowerleg01", rest), floor)
    return Draft(placed, "leg-lift" if lifted else "all-fours", side if lifted else None)


def knees_lifting(figure: Figure, random: Chance) -> Draft:
    """Leaning back on the heels with the knees off the floor."""
    return saddle(figure, random, float(random.uniform(4, 43)))


def saddle(figure: Figure, random: Chance, lift: float = 0.0) -> Draft:
    """Sitting on or between the heels, upright to lying back.

    Args:
        figure: The person.
        random: Source of chance.
        lift: Slope of the shanks, degrees; above 0 the knees are off the floor.
    """
    body = start(figure, random, 0.7)
    trunk = random.uniform(-98, 8)
    body.lean(trunk, random.uniform(-5, 22), head=trunk + random.uniform(0, 30))
    apart = random.uniform(3, 22)
    thigh, shank = random.uniform(50, 78) + 0.5 * lift, random.normal(-88, 2) + lift
    for leg in SIDES:
        body.turn_leg(
            leg, (thigh + random.normal(0, 2), apart), (shank, random.uniform(-4, 10)), 160.0
        )
    resting = ("lowerleg01", "lowerleg02", "foot") if lift else ("lowerleg01", "lowerleg02")
    floor = body.lowest([bone(name, leg) for leg in SIDES for name in resting])
    if trunk < -18:
        for arm in SIDES:
            shoulder = body.joints.joint("shoulder", arm)
            step = random.uniform(-0.25, 0.25) if trunk < -70 else random.uniform(-0.3, 0.0)
            wrist = np.array([shoulder[0] + outward(arm) * 0.12, floor + 0.05, shoulder[2] + step])
            body.reach(arm, wrist, np.array([outward(arm) * 0.5, 0.0, -1.0]), pronation=90.0)
    else:
        free_arms(body)
    return Draft(body.placed_on_floor(None, floor), "lying-back" if trunk < -18 else "kneeling")
