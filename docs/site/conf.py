"""How Sphinx makes the site out of the pages and the docstrings; `scripts/docs.sh` calls it.

The source folder is the repository's root, so that links between pages hold on the site as they do
beside the code. The menu comes from docs/README.md and the reference from the package: a new page
needs a line there, a new module nothing. `-t pages` leaves the reference out, which takes longest.
"""

from __future__ import annotations

import pkgutil
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Final

import formcheck

if TYPE_CHECKING:
    from sphinx.application import Sphinx

ROOT: Final = Path(__file__).resolve().parents[2]
INDEX: Final = "docs/README"
REFERENCE: Final = "docs/api"
PAGES_ALONE: Final = tags.has("pages")  # noqa: F821 - Sphinx puts `tags` here

NOT_IN_REFERENCE: Final = ("__main__", "cli", "store.history.migrations", "terminal", "ui")
"""What only the program calls. Some of it does something as soon as it is imported."""

_SENTENCES: Final[dict[str, list[str]]] = {}

# ------------------------------------------------------------------- the names that Sphinx reads

project = "formcheck"
author = "The formcheck authors"
version = release = formcheck.__version__
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
root_doc = INDEX
include_patterns = [
    "*.md",
    "docs/*.md",
    "docs/screenshots/*.md",
    *([] if PAGES_ALONE else [f"{REFERENCE}/*.rst"]),
    "poses/README.md",
    "sample_videos/README.md",
    "benchmarks/truthset/README.md",
]
exclude_patterns = ["**/.*", ".*", "formcheck", "tests", "build", "dist", "out"]
templates_path = ["."]
html_theme = "furo"
html_title = f"formcheck {version}"
html_additional_pages = {"index": "to_index.html"}
html_copy_source = False
html_show_sphinx = False
default_role = "code"
highlight_language = "none"  # shell lines and drawings; Python says that it is Python
add_module_names = False
autodoc_default_options = {"members": True}
autodoc_member_order = "bysource"
napoleon_use_ivar = True
myst_heading_anchors = 4
# Headings of one page may be alike, such as the versions' "Added" in the changelog.
suppress_warnings = ["myst.xref_ambiguous"]

# ------------------------------------------------------------------------------ menu and reference


def setup(app: Sphinx) -> None:
    """Take part in the build."""
    app.connect("builder-inited", write_reference)
    app.connect("source-read", add_menu)
    app.connect("autodoc-process-docstring", keep_sentence, priority=400)  # before napoleon
    app.connect("autodoc-process-docstring", mark_code, priority=600)


def add_menu(_: Sphinx, name: str, source: list[str]) -> None:
    """Give the index its menu: the links that stand on it, under its headings."""
    if name == INDEX:
        links = menu(source[0])
        if not PAGES_ALONE:
            links["Reference"] = [f"/{REFERENCE}/index"]
        source[0] += "".join(
            f"\n\n```{{toctree}}\n:hidden:\n:caption: {caption}\n\n" + "\n".join(pages) + "\n```\n"
            for caption, pages in links.items()
        )


def menu(index: str) -> dict[str, list[str]]:
    """Return the pages that an index links to, by its headings, each at its first mention."""
    found: dict[str, list[str]] = {}
    seen = set()
    for part in re.split(r"^##? ", index, flags=re.MULTILINE)[1:]:
        heading = part.split("\n", 1)[0].strip()
        for link in re.findall(r"\]\(([^)#:]+\.md)\)", part):
            page = "/" + str((ROOT / "docs" / link).resolve().relative_to(ROOT))
            if page not in seen:
                seen.add(page)
                found.setdefault(heading, []).append(page)
    return found


def keep_sentence(
    _: Sphinx, kind: str, name: str, _it: object, _options: object, lines: list[str]
) -> None:
    """Note what a constant's docstring says: napoleon takes all before a colon for its type."""
    if kind in ("attribute", "data"):
        _SENTENCES[name] = list(lines)


def mark_code(
    _: Sphinx, _kind: str, name: str, _it: object, _options: object, lines: list[str]
) -> None:
    """Mark code in a docstring as reStructuredText does, which ends it at no letter: `Message`s."""
    text = "\n".join(_SENTENCES.pop(name, lines))
    lines[:] = re.sub(r"(?<!`)`([^`]+)`(?!`)", r"``\1``\\ ", text).split("\n")


def write_reference(_: Sphinx) -> None:
    """Write the pages of the reference, one for each room of the package."""
    if PAGES_ALONE:
        return
    folder = ROOT / REFERENCE
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    rooms: dict[str, list[str]] = {"formcheck": ["formcheck"]}
    for module in pkgutil.walk_packages(formcheck.__path__, "formcheck."):
        inner = module.name.removeprefix("formcheck.")
        if not any(inner == left or inner.startswith(f"{left}.") for left in NOT_IN_REFERENCE):
            rooms.setdefault(f"formcheck.{inner.split('.')[0]}", []).append(module.name)
    for room, modules in rooms.items():
        (folder / f"{room}.rst").write_text(_room(room, modules), encoding="utf-8")
    listed = "".join(f"   {room}\n" for room in rooms)
    contents = f"{_heading('Modules', '=')}.. toctree::\n   :maxdepth: 1\n\n{listed}"
    (folder / "index.rst").write_text(contents, encoding="utf-8")


def _room(room: str, modules: list[str]) -> str:
    if len(modules) == 1:
        # What the package offers at its top is described once more where it is defined.
        again = "   :no-index:\n" if room == "formcheck" else ""
        return f"{_heading(room, '=')}.. automodule:: {room}\n{again}"
    return _heading(room, "=") + "".join(
        f"{_heading(module.removeprefix('formcheck.'), '-')}.. automodule:: {module}\n\n"
        for module in modules
    )


def _heading(text: str, line: str) -> str:
    return f"{text}\n{line * len(text)}\n\n"
