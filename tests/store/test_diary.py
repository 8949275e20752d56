from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from formcheck.errors import UsageError
from formcheck.store.history.diary import Diary, DiaryEntry
from formcheck.store.history.history import History

NOW = datetime(2026, 11, 30, 18, 0, tzinfo=UTC)


def test_entries_come_back_as_they_were_the_newest_first(tmp_path: Path) -> None:
    diary = Diary(History(tmp_path))
    assert diary.entries() == []
    old = diary.add(DiaryEntry(NOW - timedelta(days=1), "squat", 4, 2, "Stiff at first"))
    new = diary.add(DiaryEntry(NOW, note="Slept badly"))
    assert diary.entries() == [new, old]
    assert (old.before, old.after, new.before) == (4, 2, None)
    diary.delete(old.id)
    diary.delete(old.id)  # a second click deletes nothing more
    assert diary.entries() == [new]


@pytest.mark.parametrize(
    ("values", "why"),
    [({"before": 11}, "0 to 10, got 11"), ({"after": -1}, "0 to 10"), ({"note": "x" * 501}, "500")],
)
def test_what_no_scale_has_is_refused(values: dict[str, object], why: str) -> None:
    with pytest.raises(UsageError, match=why):
        DiaryEntry(NOW, **values)  # type: ignore[arg-type]


def test_an_empty_entry_is_not_kept(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="empty entry"):
        Diary(History(tmp_path)).add(DiaryEntry(NOW, "squat", note=" "))
