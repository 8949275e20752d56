"""How well one person and both legs are kept: `python -m benchmarks.identity --markdown FILE`.

Everything is made from the sample clips. A leg counts as misnamed where its knee or its foot lies
nearer to the true place of the other leg's, and is not refused.
"""

from __future__ import annotations

import argparse
import datetime
import json
import platform
import time
from collections.abc import Iterable
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.disturb import (
    SPELLS,
    Sprite,
    directions,
    exchange,
    frames,
    joined,
    sprite,
    truth,
    with_exchanges,
    with_person,
)
from formcheck.capture.clip import Clip
from formcheck.capture.frame import Frame
from formcheck.measure.chain import SHIPPED
from formcheck.measure.measurer import Measurer
from formcheck.pose.cuts import CutFinder
from formcheck.pose.engine.mediapipe import MediaPipeEstimator
from formcheck.pose.follow import Follower
from formcheck.pose.landmark import SIDES, Landmark
from formcheck.pose.parts import FEET, KNEES
from formcheck.pose.person import same_person
from formcheck.pose.pose import Pose
from formcheck.pose.sides.mirror_ensemble import TwoLooks
from formcheck.version import __version__

MAIN: Final = "half-kneeling-lunge-good"
CLIPS: Final = (
    "half-kneeling-lunge-arched",
    "half-kneeling-lunge-shallow",
    "squat-set",
    "prone-press-up",
)
SEEDS: Final = (1, 2)

Row = dict[str, Any]
_TEMPLATE: Final = Path(__file__).with_name("identity.template.md")


def _estimate(pictures: Iterable[Frame]) -> list[Pose | None]:
    with MediaPipeEstimator() as estimator:
        return [estimator.estimate(frame) for frame in pictures]


def names_of_truth(name: str, poses: list[Pose | None]) -> list[Pose | None]:
    """Return the poses with the names that the truth gives to the legs."""
    at = {KNEES: ("knee", truth(name, "knee")), FEET: ("ankle", truth(name, "ankle"))}
    result: list[Pose | None] = []
    for row, pose in enumerate(poses):
        if pose is not None:
            for part, (joint, places) in at.items():
                found = np.array([pose.joint(joint, side) for side in SIDES])
                straight = np.linalg.norm(found - places[row], axis=1).sum()
                crossed = np.linalg.norm(found - places[row][::-1], axis=1).sum()
                if crossed < straight - 10.0:
                    pose = exchange(pose, [part])
        result.append(pose)
    return result


def misnamed(poses: list[Pose | None], right: list[Pose | None]) -> int:
    """Return in how many frames a leg or the trunk has the wrong name and is not refused."""
    count = 0
    for pose, true in zip(poses, right, strict=True):
        if pose is None or true is None:
            continue
        wrong = False
        for joint in ("knee", "ankle"):
            for side, partner in (SIDES, SIDES[::-1]):
                place = pose.joint(joint, side)
                own = np.linalg.norm(place - true.joint(joint, side))
                cross = np.linalg.norm(place - true.joint(joint, partner))
                wrong |= bool(cross < own - 5.0) and Landmark.of(joint, side) not in pose.unsure
        hip = pose.world[Landmark.LEFT_HIP]
        own = np.linalg.norm(hip - true.world[Landmark.LEFT_HIP])
        wrong |= bool(np.linalg.norm(hip - true.world[Landmark.RIGHT_HIP]) < own)
        count += wrong
    return count


Estimates = dict[str, tuple[list[float], list[Pose | None]]]


def estimates() -> Estimates:
    """Return of each of `CLIPS` the times and what the engine saw, legs named by the truth."""
    found: Estimates = {}
    for name in CLIPS:
        pictures = frames(name)
        poses = names_of_truth(name, _estimate(pictures))
        found[name] = ([frame.time_s for frame in pictures], poses)
    return found


def exchanges(clips: Estimates) -> list[Row]:
    """Measure repair of exchanged names."""
    columns = ("frames", "exchanged", "left live", "left recorded", "refused recorded")
    rows = {kind: dict.fromkeys(columns, 0) for kind in SPELLS}
    for seed in SEEDS:
        rng = np.random.default_rng(seed)
        for times, right in clips.values():
            for kind, row in rows.items():
                spoilt = with_exchanges(right, kind, rng)
                keeper = SHIPPED.side_keeper()
                live = [keeper.update(pose, at) for pose, at in zip(spoilt, times, strict=True)]
                recorded = list(SHIPPED.keep_sides(spoilt, times))
                row["frames"] += len(right)
                row["exchanged"] += misnamed(spoilt, right)
                row["left live"] += misnamed(live, right)
                row["left recorded"] += misnamed(recorded, right)
                row["refused recorded"] += sum(bool(pose and pose.unsure) for pose in recorded)
    return [{"exchanged on purpose": kind, **row} for kind, row in rows.items()]


