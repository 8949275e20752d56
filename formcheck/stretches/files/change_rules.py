"""Rules for changes of targets, in an overlay or in a variant of a stretch."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from formcheck.stretches.files.schema_keys import nearest
from formcheck.stretches.files.yaml.document import Place
from formcheck.words import tr

_BRACES: Final = re.compile(r"\{([^{}]*)\}")

Found = Iterator[tuple[Place, str]]
"""Places of faults, with what is wrong and what to write instead."""


def changed_checks(change: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the checks that a change speaks of, as far as they are written as groups of keys."""
    checks = change.get("checks")
    for name, values in (checks if isinstance(checks, dict) else {}).items():
        if isinstance(values, dict):
            yield name, values


def wrong_section(place: Place, change: Mapping[str, Any], kind: str, of: str) -> Found:
    """Yield `hold` or `reps` where the stretch is of another kind.

    Args:
        place: Where the change stands.
        change: The change.
        kind: Kind of the stretch.
        of: What the stretch is called.
    """
    wrong = ("hold",) if kind == "reps" else ("reps",)
    for section in wrong:
        if change.get(section) is not None:
            yield (
                (*place, section),
                tr(
                    "`{section}` does not go with {of}, which is of `kind: {kind}`; remove it",
                    section=section,
                    of=of,
                    kind=kind,
                ),
            )


def band(place: Place, values: Mapping[str, Any], merged: Mapping[str, Any]) -> Found:
    """Yield a band whose low is above its high.

    Args:
        place: Where the check's changes stand.
        values: The changes.
        merged: The check with its changes.
    """
    low, high = merged.get("low"), merged.get("high")
    if isinstance(low, int | float) and isinstance(high, int | float) and low > high:
        yield (
            (*place, "low" if "low" in values else "high"),
            tr(
                "expected low below high, got low {low:g} and high {high:g}; "
                "exchange them or correct one",
                low=low,
                high=high,
            ),
        )


def unknown_numbers(place: Place, check: Mapping[str, Any]) -> Found:
    """Yield words in braces that no number of the check can stand in for.

    Args:
        place: Where the text stands.
        check: The check as plain data, whose `why` is looked at.
    """
    why = check.get("why")
    texts = why.values() if isinstance(why, Mapping) else (why,)
    named = (name for text in texts if isinstance(text, str) for name in _BRACES.findall(text))
    for name in dict.fromkeys(named):
        if name not in ("low", "high", "goal"):
            do = tr("write `{low}`, `{high}` or `{goal}`, or leave the braces out")
        elif check.get(name) is None:
            do = tr("add `{name}: …`, or say it without the number", name=name)
        else:
            continue
        yield (
            place,
            tr(
                "expected numbers of this check in braces, got `{{{name}}}`; {do}", name=name, do=do
            ),
        )


def check_change(
    place: Place,
    name: str,
    values: Mapping[str, Any],
    shipped: Mapping[str, Mapping[str, Any]],
    of: str,
) -> Found:
    """Yield the faults of the changes of one check.

    Args:
        place: Where they stand.
        name: Id of the check.
        values: The changes.
        shipped: The checks of the stretch as plain data, by their ids.
        of: What the stretch is called.
    """
    if name not in shipped:
        near = nearest(name, shipped)
        do = (
            tr("write {what}", what=f"`{near}:`")
            if near
            else tr("write one of {names}", names=", ".join(shipped))
        )
        yield place, tr("expected a check of {of}, got {name!r}; {do}", of=of, name=name, do=do)
        return
    merged = {**shipped[name], **values}
    if not {"low", "high"} <= values.keys():  # else the change is wrong in itself
        yield from band(place, values, merged)
    if "why" in values:
        yield from unknown_numbers((*place, "why"), merged)
    for end in ("low", "high"):
        silent = merged.get("scored") is False
        if merged.get(end) is not None and merged.get(f"cue_{end}") is None and not silent:
            yield (
                (*place, end),
                tr(
                    "`{end}` needs `cue_{end}`, because {name} of {of} has none: what shall "
                    "the person do beyond it? Add `cue_{end}: …`",
                    end=end,
                    name=name,
                    of=of,
                ),
            )
