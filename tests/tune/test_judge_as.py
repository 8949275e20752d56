"""One of two stretches that look alike was assumed: the other is one click away."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from formcheck.coach.frame.summary_model import Guess, Recognition
from formcheck.errors import UsageError
from formcheck.report.html import write_report
from formcheck.report.tables import write_summary
from formcheck.session import judge_clip, measure_clip
from formcheck.store.history.history import RECORDING, History
from formcheck.store.history.session_entry import PastSession, past_session
from formcheck.store.recordings.recording import Recording, RecordingMeta
from formcheck.stretches.files.loading import load_stretch
from formcheck.tune.judge_as import judge_as, siblings_of
from formcheck.tune.opened import open_session
from formcheck.wording import assumed_words
from tests.coach.test_wrong_movement import filmed
from tests.people import both
from tests.skeleton import Person

DOWN = Person(trunk_lean=-93, hip=both(142), knee=both(112))
UP = Person(trunk_lean=-102, hip=both(170), knee=both(112))
GLUTE = Guess("glute-bridge", "Glute bridge", 0.68)
HAMSTRING = Guess("hamstring-bridge", "Hamstring bridge", 0.31)
ASSUMED = Recognition((GLUTE, HAMSTRING), "bridge", None, siblings=(HAMSTRING,))


@pytest.fixture
def history(tmp_path: Path) -> History:
    return History(tmp_path / "home")


def kept(history: History, recognition: Recognition | None) -> PastSession:
    """Return a session of a bridge as a review leaves it."""
    sightings = filmed([(1.5, DOWN), (1.5, UP)] * 4)
    frames, stretch = measure_clip(sightings), load_stretch("glute-bridge")
    reports, summary = judge_clip(frames, stretch)
    object.__setattr__(summary, "recognised", recognition)
    meta = RecordingMeta(clip="bridge.mp4", width=640, height=480, stretch=stretch.id)
    folder = history.new_folder(stretch.id)
    write_summary(folder / "report.json", summary, meta, reports)
    write_report(folder / "report.html", summary, reports, stretch, (), meta)
    entry = past_session(
        stretch, summary, reports, origin="clip", clip="bridge.mp4", folder=folder.name
    )
    return history.add(entry, Recording.of(meta, frames, sightings.poses))


def test_a_session_knows_what_it_may_as_well_show(history: History) -> None:
    assert siblings_of(history, kept(history, ASSUMED)) == (HAMSTRING,)
    assert siblings_of(history, kept(history, None)) == ()


def test_the_report_says_what_was_assumed_and_how_to_mend_it(history: History) -> None:
    session = kept(history, ASSUMED)
    path = history.file(session, "report.html")
    assert path is not None
    page = path.read_text(encoding="utf-8")
    assert "the likelier of two that look alike" in page
    assert "formcheck rejudge recording.parquet --stretch hamstring-bridge" in page
    assert assumed_words(ASSUMED) in page.replace("&#34;", '"')


def test_judged_as_the_other_it_takes_its_place(history: History) -> None:
    old = kept(history, ASSUMED)
    new = judge_as(history, old, "hamstring-bridge")
    assert [one.stretch for one in history.sessions()] == ["hamstring-bridge"]
    assert (new.when, new.clip, new.origin) == (old.when, old.clip, old.origin)
    opened = open_session(history, new)
    assert opened.summary.stretch == "hamstring-bridge"
    assert opened.recording.meta.stretch == "hamstring-bridge"
    assert history.file(new, RECORDING) is not None
    assert siblings_of(history, new) == ()  # it was said now
    path = history.file(new, "report.json")
    assert path is not None
    assert json.loads(path.read_text(encoding="utf-8"))["stretch"]["id"] == "hamstring-bridge"


def test_an_unknown_stretch_leaves_the_session_as_it_was(history: History) -> None:
    old = kept(history, ASSUMED)
    with pytest.raises(UsageError):
        judge_as(history, old, "no-such-stretch")
    assert [one.id for one in history.sessions()] == [old.id]


def test_a_damaged_report_offers_nothing(history: History) -> None:
    session = kept(history, ASSUMED)
    path = history.file(session, "report.json")
    assert path is not None
    path.write_text("[1, 2", encoding="utf-8")
    assert siblings_of(history, session) == ()
