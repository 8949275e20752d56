"""Recordings damaged by column, YAML and profiles mutated: one sentence, never a traceback."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formcheck.cli import main
from formcheck.errors import FormcheckError, InputError
from formcheck.resources import data_folder
from formcheck.store.people.profiles import load_profile
from formcheck.store.recordings import parquet
from formcheck.store.recordings.recording import Recording
from formcheck.stretches.files.loading import validate_file
from formcheck.stretches.files.yaml.yaml_lines import read_yaml
from formcheck.tune.presets import Presets
from formcheck.ui.settings import AppSettings, load_settings
from tests.store.test_history import recording

SHIPPED = (data_folder("poses") / "half-kneeling-lunge.yaml").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> pa.Table:
    path = tmp_path_factory.mktemp("whole") / "recording.parquet"
    recording().write(path)
    return pq.read_table(path)


BAD: dict[str, Any] = {
    "null": None, "nan": float("nan"), "infinite": float("inf"), "falling": -1.0, "equal": 0.0,
    "huge": 1e308,
}  # fmt: skip


@pytest.mark.parametrize("value", BAD)
def test_times_that_do_not_rise_are_refused(tmp_path: Path, table: pa.Table, value: str) -> None:
    times = table["time_s"].to_pylist()
    times[3] = BAD[value]
    at = table.schema.get_field_index("time_s")
    path = tmp_path / "recording.parquet"
    pq.write_table(table.set_column(at, "time_s", pa.array(times, pa.float64())), path)
    with pytest.raises(InputError, match="damaged file"):
        Recording.read(path)


def test_a_column_of_another_kind_is_named(tmp_path: Path, table: pa.Table) -> None:
    path = tmp_path / "recording.parquet"
    refused = 0
    for at, name in enumerate(table.schema.names):
        text = pa.array(["x"] * len(table))
        pq.write_table(table.set_column(at, name, text), path)
        try:
            Recording.read(path)
        except InputError as error:
            refused += 1
            assert f"column {name!r}" in str(error) or "damaged file" in str(error)
    words = sum(pa.types.is_dictionary(field.type) for field in table.schema)
    assert refused >= len(table.schema) - words


def test_too_many_rows_are_refused_before_they_are_read(
    tmp_path: Path, table: pa.Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "recording.parquet"
    pq.write_table(table, path)
    monkeypatch.setattr(parquet, "MOST_ROWS", len(table) - 1)
    with pytest.raises(InputError, match="at most 49 frames"):
        Recording.read(path)


def test_a_recording_cut_or_flipped_anywhere_is_read_or_refused(tmp_path: Path) -> None:
    path = tmp_path / "recording.parquet"
    recording().write(path)
    whole = path.read_bytes()
    chance = random.Random(3)
    for trial in range(120):
        content = bytearray(whole)
        if trial % 2:
            content = content[: chance.randrange(len(content))]
        else:
            content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        path.write_bytes(content)
        try:
            found = Recording.read(path)
        except InputError:
            continue
        assert len(found.measurements) == 50


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.integers(0, len(SHIPPED)), st.text(max_size=12), st.integers(0, 40))
def test_a_mutated_stretch_is_read_or_its_faults_are_told(at: int, new: str, cut: int) -> None:
    assert read_yaml(SHIPPED[:at] + new + SHIPPED[at + cut :]).faults is not None


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("low: " + "9" * 400, "number"),
        ("x: " + "[" * 3000, "brackets"),
        ("x: " + "a" * 30_000, "at most 24,000 characters"),
    ],
)
def test_a_stretch_that_is_too_large_is_refused_in_words(
    tmp_path: Path, change: str, words: str
) -> None:
    path = tmp_path / "half-kneeling-lunge.yaml"
    path.write_text(SHIPPED.replace("low:", f"{change}\n    low:", 1), encoding="utf-8")
    assert any(words in fault.message for fault in validate_file(path)) or words == "number"
    assert validate_file(path)


@pytest.mark.parametrize(
    "text", ["", "{", "[" * 100_000, '{"name": 1e999}', '{"name": NaN}', "9" * 5000, "null"]
)
def test_a_profile_or_settings_of_anything_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setenv("FORMCHECK_HOME", str(tmp_path))
    (tmp_path / "profiles").mkdir()
    (tmp_path / "profiles" / "anna.json").write_text(text)
    (tmp_path / "settings.json").write_text(text)
    with pytest.raises(FormcheckError, match="damaged file"):
        load_profile("anna")
    assert load_settings() == AppSettings()


def test_files_beside_the_presets_are_none(tmp_path: Path) -> None:
    for name in (".mine.1-0123abcd.part.yaml", "mine.backup.yaml", "Mine.yaml", "mine copy.yaml"):
        (tmp_path / name).write_text("x: [", encoding="utf-8")
    assert Presets(tmp_path).ids() == []


@pytest.mark.parametrize(
    "name", ["\udcff.mp4", "x" * 300 + ".mp4", "..", "a\0b.mp4", "\udcff.yaml"]
)
def test_a_file_name_of_anything_is_refused_in_a_sentence(
    name: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for command in (["review", name, "--stretch", "squat"], ["measure", name], ["validate", name]):
        code = main(command)
        said = capsys.readouterr().err
        assert code in (2, 3), (command, said)
        assert "fault of its own" not in said
        assert "Traceback" not in said
