"""One check in every frame of a recording, as columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from formcheck.message import Message

Numbers: TypeAlias = npt.NDArray[Any]
"""One number a frame."""


@dataclass(frozen=True, slots=True, eq=False)
class CheckColumns:
    """The results of one check, frame by frame; what is not known is nan.

    Attributes:
        verdict: Number of the verdict in `VERDICTS`.
        value: The value, on the band's turn of the circle.
        sigma: Standard deviation of its error.
        below: Whether it lies below its band.
        further: How much further than at their own start the person is.
        reached: Whether the goal was reached: 1, 0, or nan where there is none.
        name: Which of `names` was measured, or -1 without a value.
        names: Names of measurements without their side.
        reason: Which of `reasons` there was for no value, or -1.
        reasons: Why nothing could be told.
    """

    verdict: Numbers
    value: Numbers
    sigma: Numbers
    below: Numbers
    further: Numbers
    reached: Numbers
    name: Numbers
    names: tuple[str, ...]
    reason: Numbers
    reasons: tuple[Message, ...]

    @property
    def known(self) -> Numbers:
        """Return where there is a value."""
        return ~np.isnan(self.value)
