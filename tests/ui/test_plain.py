"""Names and messages are shown as they are, whatever they hold."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from formcheck.ui.widgets.plain import plain

PARSER = MarkdownIt("gfm-like", {"linkify": False})


def shown(markdown: str) -> str:
    """Return what a CommonMark reader shows, where it shows nothing but text in a paragraph."""
    tokens = PARSER.parse(markdown)
    kinds = [token.type for token in tokens]
    assert kinds in ([], ["paragraph_open", "inline", "paragraph_close"]), kinds
    children = [child for token in tokens for child in token.children or ()]
    assert {child.type for child in children} <= {"text", "text_special"}
    return "".join(child.content for child in children).replace("\N{WORD JOINER}", "")


HOSTILE = (
    "x ![leak](http://evil.example/a.png)", "[me](javascript:alert(1))", "<img src=x onerror=y>",
    "# big", "1. list", "- list", "> quote", "***", "    code", "`code`", "$x^2$", "| a | b |",
    ":smile: :red[x] :material/home:", "&lt;b&gt;", "~~gone~~", "a\n\nb", "http://evil.example",
)  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_name_stays_text(text: str) -> None:
    assert shown(plain(text)) == " ".join(text.split())


@given(st.text(alphabet=string.printable + "é☺\u202e", max_size=60))
def test_any_text_stays_text(text: str) -> None:
    assert shown(plain(text)) == " ".join(text.split())


def test_no_address_becomes_a_link_and_no_word_a_picture() -> None:
    found = plain("http://evil.example www.evil.example me@evil.example :smile:").replace("\\", "")
    for part in ("http://", "www.", "@e", ":smile:"):
        assert part not in found
