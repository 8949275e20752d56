from __future__ import annotations

from pathlib import Path

import pytest

from formcheck.cli import main
from formcheck.errors import InputError
from formcheck.store.history.history import History
from formcheck.tune.history_page import history_page
from tests.ui.stored import keep


def test_the_page_says_what_the_newest_recording_says(tmp_path: Path) -> None:
    keep(tmp_path, 170.0, days_ago=1, seconds=3.0)
    page = history_page(History(tmp_path))
    assert page.title == "Half-kneeling hip-flexor lunge"
    assert page.change is not None
    assert "let your hips travel forward" in page.change
    assert page.pain == () and page.pictures == ()


def test_a_stretch_done_in_an_easier_version_alone_is_that_page(tmp_path: Path) -> None:
    keep(tmp_path, 170.0, seconds=3.0, version="half-kneeling-lunge:tuck-alone")
    page = history_page(History(tmp_path), "half-kneeling-lunge")
    assert page.title == "Half-kneeling hip-flexor lunge, with the tuck alone"
    keep(tmp_path, 188.0, seconds=3.0)
    page = history_page(History(tmp_path), "half-kneeling-lunge")
    assert page.title == "Half-kneeling hip-flexor lunge"


def test_the_command_writes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FORMCHECK_HOME", str(tmp_path))
    assert main(["history", "--pdf", str(tmp_path / "page.pdf")]) == 3
    assert "found none; stretch or review a clip first" in capsys.readouterr().err
    keep(tmp_path, 187.0, seconds=3.0)
    assert main(["history", "--pdf", str(tmp_path / "page.pdf"), "--paper", "letter"]) == 0
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF-")
    with pytest.raises(InputError, match="expected sessions of squat"):
        history_page(History(tmp_path), "squat")
