"""What the doctor says of the machine, and of extras that not everyone needs."""

from __future__ import annotations

import shlex
import sys
import tomllib
from pathlib import Path

import pytest

from formcheck import doctor, extras
from formcheck.extras import EXTRAS
from tests.conftest import Run

PROJECT = Path(__file__).resolve().parents[2] / "pyproject.toml"


def test_the_doctor_is_content_here(run: Run) -> None:
    code, shown, _ = run("doctor")
    assert code == 0, shown
    assert "All is well" in shown


def test_every_extra_of_the_package_is_known_with_its_libraries() -> None:
    declared = tomllib.loads(PROJECT.read_text())["project"]["optional-dependencies"]
    assert set(EXTRAS) == set(declared)
    for name, extra in EXTRAS.items():
        wanted = " ".join(declared[name])
        assert all(module in wanted for module in extra.modules), name


def test_an_extra_is_said_to_be_there_or_how_to_add_it(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def found(module: str) -> object:
        return None if module == "ezc3d" else object()

    monkeypatch.setattr(extras, "find_spec", found)
    monkeypatch.setattr(doctor, "examine", lambda: iter(()))
    code, shown, _ = run("doctor")

    assert code == 0, shown  # an extra is no need
    said = shown.partition("Extras")[2]
    assert "\u2713 dask      reviews clips on several machines" in said
    assert "- export    writes C3D files: formcheck export --format c3d" in said
    assert said.count("not installed") == 1
    assert EXTRAS["export"].command in said


def test_the_command_names_the_libraries_for_the_python_that_runs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lines = ["numpy>=2", "ezc3d>=1.7; extra == 'export'", "segno; extra == 'phone'"]
    monkeypatch.setattr(extras, "requires", lambda name: lines)
    words = shlex.split(EXTRAS["export"].command)
    assert words == [sys.executable, "-m", "pip", "install", "ezc3d>=1.7"]

    monkeypatch.setattr(extras, "requires", lambda name: None)
    assert shlex.split(EXTRAS["export"].command)[-1] == "formcheck[export]"
