"""Each learned step of measuring can be left out alone."""

from __future__ import annotations

import pytest

from formcheck.measure.chain import PLAIN, SHIPPED, MeasuringChain
from formcheck.measure.joints.correction import load_correction
from formcheck.measure.measurer import Measurer
from formcheck.measure.model.measurement import Measurements
from formcheck.pose.sides.mirror_ensemble import exchange_legs
from formcheck.session import Sightings, measure_clip
from tests.skeleton import Person

POSE = Person(hip={"left": 85.0, "right": 192.0}, knee={"left": 95.0, "right": 100.0}).pose()


def measured(chain: MeasuringChain) -> Measurements:
    return chain.measurer().update(POSE, 0, 0.0)


def test_plain_is_geometry_and_shipped_is_all_that_was_learned() -> None:
    assert measured(PLAIN) == Measurer().update(POSE, 0, 0.0)
    assert measured(MeasuringChain(True, True, True)) == Measurer(load_correction()).update(
        POSE, 0, 0.0
    )


def test_yaw_and_angles_are_learned_apart() -> None:
    plain, whole = measured(PLAIN), measured(MeasuringChain(correction=True))
    turned = measured(MeasuringChain(learned_yaw=True, correction=False))
    shifted = measured(MeasuringChain(learned_yaw=False, correction=True))
    assert plain.view is not None
    assert turned.values["hip_right"].value == plain.values["hip_right"].value
    assert turned.view == whole.view != plain.view
    assert shifted.values["hip_right"].value == whole.values["hip_right"].value
    assert shifted.values["hip_right"].value != pytest.approx(plain.values["hip_right"].value)
    assert shifted.view == plain.view


def test_a_clip_is_measured_as_its_chain_says() -> None:
    exchanged = exchange_legs(POSE)
    (named,) = MeasuringChain(leg_naming=True).keep_sides([exchanged], [0.0])
    (kept,) = PLAIN.keep_sides([exchanged], [0.0])
    assert named is not None
    assert kept is not None
    assert (named.pixels == POSE.pixels).all()
    assert (kept.pixels == exchanged.pixels).all()
    clip = Sightings((0,), (0.0,), (POSE,))
    (plain,), (shipped,) = measure_clip(clip, chain=PLAIN), measure_clip(clip)
    assert plain.values["hip_right"].value == measured(PLAIN).values["hip_right"].value
    assert shipped.values["hip_right"].value == measured(SHIPPED).values["hip_right"].value
