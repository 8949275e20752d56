"""Errors of formcheck on the truth set: `python -m benchmarks.accuracy --data DIR`."""

from __future__ import annotations

import argparse
import contextlib
import datetime
import io
import json
import platform
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from benchmarks import view
from benchmarks.parts import write_part
from benchmarks.truthset import shards
from benchmarks.truthset.constant import constants, without
from benchmarks.truthset.groups import BINS, ROLES, Figures, Table, table
from benchmarks.truthset.page import PART, markdown
from benchmarks.truthset.people import SPLITS, Split
from benchmarks.truthset.score import Mask, Scores, errors, score
from benchmarks.truthset.seen import both_engines
from benchmarks.truthset.shards import Arrays
from formcheck.pose.pose import Pose
from formcheck.version import __version__

USUAL: Final = 30.0
"""Degrees off the side view up to which the tables by family, body and so on look."""

_MAIN: Final = (
    ("hip, by role", "hip", "roles"),
    ("hip, rear leg, by role", "hip", "rear"),
    ("hip, front leg, by role", "hip", "front"),
    ("hip, by name", "hip", "both"),
    ("hip, near", "hip", "near"),
    ("hip, far", "hip", "far"),
    ("hip, worked leg", "hip", "worked"),
    ("hip, worked leg near", "hip", "worked near"),
    ("hip, other leg", "hip", "other"),
    ("knee, by role", "knee", "roles"),
    ("knee, by name", "knee", "both"),
    ("knee, near", "knee", "near"),
    ("knee, far", "knee", "far"),
    ("trunk lean", "trunk_lean", "both"),
    ("thigh, near", "thigh", "near"),
    ("shin, near", "shin", "near"),
    ("elbow, near", "elbow", "near"),
    ("shoulder, near", "shoulder", "near"),
)

TARGETS: Final = {
    "hip, by role": (3.0, 4.0, 5.0),
    "hip, by name": (4.0, 5.0, 7.0),
    "knee, by role": (3.0, 4.0, 6.0),
    "knee, by name": (3.0, 4.0, 6.0),
    "trunk lean": (2.0, 3.0, 4.0),
}
"""Mean absolute errors that were aimed at, up to 15, 30 and 45 degrees off the side view."""

YAW_TARGETS: Final = (5.0, 6.0, 8.0)

CONSTANTS: Final[Split] = "validation"
"""The people from whose errors the renderer's constant is told."""

Rows = list[tuple[str, Figures]]


def by_view(scores: Scores, data: Arrays) -> dict[str, Rows]:
    """Every measurement in each bin of the true yaw."""
    off = np.abs(data["yaw"])
    found: dict[str, Rows] = {}
    for low, high in BINS:
        mask = (off >= low) & (off < high)
        found[f"{low}-{high} degrees off the side view"] = [
            (label, _figures(scores, data, name, which, mask)) for label, name, which in _MAIN
        ]
    return found


def by_family(scores: Scores, data: Arrays) -> dict[str, Rows]:
    """Hip and knee of each family, by side and by role, near the side view."""
    usual = np.abs(data["yaw"]) < USUAL
    found: dict[str, Rows] = {}
    for family in sorted({str(name) for name in data["family"]}):
        mask = usual & (data["family"] == family)
        kinds = [(f"{name}, {which}", name, which) for name in ("hip", "knee") for which in _SIDES]
        worked, other = ROLES.get(family, ("", ""))
        if worked:
            kinds += [
                ("hip, rear, by role", "hip", "rear"),
                ("hip, front, by role", "hip", "front"),
                (f"hip, {worked} leg", "hip", "worked"),
                (f"hip, {worked} leg near", "hip", "worked near"),
                (f"hip, {other} leg", "hip", "other"),
            ]
        kinds.append(("trunk lean", "trunk_lean", "both"))
        found[family] = [(a, _figures(scores, data, b, c, mask)) for a, b, c in kinds]
    return found


_SIDES: Final = ("near", "far")


