"""Builds a posture limb by limb, every segment turned to an exact angle.

All segment pitches are rotations in the sagittal (y-z) plane. Inside this package a limb's pitch
is 0 hanging down, 90 forward, -90 backward; the trunk's is 0 upright, 90 face down, -90 face up.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np

from benchmarks.render.rotations import (
    Array,
    limb_angles,
    limb_rotation,
    minimal_rotation,
    rot_x,
    rot_y,
    sagittal_pitch,
    two_bone_elbow,
    two_bone_pitches,
    wrap,
)
from benchmarks.render.skeleton import SIDES, Figure, Placed, Side, bone, outward

Spread = Literal["lumbar", "whole"]

_SPINE_SHARES: dict[Spread, dict[str, float]] = {
    "lumbar": {"spine05": 0.15, "spine04": 0.5, "spine03": 0.85, "spine02": 1, "spine01": 1},
    "whole": {"spine05": 0.12, "spine04": 0.32, "spine03": 0.52, "spine02": 0.76, "spine01": 1},
}
"""Share of the turn from pelvis to chest that each bone has made."""
_NECK_SHARES = {"neck01": 0.25, "neck02": 0.5, "neck03": 0.75, "head": 1.0}
_DOWN = np.array([0.0, -1.0, 0.0])
LEG_ABDUCTION = 1.15
"""Natural outward slant of thigh and shank seen from the front."""


class Posture:
    """A posture in the making. The root stays at the origin until `placed_on_floor`."""

    def __init__(self, figure: Figure) -> None:
        """Starts from the rest pose."""
        self.figure = figure
        self._rotations: dict[str, Array] = {}
        heads, tips = figure.skeleton.heads, figure.skeleton.hand_tips
        self._hang: dict[str, Array] = {}
        for side in SIDES:
            ends = {
                "upperleg01": heads[bone("lowerleg01", side)],
                "lowerleg01": heads[bone("foot", side)],
                "upperarm01": heads[bone("lowerarm01", side)],
                "lowerarm01": heads[bone("wrist", side)],
                "wrist": tips[bone("wrist", side)],
            }
            for name, end in ends.items():
                full = bone(name, side)
                self._hang[full] = minimal_rotation(end - heads[full], _DOWN)

    @property
    def joints(self) -> Placed:
        """The posture so far, root at the origin."""
        return self.figure.skeleton.place(self._rotations)

    # ------------------------------------------------------------------ trunk

    def bend_spine(
        self, chest: float, tilt: float = 0.0, head: float | None = None, spread: Spread = "lumbar"
    ) -> None:
        """Turns pelvis, spine, neck and head.

        Args:
            chest: Pitch of the rib cage.
            tilt: Pelvis against the rib cage; positive = anterior.
            head: Pitch of the head; by default the chest's.
            spread: Where the spine bends: the low back alone, or its whole length.
        """
        pelvis = chest + tilt
        self._rotations["root"] = rot_x(pelvis)
        for name, share in _SPINE_SHARES[spread].items():
            self._rotations[name] = rot_x(pelvis + share * (chest - pelvis))
        turn = 0.0 if head is None else head - chest
        for name, share in _NECK_SHARES.items():
            self._rotations[name] = rot_x(chest + share * turn)

    def lean(self, trunk: float, tilt: float = 0.0, head: float | None = None) -> None:
        """Bends the spine so that the line from hips to shoulders has exactly this pitch."""
        self.bend_spine(0.0, tilt, head)
        self.bend_spine(trunk - self.trunk_pitch(), tilt, head)

    def lift_chest(self, trunk: float, pelvis: float, head: float) -> None:
        """Arches the whole spine over a pelvis of fixed pitch until the trunk line is `trunk`."""
        chest = trunk
        for _ in range(20):
            self.bend_spine(chest, pelvis - chest, head, "whole")
            chest += 1.3 * (trunk - self.trunk_pitch())

    def trunk_pitch(self) -> float:
        """Pitch of the line from the middle of the hips to the middle of the shoulders."""
        joints = self.joints
        line = sum(joints.joint("shoulder", s) - joints.joint("hip", s) for s in SIDES)
        return wrap(180.0 - sagittal_pitch(np.asarray(line)))

    def thigh_for_hip(self, hip: float) -> float:
        """Pitch of the thigh that makes the trunk-thigh angle `hip` with the present trunk."""
        return 180.0 - hip - self.trunk_pitch()

    # ------------------------------------------------------------------- legs

    def set_leg(
        self,
        side: Side,
        thigh: float,
        shank: float,
        foot: float | None = None,
        abduction: float = LEG_ABDUCTION,
    ) -> None:
        """Turns a leg to the pitches of thigh and shank.

        Args:
            side: Which leg.
            thigh: Pitch of the thigh.
            shank: Pitch of the shank.
            foot: Pitch of the foot: 0 = sole flat, positive = toes down; by default at a right
                angle to the shank.
            abduction: Outward slant of the whole leg.
        """
        slant = outward(side) * abduction
        for segment, pitch in (("upperleg", thigh), ("lowerleg", shank)):
            turn = limb_rotation(pitch, slant) @ self._hang[bone(f"{segment}01", side)]
            self._rotations[bone(f"{segment}01", side)] = turn
            self._rotations[bone(f"{segment}02", side)] = turn
        self._rotations[bone("foot", side)] = rot_x(-shank if foot is None else foot)

    def step_to(
        self, side: Side, ankle: tuple[float, float], abduction: float = LEG_ABDUCTION
    ) -> None:
        """Puts a foot flat so that its ankle is at (z, y) in the root's frame, knee forward."""
        hip = self.joints.joint("hip", side)
        shrink = float(np.cos(np.radians(abduction)))
        skeleton = self.figure.skeleton
        pitches = two_bone_pitches(
            skeleton.length("upperleg01.L", "lowerleg01.L") * shrink,
            skeleton.length("lowerleg01.L", "foot.L") * shrink,
            (ankle[0] - hip[2], ankle[1] - hip[1]),
        )
        self.set_leg(side, *pitches, foot=0.0, abduction=abduction)

    # ------------------------------------------------------------------- arms

    def set_arm(
        self, side: Side, upper: Array, fore: Array, hand: Array, pronation: float = 0.0
    ) -> None:
        """Turns an arm by the directions of its segments.

        Args:
            side: Which arm.
            upper: Direction of the upper arm, shape (3,).
            fore: Direction of the forearm.
            hand: Direction of the hand.
            pronation: Turn of the palm, 0 = towards the body when the arm hangs, 90 = backward.
        """
        twists = {
            "upperarm01": (upper, 0.0, "upperarm01"),
            "upperarm02": (upper, 0.0, "upperarm01"),
            "lowerarm01": (fore, 0.25, "lowerarm01"),
            "lowerarm02": (fore, 0.75, "lowerarm01"),
            "wrist": (hand, 1.0, "wrist"),
        }
        for name, (direction, share, hang) in twists.items():
            pitch, slant = limb_angles(direction)
            twist = rot_y(-outward(side) * pronation * share)
            turn = limb_rotation(pitch, slant) @ twist @ self._hang[bone(hang, side)]
            self._rotations[bone(name, side)] = turn

    def swing_arm(
        self,
        side: Side,
        upper: float,
        fore: float,
        abduction: float = 6.0,
        pronation: float = 0.0,
    ) -> None:
        """Turns an arm to the pitches of upper arm and forearm."""
        slant = outward(side) * abduction
        directions = [limb_rotation(pitch, slant) @ _DOWN for pitch in (upper, fore)]
        self.set_arm(side, directions[0], directions[1], directions[1], pronation)

    def reach(
        self, side: Side, wrist: Array, pole: Array, hand: Array | None = None, pronation: float = 0
    ) -> None:
        """Puts a wrist at a point, the elbow turned towards `pole`.

        Args:
            side: Which arm.
            wrist: Wanted position in the root's frame, shape (3,); out of reach = as near as can.
            pole: Direction in which the elbow points, shape (3,).
            hand: Direction of the hand; by default the forearm's.
            pronation: Turn of the palm, see `set_arm`.
        """
        shoulder = self.joints.joint("shoulder", side)
        skeleton = self.figure.skeleton
        upper = skeleton.length("upperarm01.L", "lowerarm01.L")
        fore = skeleton.length("lowerarm01.L", "wrist.L")
        elbow = two_bone_elbow(shoulder, wrist, (upper, fore), pole)
        forearm = wrist - elbow
        direction = forearm if hand is None else hand
        self.set_arm(side, elbow - shoulder, forearm, direction, pronation)

    # ------------------------------------------------------------------ floor

    def lowest(self, bones: Sequence[str]) -> float:
        """Height of the lowest point that the bones carry, in the root's frame."""
        return float(self.figure.surface(self.joints, bones)[:, 1].min())

    def placed_on_floor(self, anchor: str | None = None, floor: float | None = None) -> Placed:
        """The finished posture, standing on height 0.

        Args:
            anchor: Bone whose head is moved to z = 0; by default the root stays there.
            floor: Height of the floor in the root's frame; by default the body's lowest point.
        """
        joints = self.joints
        if floor is None:
            floor = float(self.figure.surface(joints)[:, 1].min())
        forward = 0.0 if anchor is None else -float(joints.positions[anchor][2])
        return joints.moved(np.array([0.0, -floor, forward]))
