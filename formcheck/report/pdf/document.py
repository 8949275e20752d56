"""The one page as a PDF: A4 or Letter, black on white, fonts embedded, text in reading order."""

from __future__ import annotations

import io
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import matplotlib
from fpdf import FPDF, ViewerPreferences
from fpdf.enums import TableBordersLayout, XPos, YPos
from fpdf.fonts import FontFace, TTFFont
from PIL import Image

from formcheck.report.pdf.one_page import OnePage, Table
from formcheck.report.pdf.weeks_chart import draw_chart
from formcheck.store.disk.files import atomic_path
from formcheck.version import __version__
from formcheck.words import language, tr

Paper = Literal["a4", "letter"]

_FAMILY: Final = "DejaVu"
_FACES: Final = {"": "DejaVuSans.ttf", "B": "DejaVuSans-Bold.ttf"}
"""matplotlib ships them, with every letter and sign that formcheck writes."""

_MARGIN: Final = 16.0
"""Millimetres on every side: what printers can print, and a hole punch."""


@dataclass(frozen=True, slots=True)
class _Sizes:
    """How much room the parts get that can be smaller: millimetres, and rows of the table."""

    chart: float
    picture: float
    rows: int


_SIZES: Final = (
    _Sizes(52, 48, 10),
    _Sizes(46, 42, 8),
    _Sizes(42, 36, 6),
    _Sizes(38, 30, 5),
    _Sizes(34, 24, 4),
    _Sizes(30, 20, 3),
)
"""Tried in turn until all fits on one page."""


def write_pdf(path: Path, page: OnePage, paper: Paper = "a4") -> None:
    """Write the page as a PDF.

    All is drawn in the order in which it is to be read, in words beside every picture. Where there
    is too much for one page, the pictures shrink and the oldest weeks are left out. It has no tags:
    fpdf2 can tag figures only, and readers that trust tags would then pass over the text.

    Args:
        path: The file; it appears whole or not at all.
        page: What stands on it.
        paper: `a4` or `letter`.

    Raises:
        InputError: It cannot be written.
    """
    for sizes in _SIZES:
        with closing(_Drawing(page, paper, sizes)) as drawn:
            if not drawn.overfull or sizes is _SIZES[-1]:
                with atomic_path(path) as partial:
                    partial.write_bytes(bytes(drawn.pdf.output()))
                return


class _Drawing:
    """One page, drawn from top to bottom.

    Attributes:
        pdf: The document.
        overfull: Whether the text ends below the page.
    """

    def __init__(self, page: OnePage, paper: Paper, sizes: _Sizes) -> None:
        self.pdf = pdf = FPDF(format=paper)
        pdf.set_title(f"{page.title} · formcheck")
        pdf.set_lang(language().code)
        pdf.set_creator(f"formcheck {__version__}")
        pdf.viewer_preferences = ViewerPreferences(display_doc_title=True)
        fonts = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
        for style, name in _FACES.items():
            pdf.add_font(_FAMILY, style, fonts / name)
        pdf.set_margin(_MARGIN)
        pdf.c_margin = 0
        pdf.set_auto_page_break(False)
        pdf.add_page()
        self._head(page)
        if page.verdict:
            word, *said = page.verdict
            self._section(tr("The verdict: {word}", word=word), said, size=9.5)
        if page.change:
            self._section(tr("The one thing to change"), [page.change], bold=True)
        if page.unchecked is not None:
            self._section(page.table.title, [page.unchecked])
        else:
            rows = sizes.rows if page.series is not None else len(page.table.rows)
            self._table(page.table, rows)
        if page.series is not None:
            self._heading(tr("How far, over the weeks"))
            chart = draw_chart(page.series, pdf.epw, sizes.chart)
            pdf.image(io.BytesIO(chart), w=pdf.epw)
            pdf.ln(1)
        weeks, one = tr("What can be told"), tr("How sure the numbers are")
        for title, lines in (
            (one if page.verdict else weeks, page.remarks),
            (tr("What could not be judged, and why"), page.not_judged),
            (tr("What no camera can tell"), page.never_told),
            (tr("Pain and notes"), page.pain),
        ):
            if lines:
                self._section(title, lines)
        if page.pictures:
            self._pictures(page, sizes.picture)
        self._section(tr("The limits"), page.limits, size=7.5)
        self.overfull = pdf.get_y() > pdf.h - _MARGIN

    def close(self) -> None:
        """Close the font files."""
        for font in self.pdf.fonts.values():
            if isinstance(font, TTFFont):
                font.ttfont.close()

    def _text(self, text: str, size: float, style: str = "", grey: int = 0) -> None:
        self.pdf.set_font(_FAMILY, style, size)
        self.pdf.set_text_color(grey)
        height = 0.5 * size
        self.pdf.multi_cell(0, height, text, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def _head(self, page: OnePage) -> None:
        self._text(page.title, 16, "B")
        self.pdf.ln(1)
        for line in page.about:
            self._text(line, 9.5)
        self.pdf.ln(2)

    def _heading(self, title: str) -> None:
        self._text(title, 10.5, "B")
        self.pdf.ln(0.8)

    def _section(
        self, title: str, lines: Sequence[str], *, bold: bool = False, size: float = 9
    ) -> None:
        self._heading(title)
        for line in lines:
            self._text(line, size, "B" if bold else "")
        self.pdf.ln(2.2)

    def _table(self, table: Table, rows: int) -> None:
        self._heading(table.title)
        self.pdf.set_font(_FAMILY, "", 8.5)
        self.pdf.set_text_color(0)
        with self.pdf.table(
            borders_layout=TableBordersLayout.HORIZONTAL_LINES,
            headings_style=FontFace(emphasis="BOLD"),
            line_height=4.6,
            text_align="LEFT",
        ) as drawn:
            for cells in (table.head, *table.rows[-rows:]):
                drawn.row(cells)
        self.pdf.ln(3)

    def _pictures(self, page: OnePage, tall: float) -> None:
        self._heading(tr("Pictures"))
        top, x = self.pdf.get_y(), _MARGIN
        room = self.pdf.epw / 2 - 3
        lowest = top
        for still in page.pictures:
            height, width = still.image.shape[:2]
            wide = min(room, tall * width / height)
            buffer = io.BytesIO()
            Image.fromarray(still.image).convert("L").save(buffer, "JPEG", quality=85)
            self.pdf.image(buffer, x=x, y=top, w=wide)
            self.pdf.set_xy(x, top + wide * height / width + 1)
            self.pdf.set_font(_FAMILY, "", 7.5)
            self.pdf.multi_cell(room, 3.8, still.caption, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
            lowest = max(lowest, self.pdf.get_y())
            x += room + 6
        self.pdf.set_y(lowest + 2)
