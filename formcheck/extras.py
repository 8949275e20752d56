"""Extras: libraries that only some of what formcheck does needs, and how to install them."""

from __future__ import annotations

import re
import shlex
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires
from importlib.util import find_spec
from typing import Final

from formcheck.words import mark

_PACKAGE: Final = "formcheck"


@dataclass(frozen=True, slots=True)
class Extra:
    """Libraries for one thing that not everyone does.

    Attributes:
        name: As in `pip install 'formcheck[NAME]'`.
        modules: The modules that have to be there; without its others it does a little less.
        purpose: What needs them; English, for `tr`.
    """

    name: str
    modules: tuple[str, ...]
    purpose: str

    @property
    def missing(self) -> tuple[str, ...]:
        """Return the modules that are not installed."""
        return tuple(module for module in self.modules if find_spec(module) is None)

    @property
    def command(self) -> str:
        """Return the command that installs it for the Python that runs.

        The libraries are named one by one, so that it works in a clone as well, whose formcheck
        comes from no package index.
        """
        wanted = _requirements(self.name) or [f"{_PACKAGE}[{self.name}]"]
        return shlex.join([sys.executable or "python", "-m", "pip", "install", *wanted])


EXTRAS: Final = {
    extra.name: extra
    for extra in (
        Extra("export", ("ezc3d",), mark("writes C3D files: formcheck export --format c3d")),
        Extra(
            "compare",
            ("dtaidistance",),
            mark("puts two clips side by side: formcheck compare"),
        ),
        Extra(
            "phone",
            ("cryptography", "segno", "psutil"),
            mark("lets a phone be the camera: formcheck app --phone"),
        ),
        Extra(
            "dask",
            ("distributed",),
            mark("reviews clips on several machines: formcheck batch --scheduler"),
        ),
        Extra(
            "postgres",
            ("psycopg", "fsspec"),
            mark("shares one history among machines: FORMCHECK_DATABASE, FORMCHECK_RECORDINGS"),
        ),
    )
}
"""By name; the same names as in `pyproject.toml`."""


def _requirements(extra: str) -> list[str]:
    """Return what an extra asks for, as the installed package says; empty where it does not."""
    try:
        lines = requires(_PACKAGE) or []
    except PackageNotFoundError:
        return []
    asked = re.compile(rf"""extra\s*==\s*['"]{re.escape(extra)}['"]""")
    pairs = (line.partition(";") for line in lines)
    return [wanted.strip() for wanted, _, condition in pairs if asked.search(condition)]
