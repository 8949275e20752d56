"""Long lists, of which only a few blocks are in memory."""

from __future__ import annotations

import gc
import operator
import pickle
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import ClassVar, Final, TypeVar, overload

from formcheck.shelf.shelved import Shelved

T = TypeVar("T")

BLOCK: Final = 256
"""Items of a long list that go to the shelf, and come back, together."""

IN_MEMORY: Final = 2048
"""Items up to which a list stays in memory whole: nearly a minute and a half of 24 frames a
second."""

_RECENT: Final = 2
"""Blocks that were read last and stay in memory: a reader goes back and forth a little."""


class _Compared(Sequence[T]):
    """What is equal to any sequence of equal items."""

    __slots__ = ()
    __hash__: ClassVar[None] = None  # type: ignore[assignment]  # as a list has none

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, _Compared | list | tuple):
            return NotImplemented
        return len(self) == len(other) and all(map(operator.eq, self, other))


class LongList(_Compared[T]):
    """A list that may be as long as a clip: of more than `IN_MEMORY` items most lie on a shelf.

    It is there to be gone through in order. What comes back from the shelf is a copy: equal to what
    was put in, and another object.

    Args:
        items: Its first items; they can be pickled.
    """

    __slots__ = ("_blocks", "_length", "_recent")

    def __init__(self, items: Iterable[T] = ()) -> None:
        self._blocks: list[list[T] | Shelved] = []
        self._length = 0
        self._recent: tuple[tuple[int, list[T]], ...] = ()
        self.extend(items)

    def append(self, item: T) -> None:
        """Add an item at the end."""
        if self._length % BLOCK == 0:
            if self._length >= IN_MEMORY:
                self._shelve()
            self._blocks.append([])
        last = self._blocks[-1]
        assert isinstance(last, list)
        last.append(item)
        self._length += 1

    def extend(self, items: Iterable[T]) -> None:
        """Add items at the end."""
        for item in items:
            self.append(item)

    def truncate(self, length: int) -> None:
        """Forget all items but so many at the beginning."""
        if length < self._length:
            whole, rest = divmod(length, BLOCK)
            last = self._block(whole)[:rest]
            self._blocks[whole:] = [last] if rest else []
            self._length, self._recent = length, ()

    def _shelve(self) -> None:
        """Put the blocks that are in memory on the shelf."""
        for number, block in enumerate(self._blocks):
            if isinstance(block, list):
                self._blocks[number] = Shelved(pickle.dumps(block, pickle.HIGHEST_PROTOCOL))

    def _block(self, number: int) -> list[T]:
        block = self._blocks[number]
        if isinstance(block, list):
            return block
        recent = self._recent  # another thread may put another one in its place
        for known, items in recent:
            if known == number:
                return items
        with _uncollected():
            found: list[T] = pickle.loads(block.read())
        self._recent = ((number, found), *recent[: _RECENT - 1])
        return found

    @overload
    def __getitem__(self, at: int) -> T: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[T]: ...

    def __getitem__(self, at: int | slice) -> T | Sequence[T]:
        if isinstance(at, slice):
            return _Part(self, range(self._length)[at])
        number, row = divmod(range(self._length)[at], BLOCK)
        return self._block(number)[row]

    def between(self, start: int, stop: int) -> Iterator[T]:
        """Yield the items from one index to before another one, block by block."""
        for number in range(start // BLOCK, -(-stop // BLOCK)):
            first = number * BLOCK
            yield from islice(self._block(number), max(start - first, 0), stop - first)

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[T]:
        return self.between(0, self._length)

    def __repr__(self) -> str:
        return f"LongList of {self._length} items"

    def __reduce__(self) -> tuple[object, ...]:
        """Travel to another process block by block: those on a shelf lie on one there, too."""
        return _restored, (self._blocks, self._length)


class _Part(_Compared[T]):
    """Some items of a long list, such as every third one."""

    __slots__ = ("_rows", "_whole")

    def __init__(self, whole: LongList[T], rows: range) -> None:
        self._whole, self._rows = whole, rows

    @overload
    def __getitem__(self, at: int) -> T: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[T]: ...

    def __getitem__(self, at: int | slice) -> T | Sequence[T]:
        if isinstance(at, slice):
            return _Part(self._whole, self._rows[at])
        return self._whole[self._rows[at]]

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[T]:
        rows = self._rows
        if rows.step == 1:
            return self._whole.between(rows.start, rows.stop)
        return (self._whole[row] for row in rows)

    def __reduce__(self) -> tuple[object, ...]:
        return LongList, (list(self),)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep Python from looking for garbage among thousands of new objects, none of which is."""
    looked = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looked:
            gc.enable()


def _restored(blocks: list[list[T] | Shelved], length: int) -> LongList[T]:
    made = LongList[T]()
    made._blocks, made._length = blocks, length
    return made
