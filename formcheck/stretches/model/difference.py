"""Where two versions of a stretch differ: as data, and as messages for reports."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from formcheck.codes.stretches import ChangeCode
from formcheck.errors import UsageError
from formcheck.message import Message
from formcheck.stretches.model.changes import CheckChange, StretchChange
from formcheck.stretches.model.stretch import Stretch
from formcheck.words import tr

SETTABLE: Final = tuple(CheckChange.model_fields)
"""What of a check can be changed."""


def difference(shipped: Stretch, changed: Stretch) -> StretchChange:
    """Return what has to change in a shipped stretch to get the targets of another.

    Args:
        shipped: The stretch as its file says it.
        changed: The same stretch with other targets.

    Raises:
        UsageError: They are not the same stretch with the same checks.
    """
    ids = [check.id for check in shipped.checks]
    if shipped.id != changed.id or ids != [check.id for check in changed.checks]:
        raise UsageError(
            tr(
                "expected two versions of {id} with the same checks, got {id2}",
                id=shipped.id,
                id2=changed.id,
            )
        )
    found: dict[str, Any] = {}
    for section, key, value in differences(plain_data(shipped), plain_data(changed)):
        if section in ("hold", "reps", "view"):
            found.setdefault(section, {})[key] = value
        else:
            found.setdefault("checks", {}).setdefault(section, {})[key] = value
    return StretchChange.model_validate(found)


def plain_data(stretch: Stretch) -> dict[str, Any]:
    """Return a stretch as plain data, without the notes of what it was adapted with."""
    return stretch.model_dump(by_alias=True, exclude={"judged_with", "variant"})


def differences(before: dict[str, Any], after: dict[str, Any]) -> Iterable[tuple[str, str, Any]]:
    """Yield section or check, key and new value wherever two stretches differ."""
    for section in ("hold", "reps", "view"):
        old, new = before.get(section) or {}, after.get(section) or {}
        for key, value in new.items():
            if old.get(key) != value:
                yield section, key, value
    for old, new in zip(before["checks"], after["checks"], strict=True):
        for key in SETTABLE:
            if old[key] != new[key]:
                yield str(new["id"]), key, new[key]


def change_messages(shipped: Stretch, changed: Stretch) -> tuple[Message, ...]:
    """Return each changed target, such as "rear hip, lower limit: 180 instead of 185"."""
    before, found = plain_data(shipped), []
    checks = {check["id"]: check for check in before["checks"]}
    for where, key, value in differences(before, plain_data(changed)):
        if key in ("why", "cue_low", "cue_high", "cue_goal"):
            continue
        old = (checks.get(where) or before.get(where) or {}).get(key)
        found.append(
            Message(ChangeCode.INSTEAD, where=where, key=key, value=_told(value), old=_told(old))
        )
    return tuple(found)


def _told(value: Any) -> str | float | bool | None:
    return value if value is None or isinstance(value, bool | int | float) else str(value)
