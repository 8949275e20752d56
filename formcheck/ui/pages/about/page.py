"""The page About: what formcheck is for, what it is not, and what stays where."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import streamlit as st

from formcheck.resources import user_folder
from formcheck.store.people.personal import NOT_KNOWN, delete_everything, size_words, stored
from formcheck.stretches.text.medical_notice import WHOLE
from formcheck.ui.widgets.components import show_table
from formcheck.ui.widgets.plain import plain
from formcheck.version import __version__
from formcheck.words import mark, tr

_ERRORS: Final = mark(
    "**188° ± 6** means: most likely between 182 and 194. The camera sees a picture and not your "
    "bones, so every angle comes with how far it may be off: about two times in three the true "
    "angle lies within that band. From the side the error is smallest, from three quarters it "
    "grows, and from the front a hip angle means nothing and is not given. A verdict says "
    "*adjust* only when the angle is outside its target by more than its error; closer than that "
    "it says *good enough*, and where nothing can be known it says *can't tell*."
)
_PRIVACY: Final = mark(
    "Camera pictures are looked at on this machine and forgotten at once; they are not stored. "
    "Clips that you review leave an annotated copy in your own folder, until you delete it. "
    "There is no account, no upload and no usage data: formcheck opens no connection to any "
    "other machine, and its tests watch that it does not."
)
_PHONE: Final = mark(
    "Only where it was started with `--phone` does it let one in: the phone that you paired, whose "
    "pictures it takes."
)
_LICENCES: Final = mark(
    "formcheck is free software under the Apache License 2.0. The pose models are BlazePose GHUM "
    "by Google, Apache 2.0. It stands on MediaPipe, OpenCV and Streamlit (Apache 2.0), NumPy, "
    "SciPy, Jinja and PyAV (BSD), Pydantic, SQLAlchemy, Rich and Typer (MIT), Apache Arrow "
    "(Apache 2.0) and Matplotlib (its own BSD-like licence). The people in pictures and samples "
    "are rendered; the samples are in the public domain (CC0). The wheels hold more: PyAV's has "
    "FFmpeg with x264 and x265 (GPL), OpenCV's has FFmpeg and Qt (LGPL) and an old OpenSSL, which "
    "formcheck never uses. That asks nothing of you, unless you pass a bundle of it all on: then "
    "`docs/licences.md` says what to do, with a table of every package."
)


def page() -> None:
    """Draw the page."""
    st.title(tr("About"))
    st.caption(f"formcheck {__version__}")
    st.header(tr("What this is, and what it is not"))
    for words in WHOLE:
        st.markdown(tr(words))
    st.header(tr("What ± means"))
    st.markdown(tr(_ERRORS))
    st.header(tr("Privacy"))
    st.markdown(tr(_PRIVACY))
    st.markdown(tr(_PHONE))
    _show_stored()
    st.header(tr("Licences"))
    st.markdown(tr(_LICENCES))


def _show_stored() -> None:
    """Draw what is kept of the person, and the way to be rid of it."""
    kept, home = stored(), user_folder().resolve()
    st.markdown(
        tr(
            "What the app keeps of you lies in {name}, for you alone. "
            "Results of the command line lie where you asked for them; those that are known are "
            "listed too.",
            name=plain(_short(user_folder())),
        )
        + " "
        + tr(NOT_KNOWN)
    )
    if not kept:
        st.info(tr("Nothing is kept of you now."), icon=":material/check:")
        return
    show_table(
        (tr("What"), tr("Where"), tr("Files"), tr("Size")),
        [
            (
                tr(one.what),
                one.path.name if home in one.path.parents else _short(one.path),
                str(one.files),
                size_words(one.size).replace(" ", "\N{NO-BREAK SPACE}"),
            )
            for one in kept
        ],
    )
    with st.popover(tr("Delete everything"), icon=":material/delete_forever:"):
        st.markdown(
            tr(
                "History, recordings, videos, profiles and presets are deleted from this machine. "
                "There is no way back."
            )
        )
        if st.button(tr("Delete everything"), type="primary", key="delete-everything"):
            delete_everything()
            st.session_state.clear()
            st.cache_resource.clear()
            st.rerun()


def _short(folder: Path) -> str:
    """Return a folder as people write it, with `~` for their own."""
    home = Path.home()
    return f"~/{folder.relative_to(home)}" if folder.is_relative_to(home) else str(folder)
