"""The page Review, and the work behind it."""

from __future__ import annotations

import io
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from formcheck.capture.frame import Frame
from formcheck.coach.frame.summary_model import Guess, Recognition
from formcheck.message import authored
from formcheck.pose.estimator import ScriptedEstimator
from formcheck.pose.pose import Pose
from formcheck.review import Unrecognised
from formcheck.store.history.history import History
from formcheck.store.history.session_entry import PastSession
from formcheck.store.pending.reviews import Reviews, Wish, left_s
from formcheck.store.people.profiles import Profile, save_profile
from formcheck.tune.opened import open_session
from formcheck.ui import media
from formcheck.ui.reviewing import jobs
from formcheck.ui.reviewing.jobs import worker
from formcheck.ui.reviewing.review_process import Task, Tell, perform
from formcheck.ui.settings import change_settings
from formcheck.ui.shell import MAIN
from tests.capture.clips import plain, write_clip
from tests.conftest import STRETCH_OF
from tests.measure.test_baseline import baseline
from tests.skeleton import Person
from tests.store.test_history import recording
from tests.ui.conftest import texts
from tests.ui.stored import keep

LUNGE = Wish("half-kneeling-lunge", looks=1)
POSE = Person(
    hip={"left": 95.0, "right": 172.0}, knee={"left": 95.0, "right": 100.0}, size=(64, 48),
    scale=20.0, centre=(32.0, 24.0),
).pose()  # fmt: skip


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    pictures = [plain((90, 120, 140)) for _ in range(12)]
    for row, picture in enumerate(pictures):  # something moves, so that each is looked at
        picture[20:32, 4 * row : 4 * row + 12] = 255
    return write_clip(tmp_path / "my clip.mp4", pictures)


class Here:
    """Reviews in this process, where a test can say what is seen."""

    def review(self, task: Task, tell: Tell) -> PastSession | Unrecognised:
        return perform(task, tell)

    def close(self) -> None:
        """Have nothing to end."""


def see(monkeypatch: pytest.MonkeyPatch, script: Callable[[Frame], Pose | None]) -> None:
    """Let every review see what the script says."""
    monkeypatch.setattr(jobs, "ReviewProcess", Here)
    # By its name in sys.modules: `formcheck.review` is the function of that name.
    module = sys.modules["formcheck.review"]
    monkeypatch.setattr(module, "open_estimator", lambda *_, **__: ScriptedEstimator(script))


def reviewed(history: History) -> Reviews:
    """Let the worker review all that waits."""
    done = worker(history)
    done.wake()
    done.wait(120)
    return Reviews(history)


