"""A newcomer finds the way: small folders, short functions, little state, one name a thing."""

from __future__ import annotations

import ast
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent / "formcheck"

MODULES = 15
"""Most modules of one folder, `__init__` not counted."""

LINES = 60
"""Most lines of a function, with its docstring."""

FIELDS = 10
"""Most fields of an object that keeps state from frame to frame."""

STATEFUL = ("coach", "ui/live")
"""Folders with the clocks, the guide and the coach."""

PROTOCOL = {"main", "page", "upgrade", "downgrade"}
"""Names by which others call a module: the program's entry, a page's function and Alembic's two."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def modules(folder: Path = PACKAGE) -> tuple[tuple[Path, ast.Module], ...]:
    return tuple(
        (file.relative_to(PACKAGE), ast.parse(file.read_text(encoding="utf-8")))
        for file in sorted(folder.rglob("*.py"))
    )


def crowded(folders: Counter[Path]) -> list[str]:
    return [f"{folder}: {count} modules" for folder, count in folders.items() if count > MODULES]


def long_functions(name: Path, tree: ast.Module) -> list[str]:
    return [
        f"{name}:{node.lineno} {node.name}: {lines} lines"
        for node in ast.walk(tree)
        if isinstance(node, Function)
        and (lines := (node.end_lineno or node.lineno) - node.lineno + 1) > LINES
    ]


def is_value(node: ast.ClassDef) -> bool:
    """Whether objects of a class never change: a frozen dataclass or model, or a named tuple."""
    settings = [*node.decorator_list, *(n for n in ast.walk(node) if isinstance(n, ast.Call))]
    return any(
        keyword.arg == "frozen" and isinstance(keyword.value, ast.Constant) and keyword.value.value
        for call in settings
        if isinstance(call, ast.Call)
        for keyword in call.keywords
    ) or any(isinstance(base, ast.Name) and base.id == "NamedTuple" for base in node.bases)


def fields(node: ast.ClassDef) -> set[str]:
    found = {
        part.target.id
        for part in node.body
        if isinstance(part, ast.AnnAssign) and isinstance(part.target, ast.Name)
    }
    return found | {
        part.attr
        for part in ast.walk(node)
        if isinstance(part, ast.Attribute)
        and isinstance(part.ctx, ast.Store)
        and isinstance(part.value, ast.Name)
        and part.value.id == "self"
    }


def laden_classes(name: Path, tree: ast.Module) -> list[str]:
    return [
        f"{name}:{node.lineno} {node.name}: {len(found)} fields"
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        and not is_value(node)
        and len(found := fields(node)) > FIELDS
    ]


def pasted_markup(name: Path, tree: ast.Module) -> list[str]:
    """Return where values are pasted into HTML: templates escape what they are given."""
    return [
        f"{name}:{node.lineno}"
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        for part in node.values
        if isinstance(part, ast.Constant) and re.search(r"<[a-z]+[ >]|</[a-z]+>", str(part.value))
    ]


def public_names(tree: ast.Module) -> set[str]:
    """Return the public classes and functions of a module, overloads once."""
    return {
        node.name
        for node in tree.body
        if isinstance(node, ast.ClassDef | Function) and not node.name.startswith("_")
    }


def repeated(names: Iterable[tuple[Path, ast.Module]]) -> dict[str, list[str]]:
    where: dict[str, list[str]] = defaultdict(list)
    for file, tree in names:
        for name in public_names(tree) - PROTOCOL:
            where[name].append(str(file))
    return {name: files for name, files in sorted(where.items()) if len(files) > 1}


def test_no_folder_is_crowded() -> None:
    folders = Counter(file.parent for file, _ in modules() if file.name != "__init__.py")
    assert len(folders) > 30
    assert not crowded(folders)


def test_no_function_is_long() -> None:
    assert not [found for file, tree in modules() for found in long_functions(file, tree)]


def test_what_keeps_state_keeps_little() -> None:
    known = [(file, tree) for room in STATEFUL for file, tree in modules(PACKAGE / room)]
    names = {node.name for _, tree in known for node in tree.body if isinstance(node, ast.ClassDef)}
    assert {"Coach", "HoldClock", "RepCounter", "Guide"} <= names
    assert not [found for file, tree in known for found in laden_classes(file, tree)]


def test_no_value_is_pasted_into_html() -> None:
    assert not [found for file, tree in modules() for found in pasted_markup(file, tree)]


def test_every_public_name_is_defined_once() -> None:
    assert not repeated(modules())


def test_what_is_wrong_would_be_found() -> None:
    numbers = "\n".join(f"    x{n} = {n}" for n in range(LINES))
    assert long_functions(Path("a.py"), ast.parse(f"def long():\n{numbers}"))
    assert not long_functions(
        Path("a.py"), ast.parse(f"def short():\n{numbers[: numbers.rfind(chr(10))]}")
    )
    kept = "\n".join(f"        self.x{n} = {n}" for n in range(FIELDS + 1))
    body = f"class Clock:\n    def __init__(self):\n{kept}"
    assert laden_classes(Path("a.py"), ast.parse(body))
    frozen = f"@dataclass(frozen=True)\n{body}"
    assert not laden_classes(Path("a.py"), ast.parse(frozen))
    assert crowded(Counter({Path("a"): MODULES + 1, Path("b"): MODULES})) == ["a: 16 modules"]
    assert pasted_markup(Path("a.py"), ast.parse("f'<b>{name}</b>'")) == ["a.py:1"] * 2
    assert not pasted_markup(Path("a.py"), ast.parse("f'{low} < {high}'"))
    twice = [(Path(name), ast.parse("def same(): ...\ndef main(): ...")) for name in ("a", "b")]
    assert repeated(twice) == {"same": ["a", "b"]}
