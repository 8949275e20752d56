"""The stretches as functions from angles to a posture on the floor.

Angles are formcheck's (hip and knee 180 = straight, hip extension above 180); `trunk` is the
`trunk_lean` of the result, `tilt` its `pelvic_tilt`. Each is met exactly.
"""

from __future__ import annotations

import numpy as np

from benchmarks.render.posture import Posture
from benchmarks.render.rotations import Array
from benchmarks.render.skeleton import SIDES, Figure, Placed, Side, bone, other, outward

_BACK = np.array([0.0, -0.3, -1.0])


def standing(figure: Figure, tilt: float = 0.0, trunk: float = 0.0, arms: float = 0.0) -> Placed:
    """Standing with straight legs; `arms` swings both arms forward by that angle."""
    body = Posture(figure)
    body.lean(trunk, tilt, head=0.0)
    for side in SIDES:
        body.set_leg(side, 0.0, 0.0, foot=0.0, abduction=2.0)
        body.swing_arm(side, 4.0 + arms, 14.0 + arms, abduction=11.0)
    return body.placed_on_floor("foot.L")


def lunge(
    figure: Figure,
    rear_hip: float = 190.0,
    tilt: float = 0.0,
    trunk: float = 0.0,
    rear: Side = "right",
    stride: float = 0.70,
    head: float = 0.0,
) -> Placed:
    """Half-kneeling hip-flexor stretch, hands on the front thigh.

    Args:
        figure: The person.
        rear_hip: Trunk-thigh angle of the kneeling leg.
        tilt: Pelvic tilt, anterior +.
        trunk: Trunk lean, forward +.
        rear: The kneeling side. Its knee stays at z = 0.
        stride: Distance from the rear knee to the front ankle, as a share of the leg's length.
        head: Pitch of the head, looking down +.
    """
    front = other(rear)
    body = Posture(figure)
    body.lean(trunk, tilt, head)
    shank = -86.0
    body.set_leg(rear, body.thigh_for_hip(rear_hip), shank, foot=158.0)
    floor = body.lowest([bone(n, rear) for n in ("lowerleg01", "lowerleg02", "upperleg02")])
    knee = body.joints.joint("knee", rear)
    skeleton = figure.skeleton
    leg = skeleton.length("upperleg01.L", "lowerleg01.L") + skeleton.length(
        "lowerleg01.L", "foot.L"
    )
    ankle = (float(knee[2]) + stride * leg, floor + skeleton.ankle_height)
    body.step_to(front, ankle, abduction=3.0)
    _hands_on_thigh(body, front)
    return body.placed_on_floor(bone("lowerleg01", rear), floor)


def _hands_on_thigh(body: Posture, thigh: Side) -> None:
    joints = body.joints
    hip, knee = joints.joint("hip", thigh), joints.joint("knee", thigh)
    along = (knee - hip) / np.linalg.norm(knee - hip)
    above = np.array([0.0, along[2], -along[1]])
    leaning = 0.014 * max(body.trunk_pitch() - 2.0, 0.0)
    for side in SIDES:
        same = side == thigh
        share = (0.55 if same else 0.45) + leaning
        wrist = hip + share * (knee - hip) + (0.095 if same else 0.10) * above
        if not same:
            wrist[0] = outward(side) * 0.015
        pole = np.array([outward(side) * 1.2, -0.2, -0.6])
        hand = along - 0.10 * above + np.array([-0.45 * outward(side), 0.0, 0.0]) * (not same)
        body.reach(side, wrist, pole, hand, pronation=80.0)


def squat(
    figure: Figure, knee: float = 85.0, shin: float = -30.0, trunk: float = 34.0, arms: float = 80.0
) -> Placed:
    """Squat on flat feet.

    Args:
        figure: The person.
        knee: Knee angle of both legs.
        shin: Pitch of the shank; negative = knee in front of the ankle.
        trunk: Trunk lean.
        arms: Pitch of the arms, 90 = straight forward.
    """
    body = Posture(figure)
    body.lean(trunk, 0.0, head=0.3 * trunk)
    for side in SIDES:
        body.set_leg(side, shin + 180.0 - knee, shin, foot=0.0, abduction=4.0)
        body.swing_arm(side, arms, arms + 4.0, abduction=5.0, pronation=arms)
    return body.placed_on_floor("foot.L")


def press_up(
    figure: Figure, trunk: float = 63.0, hands: float = 0.62, head: float = 40.0
) -> Placed:
    """Prone press-up: hips on the floor, chest raised on the hands.

    Args:
        figure: The person.
        trunk: Trunk lean; 90 = flat, 63 = chest 27 degrees above the floor.
        hands: Distance of the wrists in front of the hips along the floor, as a share of the
            distance from hip to shoulder; 1 = below the shoulders when flat.
        head: Pitch of the head, 90 = face down, 0 = looking ahead.
    """
    body = Posture(figure)
    body.lift_chest(trunk, pelvis=90.0, head=head)
    for side in SIDES:
        body.set_leg(side, -85.0, -86.0, foot=154.0, abduction=4.0)
    floor = body.lowest([bone(n, s) for n in ("upperleg01", "upperleg02") for s in SIDES])
    _palms_on_floor(body, floor, hands)
    hip = body.joints.joint("hip", "left")
    placed = body.placed_on_floor(None, floor)
    return placed.moved(np.array([0.0, 0.0, -float(hip[2])]))


