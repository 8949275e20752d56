from __future__ import annotations

from pathlib import Path

import pytest

from formcheck.errors import InputError, UsageError
from formcheck.store.people.profiles import (
    Profile,
    delete_profile,
    list_profiles,
    load_profile,
    profiles_folder,
    save_profile,
)
from tests.measure.test_baseline import baseline


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FORMCHECK_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def test_a_profile_is_kept_listed_and_deleted(home: Path) -> None:
    assert list_profiles() == []
    path = save_profile(Profile("Anna", baseline()))
    assert path.parent == home / "profiles"
    assert load_profile("anna") == Profile("Anna", baseline())
    save_profile(Profile("José at home", baseline()))
    assert list_profiles() == ["Anna", "José at home"]
    delete_profile("ANNA")
    assert list_profiles() == ["José at home"]


def test_a_profile_is_a_small_file_that_people_can_read() -> None:
    path = save_profile(Profile("anna", baseline()))
    text = path.read_text(encoding="utf-8")
    assert len(text) < 5000
    assert max(len(line) for line in text.splitlines()) < 700
    assert '"near": 184.0' in text
    assert '"tilt_range": [-9.5, 11.0]' in text


def test_a_new_baseline_takes_the_place_of_the_old_one_whole() -> None:
    save_profile(Profile("anna", baseline()))
    save_profile(Profile("Anna", baseline(near_hip=186.0)))
    assert load_profile("anna").baseline.hip["near"] == 186.0
    assert [path.name for path in profiles_folder().iterdir()] == ["anna.json"]


@pytest.mark.parametrize(
    "name", ["", " ", "../anna", "a/b", "a\\b", ".hidden", "x" * 41, "con", "a.", "a\n"]
)
def test_names_that_are_no_file_names_are_refused(name: str) -> None:
    if name.strip() == "a":
        assert Profile(name, baseline()).name == "a"
        return
    with pytest.raises(UsageError, match="profile's name"):
        Profile(name, baseline())


def test_an_unknown_profile_names_the_nearest() -> None:
    with pytest.raises(UsageError, match="there are none yet"):
        load_profile("anna")
    save_profile(Profile("anna", baseline()))
    with pytest.raises(UsageError, match=r"did you mean anna\?"):
        load_profile("ana")
    with pytest.raises(UsageError, match="there are anna"):
        load_profile("xyz")
    with pytest.raises(UsageError, match="known profile"):
        delete_profile("bob")


@pytest.mark.parametrize("text", ["", "{", "[]", '{"name": "anna"}', '{"format": 99}'])
def test_a_damaged_profile_is_said_and_the_others_are_listed(text: str) -> None:
    path = save_profile(Profile("anna", baseline()))
    save_profile(Profile("bob", baseline()))
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"make it again|update formcheck"):
        load_profile("anna")
    assert list_profiles() == ["bob"]
