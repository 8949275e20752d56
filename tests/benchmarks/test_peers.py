from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from benchmarks.peers.__main__ import differences
from benchmarks.peers.tables import read_angles
from formcheck.errors import InputError
from formcheck.exchange.motion import motion_of
from formcheck.store.recordings.recording import Recording
from tests.store import factory


def _write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_kinovea_writes_by_the_language_of_the_system(tmp_path: Path) -> None:
    english = _write(tmp_path / "en.csv", '"Time (ms)","Hip"\n"0","181.5"\n"100","183.0"\n')
    german = _write(tmp_path / "de.csv", "Time (ms);Hip\n0;181,5\n100;183,0\n")
    for path in (english, german):
        table = read_angles(path)
        assert list(table.index) == [0.0, 0.1]
        assert list(table["Hip"]) == [181.5, 183.0]


def test_sports2d_counts_flexion_from_straight(tmp_path: Path) -> None:
    head = "Coordinates\nversion=1\nnRows=2\nnColumns=3\ninDegrees=yes\n\nendheader\n"
    path = _write(
        tmp_path / "a.mot", head + "time\tright hip\tpelvis\n0.0\t-8.0\t3.0\n0.2\t-9.0\t3.5\n"
    )
    table = read_angles(path)
    assert list(table["hip_right"]) == [188.0, 189.0]
    assert list(table["pelvis"]) == [3.0, 3.5]

    frames = [factory.measurements(i, i / 10, hip) for i, hip in enumerate((190.0, None, 190.0))]
    found = differences(
        motion_of(Recording.of(factory.meta(), frames)), table, {"hip_right": "hip_right"}
    )
    assert found.loc["hip_right"].to_dict() == pytest.approx(
        {"frames": 2, "bias_deg": 1.5, "mae_deg": 1.5, "rms_deg": np.sqrt(2.5)}
    )


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("a.mot", "time\tright hip\n", "endheader"),
        ("b.mot", "inDegrees=no\nendheader\ntime\tx\n0\t1\n", "not in degrees"),
        ("c.csv", "Frame,Hip\n1,2\n", "no time"),
        ("d.csv", "", "export it again"),
    ],
)
def test_another_file_is_refused(tmp_path: Path, name: str, text: str, why: str) -> None:
    with pytest.raises(InputError, match=why):
        read_angles(_write(tmp_path / name, text))
