"""What people read can be read by a thirteen-year-old, and is short enough to be heard."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest
import textstat

from formcheck.stretches.files.loading import (
    load_overlay,
    load_routine,
    load_stretch,
    overlay_files,
    routine_files,
    stretch_ids,
)
from formcheck.stretches.model.stretch import Stretch
from formcheck.stretches.text import medical_notice
from formcheck.words import say

GRADE = 8.0
"""The highest Flesch-Kincaid grade (years of school)."""

LONGEST = 25
"""Words in a sentence of a cue or a step."""

WORDS = re.compile(
    r"\b(seat|releases?|complains?|takes it all|bring your ribs|strains?)\b", re.IGNORECASE
)
"""Words that are unclear, claim something, or make people afraid of their back."""


def grade(lines: Iterable[str | None]) -> float:
    text = " ".join(line.strip().rstrip(".") + "." for line in lines if line)
    return float(textstat.flesch_kincaid_grade(text))


def cues(stretch: Stretch) -> list[str]:
    found = [
        cue
        for check in stretch.checks
        for cue in (check.cue_low, check.cue_high, check.cue_goal)
        if cue is not None
    ]
    phases = stretch.phases
    return [*found, *(one for one in (phases.enter, phases.hold, phases.leave) if one is not None)]


def texts(stretch: Stretch) -> list[str]:
    return [
        stretch.summary, *stretch.steps, stretch.breathing or "", *stretch.easier, *stretch.harder,
        *stretch.safety, *stretch.cannot_see, *(one.say for one in stretch.variants),
        *(say(check.reason) for check in stretch.checks), *cues(stretch),
    ]  # fmt: skip


@pytest.mark.parametrize("name", stretch_ids())
def test_a_stretch_reads_easily(name: str) -> None:
    stretch = load_stretch(name)
    assert grade(texts(stretch)) <= GRADE
    assert WORDS.findall(" ".join(texts(stretch)).replace("Never bounce or strain", "")) == []


@pytest.mark.parametrize("name", stretch_ids())
def test_no_sentence_of_a_cue_or_step_is_long(name: str) -> None:
    stretch = load_stretch(name)
    for line in (*stretch.steps, *cues(stretch)):
        for sentence in re.split(r"(?<=[.!?])\s+", line):
            assert len(sentence.split()) <= LONGEST, sentence


def test_routines_and_overlays_read_easily() -> None:
    for path in routine_files().values():
        routine = load_routine(path)
        says = [text for part in routine.parts for text in (part.say, part.ask)]
        lines = [routine.summary, routine.often, routine.why, *routine.safety, *says]
        assert grade(lines) <= GRADE, routine.id
    for path in overlay_files().values():
        overlay = load_overlay(path)
        assert grade([overlay.summary, overlay.why]) <= GRADE, overlay.id


@pytest.mark.parametrize("number", range(len(medical_notice.WHOLE)))
def test_the_notice_reads_easily(number: int) -> None:
    assert grade([medical_notice.WHOLE[number]]) <= GRADE


def test_the_measure_can_fail() -> None:
    hard = (
        "Anterior acetabular impingement notwithstanding, practitioners characteristically "
        "recommend individualised biomechanical considerations concerning lumbopelvic positioning."
    )
    assert grade([hard]) > GRADE


def test_every_source_says_what_is_formchecks_choice() -> None:
    for name in stretch_ids():
        sources = load_stretch(name).sources
        assert any(source.startswith("formcheck's choice: ") for source in sources), name
        assert any(not source.startswith("formcheck's choice") for source in sources), name
    for path in routine_files().values():
        assert any(one.startswith("formcheck's choice: ") for one in load_routine(path).sources)
