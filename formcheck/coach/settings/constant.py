"""One tunable constant: a field of a frozen dataclass that says what it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class ConstantRow:
    """What is known of one constant.

    Attributes:
        name: Its group and its name, as `hold.settle_s`.
        value: Its value.
        unit: The unit of the value.
        meaning: What it is, in one sentence.
        source: Where the value comes from; `chosen` where it is a judgement of ours.
    """

    name: str
    value: float
    unit: str
    meaning: str
    source: str


def constant(value: float, unit: str, meaning: str, source: str = "chosen") -> Any:
    """Return a field of a settings dataclass.

    Args:
        value: Its default.
        unit: The unit of the value.
        meaning: What it is, in one sentence.
        source: Where the value comes from.
    """
    return field(default=value, metadata={"unit": unit, "meaning": meaning, "source": source})


def rows(settings: Any, group: str = "") -> Iterator[ConstantRow]:
    """Yield all constants of a settings object, group by group."""
    for item in fields(settings):
        value = getattr(settings, item.name)
        if is_dataclass(value):
            yield from rows(value, f"{group}{item.name}.")
            continue
        about = item.metadata
        yield ConstantRow(
            group + item.name, float(value), about["unit"], about["meaning"], about["source"]
        )
