from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from formcheck.capture import limits
from formcheck.capture.picture import Picture
from formcheck.errors import InputError

from .clips import BLUE, GREEN, RED, WHITE, corners, write_clip
from .test_clip import assert_close, corner_patches

ORIENTATION_TAG = 0x0112

# For each EXIF orientation: what turns an upright picture into the stored one.
STORED = {
    1: lambda image: image,
    2: lambda image: image[:, ::-1],
    3: lambda image: image[::-1, ::-1],
    4: lambda image: image[::-1],
    5: lambda image: image.transpose(1, 0, 2),
    6: lambda image: np.rot90(image),
    7: lambda image: np.rot90(image, 2).transpose(1, 0, 2),
    8: lambda image: np.rot90(image, -1),
}


def only_image(path: Path) -> np.ndarray:
    with Picture(path) as picture:
        (frame,) = picture
    assert (frame.index, frame.time_s) == (0, 0.0)
    assert (picture.info.width, picture.info.height) == (frame.width, frame.height)
    assert (picture.info.frame_count, picture.info.duration_s) == (1, None)
    assert frame.image.flags.c_contiguous
    return frame.image


@pytest.mark.parametrize("orientation", STORED)
def test_exif_orientation(tmp_path: Path, orientation: int) -> None:
    path = tmp_path / "photo.jpg"
    exif = Image.Exif()
    exif[ORIENTATION_TAG] = orientation
    stored = np.ascontiguousarray(STORED[orientation](corners()))
    Image.fromarray(stored).save(path, exif=exif, quality=95)
    image = only_image(path)
    assert image.shape == (64, 96, 3)
    for patch, colour in zip(corner_patches(image), (RED, GREEN, BLUE, WHITE), strict=True):
        assert_close(patch, colour)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "BMP", "TIFF", "AVIF"])
def test_formats(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "photo.data"
    Image.fromarray(corners()).save(path, format=kind)
    for patch, colour in zip(
        corner_patches(only_image(path)), (RED, GREEN, BLUE, WHITE), strict=True
    ):
        assert_close(patch, colour)
    assert Picture(path).info.codec == kind.lower()


def test_modes(tmp_path: Path) -> None:
    path = tmp_path / "photo.tif"
    red = Image.new("RGB", (8, 6), RED)
    for mode in ("CMYK", "P", "YCbCr", "RGBA"):
        red.convert(mode).save(path)
        assert_close(only_image(path), RED, 4)
    Image.new("L", (8, 6), 77).save(path)
    assert_close(only_image(path), (77, 77, 77), 0)
    Image.new("1", (8, 6), 1).save(path)
    assert_close(only_image(path), WHITE, 0)


@pytest.mark.parametrize("suffix", ["png", "tif"])
def test_sixteen_bits(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"deep.{suffix}"
    values = np.array([[0, 257 * 100], [257 * 200, 65535]], np.uint16)
    Image.fromarray(values).save(path)
    assert only_image(path)[..., 0].tolist() == [[0, 100], [200, 255]]


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_transparent_parts_are_white(tmp_path: Path, mode: str) -> None:
    path = tmp_path / "clear.png"
    if mode == "P":
        colours = Image.new("P", (4, 1))
        colours.putpalette([10, 10, 10, 20, 20, 20, 30, 30, 30, 40, 40, 40])
        for x in range(4):
            colours.putpixel((x, 0), x)
        colours.save(path, transparency=bytes(4))
    else:
        Image.new(mode, (4, 4), 0).save(path)
    assert_close(only_image(path), WHITE, 0)


def test_frames_do_not_share_pixels(tmp_path: Path) -> None:
    path = tmp_path / "photo.png"
    Image.fromarray(corners()).save(path)
    with Picture(path) as picture:
        for frame in picture:
            frame.image[:] = 7  # as one who draws on it
        (again,) = picture
    assert_close(corner_patches(again.image)[0], RED, 0)


def test_bomb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "bomb.png"
    Image.new("L", (300, 300)).save(path)
    monkeypatch.setattr(limits, "MOST_PIXELS", 80_000)
    with pytest.raises(InputError, match="million pixels, got 300 x 300"):
        Picture(path)
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 40_000)  # Pillow refuses past twice its limit
    with pytest.raises(InputError, match="got a far larger one"):
        Picture(path)


def test_bad_pictures(tmp_path: Path) -> None:
    whole = tmp_path / "whole.jpg"
    Image.fromarray(corners(400, 300)).save(whole)
    cut = tmp_path / "cut.jpg"
    cut.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    (tmp_path / "empty.jpg").touch()
    (tmp_path / "text.jpg").write_text("not a picture")
    heic = tmp_path / "phone.heic"
    heic.write_bytes(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(200))
    cases = {
        cut: "got a damaged one",
        tmp_path / "empty.jpg": "got an empty file",
        tmp_path / "text.jpg": "no known picture format",
        heic: "HEIC|damaged|no known",
        tmp_path: "got a folder",
        tmp_path / "gone.jpg": "does not exist",
        write_clip(tmp_path / "clip.jpg.mp4", [corners()]): "no known picture format",
    }
    for path, words in cases.items():
        with pytest.raises(InputError, match=words) as caught:
            Picture(path)
        assert str(path) in str(caught.value)
