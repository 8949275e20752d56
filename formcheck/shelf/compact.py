"""What is quick to put on a shelf and to take from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from operator import attrgetter
from typing import Any, Final


class Compact:
    """A dataclass that is pickled as the arguments it was made of.

    Dataclasses with slots look their fields up one by one for that: a frame has dozens of values,
    and this takes half the time or less.
    """

    __slots__ = ()

    def __reduce__(self) -> tuple[type[Any], tuple[Any, ...]]:
        """Return its class, and its arguments."""
        made = type(self)
        if made not in _ARGUMENTS:
            _ARGUMENTS[made] = _arguments_of(made)
        return made, _ARGUMENTS[made](self)


_ARGUMENTS: Final[dict[type[Any], Callable[[Any], tuple[Any, ...]]]] = {}


def _arguments_of(made: type[Any]) -> Callable[[Any], tuple[Any, ...]]:
    names = [field.name for field in fields(made) if field.init]
    if len(names) > 1:
        return attrgetter(*names)
    (name,) = names
    return lambda one: (getattr(one, name),)
