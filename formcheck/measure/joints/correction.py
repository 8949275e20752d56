"""The learned correction: from what the landmarks read to what the joints do.

MediaPipe's points are not joint centres, and a picture is flat: the plain angle errs by an amount
that depends on the view and the posture. A small regressor, trained on rendered people
(`benchmarks/correction`), says by how much. It sees only positions of joints, mirrored so that
everybody faces right; it runs in numpy; and it never moves an angle by more than its limit.
"""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from formcheck.measure.joints.features import correction_features
from formcheck.measure.model.registry import SPECS
from formcheck.measure.model.regressor import Network
from formcheck.pose.landmark import SIDES
from formcheck.pose.network import padded, read_layers, side_by_side
from formcheck.pose.pose import Pose

Array = NDArray[np.float64]

LEG_OUTPUTS: Final = tuple(spec.name for spec in SPECS if spec.learned and spec.sided)
TRUNK_OUTPUTS: Final = tuple(spec.name for spec in SPECS if spec.learned and not spec.sided)
"""Outputs of the networks, in their order."""

LIMITS: Final = {spec.name: spec.learned.limit for spec in SPECS if spec.learned}
"""Largest correction of each angle, in degrees."""

YAW_LIMIT: Final = 20.0
"""Largest correction of the size of the yaw, in degrees."""

SIGMA_FLOOR: Final = {spec.name: spec.learned.sigma_floor for spec in SPECS if spec.learned}
"""Smallest error that is stated, in degrees: real people are not rendered ones."""

_LEG, _TRUNK, _YAW = 0, 1, 2
"""The networks in a `Reading`."""

_NEAR: Final = 1
"""Row of the right leg, the nearer one of a person who faces right; its network answers for the
trunk and the yaw too."""

_FILE: Final = Path(__file__).with_name("correction.npz")


@dataclass(frozen=True, slots=True)
class Shift:
    """What the network says of one angle.

    Attributes:
        by: Degrees to add to the plain angle.
        sigma: Standard deviation of the error that is left, degrees.
    """

    by: float
    sigma: float


@dataclass(frozen=True, slots=True, eq=False)
class NetworkReading:
    """What the networks say of one pose.

    Attributes:
        outputs: Degrees, by network (leg, trunk, yaw), row of the features, and output.
        sigmas: Their errors.
        familiar: By network and row, how familiar the pose is, 0..1.
        sign: +1 facing right in the picture, -1 facing left.
    """

    outputs: list[list[list[float]]]
    sigmas: list[list[list[float]]]
    familiar: list[list[float]]
    sign: int

    def turned(self, plain_deg: float) -> tuple[float, float]:
        """Return the yaw and its standard deviation, degrees; see `view.yaw`.

        Args:
            plain_deg: What plain geometry says, from which it never goes further than `YAW_LIMIT`.
        """
        answers, sigmas = self.outputs[_YAW][_NEAR], self.sigmas[_YAW][_NEAR]
        familiar = self.familiar[_YAW][_NEAR]
        size, signed = max(0.0, answers[0]), answers[1]
        # The signed answer shrinks towards 0 where the sign is unsure: half-way it errs least.
        wanted = (size + min(abs(signed), size)) / 2
        plain = abs(plain_deg)
        by = min(YAW_LIMIT, max(-YAW_LIMIT, wanted - plain))
        found = min(90.0, max(0.0, plain + familiar * by))
        sign = signed if familiar > 0.5 else plain_deg
        return math.copysign(found, sign), math.hypot(sigmas[1], wanted - found)

    def shifts(self) -> dict[str, Shift]:
        """Return what to add, and the error that is left.

        Returns:
            By measurement: `hip_left`, ..., `trunk_lean`. Each is within its limit.
        """
        found = self._limited(TRUNK_OUTPUTS, _TRUNK, _NEAR)
        for row, side in enumerate(SIDES):
            # Mirroring exchanged the names: the person's left leg is then called right.
            values = self._limited(LEG_OUTPUTS, _LEG, row if self.sign >= 0 else 1 - row)
            found |= {f"{name}_{side}": value for name, value in values.items()}
        return found

    def _limited(self, names: tuple[str, ...], network: int, row: int) -> dict[str, Shift]:
        count = len(names)  # beyond it are zeros
        outputs, sigmas = self.outputs[network][row][:count], self.sigmas[network][row][:count]
        return limited(names, outputs, sigmas, self.familiar[network][row])


@dataclass(frozen=True, slots=True, eq=False)
class Correction:
    """What is to be added to the plain angles of a pose.

    Attributes:
        leg: Network for `LEG_OUTPUTS` of one leg.
        trunk: Network for `TRUNK_OUTPUTS`.
        yaw: Network for the size of the yaw, and for the yaw with its sign.
    """

    leg: Network
    trunk: Network
    yaw: Network
    _all: Network = field(init=False, repr=False)

    def __post_init__(self) -> None:
        networks = (self.leg, self.trunk, self.yaw)
        together = Network(
            mean=np.stack([one.mean for one in networks])[:, None],
            scale=np.stack([one.scale for one in networks])[:, None],
            members=side_by_side([one.members for one in networks]),
            sigma=side_by_side([one.sigma for one in networks]),
            sigma_scale=padded([one.sigma_scale for one in networks])[:, None],
        )
        object.__setattr__(self, "_all", together)

    def read(self, pose: Pose, sign: int) -> NetworkReading:
        """Ask all networks about one pose.

        Args:
            pose: The person.
            sign: +1 facing right in the picture, -1 facing left.
        """
        outputs, sigmas, familiar = self._all(correction_features(pose, sign))
        return NetworkReading(outputs.tolist(), sigmas.tolist(), familiar.tolist(), sign)


def limited(
    names: tuple[str, ...],
    outputs: list[float],
    sigmas: list[float],
    familiar: float,
) -> dict[str, Shift]:
    """Return what a network says, kept within the limits.

    Args:
        names: Its outputs.
        outputs: Degrees to add, shape (O,).
        sigmas: The error that is left, shape (O,).
        familiar: How familiar the input is, 0..1; less is corrected where it is less.

    Returns:
        What to add to each; whatever is not corrected remains in its sigma.
    """
    found = {}
    for name, value, sigma in zip(names, outputs, sigmas, strict=True):
        limit = LIMITS[name]
        by = familiar * min(limit, max(-limit, value))
        found[name] = Shift(by, max(SIGMA_FLOOR[name], math.hypot(sigma, value - by)))
    return found


def _network(data: dict[str, Array], prefix: str) -> Network:
    return Network(
        mean=data[f"{prefix}_mean"],
        scale=data[f"{prefix}_scale"],
        members=read_layers(data, [f"{prefix}_{m}" for m in range(int(data[f"{prefix}_members"]))]),
        sigma=read_layers(data, [f"{prefix}_sigma"]),
        sigma_scale=data[f"{prefix}_sigma_scale"],
    )


@functools.cache
def load_correction(path: Path = _FILE) -> Correction:
    """Return the correction that travels with the package.

    Raises:
        OSError: The file is missing.
    """
    with np.load(path, allow_pickle=False) as file:
        data = {name: np.asarray(file[name], dtype=np.float64) for name in file.files}
    return Correction(*(_network(data, part) for part in ("leg", "trunk", "yaw")))
