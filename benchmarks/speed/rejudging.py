"""Times a moved target on ten minutes of recording: `python -m benchmarks.speed.rejudging`.

A sample is measured once and strung together until it is as long as asked for. Then one target is
moved again and again, as somebody does on the page Tune, and the same is done as the coach does it,
frame by frame. Processor time is shown: it suffers least from what else the machine does.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from statistics import median
from typing import Any, Final

from formcheck.coach.replay.replay import Replay
from formcheck.measure.model.measurement import Measurements
from formcheck.resources import data_folder
from formcheck.review import measure
from formcheck.session import judge_clip
from formcheck.stretches.files.loading import load_stretch
from formcheck.stretches.model.stretch import Stretch
from formcheck.tune.rejudge import TargetEdit, edit_targets

SAMPLES: Final = {"half-kneeling-lunge": "half-kneeling-lunge-good.mp4", "squat": "squat-set.mp4"}
MOVES: Final = (-2.0, -1.0, -0.5, 0.5, 1.0, 2.0)


def strung(frames: Sequence[Measurements], minutes: float) -> list[Measurements]:
    """Return frames one after the other, again and again, until they last so many minutes."""
    step = frames[1].time_s - frames[0].time_s
    found: list[Measurements] = []
    start_s = 0.0
    while not found or found[-1].time_s < 60 * minutes:
        found += [
            replace(frame, index=len(found) + i, time_s=start_s + frame.time_s - frames[0].time_s)
            for i, frame in enumerate(frames)
        ]
        start_s = found[-1].time_s + step
    return [frame for frame in found if frame.time_s < 60 * minutes]


def timed(work: Callable[[], Any]) -> float:
    """Return the processor time of one piece of work, milliseconds."""
    before = time.process_time()
    work()
    return 1000 * (time.process_time() - before)


def moved(stretch: Stretch, by: float) -> Stretch:
    """Return a stretch with its main target elsewhere."""
    main = stretch.main_check
    if main is None:
        raise ValueError(f"expected a stretch with a target, got {stretch.id}")
    ends = (("low", main.low), ("high", main.high))
    edits = [TargetEdit.of(f"{main.id}.{key}", end + by) for key, end in ends if end is not None]
    return edit_targets(stretch, edits)


def row(name: str, minutes: float) -> str:
    """Return what one stretch takes, as a row of a table."""
    stretch = load_stretch(name)
    frames = strung(measure(data_folder("sample_videos") / SAMPLES[name], looks=1), minutes)
    replay = Replay(frames)
    first = timed(lambda: replay.judge(stretch))
    later = [timed(partial(replay.judge, moved(stretch, by))) for by in MOVES]
    told = timed(lambda: replay.reports(stretch))
    whole = timed(lambda: judge_clip(frames, stretch))
    same = judge_clip(frames, moved(stretch, MOVES[0]))[1]
    if replay.judge(moved(stretch, MOVES[0])).summary != same:
        raise AssertionError(f"expected the coach's verdict on {name}, got another one")
    return (
        f"| {name}, {len(frames)} frames | {median(later):.0f} ms | {first:.0f} ms | {told:.0f} ms "
        f"| {whole:.0f} ms |"
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10.0)
    asked = parser.parse_args()
    print("| recording | a moved target | first look | cue and clock of every frame | coach |")
    print("|---|---|---|---|---|")
    for name in SAMPLES:
        print(row(name, asked.minutes), flush=True)


if __name__ == "__main__":
    main()
