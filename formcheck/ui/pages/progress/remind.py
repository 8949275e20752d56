"""The part of Progress that gives a calendar file with the days to practise."""

from __future__ import annotations

from datetime import time
from typing import Final

import streamlit as st

from formcheck.report.reminders import DAYS, Day, reminders
from formcheck.words import mark, tr

WORDS: Final[dict[Day, str]] = {
    "mon": mark("Mon"),
    "tue": mark("Tue"),
    "wed": mark("Wed"),
    "thu": mark("Thu"),
    "fri": mark("Fri"),
    "sat": mark("Sat"),
    "sun": mark("Sun"),
}
USUAL: Final[tuple[Day, ...]] = ("mon", "wed", "fri")


def show_reminders(name: str) -> None:
    """Draw the choice of days, and the button that gives the file.

    Args:
        name: What is to be done.
    """
    with st.popover(tr("Reminders"), icon=":material/event:"):
        st.markdown(tr("A file for your calendar. Nothing runs in the background."))
        days = st.segmented_control(
            tr("Days"), DAYS, format_func=lambda one: tr(WORDS[one]), selection_mode="multi",
            default=list(USUAL), key="remind-days",
        )  # fmt: skip
        at = st.time_input(tr("At"), time(18, 0), step=900)
        minutes = st.number_input(tr("Minutes"), 1, 240, 10)
        if not days:
            st.caption(tr("Choose a day."))
            return
        st.download_button(
            tr("Calendar file"), reminders(name, days, at, int(minutes)), "formcheck.ics",
            "text/calendar", icon=":material/event:", on_click="ignore", key="remind-file",
        )  # fmt: skip
