"""Good form and faults of every stretch, as angles of its pose function."""

from __future__ import annotations

from typing import Final

from benchmarks.render import poses
from benchmarks.stretches import lying, propped, supports, upright
from benchmarks.stretches.motion import RANGE, Fault, Motion, TiltTwice

_KNEELING = {"rear_hip": 176.0, "tilt": 0.0, "trunk": 2.0}
_LUNGE_SWAY = {"rear_hip": 0.4, "tilt": 0.3, "trunk": 0.4}

LUNGE = Motion(
    "half-kneeling-lunge",
    poses.lunge,
    {**_KNEELING, "stride": 0.70},
    {"rear_hip": 192.0, "tilt": -4.0, "trunk": 2.0, "stride": 0.70},
    role="rear",
    arc=("hip", "worked"),
    sway=_LUNGE_SWAY,
    faults=(
        Fault("arching", ("tuck",), {"rear_hip": 194.0, "tilt": 19.0}),
        Fault(
            "leaning forward",
            ("trunk-lean",),
            {"rear_hip": 189.0, "trunk": 25.0, "stride": 0.88},
            {"stride": 0.88},
        ),
        Fault("leaning back", ("trunk-lean",), {"rear_hip": 195.0, "trunk": -19.0}),
        Fault("not deep enough", ("rear-hip",), {"rear_hip": 165.0, "tilt": 0.0}),
        Fault(
            "too deep",
            ("rear-hip",),
            {"rear_hip": 214.0, "tilt": 0.0, "stride": 0.92},
            {"stride": 0.92},
        ),
        Fault("front knee folded", ("front-knee",), {"stride": 0.34}, {"stride": 0.34}),
    ),
)
REACH_BACK = Motion(
    "half-kneeling-reach-back",
    upright.reach_back,
    {"rear_hip": 176.0, "trunk": 1.0, "tilt": 0.0, "twist": 0.0, "reach": 0.0},
    # The turn draws the shoulder of the rear leg's side back, and its trunk line with it: the hip
    # joint itself is at about 190 then.
    {"rear_hip": 196.0, "trunk": -1.0, "tilt": -4.0, "twist": 24.0, "reach": 1.0},
    role="rear",
    arc=("hip", "worked"),
    sway=_LUNGE_SWAY,
    faults=(
        Fault("arching", ("tuck",), {"rear_hip": 198.0, "tilt": 19.0}),
        Fault("leaning back", ("trunk-lean",), {"trunk": -27.0}),
        Fault("leaning forward", ("trunk-lean",), {"trunk": 38.0}),
        Fault("not deep enough", ("rear-hip",), {"rear_hip": 156.0, "twist": 16.0, "tilt": 0.0}),
        Fault("not reaching", ("reach",), {"reach": -0.3, "twist": 0.0, "rear_hip": 190.0}),
    ),
)
TABLE = Motion(
    "table-stretch",
    upright.table,
    {"rear_hip": 172.0, "knee": 174.0, "tilt": 0.0, "trunk": 1.0},
    {"rear_hip": 192.0, "knee": 160.0, "tilt": -4.0, "trunk": 2.0},
    role="rear",
    arc=("hip", "worked"),
    support=supports.bench,
    sway={"rear_hip": 0.4, "trunk": 0.4},
    faults=(
        Fault("arching", ("tuck",), {"rear_hip": 194.0, "tilt": 19.0}),
        Fault("leaning forward", ("trunk-lean",), {"trunk": 26.0, "rear_hip": 189.0}),
        Fault("not deep enough", ("rear-hip",), {"rear_hip": 164.0, "tilt": 0.0}),
        Fault("standing knee folded", ("stance-knee",), {"knee": 128.0}),
    ),
)
SCORPION = Motion(
    "scorpion",
    lying.scorpion,
    {"lift": 0.0, "cross": 0.30, "arms": 90.0, "roll": 38.0},
    {"lift": 1.0, "cross": 0.30, "arms": 90.0, "roll": 38.0},
    role="crossing",
    arc=("shoulder", "worked"),
    view="high",
    faults=(
        Fault("arms not out", ("arms-out",), {"arms": 12.0}, {"arms": 12.0}),
        # A leg that does not cross at all is told from neither leg working: no fault of its own.
    ),
)
LEG_LIFT = Motion(
    "quadruped-leg-lift",
    lying.quadruped,
    {"hip": 99.0, "knee": 90.0, "trunk": 81.0, "tilt": 0.0, "hands": 0.0},
    {"hip": 185.0, "knee": 174.0, "trunk": 81.0, "tilt": 0.0, "hands": 0.0},
    role="lifted",
    arc=("hip", "worked"),
    sway={"hip": 0.6, "knee": 0.6},
    faults=(
        Fault("not lifted enough", ("lifted-hip",), {"hip": 156.0}),
        Fault("lifted too far", ("lifted-hip",), {"hip": 213.0}),
        Fault("back sagging", ("trunk-still", "lifted-hip"), {"trunk": 104.0, "tilt": 18.0}),
        Fault("knee bent", ("lifted-knee",), {"knee": 120.0}),
        Fault(
            "hands too far forward", ("wrists-under-shoulders",), {"hands": 0.24}, {"hands": 0.24}
        ),
    ),
)
ROLLER = Motion(
    "foam-roller-knee-to-chest",
    lying.knee_to_chest,
    {"hip": 188.0, "knee": 175.0, "held_hip": 186.0, "held_knee": 174.0, "slope": 6.5},
    {"hip": 188.0, "knee": 175.0, "held_hip": 48.0, "held_knee": 68.0, "slope": 6.5},
    role="straight",
    arc=("hip", "worked"),
    support=supports.roller,
    sway={"held_hip": 0.8, "hip": 0.3},
    faults=(
        Fault("straight leg lifted", ("straight-hip",), {"hip": 155.0}),
        Fault(
            "straight knee bent", ("straight-knee",), {"knee": 146.0, "hip": 178.0, "slope": 9.0}
        ),
        Fault("knee not drawn in", ("held-hip",), {"held_hip": 95.0}),
    ),
)
QUAD = Motion(
    "prone-quad-stretch",
    lying.heel_to_buttock,
    {"knee": 174.0, "hip": 178.0, "rise": 0.0, "held": 0.0},
    {"knee": 42.0, "hip": 183.0, "rise": 0.0, "held": 1.0},
    role="bent",
    arc=("knee", "worked"),
    shown_first={"knee": 105.0},
    sway={"knee": 0.6, "hip": 0.3},
    faults=(
        Fault("heel far from the buttock", ("bent-knee",), {"knee": 84.0}),
        Fault("pelvis rising", ("pelvis-down", "bent-hip"), {"rise": 16.0, "hip": 151.0}),
    ),
)
PRESS_UP = Motion(
    "prone-press-up",
    lying.press_up,
    {"trunk": 88.0, "head": 62.0, "rise": 0.0},
    {"trunk": 63.0, "head": 30.0, "rise": 0.0},
    arc=("trunk_pitch", "near"),
    near="either",
    captions=("Start", "Top"),
    repeated=True,
    faults=(
        Fault("hips lifting", ("hips-down",), {"rise": 16.0}),
        Fault("not high enough", ("trunk-slope", RANGE), {"trunk": 77.5}),
        Fault("too high", ("trunk-slope",), {"trunk": 36.0}),
    ),
)
SADDLE = Motion(
    "saddle",
    upright.saddle,
    {"trunk": 0.0, "thigh": 74.0, "shank": -88.0, "apart": 6.0},
    {"trunk": -70.0, "thigh": 74.0, "shank": -88.0, "apart": 6.0},
    arc=("hip", "near"),
    near="either",
    sway={"trunk": 0.5},
    looked_at_upright=True,
    faults=(
        Fault("leaning back too little", ("hip",), {"trunk": -32.0}),
        Fault("knees lifting", ("knees-down",), {"thigh": 98.0, "shank": -52.0, "trunk": -86.0}),
        Fault("knees wide", ("knees-together",), {"apart": 34.0}, {"apart": 34.0}, view="front"),
    ),
)
FIGURE_FOUR = Motion(
    "figure-four",
    lying.figure_four,
    {"thigh": 118.0, "lift": 0.0},
    {"thigh": 82.0, "lift": 0.0},
    role="crossed",
    arc=("hip", "other"),
    near="other",
    sway={"thigh": 0.6},
    faults=(
        Fault("thigh not drawn in", ("thigh-drawn-in",), {"thigh": 122.0}),
        Fault("pelvis lifting", ("pelvis-flat",), {"lift": 26.0}),
    ),
)
POSTURE = Motion(
    "standing-posture",
    upright.standing,
    {"trunk": 0.0, "hip": 180.0, "knee": 178.0},
    {"trunk": 0.0, "hip": 180.0, "knee": 178.0},
    arc=("hip", "near"),
    near="either",
    captions=("Turn side-on", "Stand at ease"),
    first_turn=62.0,
    sway={"trunk": 0.4, "hip": 0.3},
)
TILT = Motion(
    "standing-pelvic-tilt",
    upright.tucking,
    {"tilt": 0.0, "trunk": 0.0, "knee": 172.0},
    {"tilt": -13.0, "trunk": 0.0, "knee": 172.0},
    near="either",
    shown_first={"tilt": 22.0},
    shown_last={"tilt": -17.0},
    person=0,
    captions=("Tip forward", "Tuck and hold"),
    sway={"tilt": 0.3, "trunk": 0.3},
    faults=(
        Fault("arching instead", ("tuck",), {"tilt": 15.0}),
        Fault("knees bending", ("knees-still",), {"knee": 142.0}),
        Fault("leaning back", ("trunk-still",), {"trunk": -18.0}),
    ),
)
GLUTE_BRIDGE = Motion(
    "glute-bridge",
    lying.bridge,
    {"hip": 132.0, "feet": 1.06},
    {"hip": 179.0, "feet": 1.06},
    arc=("hip", "near"),
    near="either",
    captions=("Start", "Top"),
    repeated=True,
    faults=(
        Fault("hips not high enough", ("top-hip", RANGE), {"hip": 156.0}),
        Fault("arching", ("top-hip", "arching"), {"hip": 205.0}),
        Fault("feet too far out", ("knee",), {"feet": 1.32}, {"feet": 1.32, "hip": 139.0}),
    ),
)
SQUAT = Motion(
    "squat",
    upright.squat_caving,
    {"knee": 176.0, "shin": -1.0, "trunk": 1.0},
    {"knee": 86.0, "shin": -30.0, "trunk": 34.0},
    arc=("knee", "near"),
    near="either",
    captions=("Start", "Lowest point"),
    repeated=True,
    faults=(
        Fault("chest dropping", ("trunk-and-shin", "bottom-hip"), {"trunk": 62.0, "shin": -24.0}),
        Fault("too deep", ("bottom-knee",), {"knee": 40.0, "shin": -42.0, "trunk": 40.0}),
        Fault("knees caving", ("knees-caving",), {"cave": 16.0}, {"cave": 0.0}, view="front"),
    ),
)
DEADLIFT = Motion(
    "deadlift",
    upright.hinge,
    {"hip": 179.0, "knee": 176.0, "shin": 0.0},
    {"hip": 92.0, "knee": 155.0, "shin": -2.0},
    arc=("hip", "near"),
    near="either",
    captions=("Start", "Lowest point"),
    repeated=True,
    faults=(
        Fault("leaning back at lock-out", ("leaning-back", "lock-out"), {}, {"hip": 207.0}),
        Fault("hinging too little", ("bottom-hip", RANGE), {"hip": 134.0, "knee": 164.0}),
    ),
)
HAMSTRING_BRIDGE = Motion(
    "hamstring-bridge",
    lying.bridge,
    {"hip": 143.0, "feet": 1.34},
    {"hip": 174.0, "feet": 1.34},
    arc=("knee", "near"),
    near="either",
    captions=("Start", "Top"),
    repeated=True,
    faults=(
        Fault("feet too near", ("knee",), {"feet": 1.0}, {"feet": 1.0, "hip": 122.0}),
        Fault("hips not high enough", ("top-hip", RANGE), {"hip": 161.0}),
        Fault("arching", ("top-hip",), {"hip": 202.0}),
    ),
)
BALL_BACK = Motion(
    "ball-release-back",
    lying.supine_rest,
    {"hip": 128.0, "lift": 0.0, "hands": 0.35},
    {"hip": 132.0, "lift": 4.0, "hands": 0.35},
    support=supports.ball_under_back,
    captions=("Lie down over the ball", "Let your weight sink"),
    near="either",
)
LYING_TILT = Motion(
    "lying-pelvic-tilt",
    lying.supine_rest,
    {"hip": 128.0, "hands": 0.45},
    {"hip": 130.0, "hands": 0.45},
    captions=("Lie down", "Rock slowly"),
    near="either",
)
BALL_PSOAS = Motion(
    "ball-release-psoas",
    lying.prone_on_forearms,
    {"trunk": 76.0, "pelvis": 86.0},
    {"trunk": 84.0, "pelvis": 88.0},
    support=supports.ball_under_front,
    captions=("Lie down over the ball", "Let your weight sink"),
    near="either",
)
BREATHING = Motion(
    "breathing",
    lying.supine_rest,
    {"hip": 178.0, "hands": 0.1},
    {"hip": 128.0, "hands": 0.45},
    captions=("Lie down", "Breathe slowly"),
    near="either",
)
THOMAS = Motion(
    "thomas-test",
    propped.edge_of_bed,
    {"hip": 128.0, "knee": 84.0, "held_hip": 52.0, "held_knee": 62.0, "tilt": 0.0},
    {"hip": 188.0, "knee": 102.0, "held_hip": 48.0, "held_knee": 62.0, "tilt": -2.0},
    role="hanging",
    arc=("hip", "worked"),
    support=propped.bed,
    captions=("Hug one knee", "Let the other leg hang"),
)
PRONE_EXTENSION = Motion(
    "prone-extension-test",
    lying.heel_to_buttock,
    {"knee": 174.0, "hip": 178.0, "rise": 0.0, "held": 0.0},
    {"knee": 174.0, "hip": 192.0, "rise": 0.0, "held": 0.0},
    role="bent",
    arc=("hip", "worked"),
    captions=("Lie flat", "Lift one leg"),
)
DEPTH = Motion(
    "half-kneeling-depth-test",
    poses.lunge,
    {**_KNEELING, "tilt": -6.0, "stride": 0.70},
    {"rear_hip": 187.0, "tilt": -6.0, "trunk": 2.0, "stride": 0.70},
    role="rear",
    arc=("hip", "worked"),
    captions=("Kneel tall, tucked", "While the tuck lasts"),
)
CALIBRATION = TiltTwice(
    "calibration",
    upright.standing,
    {"tilt": 0.0, "trunk": 0.0},
    {"tilt": 0.0, "trunk": 0.0},
    near="either",
    sway={"trunk": 0.3},
)
"""What somebody does for a profile; no stretch."""

MOTIONS: Final = {
    motion.stretch: motion
    for motion in (
        LUNGE, REACH_BACK, TABLE, SCORPION, LEG_LIFT, ROLLER, QUAD, PRESS_UP, SADDLE, FIGURE_FOUR,
        POSTURE, TILT, GLUTE_BRIDGE, SQUAT, DEADLIFT, HAMSTRING_BRIDGE, BALL_BACK, BALL_PSOAS,
        BREATHING, LYING_TILT, THOMAS, PRONE_EXTENSION, DEPTH,
    )
}  # fmt: skip
"""Every stretch, release and exercise, by id."""
