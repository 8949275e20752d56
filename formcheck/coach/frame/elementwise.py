"""Rules that are written once, for one frame and for thousands at a time.

Live, a frame is judged when it comes, with plain numbers. Where targets are moved, all frames of a
recording are judged anew at once, with arrays. Functions that use `pick`, `&`, `|` and arithmetic
alone do both, so that no rule stands in two places.
"""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np

Values: TypeAlias = Any
"""A number, or an array of one number a frame."""

Flags: TypeAlias = Any
"""A truth value, or an array of one a frame."""


def pick(condition: Flags, yes: Values, no: Values) -> Values:
    """Return `yes` where a condition holds, and `no` elsewhere."""
    if isinstance(condition, bool | np.bool_):
        return yes if condition else no
    return np.where(condition, yes, no)


def larger(one: Values, two: Values) -> Values:
    """Return the larger of two; of equals either."""
    return pick(one >= two, one, two)


def smaller(one: Values, two: Values) -> Values:
    """Return the smaller of two; of equals either."""
    return pick(one <= two, one, two)
