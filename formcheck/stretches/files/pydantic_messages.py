"""A model's complaints about a file in an author's words, with lines and what to write instead."""

from __future__ import annotations

import re
from typing import Any

from pydantic_core import ErrorDetails

from formcheck.errors import Fault
from formcheck.stretches.files import messages as words
from formcheck.stretches.files.schema_keys import Bounds, Grammar, nearest
from formcheck.stretches.files.yaml.document import Document, Place
from formcheck.stretches.model.fields import LANGUAGE_PATTERN
from formcheck.words import tr


def model_faults(
    document: Document, errors: list[ErrorDetails], grammar: Grammar, *, otherwise: bool
) -> list[Fault]:
    """Put the models' complaints into words.

    Args:
        document: The file.
        errors: What pydantic says.
        grammar: The keys of this kind of file.
        otherwise: Whether the rules found nothing, so that a complaint about a whole section
            (which the rules repeat with a better line) must be passed on as it is.
    """
    faults, whole = [], []
    for error in errors:
        if error["type"] == "too_short" and _at(document.data, error["loc"]):
            continue  # it has entries, only faulty ones, which are said themselves
        if error["type"] == "missing" and _mistyped(document.data, error["loc"], grammar):
            continue  # the unknown key beside it says so already
        message = _sentence(document.data, error, grammar)
        line = document.line(error["loc"])
        if message is None:
            whole.append(Fault(line, str(error["ctx"]["error"])))
        else:
            faults.append(Fault(line, message))
    return faults or (whole if otherwise else [])


def _mistyped(data: Any, place: Place, grammar: Grammar) -> bool:
    """Return whether a missing key stands there under a wrong name."""
    group, section = _at(data, place[:-1]), grammar.section(place)
    if not isinstance(group, dict):
        return False
    known = grammar.keys[section]
    return any(grammar.nearest_key(key, section) == place[-1] for key in group if key not in known)


def _sentence(data: dict[str, Any], error: ErrorDetails, grammar: Grammar) -> str | None:
    """Return one complaint in an author's words, or None if it is about a whole section."""
    place, kind, value = error["loc"], error["type"], error["input"]
    section = grammar.section(place)
    key = next((part for part in reversed(place) if isinstance(part, str)), "")
    dotted = grammar.dotted(place)
    if kind == "extra_forbidden":
        return words.unknown_key(key, section, grammar)
    if kind == "missing":
        return words.missing_key(key, section)
    if key in ("measure", "prefer"):
        return words.measure_fault(value, data.get("worked_leg"))
    if kind == "value_error":
        return None
    if kind in ("float_type", "int_type", "finite_number"):
        return words.number_fault(dotted, value, (_at(data, place[:-1]) or {}).get("measure"))
    if kind in ("greater_than", "greater_than_equal", "less_than", "less_than_equal"):
        return _range(dotted, key, value, grammar.bounds(place))
    if kind == "literal_error":
        return _choice(key, value, grammar.choices(place))
    if kind == "string_pattern_mismatch" and error["ctx"]["pattern"] == LANGUAGE_PATTERN:
        return _language(place, value)
    if kind == "string_pattern_mismatch":
        return _identifier("" if key == "[key]" or isinstance(place[-1], int) else key, str(value))
    if kind == "too_short":
        return tr(
            "expected at least one entry in `{key}`, got none; write `{example}`",
            key=key,
            example=words.example(dotted),
        )
    if kind == "bool_type":
        return tr(
            "expected true or false for `{key}`, got {value}; write `{key}: true`",
            key=key,
            value=words.show(value),
        )
    return _wrong_type(place, dotted, value, grammar)


def _range(dotted: str, key: str, value: Any, bounds: Bounds) -> str:
    low, high = bounds.low, bounds.high
    seconds = key in ("seconds", "rest", "hold")
    if bounds.open_below:
        kind = tr("above {low:g} and at most {high:g}", low=low, high=high)
    elif high is None:
        kind = tr("of {low:g} or more", low=low)
    else:
        kind = tr("from {low:g} to {high:g}", low=low, high=high)
    if seconds:
        span = tr("{range} seconds", range=kind)
    elif key == "max_yaw":
        span = tr("{range} degrees", range=kind)
    else:
        span = kind
    do = tr("write a value in that range, such as `{example}`", example=words.example(dotted))
    return tr(
        "expected `{key}` {span}, got {value}; {do}",
        key=key,
        span=span,
        value=words.show(value),
        do=do,
    )


def _choice(key: str, value: Any, choices: tuple[str, ...]) -> str:
    near = nearest(str(value), choices)
    do = tr("write {what}", what=f"`{key}: {near}`") if near else tr("write one of them")
    return tr(
        "expected `{key}` to be one of {names}, got {value}; {do}",
        key=key,
        names=", ".join(choices),
        value=words.show(value),
        do=do,
    )


def _language(place: Place, value: Any) -> str:
    where = next(part for part in reversed(place[:-2]) if isinstance(part, str))
    return tr(
        "expected a text for `{where}`, or texts below the codes of their languages such as "
        "`en` and `de`, got the key {value!r}; put quotes round a text that has a colon in it",
        where=where,
        value=value,
    )


def _identifier(key: str, value: str) -> str:
    slug = re.sub(r"[^a-z0-9]+", "-", value.lower()).strip("-0123456789")
    do = (
        tr("write {what}", what=f"`{key + ': ' if key else ''}{slug}`")
        if slug
        else tr("choose a short name")
    )
    return tr(
        "expected small letters and digits joined by hyphens, got {value!r}; {do}",
        value=value,
        do=do,
    )


def _wrong_type(place: Place, dotted: str, value: Any, grammar: Grammar) -> str:
    """Say that a text, list or group is due where something else came."""
    key = str(place[-1])
    if dotted in grammar.lists and len(place) == 1:
        return tr(
            "expected a list for `{key}`, got {value}; "
            "write each entry on a line of its own that begins with `- `",
            key=key,
            value=words.show(value),
        )
    if dotted == "parts":
        what = tr("a list for `parts`") if len(place) == 1 else tr("keys in this part")
        return tr(
            "expected {what}, got {value}; begin each entry with `- stretch:`",
            what=what,
            value=words.show(value),
        )
    if dotted == "checks":
        entry = tr("write each check as an entry that begins with `- id:`")
        what = tr("a list for `checks`") if len(place) == 1 else tr("keys in this check")
        return tr(
            "expected {what}, got {value}; {entry}", what=what, value=words.show(value), entry=entry
        )
    if key in ("view", "hold", "reps", "second_view", "phases"):
        example = words.example(key)
        return tr(
            "expected keys below `{key}`, got {value}; write `{example}`",
            key=key,
            value=words.show(value),
            example=example,
        )
    what = (
        tr("a text for `{key}`", key=key)
        if isinstance(place[-1], str)
        else tr("a text in `{dotted}`", dotted=dotted)
    )
    if isinstance(value, dict):
        do = tr("put quotes round a text that has a colon in it")
    elif value is None or value == "":
        do = tr("write the text, or remove the line")
    elif isinstance(value, list):
        do = tr("write one text without `- ` or [ ]")
    else:
        do = tr("put quotes round it: '{value}'", value=words.show(value))
    shown = tr("nothing") if value == "" else words.show(value)
    return tr("expected {what}, got {shown}; {do}", what=what, shown=shown, do=do)


def _at(data: Any, place: Place) -> Any:
    for part in place:
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            return None
    return data
