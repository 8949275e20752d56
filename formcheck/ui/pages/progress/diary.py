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

SHOWN: Final = 10
"""Number of entries that are listed, the newest."""

LEVELS: Final = tuple(range(WORST + 1))


def show_diary(history: History, names: dict[str, str]) -> None:
    """Draw the diary, or the switch that begins one.

    Args:
        history: Where it is kept.
        names: Name of each stretch that was practised, by its id.
    """
    st.header("Diary")
    kept = load_settings().diary
    wanted = st.toggle("Keep a diary of pain and notes", kept, key="diary-on")
    if wanted != kept:
        change_settings(diary=wanted)
        st.rerun()  # what is drawn above offers pain for the printed page, or no longer
    if not wanted:
        st.caption("It stays on this machine. Without it formcheck never asks about pain.")
        return
    _ask(history, names)
    _list(history, Diary(history).entries(), names)


def _ask(history: History, names: dict[str, str]) -> None:
    with st.form("diary-entry", clear_on_submit=True):
        stretch = st.selectbox(
            "About", [None, *names], format_func=lambda one: names.get(one or "", "No stretch")
        )
        before, after = (
            st.segmented_control(
                f"Pain {word}, 0 is none and {WORST} the worst", LEVELS, key=f"pain-{word}"
            )
            for word in ("before", "after")
        )
        note = st.text_area("Note", max_chars=LONGEST_NOTE, height=80)
        if st.form_submit_button("Save", icon=":material/edit_note:"):
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
                "Delete", icon=":material/delete:", key=f"diary-{entry.id}", type="tertiary",
                help="Delete this entry for good", on_click=Diary(history).delete,
                args=(entry.id,),
            )  # fmt: skip


def _words(entry: DiaryEntry, names: dict[str, str]) -> str:
    when = entry.when.astimezone()
    parts = [f"{when.day} {when:%b %Y, %H:%M}"]
    if entry.stretch is not None:
        parts.append(names.get(entry.stretch, entry.stretch))
    for word, level in (("before", entry.before), ("after", entry.after)):
        if level is not None:
            parts.append(f"pain {word} {level} of {WORST}")
    return " · ".join([*parts, entry.note] if entry.note else parts)
