"""The illustrations of the stretches: their captions stand beside the body and inside the panel."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

import numpy as np
import pytest
from PIL import Image

from benchmarks.render.skeleton import stick_figure
from benchmarks.stretches import pictures
from benchmarks.stretches.catalogue import MOTIONS
from benchmarks.stretches.pictures import PANEL, _caption, _covers, _joined

if TYPE_CHECKING:
    from benchmarks.render.body import Body


@pytest.mark.parametrize("name", MOTIONS)
def test_every_caption_fits_into_its_panel(name: str) -> None:
    for word in MOTIONS[name].captions:
        left, top, right, bottom = _caption(word)
        assert word
        assert 0 < left < right < PANEL[0] - 4
        assert 0 < top < bottom < PANEL[1] / 4


def test_a_longer_caption_has_a_wider_paper() -> None:
    (_, _, short, low), (_, _, long, also_low) = _caption("Hold"), _caption("Hold it for long")
    assert long > short + 50
    assert low == also_low


def test_a_point_of_the_body_is_covered_inside_the_paper_alone() -> None:
    left, top, right, bottom = _caption("Start")
    inside = np.array([[(left + right) / 2, (top + bottom) / 2]])
    beside = np.array([[right + 1, top + 2], [left + 2, bottom + 1], [left - 1, top + 2]])
    assert _covers("Start", inside)
    assert not _covers("Start", beside)
    assert _covers("Start", np.concatenate([beside, inside]))
    assert not _covers("Start", np.array([[np.nan, np.nan]]))


def test_a_caption_that_would_hide_the_body_is_refused_before_anything_is_drawn(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    words = ("Start", "Hips forward")
    motion = replace(MOTIONS["half-kneeling-lunge"], captions=words)

    def paper(word: str) -> tuple[float, float, float, float]:
        return (0, 0, 1, 1) if word == "Start" else (0, 0, *PANEL)

    monkeypatch.setattr(pictures, "_caption", paper)
    monkeypatch.setattr(pictures, "Renderer", lambda *_, **__: pytest.fail("drawn"))
    with pytest.raises(ValueError, match="expected captions beside the body") as found:
        pictures.picture(motion, cast("Body", stick_figure()))
    assert "['Hips forward']" in str(found.value)
    assert "fewer words" in str(found.value)


def test_both_captions_are_written_each_into_its_own_panel() -> None:
    motion = replace(MOTIONS["squat"], captions=("One", "Another one"))
    grey = [Image.new("RGB", PANEL, (90, 90, 90)) for _ in range(2)]
    drawn = np.asarray(_joined(motion, grey)).astype(int)
    changed = np.abs(drawn - 90).max(axis=2) > 8
    for number, word in enumerate(motion.captions):
        panel = changed[:, number * (PANEL[0] + 4) :][:, : PANEL[0]]
        rows, columns = np.nonzero(panel)
        left, top, right, bottom = _caption(word)
        assert abs(columns.min() - left) <= 2 and abs(columns.max() - right) <= 2
        assert abs(rows.min() - top) <= 2 and abs(rows.max() - bottom) <= 2
