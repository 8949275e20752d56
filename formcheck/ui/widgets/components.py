"""Pieces that several pages show: verdicts, checks, sessions in words."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final

import streamlit as st

from formcheck.coach.frame.report import Verdict
from formcheck.coach.frame.summary_model import CheckSummary, Summary
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

_CLASSES: Final[dict[Verdict, str]] = {
    "good": "fc-good",
    "good enough": "fc-enough",
    "adjust": "fc-adjust",
    "can't tell": "fc-unknown",
}


def _shown_only() -> str:
    """Return what stands before what is for information: nobody is asked to adjust it."""
    words = escape(tr("Shown only"))
    return f'<span class="fc-sign fc-unknown" role="img" aria-label="{words}"></span>'


def verdict_sign(verdict: Verdict, *, large: bool = False) -> str:
    """Return a verdict's sign as HTML: the same shape as on annotated videos."""
    size = " fc-large" if large else ""
    return (
        f'<span class="fc-sign {_CLASSES[verdict]}{size}" role="img" '
        f'aria-label="{escape(verdict_words(verdict))}"></span>'
    )


def show_verdict(summary: Summary) -> None:
    """Draw the verdict of the whole, in one sentence, with the one thing to change."""
    advice = ""
    if summary.advice is not None:
        advice = f'<p class="fc-advice">{escape(say_sentence(summary.advice))}</p>'
    headline = escape(say_sentence(summary.headline))
    st.html(
        f'<div class="fc-verdict">{verdict_sign(summary.verdict, large=True)}'
        f"<div><p class='fc-headline'>{headline}</p>{advice}</div></div>"
    )


def show_checks(checks: Sequence[CheckSummary]) -> None:
    """Draw the checks, each with what was measured, its target and its advice."""
    rows = "".join(_check(check) for check in checks)
    st.html(f'<div class="fc-checks">{rows}</div>')


def _check(check: CheckSummary) -> str:
    measured = tr("can't tell")
    if check.value is not None and check.sigma is not None:
        measured = f"<b>{value_words(check.value, check.measure)}</b> {error_words(check.sigma)}"
    target = target_words(check.low, check.high, check.measure)
    sign = verdict_sign(check.verdict) if check.scored else _shown_only()
    return (
        f'<div class="fc-check">{sign}'
        f"<div><b>{escape(label(check.check))}</b>"
        f"<small>{escape(measure_words(check.measure))}</small></div>"
        f"<div class='fc-number'>{measured}<small>{escape(target)}</small></div>"
        f"<div class='fc-words'>{escape(say_sentence(check.advice))}</div></div>"
    )


SHIPPED: Final = ""
"""Stands for the shipped targets where an overlay can be chosen."""


def targets_words(overlay: str) -> str:
    """Return by which targets is judged: the shipped ones, or those of an overlay."""
    return label(overlay) if overlay else tr("As shipped")


def show_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Draw a quiet table of plain texts, which scrolls by itself where it is too wide."""
    _show_table(heads, [[escape(cell) for cell in row] for row in rows])


def _show_table(
    heads: Sequence[str], rows: Sequence[Sequence[str]], *, named: bool = False
) -> None:
    """Draw a table; its cells are HTML.

    Args:
        heads: One for each column.
        rows: The cells.
        named: Whether the first cell is a long name, which a phone shows above the others.
    """
    kind = "fc-table fc-named" if named else "fc-table"
    top = "".join(f"<th>{escape(head)}</th>" for head in heads)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    st.html(
        f'<div class="fc-scroll"><table class="{kind}"><thead><tr>{top}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def show_pairs(found: Sequence[Pair], names: tuple[str, str]) -> None:
    """Draw checks of two performances, and whether their differences are more than error."""
    _show_table(("", *names, tr("Difference")), [_pair(pair) for pair in found])


def _pair(pair: Pair) -> list[str]:
    measure = pair.first.measure
    cells = [escape(label(pair.first.check))]
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
        cells.append(f"{'<b>' if pair.real else ''}{size}{'</b>' if pair.real else ''}, {words}")
    return cells


def show_changes(found: Sequence[tuple[str, Comparison]]) -> None:
    """Draw recordings under two targets: verdict and good seconds, before and after."""
    rows = []
    for name, one in found:
        before, after = one.before.summary, one.after.summary
        verdict = f"{verdict_sign(after.verdict)} {escape(verdict_words(after.verdict))}"
        if before.verdict != after.verdict:
            verdict += f"<small>{_was(verdict_words(before.verdict))}</small>"
        done = _done(after)
        if _done(before) != done:
            done = f"<b>{done}</b><small>{_was(_done(before))}</small>"
        moments = seconds_words(one.seconds) if one.seconds else ""
        cells = [f"<span class='fc-inline'>{cell}</span>" for cell in (verdict, done, moments)]
        rows.append([escape(name), *cells])
    heads: tuple[str, ...] = (
        tr("Recording"),
        tr("Verdict"),
        tr("In good form"),
        tr("Judged otherwise"),
    )
    if not any(one.seconds for _, one in found):
        heads, rows = heads[:3], [row[:3] for row in rows]
    _show_table(heads, rows, named=True)


def _done(summary: Summary) -> str:
    if summary.target_s is not None:
        seconds, holds = seconds_words(summary.held_s), len(summary.holds)
        return tr_n("{seconds}, 1 hold", "{seconds}, {count} holds", holds, seconds=seconds)
    return tr_n("1 repetition", "{count} repetitions", len(summary.reps))


def _was(words: str) -> str:
    return escape(tr("was {before}", before=words))


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
            ""
            if session.tucked_s is None
            else tr(", {seconds} tucked", seconds=seconds_words(session.tucked_s))
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
