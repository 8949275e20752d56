"""The command that writes reminders for a calendar: remind."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from formcheck import terminal
from formcheck.cli.options import app, named_path, says_new_folders
from formcheck.errors import UsageError
from formcheck.words import mark, tr

if TYPE_CHECKING:
    from formcheck.stretches.model.week import Day
    from formcheck.tune.plans import PersonalPlan

USUAL: Final[tuple[Day, ...]] = ("mon", "wed", "fri")
USUAL_TIME: Final = "18:00"
"""Days and time where neither the command nor a plan names any."""


@app.command()
def remind(
    plan: Annotated[
        str | None,
        typer.Argument(
            metavar="NAME", help="A routine or a stretch, by its id.", show_default="daily-psoas"
        ),
    ] = None,
    profile: Annotated[
        str | None,
        typer.Option(
            "--profile", metavar="NAME", help="Take what, on which days and when from this plan."
        ),
    ] = None,
    days: Annotated[
        str | None,
        typer.Option(
            "--days",
            metavar="DAYS",
            help="Days of the week, with commas, short or long, in any of the languages.",
            show_default=mark("the plan's, or mon,wed,fri"),
        ),
    ] = None,
    at: Annotated[
        str | None,
        typer.Option(
            "--at",
            metavar="HH:MM",
            help="Time of the day.",
            show_default=mark("the plan's, or 18:00"),
        ),
    ] = None,
    weeks: Annotated[
        int, typer.Option("--weeks", metavar="NUMBER", help="For how many weeks.")
    ] = 12,
    out: Annotated[
        Path,
        typer.Option(
            "--out",
            "-o",
            parser=named_path,
            callback=says_new_folders,
            metavar="FILE",
            help="Where to write it.",
        ),
    ] = Path("formcheck.ics"),
) -> None:
    """Write the days of a routine as a calendar file (.ics) that reminds you.

    Open the file with your calendar. Nothing runs in the background, and nothing is sent.
    """
    from formcheck.report.reminders import reminders, write_reminders

    own = _plan_of(profile)
    what, minutes = _task(plan, own)
    when = _time((own and own.at) or USUAL_TIME if at is None else at)
    content = reminders(what, _days(days, own), when, minutes, weeks=weeks)
    write_reminders(out, content)
    terminal.show_files({"calendar": out})


def _days(asked: str | None, own: PersonalPlan | None) -> Sequence[Day]:
    """Return the days that were asked for, else those of the plan, else the usual ones."""
    if asked is None:
        return own.days if own and own.days else USUAL
    from formcheck.cli.weekdays import read_days  # deferred: it imports the names of all languages

    return read_days(asked)


def _plan_of(profile: str | None) -> PersonalPlan | None:
    from formcheck.tune.plans import load_plan

    own = load_plan(profile)
    if profile is not None and own is None:
        raise UsageError(
            tr(
                "expected a plan of the profile {profile}, found none; make one in the app under "
                "Tune, or leave --profile out",
                profile=profile,
            )
        )
    return own


def _task(named_one: str | None, own: PersonalPlan | None) -> tuple[str, int]:
    """Return what is to be done, and how many minutes it takes."""
    from formcheck.stretches.files.loading import load_either, play
    from formcheck.stretches.model.routine import Routine, total_seconds

    if named_one is None and own is not None:
        what = tr("Stretch: the plan of {name}", name=own.name)
        return what, _minutes(total_seconds(own.turns()))
    found = load_either(named_one or "daily-psoas")
    if isinstance(found, Routine):
        return tr(found.name), _minutes(total_seconds(play(found)))
    return tr(found.name), 10


def _minutes(seconds: float) -> int:
    return min(240, max(1, round(seconds / 60)))


def _time(text: str) -> time:
    try:
        return datetime.strptime(text.strip(), "%H:%M").time()
    except ValueError as error:
        raise UsageError(
            tr("expected a time such as 18:30, got {text!r}; write HH:MM", text=text)
        ) from error
