"""What one frame costs beside the pose engine: from the landmarks to the verdict.

    python -m benchmarks.frame_cost

The poses of a clip are recorded once, and then everything else runs on them in one thread. The
processor time of each step is the mean over the frames, of each frame's quickest of several rounds:
who shares the processor slows some of them. It is also given as a multiple of a fixed task in
numpy, because processors differ.
"""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # read when numpy is imported

import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from typing import Final

import numpy as np

from formcheck.capture.clip import Clip
from formcheck.capture.frame import Frame
from formcheck.coach.coach import Coach
from formcheck.measure.chain import SHIPPED
from formcheck.measure.joints.smoothing import LiveSmoother
from formcheck.measure.pelvis.baseline import with_baseline
from formcheck.measure.pelvis.provisional_neutral import NeutralFinder
from formcheck.pose.estimator import ScriptedEstimator
from formcheck.pose.follow import Follower
from formcheck.pose.pose import Pose
from formcheck.resources import data_folder
from formcheck.review import open_estimator
from formcheck.stretches.files.loading import load_stretch

CLIP: Final = "half-kneeling-lunge-good.mp4"
FRAMES: Final = 240
ROUNDS: Final = 7

SOUGHT: Final = "the person kept, cuts found"
NAMED: Final = "left and right legs kept apart"
MEASURED: Final = "view, framing, angles, correction, errors, position"
SMOOTHED: Final = "neutral and smoothing"
JUDGED: Final = "judging against a stretch"
OUTLINED: Final = "outline of the back, where it is asked for"

TOGETHER: Final = (SOUGHT, NAMED, MEASURED, SMOOTHED)
"""What every use of the program needs; the other steps come on top."""

Seconds = dict[str, list[float]]
"""Processor time of each step, frame by frame."""


def recorded() -> tuple[list[Frame], list[Pose | None]]:
    """Return frames of a lunge, and what the engine found in them, with silhouettes."""
    with Clip(data_folder("sample_videos") / CLIP) as clip:
        frames = list(islice(clip, FRAMES))
    with open_estimator(looks=1, silhouette=True) as engine:
        return frames, [engine.estimate(frame) for frame in frames]


def one_round(frames: list[Frame], poses: list[Pose | None]) -> Seconds:
    """Return the processor time of each step in each frame."""
    spent: Seconds = defaultdict(list)

    @contextmanager
    def timed(step: str) -> Iterator[None]:
        start = time.process_time_ns()
        yield
        spent[step].append(1e-9 * (time.process_time_ns() - start))

    plain = [None if pose is None else replace(pose, silhouette=None) for pose in poses]
    follower, keeper = Follower(ScriptedEstimator(plain)), SHIPPED.side_keeper()
    measurer, outliner = SHIPPED.measurer(), SHIPPED.measurer()
    neutral, smoother = NeutralFinder(), LiveSmoother()
    coach = Coach(load_stretch("half-kneeling-lunge"), "right")
    for frame, whole in zip(frames, poses, strict=True):
        with timed(SOUGHT):
            pose = follower.see(frame).pose
        with timed(NAMED):
            pose = keeper.update(pose, frame.time_s)
        with timed(MEASURED):
            found = measurer.update(pose, frame.index, frame.time_s)
        with timed(SMOOTHED):
            found = smoother.update(with_baseline(found, neutral.update(found)))
        with timed(JUDGED):
            coach.update(found)
        if pose is not None and whole is not None:
            pose = replace(pose, silhouette=whole.silhouette)
        with timed(OUTLINED):
            outliner.update(pose, frame.index, frame.time_s)
    return spent


def fixed_task() -> float:
    """Return the processor time of a task like what the steps do: small products and sums."""
    numbers = np.random.default_rng(0).normal(size=(50, 50))
    start = time.process_time()
    for _ in range(100):
        found = np.tanh(numbers @ numbers)
        np.concatenate([found[:3].ravel(), found[3:6].ravel()])
    return (time.process_time() - start) / 100


def main() -> None:
    """Print the table."""
    frames, poses = recorded()
    rounds = [one_round(frames, poses) for _ in range(ROUNDS)]
    unit = min(fixed_task() for _ in range(5 * ROUNDS))
    cost = {step: float(np.mean(np.min([r[step] for r in rounds], axis=0))) for step in rounds[0]}
    cost[OUTLINED] -= cost[MEASURED]
    together = sum(cost[step] for step in TOGETHER)
    print("| step | processor time a frame | times the fixed task |\n|---|---|---|")
    for step, seconds in cost.items():
        print(f"| {step} | {1000 * seconds:.2f} ms | {seconds / unit:.1f} |")
        if step == TOGETHER[-1]:
            print(f"| **together** | **{1000 * together:.2f} ms** | **{together / unit:.1f}** |")
    print(f"\nThe fixed task takes {1e6 * unit:.0f} microseconds.")


if __name__ == "__main__":
    main()
