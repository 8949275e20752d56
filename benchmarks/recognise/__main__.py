"""Recognition on rendered people and on real pictures.

`python -m benchmarks.recognise --truthset DIR [--split test] [--clips DIR] [--photos DIR]
[--samples]` prints the tables of docs/recognition.md as Markdown. DIR of `--clips` holds what
`python -m benchmarks.stretches.prove` filmed; that of `--photos` `manifest.csv` with the columns
`file`, `pose` and `view`. `--samples` asks every bundled clip under every stretch.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

import numpy as np

from benchmarks.recognise.clips import PEOPLE, clips_table, named
from benchmarks.recognise.labels import (
    CLAIMED,
    PHOTOS,
    STRETCHES,
    is_at_its_end,
    right_positions,
)
from benchmarks.truthset.score import measure
from benchmarks.truthset.seen import merged
from benchmarks.truthset.shards import Arrays, load
from formcheck.measure.model.measurement import Measurements
from formcheck.recognise.recognise import recognise
from formcheck.resources import data_folder
from formcheck.review import measure as measure_source
from formcheck.session import judge_clip
from formcheck.stretches.files.loading import list_stretches

TOLD: Final = 0.5
"""Least probability at which a position is named; below it the answer is "can't tell"."""

HIGH: Final = 0.8
"""Least probability of an answer with high confidence; the coach acts on this."""

MOST_YAW: Final = 45.0
"""Degrees off the side view: beyond a three-quarter view nothing is claimed."""

BINS: Final = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0)


@dataclass(frozen=True, slots=True)
class Answer:
    """What was said of one picture.

    Attributes:
        group: Family and posture, or family of a photo.
        said: The most likely position.
        chance: Its probability.
        right: Whether it is one of the right ones.
    """

    group: str
    said: str
    chance: float
    right: bool

    @property
    def word(self) -> str:
        """The position, or "can't tell"."""
        return self.said if self.chance >= TOLD and self.said != "other" else "can't tell"


def answer(frame: Measurements, group: str, right: Iterable[str]) -> Answer:
    """Return what a frame's posture says."""
    chances = {"other": 1.0} if frame.posture is None else frame.posture.chances
    said = max(chances, key=lambda position: chances[position])
    return Answer(group, said, chances[said], said in set(right))


def truth_of(data: Arrays, row: int) -> dict[str, float]:
    """Return a picture's true angles by name."""
    return dict(zip(data["truth_names"].tolist(), data["truth"][row].tolist(), strict=True))


def frames_of(data: Arrays) -> list[tuple[int, Measurements]]:
    """Return the row and measurements of each picture up to a three-quarter view."""
    found = []
    for row in np.flatnonzero(abs(data["view_angle"]) <= MOST_YAW):
        pose = merged(data, int(row))
        if pose is not None:
            found.append((int(row), measure(pose)))
    return found


def positions_table(answers: Sequence[Answer]) -> None:
    """Print for each group how often it was right, another position, and surely wrong."""
    print("| shown | n | right | can't tell | another position | with high confidence | as |")
    print("|---|---|---|---|---|---|---|")
    groups = sorted({a.group for a in answers})
    for group in [*groups, "all"]:
        own = [a for a in answers if group in ("all", a.group)]
        unsure = sum(a.word == "can't tell" for a in own)
        right = sum(a.right and a.word != "can't tell" for a in own)
        sure = sum(not a.right and a.word != "can't tell" and a.chance >= HIGH for a in own)
        others = Counter(a.said for a in own if not a.right and a.word != "can't tell")
        names = ", ".join(f"{name} {count}" for name, count in others.most_common(3))
        wrong = len(own) - right - unsure
        shares = " | ".join(f"{100 * k / len(own):.1f} %" for k in (right, unsure, wrong, sure))
        print(f"| {group} | {len(own)} | {shares} | {names if group != 'all' else ''} |")


def calibration_table(answers: Sequence[Answer]) -> None:
    """Print the calibration: how often answers of a stated probability were right."""
    print("\n| stated probability | n | mean stated | right |\n|---|---|---|---|")
    told = [a for a in answers if a.said != "other"]
    for low, high in pairwise(BINS):
        own = [a for a in told if low <= a.chance < high]
        if own:
            stated = np.mean([a.chance for a in own])
            right = np.mean([a.right for a in own])
            print(
                f"| {low:.2f} to {high:.2f} | {len(own)} | {100 * stated:.0f} % "
                f"| {100 * right:.1f} % |"
            )


