"""What stands on the one page for a therapist: of one performance, or of the weeks so far."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from statistics import mean, median
from typing import TYPE_CHECKING, Final

from formcheck.coach.frame.summary_model import Summary
from formcheck.codes.coach import HeadlineCode
from formcheck.errors import InputError
from formcheck.measure.model.smallest_change import smallest_real_change
from formcheck.pose.landmark import Side
from formcheck.report.progress.progress import (
    Point,
    TargetSpan,
    points,
    symmetry,
    target_spans,
    usual_measure,
)
from formcheck.report.progress.progress_words import (
    few_days_words,
    symmetry_words,
    target_span_words,
    trend_words,
)
from formcheck.report.progress.trend import Trend, daily, trend
from formcheck.store.history.diary import DiaryEntry
from formcheck.store.history.session_entry import PastSession
from formcheck.store.recordings.recording import RecordingMeta
from formcheck.stretches.model.stretch import Stretch
from formcheck.stretches.text.medical_notice import NOTICE, STOP_SIGNS
from formcheck.wording import (
    body_side_words,
    error_words,
    judged_with_words,
    label,
    main_angle_words,
    measure_words,
    overall_words,
    seconds_words,
    target_words,
    unit,
    unseen_words,
    value_words,
    verdict_words,
)
from formcheck.words import date_words, mark, say_sentence, tr, tr_n

if TYPE_CHECKING:
    from formcheck.report.html import Still

WEEKS: Final = 10
"""Number of weeks with a session in the table, the newest."""

NOTES: Final = 4
"""Number of notes of the diary that are printed, the newest."""

PICTURES: Final = 2

UNSEEN: Final = 4
"""Number of lines of what could not be judged; the report has them all."""

_ERROR: Final = mark(
    "The error behind ± holds about two of three true values; something is called wrong only "
    "beyond it."
)

_SIDES: Final[dict[Side | None, str]] = {
    "left": mark("Best, left"), "right": mark("Best, right"), None: mark("Best, whole body"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Table:
    """A table of words.

    Attributes:
        title: What it shows.
        head: One word or two for each column; the first column names the row.
        rows: Cells in words, as many as the head has.
    """

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class WeekSeries:
    """The angles over the weeks, to be drawn.

    Attributes:
        points: Every session's main angle, in rising time.
        trends: The line through each side's days, where there are enough.
        targets: Which target held from when to when.
        measure: What is measured.
    """

    points: tuple[Point, ...]
    trends: tuple[Trend, ...]
    targets: tuple[TargetSpan, ...]
    measure: str


@dataclass(frozen=True, slots=True, eq=False)
class OnePage:
    """Everything on the page, in the order in which it is read.

    Attributes:
        title: The stretch.
        about: Who, when, how often: a line for each.
        verdict: The verdict on one performance: in a word, in a sentence, and the main angle.
        change: The one thing to change, or None.
        table: What was checked, or the weeks; without rows where nothing was.
        unchecked: Why the table has no rows, in one sentence, or None where it has.
        series: The angles over the weeks, or None.
        remarks: Of one performance how to read the numbers, of weeks what is a change.
        not_judged: What could not be judged, and why.
        never_told: What no camera can tell.
        pain: Pain before and after, and notes; empty where it was not asked for.
        pictures: Up to `PICTURES`; empty where they are not wanted.
        limits: What this is not, and when to stop.
    """

    title: str
    about: tuple[str, ...]
    change: str | None
    table: Table
    unchecked: str | None = None
    series: WeekSeries | None = None
    verdict: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    not_judged: tuple[str, ...] = ()
    never_told: tuple[str, ...] = ()
    pain: tuple[str, ...] = ()
    pictures: tuple[Still, ...] = field(default=())
    limits: tuple[str, ...] = field(default_factory=lambda: (tr(NOTICE), tr(STOP_SIGNS)))


def page_of_review(
    summary: Summary,
    meta: RecordingMeta,
    stretch: Stretch,
    *,
    who: str | None = None,
    pictures: Sequence[Still] = (),
) -> OnePage:
    """Return the page of one performance.

    Args:
        summary: The verdict of the whole.
        meta: Where it comes from.
        stretch: By which it was judged.
        who: The person's name, or None for none.
        pictures: Annotated pictures, where they are wanted.
    """
    rows = []
    for check in summary.checks:
        measured = tr("not measured")
        if check.value is not None and check.sigma is not None:
            measured = f"{value_words(check.value, check.measure)} {error_words(check.sigma)}"
        word = verdict_words(check.verdict) if check.scored else tr("Shown only")
        target = target_words(check.low, check.high, check.measure, check.goal)
        rows.append((label(check.check), measured, target, word))
    not_judged, never_told = unseen_words(summary, stretch)
    made = datetime.fromisoformat(meta.created).astimezone().date()
    return OnePage(
        title=_title(summary),
        about=(
            *_name(who),
            tr("One performance, {day}", day=_day(made)),
            *(line for line in [judged_with_words(summary.judged_with)] if line is not None),
        ),
        verdict=_verdict(summary, stretch),
        change=None if summary.advice is None else say_sentence(summary.advice),
        table=Table(
            tr("What was checked"),
            (tr("Check"), tr("Measured"), tr("Target"), tr("Verdict")),
            tuple(rows),
        ),
        unchecked=None if rows else _unchecked(summary),
        remarks=(tr(_ERROR),) if rows else (),
        not_judged=tuple(not_judged[:UNSEEN]),
        never_told=tuple(never_told[:UNSEEN]),
        pictures=tuple(pictures[:PICTURES]),
    )


def _unchecked(summary: Summary) -> str:
    """Return why no check was looked at."""
    if summary.wrong:
        return tr("Nothing was checked, since the clip shows another movement.")
    return tr("Nothing could be checked: the verdict above says why.")


def _verdict(summary: Summary, stretch: Stretch) -> tuple[str, ...]:
    """Return the verdict in a word and in a sentence, with the seconds or repetitions done.

    Where the sentence is why nothing could be told, they stand beside it.
    """
    lines = [overall_words(summary), say_sentence(summary.headline)]
    if summary.headline.code in (HeadlineCode.NOTHING_TOLD, HeadlineCode.NOT_SCORED):
        lines.append(tr("Nothing was counted."))
    angle = main_angle_words(summary, stretch)
    return (*lines, angle) if angle is not None else tuple(lines)


def page_of_history(
    sessions: Sequence[PastSession],
    version: str,
    *,
    targets: Stretch | None = None,
    who: str | None = None,
    change: str | None = None,
    diary: Sequence[DiaryEntry] | None = None,
    pictures: Sequence[Still] = (),
    today: date | None = None,
) -> OnePage:
    """Return the page of the weeks so far with one version of a stretch.

    Args:
        sessions: Of any stretch.
        version: `ID`, or `ID:VARIANT`.
        targets: That version with its targets, or None where it is no longer in the catalogue: for
            sessions of which no target was kept.
        who: The person's name, or None for none.
        change: The one thing to change, from the newest session, or None.
        diary: Entries of the diary, or None where pain is not to be shown.
        pictures: Annotated pictures, where they are wanted.
        today: The present day by default.

    Raises:
        InputError: There is no session of this version.
    """
    own = sorted((one for one in sessions if one.version == version), key=lambda one: one.when)
    if not own:
        raise InputError(
            tr(
                "expected sessions of {stretch} in the history, found none; stretch or review a "
                "clip "
                "first, or name another stretch",
                stretch=version,
            )
        )
    measure = usual_measure(own, version) or ""
    found = points(own, version, measure, targets)
    sides = list(dict.fromkeys(point.side for point in found))
    entries = None if diary is None else [e for e in diary if e.stretch in (own[-1].stretch, None)]
    trends = tuple(filter(None, (trend(found, side) for side in sides)))
    spans = tuple(target_spans(found))
    return OnePage(
        title=tr(own[-1].name),
        about=(*_name(who), *_period(own, today), *_target(spans, measure)),
        change=change,
        table=_weeks(own, found, sides, entries, measure),
        series=WeekSeries(tuple(found), trends, spans, measure) if len(found) > 1 else None,
        remarks=(*_remarks(found, sides, measure), *_elsewhere(sessions, own[-1])),
        pain=_pain(entries),
        pictures=tuple(pictures[:PICTURES]),
    )


def _title(summary: Summary) -> str:
    name = tr(summary.name)
    return name if summary.side is None else f"{name}, {body_side_words(summary.side)}"


def _name(who: str | None) -> tuple[str, ...]:
    return () if not who else (tr("Name: {name}", name=who),)


def _day(day: date) -> str:
    return date_words(datetime.combine(day, time()), tr("d MMMM y"))


def _period(own: Sequence[PastSession], today: date | None) -> tuple[str, ...]:
    first, last = (one.when.astimezone().date() for one in (own[0], own[-1]))
    count = tr_n("1 session", "{count} sessions", len(own))
    span = _day(first) if first == last else tr("{low} to {high}", low=_day(first), high=_day(last))
    printed = today or datetime.now().astimezone().date()
    return (
        tr("{sessions}, {span}. Printed on {day}", sessions=count, span=span, day=_day(printed)),
    )


def _target(spans: Sequence[TargetSpan], measure: str) -> tuple[str, ...]:
    """Return the target of the newest session, and which others held before."""
    newest, *others = target_span_words(spans, measure) or ("",)
    if not newest:
        return ()
    line = tr("Measured: {measure}; target {words}", measure=measure_words(measure), words=newest)
    if not others:
        return (line,)
    other = tr("Some sessions were judged by other targets: {targets}", targets="; ".join(others))
    return (line, other)


def _elsewhere(sessions: Sequence[PastSession], shown: PastSession) -> list[str]:
    """Return what was done in other versions of the stretch, which have targets of their own."""
    names = {
        one.version: tr(one.name)
        for one in sessions
        if one.stretch == shown.stretch and one.version != shown.version
    }
    lines = []
    for version, name in names.items():
        own = [one for one in sessions if one.version == version]
        count = tr_n("1 session", "{count} sessions", len(own))
        lines.append(
            tr(
                "Not on this page, since its target is another one: {name}, {sessions}.",
                name=name,
                sessions=count,
            )
        )
    return lines


def _weeks(
    own: Sequence[PastSession],
    found: Sequence[Point],
    sides: Sequence[Side | None],
    diary: Iterable[DiaryEntry] | None,
    measure: str,
) -> Table:
    """Return seconds or repetitions, the best angle of each side, and the pain of each week."""
    reps = own[-1].target_reps is not None
    head = [tr("Week of"), tr("Sessions"), tr("Repetitions") if reps else tr("Held")]
    head += [tr(_SIDES[side]) for side in sides]
    entries = list(diary or ())
    if entries:
        head += [tr("Pain before"), tr("Pain after")]
    mondays = sorted({_monday(one.when) for one in own})[-WEEKS:]
    rows = []
    for monday in mondays:
        week = [one for one in own if _monday(one.when) == monday]
        done = str(sum(s.reps for s in week)) if reps else _held(week)
        cells = [date_words(datetime.combine(monday, time()), tr("d MMMM")), str(len(week)), done]
        for side in sides:
            reached = [p for p in found if p.side == side and _monday(p.when) == monday]
            best = max(reached, key=lambda point: point.value, default=None)
            cells.append(
                "" if best is None
                else f"{value_words(best.value, measure)} {error_words(best.sigma)}"
            )  # fmt: skip
        if entries:
            own_entries = [entry for entry in entries if _monday(entry.when) == monday]
            cells += [_level(own_entries, "before"), _level(own_entries, "after")]
        rows.append(tuple(cells))
    return Table(tr("Week by week"), tuple(head), tuple(rows))


def _monday(when: datetime) -> date:
    day = when.astimezone().date()
    return day - timedelta(days=day.weekday())


def _held(week: Sequence[PastSession]) -> str:
    return seconds_words(sum(session.good_s for session in week))


def _level(entries: Sequence[DiaryEntry], which: str) -> str:
    known = [level for entry in entries if (level := getattr(entry, which)) is not None]
    return f"{mean(known):.0f}" if known else ""


def _remarks(found: Sequence[Point], sides: Sequence[Side | None], measure: str) -> tuple[str, ...]:
    lines = []
    for side in sides:
        line, days = trend(found, side), daily(found, side)
        lines.append(
            trend_words(line, measure)
            if line is not None
            else few_days_words(side, len(days), days[-1][1], measure)
        )
    balance = symmetry(found)
    if balance is not None:
        lines.append(symmetry_words(balance, measure))
    if found:
        least = smallest_real_change(median(point.sigma for point in found))
        lines.append(
            tr(
                "Between two sessions only a difference of {least}{unit} or "
                "more is a real change (95 %).",
                least=round(least + 0.5),
                unit=unit(measure),
            )
        )
    return tuple(lines)


def _pain(entries: Sequence[DiaryEntry] | None) -> tuple[str, ...]:
    """Return how pain was, 0 to 10, and the newest notes."""
    if not entries:
        return ()
    lines = []
    for which in ("before", "after"):
        known = [v for e in entries if (v := getattr(e, which)) is not None]
        if known:
            lines.append(
                tr(
                    "Pain {which}, 0 to 10: {mean:.1f} on average, {min} to {max}, {count} times.",
                    which=which,
                    mean=mean(known),
                    min=min(known),
                    max=max(known),
                    count=len(known),
                )
            )
    notes = [entry for entry in entries if entry.note]
    newest = sorted(notes, key=lambda entry: entry.when)[-NOTES:]
    lines += [f"{_day(e.when.astimezone().date())}: {e.note}" for e in newest]
    return tuple(lines)
