"""The page Progress: what was done, how far it went, and which change is real."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any, Final

import streamlit as st

from formcheck.pose.landmark import Side
from formcheck.report.history_export import csv_text, json_text
from formcheck.report.progress.habit import Habit
from formcheck.report.progress.progress import (
    Point,
    points,
    symmetry,
    target_spans,
    usual_measure,
)
from formcheck.report.progress.progress_words import (
    EXPLAINED,
    few_days_words,
    symmetry_words,
    target_span_words,
    trend_words,
)
from formcheck.report.progress.trend import Trend, daily, trend
from formcheck.store.history.database import database_url
from formcheck.store.history.history import History
from formcheck.store.history.history_sums import Sums
from formcheck.store.history.session_entry import PastSession
from formcheck.stretches.files.loading import shipped_version
from formcheck.ui.own_history import own_history
from formcheck.ui.pages.progress.charts import range_chart, weeks_chart
from formcheck.ui.pages.progress.diary import show_diary
from formcheck.ui.pages.progress.print_page import show_print
from formcheck.ui.pages.progress.remind import show_reminders
from formcheck.ui.widgets.components import did_words, moment_words
from formcheck.ui.widgets.deletion import ask_deletion, selection_key, show_deleted
from formcheck.ui.widgets.plain import plain
from formcheck.wording import measure_words, side_words, verdict_words
from formcheck.words import mark, tr, tr_n

WEEKS: Final = 12
WEEKLY: Final = 3
"""Workouts a week that are aimed at: `often` of the bundled routines says a few times a week."""
_WIDTHS: Final = {
    mark("When"): 145, mark("Stretch"): 330, mark("Side"): 50, mark("Verdict"): 95,
    mark("Done"): 245, mark("From"): 140,
}  # fmt: skip
"""Pixels of the list's columns; where there is more room they share it."""
NEWEST: Final = 1000
"""Number of sessions of a stretch that are drawn and make its trend, the newest: years of
practice."""
ROWS: Final = 200
"""Number of sessions that the list shows at a time."""
_SKIPPED: Final = "progress-skipped"


def page() -> None:
    """Draw the page."""
    st.title(tr("Progress"))
    history = own_history()
    sums = Sums(history)
    sessions = history.sessions(limit=ROWS, skip=st.session_state.get(_SKIPPED, 0))
    if not sessions and st.session_state.pop(_SKIPPED, 0):  # the last ones were deleted
        sessions = history.sessions(limit=ROWS)
    for note in history.notes():
        st.warning(plain(note), icon=":material/healing:")
    state = sums.state()
    if not sessions:
        st.info(
            tr(
                "Your sessions will be here: how often, how long, and how far, with what is a real "
                "change and what is not. Stretch live or review a clip, and come back. Reviews of "
                "the command line come here only with `formcheck review … --history`."
            ),
            icon=":material/self_improvement:",
        )
        show_deleted("sessions")
        return
    own = (str(history.home), database_url(), history.people)
    _show_habit(_habit(own, state, sums))
    practised = sums.versions()
    _show_range(history, sums.measured(practised))
    show_diary(history, _stretches(practised))
    _show_list(history, sessions, sums, state[0])


def _stretches(versions: dict[str, str]) -> dict[str, str]:
    """Return the names of what was practised by the ids of the stretches, whatever the version."""
    found: dict[str, str] = {}
    for version, name in versions.items():
        stretch = version.partition(":")[0]
        usual = shipped_version(stretch)
        found.setdefault(stretch, tr(name if usual is None else usual.name))
    return found


@st.cache_resource(max_entries=8, ttl=timedelta(hours=1), show_spinner=False)
def _habit(own: tuple[Any, ...], state: tuple[int, int], _sums: Sums) -> Habit:
    """Return when was practised: read again when a session was added or deleted."""
    del own, state
    return Habit.of(*_sums.times())


def _show_habit(habit: Habit) -> None:
    today = datetime.now().astimezone().date()
    now, best = habit.streak(today)
    weeks = habit.weekly_minutes(WEEKS, today)
    with st.container(horizontal=True, gap="medium"):
        # Beside each other also on a phone: columns would stand below each other there.
        st.metric(
            tr("Days in a row"),
            now,
            tr("best {best}", best=best),
            delta_color="off",
            delta_arrow="off",
            width="content",
        )
        st.metric(tr("Minutes this week"), round(weeks[-1][1]), width="content")
        done = habit.workouts
        st.metric(
            tr("Workouts"),
            len(done),
            tr_n("of 1 session", "of {count} sessions", len(habit.times)),
            delta_color="off",
            delta_arrow="off",
            width="content",
            help=tr("Sessions less than half an hour apart are one workout."),
        )
        week = today - timedelta(days=today.weekday())
        monday = datetime.combine(week, time.min).astimezone()
        this_week = sum(when >= monday for when in done)
        st.metric(
            tr("Workouts this week"),
            tr("{this_week} of {weekly}", this_week=this_week, weekly=WEEKLY),
            width="content",
        )
    st.markdown(_hope(now, this_week, len(done)))
    st.header(tr("Minutes each week"))
    st.altair_chart(weeks_chart(weeks), width="stretch", alt=tr("Minutes practised in each week"))


def _hope(streak: int, this_week: int, total: int) -> str:
    """Return something hopeful that is true, from the first day on."""
    if total == 1:
        return tr("**The first one is done.** That is the hardest of them all.")
    if this_week >= WEEKLY:
        return tr(
            "**{this_week} workouts this week**: the week is full. Well done.", this_week=this_week
        )
    if streak >= 2:
        return tr("**{streak} days in a row.** Keep it gentle and keep it going.", streak=streak)
    if this_week:
        more = WEEKLY - this_week
        return tr_n(
            "One more workout this week, and the week is full.",
            "{count} more workouts this week, and the week is full.",
            more,
        )
    return tr(
        "**{total} workouts so far** stay done. A short one today begins the week.", total=total
    )


