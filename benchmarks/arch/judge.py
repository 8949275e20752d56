"""Judges what `build` rendered: `python -m benchmarks.arch.judge --data DIR [--json FILE]`.

Each person calibrates, or only stands still before the lunge, or kneels tall as the lunge begins;
then the true and the arched lunge are measured and judged as any clip is. Nothing was fitted to
these people.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from formcheck.calibrate import baseline_of
from formcheck.coach.cues.candidates import PRAISE
from formcheck.measure.chain import SHIPPED
from formcheck.measure.model.measurement import Measurements
from formcheck.measure.pelvis.baseline import Baseline
from formcheck.measure.pelvis.provisional_neutral import find_neutral
from formcheck.pose.pose import Pose
from formcheck.pose.silhouette import PackedSilhouette
from formcheck.session import Sightings, judge_clip, measure_clip, measure_scenes
from formcheck.stretches.files.loading import load_stretch
from formcheck.words import say

LUNGES: Final = ("true", "arched")
NEUTRALS: Final = ("profile, and kneeling tall", "profile", "kneeling tall", "standing still")
STRETCH: Final = "half-kneeling-lunge"
BEFORE_S: Final = 2.0
"""Seconds from kneeling tall to the lunge that follows."""

BANDS: Final = {"side view within 10": (0, 10), "10 to 20": (10, 20.01)}

Row = dict[str, Any]


@dataclass(frozen=True)
class Person:
    """What was rendered of one person."""

    name: str
    arrays: dict[str, NDArray[Any]]

    def rows(self, act: str) -> NDArray[np.intp]:
        """Numbers of the frames of a clip."""
        return np.flatnonzero(self.arrays["act"] == act)

    def sightings(self, act: str, start: str | None = None) -> Sightings:
        """A clip as MediaPipe saw it, if asked to with another one before it."""
        rows, data = self.rows(act), self.arrays
        seconds = data["time_s"][rows]
        if start is not None:
            before = self.rows(start)
            seconds = np.concatenate([data["time_s"][before], seconds + BEFORE_S])
            rows = np.concatenate([before, rows])
        times = tuple(float(second) for second in seconds)
        poses, shapes = [], []
        for row in rows:
            mask = data[f"mask_{row}"]
            height, width = mask.shape
            seen = (data[name][row] for name in ("pixels", "world", "visibility"))
            poses.append(Pose(*seen, width=width, height=height))
            shapes.append(PackedSilhouette.of(mask.astype(np.float32) / 255.0))
        kept = tuple(SHIPPED.keep_sides(poses, times))
        return Sightings(tuple(range(len(times))), times, kept, silhouettes=tuple(shapes))

    def truth(self, act: str, name: str) -> NDArray[np.float64]:
        """Truth of every frame of a clip."""
        return np.asarray(self.arrays[name][self.rows(act)], dtype=np.float64)

    @property
    def rear(self) -> str:
        """The kneeling side."""
        return str(self.arrays["rear"])

    @property
    def off_side(self) -> float:
        """Degrees by which the lunges are turned away from the side view."""
        return abs(90.0 - abs(float(self.arrays["off_side"][self.rows("true")[0]])))


def people(folder: Path) -> Iterator[Person]:
    """Yields everybody who was rendered."""
    for path in sorted(folder.glob("*.npz")):
        with np.load(path) as file:
            yield Person(path.stem, {name: file[name] for name in file.files})


def compare(
    person: Person, act: str, frames: Sequence[Measurements], neutral: str
) -> Iterator[Row]:
    """Yields the median error of a clip for each measurement, or that it was refused."""
    names = {"pelvic_tilt": "pelvic_tilt", "hip": f"hip_{person.rear}"}
    names["hip_joint"] = f"hip_joint_{person.rear}"
    for name, full in names.items():
        truth = person.truth(act, full)
        found = [frame.values[full] for frame in frames]
        pairs = [
            (m.value - true, m.sigma) for m, true in zip(found, truth, strict=True)
            if m.value is not None and m.sigma is not None
        ]  # fmt: skip
        error = sigma = None
        if len(pairs) >= 0.5 * len(found):
            error, sigma = (float(np.median(column)) for column in zip(*pairs, strict=True))
        yield {
            "person": person.name, "clip": act, "neutral": neutral, "measure": name,
            "fit": str(person.arrays["fit"]), "off_side": person.off_side,
            "error": error, "sigma": sigma,
        }  # fmt: skip


def verdict(person: Person, act: str, frames: Sequence[Measurements], neutral: str) -> Row:
    """Returns what the coach makes of a lunge.

    `first` is the first fault that is said in the lunge, or None: while the far leg is worked the
    clips are over before the hint to turn round is. `named` is whether the verdict names the arch.
    """
    reports, summary = judge_clip(frames, load_stretch(STRETCH))
    held = reports[-len(person.rows(act)) :]
    cues = [report.cue for report in held if report.cue is not None]
    first = next((cue.check for cue in cues if cue.kind == "fault"), None)
    (arch,) = (check for check in summary.checks if check.check == "arch")
    praised = any(cue == PRAISE for cue in cues)
    return {
        "person": person.name, "clip": act, "neutral": neutral, "fit": str(person.arrays["fit"]),
        "off_side": person.off_side, "arch": arch.verdict, "tilt": arch.value, "first": first,
        "named": "arch" in say(summary.headline), "praised": praised,
    }  # fmt: skip


def judged(person: Person) -> tuple[list[Row], list[Row], Baseline | str]:
    """Returns errors and verdicts of one person, and the calibration, or why there is none."""
    sightings = person.sightings("calibration")
    made = baseline_of(sightings)
    neutrals: list[tuple[str, Baseline | None, str | None]] = [("kneeling tall", None, "kneeling")]
    if isinstance(made, Baseline):
        neutrals.append(("profile", made, None))
        neutrals.append(("profile, and kneeling tall", made, "kneeling"))
    passing = find_neutral(next(measure_scenes(sightings)))
    if passing is not None:
        neutrals.append(("standing still", passing, None))
    errors: list[Row] = []
    verdicts: list[Row] = []
    for name, neutral, start in neutrals:
        for act in LUNGES:
            frames = measure_clip(person.sightings(act, start), neutral)
            errors += compare(person, act, frames[-len(person.rows(act)) :], name)
            verdicts.append(verdict(person, act, frames, name))
    return errors, verdicts, made


def error_table(rows: Sequence[Row]) -> list[Row]:
    """Returns mean absolute errors by measurement, neutral and view."""
    table = []
    for measure in ("pelvic_tilt", "hip_joint", "hip"):
        for neutral in NEUTRALS:
            groups = {
                name: [r for r in rows if low <= r["off_side"] < high and r["fit"] != "baggy"]
                for name, (low, high) in BANDS.items()
            } | {"baggy": [r for r in rows if r["fit"] == "baggy"]}
            for group, members in groups.items():
                chosen = [r for r in members if (r["measure"], r["neutral"]) == (measure, neutral)]
                known = [r for r in chosen if r["error"] is not None]
                if chosen:
                    table.append(
                        {"measure": measure, "neutral": neutral, "view": group}
                        | _figures(chosen, known)
                    )
    return table


def _figures(chosen: Sequence[Row], known: Sequence[Row]) -> Row:
    errors = np.array([row["error"] for row in known], dtype=np.float64)
    sigmas = np.array([row["sigma"] for row in known], dtype=np.float64)
    if not known:
        return {
            "clips": len(chosen),
            "refused %": 100,
            "mean": None,
            "bias": None,
            "2 sigma %": None,
        }
    return {
        "clips": len(chosen),
        "refused %": round(100 * (1 - len(known) / len(chosen))),
        "mean": round(float(np.abs(errors).mean()), 1),
        "bias": round(float(errors.mean()), 1),
        "2 sigma %": round(100 * float((np.abs(errors) < 2 * sigmas).mean())),
    }


def verdict_table(rows: Sequence[Row]) -> list[Row]:
    """Returns how often an arched lunge is called arched, and a true one not."""
    table = []
    for neutral in NEUTRALS:
        for fits in (("tight", "loose"), ("baggy",)):
            chosen = [r for r in rows if r["neutral"] == neutral and r["fit"] in fits]
            arched = [r for r in chosen if r["clip"] == "arched"]
            true = [r for r in chosen if r["clip"] == "true"]
            both = {r["person"]: r["tilt"] for r in arched if r["tilt"] is not None}
            pairs = [
                both[r["person"]] - r["tilt"]
                for r in true if r["tilt"] is not None and r["person"] in both
            ]  # fmt: skip
            if not chosen:
                continue
            table.append(
                {
                    "neutral": neutral,
                    "clothes": " and ".join(fits),
                    "people": len(arched),
                    "arched: called arched %": _share(r["arch"] == "adjust" for r in arched),
                    "named first in the verdict %": _share(r["named"] for r in arched),
                    "another fault said first %": _share(
                        r["first"] not in (None, "arch") for r in arched
                    ),
                    "can't tell %": _share(r["arch"] == "can't tell" for r in arched),
                    "praised %": _share(r["praised"] for r in arched),
                    "true: called arched %": _share(r["arch"] == "adjust" for r in true),
                    "tilt higher when arched %": _share(gap > 0 for gap in pairs),
                }
            )
    return table


def _share(values: Iterator[bool] | Any) -> float | None:
    found = list(values)
    return round(100 * sum(found) / len(found)) if found else None


def show(title: str, rows: Sequence[Row]) -> None:
    """Prints a table as Markdown."""
    print(f"\n{title}\n")
    if not rows:
        return
    print("| " + " | ".join(rows[0]) + " |\n|" + "---|" * len(rows[0]))
    for row in rows:
        print("| " + " | ".join("-" if v is None else str(v) for v in row.values()) + " |")


def main() -> None:
    """Prints the tables, and writes them where asked."""
    parser = argparse.ArgumentParser(description="Judge calibrations, true and arched lunges.")
    parser.add_argument("--data", type=Path, required=True, help="folder that build wrote")
    parser.add_argument("--json", type=Path, help="file to write the figures to")
    asked = parser.parse_args()
    errors: list[Row] = []
    verdicts: list[Row] = []
    refused: list[Row] = []
    count = unsure = 0
    for person in people(asked.data):
        count += 1
        more, judgements, made = judged(person)
        errors += more
        verdicts += judgements
        if isinstance(made, str):
            refused.append(
                {"person": person.name, "clothes": str(person.arrays["fit"]), "reason": made}
            )
        elif made.tilt_range is None:
            unsure += 1
    tables = {
        f"Calibrations refused: {len(refused)} of {count}; no range: {unsure}": refused,
        "Errors, degrees (medians over each clip)": error_table(errors),
        "Arched and true lunges": verdict_table(verdicts),
    }
    for title, rows in tables.items():
        show(title, rows)
    if asked.json is not None:
        asked.json.write_text(json.dumps(tables | {"verdicts": verdicts}, indent=2) + "\n")


if __name__ == "__main__":
    main()
