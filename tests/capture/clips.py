"""Makes small clips with known pixels and times, with PyAV alone."""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]
RED, GREEN, BLUE, WHITE, BLACK = (
    (220, 30, 30),
    (30, 200, 30),
    (30, 30, 220),
    (255, 255, 255),
    (0, 0, 0),
)


def corners(width: int = 96, height: int = 64) -> Image:
    """Black, with red top left, green top right, blue bottom left, white bottom right."""
    image = np.zeros((height, width, 3), np.uint8)
    h, w = height // 3, width // 3
    image[:h, :w], image[:h, -w:] = RED, GREEN
    image[-h:, :w], image[-h:, -w:] = BLUE, WHITE
    return image


def plain(colour: Sequence[int], width: int = 64, height: int = 48) -> Image:
    return np.full((height, width, 3), colour, np.uint8)


def noise(seed: int, width: int = 160, height: int = 120) -> Image:
    """Blocks of random colours: pictures that need many bytes, so that there is much to break."""
    blocks = np.random.default_rng(seed).integers(0, 256, (height // 4, width // 4, 3), np.uint8)
    return np.kron(blocks, np.ones((4, 4, 1), np.uint8))


def write_clip(
    path: Path,
    images: Sequence[Image] | Callable[[int], Image],
    *,
    count: int | None = None,
    times_ms: Sequence[int] | None = None,
    codec: str = "libx264",
    pix_fmt: str = "yuv420p",
    gop: int = 250,
    aspect: Fraction | None = None,
    audio: bool = False,
    options: dict[str, str] | None = None,
    prepare: Callable[[av.VideoFrame], None] | None = None,
    more: Sequence[Image] = (),
    container_format: str | None = None,
) -> Path:
    """Write a clip of 25 frames a second, or at the times given in milliseconds."""
    total = count if count is not None else len(images)  # type: ignore[arg-type]
    get = images if callable(images) else images.__getitem__
    first = get(0)
    tick = Fraction(1, 25) if times_ms is None else Fraction(1, 1000)
    with av.open(str(path), "w", format=container_format) as out:
        streams = [_add(out, codec, first, pix_fmt, tick, gop, aspect, options)]
        if more:
            streams.append(_add(out, codec, more[0], pix_fmt, tick, gop, None, options))
        if audio:
            sound = out.add_stream("aac", rate=16000, layout="mono")
        for number in range(total):
            shown = [get(number), *more[number : number + 1]]
            for stream, image in zip(streams, shown, strict=False):
                frame = av.VideoFrame.from_ndarray(image, format="rgb24")
                if prepare is not None:
                    frame = frame.reformat(format=pix_fmt)
                    prepare(frame)
                frame.pts = number if times_ms is None else times_ms[number]
                frame.time_base = tick
                out.mux(stream.encode(frame))
        for stream in streams:
            out.mux(stream.encode(None))
        if audio:
            out.mux(sound.encode(_silence()))
            out.mux(sound.encode(None))
    return path


def write_audio(path: Path, codec: str = "flac", cover: Path | None = None) -> Path:
    """Write half a second of silence, with a cover picture if one is given."""
    with av.open(str(path), "w") as out:
        sound = out.add_stream(codec, rate=16000, layout="mono")
        if cover is not None:
            with av.open(str(cover)) as art:
                picture = out.add_stream_from_template(art.streams.video[0])
                picture.disposition = av.stream.Disposition.attached_pic
                packet = next(art.demux(video=0))
                packet.stream = picture
                out.mux(packet)
        frame = _silence("s16" if codec == "flac" else "fltp")
        out.mux(sound.encode(frame))
        out.mux(sound.encode(None))
    return path


def turn(path: Path, matrix: tuple[int, int, int, int]) -> Path:
    """Write (a, b, c, d) of a display matrix into the header of the track of an mp4."""
    content = bytearray(path.read_bytes())
    at = content.index(b"tkhd") + 4 + 40
    a, b, c, d = (value << 16 for value in matrix)
    content[at : at + 36] = struct.pack(">9i", a, b, 0, c, d, 0, 0, 0, 1 << 30)
    path.write_bytes(content)
    return path


def media_bytes(path: Path) -> tuple[int, int]:
    """Return where the coded pictures of an mp4 begin and end."""
    content = path.read_bytes()
    name = content.index(b"mdat")
    size = int.from_bytes(content[name - 4 : name], "big")
    return name + 4, name - 4 + size


def spoil(path: Path, start: int, end: int) -> Path:
    """Overwrite part of a file with random bytes."""
    content = bytearray(path.read_bytes())
    content[start:end] = np.random.default_rng(1).bytes(end - start)
    path.write_bytes(content)
    return path


def _add(
    out: av.container.OutputContainer,
    codec: str,
    image: Image,
    pix_fmt: str,
    tick: Fraction,
    gop: int,
    aspect: Fraction | None,
    options: dict[str, str] | None,
) -> av.VideoStream:
    stream = out.add_stream(codec, rate=25, options=options or {})
    stream.height, stream.width = image.shape[:2]
    stream.pix_fmt = pix_fmt
    stream.codec_context.time_base = tick
    stream.codec_context.gop_size = gop
    if aspect is not None:
        stream.codec_context.sample_aspect_ratio = aspect
    return stream


def _silence(sample_format: str = "fltp") -> av.AudioFrame:
    kind = np.int16 if sample_format == "s16" else np.float32
    frame = av.AudioFrame.from_ndarray(np.zeros((1, 8000), kind), sample_format, "mono")
    frame.sample_rate = 16000
    frame.pts = 0
    return frame
