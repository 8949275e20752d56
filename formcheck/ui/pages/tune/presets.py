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
from formcheck.words import tr


def show_presets(moves: Moves | None) -> None:
    """Draw the presets.

    Args:
        moves: The targets as they are now, or None where there is nothing to try them on: presets
            can then be imported and handed on all the same.
    """
    st.header(tr("Presets"))
    st.caption(
        tr(
            "Your own targets under a name, in your own folder. Choose one when you review a clip. "
            "The shipped targets stay as they are."
        )
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
    name = st.text_input(tr("Name"), key="preset-name", placeholder=tr("My targets"))

    def save() -> None:
        try:
            saved = presets.save(name, moves.shipped, moves.stretch)
        except FormcheckError as error:
            _tell(str(error), good=False)
        else:
            _tell(tr("Saved “{name}”, version {version}.", name=saved.name, version=saved.version))

    st.button(
        tr("Save these targets"), icon=":material/save:", type="primary", on_click=save,
        disabled=not name.strip() or not moves.values,
    )  # fmt: skip


def _take_in(presets: Presets) -> None:
    file = st.file_uploader(
        tr("Import a preset"), type=["yaml", "yml"], key="preset-import", max_upload_size=1
    )

    def take_in() -> None:
        if file is None:
            return
        try:
            taken = presets.take_in(file.getvalue().decode("utf-8-sig"))
        except UnicodeDecodeError:
            _tell(
                tr("{name} is not text; export a preset and import that file.", name=file.name),
                good=False,
            )
        except FormcheckError as error:
            _tell(str(error), good=False)
        else:
            _tell(
                tr("Imported “{name}”, version {version}.", name=taken.name, version=taken.version)
            )

    st.button(tr("Import"), icon=":material/upload:", on_click=take_in, disabled=file is None)


def _show_kept(presets: Presets, moves: Moves | None) -> None:
    kept = presets.ids()
    if not kept:
        st.caption(tr("No preset is saved yet."))
        return
    chosen = st.selectbox(
        tr("Saved presets"),
        kept,
        key="preset-chosen",
        format_func=lambda one: presets.get(one).name,
    )
    overlay = presets.get(chosen)
    own = None if moves is None else apply_overlay(moves.shipped, overlay)
    if moves is None or own is None:
        st.caption(tr("Version {version}.", version=overlay.version))
    else:
        st.caption(tr("Version {version}. Of this stretch it changes:", version=overlay.version))
        preview = Moves(moves.shipped)
        preview.take(own)
        st.markdown(
            "\n".join(f"- {plain(words)}" for words in preview.words())
            or tr("Nothing differs from the shipped targets of this stretch.")
        )

    def go_back() -> None:
        before = presets.undo(chosen)
        if before is not None:
            _tell(
                tr(
                    "Back at version {version} of “{name}”.",
                    version=before.version,
                    name=before.name,
                )
            )

    with st.container(horizontal=True):
        if moves is not None:
            st.button(tr("Load"), icon=":material/download_done:", on_click=moves.take, args=(own,))
        st.download_button(
            tr("Export"), presets.text(chosen), f"{chosen}.yaml", "application/yaml",
            icon=":material/download:", on_click="ignore",
        )  # fmt: skip
        st.button(
            tr("Version before"), icon=":material/history:", on_click=go_back,
            disabled=not presets.versions(chosen),
        )  # fmt: skip
        if st.button(tr("Delete"), icon=":material/delete:", key="preset-ask"):
            ask_deletion(
                tr("the preset {name}, with its versions", name=overlay.name),
                partial(presets.discard, chosen),
                f"preset-delete-{chosen}",
            )
