"""A small network that says a correction, its error, and whether it knows such an input."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from formcheck.pose.network import Layers, forward

Array = NDArray[np.float64]

UNFAMILIAR: Final = (4.0, 7.0)
"""Standard deviations from the training set's mean, of the most unusual feature, at which the
correction begins to fade, and at which it is gone."""

SIGMA_UNIT: Final = 10.0
"""Scale of the network's output for sigma, in degrees."""


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """A mean of small multilayer perceptrons with tanh units.

    Several networks side by side have an axis of networks in front of every shape.

    Attributes:
        mean: Mean of each feature in the training set, shape (F,).
        scale: Its standard deviation, shape (F,).
        members: The members that answer together.
        sigma: The network for the error that is left, with members of its own.
        sigma_scale: Factor by which its output becomes a standard deviation, shape (O,).
    """

    mean: Array
    scale: Array
    members: Layers
    sigma: Layers
    sigma_scale: Array

    def __call__(self, features: Array) -> tuple[Array, Array, Array]:
        """Return corrections, their sigmas, and how familiar the input is.

        Args:
            features: One row for each question, shape (n, F).

        Returns:
            Degrees to add and their sigmas, each of shape (n, O), and shape (n,): 1 within the
            training set, falling to 0 far away from it.
        """
        x = (features - self.mean) / self.scale
        start, end = UNFAMILIAR
        # On so few numbers `np.clip` costs ten times as much.
        x = np.minimum(np.maximum(x, -end), end)
        familiar = np.minimum((end - np.abs(x).max(axis=-1)) / (end - start), 1.0)
        spread = SIGMA_UNIT * (np.logaddexp(0.0, forward(x, self.sigma)) + 0.05)
        return forward(x, self.members), spread * self.sigma_scale, familiar