def _palms_on_floor(body: Posture, floor: float, hands: float) -> None:
    skeleton = body.figure.skeleton
    trunk = skeleton.length("upperarm01.L", "upperleg01.L")
    forward = np.array([0.0, 0.0, 1.0])
    for side in SIDES:
        hip, shoulder = body.joints.joint("hip", side), body.joints.joint("shoulder", side)
        x = float(shoulder[0]) + outward(side) * 0.06
        wrist = np.array([x, floor + 0.07, float(hip[2]) + hands * trunk])
        pole = np.array([outward(side) * 0.45, 0.6, -1.0])
        body.reach(side, wrist, pole, forward, pronation=90.0)


def quadruped(
    figure: Figure, lift_hip: float | None = None, side: Side = "left", trunk: float = 81.0
) -> Placed:
    """On all fours; with `lift_hip`, the leg of `side` is lifted to that trunk-thigh angle."""
    rest = other(side)
    body = Posture(figure)
    body.lean(trunk, head=trunk - 15.0)
    for leg in SIDES:
        body.set_leg(leg, 0.0, -90.0, foot=150.0)
    floor = body.lowest([bone(n, rest) for n in ("lowerleg01", "upperleg02")])
    for arm in SIDES:
        shoulder = body.joints.joint("shoulder", arm)
        wrist = np.array([shoulder[0], floor + 0.07, shoulder[2] - 0.02])
        body.reach(arm, wrist, _BACK, np.array([0.0, 0.0, 1.0]), pronation=90.0)
    if lift_hip is not None:
        thigh = body.thigh_for_hip(lift_hip)
        body.set_leg(side, thigh, thigh - 8.0, foot=40.0 - thigh)
    return body.placed_on_floor(bone("lowerleg01", rest), floor)


def prone_heel(
    figure: Figure, knee: float = 50.0, side: Side = "left", hip: float = 180.0
) -> Placed:
    """Prone, one heel drawn towards the buttock."""
    body = Posture(figure)
    body.lean(90.0, head=78.0)
    thigh = body.thigh_for_hip(hip)
    body.set_leg(side, thigh, thigh - (180.0 - knee), abduction=2.0)
    body.set_leg(other(side), body.thigh_for_hip(180.0), -91.0, foot=160.0, abduction=2.0)
    for arm in SIDES:
        body.swing_arm(arm, 82.0, 86.0, abduction=30.0)
    return body.placed_on_floor()


def knee_to_chest(
    figure: Figure, hip: float = 55.0, side: Side = "left", straight_hip: float = 180.0
) -> Placed:
    """Supine, one knee held to the chest with both hands, the other leg straight."""
    body = Posture(figure)
    body.lean(-90.0, head=-85.0)
    thigh = body.thigh_for_hip(hip)
    body.set_leg(side, thigh, thigh - 120.0, abduction=3.0)
    body.set_leg(other(side), body.thigh_for_hip(straight_hip), 89.0, foot=-75.0, abduction=2.0)
    joints = body.joints
    knee, ankle = joints.joint("knee", side), joints.joint("ankle", side)
    grip: Array = knee + 0.25 * (ankle - knee) + np.array([0.0, 0.0, 0.06])
    for arm in SIDES:
        pole = np.array([outward(arm) * 0.8, -1.0, 0.0])
        body.reach(arm, grip + np.array([outward(arm) * 0.03, 0.0, 0.0]), pole)
    return body.placed_on_floor()


def bridge(figure: Figure, hip: float = 178.0, slope: float = 24.0) -> Placed:
    """Supine, feet flat, hips lifted so that the trunk slopes by `slope` from the floor."""
    body = Posture(figure)
    body.lean(-90.0 - slope, head=-88.0)
    floor = body.lowest(["spine01", "spine02", "head"])
    skeleton = figure.skeleton
    thigh = body.thigh_for_hip(hip)
    height = float(body.joints.joint("hip", "left")[1]) - floor - skeleton.ankle_height
    height -= skeleton.length("upperleg01.L", "lowerleg01.L") * float(np.cos(np.radians(thigh)))
    share = height / skeleton.length("lowerleg01.L", "foot.L")
    shank = float(np.degrees(np.arccos(np.clip(share, -1.0, 1.0))))
    for side in SIDES:
        body.set_leg(side, thigh, shank, foot=0.0, abduction=3.0)
        shoulder = body.joints.joint("shoulder", side)
        wrist = shoulder + np.array([outward(side) * 0.05, floor + 0.07 - shoulder[1], 0.5])
        body.reach(side, wrist, np.array([outward(side), 0.3, 0.0]), pronation=90.0)
    return body.placed_on_floor(None, floor)
