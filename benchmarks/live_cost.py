"""What one live frame costs the processor, whatever else the machine does.

    python -m benchmarks.live_cost

Processor time of all threads, on frames of a held lunge, from the JPEG to the answer. Unlike the
speeds of `benchmarks.live` it hardly depends on the load of the machine.
"""

from __future__ import annotations

import struct
import time
from dataclasses import dataclass, fields
from typing import Final

import av
import cv2

from formcheck.capture.frame import Frame
from formcheck.pose.estimator import PoseEstimator
from formcheck.pose.person import Box
from formcheck.pose.pose import Pose
from formcheck.resources import data_folder
from formcheck.stretches.files.loading import load_stretch
from formcheck.ui.live.controller import StretchLeader
from formcheck.ui.live.plan import plan_of
from formcheck.ui.live.protocol import read_frame
from formcheck.ui.server.socket import open_engine

FRAMES: Final = 300
WARM: Final = 150
RATE: Final = 18.0


@dataclass
class Cost:
    """Processor time, seconds.

    Attributes:
        decode: From the message to the picture.
        pose: The pose engine.
        rest: Everything else: people, sides, angles, verdicts, the answer.
    """

    decode: float = 0.0
    pose: float = 0.0
    rest: float = 0.0


class _Timed:
    """An engine whose processor time is added up."""

    def __init__(self, engine: PoseEstimator) -> None:
        self._engine = engine
        self.spent = 0.0

    def estimate(self, frame: Frame) -> Pose | None:
        start = time.process_time()
        pose = self._engine.estimate(frame)
        self.spent += time.process_time() - start
        return pose

    def restart(self, around: Box | None = None) -> None:
        self._engine.restart(around)

    def close(self) -> None:
        self._engine.close()

    def __enter__(self) -> _Timed:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def messages() -> list[bytes]:
    """Return frames of a held lunge as JPEGs, such as a browser sends."""
    found: list[bytes] = []
    with av.open(str(data_folder("sample_videos") / "half-kneeling-lunge-good.mp4")) as clip:
        for frame in clip.decode(video=0):
            if frame.time is not None and frame.time >= 12.0 and len(found) < FRAMES:
                image = frame.to_ndarray(format="bgr24")
                found.append(
                    cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, 75])[1].tobytes()
                )
    return found


def measure() -> Cost:
    """Return the cost of all frames after the first ones, per frame, in milliseconds."""
    engine = _Timed(open_engine())
    leader = StretchLeader(
        plan_of(load_stretch("half-kneeling-lunge"), "right"), engine, lambda _: None
    )
    leader.command("start")
    cost, count = Cost(), 0
    for number, jpeg in enumerate(messages()):
        engine.spent = 0.0
        start = time.process_time()
        _, frame = read_frame(struct.pack("<Id", number, 1000.0 * number / RATE) + jpeg, number)
        decoded = time.process_time()
        leader.answer(frame, number)
        if number < WARM:
            continue
        count += 1
        cost.decode += decoded - start
        cost.pose += engine.spent
        cost.rest += time.process_time() - decoded - engine.spent
    leader.close()
    return Cost(*(1000.0 * getattr(cost, field.name) / count for field in fields(cost)))


if __name__ == "__main__":
    found = measure()
    print("| step | processor time a frame |\n|---|---|")
    for field in fields(found):
        print(f"| {field.name} | {getattr(found, field.name):.1f} ms |")
    print(f"| all | {found.decode + found.pose + found.rest:.1f} ms |")
