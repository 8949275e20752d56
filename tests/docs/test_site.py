"""The site: built without a warning, whole, and without a request to any other host."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

FETCHED = re.compile(
    r"""<(?:script|img|iframe|source|video|audio)\b[^>]*\bsrc=["']?\s*((?:https?:)?//[^"'>\s]+)"""
    r"""|<link\b(?![^>]*rel=["']canonical)[^>]*\bhref=["']?\s*((?:https?:)?//[^"'>\s]+)"""
    r"""|url\(\s*["']?((?:https?:)?//[^"')\s]+)|@import\s+["']((?:https?:)?//[^"']+)""",
    re.IGNORECASE,
)
"""What a browser fetches as it draws a page; links that a person may follow are none of it."""

ASKS = re.compile(r"\b(?:fetch|XMLHttpRequest|WebSocket|EventSource|sendBeacon|import)\s*\(")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the pages without the reference; `scripts/docs.sh` builds both."""
    folder = tmp_path_factory.mktemp("site")
    build = [
        sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-t", "pages",
        "-c", "docs/site", "-d", str(folder / "trees"), ".", str(folder / "html"),
    ]  # fmt: skip
    done = subprocess.run(
        build, cwd=ROOT, capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return folder / "html"


def test_every_page_of_the_docs_is_on_the_site_and_in_its_menu(site: Path) -> None:
    written = {*ROOT.glob("docs/*.md"), *ROOT.glob("*.md"), ROOT / "poses" / "README.md"}
    pages = {page.relative_to(ROOT).with_suffix(".html") for page in written}
    assert len(pages) > 25
    assert {page for page in pages if not (site / page).is_file()} == set()
    index = (site / "docs" / "README.html").read_text(encoding="utf-8")
    missing = [
        page for page in pages
        if page != Path("docs/README.html")
        and f'href="{os.path.relpath(page, "docs")}"' not in index
    ]  # fmt: skip
    assert missing == []


def test_the_first_page_leads_to_the_index(site: Path) -> None:
    assert 'url=docs/README.html"' in (site / "index.html").read_text(encoding="utf-8")


def test_no_page_asks_another_host_for_anything(site: Path) -> None:
    asked = {
        f"{path.relative_to(site)}: {found.group()}"
        for path in site.rglob("*")
        if path.suffix in {".html", ".css", ".svg"}
        for found in FETCHED.finditer(path.read_text(encoding="utf-8"))
    }
    assert asked == set()
    scripts = list(site.rglob("*.js"))
    assert scripts
    remote = {
        f"{path.relative_to(site)}: {text}"
        for path in scripts
        for text in re.findall(r"(?:https?:)?//[\w.-]+\.[a-z]{2,}", _code(path))
        if ASKS.search(_code(path))
    }
    assert remote == set()


def _code(script: Path) -> str:
    """Return a script without its comments and licence headers."""
    text = script.read_text(encoding="utf-8")
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    return re.sub(r"(?m)^\s*//.*$", "", text)


@pytest.mark.parametrize(
    "text",
    [
        '<script defer src="https://cdn.example/x.js">',
        '<link rel="stylesheet" href="//fonts.example/css">',
        '@import "https://fonts.example/css";',
        "a{background:url('https://img.example/a.png')}",
    ],
)
def test_what_a_browser_would_fetch_is_recognised(text: str) -> None:
    assert FETCHED.search(text)


def test_links_that_a_person_follows_are_no_requests() -> None:
    assert FETCHED.search('<a href="https://example.org">') is None
