"""Labels on the time line of the page Tune, and the targets they suggest."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import altair as alt
import streamlit as st

from formcheck.coach.frame.summary_model import Summary
from formcheck.report.timeline import timeline
from formcheck.store.history.history import History
from formcheck.store.history.session_entry import PastSession
from formcheck.tune.compare import Bench
from formcheck.tune.proposals.labels import Label, add_label, read_labels, write_labels
from formcheck.tune.proposals.suggest import ENOUGH, Candidate, Suggestion, suggest
from formcheck.tune.targets import Moves
from formcheck.ui.widgets.components import short_words, show_table
from formcheck.ui.widgets.plain import plain
from formcheck.ui.widgets.timeline import VIDEO, Track, show_timeline
from formcheck.wording import angle_label, label, unit
from formcheck.words import mark, small, tr, tr_n

_MISSED: Final = mark("Faults missed")
_BLAMED: Final = mark("Good spans blamed")

_BEYOND: Final = 2.0
"""Distance, in the measure's unit, to which the trade-off is drawn beyond the last edge."""


def show_labels(history: History, bench: Bench, moves: Moves, sessions: list[PastSession]) -> None:
    """Draw one recording along time, on which spans can be called good or bad.

    Args:
        history: Where the recordings are kept.
        bench: The recordings.
        moves: The targets as they are now.
        sessions: The sessions on the bench.
    """
    known = {str(one.id): one for one in sessions if str(one.id) in bench.recordings}
    if not known:
        return
    st.header(tr("Along the time"))
    left, right = st.columns([3, 2])
    with left:
        name = st.selectbox(tr("Recording"), known, format_func=lambda one: short_words(known[one]))
    checks = [check.id for check in moves.shipped.checks]
    main = moves.shipped.main_check
    with right:
        check = st.selectbox(
            tr("Check"), checks, index=checks.index(main.id) if main else 0, format_func=label,
            key=f"tune-check-{moves.shipped.id}",
        )  # fmt: skip
    judged = bench.judge(name, moves.stretch)
    folder = history.folder / str(known[name].folder)
    labels = read_labels(folder)
    line = timeline(judged.summary, judged.reports, moves.stretch, check)
    track = Track("", line, history.file(known[name], VIDEO))
    drawn = angle_label(moves.stretch.check(check), _mostly([judged.summary]).get(check))
    target = tr("target {target}", target=line.target) if line.target else tr("no target")
    st.caption(tr("Drawn: {angle}; {target}.", angle=plain(drawn), target=target))
    span = show_timeline([track], f"tune-line-{name}", labels=labels, select=True)
    _ask_label(folder, labels, span, check)
    _show_suggestions(history, bench, moves, known, check)


def _ask_label(
    folder: Path, labels: tuple[Label, ...], span: tuple[float, float] | None, check: str
) -> None:
    words = tr("Draw over the time line to choose a span, then say how it was.")
    if span is not None:
        words = tr("Chosen: {span:.1f} s to {span2:.1f} s.", span=span[0], span2=span[1])
    st.caption(words)

    def keep(*, good: bool) -> None:
        if span is not None:
            new = Label(span[0], span[1], good, None if good else check)
            write_labels(folder, add_label(labels, new))

    with st.container(horizontal=True):
        st.button(
            tr("This was good"), icon=":material/check:", disabled=span is None,
            on_click=keep, kwargs={"good": True},
        )  # fmt: skip
        st.button(
            tr("{label} was wrong here", label=label(check)), icon=":material/priority_high:",
            disabled=span is None, on_click=keep, kwargs={"good": False},
        )  # fmt: skip
        st.button(
            tr("Remove these labels"), icon=":material/delete:", disabled=not labels,
            on_click=write_labels, args=(folder, ()),
        )  # fmt: skip


def _show_suggestions(
    history: History, bench: Bench, moves: Moves, known: dict[str, PastSession], check: str
) -> None:
    judged = {
        name: (bench.judge(name, moves.stretch), labels)
        for name, session in known.items()
        if (labels := read_labels(history.folder / str(session.folder)))
    }
    if not judged:
        return
    now, shipped = moves.stretch.check(check), moves.shipped.check(check)
    kind = ""
    if now.prefer and _mostly(j.summary for j, _ in judged.values()).get(check) == now.prefer:
        now, shipped, kind = now.preferred, shipped.preferred, "prefer_"
    st.markdown(tr("**What your labels say about {lower}**", lower=small(angle_label(now))))
    found = suggest(now, {name: (j.reports, ls) for name, (j, ls) in judged.items()}, shipped)
    if not found:
        st.caption(tr("No span was called wrong for this check yet."))
    for one in found:
        _show_suggestion(moves, one, kind)


def _mostly(summaries: Iterable[Summary]) -> dict[str, str]:
    """Return for each check by which measure most recordings were judged."""
    counts: dict[str, Counter[str]] = {}
    for summary in summaries:
        for one in summary.checks:
            counts.setdefault(one.check, Counter())[one.measure] += 1
    return {check: found.most_common(1)[0][0] for check, found in counts.items()}


