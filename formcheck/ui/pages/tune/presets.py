"""Presets on the page Tune: save, load, go back, hand on."""

from __future__ import annotations

from functools import partial

import streamlit as st

from formcheck.errors import FormcheckError
from formcheck.stretches.model.target_overlay import apply_overlay
from formcheck.tune.presets import Presets
from formcheck.tune.targets import Moves
from formcheck.ui.widgets.deletion import ask_deletion, show_deleted
from formcheck.ui.widgets.plain import plain


def show_presets(moves: Moves | None) -> None:
    """Draw the presets.

    Args:
        moves: The targets as they are now, or None where there is nothing to try them on: presets
            can then be imported and handed on all the same.
    """
    st.header("Presets")
    st.caption(
        "Your own targets under a name, in your own folder. Choose one when you review a clip. "
        "The shipped targets stay as they are."
    )
    presets = Presets()
    left, right = st.columns(2, gap="large")
    with left:
        if moves is not None:
            _save(presets, moves)
        _take_in(presets)
    with right:
        _show_kept(presets, moves)
        show_deleted("preset")
    told = st.session_state.pop("preset-told", None)
    if told is not None:
        good, words = told
        (st.success if good else st.error)(plain(words))


def _tell(words: str, *, good: bool = True) -> None:
    st.session_state["preset-told"] = (good, words)


def _save(presets: Presets, moves: Moves) -> None:
    name = st.text_input("Name", key="preset-name", placeholder="My targets")

    def save() -> None:
        try:
            saved = presets.save(name, moves.shipped, moves.stretch)
        except FormcheckError as error:
            _tell(str(error), good=False)
        else:
            _tell(f"Saved “{saved.name}”, version {saved.version}.")

    st.button(
        "Save these targets", icon=":material/save:", type="primary", on_click=save,
        disabled=not name.strip() or not moves.values,
    )  # fmt: skip


def _take_in(presets: Presets) -> None:
    file = st.file_uploader(
        "Import a preset", type=["yaml", "yml"], key="preset-import", max_upload_size=1
    )

    def take_in() -> None:
        if file is None:
            return
        try:
            taken = presets.take_in(file.getvalue().decode("utf-8-sig"))
        except UnicodeDecodeError:
            _tell(f"{file.name} is not text; export a preset and import that file.", good=False)
        except FormcheckError as error:
            _tell(str(error), good=False)
        else:
            _tell(f"Imported “{taken.name}”, version {taken.version}.")

    st.button("Import", icon=":material/upload:", on_click=take_in, disabled=file is None)


def _show_kept(presets: Presets, moves: Moves | None) -> None:
    kept = presets.ids()
    if not kept:
        st.caption("No preset is saved yet.")
        return
    chosen = st.selectbox(
        "Saved presets", kept, key="preset-chosen", format_func=lambda one: presets.get(one).name
    )
    overlay = presets.get(chosen)
    own = None if moves is None else apply_overlay(moves.shipped, overlay)
    if moves is None or own is None:
        st.caption(f"Version {overlay.version}.")
    else:
        st.caption(f"Version {overlay.version}. Of this stretch it changes:")
        preview = Moves(moves.shipped)
        preview.take(own)
        st.markdown(
            "\n".join(f"- {plain(words)}" for words in preview.words())
            or "Nothing differs from the shipped targets of this stretch."
        )

    def go_back() -> None:
        before = presets.undo(chosen)
        if before is not None:
            _tell(f"Back at version {before.version} of “{before.name}”.")

    with st.container(horizontal=True):
        if moves is not None:
            st.button("Load", icon=":material/download_done:", on_click=moves.take, args=(own,))
        st.download_button(
            "Export", presets.text(chosen), f"{chosen}.yaml", "application/yaml",
            icon=":material/download:", on_click="ignore",
        )  # fmt: skip
        st.button(
            "Version before", icon=":material/history:", on_click=go_back,
            disabled=not presets.versions(chosen),
        )  # fmt: skip
        if st.button("Delete", icon=":material/delete:", key="preset-ask"):
            ask_deletion(
                f"the preset {overlay.name}, with its versions",
                partial(presets.discard, chosen),
                f"preset-delete-{chosen}",
            )
