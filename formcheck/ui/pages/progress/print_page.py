"""The part of Progress that prints the weeks so far on one page."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Final

import streamlit as st

from formcheck.report.pdf.document import Paper, write_pdf
from formcheck.store.history.history import History
from formcheck.tune.history_page import history_page
from formcheck.ui.settings import load_settings
from formcheck.words import mark, tr

PAPERS: Final[dict[Paper, str]] = {"a4": "A4", "letter": mark("Letter")}


def show_print(history: History, stretch: str) -> None:
    """Draw the button that gives the page, and what is to be on it.

    Args:
        history: The person's sessions.
        stretch: Id of the stretch that is shown.
    """
    with st.popover(tr("One page to print"), icon=":material/print:"):
        st.markdown(
            tr("For yourself or a therapist: seconds and best angle of both sides by week.")
        )
        who = st.text_input(
            tr("Name on the page"), placeholder=tr("None"), max_chars=60, key="print-name"
        )
        pain = load_settings().diary and st.checkbox(tr("Pain and notes of the diary"))
        pictures = st.checkbox(tr("Two pictures of you"))
        paper: Paper = (
            st.segmented_control(
                tr("Paper"), list(PAPERS), format_func=lambda one: tr(PAPERS[one]), default="a4"
            )
            or "a4"
        )
        st.download_button(
            tr("PDF"),
            lambda: _pdf(history, stretch, who.strip() or None, pain, pictures, paper),
            f"formcheck-{stretch}.pdf",
            "application/pdf",
            icon=":material/picture_as_pdf:",
            on_click="ignore",
            key="print-pdf",
        )


def _pdf(
    history: History, stretch: str, who: str | None, pain: bool, pictures: bool, paper: Paper
) -> bytes:
    page = history_page(history, stretch, who=who, pain=pain, pictures=pictures)
    with tempfile.TemporaryDirectory(prefix="formcheck-") as folder:
        path = Path(folder) / "page.pdf"
        write_pdf(path, page, paper)
        return path.read_bytes()
