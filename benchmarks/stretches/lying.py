"""Postures on the floor that the stretches need beyond `benchmarks.render.poses`."""

from __future__ import annotations

import numpy as np

from benchmarks.render.posture import Posture
from benchmarks.render.rotations import Array, sagittal_pitch
from benchmarks.render.skeleton import SIDES, Figure, Placed, Side, bone, other, outward
from benchmarks.stretches.upright import free

_BACK_BONES = ("spine01", "spine02", "spine05", "root")
_SHOULDER_BONES = ("spine01", "spine02", "head")
_FORWARD = np.array([0.0, 0.0, 1.0])


def quadruped(
    figure: Figure,
    lifted: Side = "left",
    hip: float = 185.0,
    knee: float = 172.0,
    trunk: float = 81.0,
    tilt: float = 0.0,
    hands: float = 0.0,
) -> Placed:
    """On all fours, one leg extended backward.

    Args:
        figure: The person.
        lifted: The side of the lifted leg.
        hip: Its trunk-thigh angle.
        knee: Its knee angle.
        trunk: Trunk lean; 90 = level. More = the chest sinks.
        tilt: Pelvic tilt, anterior + (the back sags).
        hands: Distance of the wrists in front of the shoulders, metres.
    """
    body = Posture(figure)
    body.lean(trunk, tilt, head=trunk - 12.0)
    for side in SIDES:
        body.set_leg(side, 0.0, -90.0, foot=150.0)
    rest = other(lifted)
    floor = body.lowest([bone(n, rest) for n in ("lowerleg01", "upperleg02")])
    for side in SIDES:
        shoulder = body.joints.joint("shoulder", side)
        wrist = np.array([shoulder[0], floor + 0.07, shoulder[2] + hands])
        body.reach(side, wrist, np.array([0.0, -0.3, -1.0]), _FORWARD, pronation=90.0)
    thigh = body.thigh_for_hip(hip)
    shank = thigh - (180.0 - knee)
    body.set_leg(lifted, thigh, shank, foot=min(150.0, 70.0 - shank))
    return body.placed_on_floor(bone("lowerleg01", rest), floor)


def heel_to_buttock(
    figure: Figure,
    bent: Side = "left",
    knee: float = 45.0,
    hip: float = 181.0,
    rise: float = 0.0,
    held: float = 1.0,
) -> Placed:
    """Prone, the forehead on one wrist, the other hand drawing the ankle to the buttock.

    Args:
        figure: The person.
        bent: The side of the bent leg.
        knee: Its knee angle.
        hip: Its trunk-thigh angle.
        rise: How far the pelvis is lifted, degrees that the trunk slopes up towards it.
        held: Whether the hand holds the ankle, 0..1 on its way there.
    """
    body = free(figure)
    body.lean(87.0 + rise, head=84.0)
    thigh = body.thigh_for_hip(hip)
    body.set_leg(bent, thigh, thigh - (180.0 - knee), foot=200.0 - thigh - knee, abduction=1.0)
    straight = body.thigh_for_hip(177.0 - 1.8 * rise)
    body.set_leg(other(bent), straight, straight - 2.0, foot=162.0, abduction=1.0)
    _forehead_on(body, other(bent))
    joints = body.joints
    shoulder, ankle = joints.joint("shoulder", bent), joints.joint("ankle", bent)
    grip = ankle + np.array([outward(bent) * 0.035, 0.02, 0.03])
    beside = shoulder + np.array([outward(bent) * 0.12, -0.02, -0.5])
    wrist = (1.0 - held) * beside + held * grip
    body.reach(bent, wrist, np.array([outward(bent) * 1.0, 0.7, 0.2]))
    thighs = [bone(name, other(bent)) for name in ("upperleg01", "upperleg02", "lowerleg01")]
    return body.placed_on_floor(None, body.lowest(thighs) if rise <= 0.0 else None)


def _forehead_on(body: Posture, side: Side) -> None:
    head = body.joints.positions["head"]
    wrist = head + np.array([outward(side) * 0.02, -0.09, 0.17])
    pole = np.array([outward(side) * 1.0, -0.2, 0.35])
    body.reach(side, wrist, pole, np.array([-outward(side) * 1.0, 0.0, 0.15]), pronation=80.0)


