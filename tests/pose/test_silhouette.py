"""Silhouettes packed and unpacked."""

import numpy as np
import pytest

from formcheck.pose.silhouette import PackedSilhouette

HALVES = ((np.arange(255) + 0.5) / 255).astype(np.float32)
"""Values half-way between two steps, as near as single precision has them, and their neighbours."""


@pytest.mark.parametrize("seed", range(4))
def test_unpacking_gives_the_nearest_step(seed):
    random = np.random.default_rng(seed)
    whole = np.zeros((60, 80), np.float32)
    values = random.choice(np.concatenate([HALVES, np.nextafter(HALVES, 0), [0, 1]]), (30, 40))
    whole[20:50, 5:45] = values
    packed = PackedSilhouette.of(whole)
    again = packed.unpack(60, 80)
    assert np.array_equal(again, np.round(255.0 * whole) / np.float32(255.0))
    assert packed.top >= 20
    assert packed.left >= 5
    assert packed.height <= 30
    assert packed.width <= 40


def test_only_the_part_with_the_person_is_kept():
    whole = np.zeros((60, 80), np.float32)
    whole[7, 9] = whole[12, 30] = 1.0
    whole[50, 70] = 0.4 / 255  # rounds to nothing
    packed = PackedSilhouette.of(whole)
    assert (packed.top, packed.left, packed.height, packed.width) == (7, 9, 6, 22)
    assert np.argwhere(packed.unpack(60, 80)).tolist() == [[7, 9], [12, 30]]


def test_nobody_packs_to_nothing():
    packed = PackedSilhouette.of(np.zeros((60, 80), np.float32))
    assert len(packed.data) == 0
    assert not packed.unpack(60, 80).any()
