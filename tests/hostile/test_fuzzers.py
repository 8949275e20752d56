"""Fuzzers of everything that is read from outside, bounded and the same at every run."""

from __future__ import annotations

import io
import json
import os
import sqlite3
import struct
import tempfile
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, get_args
from unittest.mock import patch

import av
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.fuzz.__main__ import Worker
from formcheck.capture.source import open_source
from formcheck.errors import FormcheckError, InputError
from formcheck.report.history_export import csv_text, json_text
from formcheck.report.progress.habit import Habit
from formcheck.report.progress.progress import points, usual_measure
from formcheck.store.history.history import History
from formcheck.store.history.history_sums import Sums
from formcheck.store.history.history_tables import SESSIONS
from formcheck.store.people.profiles import Profile, load_profile, save_profile
from formcheck.store.recordings.recording import Recording
from formcheck.ui.live.live_frame import Command
from formcheck.ui.live.protocol import BadFrame, read_frame
from formcheck.ui.server.inbox import UNSUPPORTED, Inbox
from tests.measure.test_baseline import baseline
from tests.store.test_history import done, recording

ROUNDS = 8
"""Of each kind of input, so many of those that `python -m benchmarks.fuzz` goes on with."""

bounded = settings(max_examples=80, deadline=None, derandomize=True, database=None)

ANY = st.one_of(
    st.none(), st.booleans(), st.integers(-(2**63), 2**63 - 1), st.floats(), st.text(max_size=30)
)


def test_the_first_inputs_of_the_long_run_are_read_or_refused(tmp_path: Path) -> None:
    worker = Worker(tmp_path / "work")
    try:
        found = [worker.ask(number) for number in range(18 * ROUNDS)]
    finally:
        worker.close()
    assert {case["kind"] for case in found} >= {"socket", "recording", "profile", "history"}
    assert [case for case in found if case["what"] not in ("read", "refused")] == []
    assert [case for case in found if case["left"]] == []
    assert max(case["peak_mb"] for case in found) < 1500


def boxes(content: bytes, start: int = 0, end: int | None = None) -> Iterator[int]:
    """Yield where every box of an MP4 begins, also those within others."""
    at, end = start, len(content) if end is None else end
    while at + 8 <= end:
        size, name = struct.unpack(">I4s", content[at : at + 8])
        yield at
        if size < 8:
            return
        if name in (b"moov", b"trak", b"mdia", b"minf", b"stbl", b"edts", b"dinf"):
            yield from boxes(content, at + 8, min(end, at + size))
        at += size


def movie() -> bytes:
    """Return a small MP4."""
    out = io.BytesIO()
    with av.open(out, "w", format="mp4") as container:
        stream = container.add_stream("libx264", rate=25)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for level in range(6):
            image = np.full((48, 64, 3), 40 * level, np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(image, format="rgb24")))
        container.mux(stream.encode(None))
    return out.getvalue()


def test_a_clip_cut_or_renamed_at_every_box_is_read_or_refused(tmp_path: Path) -> None:
    whole, path = movie(), tmp_path / "clip.mp4"
    places = list(boxes(whole))
    assert len(places) > 20
    damaged = [whole[:at] for at in places]
    damaged += [whole[: at + 4] + b"free" + whole[at + 8 :] for at in places]
    damaged += [whole[:at] + b"\xff\xff\xff\xff" + whole[at + 4 :] for at in places]
    read = 0
    for content in damaged:
        path.write_bytes(content)
        try:
            with open_source(path) as source:
                read += len(list(source)) <= 6
        except InputError as error:
            assert str(path) in str(error)
    assert 0 < read < len(damaged)


@cache
def whole_table() -> pa.Table:
    with tempfile.TemporaryDirectory() as folder:
        recording().write(Path(folder) / "recording.parquet")
        return pq.read_table(Path(folder) / "recording.parquet")