def facing(clips: Estimates) -> list[Row]:
    """Measure whether the direction that the person faces is right in every frame."""
    rows = []
    for name, (times, poses) in clips.items():
        right = directions(name)
        live, recorded = Measurer(), Measurer()
        recorded.prime(poses, times)
        wrong = {"wrong live": 0, "wrong recorded": 0}
        for row, (pose, at) in enumerate(zip(poses, times, strict=True)):
            for key, measurer in zip(wrong, (live, recorded), strict=True):
                view = measurer.update(pose, row, at).view
                wrong[key] += view is not None and view.facing != right[row]
        rows.append({"clip": name, "frames": len(poses), **wrong})
    return rows


def _astray(pose: Pose | None, hips: NDArray[np.float64], trunk: float) -> bool:
    if pose is None:
        return False
    found = np.mean([pose.joint("hip", side) for side in SIDES], axis=0)
    return bool(np.linalg.norm(found - hips.mean(axis=0)) > 0.5 * trunk)


def _follow(pictures: list[Frame], hips: NDArray[np.float64], trunks: NDArray[np.float64]) -> Row:
    rows = {}
    with MediaPipeEstimator() as estimator:
        follower = Follower(estimator)
        seen = [follower.see(frame) for frame in pictures]
    for name, poses in {
        "before": _plain(pictures),
        "after": [sighting.pose for sighting in seen],
    }.items():
        rows[f"wrong {name}"] = sum(map(_astray, poses, hips, trunks))
        rows[f"nobody {name}"] = sum(pose is None for pose in poses)
    return {"frames": len(pictures), **rows, "restarts": sum(s.afresh for s in seen)}


def _plain(pictures: list[Frame]) -> list[Pose | None]:
    """Return what the engine alone follows, without a choice and without refusing anybody."""
    from formcheck.pose.engine import mediapipe

    kept, mediapipe.PEOPLE = mediapipe.PEOPLE, 1  # type: ignore[misc]
    try:
        return _estimate(pictures)
    finally:
        mediapipe.PEOPLE = kept  # type: ignore[misc]


def _passing(person: Sprite, start: float, end: float, count: int) -> list[Frame]:
    """Return the main clip while somebody walks from one place to another in front of it."""
    steps = np.linspace(start, end, count - 48)
    places = np.concatenate([np.full(24, -9999.0), steps, np.full(24, -9999.0)])
    pictures = frames(MAIN, count)
    return [
        with_person(frame, person, left, 465.0)
        for frame, left in zip(pictures, places, strict=True)
    ]


def people() -> list[Row]:
    """Measure whether the person is kept when others are in the picture."""
    usual, small = sprite("squat-set"), sprite("squat-set", 0.6)
    hips, shoulders = truth(MAIN, "hip"), truth(MAIN, "shoulder")
    trunks = np.linalg.norm((shoulders - hips).mean(axis=1), axis=1)
    scenes = {
        "passes in front, 4 s": _passing(usual, 640.0, -200.0, 144),
        "passes in front, 2 s": _passing(usual, -200.0, 640.0, 96),
        "comes and stays beside": _passing(usual, 640.0, 490.0, 96),
        "smaller, there from the start": [
            with_person(frame, small, 520.0, 440.0) for frame in frames(MAIN, 72)
        ],
    }
    return [
        {"second person": name, **_follow(pictures, hips, trunks)}
        for name, pictures in scenes.items()
    ]


def cuts() -> list[Row]:
    """Measure whether hard cuts are found, and what is seen after them."""
    names = (MAIN, "squat-set", "half-kneeling-lunge-arched", "prone-press-up", MAIN)
    pictures, hips, trunks, finder, found = [], [], [], CutFinder(), []
    places = {name: (truth(name, "hip"), truth(name, "shoulder")) for name in set(names)}
    for frame, name, row in joined(names, 48):
        hip, shoulder = places[name][0][row], places[name][1][row]
        pictures.append(frame)
        hips.append(hip)
        trunks.append(float(np.linalg.norm((shoulder - hip).mean(axis=0))))
        if finder.update(frame.image):
            found.append(frame.index)
    due = list(range(48, 48 * len(names), 48))
    figures = _follow(pictures, np.array(hips), np.array(trunks))
    false = len(set(found) - set(due))
    for name in (*CLIPS, MAIN):
        finder = CutFinder()
        false += sum(finder.update(frame.image) for frame in frames(name))
    missed = len(set(due) - set(found))
    return [{"cuts": len(due), "missed": missed, "false": false, **figures}]


