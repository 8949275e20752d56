"""Where files lie: those that travel with the package, and those that a person makes."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

_PACKAGE = Path(__file__).resolve().parent


def data_folder(name: str) -> Path:
    """Return the folder of bundled data, in a wheel or in a checkout.

    A wheel carries `poses/` and `sample_videos/` inside the package, under `data/`; in a checkout
    (also an editable install) they stand beside it.

    Args:
        name: `poses` or `sample_videos`.
    """
    installed = _PACKAGE / "data" / name
    return installed if installed.is_dir() else _PACKAGE.parent / name


def app_file() -> Path:
    """Return the app's entry, with its settings in `.streamlit` beside it."""
    installed = _PACKAGE / "data" / "app.py"
    return installed if installed.is_file() else _PACKAGE.parent / "app.py"


def user_folder() -> Path:
    """Return the folder of the person's own data: profiles, presets, sessions.

    The system's usual place for such data, or the folder that `FORMCHECK_HOME` names. It need not
    exist: whatever writes the first thing makes it, and looking leaves no trace.
    """
    chosen = os.environ.get("FORMCHECK_HOME")
    return Path(chosen) if chosen else platformdirs.user_data_path("formcheck", appauthor=False)
