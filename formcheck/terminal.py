"""What the command line shows: progress, verdicts and tables."""

from __future__ import annotations

import json
import shlex
import sys
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, Final

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table

from formcheck.codes.coach import HeadlineCode
from formcheck.codes.states import Verdict
from formcheck.errors import FormcheckError
from formcheck.measure.model.registry import base_name
from formcheck.store.people.known_results import note_results
from formcheck.store.people.personal import size_words
from formcheck.wording import (
    assumed_words,
    clock_words,
    error_words,
    judged_with_words,
    label,
    measure_words,
    recognised_words,
    seconds_words,
    sided_words,
    target_words,
    unseen_words,
    value_words,
)
from formcheck.words import figure, mark, say, say_half, say_sentence, tr, tr_n

if TYPE_CHECKING:
    from rich.progress import TaskID

    from formcheck.batch.digest import Digest
    from formcheck.coach.frame.summary_model import CheckSummary, Hold, Recognition, Summary
    from formcheck.coach.settings.constant import ConstantRow
    from formcheck.doctor import Finding
    from formcheck.measure.model.measurement import Measurement, Measurements
    from formcheck.measure.pelvis.baseline import Baseline
    from formcheck.message import Message
    from formcheck.review import Unrecognised
    from formcheck.store.people.personal import Stored
    from formcheck.stretches.model.routine import Routine
    from formcheck.stretches.model.stretch import Stretch
    from formcheck.tune.proposals.learn import LearnedTargets

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)

MOST_HOLDS: Final = 3
"""Only the longest holds are listed; `report.json` has them all."""

_MARKS: dict[Verdict, str] = {
    Verdict.GOOD: mark("[green]✓ good[/]"),
    Verdict.GOOD_ENOUGH: mark("[cyan]~ good enough[/]"),
    Verdict.ADJUST: mark("[yellow]! adjust[/]"),
    Verdict.CANT_TELL: mark("[dim]? can't tell[/]"),
}


_LEGS: Final = {"left": mark("left leg"), "right": mark("right leg")}


@contextmanager
def progress_bar() -> Iterator[Callable[[str, int, int | None], None]]:
    """Give a function that shows how far the work is, on standard error."""
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description:<10}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        tasks: dict[str, TaskID] = {}

        def tell(stage: str, done: int, total: int | None) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(stage, total=total)
            # A container's frame count is an estimate; the bar must not stop short of its end.
            bar.update(
                tasks[stage], completed=done, total=None if total is None else max(total, done)
            )

        yield tell


def print_json(data: Mapping[str, Any]) -> None:
    """Print data as JSON, as it would stand in a file."""
    sys.stdout.write(json.dumps(data, indent=2, ensure_ascii=False) + "\n")


def show_error(error: FormcheckError) -> None:
    """Print what went wrong, on standard error."""
    err.print(f"formcheck: {_printable(str(error))}", markup=False, soft_wrap=True)


def _printable(text: str) -> str:
    """Return a text with the bytes of a file name that are no UTF-8 written as escapes."""
    return text.encode("utf-8", "backslashreplace").decode()


def show_note(text: str) -> None:
    """Print something to know, on standard error."""
    err.print(tr("[yellow]Note:[/] {text}", text=escape(text)), soft_wrap=True)


def show_notes(lines: Iterable[str]) -> None:
    """Print several things to know."""
    for line in lines:
        show_note(line)


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
    out.print(f"{tr(_MARKS[summary.verdict])}  {escape(say_sentence(summary.headline))}")
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


def show_learned(found: LearnedTargets) -> None:
    """Print the targets that a reference gives beside the shipped ones."""
    out.print(
        tr("\n[bold]{name}[/], learned from the reference", name=escape(tr(found.shipped.name)))
    )
    table = Table(box=None, pad_edge=False, header_style="dim")
    for column in (tr("check"), tr("held"), tr("shipped"), tr("learned"), ""):
        table.add_column(column, no_wrap=column != "")
    for one in found.checks:
        table.add_row(*map(escape, one.words()), f"[dim]{escape(one.note or '')}[/]")
    out.print(table)
    before, after = found.shipped.hold, found.changed.hold
    if found.span is not None and before is not None and after is not None:
        out.print(
            tr(
                "Held from {start} to {end}; "
                "seconds asked for: {shipped:g} shipped, {learned:g} learned.",
                start=clock_words(found.span.start_s),
                end=clock_words(found.span.end_s),
                shipped=before.seconds,
                learned=after.seconds,
            )
        )


