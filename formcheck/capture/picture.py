"""Still pictures, read with Pillow."""

from __future__ import annotations

import importlib
import os
import warnings
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self, cast

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError

from formcheck.capture.files import Kind, file_kind, read_head
from formcheck.capture.frame import Frame
from formcheck.capture.info import ClipInfo
from formcheck.capture.limits import looked_at, size_fault
from formcheck.errors import InputError
from formcheck.words import mark, tr

_WANTED = mark("a picture")


class Picture:
    """A still picture as a source of one frame, at time 0.

    It is turned as its EXIF orientation says; transparent parts are white; of several pictures
    in a file the first is taken. The picture is decoded once, when the object is made.

    Args:
        path: JPEG, PNG, WebP, BMP, TIFF or AVIF; HEIC where `pillow-heif` is installed.

    Attributes:
        info: Size and format.
        warnings: Always empty; here so that pictures and clips are used alike.

    Raises:
        InputError: There is no such file, or it holds no picture that can be decoded.
    """

    is_picture = True

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self._path = Path(path)
        self.warnings: list[str] = []
        head = read_head(self._path, tr(_WANTED))
        if file_kind(head) is Kind.HEIC and not _heic_readable():
            raise InputError(
                tr(
                    "expected {wanted} that can be read here, got HEIC ({path}); "
                    "save it as JPEG, or run `pip install pillow-heif`",
                    wanted=tr(_WANTED),
                    path=path,
                )
            )
        self._image, codec = self._read()
        height, width = self._image.shape[:2]
        self.info = ClipInfo(self._path, width, height, None, 1, codec)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Do nothing: the file was closed as soon as it was read."""

    def __iter__(self) -> Iterator[Frame]:
        """Yield the one frame, with pixels of its own."""
        yield Frame(self._image.copy(), 0, 0.0)

    def frames(self, *, every: bool = True) -> Iterator[Frame]:  # noqa: ARG002
        """Yield the same; see `Clip.frames`."""
        return iter(self)

    def _check_size(self, width: int, height: int) -> None:
        fault = size_fault(width, height)
        if fault is not None:
            raise self._too_large(fault)

    def _too_large(self, fault: str) -> InputError:
        return InputError(
            tr(
                "{fault} ({path}); crop it, or save it in another size",
                fault=fault,
                path=self._path,
            )
        )

    def _read(self) -> tuple[NDArray[np.uint8], str]:
        """Return the upright RGB pixels and the name of the format."""
        try:
            with warnings.catch_warnings():
                # Faulty metadata does not matter here, and sizes are looked at below.
                warnings.simplefilter("ignore")
                with Image.open(self._path) as picture:
                    codec = (picture.format or "picture").lower()
                    self._check_size(*picture.size)
                    picture.load()
                    upright = ImageOps.exif_transpose(picture)
                    return np.ascontiguousarray(_smaller(_rgb(upright))), codec
        except Image.DecompressionBombError as error:  # far beyond our own limit
            raise self._too_large(
                tr("expected {wanted} of a camera, got a far larger one", wanted=tr(_WANTED))
            ) from error
        except UnidentifiedImageError as error:
            raise InputError(
                tr(
                    "expected {wanted}, got a file in no known picture format ({path}); "
                    "give a JPEG, PNG, WebP, BMP or TIFF",
                    wanted=tr(_WANTED),
                    path=self._path,
                )
            ) from error
        # Pillow's readers raise any of these on damaged files.
        except (OSError, SyntaxError, ValueError, TypeError, EOFError, IndexError) as error:
            raise InputError(
                tr(
                    "expected a whole picture, got a damaged one ({path}: {error}); copy it again",
                    path=self._path,
                    error=error,
                )
            ) from error


def _smaller(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    size = pixels.shape[1::-1]
    wanted = looked_at(*size)
    if size == wanted:
        return pixels
    return np.asarray(Image.fromarray(pixels).resize(wanted, Image.Resampling.BOX))


def _rgb(picture: Image.Image) -> NDArray[np.uint8]:
    """Return any of Pillow's modes as RGB, on white."""
    if picture.mode in ("I", "F") or picture.mode.startswith("I;16"):
        values = np.asarray(picture).astype(np.float64)
        # Files store 16 bits; Pillow widens them to 32. Other numbers are scaled to their own top.
        top = 65535.0 if picture.mode != "F" else 1.0
        if values.max(initial=0.0) > top:
            top = float(values.max())
        gray = np.clip(np.rint(values * (255.0 / top)), 0, 255).astype(np.uint8)
        return np.repeat(gray[..., None], 3, axis=2)
    if picture.has_transparency_data:
        layered = picture.convert("RGBA")
        canvas = Image.new("RGBA", layered.size, "white")
        picture = Image.alpha_composite(canvas, layered)
    return cast(NDArray[np.uint8], np.asarray(picture.convert("RGB")))


def _heic_readable() -> bool:
    """Give Pillow its HEIC reader, if that is installed."""
    try:
        importlib.import_module("pillow_heif").register_heif_opener()
    except ImportError:
        return False
    return True
