"""The one page: in both sizes, in reading order, with what was asked for and nothing else."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pypdf import PageObject, PdfReader

from formcheck.coach.frame.summary_model import Summary
from formcheck.coach.summary.summary import refuse
from formcheck.codes.coach import CheckCode
from formcheck.errors import InputError
from formcheck.message import Message, authored
from formcheck.report.html import Still, write_report
from formcheck.report.pdf.document import Paper, write_pdf
from formcheck.report.pdf.one_page import OnePage, page_of_history, page_of_review
from formcheck.report.progress.time_axis import time_axis
from formcheck.store.history.diary import DiaryEntry
from formcheck.store.history.session_entry import Angle, PastSession
from formcheck.stretches.files.loading import load_stretch
from formcheck.terminal import show_summary
from formcheck.words import speaking, tr
from tests.store import factory

LUNGE = "half-kneeling-lunge"
NOW = datetime(2026, 11, 30, 18, 0, tzinfo=UTC)


def _sessions(days: int = 70) -> Iterator[PastSession]:
    chance = random.Random(3)
    for day in range(days, 0, -3):
        for side, gain in (("left", 0.2), ("right", 0.0)):
            angle = Angle("hip", side, 180 + gain * (days - day) + chance.gauss(0, 2), 5.6)  # type: ignore[arg-type]
            yield PastSession(
                NOW - timedelta(days=day), LUNGE, "Half-kneeling hip-flexor lunge", "live", "good",
                side=side, good_s=30.0, target_s=30.0, duration_s=60.0, angles=(angle,),
            )  # fmt: skip


def _page(**wanted: Any) -> OnePage:
    return page_of_history(
        list(_sessions()), LUNGE, targets=load_stretch(LUNGE), today=NOW.date(), **wanted
    )


DIARY = [
    DiaryEntry(NOW - timedelta(days=day), LUNGE, 6, 3, "Stiff in the morning") for day in (2, 9, 16)
]
PICTURE = Still(3.0, "The best moment of the hold", np.full((480, 640, 3), 90, np.uint8))
LATER = Still(3.0, "The hold begins", np.full((480, 640, 3), (90, 160, 60), np.uint8))


def _read(path: Path, page: OnePage, paper: Paper = "a4") -> tuple[PageObject, str]:
    write_pdf(path, page, paper)
    (found,) = PdfReader(path).pages  # exactly one
    return found, found.extract_text()


@pytest.mark.parametrize(("paper", "size"), [("a4", (595, 842)), ("letter", (612, 792))])
def test_a_full_page_fits_and_reads_from_top_to_bottom(
    tmp_path: Path, paper: Paper, size: tuple[int, int]
) -> None:
    page = _page(
        who="Anna", change="Tuck your tailbone under.", diary=DIARY, pictures=[PICTURE, LATER]
    )
    found, text = _read(tmp_path / "page.pdf", page, paper)
    assert (round(found.mediabox.width), round(found.mediabox.height)) == size
    order = [
        "Half-kneeling hip-flexor lunge", "Name: Anna", "48 sessions, 21 September 2026 to",
        "The one thing to change", "Tuck your tailbone under.", "Week by week", "Best, left",
        "How far, over the weeks", "more each week", "is a real change (95 %)",
        "Pain before, 0 to 10: 6.0 on average", "Stiff in the morning",
        "The best moment of the hold", "The limits", "stretch goes.",
    ]  # fmt: skip
    places = [text.find(words) for words in order]
    assert -1 not in places, order[places.index(-1)]
    assert places == sorted(places)
    lowest: list[float] = []
    found.extract_text(visitor_text=lambda _t, _c, matrix, _f, _s: lowest.append(matrix[5]))
    assert min(y for y in lowest if y) > 30  # nothing is drawn below the margin
    assert len(found.images) == 3


def test_fonts_are_embedded_and_all_is_grey(tmp_path: Path) -> None:
    found, _ = _read(tmp_path / "page.pdf", _page(pictures=[LATER]))
    for font in found["/Resources"]["/Font"].values():  # type: ignore[index]
        for inner in font.get_object()["/DescendantFonts"]:
            assert "/FontFile2" in inner.get_object()["/FontDescriptor"]
    for image in found.images:
        pixels = np.asarray(image.image.convert("RGB")).astype(int)  # type: ignore[union-attr]
        assert np.ptp(pixels, axis=2).max() <= 2


def test_name_pain_and_pictures_are_absent_unless_asked_for(tmp_path: Path) -> None:
    found, text = _read(tmp_path / "page.pdf", _page())
    assert "Name" not in text and "Pain" not in text.replace("pain", "")
    assert len(found.images) == 1  # the chart
    assert "Pictures" not in text


def test_the_smallest_real_change_is_rounded_up(tmp_path: Path) -> None:
    # 1.96 * sqrt(2) * 5.6 = 15.52
    assert any("difference of 16° or more" in line for line in _page().remarks)


BLIND = Message(
    CheckCode.NOT_TOLD, what=Message(CheckCode.HIP_OR_BACK), why=authored("no view of the back")
)


def _verdict_page(summary: Summary) -> OnePage:
    return page_of_review(summary, factory.meta(), factory.lunge())


def test_the_page_of_one_performance(tmp_path: Path) -> None:
    page = _verdict_page(factory.hold_summary(unseen=(BLIND, BLIND, authored("What you feel."))))
    _, text = _read(tmp_path / "page.pdf", page, "letter")
    order = [
        "One performance, 2 January 2026",
        "The verdict: Good enough", "Good form, held for 24 of the 30 seconds asked for.",
        "Rear hip (trunk to thigh): 188° ± 6; target 185 to 200°.",
        "The one thing to change", "Stay six seconds longer",
        "What was checked", "How sure the numbers are", "holds about two of three",
        "What could not be judged, and why", "hip or the low back",
        "What no camera can tell", "What you feel.", "Whether you feel the pull",
        "The limits",
    ]  # fmt: skip
    places = [text.find(words) for words in order]
    assert -1 not in places, order[places.index(-1)]
    assert places == sorted(places)
    assert text.count("hip or the low back") == text.count("30 seconds") == 1  # nothing twice
    assert "What can be told" not in text


def test_the_page_of_what_was_not_scored_says_that_nothing_was_counted() -> None:
    lunge = load_stretch(LUNGE)
    page = page_of_review(refuse(lunge, "squat"), factory.meta(), lunge)
    assert page.verdict[0] == "Not scored"
    assert page.verdict[-1] == "Nothing was counted."
    assert page.not_judged == page.never_told == ()


@pytest.mark.parametrize("code", ["en", "de", "es"])
def test_the_page_of_another_movement_has_no_empty_table(tmp_path: Path, code: str) -> None:
    lunge = load_stretch(LUNGE)
    with speaking(code):
        page = page_of_review(refuse(lunge, "squat"), factory.meta(), lunge)
        assert page.unchecked == tr("Nothing was checked, since the clip shows another movement.")
        _, text = _read(tmp_path / "page.pdf", page)
        assert page.unchecked in text
        assert not any(tr(head) in text for head in ("Measured", "How sure the numbers are"))
    turned = factory.hold_summary(checks=(), holds=())
    assert _verdict_page(turned).unchecked != page.unchecked
    assert _verdict_page(factory.hold_summary()).unchecked is None


def test_page_report_and_terminal_say_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "300")
    summary = factory.hold_summary(unseen=(BLIND,))
    page = _verdict_page(summary)
    path = tmp_path / "report.html"
    write_report(path, summary, factory.performance(), factory.lunge(), (), factory.meta())
    show_summary(summary)
    shown, html = capsys.readouterr().out, unescape(path.read_text(encoding="utf-8"))
    for line in (*page.verdict, page.change, *page.not_judged, *page.never_told):
        assert line is not None
        assert line in html, line
    facts = ("Good form, held for 24", "188° ± 6", "185 to 200°", "Stay six", page.not_judged[0])
    told = " ".join(shown.split())  # as wide as the terminal may be
    for fact in facts:
        assert fact in told, fact


def test_every_word_and_date_follows_the_language(tmp_path: Path) -> None:
    easier = load_stretch(f"{LUNGE}:tuck-alone")
    done = [replace(one, name=easier.name) for one in _sessions()]
    with speaking("de"):
        page = page_of_history(done, LUNGE, targets=load_stretch(LUNGE), today=NOW.date())
        _, text = _read(tmp_path / "page.pdf", page)
        chart = time_axis([point.when for point in page.series.points])  # type: ignore[union-attr]
        one = page_of_review(factory.hold_summary(), factory.meta(), factory.lunge())
    assert page.title == "Ausfallschritt im Halbkniestand: Nur mit Aufrichten"
    assert "Oktober" in text and "September 2026" in text
    for english in ("October", "Half-kneeling", "Week", "target", "session"):
        assert english not in text
    assert any("Okt" in mark for _, mark in chart.ticks)
    assert one.verdict[0] == "Gut genug"
    assert PdfReader(tmp_path / "page.pdf").trailer["/Root"]["/Lang"] == "de"  # type: ignore[index]


def test_versions_have_pages_of_their_own() -> None:
    easier = "half-kneeling-lunge:tuck-alone"
    angle = Angle("hip", "left", 168.0, 5.0, 165.0, 200.0)
    short = PastSession(
        NOW, LUNGE, "Half-kneeling hip-flexor lunge, with the tuck alone", "live", "good",
        side="left", good_s=20.0, target_s=30.0, angles=(angle,), variant="tuck-alone",
    )  # fmt: skip
    both = [*_sessions(), short]
    usual = page_of_history(both, LUNGE, targets=load_stretch(LUNGE), today=NOW.date())
    assert usual.about == (*_page().about,)
    assert usual.table == _page().table
    assert usual.remarks[-1].startswith("Not on this page")
    assert usual.remarks[-1].endswith("with the tuck alone, 1 session.")
    other = page_of_history(both, easier, targets=load_stretch(easier), today=NOW.date())
    assert other.title == short.name
    assert "target 165 to 200" in other.about[-1]
    (row,) = other.table.rows
    assert row[:3] == ("30 November", "1", "20 s")
    assert row[3].startswith("168")


def test_a_stretch_that_was_never_done_has_no_page() -> None:
    with pytest.raises(InputError, match="expected sessions of squat"):
        page_of_history(list(_sessions()), "squat", today=date(2026, 11, 30))