def show_constants(constants: Iterable[ConstantRow]) -> None:
    """Print the constants of the coach, each with its unit, its meaning and its source."""
    for one in constants:
        source = "" if one.source == "chosen" else f" [dim]({escape(tr(one.source))})[/]"
        out.print(f"[bold]{escape(one.name)}[/] = {figure(one.value, 'g')} {escape(tr(one.unit))}")
        out.print(Padding(f"{escape(tr(one.meaning))}{source}", (0, 0, 0, 4)))


def show_baseline(name: str, baseline: Baseline) -> None:
    """Print what a calibration has found."""
    out.print(tr("[bold]Profile {name}[/]: your own neutral is known.", name=escape(name)))
    near = baseline.hip.get("near")
    if near is not None:
        out.print(tr("Standing at ease, your hip reads {near:.0f}° (180 is straight).", near=near))
    if baseline.tilt_range is not None:
        tuck, arch = baseline.tilt_range
        out.print(
            tr(
                "Your pelvis tilted from {tuck:.0f}° of tuck to {arch:.0f}° of arch.",
                tuck=-tuck,
                arch=arch,
            )
        )
    else:
        out.print(tr("Your tilt back and forth was too small to be sure of; the neutral counts."))
    if baseline.clothing < 0.5:
        out.print(tr("Your clothes may hide your low back: a closer top makes the tilt surer."))
    out.print(
        tr("Use it: formcheck review CLIP --stretch ID --profile {name!r}", name=name), markup=False
    )


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


