"""What `formcheck review` prints at its end: all its files, and only then what to type next."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from formcheck.codes.coach import HeadlineCode
from formcheck.message import Message
from formcheck.resources import user_folder
from formcheck.review import Review
from formcheck.store.people.known_results import known_results
from formcheck.store.recordings.recording import Recording
from tests.conftest import Run
from tests.store import factory


@pytest.fixture
def reviewed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Let a review find a press-up, with a report; return the report's path."""
    reports = factory.performance()
    recording = Recording.of(factory.meta(), [report.measurements for report in reports])
    advice = Message(HeadlineCode.SHOWS_ANOTHER, stretch="Press-up", id="prone-press-up")
    summary = factory.hold_summary(advice=advice)
    path = tmp_path / "report.html"
    path.write_text("x")
    found = Review(factory.lunge(), summary, tuple(reports), recording, {"report.html": path})
    monkeypatch.setattr(sys.modules["formcheck.review"], "review", lambda *_, **__: found)
    return path


def test_the_page_stands_among_the_files_before_what_to_type_next(
    run: Run, reviewed: Path, tmp_path: Path
) -> None:
    page = tmp_path / "page.pdf"
    code, shown, _ = run("review", "a.mp4", "--stretch", "squat", "--pdf", page)
    assert code == 0
    assert page.read_bytes().startswith(b"%PDF")
    places = [shown.find(one) for one in ("Written:", str(reviewed), str(page), "type:")]
    assert -1 not in places and places == sorted(places), shown
    assert shown.count(str(page)) == 1
    assert page in known_results(user_folder()), "`formcheck privacy` names it, and deletes it"


def test_a_page_that_cannot_be_written_hides_no_other_file(
    run: Run, reviewed: Path, tmp_path: Path
) -> None:
    page = tmp_path / "report.html" / "page.pdf"
    code, shown, said = run("review", "a.mp4", "--stretch", "squat", "--pdf", page)
    assert code == 3
    assert str(reviewed) in shown
    assert "expected to write" in said
