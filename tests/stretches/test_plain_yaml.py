"""The package's own files read quickly: the same content as when they are read with care."""

import pytest

from formcheck.errors import SpecificationError
from formcheck.resources import data_folder
from formcheck.stretches.files import loading
from formcheck.stretches.files.yaml.plain_yaml import read_plain
from formcheck.stretches.files.yaml.yaml_lines import read_yaml

FILES = sorted(data_folder("poses").rglob("*.yaml"))


def _typed(data):
    """Content with the kinds of its values: 1 and 1.0 and True are equal to Python."""
    if isinstance(data, dict):
        return {key: _typed(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_typed(value) for value in data]
    return type(data), data


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_both_readers_read_the_same_from_every_bundled_file(file):
    text = file.read_text(encoding="utf-8")
    quick, careful = read_plain(text), read_yaml(text)
    assert not quick.faults
    assert not careful.faults
    assert _typed(quick.data) == _typed(careful.data)


@pytest.mark.parametrize("text", ["a: [1", "a: *nobody", "a: !!python/object:os.system x", "\t- a"])
def test_what_is_no_plain_yaml_is_left_to_the_careful_reader(text):
    assert read_plain(text).faults


def test_a_fault_in_a_bundled_file_is_told_with_its_line(tmp_path, monkeypatch):
    text = (data_folder("poses") / "squat.yaml").read_text(encoding="utf-8")
    (tmp_path / "squat.yaml").write_text(text.replace("kind: reps", "kind: raps"), encoding="utf-8")
    monkeypatch.setattr(loading, "data_folder", lambda name: tmp_path)
    with pytest.raises(SpecificationError, match="raps") as told:
        loading.load_stretch("squat")
    lines = text.splitlines()
    assert told.value.faults[0].line == 1 + lines.index("kind: reps")


def test_a_bundled_file_that_changes_is_read_again(tmp_path, monkeypatch):
    file = tmp_path / "squat.yaml"
    text = (data_folder("poses") / "squat.yaml").read_text(encoding="utf-8")
    file.write_text(text, encoding="utf-8")
    monkeypatch.setattr(loading, "data_folder", lambda name: tmp_path)
    assert loading.load_stretch("squat").name == "Squat"
    file.write_text(text.replace("name: Squat", "name: Deep squat"), encoding="utf-8")
    assert loading.load_stretch("squat").name == "Deep squat"