def _show_holds(holds: Sequence[Hold], target_s: float) -> None:
    longest = sorted(holds, key=lambda hold: -hold.seconds)[:MOST_HOLDS]
    for number, hold in enumerate(holds, 1):
        if hold in longest:
            out.print(
                tr(
                    "Hold {number}: {seconds} of {target}, ended: {ended_by}",
                    number=number,
                    seconds=seconds_words(hold.seconds),
                    target=seconds_words(target_s),
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
            tr(_MARKS[check.verdict]) if check.scored else tr("[dim]shown only[/]"),
        )
    return table


def show_stored(kept: Sequence[Stored]) -> None:
    """Print what is kept of the person, where, and how much."""
    if not kept:
        out.print(tr("Nothing is kept of you now."))
        return
    table = Table.grid(padding=(0, 2))
    table.add_column()
    table.add_column(justify="right")
    table.add_column(justify="right")
    for one in kept:
        count = tr_n("1 file", "{count} files", one.files)
        table.add_row(
            f"{escape(tr(one.what))}\n[dim]{escape(str(one.path))}[/]", count, size_words(one.size)
        )
    out.print(table)
    out.print(tr("\nAltogether {size}.", size=size_words(sum(one.size for one in kept))))


def show_files(files: Mapping[str, Path]) -> None:
    """Print where the results lie, and keep it in mind for `formcheck privacy`."""
    note_results(files.values())
    out.print(tr("\nWritten:"))
    for path in files.values():
        out.print(f"  {path}", soft_wrap=True, markup=False)


class _Told:
    """One measurement through a clip: its numbers where it is known, its reasons where not."""

    def __init__(self) -> None:
        self.values, self.sigmas = array("d"), array("d")
        self.reasons: Counter[Message | None] = Counter()

    def add(self, measured: Measurement) -> None:
        if measured.value is None or measured.sigma is None:
            self.reasons[measured.reason] += 1
        else:
            self.values.append(measured.value)
            self.sigmas.append(measured.sigma)


def show_measurements(file: str, frames: Sequence[Measurements]) -> None:
    """Print the median of each measurement over a clip, or the values of a picture."""
    seen = 0
    columns: dict[str, _Told] = {}
    for frame in frames:
        if frame.person:
            columns = columns or {name: _Told() for name in frame.values}
            for name, column in columns.items():
                column.add(frame.values[name])
            seen += 1
    count = tr_n("1 frame", "{count} frames", len(frames))
    out.print(
        tr(
            "\n[bold]{file}[/]  {count}, a person in {seen}",
            file=escape(file),
            count=count,
            seen=seen,
        )
    )
    if not seen:
        return
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column(tr("measurement"))
    for column_name in (tr("median"), tr("lowest"), tr("highest"), tr("error"), tr("known in")):
        table.add_column(column_name, justify="right")
    unknown: dict[Message | None, list[str]] = {}
    for name, told in columns.items():
        if not told.values:
            ((most, _),) = told.reasons.most_common(1)
            unknown.setdefault(most, []).append(name)
            continue
        middle = median(told.values), min(told.values), max(told.values)
        table.add_row(
            sided_words(name),
            *(value_words(value, name) for value in middle),
            error_words(median(told.sigmas)),
            f"{100 * len(told.values) / len(frames):.0f} %",
        )
    out.print(table)
    for reason, names in unknown.items():
        out.print(
            tr(
                "[dim]Not known:[/] {names}. {why}.",
                names=escape(_either_side(names)),
                why=escape(say(reason) or ""),
            )
        )


def _either_side(names: Sequence[str]) -> str:
    """Return measurements in words, without a side where both sides are among them."""
    twice = {name for name, times in Counter(map(base_name, names)).items() if times > 1}
    words = (measure_words(n) if base_name(n) in twice else sided_words(n) for n in names)
    return "; ".join(dict.fromkeys(words))


def show_digest(found: Digest, most_failed: int) -> None:
    """Print what a batch shows as a whole, and the first clips that failed."""
    out.print(
        tr_n(
            "\n[bold]1 clip[/]: {judged} with a verdict, {refused} without",
            "\n[bold]{count} clips[/]: {judged} with a verdict, {refused} without",
            found.clips,
            judged=found.clips - found.refused,
            refused=found.refused,
        )
    )
    # An id that is cut short cannot be typed: the other columns give way.
    longest = max((len(one.stretch) for one in found.stretches), default=0)
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column(tr("stretch"), no_wrap=True, min_width=longest)
    for column in (tr("clips"), *map(tr, _MARKS.values()), tr("main angle, median")):
        table.add_column(column, justify="right")
    for one in found.stretches:
        known = one.measure is not None and one.median is not None
        angle = value_words(one.median, one.measure) if known else "-"  # type: ignore[arg-type]
        table.add_row(one.stretch, str(one.clips), *map(str, one.verdicts.values()), angle)
    if found.stretches:
        out.print(table)
    for why, count in found.reasons[:most_failed]:
        out.print(
            tr("[dim]No verdict:[/] {count} x {why}", count=count, why=escape(why)), soft_wrap=True
        )
    for name, why in found.failed[:most_failed]:
        out.print(
            tr("[red]Failed:[/] {name}: {why}", name=escape(name), why=escape(why)), soft_wrap=True
        )
    if len(found.failed) > most_failed:
        out.print(tr("[dim]and {count} more[/]", count=len(found.failed) - most_failed))


def show_findings(findings: Iterable[Finding]) -> bool:
    """Print what the doctor found, and return whether all is well."""
    well = True
    for finding in findings:
        well = well and finding.well
        mark = "[green]✓[/]" if finding.well else "[red]✗[/]"
        out.print(f"{mark} {finding.what:<24} {escape(finding.found)}")
        if not finding.well and finding.mend:
            out.print(tr("  mend it with: [bold]{mend}[/]", mend=escape(finding.mend)))
    out.print(tr("\nAll is well.") if well else tr("\nSomething is missing; see above."))
    return well


def show_extras(extras: Iterable[Finding]) -> None:
    """Print what is only needed for one thing each, and what adds what is missing of it."""
    out.print(tr("\n[bold]Extras[/], each needed for one thing only:"))
    for extra in extras:
        sign = "[green]✓[/]" if extra.well else "[dim]-[/]"
        out.print(f"{sign} {extra.what:<9} {escape(extra.found)}", soft_wrap=True)
        if not extra.well and extra.mend:
            out.print(
                tr("  not installed; add it with: [bold]{mend}[/]", mend=escape(extra.mend)),
                soft_wrap=True,
            )


def show_catalogue(
    stretches: Iterable[Stretch], routines: Mapping[str, Routine], minutes: Mapping[str, int]
) -> None:
    """Print each stretch with its variants, and each routine with its minutes."""
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column()
    for stretch in stretches:
        table.add_row(f"[bold]{stretch.id}[/]", escape(tr(stretch.name)))
        for variant in stretch.variants:
            table.add_row(f"  [dim]:{variant.id}[/]", f"[dim]{escape(tr(variant.say))}[/]")
    table.add_row("")
    for name, routine in routines.items():
        table.add_row(
            f"[bold]{name}[/]",
            tr(
                "{name}, about {minutes} minutes",
                name=escape(tr(routine.name)),
                minutes=minutes[name],
            ),
        )
    out.print(table)
    out.print(tr("\n[dim]`formcheck show ID` tells more; a variant is named ID:VARIANT.[/]"))
