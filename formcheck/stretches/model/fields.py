"""The plain kinds of values that specification files are made of."""

from __future__ import annotations

from typing import Annotated, Any, Final

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
    TypeAdapter,
    ValidationError,
    ValidatorFunctionWrapHandler,
    WrapValidator,
)

from formcheck.message import AuthoredText
from formcheck.words import mark, tr

_Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]

LANGUAGE_PATTERN: Final = r"^[a-z]{2,3}$"
"""What the code of a language looks like (ISO 639)."""

_Code = Annotated[str, StringConstraints(pattern=LANGUAGE_PATTERN)]
_ByLanguage = Annotated[dict[_Code, _Words], Field(min_length=1)]
_BY_LANGUAGE: TypeAdapter[dict[str, str]] = TypeAdapter(_ByLanguage)


def _read_text(value: Any, plain: ValidatorFunctionWrapHandler) -> AuthoredText:
    """Read a text, or a group of texts by the code of their language."""
    if isinstance(value, AuthoredText):
        return value
    found = _BY_LANGUAGE.validate_python(value) if isinstance(value, dict) else plain(value)
    return AuthoredText(found)


def _write_text(text: str) -> str | dict[str, str]:
    """Return a text as a file holds it."""
    others = getattr(text, "others", {})
    return {"en": str(text)} | dict(others) if others else str(text)


Text = Annotated[
    _Words,
    WrapValidator(_read_text, json_schema_input_type=_Words | _ByLanguage),
    PlainSerializer(_write_text),
]
"""A text in English, or in several languages: `{en: Kneel tall, de: Knie aufrecht}`."""
Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]

Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]
"""A number that was written as one: `'185'` in quotes and `.nan` are faults, not guesses."""

Count = Annotated[int, Field(strict=True)]
Switch = Annotated[bool, Field(strict=True)]

Seconds = Annotated[Number, Field(gt=0, le=600)]
Sets = Annotated[Count, Field(ge=1, le=10)]
Repetitions = Annotated[Count, Field(ge=1, le=100)]
Pause = Annotated[Number, Field(ge=0, le=300)]
Yaw = Annotated[Number, Field(gt=0, le=90)]


class Model(BaseModel):
    """Base of all parts of a specification: frozen, and strict about unknown keys."""

    # Built when it is first used: most parts are only ever read within a whole.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


def first_complaint(error: ValidationError) -> str:
    """Return what a model complains of first: the rule's own sentence where a rule spoke."""
    first = error.errors()[0]
    context = first.get("ctx", {})
    if "error" in context:
        return str(context["error"])
    for rule, words in _LIMITS.items():
        if rule in context:
            return tr(words, limit=context[rule])
    kinds = (words for kind, words in _KINDS.items() if first["type"].startswith(kind))
    found = next(kinds, None)
    return str(first["msg"]) if found is None else tr(found)


_KINDS: Final = {
    "int": mark("it has to be a whole number; give one"),
    "float": mark("it has to be a number; give one"),
    "finite": mark("it has to be a number; give one"),
    "bool": mark("it has to be true or false; give one of them"),
}
"""What a value has to be, by what pydantic's type of the complaint begins with."""

_LIMITS: Final = {
    "gt": mark("it has to be above {limit:g}; give such a number"),
    "ge": mark("it has to be {limit:g} or more; give such a number"),
    "lt": mark("it has to be below {limit:g}; give such a number"),
    "le": mark("it has to be {limit:g} or less; give such a number"),
}
"""What a number has to be, by the limit's name in pydantic."""


StretchRef = Annotated[
    str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*(:[a-z][a-z0-9]*(-[a-z0-9]+)*)?$")
]
"""A stretch by its id, with a variant behind a colon: `squat`, `quadruped-leg-lift:bent-knee`."""