def by_kind(scores: Scores, data: Arrays) -> dict[str, Rows]:
    """The near hip by body, clothes and camera, near the side view."""
    usual = np.abs(data["yaw"]) < USUAL
    traits = dict(zip((str(n) for n in data["body_names"]), data["body_traits"].T, strict=True))
    camera = dict(zip((str(n) for n in data["camera_names"]), data["camera"].T, strict=True))
    pitch = np.abs(camera["pitch"])
    groups: dict[str, dict[str, Mask]] = {
        "clothes": {fit: data["fit"] == fit for fit in ("tight", "loose", "baggy")},
        "body": {
            "female": traits["male"] < 0.5,
            "male": traits["male"] >= 0.5,
            "young": traits["old"] < 0.4,
            "old": traits["old"] >= 0.4,
            "light": traits["weight"] < 0.45,
            "middling": (traits["weight"] >= 0.45) & (traits["weight"] < 0.7),
            "heavy": traits["weight"] >= 0.7,
            "below 1.65 m": traits["height"] < 1.65,
            "above 1.80 m": traits["height"] > 1.8,
        },
        "camera": {
            "looks down less than 8 degrees": pitch < 8,
            "looks down 8 to 18 degrees": (pitch >= 8) & (pitch < 18),
            "looks down more than 18 degrees": pitch >= 18,
            "nearer than 3 m": camera["distance"] < 3,
            "3 m and further": camera["distance"] >= 3,
        },
        "sight": {
            "nothing before the person": ~data["occluded"],
            "furniture before the person": data["occluded"],
        },
    }
    return {
        kind: [(label, _figures(scores, data, "hip", "near", usual & m)) for label, m in g.items()]
        for kind, g in groups.items()
    }


def by_identity(scores: Scores, data: Arrays) -> list[dict[str, Any]]:
    """What is seen of the person as a whole: yaw, direction, the names of the legs."""
    off = np.abs(data["yaw"])
    rows = []
    for low, high in (*BINS, (60, 90)):
        mask = (off >= low) & (off < high)
        seen = mask & scores.seen
        turned = np.abs(np.abs(scores.yaw) - np.abs(data["view_angle"]))[seen]
        decided = seen & (scores.sign != 0)
        rows.append(
            {
                "degrees off the side view": f"{low}-{high}",
                "pictures": int(mask.sum()),
                "nobody found": _share(~scores.seen, mask),
                "yaw, mean abs": _mean_of(turned),
                "yaw, median abs": round(float(np.median(turned)), 2) if len(turned) else None,
                "yaw with its sign, mean abs": _mean_of(
                    np.abs(scores.yaw - data["view_angle"])[seen]
                ),
                "yaw within 2 sigma": _share(
                    np.abs(scores.yaw - data["view_angle"]) <= 2 * scores.yaw_sigma, seen
                ),
                "wrong direction": _share(scores.sign != data["facing"], decided),
                "names not sure": _share(~scores.named, seen),
                "legs exchanged, of the sure": _share(scores.exchanged, seen & scores.named),
                "a leg misplaced": _share(scores.misplaced, seen),
            }
        )
    return rows


def _share(what: Mask, among: Mask) -> float | None:
    return round(float(what[among].mean()), 4) if among.any() else None


def _mean_of(values: NDArray[np.float64]) -> float | None:
    return round(float(values.mean()), 2) if len(values) else None


