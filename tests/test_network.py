"""Nothing connects outside this machine: a whole demo, watched at its system calls."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.network import run_watched

pytestmark = pytest.mark.xdist_group("network")


def test_a_whole_demo_stays_on_this_machine(tmp_path: Path) -> None:
    report = run_watched(
        [sys.executable, "-m", "formcheck", "demo", "--fast", "--out", tmp_path / "out"],
        hold_back=True,
    )
    assert report.returncode == 0, report.output
    assert report.outside == []
    assert (tmp_path / "out" / "report.html").exists()
