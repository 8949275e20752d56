"""Postures on the feet and knees that the stretches need beyond `benchmarks.render.poses`."""

from __future__ import annotations

import numpy as np

from benchmarks.render.posture import Posture
from benchmarks.render.rotations import sagittal_pitch, wrap
from benchmarks.render.skeleton import SIDES, Figure, Placed, Side, bone, other, outward
from benchmarks.truthset.draft import leg_length
from benchmarks.truthset.freedom import FreePosture

TABLE_TOP = 0.74
"""Height of the table's top, as a share of the leg's length: slightly below the hips."""


def free(figure: Figure) -> FreePosture:
    """A posture that can twist, without random asymmetries."""
    return FreePosture(figure, np.random.default_rng(0), amount=0.0)


def standing(
    figure: Figure, trunk: float = 0.0, tilt: float = 0.0, hip: float = 180.0, knee: float = 178.0
) -> Placed:
    """Standing at ease.

    Args:
        figure: The person.
        trunk: Trunk lean, forward +.
        tilt: Pelvic tilt, anterior +.
        hip: Trunk-thigh angle of both legs.
        knee: Knee angle of both legs.
    """
    body = Posture(figure)
    body.lean(trunk, tilt, head=0.4 * trunk)
    thigh = body.thigh_for_hip(hip)
    for side in SIDES:
        body.set_leg(side, thigh, thigh - (180.0 - knee), foot=0.0, abduction=2.0)
        body.swing_arm(side, 4.0, 14.0, abduction=11.0)
    return body.placed_on_floor("foot.L")


def tucking(figure: Figure, trunk: float = 0.0, tilt: float = 0.0, knee: float = 172.0) -> Placed:
    """Standing with the hands on the hip bones; knees soft, the pelvis tips."""
    body = free(figure)
    body.lean(trunk, tilt, head=0.0)
    shank = -0.5 * (180.0 - knee)
    for side in SIDES:
        body.set_leg(side, shank + 180.0 - knee, shank, foot=0.0, abduction=2.0)
    body.hands_on_hips()
    return body.placed_on_floor("foot.L")


def hinge(
    figure: Figure, hip: float = 90.0, knee: float = 155.0, shin: float = -2.0, tilt: float = 0.0
) -> Placed:
    """Hip hinge, the arms hanging straight down.

    Args:
        figure: The person.
        hip: Trunk-thigh angle; the trunk leans by what hip and thigh leave.
        knee: Knee angle.
        shin: Pitch of the shank; negative = knee in front of the ankle.
        tilt: Pelvic tilt, anterior +.
    """
    body = Posture(figure)
    thigh = shin + 180.0 - knee
    trunk = 180.0 - hip - thigh
    body.lean(trunk, tilt, head=0.6 * trunk)
    for side in SIDES:
        body.set_leg(side, thigh, shin, foot=0.0, abduction=3.0)
        body.swing_arm(side, 3.0 + 0.06 * trunk, 6.0 + 0.06 * trunk, abduction=6.0, pronation=70.0)
    return body.placed_on_floor("foot.L")


def squat_caving(
    figure: Figure, knee: float = 85.0, shin: float = -30.0, trunk: float = 34.0, cave: float = 0.0
) -> Placed:
    """Squat with the arms forward, feet about shoulder width.

    Args:
        figure: The person.
        knee: Knee angle of both legs.
        shin: Pitch of the shank; negative = knee in front of the ankle.
        trunk: Trunk lean.
        cave: How far the knees fall inward, degrees of thigh and shank against the front view.
    """
    body = free(figure)
    body.lean(trunk, 0.0, head=0.3 * trunk)
    for side in SIDES:
        width = 9.0 - cave
        body.turn_leg(side, (shin + 180.0 - knee, width), (shin, 3.0 + cave), foot=0.0)
        reach = 12.0 + 70.0 * (180.0 - knee) / 95.0
        body.swing_arm(side, reach, reach + 4.0, abduction=5.0, pronation=reach)
    return body.placed_on_floor("foot.L")


