"""What kind of file this is, by its first bytes, and plain words for files of no use here."""

from __future__ import annotations

import re
from enum import Enum
from pathlib import Path

from formcheck.errors import InputError
from formcheck.words import mark, tr

_HEAD_BYTES = 4096
_TIFF_MAGIC = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
_PICTURE_MAGIC = (b"\xff\xd8\xff", b"BM", *_TIFF_MAGIC)
_PICTURE_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"mif1", b"avif"})
_HEIC_BRANDS = _PICTURE_BRANDS - {b"avif"}
_BMP_HEADER_SIZES = frozenset({12, 40, 52, 56, 64, 108, 124})


class Kind(Enum):
    """What the first bytes of a file say."""

    PICTURE = mark("a picture")
    HEIC = mark("a HEIC picture")
    TEXT = mark("a text file")
    OTHER = mark("something else, perhaps a clip")


def read_head(path: Path, wanted: str) -> bytes:
    """Return the first bytes of a file.

    Args:
        path: The file.
        wanted: What the caller hopes for, for the message: `a video clip`.

    Raises:
        InputError: The path is missing, a folder, not a file, unreadable or empty.
    """
    try:
        _check_file(path, wanted)
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
    except PermissionError as error:
        raise InputError(
            tr(
                "expected {wanted}, got a file that may not be read ({path}); "
                "give yourself permission to read it",
                wanted=wanted,
                path=path,
            )
        ) from error
    except (OSError, ValueError) as error:  # a broken disk; a name with a null character
        raise InputError(
            tr(
                "expected {wanted}, got a file that cannot be read ({path}: {error}); copy it "
                "again",
                wanted=wanted,
                path=path,
                error=error,
            )
        ) from error
    if not head:
        raise InputError(
            tr(
                "expected {wanted}, got an empty file ({path}); record it or copy it again",
                wanted=wanted,
                path=path,
            )
        )
    return head


def _check_file(path: Path, wanted: str) -> None:
    """Raise an InputError where a path names no ordinary file."""
    if not path.exists():
        raise InputError(
            tr(
                "expected {wanted}, got a path that does not exist ({path}); check its spelling",
                wanted=wanted,
                path=path,
            )
        )
    if path.is_dir():
        raise InputError(
            tr(
                "expected {wanted}, got a folder ({path}); name one file in it",
                wanted=wanted,
                path=path,
            )
        )
    if not path.is_file():
        raise InputError(
            tr(
                "expected {wanted}, got a pipe or device ({path}); give a file",
                wanted=wanted,
                path=path,
            )
        )


def file_kind(head: bytes) -> Kind:
    """Tell pictures and text from all else by the first bytes; the name is not looked at.

    An animated GIF or PNG is no picture here: it has times, so it is read as a clip.
    """
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return Kind.PICTURE
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        # acTL, which makes a PNG an animation, must stand before the first picture data.
        return Kind.OTHER if b"acTL" in head.split(b"IDAT", 1)[0] else Kind.PICTURE
    if head[4:8] == b"ftyp" and head[8:12] in _PICTURE_BRANDS:
        return Kind.HEIC if head[8:12] in _HEIC_BRANDS else Kind.PICTURE
    if head.startswith(_PICTURE_MAGIC) and not _is_text(head):
        bmp = head.startswith(b"BM")
        known = not bmp or int.from_bytes(head[14:18], "little") in _BMP_HEADER_SIZES
        return Kind.PICTURE if known else Kind.OTHER
    return Kind.TEXT if _is_text(head) else Kind.OTHER


def lacks_index(path: Path) -> bool:
    """Tell whether an mp4 or mov has no `moov` box, as when a recording was cut off.

    Without that box, which is usually written last, nothing in the file can be decoded.
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        position = 0
        seen: set[bytes] = set()
        while position + 8 <= size and len(seen) < 1000:
            file.seek(position)
            header = file.read(16)
            length, name = int.from_bytes(header[:4], "big"), header[4:8]
            if not re.fullmatch(rb"[\x20-\x7e]{4}", name):
                break
            seen.add(name)
            if length == 1:  # the true length follows in eight bytes
                length = int.from_bytes(header[8:16], "big")
            if length < 8:  # 0: up to the end of the file
                break
            position += length
    return b"moov" not in seen and bool(seen & {b"ftyp", b"mdat", b"wide"})


def _is_text(head: bytes) -> bool:
    """Tell whether the bytes are UTF-8 without control characters."""
    try:
        text = head.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < len(head) - 3:  # not merely a letter cut in two by the end of the head
            return False
        text = head[: error.start].decode("utf-8")
    return not re.search(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]", text)
