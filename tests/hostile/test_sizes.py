"""Pictures of absurd sizes are refused by their headers, before memory is set aside for them."""

from __future__ import annotations

import struct
import tracemalloc
import zlib
from pathlib import Path

import av
import cv2
import numpy as np
import pytest
from PIL import Image

from formcheck.capture.limits import MOST_LOOKED_AT, MOST_SIDE, looked_at, size_fault
from formcheck.capture.source import open_source
from formcheck.errors import InputError
from formcheck.ui.live.protocol import LATEST_MS, BadFrame, read_frame

SIZES = [(32_767, 40), (40_000, 64), (64, 40_000), (2, 3000), (1, 3000), (3000, 2), (16_000, 9000)]


def png(width: int, height: int) -> bytes:
    """Return a PNG whose header claims a size, with hardly any pixels behind it."""

    def chunk(name: bytes, content: bytes) -> bytes:
        check = zlib.crc32(name + content)
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(bytes(1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def gif(path: Path, width: int, height: int) -> None:
    """Write an animation, then claim another size in its head and in its first picture."""
    first, *rest = [Image.new("RGB", (20, 10), (80 * i, 0, 0)) for i in range(3)]
    first.save(path, save_all=True, append_images=rest)
    content = bytearray(path.read_bytes())
    content[6:10] = struct.pack("<HH", width, height)
    at = content.index(b"\x2c" + bytes(4))
    content[at + 5 : at + 9] = struct.pack("<HH", width, height)
    path.write_bytes(content)


def jpeg(width: int, height: int) -> bytes:
    content = cv2.imencode(".jpg", np.zeros((64, 64, 3), np.uint8))[1].tobytes()
    at = content.index(b"\xff\xc0") + 5
    return content[:at] + struct.pack(">HH", height, width) + content[at + 4 :]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", ["png", "gif", "jpg"])
def test_a_size_in_a_header_is_not_believed(
    tmp_path: Path, kind: str, size: tuple[int, int]
) -> None:
    path = tmp_path / f"picture.{kind}"
    if kind == "gif":
        gif(path, *size)
    else:
        path.write_bytes(png(*size) if kind == "png" else jpeg(*size))
    tracemalloc.start()
    with pytest.raises(InputError, match="pixels") as caught, open_source(path) as source:
        list(source)
    assert tracemalloc.get_traced_memory()[1] < 50_000_000
    tracemalloc.stop()
    assert str(path) in str(caught.value)


def test_a_clip_of_absurd_width_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "wide.mkv"
    with av.open(str(path), "w") as out:
        stream = out.add_stream("ffv1", rate=25, options={"slices": "4"})
        stream.width, stream.height, stream.pix_fmt = 40_000, 64, "gray"
        for _ in range(2):
            frame = av.VideoFrame.from_ndarray(np.zeros((64, 40_000), np.uint8), format="gray")
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    with pytest.raises(InputError, match=f"at most {MOST_SIDE:,} pixels a side, got 40000 x 64"):
        open_source(path)


@pytest.mark.parametrize("size", [(640, 480), (480, 640), (7680, 4320), (12_000, 4000), (8, 6)])
def test_pictures_of_cameras_are_not_refused(size: tuple[int, int]) -> None:
    assert size_fault(*size) is None


@pytest.mark.parametrize("kind", ["png", "mkv"])
def test_a_picture_of_more_than_4k_is_looked_at_in_4k(tmp_path: Path, kind: str) -> None:
    """At 48 million pixels a review took 3.4 GB."""
    image = np.zeros((4000, 6000, 3), np.uint8)
    image[:, 3000:] = 255
    path = tmp_path / f"large.{kind}"
    if kind == "png":
        Image.fromarray(image).save(path, compress_level=1)
    else:
        with av.open(str(path), "w") as out:
            stream = out.add_stream("mjpeg", rate=25)
            stream.width, stream.height, stream.pix_fmt = 6000, 4000, "yuvj420p"
            out.mux(stream.encode(av.VideoFrame.from_ndarray(image, format="rgb24")))
            out.mux(stream.encode(None))
    with open_source(path) as source:
        (frame,) = source
        height, width = frame.image.shape[:2]
        assert (source.info.width, source.info.height) == (width, height) == looked_at(6000, 4000)
    assert 0.98 * MOST_LOOKED_AT < width * height <= MOST_LOOKED_AT
    assert width / height == pytest.approx(1.5, abs=0.002)
    assert frame.image[:, : width // 2 - 2].max() < 8
    assert frame.image[:, width // 2 + 2 :].min() > 247


@pytest.mark.parametrize("size", [(640, 480), (3840, 2160), (4096, 2304), (2, 2)])
def test_a_picture_of_up_to_4k_is_looked_at_as_it_is(size: tuple[int, int]) -> None:
    assert looked_at(*size) == size


@pytest.mark.parametrize("size", [(33, 60_000), (60_000, 33), (65_500, 65_500), (1920, 60), (0, 9)])
def test_a_live_frame_of_absurd_size_is_refused(size: tuple[int, int]) -> None:
    with pytest.raises(BadFrame):
        read_frame(struct.pack("<Id", 1, 0.0) + jpeg(*size), 0)


@pytest.mark.parametrize("time_ms", [1e300, 2 * LATEST_MS, -1.0, float("nan"), float("inf")])
def test_a_live_frame_of_absurd_time_is_refused(time_ms: float) -> None:
    with pytest.raises(BadFrame, match="time of a frame"):
        read_frame(struct.pack("<Id", 1, time_ms) + jpeg(64, 64), 0)


@pytest.mark.parametrize("scale", [0, 1, 0x7FFFFFFF, 0xFFFFFFFF])
def test_times_of_an_absurd_scale_are_finite_and_rise(tmp_path: Path, scale: int) -> None:
    path = tmp_path / "clip.mp4"
    with av.open(str(path), "w") as out:
        stream = out.add_stream("libx264", rate=25)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for level in range(6):
            image = np.full((48, 64, 3), 40 * level, np.uint8)
            out.mux(stream.encode(av.VideoFrame.from_ndarray(image, format="rgb24")))
        out.mux(stream.encode(None))
    content = bytearray(path.read_bytes())
    at = content.index(b"mdhd") + 16  # ISO/IEC 14496-12, 8.4.2: version, flags, two times
    content[at : at + 4] = struct.pack(">I", scale)
    path.write_bytes(content)
    try:
        with open_source(path) as source:
            times = [frame.time_s for frame in source]
    except InputError:
        return
    assert times == sorted(set(times))
    assert all(np.isfinite(times))