def stretches_table(data: Arrays, frames: Sequence[tuple[int, Measurements]]) -> None:
    """Print how often the stretch of a single picture is ranked first, and among three."""
    stretches = list_stretches()
    first: dict[str, list[bool]] = defaultdict(list)
    third: dict[str, list[bool]] = defaultdict(list)
    stated: list[tuple[float, bool]] = []
    for row, frame in frames:
        shown = (str(data["family"][row]), str(data["variant"][row]))
        right = STRETCHES.get(shown)
        if right is None or not is_at_its_end(shown[1], truth_of(data, row)):
            continue
        found = recognise([frame], stretches)
        names = [guess.stretch for guess in found.guesses]
        group = "/".join(shown)
        first[group].append(names[0] in right)
        third[group].append(bool(right & set(names)))
        if found.sure:
            stated.append((found.guesses[0].confidence, names[0] in right))
    print("\n| picture of | n | first | among three |\n|---|---|---|---|")
    for group in sorted(first):
        one, three = (100 * np.mean(found[group]) for found in (first, third))
        print(f"| {group} | {len(first[group])} | {one:.0f} % | {three:.0f} % |")
    total = [hit for hits in first.values() for hit in hits]
    print(
        f"\nOf {len(total)} single pictures {100 * np.mean(total):.0f} % are ranked first. "
        f"{len(stated)} were sure enough to be judged: stated "
        f"{100 * np.mean([c for c, _ in stated]):.0f} %, right "
        f"{100 * np.mean([hit for _, hit in stated]):.0f} %."
    )


def photos(folder: Path) -> list[tuple[Answer, Mapping[str, str]]]:
    """Return what is said of every photo, and of every clip as a whole, with its manifest row."""
    found = []
    with (folder / "manifest.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        frames = measure_source(folder / row["file"])
        right = PHOTOS.get(row["pose"], frozenset())
        if len(frames) == 1:
            found.append((answer(frames[0], row["pose"], right), row))
            continue
        said = recognise(frames, list_stretches()).position or "other"
        share = np.mean([f.posture.chance(said) for f in frames if f.posture is not None])
        found.append((Answer(row["pose"], said, float(share), said in right), row))
    return found


def photos_table(found: Sequence[tuple[Answer, Mapping[str, str]]]) -> None:
    """Print what was said of each real picture, and the share that was recognised."""
    print("\n| picture | family | view | said | probability | |\n|---|---|---|---|---|---|")
    counted: list[Answer] = []
    for told, row in found:
        name = Path(row["file"]).stem.split("__")[-1]
        claimed = row["pose"] in CLAIMED and row["view"] in ("side", "3-4")
        mark = "right" if told.right else "another position"
        if told.word == "can't tell":
            mark = "can't tell"
        if not claimed:
            mark = f"({mark})"
        if claimed:
            counted.append(told)
        print(
            f"| {name} | {row['pose']} | {row['view']} | {told.said} "
            f"| {100 * told.chance:.0f} % | {mark} |"
        )
    right = sum(a.right and a.word != "can't tell" for a in counted)
    unsure = sum(a.word == "can't tell" for a in counted)
    surely = sum(not a.right and a.word != "can't tell" and a.chance >= HIGH for a in counted)
    print(
        f"\nOf {len(counted)} side and three-quarter views {right} "
        f"({100 * right / len(counted):.0f} %) are right with a probability of at least "
        f'{100 * TOLD:.0f} %, {unsure} are "can\'t tell", {surely} are called another position '
        "with high confidence."
    )


def samples_table() -> None:
    """Print under which stretches each bundled clip is refused as another movement."""
    print("\n| clip | recognised as | refused under | not refused under |\n|---|---|---|---|")
    stretches = list_stretches()
    for clip in sorted(data_folder("sample_videos").glob("*.mp4")):
        frames = measure_source(clip)
        found = recognise(frames, stretches)
        refused = {s.id for s in stretches if judge_clip(frames, s)[1].wrong is not None}
        kept = [s.id for s in stretches if s.id not in refused]
        guesses = ", ".join(f"{g.stretch} {100 * g.confidence:.0f} %" for g in found.guesses)
        print(f"| {clip.stem} | {guesses} | {len(refused)} stretches | {', '.join(kept)} |")


def main() -> None:
    """Print the tables that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--truthset", type=Path)
    parser.add_argument("--split", default="test")
    parser.add_argument("--clips", type=Path)
    parser.add_argument("--people", choices=PEOPLE, default="all")
    parser.add_argument("--photos", type=Path)
    parser.add_argument("--samples", action="store_true")
    options = parser.parse_args()
    if options.truthset is not None:
        data = load(options.truthset, options.split)
        frames = frames_of(data)
        answers = []
        for row, frame in frames:
            shown = (str(data["family"][row]), str(data["variant"][row]))
            right = right_positions(*shown, truth_of(data, row))
            answers.append(answer(frame, "/".join(shown), right))
        positions_table(answers)
        calibration_table(answers)
        stretches_table(data, frames)
    if options.clips is not None:
        clips_table(list(named(options.clips, options.people)))
    if options.photos is not None:
        photos_table(photos(options.photos))
    if options.samples:
        samples_table()


if __name__ == "__main__":
    main()
