"""Arrow arrays of plain values are those that pyarrow makes, without pandas."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from formcheck.store.recordings.arrow_arrays import array_of, batch_of

KINDS = [
    (pa.bool_(), [True, None, False, True, True, False, None, True, True]),
    (pa.int64(), [1, None, -(2**40)]),
    (pa.float64(), [0.1, float("nan"), None, float("inf"), -0.0]),
    (pa.float32(), [0.1, None, 3]),
    (pa.string(), ["", None, "größer", "a", "日本"]),
    (pa.list_(pa.float32()), [[0.1, 2.0], None, [], [3.0]]),
    (pa.list_(pa.float32(), 2), [np.array([0.1, 2.0], np.float32), None, [3.0, 4.0]]),
    (pa.map_(pa.string(), pa.float64()), [[("a", 0.5), ("b", 1.0)], None, [], [("c", 2.0)]]),
]


@pytest.mark.parametrize(("kind", "values"), KINDS, ids=lambda one: str(one)[:20])
@pytest.mark.parametrize("some", ["all", "known", "null", "none at all"])
def test_it_is_the_array_of_pyarrow(kind: pa.DataType, values: list[Any], some: str) -> None:
    kept = {
        "all": values,
        "known": [value for value in values if value is not None],
        "null": [None, None],
        "none at all": [],
    }[some]
    found = array_of(kept, kind)
    found.validate(full=True)
    expected = pa.array(kept, kind)
    assert found.null_count == expected.null_count
    assert str(found.to_pylist()) == str(expected.to_pylist())  # where NaN is like NaN
    assert found.type == expected.type


def test_a_name_that_a_row_lacks_is_null() -> None:
    layout = pa.schema([("a", pa.int64()), ("b", pa.string())])
    rows = [{"a": 1}, {"b": "x"}, {}]
    assert batch_of(rows, layout).equals(pa.RecordBatch.from_pylist(rows, layout))


def test_a_list_of_another_length_is_no_value() -> None:
    with pytest.raises(ValueError, match=r"reshape|inhomogeneous"):
        array_of([[1.0, 2.0, 3.0]], pa.list_(pa.float32(), 2))
    with pytest.raises(ValueError, match=r"reshape|inhomogeneous"):
        array_of([[1.0, 2.0, 3.0], [1.0]], pa.list_(pa.float32(), 2))


def test_another_type_is_refused() -> None:
    with pytest.raises(TypeError, match="got date32"):
        array_of([None], pa.date32())


def test_a_recording_is_written_and_read_without_pandas(tmp_path: Any) -> None:
    script = """if True:
        import sys
        from pathlib import Path
        from formcheck.store.recordings.recording import Recording
        from tests.store import factory
        frames = [report.measurements for report in factory.performance(1.0)]
        path = Path(sys.argv[1]) / "recording.parquet"
        Recording.of(factory.meta(), frames[:1], [factory.stick()]).write(path)
        assert Recording.read(path).poses
        print("pandas" in sys.modules)
    """
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "False", done.stderr
