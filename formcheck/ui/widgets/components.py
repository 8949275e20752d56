"""Pieces that several pages show: verdicts, checks, sessions in words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, Final

import streamlit as st
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from formcheck.coach.frame.summary_model import CheckSummary, Summary, tuck_is_told
from formcheck.codes.states import Verdict
from formcheck.store.history.session_entry import PastSession
from formcheck.tune.compare import Comparison
from formcheck.tune.pair import Pair
from formcheck.wording import (
    error_words,
    further_words,
    label,
    measure_words,
    seconds_words,
    target_words,
    unit,
    value_words,
    verdict_words,
)
from formcheck.words import date_words, language, say_sentence, tr, tr_n

_SIGNS: Final[dict[Verdict, str]] = {
    Verdict.GOOD: "good",
    Verdict.GOOD_ENOUGH: "enough",
    Verdict.ADJUST: "adjust",
    Verdict.CANT_TELL: "unknown",
}
"""The style of each verdict's sign."""


@cache
def _pieces() -> Any:
    """Return the macros of `components.html.j2`; whatever they are given is text, not markup."""
    environment = Environment(
        loader=PackageLoader("formcheck.ui.widgets", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
    )
    return environment.get_template("components.html.j2").module


def _shown_only() -> Markup:
    """Return what stands before what is for information: nobody is asked to adjust it.

    It is no question mark: that stands for what cannot be told, and looks like help.
    """
    sign: Markup = _pieces().sign("shown", tr("Shown only"))
    return sign


def _verdict_sign(verdict: Verdict, *, large: bool = False) -> Markup:
    """Return a verdict's sign: the same shape as on annotated videos."""
    sign: Markup = _pieces().sign(_SIGNS[verdict], verdict_words(verdict), large)
    return sign


def show_verdict(summary: Summary) -> None:
    """Draw the verdict of the whole, in one sentence, with the one thing to change."""
    advice = None if summary.advice is None else say_sentence(summary.advice)
    sign = _verdict_sign(summary.verdict, large=True)
    st.html(_pieces().verdict(sign, say_sentence(summary.headline), advice))


def show_checks(checks: Sequence[CheckSummary]) -> None:
    """Draw the checks, each with what was measured, its target and its advice."""
    st.html(_pieces().checks([_check(check) for check in checks]))


def _check(check: CheckSummary) -> dict[str, str | None]:
    known = check.value is not None and check.sigma is not None
    return {
        "mark": _shown_only() if known and not check.scored else _verdict_sign(check.verdict),
        "label": label(check.check),
        "measure": measure_words(check.measure),
        "value": value_words(check.value or 0.0, check.measure) if known else None,
        "error": error_words(check.sigma or 1.0) if known else tr("can't tell"),
        "target": target_words(check.low, check.high, check.measure, check.goal),
        "advice": say_sentence(check.advice),
        "note": None if check.scored else tr("Shown only"),
    }


SHIPPED: Final = ""
"""Stands for the shipped targets where an overlay can be chosen."""


def targets_words(overlay: str) -> str:
    """Return by which targets is judged: the shipped ones, or those of an overlay."""
    return label(overlay) if overlay else tr("As shipped")


def show_table(heads: Sequence[str], rows: Sequence[Sequence[str]], *, named: bool = False) -> None:
    """Draw a quiet table, which scrolls by itself where it is too wide.

    Args:
        heads: One for each column.
        rows: The cells: texts, or marked-up pieces of the templates.
        named: Whether the first cell is a long name, which a phone shows above the others.
    """
    st.html(_pieces().table(heads, rows, named))


def show_pairs(found: Sequence[Pair], names: tuple[str, str]) -> None:
    """Draw checks of two performances, and whether their differences are more than error."""
    show_table(("", *names, tr("Difference")), [_pair(pair) for pair in found])


def _pair(pair: Pair) -> list[str]:
    measure = pair.first.measure
    cells = [label(pair.first.check)]
    for check in (pair.first, pair.second):
        known = check.value is not None and check.sigma is not None
        cells.append(
            f"{value_words(check.value or 0.0, measure)} {error_words(check.sigma or 1.0)}"
            if known
            else tr("can't tell")
        )
    if pair.difference is None or pair.smallest is None:
        cells.append("")
    else:
        words = tr("more than the error") if pair.real else tr("within the error")
        size = f"{abs(round(pair.difference))}{unit(measure)}"
        cells.append(_pieces().difference(size, words, pair.real))
    return cells


def show_changes(found: Sequence[tuple[str, Comparison]]) -> None:
    """Draw recordings under two targets: verdict and good seconds, before and after."""
    rows = []
    for name, one in found:
        before, after = one.before.summary, one.after.summary
        changed = before.verdict != after.verdict
        other = _done(before) != _done(after)
        cells = [
            _pieces().inline(
                verdict_words(after.verdict),
                _verdict_sign(after.verdict),
                was=_was(verdict_words(before.verdict)) if changed else "",
            ),
            _pieces().inline(_done(after), bold=other, was=_was(_done(before)) if other else ""),
            _pieces().inline(seconds_words(one.seconds) if one.seconds else ""),
        ]
        rows.append([name, *cells])
    heads: tuple[str, ...] = (
        tr("Recording"),
        tr("Verdict"),
        tr("In good form"),
        tr("Seconds judged differently"),
    )
    if not any(one.seconds for _, one in found):
        heads, rows = heads[:3], [row[:3] for row in rows]
    show_table(heads, rows, named=True)


def _done(summary: Summary) -> str:
    if summary.target_s is not None:
        seconds, holds = seconds_words(summary.held_s), len(summary.holds)
        if not holds:
            return seconds
        return tr_n("{seconds}, 1 hold", "{seconds}, {count} holds", holds, seconds=seconds)
    return tr_n("1 repetition", "{count} repetitions", len(summary.reps))


def _was(words: str) -> str:
    return tr("was {before}", before=words)


def when_words(session: PastSession) -> str:
    """Return when a session was, in the time of this place: "12 March 2026, 18:30"."""
    local = session.when.astimezone()
    return date_words(local, tr("d MMMM y, HH:mm"))


def moment_words(session: PastSession) -> str:
    """Return when a session was, short: "12 Mar 2026, 18:30"."""
    return f"{day_words(session)}, {session.when.astimezone():%H:%M}"


def day_words(session: PastSession) -> str:
    """Return the day of a session, short: "12 Mar 2026"."""
    local = session.when.astimezone()
    return date_words(local, tr("d MMM y"))


def _side(session: PastSession) -> str | None:
    return None if session.side is None else language().term("side", session.side)


def short_words(session: PastSession) -> str:
    """Return a session of a known stretch in a few words: "my.mp4, right, 12 Mar 2026"."""
    return ", ".join(filter(None, (session.clip or tr("Live"), _side(session), day_words(session))))


def did_words(session: PastSession) -> str:
    """Return what was done in a session: "24 s of 30 s", "4 of 10 repetitions"."""
    if session.target_s is not None:
        tucked = (
            tr(", {seconds} tucked", seconds=seconds_words(session.tucked_s or 0.0))
            if tuck_is_told(session.tucked_s)
            else ""
        )
        done = tr(
            "{seconds} in good form{tucked}", seconds=seconds_words(session.good_s), tucked=tucked
        )
        return f"{done}, {further_words(session.further)}" if session.further else done
    if session.target_reps is not None:
        return tr(
            "{reps} of {target_reps} repetitions",
            reps=session.reps,
            target_reps=session.target_reps,
        )
    return seconds_words(session.duration_s)


def session_words(session: PastSession) -> str:
    """Return a session in one line, for lists."""
    side = f", {_side(session)}" if session.side else ""
    clip = f" · {session.clip}" if session.clip else ""
    verdict = verdict_words(session.verdict)
    return f"{moment_words(session)} · {tr(session.name)}{side} · {verdict}{clip}"


def like_words(session: PastSession) -> str:
    """Return a session in one line, for lists of one stretch alone."""
    parts = (_side(session), moment_words(session), verdict_words(session.verdict), session.clip)
    words = " · ".join(filter(None, parts))
    return words[:1].upper() + words[1:]
