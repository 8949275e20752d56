"""A posture with the small asymmetries of real people: twist, side bend, legs turned out."""

from __future__ import annotations

import numpy as np

from benchmarks.render.posture import LEG_ABDUCTION, Posture, Spread
from benchmarks.render.rotations import (
    Array,
    limb_angles,
    limb_rotation,
    rot_x,
    rot_y,
    rot_z,
    two_bone_elbow,
)
from benchmarks.render.skeleton import SIDES, Figure, Side, bone, outward

_LOWER = {"spine05": 0.15, "spine04": 0.5, "spine03": 0.85, "spine02": 1.0, "spine01": 1.0}
_WHOLE = {"spine05": 0.12, "spine04": 0.32, "spine03": 0.52, "spine02": 0.76, "spine01": 1.0}
_NECK = {"neck01": 0.25, "neck02": 0.5, "neck03": 0.75, "head": 1.0}
_FORWARD = np.array([0.0, 0.0, 1.0])


class FreePosture(Posture):
    """A `Posture` that is not purely sagittal.

    Attributes:
        random: Source of chance.
    """

    def __init__(self, figure: Figure, random: np.random.Generator, amount: float = 1.0) -> None:
        """Draws the asymmetries.

        Args:
            figure: The person.
            random: Source of chance.
            amount: Scale of all asymmetries; 1 = standard deviations of 2 to 5 degrees.
        """
        super().__init__(figure)
        self.random = random
        draw = amount * random.normal(0, 1, 12)
        self._hip_turn, self._hip_drop = 3.0 * draw[0], 2.0 * draw[1]
        self._chest_turn, self._chest_drop = 4.5 * draw[2], 3.0 * draw[3]
        self._head_turn = 10.0 * draw[4]
        self._thigh_out = dict(zip(SIDES, 2.5 * draw[5:7], strict=True))
        self._shank_out = dict(zip(SIDES, 4.0 * draw[7:9], strict=True))
        self._toes_out = dict(zip(SIDES, 6.0 + 7.0 * draw[9:11], strict=True))

    def twist(self, chest: float) -> None:
        """Turns the chest further about the trunk's long axis, before the spine is bent."""
        self._chest_turn += chest

    def roll_hips(self, degrees: float) -> None:
        """Turns the pelvis further about the trunk's long axis, before the spine is bent."""
        self._hip_turn += degrees

    def bend_spine(
        self, chest: float, tilt: float = 0.0, head: float | None = None, spread: Spread = "lumbar"
    ) -> None:
        """Turns pelvis, spine, neck and head; see `Posture.bend_spine`."""
        pelvis = chest + tilt
        self._rotations["root"] = self._segment(pelvis, 0.0)
        for name, share in (_LOWER if spread == "lumbar" else _WHOLE).items():
            self._rotations[name] = self._segment(pelvis + share * (chest - pelvis), share)
        nod = 0.0 if head is None else head - chest
        upper = rot_y(self._chest_turn) @ rot_z(self._chest_drop)
        for name, share in _NECK.items():
            turned = upper @ rot_y(share * self._head_turn)
            self._rotations[name] = rot_x(chest + share * nod) @ turned

    def _segment(self, pitch: float, share: float) -> Array:
        turn = self._hip_turn + share * (self._chest_turn - self._hip_turn)
        drop = self._hip_drop + share * (self._chest_drop - self._hip_drop)
        turned: Array = rot_x(pitch) @ rot_y(turn) @ rot_z(drop)
        return turned

    def set_leg(
        self,
        side: Side,
        thigh: float,
        shank: float,
        foot: float | None = None,
        abduction: float = LEG_ABDUCTION,
    ) -> None:
        """Turns a leg to the pitches of thigh and shank; see `Posture.set_leg`."""
        slants = (abduction + self._thigh_out[side], abduction + self._shank_out[side])
        self.turn_leg(side, (thigh, slants[0]), (shank, slants[1]), foot)

    def turn_leg(
        self,
        side: Side,
        thigh: tuple[float, float],
        shank: tuple[float, float],
        foot: float | None = None,
    ) -> None:
        """Turns a leg by pitch and outward slant of each segment."""
        for segment, (pitch, slant) in (("upperleg", thigh), ("lowerleg", shank)):
            full = bone(f"{segment}01", side)
            turn = limb_rotation(pitch, outward(side) * slant) @ self._hang[full]
            self._rotations[full] = turn
            self._rotations[bone(f"{segment}02", side)] = turn
        pitch = -shank[0] if foot is None else foot
        out = outward(side) * self._toes_out[side]
        self._rotations[bone("foot", side)] = rot_x(pitch) @ rot_y(out)

    def reach_leg(self, side: Side, ankle: Array, pole: Array, foot: float | None = None) -> None:
        """Puts an ankle at a point in the root's frame, the knee turned towards `pole`."""
        hip = self.joints.joint("hip", side)
        skeleton = self.figure.skeleton
        upper = skeleton.length("upperleg01.L", "lowerleg01.L")
        lower = skeleton.length("lowerleg01.L", "foot.L")
        knee = two_bone_elbow(hip, ankle, (upper, lower), pole)
        thigh, shank = limb_angles(knee - hip), limb_angles(ankle - knee)
        sign = outward(side)
        self.turn_leg(side, (thigh[0], sign * thigh[1]), (shank[0], sign * shank[1]), foot)

    # ------------------------------------------------------------------- arms

    def hang_arms(self) -> None:
        """Arms hang, more or less bent."""
        for side in SIDES:
            swing = self.random.normal(4, 9)
            bend = abs(self.random.normal(12, 14))
            slant = float(self.random.uniform(6, 18))
            self.swing_arm(side, swing, swing + bend, abduction=slant)

    def raise_arms(self, low: float, high: float) -> None:
        """Arms held at a pitch against the trunk between `low` and `high`."""
        base = self.random.uniform(low, high) - self.trunk_pitch()
        for side in SIDES:
            pitch = base + self.random.normal(0, 5)
            bend = abs(self.random.normal(8, 12))
            slant = float(self.random.uniform(0, 12))
            self.swing_arm(side, pitch, pitch + bend, abduction=slant, pronation=60.0)

    def hands_on_hips(self) -> None:
        """Hands on the hip bones, elbows out."""
        for side in SIDES:
            offset = self._rotations["root"] @ np.array([0.10 * outward(side), 0.12, 0.05])
            wrist = self.joints.joint("hip", side) + offset
            self.reach(side, wrist, np.array([outward(side) * 1.0, -0.1, -0.6]))

    def hands_at_chest(self) -> None:
        """Hands together before the chest."""
        for side in SIDES:
            local = np.array([0.03 * outward(side), -0.02, 0.22])
            middle = (
                self.joints.joint("shoulder", "left") + self.joints.joint("shoulder", "right")
            ) / 2
            wrist = middle + self._rotations["spine01"] @ (local + np.array([0, -0.15, 0.0]))
            self.reach(side, wrist, np.array([outward(side) * 0.8, -1.0, 0.0]))

    def hands_on_knee(self, leg: Side) -> None:
        """Both hands on the thigh or knee of one leg."""
        hip, knee = self.joints.joint("hip", leg), self.joints.joint("knee", leg)
        along = (knee - hip) / np.linalg.norm(knee - hip)
        above = np.array([0.0, along[2], -along[1]])
        for side in SIDES:
            share = self.random.uniform(0.45, 0.9)
            wrist = hip + share * (knee - hip) + 0.10 * above
            wrist[0] += outward(side) * (0.02 if side == leg else -0.0)
            pole = np.array([outward(side) * 1.2, -0.2, -0.6])
            self.reach(side, wrist, pole, along - 0.1 * above, pronation=80.0)

    def hands_on_floor(self, floor: float, ahead: float, out: float = 0.0) -> None:
        """Palms on the floor, `ahead` metres before the shoulders."""
        for side in SIDES:
            shoulder = self.joints.joint("shoulder", side)
            step = self.random.normal(0, 0.025, 2)
            x = shoulder[0] + outward(side) * (out + step[0])
            wrist = np.array([x, floor + 0.06, shoulder[2] + ahead + step[1]])
            pole = np.array([outward(side) * 0.4, -0.1, -1.0])
            self.reach(side, wrist, pole, _FORWARD, pronation=90.0)
