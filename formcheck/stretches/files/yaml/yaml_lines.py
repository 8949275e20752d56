"""YAML with line numbers: plain data, and where in the file each piece of it stands."""

from __future__ import annotations

from typing import Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from formcheck.errors import Fault
from formcheck.stretches.files.yaml.document import Document, Place
from formcheck.words import mark, tr

MOST_CHARACTERS: Final = 24_000
"""The longest of the bundled files has a fifth of that; each thousand takes some 50 ms to read."""

MOST_NESTED: Final = 20
"""Brackets within brackets: the reader's time grows with their square, and nobody needs four."""

MOST_DIGITS: Final = 40
"""A number of more is kept as a text, which no field takes: it may fit into no float."""

_TAG = "tag:yaml.org,2002:"

_ADVICE = (
    ("mapping values are not allowed", mark("put quotes round a text that has a colon in it")),
    ("'\\t'", mark("indent with spaces, not with tabs")),
    ("cannot start any token", mark("put quotes round a text that begins with this sign")),
    ("but got '['", mark("put quotes round `hip[worked]` inside { }, or use one line for each "
                         "key")),
    ("found another document", mark("keep one stretch in a file, without a `---` line in the "
                                    "middle")),
    ("expected ',' or", mark("close each [ with ] and each { with }, with commas between")),
    ("unexpected end of stream", mark("close the quotes or brackets that are opened here")),
    ("could not find expected ':'", mark("write `key: value`; a long text goes on indented lines")),
    ("expected <block end>", mark("line this up with the lines above: same level, same spaces")),
    ("sequence entries are not allowed", mark("begin each `- item` of a list on a line of its "
                                              "own")),
    ("unknown escape", mark("use single quotes round a text with a backslash")),
)  # fmt: skip


def read_yaml(text: str) -> Document:
    """Take a YAML text apart; never raises.

    Anchors and aliases are refused: nobody needs them here, and a few lines of them unfold to
    gigabytes.

    Args:
        text: The whole file.
    """
    fault = _size_fault(text)
    if fault is not None:
        return Document(None, (fault,))
    try:
        root = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        return Document(None, (_syntax_fault(error),))
    except (YAMLError, RecursionError, ValueError) as error:
        reason = tr("it nests too deeply") if isinstance(error, RecursionError) else _short(error)
        return Document(
            None, (Fault(1, tr("expected YAML, but {reason}; retype the file", reason=reason)),)
        )
    if root is None:
        return Document(None, ())
    reader = _Reader()
    data = reader.read(root, ())
    return Document(data, tuple(reader.faults), reader.lines)


def _size_fault(text: str) -> Fault | None:
    """Return what makes a text too large to be read in good time, or None."""
    if len(text) > MOST_CHARACTERS:
        return Fault(
            1,
            tr(
                "expected a file of at most {most_characters:,} characters, got {count:,}; is it "
                "another file?",
                most_characters=MOST_CHARACTERS,
                count=len(text),
            ),
        )
    depth = 0
    for line, words in enumerate(text.splitlines(), 1):
        for sign in words:
            depth = max(0, depth + (sign in "[{") - (sign in "]}"))
            if depth > MOST_NESTED:
                return Fault(
                    line,
                    tr(
                        "expected at most {most_nested} brackets within each other, got more; "
                        "close "
                        "each [ with ] and each {{ with }}",
                        most_nested=MOST_NESTED,
                    ),
                )
    return None


class _Reader:
    """Turns the parser's nodes into plain data and notes the lines."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.lines: dict[Place, int] = {}
        self._seen: set[int] = set()
        self._scalars = YAML(typ="safe", pure=True).constructor

    def read(self, node: Node, place: Place) -> Any:
        self.lines.setdefault(place, _line(node))
        if id(node) in self._seen:
            # An alias is the node of its anchor, with that one's mark: the place knows better.
            message = tr("expected the text itself, got an alias (`*name`); write it out")
            self.faults.append(Fault(self.lines[place], message))
            return None
        self._seen.add(id(node))
        if isinstance(node, MappingNode):
            return self._mapping(node, place)
        if isinstance(node, SequenceNode):
            return [self.read(item, (*place, i)) for i, item in enumerate(node.value)]
        return self._scalar(node) if isinstance(node, ScalarNode) else None

    def _mapping(self, node: MappingNode, place: Place) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, ScalarNode):
                self._fault(key_node, tr("expected a word as key, got a list or group; use a word"))
                continue
            key = str(key_node.value)
            here = (*place, key)
            if key in data:
                first = self.lines[here]
                self._fault(
                    key_node,
                    tr(
                        "`{key}` is written twice, first in line {first}; keep one of them",
                        key=key,
                        first=first,
                    ),
                )
                continue
            # The key's line, not the value's: a folded text begins below its key.
            self.lines[here] = _line(key_node)
            data[key] = self.read(value_node, here)
        return data

    def _scalar(self, node: ScalarNode) -> Any:
        tag = str(node.tag)
        if tag == _TAG + "null":
            return None
        if len(node.value) > MOST_DIGITS and tag in (_TAG + "int", _TAG + "float"):
            return str(node.value)
        if tag in (_TAG + "int", _TAG + "float", _TAG + "bool"):
            try:
                return self._scalars.construct_object(node)
            except (YAMLError, ValueError):  # such as an int of ten thousand digits
                return str(node.value)
        if tag not in (_TAG + "str", _TAG + "timestamp"):
            self._fault(
                node, tr("expected a plain value, got the tag {tag!r}; leave it out", tag=tag)
            )
        return str(node.value)

    def _fault(self, node: Node, message: str) -> None:
        self.faults.append(Fault(_line(node), message))


def _line(node: Node) -> int:
    return int(node.start_mark.line) + 1


def _syntax_fault(error: MarkedYAMLError) -> Fault:
    """Say a parser's complaint with its line and what to do about it."""
    problem = str(error.problem or tr("this cannot be read"))
    mark = error.problem_mark or error.context_mark
    # Quotes that never close are noticed at the file's end; the mistake is where they open.
    if "unexpected end of stream" in problem and error.context_mark is not None:
        mark = error.context_mark
    advice = next((tr(do) for sign, do in _ADVICE if sign in problem), tr("correct this line"))
    line = int(mark.line) + 1 if mark is not None else 1
    return Fault(line, tr("this is not YAML ({problem}); {advice}", problem=problem, advice=advice))


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:120]
