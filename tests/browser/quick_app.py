"""`formcheck app` with an engine that costs nothing, for tests of what lies around it.

It sees a lunge held well where the picture shows the sample clip upright, and nobody in any other
picture; so a hold goes on in real time on a busy machine too.
"""

from __future__ import annotations

import sys

import av
import cv2
import numpy as np
from numpy.typing import NDArray
from starlette.routing import WebSocketRoute

from formcheck.capture.frame import Frame
from formcheck.cli import main
from formcheck.pose.estimator import ScriptedEstimator
from formcheck.pose.pose import Pose
from formcheck.resources import data_folder
from formcheck.ui.server import socket
from tests.ui.performer import left_lunge

SIZE = (64, 48)
ALIKE = 0.9
"""Least correlation with the clip. Turned by a quarter or on its head, its picture has -0.15."""


def small(image: NDArray[np.uint8]) -> NDArray[np.uint8]:
    grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    return np.asarray(cv2.resize(grey, SIZE, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def known() -> NDArray[np.uint8]:
    """Return what the made-up camera shows: the clip in its middle, mirrored."""
    with av.open(str(data_folder("sample_videos") / "half-kneeling-lunge-good.mp4")) as clip:
        clip.seek(14_000_000)
        return small(next(clip.decode(video=0)).to_ndarray(format="rgb24")[:, ::-1])


def quick_engine() -> ScriptedEstimator:
    expected = known().ravel()
    pose = left_lunge()

    def look(frame: Frame) -> Pose | None:
        alike = float(np.corrcoef(small(frame.image).ravel(), expected)[0, 1])
        return pose if alike > ALIKE else None

    return ScriptedEstimator(look)


if __name__ == "__main__":
    socket.ROUTES[0] = WebSocketRoute(socket.PATH, socket.LiveSocket(engine=quick_engine).serve)
    sys.exit(main())
