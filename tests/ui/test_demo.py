"""The demo for a web host, without a camera."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from formcheck.resources import data_folder
from formcheck.review import Review
from formcheck.store.recordings.recording import Recording
from formcheck.stretches.files.loading import load_stretch
from tests.store import factory
from tests.ui.conftest import texts

FILE = Path(__file__).parents[2] / "demo" / "streamlit_app.py"


def test_a_sample_is_reviewed_and_nothing_can_be_uploaded(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def review(clip: str, stretch: str, *, out: Path, looks: int) -> Review:
        asked.append(stretch)
        shutil.copy(clip, out / "annotated.mp4")
        (out / "report.html").write_text("<p>report</p>")
        frames = [report.measurements for report in factory.performance(2.0)]
        recording = Recording.of(factory.meta(), frames)
        return Review(load_stretch(stretch), factory.hold_summary(), (), recording)

    # By its module, since the package's own `review` is the function.
    monkeypatch.setattr(sys.modules["formcheck.review"], "review", review)
    shown = AppTest.from_file(str(FILE), default_timeout=60).run()
    assert not shown.exception
    assert not shown.get("file_uploader") and not shown.get("camera_input")
    for name in shown.selectbox[0].options:
        assert name  # each sample has words
    shown.button[0].click().run()
    assert not shown.exception
    assert asked == ["half-kneeling-lunge"]
    said = texts(shown)
    assert "Good form, held for 24 of the 30 seconds" in said
    assert "Message(" not in said, "codes are put in words"


def test_every_sample_of_the_demo_is_bundled() -> None:
    text = FILE.read_text(encoding="utf-8")
    clips = {path.stem for path in data_folder("sample_videos").glob("*.mp4")} - {"calibration"}
    assert all(f'"{clip}"' in text for clip in clips)
