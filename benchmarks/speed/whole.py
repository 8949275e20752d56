"""Peak memory of whole reviews of a minute and of half an hour: `python -m benchmarks.speed.whole`.

The sample lunge, forwards and backwards in turn, fills clips of both lengths. The engines are open
all the time and look at each picture once; when it comes again their answer is taken from memory,
so that half an hour takes minutes; with `--every-look` they look themselves each time. Everything
else is what `formcheck review --fast` does, or with `--looks 2` what `formcheck review` does, in a
process of its own for each clip.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import av

from benchmarks.speed.__main__ import SAMPLE
from benchmarks.speed.memory import FPS, peak_mb
from formcheck.capture.frame import Frame
from formcheck.pose.estimator import PoseEstimator
from formcheck.pose.person import Box
from formcheck.pose.pose import Pose
from formcheck.pose.silhouette import PackedSilhouette, joined, split
from formcheck.resources import data_folder

MINUTES: Final = (1, 30)


class Remembering:
    """Asks an estimator once about each picture.

    Args:
        engine: The estimator.
    """

    def __init__(self, engine: PoseEstimator) -> None:
        self._engine = engine
        self._known: dict[int, tuple[Pose, PackedSilhouette | None] | None] = {}

    def expect(self, frame: Frame | None) -> None:
        """Let the clip be decoded ahead, as for the engines."""

    def estimate(self, frame: Frame) -> Pose | None:
        """Return who is in a picture."""
        key = zlib.crc32(frame.image)
        if key not in self._known:
            pose = self._engine.estimate(frame)
            self._known[key] = None if pose is None else split(pose)
        known = self._known[key]
        return None if known is None else joined(*known)

    def restart(self, around: Box | None = None) -> None:
        """Forget the person, and keep the pictures."""
        self._engine.restart(around)

    def close(self) -> None:
        """Free the engine."""
        self._engine.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def film(folder: Path, minutes: int) -> Path:
    """Write a clip of so many minutes, without encoding it more than once, and return its path."""
    turn = folder / "turn.mp4"
    if not turn.exists():
        with av.open(str(data_folder("sample_videos") / SAMPLE)) as clip:
            pictures = [picture.to_ndarray(format="yuv420p") for picture in clip.decode(video=0)]
        options = {"preset": "veryfast", "crf": "20", "bf": "0"}
        with av.open(str(turn), "w") as film:
            stream = film.add_stream("libx264", rate=FPS, options=options)
            stream.height, stream.width = 2 * pictures[0].shape[0] // 3, pictures[0].shape[1]
            stream.pix_fmt = "yuv420p"
            for picture in [*pictures, *reversed(pictures)]:
                film.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="yuv420p")))
            film.mux(stream.encode())
    path, count = folder / f"{minutes}-minutes.mp4", 0
    with av.open(str(turn)) as first, av.open(str(path), "w") as film:
        stream = film.add_stream_from_template(first.streams.video[0])
        while count < 60 * FPS * minutes:
            with av.open(str(turn)) as clip:
                for packet in clip.demux(video=0):
                    if packet.dts is not None and count < 60 * FPS * minutes:
                        packet.pts = packet.dts = round(count / FPS / packet.time_base)
                        packet.stream = stream
                        film.mux(packet)
                        count += 1
    return path


def reviewed(clip: Path, *, video: bool, looks: int, every_look: bool) -> dict[str, Any]:
    """Review a clip, and return the peak memory, MB, and what it took.

    Args:
        clip: The clip.
        video: Whether the annotated video is written.
        looks: 1 as with `--fast`, or 2.
        every_look: Whether the engines look again at a picture that they have seen.
    """
    program: Any = import_module("formcheck.review")
    opened = program.open_estimator

    @contextmanager
    def remembering(*asked: Any, **options: Any) -> Iterator[Remembering]:
        with opened(*asked, **options) as engine:
            yield Remembering(engine)

    if not every_look:
        program.open_estimator = remembering
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        found = program.review(clip, out=Path(folder) / "out", looks=looks, video=video)
        size = sum(path.stat().st_size for path in found.files.values()) / 1e6
    return {
        "looks": len(found.recording.measurements),
        "verdict": str(found.summary.verdict),
        "peak_mb": peak_mb(),
        "files_mb": size,
        "cpu_s": time.process_time(),
        "wall_s": time.perf_counter() - began,
    }


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", nargs=2, type=int, default=list(MINUTES))
    parser.add_argument("--no-video", dest="video", action="store_false")
    parser.add_argument("--looks", type=int, choices=(1, 2), default=1)
    parser.add_argument("--every-look", action="store_true")
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        how = {"looks": asked.looks, "every_look": asked.every_look}
        print(json.dumps(reviewed(asked.one, video=asked.video, **how)))
        return
    peaks = []
    print("| clip | looks | peak memory | files | processor time |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for minutes in asked.minutes:
            clip = film(Path(folder), minutes)
            command = [sys.executable, "-m", "benchmarks.speed.whole", "--one", str(clip)]
            command += ["--looks", str(asked.looks)]
            command += [] if asked.video else ["--no-video"]
            command += ["--every-look"] if asked.every_look else []
            done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
            found = json.loads(done.stdout.splitlines()[-1])
            peaks.append(found["peak_mb"])
            print(
                f"| {minutes} min | {found['looks']:,} | {found['peak_mb']:.0f} MB "
                f"| {found['files_mb']:.0f} MB | {found['cpu_s']:.0f} s |",
                flush=True,
            )
    print(f"\nratio of the peaks: {peaks[1] / peaks[0]:.2f}")


if __name__ == "__main__":
    main()
