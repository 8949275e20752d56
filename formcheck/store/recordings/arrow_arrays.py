"""Arrow arrays of plain values. `pyarrow.array` makes them as well, but imports pandas first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, chain
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray


def batch_of(rows: Sequence[Mapping[str, Any]], layout: pa.Schema) -> pa.RecordBatch:
    """Return rows as Arrow has them; a name that a row lacks is null in it.

    Args:
        rows: Values by the names of columns.
        layout: The columns, of types that `array_of` knows.
    """
    columns = ([row.get(name) for row in rows] for name in layout.names)
    return pa.RecordBatch.from_arrays(list(map(array_of, columns, layout.types)), schema=layout)


def array_of(values: Sequence[Any], kind: pa.DataType) -> pa.Array:
    """Return values as an Arrow array, None as null.

    Args:
        values: Truth values, numbers, words, sequences of numbers, or pairs of names and numbers.
        kind: Arrow's type of such values.

    Raises:
        TypeError: The type is another one.
        ValueError: A sequence has not the length that its type asks for.
    """
    there = [value is not None for value in values]
    buffers, children = [None if all(there) else _bits(there)], []
    if pa.types.is_boolean(kind):
        buffers.append(_bits(values))
    elif pa.types.is_integer(kind) or pa.types.is_floating(kind):
        buffers.append(_numbers([0 if value is None else value for value in values], kind))
    elif pa.types.is_string(kind):
        words = [b"" if value is None else value.encode() for value in values]
        buffers += [_ends(words), pa.py_buffer(b"".join(words))]
    elif pa.types.is_fixed_size_list(kind):
        blank = np.zeros(kind.list_size)
        rows = np.array([blank if value is None else value for value in values])
        children.append(_flat(rows.reshape(len(values), kind.list_size).ravel(), kind.value_type))
    elif pa.types.is_list(kind):
        parts = [() if value is None else value for value in values]
        buffers.append(_ends(parts))
        children.append(_flat(list(chain.from_iterable(parts)), kind.value_type))
    elif pa.types.is_map(kind):
        parts = [() if value is None else value for value in values]
        buffers.append(_ends(parts))
        pairs = list(chain.from_iterable(parts))
        inner = [[pair[at] for pair in pairs] for at in range(2)]
        halves = list(map(array_of, inner, (kind.key_type, kind.item_type)))
        children.append(
            pa.Array.from_buffers(kind.field(0).type, len(pairs), [None], children=halves)
        )
    else:
        raise TypeError(f"expected a type of numbers, words, lists or maps, got {kind}")
    return pa.Array.from_buffers(kind, len(values), buffers, children=children)


def _flat(numbers: Sequence[Any] | NDArray[Any], kind: pa.DataType) -> pa.Array:
    """Return numbers, all of them known, as an Arrow array."""
    return pa.Array.from_buffers(kind, len(numbers), [None, _numbers(numbers, kind)])


def _numbers(values: Sequence[Any] | NDArray[Any], kind: pa.DataType) -> pa.Buffer:
    return pa.py_buffer(np.array(values, kind.to_pandas_dtype()))


def _bits(truths: Sequence[object]) -> pa.Buffer:
    return pa.py_buffer(np.packbits(np.array(truths, bool), bitorder="little"))


def _ends(parts: Iterable[Sequence[Any]]) -> pa.Buffer:
    """Return where each part begins in all parts joined, and where the last one ends."""
    return pa.py_buffer(np.array([0, *accumulate(map(len, parts))], np.int32))
