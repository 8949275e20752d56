"""The one page: in both sizes, in reading order, with what was asked for and nothing else."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pypdf import PageObject, PdfReader

from formcheck.errors import InputError
from formcheck.report.html import Still
from formcheck.report.pdf.document import Paper, write_pdf
from formcheck.report.pdf.one_page import OnePage, page_of_history, page_of_review
from formcheck.store.history.diary import DiaryEntry
from formcheck.store.history.session_entry import Angle, PastSession
from formcheck.stretches.files.loading import load_stretch
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


def test_the_page_of_one_performance(tmp_path: Path) -> None:
    page = page_of_review(factory.hold_summary(), factory.meta())
    _, text = _read(tmp_path / "page.pdf", page, "letter")
    assert "One performance, 2 January 2026" in text
    assert "Held 24 s of 30 s" in text
    assert "Stay six seconds longer" in text
    assert text.find("What was checked") < text.find("Rear hip") < text.find("The limits")


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
