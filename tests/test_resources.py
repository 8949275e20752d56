"""Where files lie."""

from pathlib import Path

from formcheck.resources import user_folder


def test_the_persons_folder_is_the_named_one_and_not_made_by_looking(tmp_path, monkeypatch):
    monkeypatch.setenv("FORMCHECK_HOME", str(tmp_path / "mine"))
    assert user_folder() == tmp_path / "mine"
    assert not user_folder().exists()


def test_the_persons_folder_is_the_systems_usual_one(tmp_path, monkeypatch):
    monkeypatch.delenv("FORMCHECK_HOME", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    assert tmp_path in Path(user_folder()).parents
