"""What there is to translate, and what of it a language lacks.

    python scripts/words.py missing de     # the English texts without German words
    python scripts/words.py update de      # writes them into the catalogue, to be filled in

The English texts stand where they are used: between `tr`, `tr_n` and `mark`, in the templates of
reports, in the help of the command line, in the stretches, overlays and routines that travel with
the package, and in what is said of the coach's constants. A language's words for them are one
catalogue, `formcheck/words/CODE/labels.po`, which every translator's tool opens.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias

import typer.main
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from pydantic import BaseModel

import formcheck
from formcheck.coach.settings.coach import COACH
from formcheck.coach.settings.constant import rows
from formcheck.message import AuthoredText
from formcheck.stretches.files.loading import (
    list_stretches,
    load_overlay,
    load_routine,
    overlay_files,
    routine_files,
)
from formcheck.stretches.model.stretch import Stretch

ROOT = Path(formcheck.__file__).parent

_HEADER = """# formcheck in {code}: what is not here is said in English.
# Not yet read by a native speaker."""

Key: TypeAlias = "str | tuple[str, str]"
"""An English text, or the pair of one for one thing and one for several."""

_IN_TEMPLATE = re.compile(r"""\btr\(\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')""")
_COUNTED_IN_TEMPLATE = re.compile(r"""\btr_n\(\s*("[^"]*"),\s*("[^"]*")""")


def texts() -> dict[Key, str]:
    """Return every English text, in a fixed order, with the place where it is said first."""
    found: dict[Key, str] = {}
    for collected in (_sources(), _templates(), _browser(), _help(), _bundled(), _constants()):
        for key, place in collected:
            found.setdefault(key, place)
    return found


def _sources() -> Iterator[tuple[Key, str]]:
    for path in sorted(ROOT.rglob("*.py")):
        place = str(path.relative_to(ROOT.parent))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
            name = node.func.id if isinstance(node.func, ast.Name) else name
            given = [one.value for one in node.args[:2] if isinstance(one, ast.Constant)]
            words = [one for one in given if isinstance(one, str)]
            if name in ("tr", "mark") and words:
                yield words[0], place
            elif name == "tr_n" and len(words) == 2:
                yield (words[0], words[1]), place


def _templates() -> Iterator[tuple[Key, str]]:
    for path in sorted(ROOT.rglob("*.j2")):
        place, text = str(path.relative_to(ROOT.parent)), path.read_text(encoding="utf-8")
        for found in _IN_TEMPLATE.finditer(text):
            yield ast.literal_eval(found[1]), place
        for found in _COUNTED_IN_TEMPLATE.finditer(text):
            yield (ast.literal_eval(found[1]), ast.literal_eval(found[2])), place


def _browser() -> Iterator[tuple[Key, str]]:
    for path in sorted([*ROOT.rglob("*.js"), *ROOT.rglob("*.html")]):
        place, text = str(path.relative_to(ROOT.parent)), path.read_text(encoding="utf-8")
        pattern = r"\[\[(.+?)\]\]" if path.suffix == ".html" else r"\btr\(\"((?:[^\"\\]|\\.)*)\"\)"
        for found in re.finditer(pattern, text):
            yield found[1], place


def _help() -> Iterator[tuple[Key, str]]:
    from formcheck.cli import app

    def walk(command: Any) -> Iterator[str | None]:
        yield command.help
        for parameter in command.params:
            yield getattr(parameter, "help", None)
        for inner in getattr(command, "commands", {}).values():
            yield from walk(inner)

    for text in walk(typer.main.get_command(app)):
        if text:
            yield text, "formcheck/cli"


def _bundled() -> Iterator[tuple[Key, str]]:
    stretches = list_stretches()
    files: list[BaseModel] = [*stretches]
    files += [load_routine(name) for name in routine_files()]
    files += [load_overlay(name) for name in sorted(overlay_files())]
    for one in files:
        for text in _authored(one):
            yield str(text), f"poses/{getattr(one, 'id', '')}"
    for stretch in stretches:
        yield from ((text, f"poses/{stretch.id}") for text in _names(stretch))


def _names(stretch: Stretch) -> Iterator[str]:
    """Yield what the checks of a stretch are called (`formcheck.wording.label`)."""
    for check in stretch.checks:
        end, _, joint = check.id.partition("-")
        words = joint if end in ("top", "bottom") and joint else check.id
        yield words.replace("-", " ").capitalize()


def _authored(value: object) -> Iterator[AuthoredText]:
    if isinstance(value, AuthoredText):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            if name != "sources":  # titles of books and papers stay as they are
                yield from _authored(getattr(value, name))
    elif isinstance(value, tuple | list):
        for one in value:
            yield from _authored(one)
    elif isinstance(value, dict):
        yield from _authored(list(value.values()))


def _constants() -> Iterator[tuple[Key, str]]:
    for one in rows(COACH):
        for text in (one.meaning, one.unit, one.source):
            yield text, "formcheck/coach/settings"


def catalogue_path(code: str) -> Path:
    """Return where a language's catalogue lies."""
    return ROOT / "words" / code / "labels.po"


def missing(code: str) -> dict[Key, str]:
    """Return the English texts that a language has no words for."""
    with catalogue_path(code).open("rb") as file:
        catalogue = read_po(file)
    known = {message.id for message in catalogue if message.id and _filled(message.string)}
    return {key: place for key, place in texts().items() if key not in known}


def _filled(words: str | tuple[str, ...]) -> bool:
    return all(words) if isinstance(words, tuple) else bool(words)


def update(code: str) -> int:
    """Write a language's catalogue anew: every text once, with the words that it had."""
    path = catalogue_path(code)
    before = Catalog(locale=code, header_comment=_HEADER.format(code=code))
    if path.exists():
        with path.open("rb") as file:
            before = read_po(file, locale=code)
    after = Catalog(
        locale=code, project="formcheck", version=formcheck.__version__,
        header_comment=before.header_comment, fuzzy=False,
        creation_date=before.creation_date, revision_date=before.revision_date,
        last_translator=before.last_translator,
    )  # fmt: skip
    found = texts()
    for key, place in found.items():
        known = before.get(key if isinstance(key, str) else key[0])
        words = known.string if known is not None and known.id == key else None
        after.add(key, words, locations=[(place, None)])  # type: ignore[list-item]
    with path.open("wb") as file:
        write_po(file, after, width=100)
    return len(missing(code))


def main(arguments: list[str]) -> int:
    """Run `missing` or `update`; 1 where texts are missing."""
    if len(arguments) != 2 or arguments[0] not in ("missing", "update"):
        print(__doc__)
        return 2
    do, code = arguments
    if do == "update":
        lacking = update(code)
        print(f"{code}: {lacking} texts without words")
        return 1 if lacking else 0
    for key, place in missing(code).items():
        print(f"{place}: {key}")
    return 1 if missing(code) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
