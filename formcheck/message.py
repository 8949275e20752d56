"""What the program has to say, as a code with its arguments; `formcheck.words` says it in words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, TypeAlias

Argument: TypeAlias = "str | int | float | bool | Message | tuple[Message, ...] | None"
"""What may stand in a message: a name such as `left`, a number, or another message."""


class TextCode(StrEnum):
    """Messages that are texts already."""

    AUTHORED = "authored"
    """From a stretch, an overlay or a routine: `text` in English, other languages by their code."""

    ONE_AFTER_ANOTHER = "one_after_another"
    """Several sentences: `parts`."""

    LEGACY = "legacy"
    """From a recording or a session that was stored as a sentence: `text`."""


@dataclass(frozen=True, slots=True, init=False)
class Message:
    """A sentence or a part of one, independent of any language.

    Two messages are equal where code and arguments are: code compares them, and never their words.

    Args:
        code: What is said, a member of one of the enumerations of codes.
        arguments: What it is said of, by name.

    Attributes:
        code: The same.
        arguments: The same, as pairs sorted by name.
    """

    code: str
    arguments: tuple[tuple[str, Argument], ...]

    def __init__(self, code: str, **arguments: Argument) -> None:
        object.__setattr__(self, "code", code)
        object.__setattr__(self, "arguments", tuple(sorted(arguments.items())))

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        """Let pydantic read and write it as `to_plain` does."""
        from pydantic_core import core_schema

        read = core_schema.no_info_plain_validator_function(
            lambda found: found if isinstance(found, cls) else _read(found)
        )
        written = core_schema.plain_serializer_function_ser_schema(to_plain)
        return core_schema.json_or_python_schema(read, read, serialization=written)

    def get(self, name: str) -> Argument:
        """Return an argument, or None where there is none of that name."""
        return next((value for key, value in self.arguments if key == name), None)


class AuthoredText(str):
    """A text that a person wrote into a file, in one language or in several.

    As a `str` it is the English one (where there is none, the first), so that it is stored and
    compared alike whatever language is in use; `formcheck.words.tr` says it in that language.

    Attributes:
        others: The same in other languages, by their code.
    """

    others: Mapping[str, str]

    def __new__(cls, text: str | Mapping[str, str]) -> AuthoredText:
        """Take a text, or one for each language by its code."""
        languages = {"en": text} if isinstance(text, str) else dict(text)
        english = languages.pop("en", "") or next(iter(languages.values()), "")
        made = super().__new__(cls, english)
        made.others = getattr(text, "others", languages)
        return made

    def replaced(self, old: str, new: str) -> AuthoredText:
        """Return it with a part replaced in every language."""
        others = {code: words.replace(old, new) for code, words in self.others.items()}
        return AuthoredText({"en": self.replace(old, new)} | others)


def authored(text: str | Mapping[str, str], **arguments: Argument) -> Message:
    """Return a text that a person wrote into a file as a message.

    Args:
        text: In one language, or one for each language by its code.
        arguments: What stands for `{low}`, `{high}` and `{goal}` in it.
    """
    words = text if isinstance(text, AuthoredText) else AuthoredText(text)
    return Message(TextCode.AUTHORED, text=str(words), **words.others, **arguments)


def one_after_another(*parts: Message) -> Message:
    """Return several messages as one, said one after the other."""
    return Message(TextCode.ONE_AFTER_ANOTHER, parts=parts)


# ------------------------------------------------------------------------- in files

_CODE: Final = "code"


def code_of(message: Message | None) -> str | None:
    """Return the code of a message alone, for tables: the same in every language."""
    return None if message is None else str(message.code)


def to_plain(message: Message) -> dict[str, Any]:
    """Return a message as JSON holds it: `{"code": ..., ARGUMENT: ...}`."""
    return {_CODE: str(message.code)} | {name: _plain(value) for name, value in message.arguments}


def from_plain(data: Mapping[str, Any]) -> Message:
    """Return the message that `to_plain` wrote.

    Raises:
        KeyError: There is no code.
    """
    arguments = {name: _argument(value) for name, value in data.items() if name != _CODE}
    return Message(str(data[_CODE]), **arguments)


def to_text(message: Message) -> str:
    """Return a message as one line of JSON, for a column of text."""
    return json.dumps(to_plain(message), ensure_ascii=False, separators=(",", ":"))


def from_text(text: str) -> Message:
    """Return the message that `to_text` wrote; any other text is one of code `legacy`."""
    if text.startswith("{"):
        try:
            return from_plain(json.loads(text))
        except (ValueError, KeyError, AttributeError):
            pass
    return Message(TextCode.LEGACY, text=text)


def _read(found: str | Mapping[str, Any]) -> Message:
    return from_text(found) if isinstance(found, str) else from_plain(found)


def _plain(value: Argument) -> Any:
    if isinstance(value, Message):
        return to_plain(value)
    if isinstance(value, tuple):
        return [to_plain(one) for one in value]
    return str(value) if isinstance(value, StrEnum) else value


def _argument(value: Any) -> Argument:
    if isinstance(value, Mapping):
        return from_plain(value)
    if isinstance(value, list):
        return tuple(from_plain(one) for one in value)
    return value if isinstance(value, str | int | float | bool) else None
