"""Good form and faults of the versions of stretches (`ID:VERSION`), as angles of their poses.

Each has at least one fault that its own targets name: somebody in an easier version must neither be
asked for more than it nor be let alone with what is wrong in it as well.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from benchmarks.stretches import catalogue as usual
from benchmarks.stretches import propped
from benchmarks.stretches.motion import RANGE, Angles, Fault, Motion

_ARCHED: Final = Fault("arching", ("tuck",), {"tilt": 19.0})


def _version(base: Motion, name: str, end: Angles, *faults: Fault) -> Motion:
    """The motion of a version: the usual one as far as nothing else is said."""
    return replace(
        base, stretch=f"{base.stretch}:{name}", end={**base.end, **end}, faults=tuple(faults)
    )


def _kneeling() -> tuple[Motion, ...]:
    tall = {"rear_hip": 178.0, "tilt": -6.0}
    leaning = Fault("leaning forward", ("trunk-lean",), {"trunk": 27.0, "stride": 0.88},
                    {"stride": 0.88})  # fmt: skip
    lunge = _version(usual.LUNGE, "tuck-alone", tall, _ARCHED, leaning)
    reach = replace(
        _version(usual.LUNGE, "no-reach", {**tall, "rear_hip": 182.0},
                 Fault("leaning back", ("trunk-lean",), {"trunk": -27.0, "rear_hip": 195.0}),
                 _ARCHED),
        stretch="half-kneeling-reach-back:no-reach",
    )  # fmt: skip
    table = _version(
        usual.TABLE, "tuck-alone", {"rear_hip": 178.0, "knee": 174.0, "tilt": -6.0},
        Fault("leaning forward", ("trunk-lean",), {"trunk": 26.0, "rear_hip": 178.0}), _ARCHED,
    )  # fmt: skip
    small = _version(
        usual.TILT, "small", {"tilt": -9.0},
        Fault("knees bending", ("knees-still",), {"knee": 142.0}),
        Fault("arching instead", ("tuck",), {"tilt": 15.0}),
    )  # fmt: skip
    by_feel = _version(
        usual.TILT, "by-feel", {"tilt": -9.0},
        Fault("leaning back", ("trunk-still",), {"trunk": -18.0}),
        Fault("knees bending", ("knees-still",), {"knee": 142.0}),
    )  # fmt: skip
    return lunge, reach, table, small, by_feel


def _on_the_floor() -> tuple[Motion, ...]:
    propped_leg = _version(
        usual.ROLLER, "propped", {"hip": 168.0, "knee": 158.0, "held_hip": 76.0},
        Fault("knee not drawn in", ("held-hip",), {"held_hip": 112.0}),
        Fault("straight leg lifted", ("straight-hip",), {"hip": 132.0, "knee": 165.0}),
    )  # fmt: skip
    overhead = replace(
        _version(usual.ROLLER, "overhead", {"overhead": 1.0},
                 Fault("straight leg lifted", ("straight-hip",), {"hip": 155.0})),
        start={**usual.ROLLER.start, "overhead": 0.0},
    )  # fmt: skip
    strap = _version(
        usual.QUAD, "strap", {"knee": 78.0, "hip": 180.0, "held": 0.6},
        Fault("heel far from the buttock", ("bent-knee",), {"knee": 124.0}),
        Fault("pelvis rising", ("pelvis-down", "bent-hip"), {"rise": 18.0, "hip": 142.0}),
    )  # fmt: skip
    foot_down = _version(
        usual.FIGURE_FOUR, "foot-down", {"thigh": 112.0},
        Fault("pelvis lifting", ("pelvis-flat",), {"lift": 26.0}),
    )  # fmt: skip
    not_across = _version(
        usual.SCORPION, "not-across", {"cross": 0.0, "roll": 20.0},
        Fault("arms not out", ("arms-out",), {"arms": 12.0}, {"arms": 12.0}),
    )  # fmt: skip
    toes_down = _version(
        usual.LEG_LIFT, "toes-down", {"hip": 154.0, "knee": 172.0},
        Fault("back sagging", ("trunk-still", "lifted-hip"), {"trunk": 104.0, "tilt": 18.0}),
        Fault("knee bent", ("lifted-knee",), {"knee": 108.0}),
    )  # fmt: skip
    bent_knee = _version(
        usual.LEG_LIFT, "bent-knee", {"knee": 90.0},
        Fault("not lifted enough", ("lifted-hip",), {"hip": 154.0}),
    )  # fmt: skip
    return propped_leg, overhead, strap, foot_down, not_across, toes_down, bent_knee


def _sitting_back() -> tuple[Motion, ...]:
    lifted = {"thigh": 98.0, "shank": -52.0}
    upright = _version(
        replace(usual.SADDLE, start={**usual.SADDLE.start, "trunk": 12.0}), "upright",
        {"trunk": -2.0},
        Fault("leaning back", ("hip",), {"trunk": -42.0}),
        Fault("knees lifting", ("knees-down",), {**lifted, "trunk": -24.0}),
    )  # fmt: skip
    hands = _version(
        usual.SADDLE, "hands", {"trunk": -30.0},
        Fault("too upright", ("hip",), {"trunk": 6.0}),
        Fault("knees lifting", ("knees-down",), {**lifted, "trunk": -54.0}),
    )  # fmt: skip
    elbows = _version(
        usual.SADDLE, "elbows", {"trunk": -52.0},
        Fault("too upright", ("hip",), {"trunk": -12.0}),
        Fault("knees lifting", ("knees-down",), {**lifted, "trunk": -72.0}),
    )  # fmt: skip
    return tuple(replace(m, looked_at_upright=False) for m in (upright, hands, elbows))


def _repeated() -> tuple[Motion, ...]:
    chest = Motion(
        "prone-press-up:forearms", propped.forearms,
        {"trunk": 88.0, "rise": 0.0}, {"trunk": 74.0, "rise": 0.0},
        near="either", repeated=True,
        faults=(Fault("hips lifting", ("hips-down",), {"rise": 16.0, "trunk": 72.0}),),
    )  # fmt: skip
    held = replace(
        _version(usual.PRESS_UP, "hold", {},
                 Fault("hips lifting", ("hips-down",), {"rise": 16.0}),
                 Fault("too high", ("trunk-slope",), {"trunk": 36.0})),
        repeated=False,
    )  # fmt: skip
    half_bridge = _version(
        usual.GLUTE_BRIDGE, "half", {"hip": 161.0},
        Fault("arching", ("top-hip", "arching"), {"hip": 205.0}),
        Fault("hips hardly lifted", ("top-hip", RANGE), {"hip": 146.0}),
    )  # fmt: skip
    half_hamstring = _version(
        usual.HAMSTRING_BRIDGE, "half", {"hip": 163.0},
        Fault("feet too near", ("knee",), {"feet": 1.0}, {"feet": 1.0, "hip": 122.0}),
    )  # fmt: skip
    quarter = _version(
        usual.SQUAT, "quarter", {"knee": 104.0, "shin": -24.0, "trunk": 26.0},
        Fault("chest dropping", ("trunk-and-shin", "bottom-hip"), {"trunk": 56.0, "shin": -20.0}),
        Fault("too deep", ("bottom-knee",), {"knee": 50.0, "shin": -38.0, "trunk": 38.0}),
    )  # fmt: skip
    hinge = _version(
        usual.DEADLIFT, "half", {"hip": 120.0, "knee": 164.0, "shin": 0.0},
        Fault("leaning back at lock-out", ("leaning-back", "lock-out"), {}, {"hip": 207.0}),
        Fault("hinging too little", ("bottom-hip", RANGE), {"hip": 155.0, "knee": 168.0}),
    )  # fmt: skip
    return chest, held, half_bridge, half_hamstring, quarter, hinge


def _tests() -> tuple[Motion, ...]:
    thomas = replace(
        usual.THOMAS,
        faults=(
            Fault("pelvis tipping", ("pelvis-flat",), {"tilt": 22.0}),
            Fault("knee not hugged", ("held-knee",), {"held_hip": 106.0}),
        ),
    )
    prone = replace(
        usual.PRONE_EXTENSION,
        faults=(
            Fault("hips rising", ("pelvis-down",), {"rise": 19.0}),
            Fault("knee bent", ("long-leg",), {"knee": 118.0}),
        ),
    )
    depth = replace(
        usual.DEPTH,
        faults=(
            Fault("tuck gone", ("tuck",), {"tilt": 16.0}),
            Fault("leaning forward", ("trunk-lean",), {"trunk": 27.0}),
        ),
    )
    return thomas, prone, depth


VERSIONS: Final = {
    motion.stretch: motion
    for motion in (*_kneeling(), *_on_the_floor(), *_sitting_back(), *_repeated())
}
"""Every version of every stretch, by `ID:VERSION`."""

TESTS: Final = {motion.stretch: motion for motion in _tests()}
"""The tests, with what can go wrong in them."""

PERFORMED: Final = {**usual.MOTIONS, **VERSIONS, **TESTS}
"""Everything that can be filmed, by id."""