@bounded
@given(st.data())
def test_a_recording_with_anything_in_any_cell_is_read_or_refused(data: st.DataObject) -> None:
    table = whole_table()
    at = data.draw(st.integers(0, table.num_columns - 1), "column")
    field = table.schema.field(at)
    cells = table.column(at).to_pylist()
    cells[data.draw(st.integers(0, len(cells) - 1), "row")] = data.draw(ANY, "value")
    try:
        column = pa.array(cells, field.type)
    except (pa.ArrowException, ValueError, OverflowError, TypeError):
        column = pa.array(map(str, cells))  # the column becomes one of another kind
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "recording.parquet"
        pq.write_table(table.set_column(at, field.name, column), path)
        try:
            times = [frame.time_s for frame in Recording.read(path).measurements]
        except InputError as error:
            assert str(path) in str(error)
        else:
            assert times == sorted(set(times))


@bounded
@given(st.binary(max_size=400), st.booleans())
def test_bytes_on_the_socket_are_a_picture_or_refused(content: bytes, framed: bool) -> None:
    message = struct.pack("<Id", 1, 5.0) + content if framed else content
    try:
        _, frame = read_frame(message, 0)
    except BadFrame:
        return
    assert frame.image.size


@bounded
@given(st.one_of(st.text(max_size=40), st.sampled_from(get_args(Command)),
                 st.from_regex(r"at [0-9.]{1,8} [0-9.]{1,8}", fullmatch=True)))  # fmt: skip
def test_text_on_the_socket_is_a_command_or_ends_it(text: str) -> None:
    inbox = Inbox.empty()
    inbox._take_in(text)
    if inbox.spot is not None:
        assert all(0 <= share <= 1 for share in inbox.spot)
    elif inbox.commands:
        assert list(inbox.commands) == [text]
    else:
        assert inbox.code == UNSUPPORTED


def leaves(document: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the way to everything in a JSON document, from its whole on."""
    yield path
    if isinstance(document, dict | list):
        keys = document if isinstance(document, dict) else range(len(document))
        for key in keys:
            yield from leaves(document[key], (*path, key))


@bounded
@given(st.data())
def test_a_profile_with_anything_anywhere_is_read_or_refused(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as home, patch.dict(os.environ, FORMCHECK_HOME=home):
        path = save_profile(Profile("anna", baseline()))
        document = json.loads(path.read_text())
        *way, last = data.draw(st.sampled_from(list(leaves(document))[1:]), "place")
        inner = document
        for key in way:
            inner = inner[key]
        value = data.draw(st.one_of(ANY, st.lists(ANY, max_size=3)), "value")
        inner[last] = value
        path.write_text(json.dumps(document))
        try:
            found = load_profile("anna")
        except FormcheckError as error:
            assert str(path) in str(error)
        else:
            assert found.name == "anna"


@bounded
@given(st.data())
def test_a_history_with_anything_in_any_cell_still_opens(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as name:
        history = History(Path(name))
        numbers = [history.add(done(day)).id for day in range(3)]
        columns = [column.name for column in SESSIONS.columns if column.name != "id"]
        column = data.draw(st.sampled_from(columns), "column")
        value = data.draw(st.one_of(ANY, st.binary(max_size=20)), "value")
        with sqlite3.connect(Path(name) / "history.sqlite") as raw:
            raw.execute("PRAGMA ignore_check_constraints = ON")
            try:
                raw.execute(f'UPDATE sessions SET "{column}" = ? WHERE id = ?', (value, numbers[1]))
            except sqlite3.IntegrityError:  # SQLite lets it in nowhere
                return
        found = history.sessions()
        assert {numbers[0], numbers[2]} <= {one.id for one in found}
        assert csv_text(found)
        assert json_text(found)
        sums = Sums(history)
        assert sums.state()[0] == 3
        habit = Habit.of(*sums.times())
        assert len(habit.workouts) >= 1
        habit.streak(date(2026, 3, 12))
        habit.weekly_minutes(12, date(2026, 3, 12))
        for stretch in sums.measured(sums.versions()):
            chosen = history.sessions(stretch)
            points(chosen, stretch, usual_measure(chosen, stretch) or "")
