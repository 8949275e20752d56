"""The page Review, and the work behind it."""

from __future__ import annotations

import io
import sys
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
from formcheck.errors import NoPersonError
from formcheck.pose.estimator import ScriptedEstimator
from formcheck.pose.pose import Pose
from formcheck.review import Unrecognised
from formcheck.store.history import History
from formcheck.store.profiles import Profile, save_profile
from formcheck.store.session_entry import PastSession
from formcheck.stretches.files.loading import load_overlay, load_stretch
from formcheck.tune.opened import open_session
from formcheck.ui import jobs, media
from formcheck.ui.jobs import Order, ReviewJob, Unsure, Wish, order_upload
from formcheck.ui.review_process import Task, Tell, perform
from formcheck.ui.settings import change_settings
from tests.capture.clips import plain, write_clip
from tests.conftest import STRETCH_OF
from tests.measure.test_baseline import baseline
from tests.skeleton import Person
from tests.ui.conftest import texts
from tests.ui.stored import keep

LUNGE = load_stretch("half-kneeling-lunge")
POSE = Person(
    hip={"left": 95.0, "right": 172.0}, knee={"left": 95.0, "right": 100.0}, size=(64, 48),
    scale=20.0, centre=(32.0, 24.0),
).pose()  # fmt: skip


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    return write_clip(tmp_path / "my clip.mp4", [plain((90, 120, 140))] * 12)


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
    monkeypatch.setattr(module, "open_estimator", lambda *args: ScriptedEstimator(script))


def test_a_clip_becomes_a_session_with_all_its_files(
    home: Path, clip: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    see(monkeypatch, lambda frame: POSE)
    history = History(home)
    job = ReviewJob([Order(clip, "my clip.mp4")], Wish(LUNGE), history)
    job.wait(120)
    assert job.done
    assert job.failures == []
    (session,) = history.sessions()
    assert (session.origin, session.clip) == ("clip", "my clip.mp4")
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
    upload = order_upload("..\\..\\evil/name.mp4", io.BytesIO(clip.read_bytes()))
    assert upload.name == "name.mp4"
    job = ReviewJob([upload, Order(clip, "second")], Wish(LUNGE), history)
    while job.progress().share == 0.0 and not job.done:
        time.sleep(0.02)
    now = job.progress()
    assert 0.0 < now.share < 1.0
    assert now.doing == "Measuring, clip 1 of 2"
    assert now.left_s is not None
    job.stop()
    job.wait(30)
    assert history.sessions() == []
    assert list(history.folder.iterdir()) == []
    assert upload.upload is not None
    assert not upload.upload.path.exists()


def test_a_clip_that_is_not_recognised_waits_for_an_answer_and_is_not_measured_again(
    home: Path, clip: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    see(monkeypatch, lambda frame: POSE)
    history = History(home)
    upload = order_upload("mine.mp4", io.BytesIO(clip.read_bytes()))
    careful = load_overlay("sensitive-back")
    unclear = Recognition((Guess("squat", "Squat", 0.4),), None, "Too short")
    monkeypatch.setattr(sys.modules["formcheck.review"], "recognise", lambda *_: unclear)
    job = ReviewJob([upload], Wish(None, overlays=(careful,)), history)
    job.wait(120)
    assert history.sessions() == []
    assert list(history.folder.iterdir()) == []
    (unsure,) = job.unsure
    assert unsure.order.clip.is_file()
    assert unsure.recognition is unclear

    def blind(frame: Frame) -> Pose:
        raise AssertionError("it was measured before")

    see(monkeypatch, blind)
    again = ReviewJob([unsure.order], replace(unsure.wish, stretch=LUNGE), history)
    again.wait(120)
    assert again.failures == []
    (session,) = history.sessions()
    assert history.file(session, "annotated.mp4") is not None
    assert not unsure.order.clip.exists()
    opened = open_session(history, session)
    assert [used.id for used in opened.summary.judged_with] == ["sensitive-back"]
    assert opened.stretch.check("rear-hip").high == 190.0
    plain = open_session(history, session, [])
    assert plain.stretch.check("rear-hip").high == 200.0


def test_the_page_asks_what_a_clip_shows_where_it_is_not_sure(
    clip: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    see(monkeypatch, lambda frame: POSE)
    shown = AppTest.from_function(_waiting_page, default_timeout=120)
    guesses = (Guess("squat", "Squat", 0.4), Guess("deadlift", "Deadlift", 0.3))
    order = Order(clip, "mine.mp4")
    shown.session_state["clips"] = [
        Unsure(order, Recognition(guesses, None, "Too short"), Wish(None)),
        Unsure(replace(order, clip=clip.with_name("other.mp4")),
               Recognition(guesses, None, "Too short"), Wish(None)),
    ]  # fmt: skip
    shown.run()
    assert not shown.exception
    assert "Too short." in texts(shown)
    assert shown.selectbox[0].options[:2] == ["Squat (40 %)", "Deadlift (30 %)"]
    next(button for button in shown.button if button.label == "Leave it").click().run()
    assert len(shown.session_state["clips"]) == 1
    shown.selectbox[0].set_value("deadlift").run()
    next(button for button in shown.button if button.label == "Judge it as this").click().run()
    assert not shown.exception
    assert shown.session_state["clips"] == []
    assert "other" in texts(shown)
    assert "as deadlift" in texts(shown)


def _waiting_page() -> None:
    import streamlit as st

    from formcheck.ui.pages.unsure import show_unsure

    answer = show_unsure(st.session_state["clips"])
    if answer is not None and answer.wish.stretch is not None:
        st.markdown(f"{answer.order.clip.stem} as {answer.wish.stretch.id}")


def test_one_bad_clip_does_not_spoil_the_others(
    home: Path, clip: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = iter([None] * 12)
    see(monkeypatch, lambda frame: next(seen, POSE))
    history = History(home)
    job = ReviewJob([Order(clip, "empty"), Order(clip, "good")], Wish(LUNGE), history)
    job.wait(120)
    assert [(name, type(error)) for name, error in job.failures] == [("empty", NoPersonError)]
    assert [session.clip for session in history.sessions()] == ["good"]
    assert len(list(history.folder.iterdir())) == 1


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
    assert "no picture is kept" in texts(shown)
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
    from formcheck.ui.pages.review import samples

    offered = samples()
    assert {name: stretch for name, (_, stretch) in offered.items()} == STRETCH_OF
    assert "calibration" not in offered
