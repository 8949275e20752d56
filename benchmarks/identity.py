"""How well one person and both legs are kept: `python -m benchmarks.identity`.

Everything is made from the sample clips. A leg counts as misnamed where its knee or its foot lies
nearer to the true place of the other leg's, and is not refused.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.disturb import (
    SPELLS,
    Sprite,
    exchange,
    frames,
    joined,
    sprite,
    truth,
    with_exchanges,
    with_person,
)
from formcheck.capture.frame import Frame
from formcheck.measure.measurer import Measurer
from formcheck.pose.cuts import CutFinder
from formcheck.pose.follow import Follower
from formcheck.pose.identity import SideKeeper, keep_sides
from formcheck.pose.landmark import SIDES, Landmark
from formcheck.pose.mediapipe import MediaPipeEstimator
from formcheck.pose.parts import FEET, KNEES
from formcheck.pose.person import same_person
from formcheck.pose.pose import Pose

CLIPS: Final = ("half-kneeling-lunge-arched", "half-kneeling-lunge-shallow", "squat-set")
MAIN: Final = "half-kneeling-lunge-good"
SEED: Final = 7

Row = dict[str, Any]


def _estimate(pictures: Iterable[Frame]) -> list[Pose | None]:
    with MediaPipeEstimator() as estimator:
        return [estimator.estimate(frame) for frame in pictures]


def _names_of_truth(name: str, poses: list[Pose | None]) -> list[Pose | None]:
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


def exchanges() -> list[Row]:
    """Measure repair of exchanged names."""
    rng = np.random.default_rng(SEED)
    rows = {kind: dict.fromkeys(("frames", "before", "live", "recorded"), 0) for kind in SPELLS}
    for name in CLIPS:
        pictures = frames(name)
        times = [frame.time_s for frame in pictures]
        right = _names_of_truth(name, _estimate(pictures))
        for kind, row in rows.items():
            spoilt = with_exchanges(right, kind, rng)
            keeper = SideKeeper()
            live = [keeper.update(pose, at) for pose, at in zip(spoilt, times, strict=True)]
            row["frames"] += len(right)
            row["before"] += misnamed(spoilt, right)
            row["live"] += misnamed(live, right)
            row["recorded"] += misnamed(keep_sides(spoilt, times), right)
    return [{"exchanged": kind, **row} for kind, row in rows.items()]


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
    from formcheck.pose import mediapipe

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
    for name in (*CLIPS, MAIN, "prone-press-up"):
        finder = CutFinder()
        false += sum(finder.update(frame.image) for frame in frames(name))
    missed = len(set(due) - set(found))
    return [{"cuts": len(due), "missed": missed, "false": false, **figures}]


def cost() -> list[Row]:
    """Measure milliseconds a frame of everything beside the model."""
    pictures = frames("half-kneeling-lunge-shallow")
    poses = _estimate(pictures)
    finder, keeper, measurer = CutFinder(), SideKeeper(), Measurer()
    spent = {"cuts": 0.0, "person": 0.0, "names": 0.0, "measuring": 0.0}
    last: Pose | None = None
    for frame, pose in zip(pictures, poses, strict=True):
        if pose is None:
            continue
        clock = [time.perf_counter()]
        finder.update(frame.image)
        clock.append(time.perf_counter())
        same_person(last or pose, pose, 0.04)
        clock.append(time.perf_counter())
        last = keeper.update(pose, frame.time_s)
        clock.append(time.perf_counter())
        measurer.update(last, frame.index, frame.time_s)
        clock.append(time.perf_counter())
        for key, step in zip(spent, np.diff(clock), strict=True):
            spent[key] += 1000.0 * float(step) / len(pictures)
    return [{"ms a frame": key, "mean": round(value, 3)} for key, value in spent.items()]


def _print(title: str, rows: list[Row]) -> None:
    print(f"\n{title}")
    heads = list(rows[0])
    widths = [max(len(head), *(len(str(row[head])) for row in rows)) for head in heads]
    print("  ".join(head.ljust(width) for head, width in zip(heads, widths, strict=True)))
    for row in rows:
        cells = (str(row[head]).ljust(width) for head, width in zip(heads, widths, strict=True))
        print("  ".join(cells))


def main() -> None:
    """Prints the tables, and writes them where asked."""
    parser = argparse.ArgumentParser(description="How well one person and both legs are kept.")
    parser.add_argument("--json", type=Path, help="file to write the figures to")
    asked = parser.parse_args()
    tables = {
        "Frames with misnamed legs": exchanges(),
        "Frames on the wrong person": people(),
        "Hard cuts": cuts(),
        "Cost beside the model": cost(),
    }
    for title, rows in tables.items():
        _print(title, rows)
    if asked.json is not None:
        asked.json.write_text(json.dumps(tables, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