def against_targets(found: dict[str, Rows], identity: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What was reached beside what was aimed at, up to 45 degrees off the side view."""
    rows: list[dict[str, Any]] = []
    for label, targets in TARGETS.items():
        row: dict[str, Any] = {"mean absolute error": label}
        for (title, figures), target in zip(found.items(), targets, strict=False):
            reached = dict(figures)[label]
            row[title.removesuffix(" off the side view")] = (
                f"{reached.mean:.1f} (aim {target:.0f}); median {reached.median:.1f}; "
                f"refused {reached.refused:.0%}; in 2 sigma {reached.within:.0%}"
            )
        rows.append(row)
    row = {"mean absolute error": "yaw"}
    for seen, title, target in zip(identity, found, YAW_TARGETS, strict=False):
        mean, median = seen["yaw, mean abs"], seen["yaw, median abs"]
        row[title.removesuffix(" off the side view")] = (
            f"{mean:.1f} (aim {target:.0f}); median {median:.1f}; "
            f"in 2 sigma {seen['yaw within 2 sigma']:.0%}"
        )
    return [*rows, row]


def apart(scores: Scores, data: Arrays, others: Scores, their_data: Arrays) -> list[dict[str, Any]]:
    """Both parts of the error: all of it, and what is left without the renderer's constant.

    Args:
        scores: What was measured of the people who are judged.
        data: Their pictures.
        others: What was measured of the people whose errors give the constants.
        their_data: Pictures of those.
    """
    kinds = {label: (name, which) for label, name, which in _MAIN}
    off = np.abs(data["yaw"])
    rows: list[dict[str, Any]] = []
    for label, targets in TARGETS.items():
        fitted = constants(table(others, their_data, *kinds[label]), their_data)
        whole = table(scores, data, *kinds[label])
        rest = without(whole, data, fitted)
        row: dict[str, Any] = {"mean absolute error": label}
        for (low, high), target in zip(BINS, targets, strict=False):
            mask = ((off >= low) & (off < high))[whole.frame]
            both, left = whole.figures(mask), rest.figures(mask)
            row[f"{low}-{high} degrees"] = (
                f"{both.mean:.1f}, without {left.mean:.1f} (aim {target:.0f}); "
                f"median {both.median:.1f}, without {left.median:.1f}"
            )
        rows.append(row)
    return rows


def gross(scores: Scores, data: Arrays) -> dict[str, Any]:
    """Where the large errors of the near hip come from, near the side view."""
    usual = np.abs(data["yaw"]) < USUAL
    near = table(scores, data, "hip", "near")
    error = np.abs(errors(near.value, near.truth))
    rows = near.frame
    known = np.isfinite(error) & usual[rows]
    large = known & (error > 20)
    wrong = (scores.sign != data["facing"])[rows]
    swapped, misplaced = scores.exchanged[rows], scores.misplaced[rows]
    clean = known & ~wrong & ~misplaced
    return {
        "answered": int(known.sum()),
        "above 20 degrees": _share(large, known),
        "of these wrong direction": _share(wrong, large),
        "of these legs exchanged": _share(swapped, large),
        "of these a leg misplaced": _share(misplaced, large),
        "of these lying down": _share(np.isin(data["family"][rows], ["prone", "supine"]), large),
        "without wrong direction or misplaced leg": near.figures(clean).as_dict(),
    }


def _figures(scores: Scores, data: Arrays, name: str, which: str, mask: Mask) -> Figures:
    found: Table = table(scores, data, name, which)
    return found.figures(mask[found.frame])


# ----------------------------------------------------------------------------- writing


def report(
    data: Arrays,
    split: str,
    others: Arrays | None = None,
    poses: Sequence[Pose | None] | None = None,
) -> dict[str, Any]:
    """Measures the whole set; everything that is written, ready for JSON.

    Args:
        data: The pictures.
        split: What they are called.
        others: Pictures of other people, to tell the renderer's constant from; None leaves it out.
        poses: What was seen in each picture; by default the kept looks of MediaPipe alone.
    """
    scores = score(data, poses)
    views, identity = by_view(scores, data), by_identity(scores, data)
    sections = {
        "view": views,
        "family": by_family(scores, data),
        "kind": by_kind(scores, data),
    }
    return {
        "split": split,
        "frames": len(data["yaw"]),
        "bodies": len(np.unique(data["body"])),
        "rooms": len(np.unique(data["room"])),
        "versions": {
            "formcheck": __version__,
            "mediapipe": version("mediapipe"),
            "numpy": version("numpy"),
            "python": platform.python_version(),
        },
        "identity": identity,
        "others": 0 if others is None else len(np.unique(others["body"])),
        "targets": against_targets(views, identity),
        "apart": [] if others is None else apart(scores, data, score(others), others),
        "gross": gross(scores, data),
        **{
            key: {title: {k: f.as_dict() for k, f in rows} for title, rows in section.items()}
            for key, section in sections.items()
        },
    }


def main() -> None:
    """Prints the tables, and writes them where asked."""
    parser = argparse.ArgumentParser(description="Errors of formcheck on the truth set.")
    parser.add_argument("--data", type=Path, required=True, help="folder of the truth set")
    parser.add_argument("--split", choices=SPLITS, default="test", help="which people and rooms")
    parser.add_argument("--markdown", type=Path, help="page whose part is written")
    parser.add_argument("--json", type=Path, help="file to write the figures to")
    parser.add_argument(
        "--both",
        action="store_true",
        help="ask both engines about the pictures, as the program does",
    )
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    parser.add_argument("--date", default=today, help="date to print on the page")
    parser.add_argument("--note", default="", help="a sentence to print below the date")
    wanted = parser.parse_args()
    data = shards.load(wanted.data, wanted.split)
    frames = wanted.data / wanted.split / "frames"
    # The constant is told from MediaPipe's looks, which are all that is kept of other people.
    alone = wanted.both or wanted.split == CONSTANTS
    others = None if alone else shards.load(wanted.data, CONSTANTS)
    poses = both_engines(frames, data) if wanted.both else None
    found = report(data, wanted.split, others, poses)
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        view.tables(data, frames)
    found["camera"] = f"```\n{printed.getvalue()}```"
    page = markdown(found, wanted.date, wanted.note)
    print(page)
    if wanted.markdown:
        write_part(wanted.markdown, PART, page)
    if wanted.json:
        text = json.dumps({"date": wanted.date, **found}, indent=1)
        wanted.json.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
