"""The measurements of batches and histories, with small numbers."""

from __future__ import annotations

from pathlib import Path

from benchmarks.batch import growth, history


def test_growth_gives_a_cell_for_each_column() -> None:
    row = growth.measure(30)
    assert row.startswith("| 30 | ")
    assert row.count("|") == 10


def test_a_history_of_many_is_asked_as_a_page_asks_it(tmp_path: Path) -> None:
    cells = history.measure(tmp_path, None, 100).split(" | ")
    assert cells[0] == "10"
    assert len(cells) == 7