def test_a_clip_becomes_a_session_with_all_its_files(
    home: Path, clip: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    see(monkeypatch, lambda frame: POSE)
    history = History(home)
    Reviews(history).add(clip, LUNGE)
    (done,) = reviewed(history).all()
    assert done.state == "done"
    (session,) = history.sessions()
    assert (session.id, session.origin, session.clip) == (done.session, "clip", "my clip.mp4")
    assert session.duration_s > 0
    for name in ("report.html", "annotated.mp4", "report.json", "frames.csv", "recording.parquet"):
        assert history.file(session, name) is not None


def test_cancel_stops_at_once_and_leaves_nothing(
    home: Path, clip: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(frame: Frame) -> Pose:
        time.sleep(0.1 if frame.index else 0.0)
        return POSE

    see(monkeypatch, slow)
    history = History(home)
    reviews = Reviews(history)
    reviews.add_upload("..\\..\\evil/name.mp4", io.BytesIO(clip.read_bytes()), LUNGE)
    reviews.add(clip, LUNGE, "second")
    assert [one.name for one in reviews.all()] == ["name.mp4", "second"]
    assert reviews.all()[0].clip.parent.parent == home / "uploads"
    worker(history).wake()
    running = reviews.all()[0]
    while running.progress is None or running.progress.done == 0:
        time.sleep(0.05)
        running = reviews.all()[0]
    assert running.state == "running"
    assert running.progress.doing == "Measuring"
    assert left_s(reviews.all(), 0.25) is not None
    for one in reviews.all():
        worker(history).cancel(one)
    worker(history).wait(30)
    assert history.sessions() == []
    assert list(history.folder.iterdir()) == []
    assert list((home / "uploads").iterdir()) == []


@pytest.mark.parametrize("name", ["live", "progress", "about"])
def test_a_review_is_seen_and_stopped_from_every_page(
    home: Path, clip: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    go_on = threading.Event()

    def waiting(frame: Frame) -> Pose:
        if frame.index:
            go_on.wait(60)
        return POSE

    see(monkeypatch, waiting)
    history = History(home)
    shown = AppTest.from_file(str(MAIN), default_timeout=120).run()
    assert not [button for button in shown.button if "Stop" in button.label]
    number = Reviews(history).add(clip, LUNGE)
    worker(history).wake()
    try:
        end = time.monotonic() + 60
        while Reviews(history).all()[0].state != "running":  # taken up by the worker's thread
            assert time.monotonic() < end
            time.sleep(0.02)
        if name != "live":
            script = "from formcheck.ui.shell import *\nshow_elsewhere(own_history())\n"
            script += f"from formcheck.ui.pages.{name}.page import page\npage()\n"
            shown = AppTest.from_string(script, default_timeout=120)
        shown.run()
        assert not shown.exception
        assert "my clip" in shown.get("progress")[0].proto.text
        shown.button(key=f"stop-{number}").click().run()
        assert Reviews(history).all() == []
        assert not [button for button in shown.button if "Stop" in button.label]
    finally:
        go_on.set()
        worker(history).wait(60)
    assert history.sessions() == []


def test_a_clip_that_is_not_recognised_waits_for_an_answer_and_is_not_measured_again(
    home: Path, clip: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    see(monkeypatch, lambda frame: POSE)
    history = History(home)
    unclear = Recognition((Guess("squat", "Squat", 0.4),), None, authored("Too short"))
    monkeypatch.setattr(sys.modules["formcheck.review"], "recognise", lambda *_: unclear)
    wish = Wish(None, overlays=("sensitive-back",))
    Reviews(history).add_upload("mine.mp4", io.BytesIO(clip.read_bytes()), wish)
    (unsure,) = reviewed(history).all()
    assert (history.sessions(), list(history.folder.iterdir())) == ([], [])
    assert (unsure.state, unsure.recognition) == ("unsure", unclear)
    assert unsure.clip.is_file()

    def blind(frame: Frame) -> Pose:
        raise AssertionError("it was measured before")

    see(monkeypatch, blind)
    Reviews(history).answer(unsure, "half-kneeling-lunge")
    (done,) = reviewed(history).all()
    assert done.state == "done", done.why
    (session,) = history.sessions()
    assert history.file(session, "annotated.mp4") is not None
    assert not unsure.clip.exists()
    opened = open_session(history, session)
    assert [used.id for used in opened.summary.judged_with] == ["sensitive-back"]
    assert opened.stretch.check("rear-hip").high == 190.0
    plain = open_session(history, session, [])
    assert plain.stretch.check("rear-hip").high == 200.0


def unsure_clip(history: History, clip: Path, name: str) -> None:
    guesses = (Guess("squat", "Squat", 0.4), Guess("deadlift", "Deadlift", 0.3))
    reviews = Reviews(history)
    reviews.add(clip, Wish(None), name)
    taken = reviews.claim("a server that is gone")
    assert taken is not None
    reviews.ask(taken, Recognition(guesses, None, authored("Too short")), recording())


def test_the_page_asks_what_a_clip_shows_also_after_a_reload(
    home: Path, clip: Path, monkeypatch: pytest.MonkeyPatch, opened: Callable[[str], AppTest]
) -> None:
    history = History(home)
    for name in ("mine.mp4", "other.mp4"):
        unsure_clip(history, clip, name)
    monkeypatch.setattr(jobs.Worker, "wake", lambda _: None)
    opened("review")
    shown = opened("review")
    assert not shown.exception
    assert "Too short." in texts(shown)
    assert shown.selectbox(key="unsure-1").options[:2] == ["Squat (40 %)", "Deadlift (30 %)"]
    shown.button(key="leave-1").click().run()
    shown.selectbox(key="unsure-2").set_value("deadlift").run()
    shown.button(key="judge-2").click().run()
    assert not shown.exception
    (answered,) = Reviews(history).all()
    assert (answered.name, answered.state) == ("other.mp4", "waiting")
    assert answered.wish.stretch == "deadlift"


def test_one_bad_clip_does_not_spoil_the_others(
    home: Path, clip: Path, monkeypatch: pytest.MonkeyPatch, opened: Callable[[str], AppTest]
) -> None:
    seen = iter([None] * 12)
    see(monkeypatch, lambda frame: next(seen, POSE))
    history = History(home)
    for name in ("empty", "good"):
        Reviews(history).add(clip, LUNGE, name)
    failed, done = reviewed(history).all()
    assert (failed.name, failed.state, done.state) == ("empty", "failed", "done")
    assert [session.clip for session in history.sessions()] == ["good"]
    assert len(list(history.folder.iterdir())) == 1
    shown = opened("review")  # a tab that was closed meanwhile, and is opened anew
    assert not shown.exception
    assert "expected a person in empty, found nobody" in texts(shown)
    assert "good · " in texts(shown)
    next(button for button in shown.button if button.label == "Dismiss").click().run()
    assert Reviews(history).all() == []


def test_only_files_that_were_asked_for_are_given_out(tmp_path: Path) -> None:
    path = tmp_path / "annotated.mp4"
    path.write_bytes(bytes(range(256)))
    client = TestClient(Starlette(routes=[media.MEDIA_ROUTE]))
    where = media.address(path)
    assert media.address(path) == where
    assert client.get(where).content == path.read_bytes()
    part = client.get(where, headers={"Range": "bytes=16-31"})
    assert (part.status_code, part.content) == (206, bytes(range(16, 32)))
    assert client.get("/formcheck/media/guess").status_code == 404
    path.unlink()
    assert client.get(where).status_code == 404


def test_the_page_waits_for_a_clip(opened: Callable[[str], AppTest]) -> None:
    shown = opened("review")
    assert not shown.exception
    start = next(button for button in shown.button if button.label == "Review")
    assert start.disabled
    shown.segmented_control(key="review-source").set_value("An earlier session").run()
    assert not shown.exception
    assert "Nothing is kept yet" in texts(shown)
    shown.segmented_control(key="review-source").set_value("A sample").run()
    assert "Half-kneeling hip-flexor lunge, arched" in shown.selectbox[0].options
    assert "Prone press-up" in shown.selectbox[0].options


def test_the_page_begins_with_what_was_chosen_in_the_set_up(
    home: Path, opened: Callable[[str], AppTest]
) -> None:
    save_profile(Profile("anna", baseline()))
    change_settings(profile="anna", sensitive_back=True)
    shown = opened("review")
    assert not shown.exception
    chosen = {box.label: box.value for box in shown.selectbox}
    assert chosen == {
        "Stretch": "", "Worked side": "auto", "Targets": "sensitive-back", "Profile": "anna",
        "Who": "",
    }  # fmt: skip


def test_an_earlier_session_is_shown_and_compared(
    home: Path, opened: Callable[[str], AppTest]
) -> None:
    left = keep(home, 178.0, days_ago=3, side="left")
    right = keep(home, 195.0)
    shown = opened("review")
    shown.segmented_control(key="review-source").set_value("An earlier session").run()
    assert not shown.exception
    assert "Half-kneeling hip-flexor lunge" in texts(shown)
    assert "195°" in texts(shown)
    labels = [button.label for button in shown.get("download_button")]
    assert labels == ["Report", "CSV", "JSON", "Parquet"]  # a live session has no video
    assert "No picture is kept" in texts(shown)
    unseen = [line for line in texts(shown).splitlines() if line.startswith("- **Not seen:**")]
    assert len(unseen) > 3
    assert len(unseen) == len(set(unseen))
    assert [toggle.label for toggle in shown.toggle] == ["Left and right"]
    shown.selectbox[2].set_value("trunk-lean").run()
    assert not shown.toggle  # a trunk has no other side
    shown.selectbox(key=f"review-targets-{right.id}").set_value("sensitive-back").run()
    assert not shown.exception
    assert "the verdict was" in texts(shown)
    shown.selectbox(key=f"review-other-{right.id}").set_value(left.id).run()
    assert not shown.exception
    assert "One against the other" in texts(shown)
    assert "more than the error" in texts(shown)


def test_a_session_is_opened_as_long_as_it_was_asked_for(home: Path) -> None:
    history, session = History(home), keep(home, 190.0)
    assert open_session(history, session).summary.target_s == 30.0
    short = history.add(replace(session, target_s=5.0))
    opened = open_session(history, short)
    assert opened.summary.target_s == 5.0
    assert opened.summary.judged_with == ()


def test_a_deleted_session_is_gone(home: Path, opened: Callable[[str], AppTest]) -> None:
    session = keep(home, 190.0)
    shown = opened("review")
    shown.segmented_control(key="review-source").set_value("An earlier session").run()
    shown.button(key=f"ask-{session.id}").click().run()
    shown.button(key=f"delete-{session.id}").click().run()
    assert not shown.exception
    assert History(home).sessions() == []
    assert "Nothing is kept yet" in texts(shown)
    assert "Deleted: 1 session." in texts(shown)


def test_every_sample_that_is_offered_shows_a_stretch() -> None:
    from formcheck.ui.pages.review.page import samples

    offered = samples()
    assert {name: stretch for name, (_, stretch) in offered.items()} == STRETCH_OF
    assert "calibration" not in offered
