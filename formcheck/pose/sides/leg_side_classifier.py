"""Which leg is which in a single frame, judged from what hides what.

MediaPipe exchanges the legs in one side view in twelve, at full visibility. What it saw otherwise
often gives that away: the far leg's points are less sure, the near foot stands lower in the picture
of a camera that looks down, thighs that cross in depth are too long. A small network, trained on
rendered people (`benchmarks/naming.py`), weighs such signs. It compares the legs with the trunk,
whose two sides MediaPipe hardly ever exchanges alone.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from formcheck.pose.landmark import SIDES, Landmark, Side
from formcheck.pose.mirror import MIRROR_ORDER, MIRRORED
from formcheck.pose.network import Layers, forward
from formcheck.pose.parts import METRES_PER_TRUNK, trunk_length
from formcheck.pose.pose import Pose

Array = NDArray[np.float64]

SUREST: Final = 4.0
"""Largest log-odds of a single frame: 98 %."""

LIMIT: Final = 5.0
"""Standard deviations from the training set's mean to which features are cut."""

_JOINTS: Final = ("hip", "knee", "ankle", "heel", "foot_index")
_NEAR: Final = np.array([Landmark.of(joint, "right") for joint in (*_JOINTS, "shoulder")])
_FAR: Final = MIRROR_ORDER[_NEAR]
_WAYS: Final[tuple[tuple[Side, Side], ...]] = (
    ("right", "right"),
    ("left", "left"),
    ("right", "left"),
    ("left", "right"),
)
_FILE: Final = Path(__file__).with_name("leg_side_classifier.npz")


def _lines() -> Array:
    """What the network sees of places, as weights of the landmarks, shape (21, 33).

    From the far to the near side; thighs and shanks as named and crossed; and from the middle of
    the hips to the middles of both sides' joints, to the nose and to the shoulders.
    """
    at = np.eye(len(Landmark))
    limbs = [
        at[Landmark.of(above, one)] - at[Landmark.of(below, two)]
        for above, below in (("hip", "knee"), ("knee", "ankle"))
        for one, two in _WAYS
    ]
    middles = (at[_NEAR] + at[_FAR]) / 2
    hips, shoulders = middles[0], middles[5]
    places = np.array([*middles[:5], at[Landmark.NOSE], shoulders]) - hips
    return np.array([*(at[_NEAR] - at[_FAR]), *limbs, *places])


_LINES: Final = _lines()
_SEEN: Final = np.concatenate([_NEAR[1:5], _FAR[1:5]])
"""Whose visibility the network sees: from the knees down."""


def side_features(pose: Pose) -> Array:
    """Return what the network sees of a pose: the same for the mirrored pose.

    Args:
        pose: The person.

    Returns:
        Shape (F,): joints of the side whose hip and shoulder are nearer against those of the other,
        in trunk lengths; thighs and shanks as named and crossed; visibility.
    """
    depth = [pose.solid(joint, side)[2] for joint in ("shoulder", "hip") for side in SIDES]
    points, seen = np.concatenate([pose.pixels, pose.world], axis=1), pose.visibility
    # Mirrored, where needed, so that the right side is the near one.
    if depth[1] + depth[3] > depth[0] + depth[2]:
        points, seen = points[MIRROR_ORDER] * MIRRORED, seen[MIRROR_ORDER]
    lines = _LINES @ points
    flat, solid = lines[:, :2] / trunk_length(pose), lines[:, 2:] / METRES_PER_TRUNK
    apart, limbs, places = slice(0, 6), slice(6, 14), slice(14, 19)
    return np.concatenate(
        [
            flat[apart].ravel(),
            solid[apart].ravel(),
            flat[places].ravel(),
            np.sqrt(np.vecdot(flat[limbs], flat[limbs])),
            np.sqrt(np.vecdot(solid[limbs], solid[limbs])),
            flat[19:].ravel(),
            seen[_SEEN],
        ]
    )


@dataclass(frozen=True, slots=True, eq=False)
class Namer:
    """A mean of small multilayer perceptrons with tanh units.

    Attributes:
        mean: Mean of each feature in the training set, shape (F,).
        scale: Its standard deviation, shape (F,).
        layers: The members.
    """

    mean: Array
    scale: Array
    layers: Layers

    def __call__(self, pose: Pose) -> Array:
        """Return for knees and feet the evidence that their names are exchanged.

        Args:
            pose: The person.

        Returns:
            Logarithms of the odds that each is exchanged against the trunk, shape (2,), within
            `SUREST`: above 0 more likely exchanged than not.
        """
        x = (side_features(pose) - self.mean) / self.scale
        # On so few numbers `np.clip` costs ten times as much.
        odds = forward(np.minimum(np.maximum(x, -LIMIT), LIMIT)[None], self.layers)[0]
        return np.asarray(np.minimum(np.maximum(odds, -SUREST), SUREST))


@functools.cache
def load_namer(path: Path = _FILE) -> Namer:
    """Return the network that travels with the package.

    Raises:
        OSError: The file is missing.
    """
    with np.load(path, allow_pickle=False) as file:
        data = {name: np.asarray(file[name], dtype=np.float64) for name in file.files}
    count = sum(name.startswith("w") for name in data)
    layers = tuple(
        (
            data[f"w{row}"][:, None].astype(np.float32),
            data[f"b{row}"][:, None, None].astype(np.float32),
        )
        for row in range(count)
    )
    return Namer(data["mean"], data["scale"], layers)