def cost(clips: Estimates) -> list[Row]:
    """Measure processor milliseconds a frame of all beside the model, and of the model itself."""
    name = "half-kneeling-lunge-shallow"
    pictures = frames(name, 150)
    finder, keeper, measurer = CutFinder(), SHIPPED.side_keeper(), SHIPPED.measurer()
    spent: dict[str, list[float]] = {key: [] for key in ("cuts", "person", "names", "angles")}
    last: Pose | None = None
    for frame, pose in zip(pictures, clips[name][1], strict=False):
        if pose is None:
            continue
        clock = [time.thread_time()]
        finder.update(frame.image)
        clock.append(time.thread_time())
        same_person(last or pose, pose, 0.04)
        clock.append(time.thread_time())
        last = keeper.update(pose, frame.time_s)
        clock.append(time.thread_time())
        measurer.update(last, frame.index, frame.time_s)
        clock.append(time.thread_time())
        for key, step in zip(spent, np.diff(clock), strict=True):
            spent[key].append(1000.0 * float(step))
    with MediaPipeEstimator() as estimator:
        spent["the model, one look"] = []
        for frame in pictures[:60]:
            start = time.process_time()
            estimator.estimate(frame)
            spent["the model, one look"].append(1000.0 * (time.process_time() - start))
    # Processor time, since others may work beside: of our thread, and of all that the model has.
    middle = {key: float(np.median(values)) for key, values in spent.items()}
    model = middle.pop("the model, one look")
    rows = {**middle, "all of these": sum(middle.values()), "the model, one look": model}
    return [
        {"what": key, "ms a frame": round(value, 2), "share of the model": f"{value / model:.1%}"}
        for key, value in rows.items()
    ]


def own_clip(path: Path) -> list[Row]:
    """Count how often the rear leg changes its name in a clip that has no truth."""
    with Clip(path) as clip, MediaPipeEstimator() as one, MediaPipeEstimator() as two:
        looks = TwoLooks(one, two)
        pictures = list(clip)
        poses = [looks.estimate(frame) for frame in pictures]
    return rear_leg_changes(poses, [frame.time_s for frame in pictures])


def rear_leg_changes(poses: list[Pose | None], times: list[float]) -> list[Row]:
    """Count the changes of the rear leg's name before and after repair."""
    rows = []
    for label, named in (
        ("as the engine says", poses),
        ("repaired", list(SHIPPED.keep_sides(poses, times))),
    ):
        measurer = Measurer()
        measurer.prime(named, times)
        rear = [
            measurer.update(pose, row, at).legs.rear
            for row, (pose, at) in enumerate(zip(named, times, strict=True))
        ]
        told = [side for side in rear if side is not None]
        changes = sum(a != b for a, b in pairwise(told))
        rows.append(
            {"names": label, "frames": len(rear), "rear leg told": len(told), "changes": changes}
        )
    return rows


def table(rows: list[Row]) -> str:
    """Return rows as a Markdown table."""
    heads = list(rows[0])
    lines = ["| " + " | ".join(heads) + " |", "|---" * len(heads) + "|"]
    lines += ["| " + " | ".join(str(row[head]) for head in heads) + " |" for row in rows]
    return "\n".join(lines)


def main() -> None:
    """Prints the tables, and writes them where asked."""
    parser = argparse.ArgumentParser(description="How well one person and both legs are kept.")
    parser.add_argument("--json", type=Path, help="file to write the figures to")
    parser.add_argument("--markdown", type=Path, help="page to write")
    parser.add_argument("--clip", type=Path, help="a clip of your own of one rear leg throughout")
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    parser.add_argument("--date", default=today, help="date to print on the page")
    asked = parser.parse_args()
    clips = estimates()
    tables = {
        "exchanges": exchanges(clips),
        "facing": facing(clips),
        "people": people(),
        "cuts": cuts(),
        "cost": cost(clips),
        "own": own_clip(asked.clip) if asked.clip else [{"names": "no clip was given"}],
    }
    versions = {
        "formcheck": __version__,
        "mediapipe": version("mediapipe"),
        "python": platform.python_version(),
    }
    page = _TEMPLATE.read_text(encoding="utf-8").format(
        date=asked.date,
        versions=", ".join(f"{name} {number}" for name, number in versions.items()),
        **{title: table(rows) for title, rows in tables.items()},
    )
    print(page)
    if asked.markdown is not None:
        asked.markdown.write_text(page, encoding="utf-8")
    if asked.json is not None:
        figures = {"date": asked.date, "versions": versions, **tables}
        asked.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
