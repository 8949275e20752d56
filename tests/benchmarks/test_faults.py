"""The correction does no harm to faults that random postures hardly ever hold.

`python -m benchmarks.truthset.subset --data DIR` made the file from pictures of `--split test
--faults`: what MediaPipe saw in 60 of them, and their truth. Nobody in them was learned from.
"""

from pathlib import Path

import numpy as np
import pytest

from benchmarks.correction.samples import leg_samples, trunk_samples
from formcheck.measure.joints.correction import LEG_OUTPUTS, TRUNK_OUTPUTS, limited, load_correction

MOST_YAW = 45.0


@pytest.fixture(scope="module")
def data():
    with np.load(Path(__file__).with_name("data") / "faults.npz") as file:
        return {name: file[name] for name in file.files}


@pytest.mark.parametrize(
    ("family", "measure", "least_gain"),
    [
        ("prone", "trunk_lean", 0.0),
        ("prone", "hip", 2.0),
        ("supine", "knee", 1.0),
        ("saddle", "hip", 2.0),
    ],
)
def test_faults_are_read_better_than_plainly(data, family, measure, least_gain):
    trunk = measure in TRUNK_OUTPUTS
    outputs = TRUNK_OUTPUTS if trunk else LEG_OUTPUTS
    samples = (trunk_samples if trunk else leg_samples)(data)
    network = getattr(load_correction(), "trunk" if trunk else "leg")
    here = samples.merged & ~samples.gross & (data["family"][samples.frame] == family)
    here &= np.abs(data["view_angle"][samples.frame]) < MOST_YAW
    assert here.sum() >= 8
    plain = samples.whole[here, outputs.index(measure)]
    answers = zip(*network(samples.features[here]), strict=True)
    by = np.array([limited(outputs, *answer)[measure].by for answer in answers])
    assert np.abs(plain - by).mean() < np.abs(plain).mean() - least_gain
