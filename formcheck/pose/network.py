"""Small multilayer perceptrons with tanh units, several of which answer together."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Weights = NDArray[np.float32]
"""Single precision: it changes no angle by a thousandth of a degree, and costs a third."""

Layers = tuple[tuple[Weights, Weights], ...]
"""Weights and biases of all M members, of shape (M, in, out) and (M, 1, out)."""


def forward(features: Array, layers: Layers) -> Array:
    """Return the mean of the members' answers.

    Args:
        features: One row for each question, shape (n, F).
        layers: The members.

    Returns:
        Shape (n, O).
    """
    # Vector by matrix, for each row and member: with one or two rows that is three times as fast
    # as a product of matrices.
    x = features[:, None, None].astype(np.float32)
    for weights, biases in layers[:-1]:
        x = np.tanh(x @ weights + biases)
    weights, biases = layers[-1]
    answers = (x @ weights + biases).sum(axis=(1, 2)) / len(weights)
    return np.asarray(answers, dtype=np.float64)
