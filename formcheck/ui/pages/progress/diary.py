"""The part of Progress that keeps a diary of pain and notes, where the person wants one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

import streamlit as st

from formcheck.errors import FormcheckError
from formcheck.store.history.diary import LONGEST_NOTE, WORST, Diary, DiaryEntry
from formcheck.store.history.history import History
from formcheck.ui.settings import change_settings, load_settings
from formcheck.ui.widgets.plain import plain
from formcheck.words import date_words, mark, tr

SHOWN: Final = 10
"""Number of entries that are listed, the newest."""

LEVELS: Final = tuple(range(WORST + 1))


_ASKED: Final = {
    "before": mark("Pain before, 0 is none and {worst} the worst"),
    "after": mark("Pain after, 0 is none and {worst} the worst"),
}
_TOLD: Final = {
    "before": mark("pain before {level} of {worst}"),
    "after": mark("pain after {level} of {worst}"),
}


def show_diary(history: History, names: dict[str, str]) -> None:
    """Draw the diary, or the switch that begins one.

    Args:
        history: Where it is kept.
        names: Name of each stretch that was practised, by its id.
    """
    st.header(tr("Diary"))
    kept = load_settings().diary
    wanted = st.toggle(tr("Keep a diary of pain and notes"), kept, key="diary-on")
    if wanted != kept:
        change_settings(diary=wanted)
        st.rerun()  # what is drawn above offers pain for the printed page, or no longer
    if not wanted:
        st.caption(tr("It stays on this machine. Without it formcheck never asks about pain."))
        return
    _ask(history, names)
    _list(history, Diary(history).entries(), names)


def _ask(history: History, names: dict[str, str]) -> None:
    with st.form("diary-entry", clear_on_submit=True):
        stretch = st.selectbox(
            tr("About"),
            [None, *names],
            format_func=lambda one: names.get(one or "", tr("No stretch")),
        )
        before, after = (
            st.segmented_control(
                tr(_ASKED[word], worst=WORST),
                LEVELS,
                key=f"pain-{word}",
            )
            for word in ("before", "after")
        )
        note = st.text_area(tr("Note"), max_chars=LONGEST_NOTE, height=80)
        if st.form_submit_button(tr("Save"), icon=":material/edit_note:"):
            try:
                Diary(history).add(
                    DiaryEntry(datetime.now(UTC), stretch, before, after, note.strip())
                )
            except FormcheckError as error:
                st.error(plain(str(error)))


def _list(history: History, entries: Sequence[DiaryEntry], names: dict[str, str]) -> None:
    for entry in entries[:SHOWN]:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(plain(_words(entry, names)))
            st.button(
                tr("Delete"), icon=":material/delete:", key=f"diary-{entry.id}", type="tertiary",
                help=tr("Delete this entry for good"), on_click=Diary(history).delete,
                args=(entry.id,),
            )  # fmt: skip


def _words(entry: DiaryEntry, names: dict[str, str]) -> str:
    when = entry.when.astimezone()
    parts = [date_words(when, tr("d MMM y, HH:mm"))]
    if entry.stretch is not None:
        parts.append(names.get(entry.stretch, entry.stretch))
    for word, level in (("before", entry.before), ("after", entry.after)):
        if level is not None:
            parts.append(tr(_TOLD[word], level=level, worst=WORST))
    return " · ".join([*parts, entry.note] if entry.note else parts)
