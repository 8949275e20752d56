"""The command that writes reminders for a calendar: remind."""

from __future__ import annotations

from datetime import datetime, time
from pathlib import Path
from typing import Annotated

import typer

from formcheck import terminal
from formcheck.cli.options import app, named_path
from formcheck.errors import UsageError
from formcheck.words import tr


@app.command()
def remind(
    plan: Annotated[
        str, typer.Argument(metavar="NAME", help="A routine or a stretch, by its id.")
    ] = "daily-psoas",
    days: Annotated[
        str, typer.Option("--days", metavar="DAYS", help="Days of the week, with commas.")
    ] = "mon,wed,fri",
    at: Annotated[str, typer.Option("--at", metavar="HH:MM", help="Time of the day.")] = "18:00",
    weeks: Annotated[
        int, typer.Option("--weeks", metavar="NUMBER", help="For how many weeks.")
    ] = 12,
    out: Annotated[
        Path,
        typer.Option("--out", "-o", parser=named_path, metavar="FILE", help="Where to write it."),
    ] = Path("formcheck.ics"),
) -> None:
    """Write the days of a routine as a calendar file (.ics) that reminds you.

    Open the file with your calendar. Nothing runs in the background, and nothing is sent.
    """
    from formcheck.report.reminders import reminders, write_reminders
    from formcheck.stretches.files.loading import load_either, play
    from formcheck.stretches.model.routine import Routine, total_seconds

    found = load_either(plan)
    minutes = 10
    if isinstance(found, Routine):
        minutes = max(1, round(total_seconds(play(found)) / 60))
    chosen = [day.strip().lower() for day in days.split(",") if day.strip()]
    content = reminders(found.name, chosen, _time(at), minutes, weeks=weeks)  # type: ignore[arg-type]
    write_reminders(out, content)
    terminal.show_files({"calendar": out})


def _time(text: str) -> time:
    try:
        return datetime.strptime(text.strip(), "%H:%M").time()
    except ValueError as error:
        raise UsageError(
            tr("expected a time such as 18:30, got {text!r}; write HH:MM", text=text)
        ) from error