def _show_range(history: History, names: dict[str, str]) -> None:
    if not names:
        return
    st.header(tr("How far you went"))
    chosen = st.selectbox(
        tr("Stretch"),
        names,
        format_func=lambda one: tr(names[one]),
        label_visibility="collapsed",
    )
    sessions = history.sessions(chosen, limit=NEWEST)
    measure = usual_measure(sessions, chosen) or ""
    found = points(sessions, chosen, measure, shipped_version(chosen))
    sides = list(dict.fromkeys(point.side for point in found))
    trends = {side: trend(found, side) for side in sides}
    st.altair_chart(
        range_chart(found, list(filter(None, trends.values())), measure),
        width="stretch",
        alt=tr(
            "How far each session went, with its error, the trend and the target; the words are "
            "below"
        ),
    )
    st.caption(_caption(found, measure))
    lines = [_trend_line(found, side, one, measure) for side, one in trends.items()]
    balance = symmetry(found)
    if balance is not None:
        lines.append(symmetry_words(balance, measure))
    if lines:
        st.markdown("\n".join(f"- {line}" for line in lines))
    with st.expander(tr("When is a change real?")):
        st.markdown(tr(EXPLAINED))
    with st.container(horizontal=True):
        show_print(history, chosen)
        show_reminders(names[chosen])


def _caption(found: Sequence[Point], measure: str) -> str:
    """Return what is drawn: the angle, and the target by which it was judged."""
    words = tr(
        "Measured: {measure}, the middle of each session's longest hold or of its "
        "repetitions; the bars are the error, the band is the trend.",
        measure=measure_words(measure),
    )
    newest, *others = target_span_words(target_spans(found), measure) or ("",)
    if not newest:
        return words
    if not others:
        return f"{words} {tr('Dashed is the target, {target}.', target=newest)}"
    earlier = tr(
        "Dashed is the target, each for as long as it held: now {target}, on other days {others}.",
        target=newest,
        others="; ".join(others),
    )
    return f"{words} {earlier}"


def _trend_line(
    found: Sequence[Point], side: Side | None, known: Trend | None, measure: str
) -> str:
    if known is not None:
        return trend_words(known, measure)
    days = daily(found, side)
    return few_days_words(side, len(days), days[-1][1], measure)


def _show_list(history: History, sessions: Sequence[PastSession], sums: Sums, count: int) -> None:
    st.header(tr("Every session"))
    _show_steps(count, len(sessions))
    table = {
        tr("When"): [moment_words(one) for one in sessions],
        tr("Stretch"): [tr(one.name) for one in sessions],
        tr("Side"): [side_words(one.side) for one in sessions],
        tr("Verdict"): [verdict_words(one.verdict) for one in sessions],
        tr("Done"): [did_words(one) for one in sessions],
        tr("From"): [one.clip or tr("Live") for one in sessions],
    }
    columns = {
        tr(name): st.column_config.TextColumn(width=width) for name, width in _WIDTHS.items()
    }
    picked: Any = st.dataframe(
        table, hide_index=True, width="stretch", alt=tr("Every session, the newest first"),
        on_select="rerun", selection_mode="multi-row", column_config=columns,
        key=selection_key("progress-list", [one.id for one in sessions]),
    )  # fmt: skip
    rows = [row for row in picked["selection"]["rows"] if row < len(sessions)]
    with st.container(horizontal=True):
        st.download_button(
            tr("CSV"), lambda: csv_text(history.sessions()), "formcheck-history.csv", "text/csv",
            icon=":material/table:", on_click="ignore",
        )  # fmt: skip
        st.download_button(
            tr("JSON"), lambda: json_text(history.sessions()), "formcheck-history.json",
            "application/json", icon=":material/data_object:", on_click="ignore",
        )  # fmt: skip
        _offer_deletion(history, [sessions[row].id for row in rows], sums)
    if not rows:
        st.caption(tr("Tick sessions in the list to delete only those."))
    show_deleted("sessions")


def _show_steps(count: int, shown: int) -> None:
    """Draw the way to older and newer sessions, where there are more than the list shows."""
    skipped = st.session_state.get(_SKIPPED, 0)
    if count <= ROWS and not skipped:
        return

    def go(to: int) -> None:
        st.session_state[_SKIPPED] = max(0, to)

    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(tr("Newer"), icon=":material/chevron_left:", disabled=not skipped,
                  on_click=go, args=(skipped - ROWS,), key="progress-newer")  # fmt: skip
        st.button(tr("Older"), icon=":material/chevron_right:", disabled=skipped + shown >= count,
                  on_click=go, args=(skipped + ROWS,), key="progress-older")  # fmt: skip
        st.caption(
            tr(
                "{first:,} to {last:,} of {count:,}",
                first=skipped + 1,
                last=skipped + shown,
                count=count,
            )
        )


def _offer_deletion(history: History, ticked: Sequence[int], sums: Sums) -> None:
    words = (
        tr_n("Delete 1 selected", "Delete {count} selected", len(ticked))
        if ticked
        else tr("Delete all")
    )
    if st.button(words, icon=":material/delete:", key="progress-ask"):
        ids = tuple(ticked) or tuple(sums.numbers())
        count = tr_n("1 session", "{count} sessions", len(ids))
        ask_deletion(
            tr("{sessions}, with recordings and videos", sessions=count),
            lambda: history.discard(ids),
            selection_key("progress-delete", ids),
        )
