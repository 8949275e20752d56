from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from formcheck.capture.clip import Clip
from formcheck.capture.files import Kind, file_kind
from formcheck.capture.picture import Picture
from formcheck.capture.source import Source, open_source
from formcheck.errors import InputError

from .clips import corners, write_clip


def test_content_decides_and_not_the_name(tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "a.mp4", [corners()] * 2).rename(tmp_path / "a.jpg")
    photo = tmp_path / "b.mp4"
    Image.fromarray(corners()).save(photo, format="png")
    for path, kind, count in ((clip, Clip, 2), (photo, Picture, 1)):
        with open_source(path) as source:
            assert isinstance(source, kind)
            assert isinstance(source, Source)
            assert source.is_picture is (kind is Picture)
            assert len(list(source)) == count


@pytest.mark.parametrize("suffix", ["gif", "png"])
def test_animated_pictures_are_clips(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"moving.{suffix}"
    first, *rest = [Image.new("RGB", (20, 10), (80 * i, 0, 0)) for i in range(3)]
    first.save(path, save_all=True, append_images=rest, duration=100)
    with open_source(path) as source:
        assert isinstance(source, Clip)
        assert [frame.time_s for frame in source] == pytest.approx([0.0, 0.1, 0.2])


def test_neither(tmp_path: Path) -> None:
    path = tmp_path / "BMI and me.txt"
    path.write_text("BMI 22")
    with pytest.raises(InputError, match="clip or a picture, got a text file"):
        open_source(path)
    with pytest.raises(InputError, match="does not exist"):
        open_source(tmp_path / "gone")


def test_text_cut_within_a_letter_is_still_text() -> None:
    assert file_kind("é".encode() * 2047 + b"x" + "é".encode()[:1]) is Kind.TEXT
    assert file_kind(b"plain \xff then not") is Kind.OTHER