def scorpion(
    figure: Figure,
    crossing: Side = "left",
    lift: float = 1.0,
    cross: float = 0.30,
    arms: float = 90.0,
    roll: float = 38.0,
) -> Placed:
    """Prone, arms out, one leg bent and crossed behind towards the opposite hand.

    Args:
        figure: The person.
        crossing: The side of the leg that crosses.
        lift: How far the movement has gone, 0 = flat.
        cross: Where the ankle ends beyond the midline, metres; negative = not across.
        arms: Angle of the arms away from the trunk.
        roll: How far the pelvis rolls.
    """
    body = free(figure)
    sign = outward(crossing)
    body.roll_hips(-sign * roll * lift)
    body.lean(90.0, 3.0 * lift, head=86.0)
    rest = other(crossing)
    flat = body.thigh_for_hip(180.0)
    body.set_leg(rest, flat, flat - 2.0, foot=162.0, abduction=6.0)
    body.set_leg(crossing, flat, flat - 2.0, foot=162.0, abduction=6.0)
    joints = body.joints
    hip, start = joints.joint("hip", crossing), joints.joint("ankle", crossing)
    end = np.array([-sign * cross, float(joints.joint("hip", rest)[1]) + 0.12, hip[2] - 0.30])
    if lift > 0.0:
        ankle = (1.0 - lift) * start + lift * end
        ankle[1] += 0.55 * np.sin(np.pi * lift) * (1.0 - 0.45 * lift)
        pole = np.array([sign * 0.55, 0.25 + 0.6 * lift, -0.8])
        body.reach_leg(crossing, ankle, pole, foot=80.0)
    for side in SIDES:
        out = np.array([outward(side) * np.sin(np.radians(arms)), 0.0, -np.cos(np.radians(arms))])
        down = out + np.array([0.0, -0.16, 0.0])
        body.set_arm(side, down, down, out, pronation=90.0)
    floor = body.lowest([bone(n, rest) for n in ("upperleg01", "upperleg02", "lowerleg01")])
    return body.placed_on_floor(None, min(floor, body.lowest(["spine02", "spine03"])))


def knee_to_chest(
    figure: Figure,
    straight: Side = "left",
    hip: float = 182.0,
    knee: float = 175.0,
    held_hip: float = 50.0,
    held_knee: float = 70.0,
    slope: float = 8.0,
    overhead: float = 0.0,
) -> Placed:
    """Supine over a roller, one leg straight, the other knee held to the chest.

    Args:
        figure: The person.
        straight: The side of the straight leg.
        hip: Its trunk-thigh angle.
        knee: Its knee angle.
        held_hip: Trunk-thigh angle of the held leg.
        held_knee: Knee angle of the held leg.
        slope: How far the roller lifts the pelvis, degrees of the trunk.
        overhead: The arm of the straight leg's side: 0 = on the knee, 1 = overhead.
    """
    body = free(figure)
    held = other(straight)
    body.lean(-90.0 - slope, head=-86.0)
    thigh = body.thigh_for_hip(held_hip)
    body.set_leg(held, thigh, thigh - (180.0 - held_knee), abduction=3.0)
    low = body.thigh_for_hip(hip)
    body.set_leg(straight, low, low - (180.0 - knee), foot=-75.0, abduction=2.0)
    joints = body.joints
    share = float(np.clip((150.0 - held_hip) / 40.0, 0.0, 1.0))
    at, ankle = joints.joint("knee", held), joints.joint("ankle", held)
    grip: Array = at + 0.22 * (ankle - at) + 0.05 * _FORWARD
    for arm in SIDES:
        shoulder = joints.joint("shoulder", arm)
        beside = shoulder + np.array([outward(arm) * 0.16, -0.03, 0.5])
        wrist = (1.0 - share) * beside + share * (grip + np.array([outward(arm) * 0.03, 0, 0]))
        body.reach(arm, wrist, np.array([outward(arm) * 0.8, -1.0 * share + 0.2, 0.0]))
    if overhead > 0.0:
        pitch = -92.0 - 90.0 * (1.0 - overhead)  # from pointing up to beside the ear
        body.swing_arm(straight, pitch, pitch, abduction=10.0)
    floor = body.lowest(_SHOULDER_BONES)
    return body.placed_on_floor(None, floor)


