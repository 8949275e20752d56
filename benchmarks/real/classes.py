"""Recognition on real people: pictures by class and a few clips, without angles.

A picture is shown as a clip of a few seconds in which nobody moves.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.real.configurations import CONFIGURATIONS, MEASURED
from benchmarks.real.engines import Look, repeated, see
from benchmarks.real.page import table
from formcheck.capture.clip import Clip
from formcheck.codes.states import Verdict
from formcheck.errors import InputError
from formcheck.measure.chain import SHIPPED
from formcheck.measure.model.measurement import Measurements
from formcheck.pose.factory import open_estimator
from formcheck.recognise.recognise import recognise
from formcheck.session import Sightings, judge_clip, measure_clip, observe
from formcheck.stretches.files.loading import list_stretches
from formcheck.stretches.model.stretch import Stretch
from formcheck.words import say

FAMILIES: Final[Mapping[str, tuple[str, ...]]] = {
    "lunge": ("half-kneeling-lunge", "half-kneeling-reach-back"),
    "bridge": ("glute-bridge", "hamstring-bridge"),
    "cobra": ("prone-press-up",),
    "saddle": ("saddle",),
    "squat": ("squat",),
    "hinge": ("deadlift",),
    "quadruped": ("quadruped-leg-lift",),
    "supine": ("foam-roller-knee-to-chest", "figure-four", "ball-release-psoas", "breathing"),
    "standing": ("standing-posture", "standing-pelvic-tilt"),
}
"""Class of a picture -> stretches of the catalogue that it may show, the one it is judged as first.
Other classes (plank, pigeon, warrior 2, dancer poses under `couch`) show none of them: whatever is
sure there is wrong."""

PART: Final = "recognition of real people"
"""The part of docs/recognition.md that is written here."""

_TEMPLATE: Final = Path(__file__).with_name("classes.template.md")

HELD_S: Final = 3.0
"""Seconds for which a picture is shown: short enough that no repetition is expected."""

VIEWS: Final = ("side", "3-4")
"""Views from which recognition and angles are asked for."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A picture or clip whose class is known.

    Attributes:
        path: The file.
        kind: Its class; those that `FAMILIES` lacks show no stretch of the catalogue.
        view: `side`, `3-4`, `front` or `back`.
    """

    path: Path
    kind: str
    view: str


@dataclass(frozen=True, slots=True)
class Recognised:
    """What was said of a picture or clip.

    Attributes:
        label: What it shows.
        found: Whether a person was found.
        first: The most likely stretch, or None.
        sure: Whether it would be judged by that one.
        whole: Whether the whole body is in the picture.
        main: The verdict on the main angle, where it is judged as the first of its family.
        reason: Why that cannot be told, or None.
    """

    label: Labelled
    found: bool
    first: str | None = None
    sure: bool = False
    whole: bool = False
    main: Verdict | None = None
    reason: str | None = None

    @property
    def right(self) -> bool:
        """Return whether the first guess is of the family that is shown."""
        return self.first in FAMILIES.get(self.label.kind, ())

    @property
    def surely_wrong(self) -> bool:
        """Return whether it would be judged as something that it is not."""
        return self.sure and not self.right


def labelled(folder: Path, kind: str = "class") -> list[Labelled]:
    """Return what a folder's `manifest.csv` names.

    Args:
        folder: Holds the manifest and its files.
        kind: Column with the class.

    Raises:
        InputError: There is no such table.
    """
    manifest = folder / "manifest.csv"
    if not manifest.is_file():
        raise InputError(
            f"expected pictures by class with manifest.csv, got no file {manifest}; "
            "give the folder that holds classes/ and clips/ with --data"
        )
    with manifest.open(encoding="utf-8", newline="") as file:
        return [Labelled(folder / r["file"], r[kind], r["view"]) for r in csv.DictReader(file)]


def said_of(label: Labelled, sightings: Sightings, stretches: Sequence[Stretch]) -> Recognised:
    """Return what is said of a picture or clip.

    Args:
        label: What it shows.
        sightings: What was seen, with the legs named as a clip's are.
        stretches: The catalogue.
    """
    frames = measure_clip(sightings)
    views = [frame.view for frame in frames if frame.view is not None]
    if not views:
        return Recognised(label, found=False)
    recognition = recognise(frames, stretches)
    family = FAMILIES.get(label.kind, ())
    stretch = next((s for s in stretches if family and s.id == family[0]), None)
    verdict, reason = (None, None) if stretch is None else main_verdict(frames, stretch)
    return Recognised(
        label,
        found=True,
        first=recognition.guesses[0].stretch if recognition.guesses else None,
        sure=recognition.sure,
        whole=sum(not view.cut_off for view in views) > len(views) / 2,
        main=verdict,
        reason=reason,
    )


def main_verdict(
    frames: Sequence[Measurements], stretch: Stretch
) -> tuple[Verdict | None, str | None]:
    """Return what is said of the main angle most of the time, and why it cannot be told."""
    main = stretch.main_check
    if main is None:
        return None, None
    reports, _ = judge_clip(frames, stretch)
    results = [check for r in reports for check in r.checks if check.check == main.id]
    known = [check for check in results if check.verdict != "can't tell"]
    if 2 * len(known) >= len(results):
        return known[len(known) // 2].verdict, None
    reasons = [check.reason for check in results if check.reason is not None]
    return "can't tell", max(set(reasons), key=reasons.count, default=None)


def classes(data: Path) -> list[Recognised]:
    """Return what is said of all pictures and clips.

    Args:
        data: Folder that holds `classes`, and `manifest.csv` with the clips.
    """
    labels, stretches = labelled(data / "classes"), list_stretches()
    engine = CONFIGURATIONS[MEASURED].engine
    (seen,) = see([(Look((engine,)), [label.path for label in labels])])
    found = []
    for label, single in zip(labels, seen[engine], strict=True):
        held = repeated(single, HELD_S)
        kept = SHIPPED.keep_sides(held.poses, held.times_s)
        shown = Sightings(held.indices, held.times_s, tuple(kept))
        found.append(said_of(label, shown, stretches))
    for label in labelled(data, "pose"):
        if label.path.suffix != ".mp4":
            continue
        with Clip(label.path) as clip, open_estimator(looks=2) as estimator:
            found.append(said_of(label, observe(clip, estimator), stretches))
    return found


def page(found: Sequence[Recognised], versions: str, date: str) -> str:
    """Return the part of the page, from its template and the tables."""
    shown = [one.label.path.suffix for one in found]
    return _TEMPLATE.read_text(encoding="utf-8").format(
        pictures=len(shown) - shown.count(".mp4"),
        clips=shown.count(".mp4"),
        date=date,
        versions=versions,
        tables=tables(found),
    )


def tables(found: Sequence[Recognised]) -> str:
    """Return the tables of recognition and of verdicts, Markdown."""
    asked = [one for one in found if one.label.view in VIEWS]
    kinds = [*dict.fromkeys(one.label.kind for one in found)]
    rows = [_row(kind, [one for one in asked if one.label.kind == kind]) for kind in kinds]
    named = [one for one in asked if one.label.kind in FAMILIES]
    rows.append(_row("all with a stretch", named))
    rows.append((*_row("all, from the front too", found)[:-1], "-"))
    wrong = [
        (one.label.path.name, one.label.kind, one.label.view, one.first or "-")
        for one in found
        if one.surely_wrong
    ]
    parts = [
        table(
            (
                "shown",
                "n",
                "nobody found",
                "first guess of the family",
                "sure",
                "sure and wrong",
                "whole body, verdict on the main angle",
            ),
            rows,
        ),
        table(("sure and wrong", "shows", "view", "taken for"), wrong),
        table(("why no verdict on the main angle", "pictures"), _reasons(named)),
    ]
    return "\n\n".join(parts)


def _row(label: str, own: Sequence[Recognised]) -> tuple[str, ...]:
    whole = [one for one in own if one.whole and one.main is not None]
    told = sum(one.main != "can't tell" for one in whole)
    named = any(one.label.kind in FAMILIES for one in own)
    return (
        label,
        str(len(own)),
        str(sum(not one.found for one in own)),
        _share(sum(one.right for one in own), len(own)) if named else "-",
        str(sum(one.sure for one in own)),
        str(sum(one.surely_wrong for one in own)),
        _share(told, len(whole)),
    )


def _share(part: int, whole: int) -> str:
    return f"{part} of {whole} ({100 * part / whole:.0f} %)" if whole else "-"


def _reasons(found: Iterable[Recognised]) -> Iterator[tuple[str, str]]:
    reasons = [
        _without_numbers(say(one.reason) or "-")
        for one in found
        if one.whole and one.main == "can't tell"
    ]
    for reason in sorted(set(reasons), key=lambda text: -reasons.count(text)):
        yield reason, str(reasons.count(reason))


def _without_numbers(reason: str) -> str:
    """Return a reason with numbers and directions left open, so that alike ones count together."""
    return re.sub(r"\d+", "N", re.sub(r" to your (left|right)", "", reason))
