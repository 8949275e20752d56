"""What the command line lists: measurements, batches, what is kept, what is there."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from statistics import median
from typing import TYPE_CHECKING

from rich.markup import escape
from rich.padding import Padding
from rich.table import Table

from formcheck.measure.model.registry import base_name
from formcheck.store.people.personal import size_words
from formcheck.terminal.console import out
from formcheck.terminal.verdict import MARKS
from formcheck.wording import (
    clock_words,
    error_words,
    measure_words,
    sided_words,
    value_words,
)
from formcheck.words import figure, say, tr, tr_n

if TYPE_CHECKING:
    from formcheck.batch.digest import Digest
    from formcheck.coach.settings.constant import ConstantRow
    from formcheck.doctor import Finding
    from formcheck.measure.model.measurement import Measurement, Measurements
    from formcheck.measure.pelvis.baseline import Baseline
    from formcheck.message import Message
    from formcheck.store.people.personal import Stored
    from formcheck.stretches.model.routine import Routine
    from formcheck.stretches.model.stretch import Stretch
    from formcheck.tune.proposals.learn import LearnedTargets


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
    for column in (tr("clips"), *map(tr, MARKS.values()), tr("main angle, median")):
        table.add_column(column, justify="right")
    for one in found.stretches:
        known = one.measure is not None and one.median is not None
        angle = value_words(one.median, one.measure) if known else "-"  # type: ignore[arg-type]
        if known and not one.sets:
            angle = tr("{angle}, tried only", angle=angle)
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
