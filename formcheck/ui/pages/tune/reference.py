"""The part of Tune that takes targets from a recording that shows the stretch done well."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from formcheck.errors import FormcheckError
from formcheck.store.history.session_entry import PastSession
from formcheck.tune.compare import Bench
from formcheck.tune.proposals.learn import LearnedTargets, learn_targets
from formcheck.tune.targets import Moves
from formcheck.ui.widgets.components import short_words
from formcheck.ui.widgets.plain import plain
from formcheck.wording import angle_label
from formcheck.words import tr


def show_reference(bench: Bench, moves: Moves, sessions: Sequence[PastSession]) -> None:
    """Draw the choice of a reference, and its targets beside the shipped ones.

    Args:
        bench: With the recordings.
        moves: The targets that are moved.
        sessions: Whose recordings are on the bench.
    """
    with st.expander(tr("From a reference")):
        st.markdown(
            tr(
                "Choose a recording that shows it done well, your own or a therapist's. Its "
                "targets "
                "are shown beside the shipped ones before you take them."
            )
        )
        offered = {str(one.id): one for one in sessions if str(one.id) in bench.recordings}
        chosen = st.selectbox(
            tr("Reference"), offered, None, format_func=lambda key: short_words(offered[key]),
            placeholder=tr("Choose a recording"), key=f"tune-reference-{moves.shipped.id}",
        )  # fmt: skip
        if chosen is None:
            return
        try:
            frames = bench.recordings[chosen].measurements
            found = learn_targets(frames, moves.shipped, offered[chosen].side or "auto")
        except FormcheckError as error:
            st.info(plain(str(error)), icon=":material/info:")
            return
        _show(found)
        st.button(
            tr("Take these targets"), icon=":material/check:", on_click=moves.take,
            args=(found.changed,),
        )  # fmt: skip


def _show(found: LearnedTargets) -> None:
    rows: list[tuple[str, ...]] = [
        (angle_label(found.shipped.check(one.check), one.measure), *one.words()[1:], one.note or "")
        for one in found.checks
    ]
    if found.changed.hold is not None and found.shipped.hold is not None:
        seconds = (found.shipped.hold.seconds, found.changed.hold.seconds)
        rows.append((tr("Seconds"), "", *(f"{one:g} s" for one in seconds), ""))
    heads = (tr("Check"), tr("Held"), tr("Shipped"), tr("From the reference"), tr("Note"))
    columns = list(zip(*rows, strict=True))
    st.table(dict(zip(heads, map(list, columns), strict=True)))
