"""A verdict, or what a clip may show, on the command line."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rich.markup import escape
from rich.table import Table

from formcheck.codes.coach import HeadlineCode
from formcheck.codes.states import Verdict
from formcheck.terminal.console import out, show_note
from formcheck.wording import (
    asked_words,
    assumed_words,
    error_words,
    judged_with_words,
    label,
    recognised_words,
    seconds_words,
    target_words,
    unseen_words,
    value_words,
)
from formcheck.words import mark, say_half, say_sentence, tr, tr_n

if TYPE_CHECKING:
    from formcheck.coach.frame.summary_model import CheckSummary, Hold, Recognition, Summary
    from formcheck.message import Message
    from formcheck.review import Unrecognised


MOST_HOLDS: Final = 3
"""Only the longest holds are listed; `report.json` has them all."""


MARKS: dict[Verdict, str] = {
    Verdict.GOOD: mark("[green]✓ good[/]"),
    Verdict.GOOD_ENOUGH: mark("[cyan]~ good enough[/]"),
    Verdict.ADJUST: mark("[yellow]! adjust[/]"),
    Verdict.CANT_TELL: mark("[dim]? can't tell[/]"),
}


_LEGS: Final = {"left": mark("left leg"), "right": mark("right leg")}


def show_left_out(summary: Summary) -> None:
    """Note each overlay that leaves this stretch out unless the person chooses it."""
    for used in summary.judged_with:
        if used.leaves_out:
            show_note(
                tr(
                    "{name} leaves {stretch} out unless you choose it. You did: take the "
                    "easier version first, and stop when your back complains.",
                    name=tr(used.name),
                    stretch=tr(summary.name),
                )
            )


def show_summary(summary: Summary) -> None:
    """Print the verdict, the checks, and what to change."""
    side = _LEGS.get(summary.side or "")
    leg = "" if side is None else f", {tr(side)}"
    out.print(f"\n[bold]{escape(tr(summary.name))}[/]{leg}")
    if summary.recognised is not None:
        out.print(f"[dim]{escape(recognised_words(summary.recognised))}[/]")
        assumed = assumed_words(summary.recognised)
        if assumed is not None:
            out.print(escape(assumed))
    out.print(f"{tr(MARKS[summary.verdict])}  {escape(say_sentence(summary.headline))}")
    used = judged_with_words(summary.judged_with)
    if used is not None:
        out.print(f"[dim]{escape(used)}[/]")
    if summary.advice:
        out.print(tr("[bold]Next time:[/] {advice}", advice=escape(say_sentence(summary.advice))))
    if summary.checks:
        out.print(_checks(summary.checks))
    if summary.target_s is not None:
        _show_holds(summary.holds, summary.target_s)
    if summary.target_reps is not None:
        out.print(
            tr(
                "Repetitions: {count} of {target_reps}",
                count=len(summary.reps),
                target_reps=summary.target_reps,
            )
        )
    for lost in summary.lost[:3]:
        out.print(
            tr(
                "[dim]Lost {seconds}:[/] {why}",
                seconds=seconds_words(lost.seconds),
                why=escape(say_half(lost.why)),
            )
        )
    not_judged, never_told = unseen_words(summary)
    for line in not_judged:
        out.print(tr("[dim]Not judged:[/] {line}", line=escape(line)))
    for line in never_told:
        out.print(tr("[dim]No camera can tell:[/] {line}", line=escape(line)))


def _show_holds(holds: Sequence[Hold], target_s: float) -> None:
    longest = sorted(holds, key=lambda hold: -hold.seconds)[:MOST_HOLDS]
    for number, hold in enumerate(holds, 1):
        if hold in longest:
            out.print(
                tr(
                    "Hold {number}: {seconds} of {target}, ended: {ended_by}",
                    number=number,
                    seconds=seconds_words(hold.seconds),
                    target=asked_words(target_s),
                    ended_by=escape(say_half(hold.ended_by)),
                )
            )
    if len(holds) > MOST_HOLDS:
        out.print(
            tr_n(
                "[dim]and a shorter one[/]",
                "[dim]and {count} shorter ones[/]",
                len(holds) - MOST_HOLDS,
            )
        )


def _checks(checks: Sequence[CheckSummary]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    for column in (tr("check"), None, tr("target"), tr("verdict")):
        table.add_column(column or tr("measured"), no_wrap=column is not None)
    for check in checks:
        measured = "-"
        name = check.measure.partition("[")[0]
        if check.value is not None and check.sigma is not None:
            measured = f"{value_words(check.value, name)} {error_words(check.sigma)}"
        table.add_row(
            escape(label(check.check)),
            measured,
            target_words(check.low, check.high, name, check.goal),
            tr(MARKS[check.verdict]) if check.scored else tr("[dim]shown only[/]"),
        )
    return table


def show_unrecognised(found: Unrecognised) -> None:
    """Print which stretches a clip may show, and what to type to have it judged."""
    recognition = found.recognition
    out.print(tr("\n[bold]It is not sure which stretch this is.[/]"))
    if recognition.reason is not None:
        out.print(escape(say_sentence(recognition.reason)))
    if not recognition.guesses:
        return
    table = Table(box=None, pad_edge=False, header_style="dim")
    for column in (tr("it may be"), tr("how likely"), "--stretch"):
        table.add_column(column, no_wrap=True)
    for guess in recognition.guesses:
        likely = guess.confidence >= 0.01
        share = f"{100 * guess.confidence:.0f} %" if likely else tr("below 1 %")
        table.add_row(escape(tr(guess.name)), share, guess.stretch)
    out.print(table)
    recording = found.files.get("recording.parquet")
    if recording is not None:
        first = recognition.guesses[0].stretch
        out.print(tr("\nTo have it judged, name the stretch; nothing needs to be measured again:"))
        out.print(
            f"  formcheck rejudge {recording} --stretch {first}", soft_wrap=True, markup=False
        )
        out.print(tr("[dim]`formcheck stretches` lists them all.[/]"))


def show_sibling(recognition: Recognition | None, recording: Path | None) -> None:
    """Print what to type to have a clip judged as the other of two stretches that look alike.

    Args:
        recognition: How the stretch was recognised, or None where it was named.
        recording: Where the recording was written, or None.
    """
    if recognition is None or recording is None:
        return
    for guess in recognition.siblings:
        out.print(
            tr("\nIf it was the other one ({name}), type:", name=tr(guess.name)), markup=False
        )
        command = f"  formcheck rejudge {recording} --stretch {guess.stretch}"
        out.print(command, soft_wrap=True, markup=False)


def show_choice(advice: Message | None, *command: str) -> None:
    """Print what to type to have a clip judged as what it looks like.

    Args:
        advice: Of the summary.
        command: What was typed: the command and the path of a clip or a recording.
    """
    codes = (HeadlineCode.CHOOSE, HeadlineCode.SHOWS_ANOTHER, HeadlineCode.MAY_BE)
    if advice is None or advice.code not in codes:
        return
    out.print(tr("\nTo have it judged as that, type:"))
    typed = shlex.join(["formcheck", *command, "--stretch", str(advice.get("id"))])
    out.print(f"  {typed}", soft_wrap=True, markup=False)
