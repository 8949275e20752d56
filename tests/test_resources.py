"""Where files lie."""

from pathlib import Path

from formcheck.resources import user_folder


def test_the_persons_folder_is_made_where_it_is_named(tmp_path, monkeypatch):
    monkeypatch.setenv("FORMCHECK_HOME", str(tmp_path / "mine"))
    assert user_folder() == tmp_path / "mine"
    assert user_folder().is_dir()


def test_the_persons_folder_is_the_systems_usual_one(tmp_path, monkeypatch):
    monkeypatch.delenv("FORMCHECK_HOME", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    assert tmp_path in Path(user_folder()).parents
