"""What is said of a clip with a sensitive back and without, second by second.

`python -m benchmarks.stretches.said [CLIP ...]`, by default the shallow and the good lunge of the
samples. The same measurements are judged twice; each row is a second of the clip with the cue that
stands longest in it, and the good seconds so far.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from formcheck.coach.frame.report import FrameReport
from formcheck.resources import data_folder
from formcheck.review import review
from formcheck.session import judge_clip
from formcheck.stretches.files.loading import load_overlay, load_stretch
from formcheck.stretches.model.target_overlay import apply_overlay
from formcheck.words import say, say_sentence

SAMPLES = ("half-kneeling-lunge-shallow", "half-kneeling-lunge-good")


def seconds(reports: Sequence[FrameReport]) -> list[tuple[int, str, float]]:
    """Return for each second of a clip the cue that stood longest, and the good seconds so far.

    Args:
        reports: One for each frame, in rising time.
    """
    rows = []
    for second, frames in groupby(reports, lambda report: int(report.time_s)):
        shown = list(frames)
        words = Counter("" if r.cue is None else say(r.cue.message) for r in shown)
        clock = shown[-1].clock
        rows.append((second, words.most_common(1)[0][0], 0.0 if clock is None else clock.seconds))
    return rows


def show(clip: Path, stretch_id: str) -> None:
    """Print what is said of a clip with the usual targets, and with those of a sensitive back."""
    found = review(clip, stretch_id)
    usual = load_stretch(stretch_id)
    gentle = apply_overlay(usual, load_overlay("sensitive-back"))
    frames = found.recording.measurements
    told = {name: judge_clip(frames, one) for name, one in (("usual", usual), ("gentle", gentle))}
    print(f"\n{clip.stem}, {usual.name}")
    pairs = zip(seconds(told["usual"][0]), seconds(told["gentle"][0]), strict=True)
    for (second, plain, held), (_, kind, held_gently) in pairs:
        print(f"{second:3d} s | {plain:62.62} {held:5.1f} s | {kind:62.62} {held_gently:5.1f} s")
    for name, (_, summary) in told.items():
        print(f"{name}: {say_sentence(summary.headline)}")
        if summary.advice is not None:
            print(f"  next time: {say_sentence(summary.advice)}")


def main() -> None:
    """Print the clips that are named."""
    parser = argparse.ArgumentParser(description="Print what is said, second by second.")
    parser.add_argument("clips", nargs="*", type=Path, help="clips; by default two samples")
    parser.add_argument("--stretch", default="half-kneeling-lunge", help="what they show")
    wanted = parser.parse_args()
    folder = data_folder("sample_videos")
    for clip in wanted.clips or [folder / f"{name}.mp4" for name in SAMPLES]:
        show(clip, wanted.stretch)


if __name__ == "__main__":
    main()
