"""Makes hostile inputs of every kind from a number, and feeds them to what reads them."""

from __future__ import annotations

import random
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Final

import av
import cv2
import numpy as np
from PIL import Image

from formcheck.capture.source import open_source
from formcheck.errors import FormcheckError
from formcheck.measure.pelvis.baseline import Baseline
from formcheck.resources import data_folder
from formcheck.store.history.history import History
from formcheck.store.people.profiles import Profile, load_profile, save_profile
from formcheck.store.recordings.recording import Recording
from formcheck.stretches.files.loading import validate_file
from formcheck.ui.live.protocol import BadFrame, read_frame
from tests.measure.test_baseline import baseline
from tests.store.test_history import done, recording

CONTAINERS: Final = {
    "mp4": "libx264", "mov": "libx264", "mkv": "libx264", "webm": "libvpx", "avi": "mpeg4",
    "ts": "libx264", "flv": "libx264", "gif": "gif",
}  # fmt: skip
PICTURES: Final = ("png", "jpg", "webp", "bmp", "tiff")
MOST_FRAMES: Final = 40
_INTERESTING: Final = (0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF)


def make_seeds(folder: Path) -> dict[str, Path]:
    """Write one whole input of each kind, and return them by kind."""
    folder.mkdir(parents=True, exist_ok=True)
    chance = np.random.default_rng(1)
    images = [chance.integers(0, 255, (48, 64, 3), dtype=np.uint8) for _ in range(6)]
    found: dict[str, Path] = {}
    for container, codec in CONTAINERS.items():
        found[f"clip.{container}"] = path = folder / f"clip.{container}"
        with av.open(
            str(path), "w", format={"mkv": "matroska", "ts": "mpegts"}.get(container)
        ) as o:
            stream = o.add_stream(codec, rate=25)
            stream.width, stream.height = 64, 48
            stream.pix_fmt = "rgb8" if codec == "gif" else "yuv420p"
            for image in images:
                o.mux(stream.encode(av.VideoFrame.from_ndarray(image, format="rgb24")))
            o.mux(stream.encode(None))
    for kind in PICTURES:
        found[f"picture.{kind}"] = path = folder / f"picture.{kind}"
        Image.fromarray(images[0]).save(path)
    found["socket"] = folder / "socket"
    jpeg = cv2.imencode(".jpg", images[0])[1].tobytes()
    found["socket"].write_bytes(struct.pack("<Id", 1, 5.0) + jpeg)
    found["recording"] = folder / "recording.parquet"
    recording().write(found["recording"])
    found["stretch"] = folder / "half-kneeling-lunge.yaml"
    found["stretch"].write_bytes((data_folder("poses") / "half-kneeling-lunge.yaml").read_bytes())
    kept: Baseline = baseline()
    found["profile"] = save_profile(Profile("anna", kept))
    history = History(folder / "home")
    for day in range(20):
        history.add(done(day))
    found["history"] = history.local.path
    return found


def mutate(content: bytes, number: int) -> bytes:
    """Return content damaged in one to three ways that the number chooses."""
    chance = random.Random(number)
    data = bytearray(content)
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(max(1, len(data)))
        # Headers stand at the beginning: half of all damage is done there.
        at = at if chance.random() < 0.5 else min(at, chance.randrange(600))
        way = chance.randrange(6)
        if way == 0:
            del data[at:]
        elif way == 1 and data:
            data[at] ^= 1 << chance.randrange(8)
        elif way == 2:
            order = chance.choice(("big", "little"))
            size = chance.choice((1, 2, 4))
            value = chance.choice(_INTERESTING) & ((1 << 8 * size) - 1)
            data[at : at + size] = value.to_bytes(size, order)  # type: ignore[arg-type]
        elif way == 3:
            del data[at : at + chance.randint(1, 64)]
        elif way == 4:
            data[at:at] = data[at : at + chance.randint(1, 200)] * chance.randint(1, 20)
        else:
            data[at:at] = chance.randbytes(chance.randint(1, 30))
    return bytes(data)


def _clip(path: Path) -> None:
    with open_source(path) as source:
        for count, _ in enumerate(source):
            if count >= MOST_FRAMES:
                break


def _socket(path: Path) -> None:
    read_frame(path.read_bytes(), 0)


def _history(path: Path) -> None:
    history = History(path.parent)
    history.sessions()
    history.add(done())
    assert history.sessions()


READERS: Final[dict[str, Callable[[Path], object]]] = {
    "clip": _clip,
    "picture": _clip,
    "socket": _socket,
    "recording": Recording.read,
    "stretch": validate_file,
    "profile": lambda path: load_profile(path.stem),
    "history": _history,
}


def read(kind: str, path: Path) -> str:
    """Read an input, and return `read`, `refused`, or the traceback's last line."""
    try:
        READERS[kind.partition(".")[0]](path)
    except (FormcheckError, BadFrame):
        return "refused"
    except Exception as error:  # noqa: BLE001 - to find it is what this is for
        return f"traceback: {type(error).__name__}: {error}"[:300]
    return "read"
