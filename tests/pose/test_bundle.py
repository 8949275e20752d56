"""Finding the model files, and what people are told when one is not there."""

import shutil
import zipfile

import pytest

from formcheck.errors import InputError, MachineError
from formcheck.pose.engine import bundle
from formcheck.pose.engine.bundle import find_model


@pytest.fixture
def own_folder(tmp_path, monkeypatch):
    """A copy of the package's models that a test may damage."""
    folder = tmp_path / "models"
    shutil.copytree(bundle._FOLDER, folder)
    monkeypatch.setattr(bundle, "_FOLDER", folder)
    return folder


@pytest.mark.parametrize("name", ["full", "lite"])
def test_the_package_holds_sound_models(name):
    model = find_model(name)
    assert model.name == name
    assert model.bundled
    assert model.path.is_file()
    assert model.sha256 in (bundle._FOLDER / "README.md").read_text()


def test_full_is_the_default():
    assert find_model() == find_model("full")


def test_the_licence_travels_along():
    text = (bundle._FOLDER / "LICENSE-BlazePose.txt").read_text()
    assert "Apache License" in text
    assert "MediaPipe" in text


def test_a_missing_model(own_folder):
    (own_folder / "pose_landmarker_lite.task").unlink()
    with pytest.raises(MachineError, match=r"no such file; install formcheck again") as caught:
        find_model("lite")
    assert caught.value.exit_code == 5


def test_a_damaged_model(own_folder):
    path = own_folder / "pose_landmarker_full.task"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(MachineError, match=r"damaged; install formcheck again"):
        find_model("full")


def test_a_model_that_cannot_be_read(own_folder):
    path = own_folder / "pose_landmarker_full.task"
    path.unlink()
    path.mkdir()
    with pytest.raises(MachineError, match=r"allow reading it"):
        find_model("full")


def test_another_file_by_its_path(tmp_path):
    path = tmp_path / "own.task"
    shutil.copy(bundle._FOLDER / "pose_landmarker_lite.task", path)
    for given in (path, str(path)):
        model = find_model(given)
        assert (model.name, model.path, model.bundled) == ("own", path, False)
    assert model.sha256 == find_model("lite").sha256


def test_a_home_folder_is_understood(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    shutil.copy(bundle._FOLDER / "pose_landmarker_lite.task", tmp_path / "own.task")
    assert find_model("~/own.task").path == tmp_path / "own.task"


def test_a_file_that_does_not_exist(tmp_path):
    with pytest.raises(InputError, match=r"does not exist; check the name") as caught:
        find_model(tmp_path / "none.task")
    assert caught.value.exit_code == 3


def test_a_name_that_does_not_exist():
    with pytest.raises(InputError, match=r'expected "full" or "lite" or .*, got heavy'):
        find_model("heavy")


def test_a_file_that_is_no_bundle(tmp_path):
    path = tmp_path / "notes.task"
    path.write_text("no model")
    with pytest.raises(InputError, match=r"cannot be read as one .*not a zip file"):
        find_model(path)


def test_a_folder(tmp_path):
    with pytest.raises(InputError, match=r"cannot be read as one"):
        find_model(tmp_path)


def test_a_bundle_of_another_task(tmp_path):
    path = tmp_path / "hands.task"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("hand_detector.tflite", b"")
        archive.writestr("pose_detector.tflite", b"")
    with pytest.raises(InputError, match=r"without pose_landmarks_detector\.tflite"):
        find_model(path)
