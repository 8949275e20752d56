"""Clips an hour against workers, beside the bare pose engines, and the memory of a worker.

The same clips, cut from the sample clips, are reviewed with one and two workers; beside it the bare
engines find the person in the same frames in as many processes, and do nothing else. What all
workers wait for, the main process that moves files and writes the manifest, is measured on its own;
it bounds what more workers could bring.
"""

from __future__ import annotations

import functools
import os
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import cycle, islice
from multiprocessing import get_context
from pathlib import Path
from typing import Final

import av
import numpy as np
from numpy.typing import NDArray

from formcheck.batch.local import run_locally
from formcheck.batch.manifest import read_entries
from formcheck.batch.run import run_batch
from formcheck.batch.task import ClipTask, JudgeSettings
from formcheck.batch.work import carry_out, review_clip
from formcheck.capture.source import open_source
from formcheck.pose.factory import open_estimator
from formcheck.resources import data_folder
from formcheck.session import needs_silhouette, observe
from formcheck.stretches.files.loading import load_stretch
from tests.batch.fakes import clips as fake_clips
from tests.batch.fakes import fake_review, inline

CLIPS: Final = int(os.environ.get("CLIPS", "50"))
SECONDS: Final = float(os.environ.get("SECONDS", "4"))
SAMPLES: Final = {
    "half-kneeling-lunge-good": "half-kneeling-lunge",
    "half-kneeling-lunge-shallow": "half-kneeling-lunge",
    "squat-set": "squat",
    "prone-press-up": "prone-press-up:hold",
}
SIMULATED: Final = (4, 16, 64)


def pictures(clip: Path) -> list[NDArray[np.uint8]]:
    """Return every picture of a clip."""
    with av.open(clip) as container:
        return [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]


def film(path: Path, images: list[NDArray[np.uint8]], rate: int = 24) -> None:
    """Write a clip."""
    with av.open(path, "w") as container:
        stream = container.add_stream("libx264", rate=rate)
        stream.height, stream.width = images[0].shape[:2]
        stream.pix_fmt = "yuv420p"
        for image in images:
            container.mux(stream.encode(av.VideoFrame.from_ndarray(image, format="rgb24")))
        container.mux(stream.encode())


def cut_clips(folder: Path) -> Iterator[ClipTask]:
    """Cut clips from the samples, each from another place."""
    sources = {
        name: (
            pictures(data_folder("sample_videos") / f"{name}.mp4"),
            JudgeSettings(load_stretch(one)),
        )
        for name, one in SAMPLES.items()
    }
    frames = round(SECONDS * 24)
    for number, name in enumerate(islice(cycle(sources), CLIPS)):
        images, settings = sources[name]
        first = (number * 7) % max(1, len(images) - frames)
        path = folder / f"{number:03}-{name}.mp4"
        film(path, images[first : first + frames])
        yield ClipTask(path.name, path, settings, settings.key())


def find_person(task: ClipTask) -> None:
    """Run the bare engines over a clip, opened and closed as in a review."""
    stretch = task.settings.stretch
    silhouette = stretch is not None and needs_silhouette(stretch)
    with (
        open_source(task.clip) as clip,
        open_estimator("full", "video", 2, silhouette) as estimator,
    ):
        observe(clip, estimator)


def bare(tasks: list[ClipTask], workers: int) -> float:
    """Return the seconds of the bare engines alone, with processes that have warmed up."""
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        list(pool.map(find_person, tasks[:workers]))
        began = time.perf_counter()
        list(pool.map(find_person, tasks, chunksize=1))
        return time.perf_counter() - began


def batch(tasks: list[ClipTask], out: Path, workers: int) -> tuple[float, float]:
    """Return the seconds from the first to the last finished clip, and the memory of a worker."""
    times: list[float] = []
    run_batch(
        tasks, out, functools.partial(run_locally, workers=workers),
        on_progress=lambda _: times.append(time.perf_counter()),
    )  # fmt: skip
    # The workers start before the first clip is done, as the bare engines' have.
    seconds = (times[-1] - times[workers]) * len(tasks) / (len(tasks) - workers)
    return seconds, max(entry["peak_mb"] for entry in read_entries(out))


def serial(folder: Path, count: int = 2000) -> float:
    """Return the seconds that the main process needs for each clip, tiny fake reviews included."""
    tasks = fake_clips(folder / "fake", count)
    began = time.process_time()
    run_batch(tasks, folder / "fake-out", inline, work=fake_review)
    return (time.process_time() - began) / count


def processor_share(tasks: list[ClipTask], folder: Path) -> str:
    """Return what part of a review's processor time is the pose engines', whoever else is busy."""
    bare_s = whole_s = 0.0
    for task in tasks:
        times = [time.process_time()]
        find_person(task)
        times.append(time.process_time())
        carry_out(task, review_clip, folder / "alone")
        times.append(time.process_time())
        bare_s, whole_s = bare_s + times[1] - times[0], whole_s + times[2] - times[1]
    count = len(tasks)
    return (
        f"Processor time a clip: bare engines {bare_s / count:.2f} s, whole review "
        f"{whole_s / count:.2f} s, share {bare_s / whole_s:.2f}."
    )


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "in").mkdir()
        tasks = list(cut_clips(folder / "in"))
        frames = len(tasks) * round(SECONDS * 24)
        print(f"\n{len(tasks)} clips of {SECONDS:g} s, {frames} frames\n", flush=True)
        print(processor_share(tasks[: 3 * len(SAMPLES)], folder) + "\n", flush=True)
        print("| workers | clips an hour | frames/s | bare engines, frames/s | share | memory MB |")
        print("|---|---|---|---|---|---|")
        shared = serial(folder)
        for workers in (1, 2):
            alone = bare(tasks, workers)
            seconds, memory = batch(tasks, folder / f"out-{workers}", workers)
            print(
                f"| {workers} | {3600 * len(tasks) / seconds:.0f} | {frames / seconds:.1f} | "
                f"{frames / alone:.1f} | {alone / seconds:.2f} | {memory:.0f} |",
                flush=True,
            )
        each = seconds * workers / len(tasks)
        print(f"\nMain process: {1000 * shared:.1f} ms a clip; a worker: {each:.2f} s a clip.\n")
        print("| workers, simulated | clips an hour |")
        print("|---|---|")
        for workers in SIMULATED:
            rate = min(workers / each, 1 / shared)
            print(f"| {workers} | {3600 * rate:.0f} |")
