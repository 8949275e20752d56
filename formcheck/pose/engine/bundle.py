"""The model files: those that travel with the package, and any other given by its path."""

from __future__ import annotations

import hashlib
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from formcheck.errors import InputError, MachineError
from formcheck.pose.engine.profiles import PROFILES
from formcheck.words import mark, tr

_FOLDER: Final = Path(__file__).resolve().parent / "models"

_FILES: Final = {model.file: model for profile in PROFILES for model in profile.models}
"""Files of models that travel with the package."""

_CHOICES: Final = {model.option: model for model in _FILES.values() if model.option is not None}
"""Those that can be chosen."""

_MEMBERS: Final = {"pose_detector.tflite", "pose_landmarks_detector.tflite"}

_REINSTALL: Final = mark(
    "install formcheck again: python -m pip install --force-reinstall formcheck"
)


@dataclass(frozen=True, slots=True)
class ModelBundle:
    """One pose model that is ready to be loaded.

    Attributes:
        name: `full` or `lite`, or the file's name without its ending.
        path: The `.task` file.
        sha256: SHA-256 of the file's content, as a recording may quote it.
        bundled: Whether the file belongs to the package.
    """

    name: str
    path: Path
    sha256: str
    bundled: bool


def find_model(model: str | Path = "full") -> ModelBundle:
    """Return a model whose file is there and sound.

    Args:
        model: `full` (the default: the most accurate of the two), `lite` (faster, much less
            accurate from the side), or the path of another pose landmarker bundle (`.task`).

    Raises:
        MachineError: A model that belongs to the package is missing or damaged.
        InputError: Another file does not exist or is not a pose landmarker bundle.
    """
    if isinstance(model, str) and model in _CHOICES:
        found = _CHOICES[model]
        return ModelBundle(model, bundled_file(found.file), found.sha256, bundled=True)
    return _given(Path(model).expanduser())


def bundled_file(name: str) -> Path:
    """Return the file of a model that travels with the package, once it is found sound.

    Args:
        name: Its name, such as `movenet_lightning.onnx`.

    Raises:
        MachineError: It is missing or damaged.
    """
    path = _FOLDER / name
    try:
        digest = _digest(path)
    except FileNotFoundError as error:
        raise MachineError(
            tr(
                "expected the pose model {path}, got no such file; {reinstall}",
                path=path,
                reinstall=tr(_REINSTALL),
            )
        ) from error
    except OSError as error:
        raise MachineError(
            tr(
                "expected to read the pose model {path}, got: {strerror}; allow reading it, "
                "or {reinstall}",
                path=path,
                strerror=error.strerror,
                reinstall=tr(_REINSTALL),
            )
        ) from error
    if digest != _FILES[name].sha256:
        # Also what a checkout holds whose large files were replaced by pointers.
        raise MachineError(
            tr(
                "expected the pose model {path} with SHA-256 {sha256}..., got "
                "{digest}..., so the file is damaged; {reinstall}",
                path=path,
                sha256=_FILES[name].sha256[:12],
                digest=digest[:12],
                reinstall=tr(_REINSTALL),
            )
        )
    return path


def _given(path: Path) -> ModelBundle:
    names = tr(" or ").join(f'"{name}"' for name in _CHOICES)
    if not path.exists():
        raise InputError(
            tr(
                "expected {names} or a pose landmarker bundle (.task), got {path}, which does not "
                "exist; check the name",
                names=names,
                path=path,
            )
        )
    try:
        with zipfile.ZipFile(path) as archive:
            missing = sorted(_MEMBERS - set(archive.namelist()))
        digest = _digest(path)
    except (OSError, zipfile.BadZipFile) as error:
        raise InputError(
            tr(
                "expected a pose landmarker bundle (.task), got {path}, which cannot be read as "
                "one "
                "({error}); give {names} or another file",
                path=path,
                error=error,
                names=names,
            )
        ) from error
    if missing:
        raise InputError(
            tr(
                "expected a pose landmarker bundle (.task), got {path} without {missing}; give "
                "{names} or another file",
                path=path,
                missing=tr(" and ").join(missing),
                names=names,
            )
        )
    return ModelBundle(path.stem, path, digest, bundled=False)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
