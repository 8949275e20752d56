"""How landmarks and coordinates change in a mirrored picture.

Apart from the names of landmarks, which whoever only lists stretches can have without numpy.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from formcheck.pose.landmark import Landmark


def _mirror_order() -> NDArray[np.intp]:
    names = [landmark.name for landmark in Landmark]

    def partner(name: str) -> str:
        if "LEFT" in name:
            return name.replace("LEFT", "RIGHT")
        return name.replace("RIGHT", "LEFT")

    return np.array([names.index(partner(name)) for name in names], dtype=np.intp)


MIRROR_ORDER: Final = _mirror_order()
"""For each landmark the index of its partner on the other side; the nose is its own."""

MIRRORED: Final = np.array([-1.0, 1.0, -1.0, 1.0, 1.0])
"""Signs of mirrored coordinates: x and y in the picture, then x, y and z in the world."""