def bridge(figure: Figure, hip: float = 178.0, feet: float = 0.98, apart: float = 3.0) -> Placed:
    """Supine, feet flat on the floor, the hips lifted until the trunk-thigh angle is `hip`.

    The feet stay where they are, so the slope of the trunk and the knees follow from the angle.

    Args:
        figure: The person.
        hip: Trunk-thigh angle.
        feet: Distance from the shoulders to the ankles along the floor, as a share of the trunk
            and thigh together; more = feet further out, knees straighter.
        apart: Outward slant of the legs.
    """
    body = Posture(figure)
    skeleton = figure.skeleton
    trunk = skeleton.length("upperarm01.L", "upperleg01.L")
    reach = feet * (trunk + skeleton.length("upperleg01.L", "lowerleg01.L"))
    low, high = -2.0, 62.0
    for _ in range(12):  # the hips open steadily as the trunk's slope grows
        slope = (low + high) / 2
        if _bridged(body, slope, reach, apart) < hip:
            low = slope
        else:
            high = slope
    floor = body.lowest(_SHOULDER_BONES)
    for side in SIDES:
        shoulder = body.joints.joint("shoulder", side)
        wrist = shoulder + np.array([outward(side) * 0.05, floor + 0.065 - shoulder[1], 0.5])
        body.reach(side, wrist, np.array([outward(side), 0.3, 0.0]), pronation=90.0)
    return body.placed_on_floor(None, floor)


def _bridged(body: Posture, slope: float, reach: float, apart: float) -> float:
    """Lifts the hips to a slope over fixed feet; returns the trunk-thigh angle."""
    body.lean(-90.0 - slope, head=-88.0)
    floor = body.lowest(_SHOULDER_BONES)
    joints = body.joints
    ankle = (float(joints.joint("shoulder", "left")[2]) + reach, floor)
    for side in SIDES:
        body.step_to(side, (ankle[0], floor + body.figure.skeleton.ankle_height), abduction=apart)
    thigh = sagittal_pitch(body.joints.joint("knee", "left") - body.joints.joint("hip", "left"))
    return 180.0 - thigh - body.trunk_pitch()


def figure_four(
    figure: Figure, crossed: Side = "left", thigh: float = 90.0, lift: float = 0.0
) -> Placed:
    """Supine, an ankle over the other knee, that thigh drawn in with both hands.

    Args:
        figure: The person.
        crossed: The side of the leg that lies across.
        thigh: Trunk-thigh angle of the other leg.
        lift: How far the pelvis comes off the floor, degrees of the trunk.
    """
    stays = other(crossed)
    body = free(figure)
    body.lean(-90.0 - lift, head=-86.0)
    pitch = body.thigh_for_hip(thigh)
    body.set_leg(stays, pitch, pitch - 95.0, abduction=2.0)
    hip, knee = body.joints.joint("hip", stays), body.joints.joint("knee", stays)
    along = (knee - hip) / np.linalg.norm(knee - hip)
    above = np.array([0.0, along[2], -along[1]])
    ankle = hip + 0.86 * (knee - hip) + 0.11 * above
    ankle[0] += outward(stays) * 0.05
    body.reach_leg(crossed, ankle, np.array([outward(crossed) * 1.0, 0.0, 0.35]))
    for side in SIDES:
        wrist = hip + 0.6 * (knee - hip) - 0.09 * above
        wrist[0] += outward(side) * 0.05
        body.reach(side, wrist, np.array([outward(side) * 1.0, -0.6, 0.0]))
    floor = body.lowest([*_BACK_BONES, "head"])
    return body.placed_on_floor(None, floor)


