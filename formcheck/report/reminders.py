"""Reminders as a calendar file: any calendar shows them, and nothing runs in the background."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Final

from icalendar import Alarm, Calendar, Event

from formcheck.errors import UsageError
from formcheck.store.disk.files import atomic_path
from formcheck.stretches.model.week import DAYS, Day
from formcheck.version import __version__
from formcheck.words import tr

MOST_WEEKS: Final = 52


def reminders(
    what: str,
    days: Sequence[Day],
    at: time,
    minutes: int,
    *,
    weeks: int = 12,
    start: date | None = None,
) -> bytes:
    """Return a calendar (RFC 5545) with one event that comes back on some days of each week.

    Its times are those of the clock on the wall, wherever the calendar is.

    Args:
        what: What is to be done.
        days: On which days of the week.
        at: At what time of the day.
        minutes: How long it takes.
        weeks: For how many weeks.
        start: The first day that counts; today by default.

    Raises:
        UsageError: No day, a day that does not exist, or weeks or minutes out of range.
    """
    _check(days, weeks, minutes)
    begin = _first(start or datetime.now().astimezone().date(), days)
    event = Event()
    event.add("uid", f"{uuid.uuid4()}@formcheck")
    event.add("dtstamp", datetime.now(UTC))
    event.add("summary", what)
    event.add("description", tr("A reminder of formcheck. Stop when something hurts."))
    event.add("dtstart", datetime.combine(begin, at))
    event.add("duration", timedelta(minutes=minutes))
    until = datetime.combine(begin + timedelta(weeks=weeks, days=-1), time(23, 59, 59))
    rule = {"freq": "weekly", "byday": [day[:2].upper() for day in days], "until": until}
    event.add("rrule", rule)
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", what)
    alarm.add("trigger", timedelta(0))
    event.add_component(alarm)
    calendar = Calendar()
    calendar.add("prodid", f"-//formcheck//{__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _check(days: Sequence[Day], weeks: int, minutes: int) -> None:
    """Raise a UsageError where a reminder is asked for that no calendar can hold."""
    unknown = [day for day in days if day not in DAYS]
    if unknown or not days:
        raise UsageError(
            tr(
                "expected days of {days}, got {unknown}; write them with commas: mon,wed,fri",
                days=", ".join(DAYS),
                unknown=", ".join(unknown) or tr("none"),
            )
        )
    if not 1 <= weeks <= MOST_WEEKS or not 1 <= minutes <= 240:
        raise UsageError(
            tr(
                "expected 1 to {most_weeks} weeks and 1 to 240 minutes, got {weeks} and {minutes}; "
                "choose others",
                most_weeks=MOST_WEEKS,
                weeks=weeks,
                minutes=minutes,
            )
        )


def write_reminders(path: Path, content: bytes) -> None:
    """Write a calendar file.

    Raises:
        InputError: It cannot be written.
    """
    with atomic_path(path) as partial:
        partial.write_bytes(content)


def _first(start: date, days: Sequence[Day]) -> date:
    """Return the first of these days from a date on."""
    wanted = {DAYS.index(day) for day in days}
    return next(
        day for ahead in range(7) if (day := start + timedelta(days=ahead)).weekday() in wanted
    )
