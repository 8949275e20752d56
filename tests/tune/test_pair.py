"""Two performances held against each other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from formcheck.tune.pair import pairs
from tests.store.factory import hold_summary


def test_a_difference_is_real_only_beyond_both_errors() -> None:
    one = hold_summary()
    deeper = replace(one.checks[1], value=188.4 + 15.0)
    far = replace(one.checks[1], value=188.4 + 16.0)
    near_pair = pairs(one, replace(one, checks=(one.checks[0], deeper)))
    far_pair = pairs(one, replace(one, checks=(one.checks[0], far)))
    assert [pair.first.check for pair in near_pair] == ["arch", "rear-hip"]
    assert near_pair[1].difference == pytest.approx(15.0)
    assert near_pair[1].smallest == pytest.approx(1.96 * 2**0.5 * 5.6)
    assert (near_pair[1].real, far_pair[1].real) == (False, True)
    assert (near_pair[0].difference, near_pair[0].real) == (None, False)
