"""Judges pelvic tilt on people never trained on: `python -m benchmarks.tilt.judge --data DIR`.

Every frame of a held-out person is compared with that person's neutral stance, by the program's
own code; people, clothes, rooms and half of the backs (`strange_spine`) were not in the training.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.tilt.postures import PROFILES
from benchmarks.tilt.samples import Arrays, outlines
from formcheck.measure.model.outline_model import Outline
from formcheck.measure.pelvis.outline import average
from formcheck.measure.pelvis.tilt import pelvic_tilt

Mask = NDArray[np.bool_]

YAWS: Final = ((0, 10), (10, 20), (20, 36))
FAMILIES: Final = {
    "standing": "standing",
    "lunge": "half-kneeling",
    "quadruped": "all fours",
    "bridge": "bridge",
    "prone": "face down",
}
FAMILIAR: Final = 0.2
"""Share of the bend above the low back up to which a back is one of those trained on."""


@dataclass(frozen=True)
class Figures:
    """Errors of a group of frames, degrees.

    Attributes:
        frames: How many there are.
        refused: Share without an answer, 0..1.
        mean: Mean absolute error of the answers; `median` likewise.
        within: Share of the answers within two sigmas, 0..1.
        sigma: Median sigma of the answers.
        zero: Mean absolute error of answering "no change" to the same frames.
    """

    frames: int
    refused: float
    mean: float
    median: float
    within: float
    sigma: float
    zero: float


@dataclass(frozen=True)
class Answers:
    """What was answered for every frame that was compared; NaN where refused."""

    frame: NDArray[np.intp]
    value: NDArray[np.float64]
    sigma: NDArray[np.float64]
    truth: NDArray[np.float64]

    def figures(self, chosen: Mask) -> Figures:
        """Figures of the chosen frames."""
        known = chosen & np.isfinite(self.value)
        wrong = np.abs(self.value - self.truth)[known]
        if not wrong.size:
            nothing = float("nan")
            return Figures(int(chosen.sum()), 1.0, *[nothing] * 5)
        return Figures(
            frames=int(chosen.sum()),
            refused=float(1.0 - known.sum() / chosen.sum()),
            mean=float(wrong.mean()),
            median=float(np.median(wrong)),
            within=float((wrong <= 2 * self.sigma[known]).mean()),
            sigma=float(np.median(self.sigma[known])),
            zero=float(np.abs(self.truth[known]).mean()),
        )


def answer(data: Arrays, rows: str, same_stance: bool) -> Answers:
    """Asks the program about every frame.

    Args:
        data: See `samples.outlines`.
        rows: Which reading of the frames.
        same_stance: Compare with another frame of the same stance within 4 degrees of the own
            neutral, as a session without a profile does, instead of the standing neutral.
    """
    found: list[tuple[int, float, float, float]] = []
    for body in np.unique(data["body"]):
        own = np.flatnonzero(data["body"] == body)
        at_ease = own[data["family"][own] == "neutral"]
        sound = at_ease[np.isfinite(data[rows][at_ease, 0])]
        if not sound.size:
            continue
        level = float(data["pelvic_tilt"][sound].mean())
        for frame in own[~np.isin(data["family"][own], ["neutral", "kneeling"])]:
            reference = sound
            if same_stance:
                reference = _alike(data, rows, own, frame, level)
                if not reference.size:
                    continue
            known = [Outline.from_numbers(data[rows][row]) for row in reference]
            base = float(data["pelvic_tilt"][reference].mean())
            value, sigma = _ask(data[rows][frame], average(known))
            found.append((frame, value, sigma, float(data["pelvic_tilt"][frame]) - base))
    columns = np.array(found).reshape(-1, 4).T
    return Answers(columns[0].astype(np.intp), *columns[1:])


def _alike(data: Arrays, rows: str, own: Any, frame: Any, level: float) -> NDArray[np.intp]:
    near = np.abs(data["pelvic_tilt"][own] - level) < 4.0
    # Whoever knelt tall before the lunge is compared with that.
    family = data["family"][frame]
    kind = np.isin(data["family"][own], ["kneeling", "lunge"] if family == "lunge" else [family])
    sound = np.isfinite(data[rows][own, 0])
    return np.asarray(own[near & kind & sound & (own != frame)][:1])


def _ask(numbers: NDArray[np.float64], neutral: Outline) -> tuple[float, float]:
    if not np.isfinite(numbers[0]):
        return float("nan"), float("nan")
    said = pelvic_tilt(Outline.from_numbers(numbers), neutral)
    if said.value is None or said.sigma is None:
        return float("nan"), float("nan")
    return said.value, said.sigma


def strange(data: Arrays) -> Mask:
    """Whether the back bends otherwise than those trained on."""
    low = data["spine"][:, 0] > max(PROFILES["low"][0] - 0.1, 0.3)
    high = (data["spine"][:, 3:].sum(axis=1) > FAMILIAR) & (data["spine"][:, 0] < 0.11)
    return np.asarray(low | high)


def tables(data: Arrays, said: Answers) -> dict[str, Figures]:
    """Figures by stance, view, clothes and back."""
    family, fit = data["family"][said.frame], data["fit"][said.frame]
    yaw = np.abs(data["yaw"][said.frame])
    odd = strange(data)[said.frame]
    found: dict[str, Figures] = {}

    def put(name: str, chosen: Mask) -> None:
        if chosen.any():
            found[name] = said.figures(chosen)

    for name, title in FAMILIES.items():
        for low, high in YAWS:
            view = (family == name) & (yaw >= low) & (yaw < high)
            put(f"{title}, yaw {low}-{high}", view & (fit != "baggy"))
        put(f"{title}, baggy", (family == name) & (fit == "baggy"))
    upright = np.isin(family, ["standing", "lunge"]) & (fit != "baggy")
    put("upright, backs like those trained on", upright & ~odd)
    put("upright, other backs", upright & odd)
    put("everything", np.ones(len(family), dtype=np.bool_))
    return found


def markdown(found: dict[str, Figures]) -> str:
    """The figures as a table."""
    lines = [
        "| group | frames | refused | mean error | median | within 2 sigma | sigma | zero |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for name, one in found.items():
        lines.append(
            f"| {name} | {one.frames} | {one.refused:.0%} | {one.mean:.1f} | {one.median:.1f} "
            f"| {one.within:.0%} | {one.sigma:.1f} | {one.zero:.1f} |"
        )
    return "\n".join(lines)


def main() -> None:
    """Prints the tables, and writes them as JSON where asked to."""
    parser = argparse.ArgumentParser(description="Judge pelvic tilt on held-out people.")
    parser.add_argument("--data", type=Path, required=True, nargs="+", help="folders of series")
    parser.add_argument("--cache", type=Path, required=True, help="folder for the outlines")
    parser.add_argument("--json", type=Path, help="file to write the figures into")
    wanted = parser.parse_args()
    data = outlines(wanted.data, wanted.cache, "test")
    people = len(np.unique(data["body"]))
    written: dict[str, Any] = {"people": people, "frames": len(data["body"])}
    for title, same in (
        ("Against the standing neutral", False),
        ("Against the same stance", True),
    ):
        found = tables(data, answer(data, "rows", same))
        written[title] = {name: asdict(figures) for name, figures in found.items()}
        print(f"\n{title} ({people} people):\n\n{markdown(found)}")
    if wanted.json:
        wanted.json.write_text(json.dumps(written, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
