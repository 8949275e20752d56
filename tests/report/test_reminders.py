"""Reminders, read back by a calendar library as a calendar program does."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from dateutil.rrule import rrulestr
from icalendar import Calendar

from formcheck.cli import main
from formcheck.errors import UsageError
from formcheck.report.reminders import reminders
from formcheck.tune.plans import PersonalPlan, PlannedPart, save_plan

FRIDAY = date(2026, 11, 27)


def _event(content: bytes) -> Any:
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    return event


def test_every_chosen_day_comes_at_its_time_for_so_many_weeks() -> None:
    event = _event(reminders("Daily psoas", ["mon", "thu"], time(7, 15), 12, weeks=3, start=FRIDAY))
    first = event["dtstart"].dt
    assert first == datetime(2026, 11, 30, 7, 15)  # the Monday after, by the clock on the wall
    rule = rrulestr(event["rrule"].to_ical().decode(), dtstart=first)
    days = [when.date() for when in rule]
    assert days == [date(2026, 11, 30) + timedelta(days=d) for d in (0, 3, 7, 10, 14, 17)]
    assert event["duration"].dt == timedelta(minutes=12)
    assert str(event["summary"]) == "Daily psoas"
    assert [alarm["action"] for alarm in event.walk("VALARM")] == ["DISPLAY"]


@pytest.mark.parametrize(
    ("days", "weeks", "why"),
    [([], 3, "got none"), (["monday"], 3, "got monday"), (["mon"], 0, "1 to 52 weeks")],
)
def test_what_no_week_has_is_refused(days: Any, weeks: int, why: str) -> None:
    with pytest.raises(UsageError, match=why):
        reminders("x", days, time(7), 5, weeks=weeks)


def test_the_command_takes_the_length_of_the_routine(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "me.ics"
    assert main(["remind", "desk-break", "--days", "tue", "--at", "9:30", "-o", str(path)]) == 0
    event = _event(path.read_bytes())
    assert event["dtstart"].dt.time() == time(9, 30)
    assert event["duration"].dt > timedelta(minutes=1)
    assert main(["remind", "--at", "noon", "-o", str(path)]) == 2
    assert "such as 18:30" in capsys.readouterr().err


def test_the_days_time_and_length_come_from_the_plan_of_a_profile(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORMCHECK_HOME", str(tmp_path))
    parts = (PlannedPart(stretch="half-kneeling-lunge", seconds=60, sets=5),)
    save_plan(PersonalPlan(name="Anna", parts=parts, days=("tue", "sat"), at="07:45"))
    path = tmp_path / "me.ics"
    assert main(["remind", "--profile", "anna", "-o", str(path)]) == 0
    event = _event(path.read_bytes())
    assert sorted(event["rrule"]["byday"]) == ["SA", "TU"]
    assert event["dtstart"].dt.time() == time(7, 45)
    assert event["duration"].dt > timedelta(minutes=9)
    assert str(event["summary"]) == "Stretch: the plan of Anna"
    # What the command names comes first.
    more = ["squat", "--days", "fri", "--at", "20:00"]
    assert main(["remind", *more, "--profile", "anna", "-o", str(path)]) == 0
    event = _event(path.read_bytes())
    assert event["rrule"]["byday"] == ["FR"]
    assert event["dtstart"].dt.time() == time(20, 0)
    assert main(["remind", "--profile", "bert", "-o", str(path)]) == 2
    assert "found none; make one in the app under Tune" in " ".join(capsys.readouterr().err.split())


def test_a_plan_without_days_leaves_them_as_usual(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORMCHECK_HOME", str(tmp_path))
    save_plan(PersonalPlan(name="Anna", parts=(PlannedPart(stretch="squat"),)))
    path = tmp_path / "me.ics"
    assert main(["remind", "--profile", "anna", "-o", str(path)]) == 0
    event = _event(path.read_bytes())
    assert event["rrule"]["byday"] == ["MO", "WE", "FR"]
    assert event["dtstart"].dt.time() == time(18)


@pytest.mark.parametrize(
    ("code", "days", "expected"),
    [
        ("en", "mo,mi", ["MO", "WE"]),
        ("en", "Monday, tue,mon", ["MO", "TU"]),
        ("en", "lun,mié,Sabado", ["MO", "WE", "SA"]),
        ("de", "Mo.,Donnerstag,sun", ["MO", "TH", "SU"]),
        ("de", "do", ["TH"]),  # Donnerstag
        ("es", "do", ["SU"]),  # domingo
    ],
)
def test_days_are_named_in_any_of_the_languages(
    code: str, days: str, expected: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "me.ics"
    assert main(["--language", code, "remind", "--days", days, "-o", str(path)]) == 0
    found = _event(path.read_bytes())["rrule"]["byday"]
    assert (found if isinstance(found, list) else [found]) == expected


@pytest.mark.parametrize(
    ("code", "days", "said"),
    [
        ("en", "mon,do", "got do; write them with commas: Mon,Wed,Fri"),  # which of the two?
        ("en", ",", "got none"),
        ("de", "mo,nix", "Mo, Di, Mi, Do, Fr, Sa, So"),
        ("es", "nada", "lun, mar, mié, jue, vie, sáb, dom"),
    ],
)
def test_a_day_that_is_none_is_answered_by_those_that_are(
    code: str, days: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "me.ics"
    assert main(["--language", code, "remind", "--days", days, "-o", str(path)]) == 2
    assert said in " ".join(capsys.readouterr().err.split())
    assert not path.exists()
