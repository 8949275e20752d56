"""Pages in a made-up language: nothing is left in plain English."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from streamlit.testing.v1 import AppTest

from formcheck.words import ENGLISH, use
from tests.ui.conftest import texts
from tests.words.pseudo import accent, pseudo_language

KEPT = re.compile(
    r"Language · Sprache · Idioma|English|Deutsch|Español|formcheck|Streamlit|MediaPipe|OpenCV|Apache|`[^`]*`|~?/\S+|<[^>]*>|https?://\S+|:material/\w+:"
)
"""Names of languages and programs, what is to be typed, paths and markup."""


@pytest.fixture
def made_up() -> Iterator[None]:
    """Use the made-up language in every thread, as a page has one of its own."""
    use(pseudo_language())
    yield
    use(ENGLISH)


def labels(shown: AppTest) -> list[str]:
    """Return what stands on and beside everything that can be pressed or chosen."""
    kinds = ("button", "selectbox", "toggle", "number_input", "text_input", "checkbox", "expander")
    found = [element.label for kind in kinds for element in shown.get(kind)]
    return found + [option for box in shown.selectbox for option in box.options]


@pytest.mark.parametrize("name", ["live", "review", "progress", "tune", "learn", "setup", "about"])
def test_a_page_says_nothing_in_plain_english(
    name: str, made_up: None, opened: Callable[[str], AppTest]
) -> None:
    shown = opened(name)
    assert not shown.exception
    said = "\n".join([texts(shown), *labels(shown)])
    lines = [line for line in KEPT.sub(" ", said).splitlines() if line.strip()]
    assert lines
    assert [line for line in lines if line != accent(line)] == []