def supine_rest(
    figure: Figure, hip: float = 128.0, hands: float = 0.5, lift: float = 0.0
) -> Placed:
    """Lying on the back, knees bent, feet flat, hands on the belly.

    Args:
        figure: The person.
        hip: Trunk-thigh angle of both legs.
        hands: Where the hands lie between the hips (0) and the shoulders (1).
        lift: How far a ball lifts the low back, degrees of the trunk.
    """
    body = free(figure)
    body.lean(-90.0 - lift, head=-88.0)
    floor = body.lowest(_SHOULDER_BONES)
    skeleton = figure.skeleton
    pitch = body.thigh_for_hip(hip)
    for side in SIDES:
        body.set_leg(side, pitch, 0.0, foot=0.0, abduction=2.0)
        height = float(body.joints.joint("knee", side)[1]) - floor - skeleton.ankle_height
        share = float(np.clip(height / skeleton.length("lowerleg01.L", "foot.L"), -1.0, 1.0))
        shank = float(np.degrees(np.arccos(share)))
        body.set_leg(side, pitch, shank, foot=0.0, abduction=2.0)
    joints = body.joints
    for side in SIDES:
        hip_at, shoulder = joints.joint("hip", side), joints.joint("shoulder", side)
        on = hip_at + hands * (shoulder - hip_at)
        wrist = np.array([outward(side) * 0.09, float(on[1]) + 0.15, float(on[2])])
        inward = np.array([-outward(side) * 1.0, 0.0, 0.1])
        body.reach(side, wrist, np.array([outward(side), 0.1, 0.2]), inward, pronation=80.0)
    return body.placed_on_floor(None, floor)


def prone_on_forearms(figure: Figure, trunk: float = 78.0, pelvis: float = 88.0) -> Placed:
    """Lying on the belly, propped on the forearms.

    Args:
        figure: The person.
        trunk: Trunk lean; 90 = flat.
        pelvis: Pitch of the pelvis.
    """
    body = Posture(figure)
    body.lift_chest(trunk, pelvis=pelvis, head=trunk - 22.0)
    for side in SIDES:
        body.set_leg(side, -85.0, -86.0, foot=154.0, abduction=4.0)
    floor = body.lowest([bone(n, s) for n in ("upperleg01", "upperleg02") for s in SIDES])
    for side in SIDES:
        shoulder = body.joints.joint("shoulder", side)
        fore = figure.skeleton.length("lowerarm01.L", "wrist.L")
        wrist = np.array([shoulder[0] * 0.9, floor + 0.06, shoulder[2] + 0.9 * fore])
        body.reach(side, wrist, np.array([outward(side) * 0.4, -1.0, -0.3]), _FORWARD, 90.0)
    placed = body.placed_on_floor(None, floor)
    return placed.moved(np.array([0.0, 0.0, -float(placed.joint("hip", "left")[2])]))


def press_up(figure: Figure, trunk: float = 63.0, head: float = 30.0, rise: float = 0.0) -> Placed:
    """Prone press-up, the palms on the floor.

    Args:
        figure: The person.
        trunk: Trunk lean; 90 = flat.
        head: Pitch of the head.
        rise: How far the hips are lifted, degrees that the thighs slope up towards them.
    """
    body = Posture(figure)
    body.lift_chest(trunk, pelvis=90.0 - rise, head=head)
    for side in SIDES:
        body.set_leg(side, -85.0 + rise, -86.0, foot=154.0, abduction=4.0)
    names = ("upperleg01", "upperleg02") if rise < 3.0 else ("lowerleg01",)
    floor = body.lowest([bone(n, s) for n in names for s in SIDES])
    skeleton = figure.skeleton
    length = skeleton.length("upperarm01.L", "upperleg01.L")
    for side in SIDES:
        hip, shoulder = body.joints.joint("hip", side), body.joints.joint("shoulder", side)
        x = float(shoulder[0]) + outward(side) * 0.06
        wrist = np.array([x, floor + 0.07, float(hip[2]) + 0.62 * length])
        body.reach(side, wrist, np.array([outward(side) * 0.45, 0.6, -1.0]), _FORWARD, 90.0)
    placed = body.placed_on_floor(None, floor)
    return placed.moved(np.array([0.0, 0.0, -float(placed.joint("hip", "left")[2])]))
