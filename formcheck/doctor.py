"""What is missing on this machine, with the command that mends it."""

from __future__ import annotations

import importlib
import platform
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from formcheck.errors import FormcheckError
from formcheck.extras import EXTRAS
from formcheck.words import tr

LIBRARIES: Final = {
    "libGL.so.1": "libgl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libEGL.so.1": "libegl1",
    "libGLESv2.so.2": "libgles2",
}
"""Shared libraries that OpenCV and MediaPipe load on Linux, and Debian's packages of them."""

MODULES: Final = {
    "mediapipe": "mediapipe",
    "onnxruntime": "onnxruntime",
    "cv2": "opencv-contrib-python",
    "av": "av",
    "scipy": "scipy",
    "pyarrow": "pyarrow",
    "PIL": "pillow",
    "matplotlib": "matplotlib",
    "sqlalchemy": "sqlalchemy",
    "streamlit": "streamlit",
    "altair": "altair",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        what: What it is.
        well: Whether it is as it should be.
        found: What was found.
        mend: The command or act that mends it, or None.
    """

    what: str
    well: bool
    found: str
    mend: str | None = None


def examine() -> Iterator[Finding]:
    """Look at everything that formcheck needs, one thing after the other.

    Yields:
        Findings; none of them raises.
    """
    version = platform.python_version()
    yield Finding(
        "Python", sys.version_info >= (3, 11), version, tr("install Python 3.11 or later")
    )
    if sys.platform.startswith("linux"):
        for library, package in LIBRARIES.items():
            yield _library(library, package)
    for module, package in MODULES.items():
        yield _module(module, package)
    yield _attempt(tr("pose model full"), lambda: _model("full"))
    yield _attempt(tr("pose model lite"), lambda: _model("lite"))
    yield _attempt(tr("second engine"), lambda: _movenet(1))
    yield _attempt(tr("third engine"), lambda: _movenet(2))
    yield _attempt(tr("pose engine"), _engine)
    yield _attempt(tr("H.264 encoder"), _encoder)
    yield _attempt(tr("stretches"), _stretches)
    yield _attempt(tr("sample clips"), _samples)


def examine_extras() -> Iterator[Finding]:
    """Look which extras are there: each is needed for one thing only, so that none is a fault.

    Yields:
        Findings; `what` is the extra's name, `found` what it is for.
    """
    for extra in EXTRAS.values():
        yield Finding(extra.name, not extra.missing, tr(extra.purpose), extra.command)


def _library(name: str, package: str) -> Finding:
    import ctypes

    try:
        ctypes.CDLL(name)
    except OSError:
        return Finding(name, False, tr("missing"), f"sudo apt-get install {package}")
    return Finding(name, True, tr("found"))


def _module(name: str, package: str) -> Finding:
    from formcheck.pose.engine.onnx import load_onnxruntime

    try:
        # Loaded in any other way, onnxruntime keeps an identifier in the user's cache.
        here = name == "onnxruntime"
        module = load_onnxruntime() if here else importlib.import_module(name)
    except ImportError as error:
        return Finding(package, False, str(error), f"python -m pip install {package}")
    return Finding(package, True, str(getattr(module, "__version__", tr("found"))))


def _attempt(what: str, look: Callable[[], str]) -> Finding:
    try:
        return Finding(what, True, look())
    except (FormcheckError, ImportError, OSError) as error:
        mend = "python -m pip install --force-reinstall formcheck"
        return Finding(what, False, str(error).splitlines()[0], mend)


def _model(name: str) -> str:
    from formcheck.pose.engine.bundle import find_model

    return f"SHA-256 {find_model(name).sha256[:12]}…"


def _engine() -> str:
    # In a process of its own: on a machine that it does not like, the engine aborts the process.
    module = "formcheck.pose.engine.mediapipe"
    start = f"from {module} import MediaPipeEstimator as E; E(mode='image').close()"
    done = subprocess.run(
        [sys.executable, "-c", start], capture_output=True, text=True, timeout=120, check=False
    )
    if done.returncode:
        said = done.stderr.strip().splitlines()
        raise OSError(
            said[-1] if said else tr("aborted (status {returncode})", returncode=done.returncode)
        )
    return tr("starts, and stays off the network")


def _movenet(row: int) -> str:
    from formcheck.pose.engine.movenet import MoveNet
    from formcheck.pose.engine.profiles import PROFILES

    profile = MoveNet(PROFILES[row]).profile
    return tr("{name} loads", name=profile.name)


def _encoder() -> str:
    import av

    av.codec.Codec("libx264", "w")
    return "libx264"


def _stretches() -> str:
    from formcheck.stretches.files.loading import list_stretches

    return tr("{found} found", found=len(list_stretches()))


def _samples() -> str:
    from formcheck.resources import data_folder

    count = len(list(data_folder("sample_videos").glob("*.mp4")))
    if count == 0:
        raise OSError(tr("none found"))
    return tr("{found} found", found=count)