def reach_back(
    figure: Figure,
    rear: Side = "right",
    rear_hip: float = 190.0,
    tilt: float = 0.0,
    trunk: float = 0.0,
    twist: float = 30.0,
    reach: float = 0.85,
    stride: float = 0.70,
) -> Placed:
    """Half-kneeling, turned to the rear leg, its arm reaching towards the rear foot.

    Args:
        figure: The person.
        rear: The kneeling side.
        rear_hip: Trunk-thigh angle of the kneeling leg.
        tilt: Pelvic tilt, anterior +.
        trunk: Trunk lean, forward +.
        twist: How far the chest turns towards the rear leg.
        reach: How far the wrist is on its way from the shoulder to the rear ankle, 0..1.
        stride: See `benchmarks.render.poses.lunge`.
    """
    body = free(figure)
    body.twist(outward(rear) * twist)
    body.lean(trunk, tilt, head=trunk)
    front = other(rear)
    # The chest turns the rear shoulder back, and the trunk line of that side with it.
    line = body.joints.joint("shoulder", rear) - body.joints.joint("hip", rear)
    own_trunk = wrap(180.0 - sagittal_pitch(line))
    body.set_leg(rear, 180.0 - rear_hip - own_trunk, -86.0, foot=158.0)
    floor = body.lowest([bone(n, rear) for n in ("lowerleg01", "lowerleg02", "upperleg02")])
    knee = body.joints.joint("knee", rear)
    ankle = (float(knee[2]) + stride * leg_length(figure), floor + figure.skeleton.ankle_height)
    body.step_to(front, ankle, abduction=3.0)
    body.hands_on_knee(front)
    joints = body.joints
    start, end = joints.joint("shoulder", rear), joints.joint("ankle", rear)
    arm = figure.skeleton.length("upperarm01.L", "lowerarm01.L")
    arm += figure.skeleton.length("lowerarm01.L", "wrist.L")
    way = (end - start) / np.linalg.norm(end - start)
    hanging = start + np.array([outward(rear) * 0.12, -0.9 * arm, -0.05])
    wrist = (1.0 - reach) * hanging + reach * (start + 0.98 * arm * way)
    body.reach(rear, wrist, np.array([outward(rear) * 0.6, 0.3, -1.0]))
    return body.placed_on_floor(bone("lowerleg01", rear), floor)


def table(
    figure: Figure,
    rear: Side = "right",
    rear_hip: float = 190.0,
    tilt: float = 0.0,
    trunk: float = 0.0,
    knee: float = 168.0,
) -> Placed:
    """Standing on one leg, the foot of the other on a table behind.

    Args:
        figure: The person.
        rear: The side of the lifted leg.
        rear_hip: Its trunk-thigh angle.
        tilt: Pelvic tilt, anterior +.
        trunk: Trunk lean, forward +.
        knee: Knee angle of the standing leg.
    """
    stance = other(rear)
    body = free(figure)
    body.lean(trunk, tilt, head=trunk)
    shin = -0.55 * (180.0 - knee)
    body.set_leg(stance, shin + 180.0 - knee, shin, foot=0.0, abduction=1.0)
    floor = body.lowest([bone("foot", stance)])
    thigh = body.thigh_for_hip(rear_hip)
    body.set_leg(rear, thigh, -95.0, foot=170.0)
    joint = body.joints.joint("knee", rear)
    length = figure.skeleton.length("lowerleg01.L", "foot.L")
    above = floor + table_height(figure) + 0.05 - float(joint[1])
    shank = -90.0 - float(np.degrees(np.arcsin(np.clip(above / length, -0.95, 0.95))))
    body.set_leg(rear, thigh, shank, foot=wrap(75.0 - shank), abduction=2.0)
    body.hands_on_hips()
    return body.placed_on_floor(bone("foot", stance), floor)


def table_height(figure: Figure) -> float:
    """Height of the table's top above the floor, metres."""
    return TABLE_TOP * leg_length(figure)


def saddle(
    figure: Figure,
    trunk: float = -65.0,
    thigh: float = 74.0,
    shank: float = -88.0,
    apart: float = 6.0,
) -> Placed:
    """Sitting on the heels, leaning back on the forearms.

    Args:
        figure: The person.
        trunk: Trunk lean; 0 = upright, negative = leaning back.
        thigh: Pitch of the thighs; 90 = level.
        shank: Pitch of the shanks; -90 = flat on the floor, more = the knees are lifted.
        apart: Outward slant of the thighs.
    """
    body = free(figure)
    body.lean(trunk, 4.0, head=0.75 * trunk)
    for side in SIDES:
        body.turn_leg(side, (thigh, apart), (shank, 1.0), 160.0)
    floor = body.lowest([bone(n, s) for s in SIDES for n in ("lowerleg01", "lowerleg02", "foot")])
    for side in SIDES:
        shoulder = body.joints.joint("shoulder", side)
        drop = float(shoulder[1]) - floor - 0.05
        share = float(np.clip(-trunk / 45.0, 0.0, 1.0))
        knee = body.joints.joint("knee", side)
        resting = knee + np.array([0.0, 0.10, -0.14])
        upper = figure.skeleton.length("upperarm01.L", "lowerarm01.L")
        fore = figure.skeleton.length("lowerarm01.L", "wrist.L")
        ahead = fore if drop <= upper else 0.35 * fore
        propped = np.array(
            [shoulder[0] + outward(side) * 0.10, floor + 0.05, shoulder[2] + ahead - 0.05]
        )
        wrist = (1.0 - share) * resting + share * propped
        pole = np.array([outward(side) * 0.4, -0.6 if share > 0.5 else 0.0, -1.0])
        body.reach(side, wrist, pole, np.array([0.0, 0.0, 1.0]), pronation=90.0)
    return body.placed_on_floor(None, floor)
