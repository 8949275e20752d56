"""What is timed, each in a process of its own, on the same frames."""

from __future__ import annotations

import compileall
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from formcheck.capture.frame import Frame
    from formcheck.coach.frame.report import FrameReport
    from formcheck.measure.model.measurement import Measurements

STRETCH: Final = "half-kneeling-lunge"
ROOT: Final = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run took, from the opened program to its last file.

    Attributes:
        frames: How many it looked at.
        wall_s: Time that went by, seconds.
        cpu_s: Processor time of all threads, seconds.
        peak_mb: The most memory that the process ever used, MB.
    """

    frames: int
    wall_s: float
    cpu_s: float
    peak_mb: float

    def as_dict(self) -> dict[str, Any]:
        """Return it by name."""
        return asdict(self)


def compile_modules() -> None:
    """Compile formcheck's modules, as pip does when it installs them.

    Where Python is told to keep nothing that it compiles, it does so anew at each start, which no
    user pays.
    """
    compileall.compile_dir(ROOT / "formcheck", quiet=1)


def plain_loop(clip: Path) -> int:
    """Do what people write first: OpenCV, MediaPipe `full` and an angle at the knee."""
    import cv2
    import mediapipe as mp
    from mediapipe.tasks.python import BaseOptions, vision

    from formcheck.pose.engine.bundle import find_model
    from formcheck.pose.engine.telemetry_block import Offline

    offline = Offline()
    options = vision.PoseLandmarkerOptions(
        base_options=BaseOptions(model_asset_path=str(find_model("full").path)),
        running_mode=vision.RunningMode.VIDEO,
    )
    capture, count = cv2.VideoCapture(str(clip)), 0
    with vision.PoseLandmarker.create_from_options(options) as landmarker:
        while True:
            there, image = capture.read()
            if not there:
                break
            rgb = np.ascontiguousarray(cv2.cvtColor(image, cv2.COLOR_BGR2RGB))
            found = landmarker.detect_for_video(
                mp.Image(image_format=mp.ImageFormat.SRGB, data=rgb), round(1000 * count / 24)
            )
            for points in found.pose_landmarks:
                hip, knee, ankle = (np.array([points[i].x, points[i].y]) for i in (24, 26, 28))
                thigh, shin = hip - knee, ankle - knee
                np.degrees(np.arccos(thigh @ shin / np.linalg.norm(thigh) / np.linalg.norm(shin)))
            count += 1
    offline.release()
    return count


def bare_engines(clip: Path, looks: int, *, every: bool = True, still: bool = True) -> int:
    """Decode and run the engines, one frame after the other, and nothing else.

    Args:
        clip: The clip.
        looks: 1 or 2.
        every: Whether all pictures are taken; else 12 to 15 a second, as with `--fast`.
        still: Whether those in which nothing moves are looked at as well.
    """
    from formcheck.capture.clip import Clip
    from formcheck.capture.unmoved import STILL_S, to_be_looked_at
    from formcheck.pose.factory import open_estimator

    with Clip(clip) as opened, open_estimator(looks=looks, silhouette=True) as engine:
        last = None
        for last in to_be_looked_at(opened.frames(every=every), 0.0 if still else STILL_S, []):
            engine.estimate(last)
    return _pictures(last)


def measured(clip: Path, looks: int, every_frame: bool = False) -> int:
    """Measure every frame, as `formcheck measure` does."""
    from formcheck.review import measure

    return _pictures(measure(clip, looks=looks, every_frame=every_frame)[-1])


def reviewed(clip: Path, looks: int, video: bool) -> int:
    """Review a clip, as `formcheck review` does."""
    from formcheck.review import review

    with tempfile.TemporaryDirectory() as folder:
        found = review(clip, STRETCH, looks=looks, out=Path(folder) / "out", video=video)
    return _pictures(found.reports[-1])


def _pictures(last: Frame | Measurements | FrameReport | None) -> int:
    """Return how many pictures a clip has: the last one is looked at in any case."""
    return 0 if last is None else last.index + 1


RUNS: Final[dict[str, tuple[str, Callable[[Path], int]]]] = {
    "plain": ("plain loop: OpenCV and one look of MediaPipe", plain_loop),
    "bare-1": ("engines alone, one look each", lambda clip: bare_engines(clip, 1)),
    "bare-fast": (
        "engines alone, the looks of `--fast`",
        lambda clip: bare_engines(clip, 1, every=False, still=False),
    ),
    "bare-2": (
        "engines alone, the looks of `review`",
        lambda clip: bare_engines(clip, 2, still=False),
    ),
    "bare-every": (
        "engines alone, the looks of `review --every-frame`",
        lambda clip: bare_engines(clip, 2),
    ),
    "measure-fast": ("`measure --fast`", lambda clip: measured(clip, 1)),
    "measure": ("`measure`", lambda clip: measured(clip, 2)),
    "measure-every": ("`measure --every-frame`", lambda clip: measured(clip, 2, True)),
    "review-fast": ("`review --fast`, with video", lambda clip: reviewed(clip, 1, True)),
    "review": ("`review`, with video", lambda clip: reviewed(clip, 2, True)),
}
"""Words and work of each run, by its name."""


def timed(name: str, clip: Path) -> Cost:
    """Do one run here and return what it took.

    Args:
        name: A key of `RUNS`.
        clip: The clip, which somebody else made.
    """
    import cv2  # noqa: F401 - imports are no part of what is timed
    import mediapipe.tasks.python.vision  # noqa: F401
    from scipy import signal  # noqa: F401

    from formcheck.pose.engine.onnx import load_onnxruntime

    load_onnxruntime()
    wall, processor = time.perf_counter(), time.process_time()
    frames = RUNS[name][1](clip)
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return Cost(frames, wall, processor, peak / (1e6 if sys.platform == "darwin" else 1e3))
