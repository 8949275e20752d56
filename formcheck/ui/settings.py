"""What a person chose once and for all: their language, their profile and a sensitive back.

One small file in the person's folder. It is read anew for each page, so that several windows
agree, and a damaged file counts as none: nothing in it cannot be chosen again.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, ValidationError

from formcheck.resources import user_folder
from formcheck.store.disk.files import atomic_path
from formcheck.store.disk.small_json import read_small_json
from formcheck.words import LANGUAGE_VARIABLE, find_language

FILE: Final = "settings.json"


class AppSettings(BaseModel):
    """The choices.

    Attributes:
        language: Code of the language, or None where none was chosen.
        profile: Name of the personal baseline that is used, or None.
        sensitive_back: Whether targets end earlier and holds are shorter.
        diary: Whether the person keeps a diary of pain and notes.
        moves: Targets that were moved in Tune and not saved, by stretch and target.
        choices: What stands in the form of the page Stretch, by the keys of its widgets.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    language: str | None = None
    profile: str | None = None
    sensitive_back: bool = False
    diary: bool = False
    choices: dict[str, str | int] = {}
    moves: dict[str, dict[str, float]] = {}


def load_settings() -> AppSettings:
    """Return the choices, or the usual ones where none were made."""
    try:
        return AppSettings.model_validate(read_small_json(_path()))
    except (OSError, ValueError, ValidationError):
        return AppSettings()


def change_settings(**changes: Any) -> AppSettings:
    """Change some of the choices, and return all.

    Raises:
        InputError: They cannot be written.
    """
    settings = load_settings().model_copy(update=changes)
    with atomic_path(_path()) as partial:
        partial.write_text(settings.model_dump_json(indent=2) + "\n", encoding="utf-8")
    return settings


def chosen_language() -> str | None:
    """Return the language that the person chose, else that of the environment, or None."""
    return find_language(load_settings().language) or find_language(
        os.environ.get(LANGUAGE_VARIABLE)
    )


def _path() -> Path:
    return user_folder() / FILE
