"""The sample clips judged and reported in a made-up language: other words, and nothing else."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest

from formcheck.codes.states import Phase
from formcheck.report.html import write_report
from formcheck.report.tables import write_summary
from formcheck.review import Review, review
from formcheck.ui.live.live_frame import Moment
from formcheck.ui.live.plan import plan_of
from formcheck.ui.live.protocol import moment_message
from formcheck.ui.live.speech import Sound
from formcheck.words import say, speaking
from tests.conftest import STRETCH_OF, sample
from tests.words.pseudo import ACCENTED, accent, pseudo_language

pytestmark = pytest.mark.xdist_group("samples")

PLAIN: Final = {accented: plain for plain, accented in ACCENTED.items()}

KEPT: Final = re.compile(
    r"<style>.*?</style>|<[^>]*>|formcheck[\w .-]*|[\w-]+\.mp4|&\w+;|\bfull\b", re.DOTALL
)
"""Markup, and names of the program, of files and of the model."""


@pytest.mark.parametrize("name", STRETCH_OF)
def test_another_language_changes_words_alone(
    name: str, reviewed: Callable[[str], Review], tmp_path: Path
) -> None:
    english = reviewed(name)
    with speaking(pseudo_language()):
        made_up = review(sample(name), STRETCH_OF[name], measured=english.recording)
        page, document = files(made_up, tmp_path / "made-up")
        voice = {say(one.cue.message) for one in made_up.reports if one.cue is not None}
        shown = live_messages(made_up)
    assert made_up.summary == english.summary
    assert made_up.reports == english.reports
    assert voice
    assert {line for line in voice if line != accent(line)} == set()
    lines = [line for line in KEPT.sub("\n", page).splitlines() if line.strip()]
    assert [line for line in lines if line != accent(line)] == []
    assert unaccented(shown) == live_messages(english)
    assert judged(unaccented(document)) == judged(files(english, tmp_path)[1])


def files(found: Review, folder: Path) -> tuple[str, str]:
    """Return the report as a page and as JSON."""
    folder.mkdir(exist_ok=True)
    meta = found.recording.meta
    page, document = folder / "report.html", folder / "report.json"
    write_report(page, found.summary, found.reports, found.stretch, (), meta)
    write_summary(document, found.summary, meta, found.reports)
    return page.read_text(encoding="utf-8"), document.read_text(encoding="utf-8")


def judged(document: str) -> dict[str, Any]:
    """Return what a report says, without when it was made."""
    found: dict[str, Any] = json.loads(document)
    del found["recording"]["created"]
    return found


def live_messages(found: Review) -> str:
    """Return what a browser would be sent of every tenth frame, as JSON."""
    step = plan_of(found.stretch).steps[0]
    silent = Sound(None, None, False)
    moments = [
        Moment(Phase.WORK, step, 0, one.cue, one.measurements, None, one, None, None, silent)
        for one in found.reports[::10]
    ]
    return json.dumps([moment_message(one, 0) for one in moments], ensure_ascii=False)


def unaccented(text: str) -> str:
    return text.translate(PLAIN)
