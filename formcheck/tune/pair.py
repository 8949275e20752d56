"""Two performances held against each other: left and right, then and now."""

from __future__ import annotations

from dataclasses import dataclass

from formcheck.coach.frame.summary_model import CheckSummary, Summary
from formcheck.measure.model.smallest_change import smallest_real_change


@dataclass(frozen=True, slots=True)
class Pair:
    """One check in two performances.

    Attributes:
        first: In the one.
        second: In the other.
        difference: Second less first in the measure's unit, or None where either is unknown.
        smallest: The smallest difference that is more than both errors, 95 % sure, or None.
    """

    first: CheckSummary
    second: CheckSummary
    difference: float | None
    smallest: float | None

    @property
    def real(self) -> bool:
        """Return whether the difference is more than error alone explains."""
        known = self.difference is not None and self.smallest is not None
        return known and abs(self.difference or 0.0) >= (self.smallest or 0.0)


def pairs(first: Summary, second: Summary) -> list[Pair]:
    """Return every check that two performances of one stretch share, in its order."""
    others = {check.check: check for check in second.checks}
    return [_pair(check, others[check.check]) for check in first.checks if check.check in others]


def _pair(one: CheckSummary, two: CheckSummary) -> Pair:
    known = None not in (one.value, one.sigma, two.value, two.sigma)
    if not known or one.value is None or two.value is None or one.sigma is None:
        return Pair(one, two, None, None)
    return Pair(one, two, two.value - one.value, smallest_real_change(one.sigma, two.sigma))
