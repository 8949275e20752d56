"""How much memory each frame of a clip keeps: `python -m benchmarks.speed.memory`.

The engines look at a second of a sample once; what they found is then shown again and again, with
noise, as if by an engine that costs nothing, so that a clip of any length takes little time. Each
length has a process of its own, and the difference of their peaks tells what a frame keeps.
"""

from __future__ import annotations

import argparse
import json
import pickle
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any, Final

import numpy as np

from benchmarks.speed.__main__ import SAMPLE
from formcheck.capture.clip import Clip
from formcheck.capture.frame import Frame
from formcheck.pose.estimator import ScriptedEstimator
from formcheck.pose.factory import open_estimator
from formcheck.pose.pose import Pose
from formcheck.recognise.recognise import recognise
from formcheck.report.html import write_report
from formcheck.report.tables import write_frames, write_summary
from formcheck.resources import data_folder
from formcheck.session import judge_clip, measure_clip, observe
from formcheck.store.recordings.recording import Recording, RecordingMeta
from formcheck.stretches.files.loading import list_stretches, load_stretch

FPS: Final = 24
FIRST: Final = 200
NOISE: Final = 0.3
"""Standard deviation of a landmark's place, pixels: no two frames are one object."""


def seed(target: Path) -> None:
    """Write what the engines find in a second of the sample, and its picture."""
    with (
        Clip(data_folder("sample_videos") / SAMPLE) as clip,
        open_estimator(looks=1, silhouette=True) as engine,
    ):
        found = [
            (engine.estimate(frame), frame.image) for frame in islice(clip, FIRST, FIRST + FPS)
        ]
    poses = [pose for pose, _ in found if pose is not None]
    target.write_bytes(pickle.dumps((poses, found[-1][1])))


def peak_mb() -> float:
    """Return the most memory that this process ever had, MB."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return float(status.partition("VmHWM:")[2].split()[0]) / 1000


def reviewed(start: Path, count: int) -> dict[str, Any]:
    """Return the peak after each step of a review of so many frames."""
    poses, image = pickle.loads(start.read_bytes())
    chance = np.random.default_rng(0)

    def seen(frame: Frame) -> Pose:
        pose: Pose = poses[frame.index % len(poses)]
        shift = chance.normal(0.0, NOISE, (33, 2))
        return replace(
            pose,
            pixels=pose.pixels + shift,
            world=pose.world.copy(),
            visibility=pose.visibility.copy(),
            engines=None if pose.engines is None else pose.engines + shift,
        )

    def frames() -> Iterator[Frame]:
        for index in range(count):  # a picture that stands still would be no person
            yield Frame(np.roll(image, index % 5, axis=0), index, index / FPS)

    found = {"start": peak_mb()}
    sightings = observe(frames(), ScriptedEstimator(seen))
    found["seen"] = peak_mb()
    measured = measure_clip(sightings)
    found["measured"] = peak_mb()
    recognise(measured, list_stretches())
    found["recognised"] = peak_mb()
    stretch = load_stretch("half-kneeling-lunge")
    reports, summary = judge_clip(measured, stretch)
    found["judged"] = peak_mb()
    height, width = image.shape[:2]
    meta = RecordingMeta("clip.mp4", width, height)
    recording = Recording.of(meta, measured, sightings.poses)
    with tempfile.TemporaryDirectory() as folder:
        recording.write(Path(folder) / "recording.parquet")
        found["recording"] = peak_mb()
        write_report(Path(folder) / "report.html", summary, reports, stretch, (), meta)
        write_summary(Path(folder) / "report.json", summary, meta, reports)
        write_frames(Path(folder) / "frames.csv", reports, stretch)
    found["report and tables"] = peak_mb()
    return found


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--frames", nargs=2, type=int, default=[60 * FPS, 1800 * FPS])
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--seed", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        print(json.dumps(reviewed(asked.seed, asked.one)))
        return
    peaks = []
    with tempfile.TemporaryDirectory() as folder:
        start = Path(folder) / "seed.pickle"
        seed(start)
        for count in asked.frames:
            command = [sys.executable, "-m", "benchmarks.speed.memory", "--seed", str(start)]
            done = subprocess.run(
                [*command, "--one", str(count)], stdout=subprocess.PIPE, text=True, check=True
            )
            peaks.append(json.loads(done.stdout.splitlines()[-1]))
    few, many = asked.frames
    print(f"| after | {few:,} frames | {many:,} frames | ratio | a frame |\n|---|---|---|---|---|")
    for step, least in peaks[0].items():
        most = peaks[1][step]
        each = 1000 * (most - least) / (many - few)
        print(f"| {step} | {least:.0f} MB | {most:.0f} MB | {most / least:.2f} | {each:.1f} kB |")


if __name__ == "__main__":
    main()
