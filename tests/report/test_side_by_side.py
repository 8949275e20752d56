"""A performance aligned with a reference by its phases."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from formcheck.capture.clip import Clip
from formcheck.capture.frame import Frame
from formcheck.cli import main
from formcheck.coach.frame.report import FrameReport
from formcheck.errors import InputError, MachineError
from formcheck.report.comparison.alignment import Alignment, align
from formcheck.report.comparison.side_by_side import write_video
from formcheck.store.recordings.recording import Recording
from tests.store import factory


def _lunge(start: float, hold: float, depth: float, rate: float = 15.0) -> Iterator[FrameReport]:
    """Yield a lunge: tall until `start`, into it for 3 s, held for `hold` seconds, out in 2 s."""
    edges = (0.0, start, start + 3.0, start + 3.0 + hold, start + 5.0 + hold)
    for index in range(int((edges[-1] + 1) * rate)):
        time_s = index / rate
        hip = float(np.interp(time_s, edges, (160.0, 160.0, depth, depth, 160.0)))
        yield factory.frame(index, time_s, hip)


def _aligned() -> Alignment:
    own, reference = list(_lunge(4.0, 6.0, 184.0)), list(_lunge(1.0, 20.0, 194.0))
    return align(own, reference, factory.lunge().checks[1])


def test_phases_meet_whatever_the_pace() -> None:
    found = _aligned()
    # The beginning of the hold meets the beginning of the hold, and so does its end.
    assert found.partner(7.0) == pytest.approx(4.0, abs=1.0)
    assert found.partner(13.1) == pytest.approx(24.1, abs=1.0)
    assert (np.diff(found.partners_s) >= 0).all()


def test_the_difference_is_that_of_the_angles_and_not_of_the_phases() -> None:
    found = _aligned()
    held = (found.times_s > 8) & (found.times_s < 12)
    assert found.difference[held] == pytest.approx(-10.0, abs=0.2)
    tall = found.times_s < 3
    assert found.difference[tall] == pytest.approx(0.0, abs=0.5)
    assert found.smallest == pytest.approx(1.96 * np.hypot(5.6, 5.6))


def test_too_little_to_align_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    own, check = list(_lunge(1.0, 5.0, 190.0)), factory.lunge().checks[1]
    with pytest.raises(InputError, match="in the reference, got 5 frames"):
        align(own, own[:5], check)
    monkeypatch.setitem(sys.modules, "dtaidistance", None)
    with pytest.raises(MachineError, match=r"-m pip install .*dtaidistance"):
        align(own, own, check)


def _frames(count: int, colour: int, height: int) -> Iterator[Frame]:
    for index in range(count):
        image = np.full((height, 64, 3), colour, np.uint8)
        image[: 2 * index] = 255 - colour  # tells the frames apart
        yield Frame(image, index, index / 5)


def test_the_video_has_both_at_moments_that_belong_together(tmp_path: Path) -> None:
    times = np.arange(0, 2, 0.2)
    found = Alignment(times, times[::-1].copy() * 0 + 1.0, times, times, 1.0)
    write_video(tmp_path / "both.mp4", found, _frames(10, 40, 48), _frames(10, 200, 96))
    with Clip(tmp_path / "both.mp4") as clip:
        seen = list(clip)
    assert len(seen) == 10
    assert seen[0].image.shape == (48, 32 + 64, 3)
    # The reference stands still at its second 1, its fifth frame, scaled down by half.
    assert seen[9].image[1, 10].mean() == pytest.approx(55, abs=25)
    assert seen[9].image[20, 10].mean() == pytest.approx(200, abs=12)


def test_the_command_writes_a_page_and_a_table(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = []
    for name, depth in (("reference", 194.0), ("own", 184.0)):
        frames = [report.measurements for report in _lunge(2.0, 8.0, depth)]
        paths.append(tmp_path / f"{name}.parquet")
        Recording.of(factory.meta(), frames).write(paths[-1])
    assert main(["compare", *map(str, paths), "--out", str(tmp_path / "out")]) == 0
    assert "less than in the reference" in capsys.readouterr().out
    with (tmp_path / "out" / "difference.csv").open() as file:
        rows = list(csv.DictReader(file))
    assert min(float(row["difference"]) for row in rows) == pytest.approx(-10.0, abs=0.5)
    page = (tmp_path / "out" / "side-by-side.html").read_text()
    assert "Beside the reference" in page and "http" not in page
    assert main(["compare", str(paths[0]), str(tmp_path / "none.parquet")]) == 3