def _show_suggestion(moves: Moves, found: Suggestion, kind: str) -> None:
    sign = unit(moves.shipped.check(found.check).measure)
    end = tr("Lower end") if found.end == "low" else tr("Upper end")
    counts = tr("{good} good and {bad} bad spans", good=found.good, bad=found.bad)
    if found.best is None:
        st.markdown(
            tr(
                "{end}: {counts}. Too few to suggest a target: at least {enough} of each are "
                "needed.",
                end=end,
                counts=counts,
                enough=ENOUGH,
            )
        )
        return
    st.markdown(
        tr(
            "{end}: **{value:g}{sign}** errs least on {counts}: "
            "{missed} missed, {blamed} blamed wrongly. {expected}",
            end=end,
            value=found.best.value,
            sign=sign,
            counts=counts,
            missed=found.best.missed,
            blamed=found.best.blamed,
            expected=_expected(found),
        )
    )
    if found.unseen:
        spans = tr_n("1 labelled span", "{count} labelled spans", found.unseen)
        st.caption(tr("Not counted, since nothing could be measured there: {spans}.", spans=spans))
    if found.best.value == found.current:
        st.caption(tr("That is the target as it is now."))
    elif found.current is not None:
        st.button(
            tr("Use {value:g}{sign}", value=found.best.value, sign=sign),
            key=f"use-{found.check}-{found.end}",
            on_click=moves.move, args=({f"{found.check}.{kind}{found.end}": found.best.value},),
        )  # fmt: skip
    _show_trade_off(found, sign)
    with st.expander(tr("Every possible target, in numbers")):
        rows = [
            (_range_words(one, sign), tr("{part} of {whole}", part=one.missed, whole=found.bad),
             tr("{part} of {whole}", part=one.blamed, whole=found.good))
            for one in found.candidates
        ]  # fmt: skip
        show_table((tr("Target"), tr("Faults missed"), tr("Good spans blamed")), rows)


def _expected(found: Suggestion) -> str:
    """Say what the target would do to recordings that it was not chosen from."""
    if found.held_out is None:
        return tr(
            "All these spans are of one recording: label another one to see how the target does "
            "on what it was not chosen from."
        )
    missed, blamed = found.held_out
    return tr(
        "Each recording judged by a target that was chosen without it, {missed} would be missed "
        "and {blamed} blamed: expect that rather, and more recordings make it surer.",
        missed=missed,
        blamed=blamed,
    )


def _range_words(one: Candidate, sign: str) -> str:
    if math.isinf(one.start):
        return tr("up to {end:.1f}{sign}", end=one.end, sign=sign)
    if math.isinf(one.end):
        return tr("above {start:.1f}{sign}", start=one.start, sign=sign)
    return tr("{start:.1f} to {end:.1f}{sign}", start=one.start, end=one.end, sign=sign)


def trade_off(found: Suggestion) -> list[dict[str, Any]]:
    """Return the corners of the two lines of the trade-off: faults missed, good spans blamed.

    Each range of targets gives two corners, at its two true edges; the first and the last range,
    which have no end, are drawn a little beyond the others and as far as the suggestion.
    """
    known = [one.start for one in found.candidates if math.isfinite(one.start)]
    known += [one.value for one in (found.best, found.now) if one is not None]
    least, most = min(known) - _BEYOND, max(known) + _BEYOND
    return [
        {"Target": edge, "Spans": spans, "Kind": tr(kind)}
        for one in found.candidates
        for edge in (max(one.start, least), min(one.end, most))
        for kind, spans in ((_MISSED, one.missed), (_BLAMED, one.blamed))
    ]


def _show_trade_off(found: Suggestion, sign: str) -> None:
    """Draw, for every target, how many faults it misses and how many good spans it blames."""
    kinds = [tr(_MISSED), tr(_BLAMED)]
    kind = alt.Color(
        "Kind:N", sort=kinds, legend=alt.Legend(orient="top", title=None, symbolOpacity=1)
    )
    end = tr("Lower end") if found.end == "low" else tr("Upper end")
    degrees = alt.Axis(labelExpr=f"datum.value + '{sign}'", tickCount=8, grid=False)
    across = alt.X(
        "Target:Q",
        title=tr("{end} of the target", end=end),
        scale=alt.Scale(zero=False),
        axis=degrees,
    )
    steps = alt.Chart(_values(trade_off(found))).mark_line(strokeWidth=2.5).encode(
        across,
        alt.Y("Spans:Q", title=tr("Spans"), axis=alt.Axis(tickMinStep=1, tickCount=4)),
        kind,
        alt.StrokeDash("Kind:N", sort=kinds, legend=None),
        alt.Order("Target:Q"),
        tooltip=[alt.Tooltip("Target:Q", title=tr("Target")),
                 alt.Tooltip("Kind:N", title=tr("Kind")),
                 alt.Tooltip("Spans:Q", title=tr("Spans"))],
    )  # fmt: skip
    marks = [
        {"Target": one.value, "Which": which}
        for one, which in ((found.best, tr("suggested")), (found.now, tr("now")))
        if one is not None
    ]
    base = alt.Chart(_values(marks))
    rule = base.mark_rule(strokeWidth=1.5, color="#8a8f98").encode(across)
    name = base.mark_text(align="left", dx=4, y=8, color="#8a8f98").encode(across, text="Which:N")
    st.altair_chart(
        alt.layer(steps, rule, name).properties(height=270), width="stretch",
        alt=tr("Faults missed and good spans blamed, for every target"),
    )  # fmt: skip


def _values(rows: list[dict[str, Any]]) -> Any:
    return alt.Data(values=rows)  # type: ignore[no-untyped-call]
