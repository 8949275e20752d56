"""Tests of the app keep their data to themselves, and open pages without a browser."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give the person's folder, which is empty."""
    folder = tmp_path / "home"
    monkeypatch.setenv("FORMCHECK_HOME", str(folder))
    yield folder
    st.cache_resource.clear()


@pytest.fixture
def opened() -> Callable[[str], AppTest]:
    """Give a function that opens one page by the name of its folder."""

    def run(name: str) -> AppTest:
        script = f"from formcheck.ui.pages.{name}.page import page\npage()\n"
        return AppTest.from_string(script, default_timeout=120).run()

    return run


def texts(shown: AppTest) -> str:
    """Return everything a page says, in one text."""
    kinds = (
        "title",
        "header",
        "subheader",
        "caption",
        "markdown",
        "info",
        "success",
        "warning",
        "error",
    )
    said = [element.value for kind in kinds for element in shown.get(kind)]
    text = "\n".join([*said, *(element.proto.body for element in shown.get("html"))])
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text).replace("\N{WORD JOINER}", "")
