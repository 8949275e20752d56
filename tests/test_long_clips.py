"""A clip of which most lies on a shelf gives what one gives that is in memory, to the last byte."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from formcheck.measure.chain import SHIPPED
from formcheck.recognise.recognise import recognise
from formcheck.report.html import telling_moments, write_report
from formcheck.report.tables import write_frames, write_summary
from formcheck.session import Sightings, judge_clip, measure_clip
from formcheck.shelf import long_list
from formcheck.shelf.long_list import LongList
from formcheck.shelf.shelved import Shelved
from formcheck.store.history.session_entry import past_session
from formcheck.store.recordings.recording import Recording
from formcheck.stretches.files.loading import list_stretches, load_stretch
from formcheck.tune.rejudge import rejudge
from tests.coach.test_wrong_movement import FPS, LUNGE, Part, filmed, squats
from tests.people import both
from tests.skeleton import Person
from tests.store.factory import meta

KNEELING = Person(trunk_lean=0, hip={"left": 92, "right": 178}, knee={"left": 92, "right": 92})
HOLDS: list[Part] = [(2.0, KNEELING), (6.0, LUNGE), (1.0, KNEELING), (4.0, LUNGE)]
SHALLOW = [*squats(2), (1.0, Person(trunk_lean=18, hip=both(130), knee=both(130)))]


def seen(parts: Sequence[Part]) -> Sightings:
    """People before a hand that is not quite still, who leave the picture for a moment."""
    found = filmed(parts)
    poses = [
        None if 40 <= row < 42 else replace(pose, pixels=pose.pixels + 0.4 * (row * 7 % 5))
        for row, pose in enumerate(found.poses)
        if pose is not None
    ]
    scenes = (len(poses) // 2,) if parts is HOLDS else ()
    kept = LongList(
        pose
        for rows in replace(found, scenes=scenes).spans()
        for pose in SHIPPED.keep_sides(poses[rows], found.times_s[rows])
    )
    return replace(found, poses=kept, scenes=scenes)


def results(folder: Path, parts: Sequence[Part], stretch_id: str) -> dict[str, object]:
    """Return everything that a review finds and writes, in a form that shows every digit."""
    folder.mkdir()
    stretch, sightings = load_stretch(stretch_id), seen(parts)
    frames = measure_clip(sightings)
    reports, summary = judge_clip(frames, stretch)
    where = replace(meta(), created="2026-11-30T12:00:00+00:00")
    recording = Recording.of(where, frames, sightings.poses)
    recording.write(folder / "recording.parquet")
    write_report(folder / "report.html", summary, reports, stretch, (), where)
    write_summary(folder / "report.json", summary, where, reports)
    write_frames(folder / "frames.csv", reports, stretch)
    again = rejudge(folder / "recording.parquet", stretch)
    there = pickle.loads(pickle.dumps((recording.measurements, reports)))
    return {path.name: path.read_bytes() for path in folder.iterdir()} | {
        "recognised": repr(recognise(frames, list_stretches())),
        "summary": repr(summary),
        "moments": telling_moments(summary, reports),
        "angles": past_session(stretch, summary, reports, origin="clip").angles,
        "rejudged": repr((again.before, again.summary, list(again.reports))),
        "frames": repr(list(frames)),
        "reports": repr(list(reports)),
        "in another process": repr([list(one) for one in there]),
        "on a shelf": sum(isinstance(block, Shelved) for block in frames._blocks),
    }


@pytest.mark.parametrize(
    ("parts", "stretch"), [(HOLDS, "half-kneeling-lunge"), (squats(4), "squat"), (SHALLOW, "squat")]
)
def test_a_long_clip_gives_what_a_short_one_gives(
    parts: list[Part], stretch: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = results(tmp_path / "whole", parts, stretch)
    monkeypatch.setattr(long_list, "BLOCK", FPS)
    monkeypatch.setattr(long_list, "IN_MEMORY", FPS)
    shelved = results(tmp_path / "shelved", parts, stretch)
    assert whole.pop("on a shelf") == 0
    assert shelved.pop("on a shelf") > 5
    assert shelved == whole
