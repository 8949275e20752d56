"""Which learned steps measuring takes, from the landmarks of one person to the angles.

Each step can be left out, so that `python -m benchmarks.real` can show on real people whether it
helps them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from formcheck.measure.joints.correction import load_correction
from formcheck.measure.measurer import Measurer
from formcheck.pose.pose import Pose
from formcheck.pose.sides.identity import SideKeeper, keep_sides
from formcheck.pose.sides.leg_side_classifier import Namer, load_namer


@dataclass(frozen=True, slots=True)
class MeasuringChain:
    """The learned steps between an engine's landmarks and the angles.

    The second look is not among them: it belongs to the engine, see `open_estimator`.

    Attributes:
        leg_naming: Whether the classifier of legs (`pose.sides.leg_side_classifier`) has a say in
            which leg is which. Without it the names come from the engine, the head and continuity.
        learned_yaw: Whether the yaw is the learned one; without it, that of plain geometry.
        correction: Whether the learned correction is added to the angles, which then bring its
            errors and refusals; without it, plain angles with the errors of
            `measure.model.error_table`.
    """

    leg_naming: bool = False
    learned_yaw: bool = True
    correction: bool = False

    def side_keeper(self) -> SideKeeper:
        """Return what names left and right of one person live."""
        return SideKeeper(self._namer())

    def keep_sides(
        self, poses: Sequence[Pose | None], times_s: Sequence[float]
    ) -> Iterator[Pose | None]:
        """Name left and right over one scene of a recorded clip; see `identity.keep_sides`."""
        return keep_sides(poses, times_s, self._namer())

    def measurer(self) -> Measurer:
        """Return what measures one person in one stream of poses."""
        learned = load_correction() if self.learned_yaw or self.correction else None
        return Measurer(learned, shift_angles=self.correction, learned_yaw=self.learned_yaw)

    def _namer(self) -> Namer | None:
        return load_namer() if self.leg_naming else None


SHIPPED: Final = MeasuringChain()
"""The steps that the program takes."""

PLAIN: Final = MeasuringChain(leg_naming=False, learned_yaw=False, correction=False)
"""No learned step: the engine's landmarks, continuity and geometry."""
