"""Keeps changed targets from asking for more than the stretch that they change."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any


def no_more_than(changed: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    """Return changed targets, of which none asks for more depth, time or repetitions than before.

    Where a limit asks for depth (`Check.deeper`), the easier one of both holds, and depth is asked
    for only where it is missed by twice the error. Ceilings stay as they were changed.

    Args:
        changed: A stretch as plain data, with the changes in it.
        before: The same stretch without them, with the same checks.
    """
    document = dict(changed)
    pairs = zip(changed["checks"], before["checks"], strict=True)
    document["checks"] = [_eased(check, own) for check, own in pairs]
    if document.get("hold") is not None and before.get("hold") is not None:
        seconds = min(document["hold"]["seconds"], before["hold"]["seconds"])
        document["hold"] = document["hold"] | {"seconds": seconds}
    if document.get("reps") is not None and before.get("reps") is not None:
        document["reps"] = _eased_reps(document["reps"], before["reps"])
    return document


def _eased(check: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    deeper = check["deeper"]
    if deeper is None:
        return dict(check)
    easier: Callable[..., float] = min if deeper == "low" else max
    better = f"prefer_{deeper}"
    eased = {**check, deeper: _easier(easier, check[deeper], before[deeper]), "one_sided": True}
    own = [one[deeper] if one[better] is None else one[better] for one in (check, before)]
    if check[better] is not None or before[better] is not None:
        eased[better] = _easier(easier, *own)
    return eased


def _easier(easier: Callable[..., float], one: float | None, other: float | None) -> float | None:
    """Return the easier of two limits; no limit at all is the easiest."""
    return None if one is None or other is None else easier(one, other)


def _eased_reps(reps: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    """Return repetitions that need not turn further away than before."""
    turn, home = ("bottom", "top") if before["starts"] == "top" else ("top", "bottom")
    easier: Callable[..., float] = max if before[turn] < before[home] else min
    return {
        **reps,
        turn: easier(reps[turn], before[turn]),
        "count": min(reps["count"], before["count"]),
    }
