"""What a page asks of a history, with 100 and with 100,000 sessions, in a file and on a server."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any, Final

from formcheck.codes.states import Verdict
from formcheck.message import authored
from formcheck.report.progress.habit import Habit
from formcheck.report.progress.progress import points, symmetry, usual_measure
from formcheck.report.progress.trend import trend
from formcheck.store.history.history import History
from formcheck.store.history.history_sums import Sums
from formcheck.store.history.history_tables import ANGLES, SESSIONS
from formcheck.store.history.session_entry import Angle, PastSession
from formcheck.ui.pages.progress.page import NEWEST, ROWS, WEEKS
from tests.store.postgres import Cluster

COUNTS: Final = (100, 100_000)
PEOPLE: Final = 500
ROUNDS: Final = 9
WRITTEN: Final = ("id", "token", "headline", "headline_code")
"""Columns that are no field of a session as it is."""

START: Final = datetime(2020, 1, 1, 8, tzinfo=UTC)

SESSION: Final = PastSession(
    when=START, stretch="half-kneeling-lunge", name="Half-kneeling hip-flexor lunge",
    origin="live", verdict=Verdict.GOOD, headline=authored("Held for 31 s."), side="right",
    duration_s=60.5,
    good_s=31.25, target_s=30.0, angles=(Angle("hip", "right", 191.5, 5.5),),
)  # fmt: skip


def fill(history: History, count: int) -> None:
    """Write sessions of many people, in one transaction."""
    columns = [column.name for column in SESSIONS.columns if column.name not in WRITTEN]
    rows: list[dict[str, Any]] = []
    for number in range(count):
        when = START + timedelta(minutes=25 * number)
        row = {name: getattr(SESSION, name) for name in columns}
        rows.append(
            row
            | {
                "id": number + 1,
                "headline": "Held for 31 s.",
                "when": when.isoformat(timespec="microseconds"),
                "profile": f"person {number % min(PEOPLE, count // 10)}",
            }
        )
    angles = [
        {"session": row["id"], "measure": "hip", "side": "right", "value": 191.5, "sigma": 5.5}
        for row in rows
    ]
    with history.transaction() as connection:
        connection.execute(SESSIONS.insert(), rows)
        connection.execute(ANGLES.insert(), angles)


def milliseconds(ask: Callable[[], object]) -> str:
    """Return the median time of a query, and the slowest."""
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        ask()
        times.append(1000 * (time.perf_counter() - began))
    return f"{median(times):.0f} ({max(times):.0f})"


def progress(history: History) -> None:
    """Ask what the page Progress asks, as at its first drawing: nothing is kept from before."""
    today = START.date()
    sums = Sums(history)
    history.sessions(limit=ROWS)
    sums.state()
    habit = Habit.of(*sums.times())
    habit.streak(today)
    habit.weekly_minutes(WEEKS, today)
    assert habit.workouts
    stretch = next(iter(sums.measured(sums.versions())))
    sessions = history.sessions(stretch, limit=NEWEST)
    found = points(sessions, stretch, usual_measure(sessions, stretch) or "")
    trend(found, "right")
    symmetry(found)


def measure(home: Path, database: str | None, count: int) -> str:
    """Return the cells of one history."""
    everybody = History(home, database=database)
    fill(everybody, count)
    one = History(home, database=database, people=["person 7"])
    number = one.sessions(limit=1)[0].id
    cells = [
        f"{len(one.sessions())}",
        milliseconds(one.sessions),
        milliseconds(lambda: everybody.sessions(limit=50)),
        milliseconds(lambda: one.get(number)),
        milliseconds(lambda: progress(one)),
        milliseconds(lambda: progress(everybody)),
        milliseconds(everybody.sessions),
    ]
    return " | ".join(cells)


def main() -> None:
    """Print the table."""
    print(
        "\n| database | sessions | of one person | that person's, ms | newest 50 of all, ms | "
        "one session, ms | Progress of that person, ms | Progress of all as one person, ms | "
        "every session of all, ms |\n|---|---|---|---|---|---|---|---|---|"
    )
    with tempfile.TemporaryDirectory() as name, Cluster() as cluster:
        for kind in ("file", "server"):
            for count in COUNTS:
                url = cluster.empty() if kind == "server" else None
                home = Path(name) / f"{kind}-{count}"
                label = "SQLite file" if kind == "file" else "PostgreSQL, same machine"
                print(f"| {label} | {count:,} | {measure(home, url, count)} |", flush=True)
    print("\nMedian of nine (slowest).")
