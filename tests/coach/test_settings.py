"""The coach's constants."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from formcheck.coach.clocks import hold
from formcheck.coach.settings.coach import COACH
from formcheck.coach.settings.constant import rows


def test_every_constant_says_its_unit_its_meaning_and_its_source() -> None:
    found = list(rows(COACH))
    assert len(found) > 50
    for one in found:
        assert one.unit and one.source
        assert one.meaning.endswith(".") and "  " not in one.meaning, one.name
    assert len({one.name for one in found}) == len(found)


def test_a_constant_is_the_one_that_the_clock_uses() -> None:
    named = {one.name: one for one in rows(COACH)}
    assert named["hold.settle_s"].value == COACH.hold.settle_s == hold.SETTLE_S
    assert named["hold.settle_s"].unit == "s"


def test_constants_are_not_changed_by_accident() -> None:
    with pytest.raises(FrozenInstanceError):
        COACH.hold.settle_s = 2.0  # type: ignore[misc]
