"""Deleting with a question before it and a way back after it, the same on every page."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence

import streamlit as st

from formcheck.errors import FormcheckError
from formcheck.store.disk.trash import Discarded, Kind, Trash
from formcheck.ui.own_history import own_history
from formcheck.ui.widgets.plain import plain
from formcheck.words import tr


def ask_deletion(what: str, act: Callable[[], object], key: str) -> None:
    """Open a dialog that asks whether to delete something.

    The dialog closes with the answer. What `act` deletes was bound when the dialog was drawn, so
    that a second click can only ask for the same things again, which are gone then.

    Args:
        what: What would be deleted, such as "2 sessions, with recordings and videos".
        act: Deletes it.
        key: Key of the button, different for different things.
    """

    def delete() -> None:
        try:
            act()
        except FormcheckError as error:
            st.error(plain(str(error)))

    @st.dialog(tr("Delete?"), width="small")
    def ask() -> None:
        st.markdown(tr("Delete {name}? It can come back for a day.", name=plain(what)))
        with st.container(horizontal=True):
            deleted = st.button(tr("Delete"), type="primary", key=key, on_click=delete)
            kept = st.button(tr("Keep"), key=f"{key}-keep")
        if deleted or kept:
            st.rerun()

    ask()


def show_deleted(kind: Kind) -> None:
    """Draw what was deleted within the last day, each with the way back.

    Args:
        kind: What belongs to the page.
    """
    for item in Trash().items(kind):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(
                tr(
                    "Deleted: {name}. Until {until} it can come back.",
                    name=plain(tr(item.name)),
                    until=_until(item),
                )
            )
            st.button(
                tr("Take it back"), icon=":material/undo:", key=f"back-{item.id}",
                on_click=_restore, args=(item,),
            )  # fmt: skip
            st.button(
                tr("Delete for good"), key=f"gone-{item.id}", type="tertiary",
                on_click=Trash().forget, args=(item,),
            )  # fmt: skip


def selection_key(prefix: str, ids: Sequence[object]) -> str:
    """Return a key for a list with a selection.

    Streamlit keeps a selection as row numbers. With another list under another key, what was
    ticked in the old list is never taken for what has moved into its place.
    """
    return f"{prefix}-{zlib.crc32(repr(tuple(ids)).encode()):08x}"


def _restore(item: Discarded) -> None:
    try:
        if item.kind == "sessions":
            own_history().restore(item)
        else:
            Trash().put_back(item)
    except FormcheckError as error:
        st.error(plain(str(error)))


def _until(item: Discarded) -> str:
    return tr("{time} tomorrow", time=f"{item.until.astimezone():%H:%M}")
