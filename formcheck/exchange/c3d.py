"""C3D, the binary format of motion laboratories, written with the library ezc3d.

Source: The C3D File Format, User Guide (c3d.org). C3D has one constant rate and no time of a frame.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from formcheck.errors import MachineError
from formcheck.exchange.motion import AXES, MARKERS, ORIGIN, Motion, Numbers
from formcheck.extras import EXTRAS
from formcheck.version import __version__
from formcheck.words import tr

if TYPE_CHECKING:
    import ezc3d


def write_c3d(path: Path, motion: Motion) -> None:
    """Write markers in metres and angles in degrees as C3D.

    Angles are points of the group `POINT:ANGLES`, as laboratories write them: X holds the angle
    in the plane of the picture, Y and Z are 0. An unknown point is one with the residual -1. Each
    frame is put on the nearest step of the constant rate; a step without a frame is unknown, and
    nothing is interpolated.

    Args:
        path: The file.
        motion: What to write.

    Raises:
        MachineError: The library ezc3d is not installed.
        InputError: It has no landmarks, or fewer than two frames.
    """
    motion.require_markers()
    rows = _on_steps(motion.times_s, motion.rate())
    markers = np.moveaxis(motion.markers, 0, -1).transpose(1, 0, 2)  # 3 x markers x frames
    angles = np.zeros((3, len(motion.angles), len(motion.times_s)))
    angles[0] = [motion.values[name] for name in motion.angles]
    points = np.concatenate([markers, angles], axis=1)[:, :, rows]
    points[:, :, rows < 0] = np.nan
    known = np.isfinite(points).all(axis=0)

    file = _new()
    point, data = file["parameters"]["POINT"], file["data"]
    point["RATE"]["value"] = [motion.rate()]
    point["LABELS"]["value"] = [*MARKERS, *motion.angles]
    point["UNITS"]["value"] = ["m"]
    file.add_parameter("POINT", "ANGLES", list(motion.angles))
    file.add_parameter("POINT", "ANGLE_UNITS", ["deg"])
    file.add_parameter("POINT", "X_SCREEN", ["+X"])
    file.add_parameter("POINT", "Y_SCREEN", ["+Y"])
    file.add_parameter("MANUFACTURER", "SOFTWARE", ["formcheck"])
    file.add_parameter("MANUFACTURER", "VERSION_LABEL", [__version__])
    file.add_parameter("FORMCHECK", "AXES", [AXES])
    file.add_parameter("FORMCHECK", "ORIGIN", [ORIGIN])
    file.add_parameter("FORMCHECK", "DEPTH", [motion.depth])
    file.add_parameter("FORMCHECK", "START_TIME_S", [float(motion.times_s[0])])
    data["points"] = np.concatenate([points, np.ones((1, *known.shape))])
    data["meta_points"]["residuals"] = np.where(known, 0.0, -1.0)[np.newaxis]
    # The library puts its ending behind any other name.
    written = path.with_name(f"{path.name.removesuffix('.c3d')}.c3d")
    file.write(str(written))
    if written != path:
        written.replace(path)


def _new() -> ezc3d.c3d:
    try:
        import ezc3d  # deferred: only who writes C3D needs it
    except ImportError as error:
        raise MachineError(
            tr(
                "expected the library ezc3d to write C3D files, found none; "
                "install it with: {command}",
                command=EXTRAS["export"].command,
            )
        ) from error
    made: Any = ezc3d.c3d()
    return made


def _on_steps(times: Numbers, rate: float) -> NDArray[np.intp]:
    """Return for each step of a constant rate the row of its frame, or -1 where there is none."""
    steps = np.rint((times - times[0]) * rate).astype(np.intp)
    rows = np.full(int(steps[-1]) + 1, -1, dtype=np.intp)
    rows[steps] = np.arange(len(times))  # of two frames on one step the later one stays
    return rows
