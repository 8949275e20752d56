"""The citation names the program as it is."""

from __future__ import annotations

import tomllib
from pathlib import Path

from ruamel.yaml import YAML

from formcheck.version import __version__

ROOT = Path(__file__).resolve().parent.parent


def test_the_citation_has_the_version_and_licence_of_the_program() -> None:
    cited = YAML(typ="safe").load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert cited["cff-version"] == "1.2.0"
    assert cited["version"] == __version__
    assert cited["license"] == project["license"]
