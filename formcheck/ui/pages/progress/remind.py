"""The part of Progress that gives a calendar file with the days to practise."""

from __future__ import annotations

from contextlib import suppress
from datetime import time
from typing import Final

import streamlit as st

from formcheck.errors import FormcheckError
from formcheck.report.reminders import reminders
from formcheck.stretches.model.week import DAYS, Day
from formcheck.tune.plans import PersonalPlan, load_plan
from formcheck.ui.settings import load_settings
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

    The days and the time of the person's plan are offered first, where it names any.

    Args:
        name: What is to be done.
    """
    plan: PersonalPlan | None = None
    with suppress(FormcheckError):  # a damaged plan is told of where it is used
        plan = load_plan(load_settings().profile)
    usual = (plan.days if plan else ()) or USUAL
    at_first = time.fromisoformat(plan.at) if plan and plan.at else time(18, 0)
    with st.popover(tr("Reminders"), icon=":material/event:"):
        st.markdown(tr("A file for your calendar. Nothing runs in the background."))
        days = st.segmented_control(
            tr("Days"), DAYS, format_func=lambda one: tr(WORDS[one]), selection_mode="multi",
            default=list(usual), key="remind-days",
        )  # fmt: skip
        at = st.time_input(tr("At"), at_first, step=900)
        minutes = st.number_input(tr("Minutes"), 1, 240, 10)
        if not days:
            st.caption(tr("Choose a day."))
            return
        st.download_button(
            tr("Calendar file"), reminders(name, days, at, int(minutes)), "formcheck.ics",
            "text/calendar", icon=":material/event:", on_click="ignore", key="remind-file",
        )  # fmt: skip
