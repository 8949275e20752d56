"""From poses in time to measurements: the direction held, the start pose remembered."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable
from typing import Final

from formcheck.codes.measure import ReasonCode
from formcheck.measure.joints.angles import angles, nobody, roles
from formcheck.measure.joints.apply_correction import corrected
from formcheck.measure.joints.correction import Correction
from formcheck.measure.joints.disagreement import widened
from formcheck.measure.joints.refusal_causes import with_causes
from formcheck.measure.model.error_table import sigma
from formcheck.measure.model.geometry import trunk_line
from formcheck.measure.model.measurement import Legs, Measurement, Measurements
from formcheck.measure.model.outline_model import Outline
from formcheck.measure.model.registry import REGISTRY
from formcheck.measure.pelvis.baseline import NO_NEUTRAL
from formcheck.measure.pelvis.outline import read_outline
from formcheck.measure.posture.posture import posture
from formcheck.measure.view.facing import FacingTracker, facing_vote
from formcheck.measure.view.level import levelled
from formcheck.measure.view.missing_joints import MissingJoints
from formcheck.measure.view.view import see, yaw
from formcheck.message import Message
from formcheck.pose.pose import Pose

NOBODY: Final = Message(ReasonCode.NOBODY)


class Measurer:
    """Measures one person in one stream of poses, in rising time.

    What depends on earlier frames is kept here: the direction that the person faces, and the
    height of the hips while they lay flat.

    Args:
        correction: The learned correction, or None for plain geometry alone.
        shift_angles: Whether it is added to the plain angles.
        learned_yaw: Whether its yaw takes the place of the plain one.
    """

    def __init__(
        self,
        correction: Correction | None = None,
        *,
        shift_angles: bool = True,
        learned_yaw: bool = True,
    ) -> None:
        self._correction = correction
        self._shift_angles = shift_angles
        self._learned_yaw = learned_yaw
        self._facing = FacingTracker()
        self._flat = FlatStart()

    def prime(self, poses: Iterable[Pose | None], times_s: Iterable[float]) -> None:
        """Decide the direction at the start from the whole beginning of a recorded clip.

        Args:
            poses: Every pose of the clip, or None where nobody was seen.
            times_s: Their times, rising.
        """
        votes = [
            (facing_vote(pose), time_s) for pose, time_s in zip(poses, times_s, strict=True) if pose
        ]
        self._facing.prime([vote for vote, _ in votes], [time_s for _, time_s in votes])

    def update(
        self,
        pose: Pose | None,
        index: int,
        time_s: float,
        outline: Outline | None = None,
        roll_deg: float = 0.0,
    ) -> Measurements:
        """Return everything that can be measured in one frame without knowing the person.

        What needs the person's own neutral is added by `with_baseline`.

        Args:
            pose: The person, or None where nobody was seen.
            index: Number of the frame.
            time_s: Its time in seconds, above that of the frame before.
            outline: What was read of the silhouette earlier, where the pose no longer carries it.
            roll_deg: The camera's roll, degrees; see `view.level`.
        """
        if pose is None:
            return Measurements(index, time_s, False, None, Legs(), nobody(NOBODY))
        pictured, pose = pose, levelled(pose, roll_deg)
        vote = facing_vote(pose)
        sign = self._facing.update(vote, time_s)
        correction = self._correction if sign else None
        # What was learned from one engine's landmarks is asked about those alone.
        first = pose.seen_by(0)
        reading = None if correction is None else correction.read(first, sign)
        turned = reading.turned(yaw(pose)) if reading and self._learned_yaw else None
        view = see(pose, sign, turned)
        plain = values = angles(pose, view)
        if pose.engines is not None:
            others = [pose.seen_by(engine) for engine in range(1, len(pose.engines))]
            plain = values = widened(plain, [angles(one, view) for one in (first, *others)])
        if reading and self._shift_angles and view.sign:
            values = corrected(plain, reading.shifts())
        values = with_causes(values, pose, view)
        rise = self._rise(pose, plain["trunk_pitch"], time_s, view.yaw_deg or 0.0)
        if rise is not None:
            values["hips_rise"] = rise
        position = posture(pose, view, values, vote)
        read = outline or read_outline(pictured.seen_by(0), view)
        values["pelvic_tilt"] = Measurement.unknown(
            NO_NEUTRAL if isinstance(read, Outline) else read
        )
        found = read if isinstance(read, Outline) else None
        # Which leg lies across needs no more than a large difference: a distance that is too unsure
        # to be shown still tells that.
        legs = roles(pose, view, plain)
        return Measurements(index, time_s, True, view, legs, values, position, found)

    def _rise(
        self, pose: Pose, trunk_pitch: Measurement, time_s: float, yaw_deg: float
    ) -> Measurement | None:
        missing = MissingJoints.of(pose)
        reason = missing.reason(REGISTRY["hips_rise"], None) if missing else None
        if reason is not None:
            return Measurement.unknown(reason)
        return self._flat.update(pose, trunk_pitch, time_s, yaw_deg)


class FlatStart:
    """Remembers how high the hips lay while the person lay flat, and measures their rise since.

    The hip landmark lies a hand's breadth above the floor, more or less for different people, so
    only the change from lying flat says whether the hips came off the floor.
    """

    FLAT_DEG: Final = 12.0
    """Angle of the trunk to the horizontal, in degrees, below which it counts as lying flat."""

    NEEDED_S: Final = 1.0
    """Time of lying flat, in seconds, that fixes the reference."""

    def __init__(self) -> None:
        self._heights: list[float] = []
        self._trunks: list[float] = []
        self._first_s: float | None = None
        self._reference: tuple[float, float] | None = None

    def update(
        self, pose: Pose, trunk_pitch: Measurement, time_s: float, yaw_deg: float
    ) -> Measurement | None:
        """Return the rise of the hips since lying flat, or None until that was seen.

        Args:
            pose: The person.
            trunk_pitch: Trunk line above the horizontal, degrees.
            time_s: Time of the frame in seconds.
            yaw_deg: Degrees off the side view.

        Returns:
            Rise above the line from knees to ankles, percent of the trunk's length when flat.
        """
        height = _hip_height(pose)
        if trunk_pitch.value is None or height is None:
            return None
        if self._reference is None:
            self._collect(pose, trunk_pitch.value, height, time_s)
            if self._reference is None:
                return None
        flat_height, flat_trunk = self._reference
        rise = 100.0 * (height - flat_height) / flat_trunk
        return Measurement.known(rise, sigma("hips_rise", yaw_deg))

    def _collect(self, pose: Pose, pitch: float, height: float, time_s: float) -> None:
        if abs(pitch) > self.FLAT_DEG:
            self._heights, self._trunks, self._first_s = [], [], None
            return
        if self._first_s is None:
            self._first_s = time_s
        self._heights.append(height)
        self._trunks.append(abs(trunk_line(pose)))
        if time_s - self._first_s >= self.NEEDED_S:
            trunk = statistics.median(self._trunks)
            if trunk > 1.0:
                self._reference = (statistics.median(self._heights), trunk)


def _hip_height(pose: Pose) -> float | None:
    """Return how far the hips are above the line from knees to ankles, pixels."""
    hip, knee, ankle = (pose.middle(joint) for joint in ("hip", "knee", "ankle"))
    run = knee.real - ankle.real
    if abs(run) < 1.0:
        return None
    slope = (knee.imag - ankle.imag) / run
    floor = knee.imag + slope * (hip.real - knee.real)
    # Feet drawn up make the line steep, and then it says nothing about the floor.
    return floor - hip.imag if abs(slope) < math.tan(math.radians(30)) else None
