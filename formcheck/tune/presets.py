"""Presets: a person's own targets, as overlay files with versions; shipped files stay as they are.

A preset is `presets/ID.yaml` in the person's folder. What it was before stands beside it, as
`presets/versions/ID.N.yaml`, so that every saved version can come back.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from formcheck.errors import SpecificationError, UsageError
from formcheck.resources import data_folder
from formcheck.store.disk.files import atomic_path
from formcheck.store.disk.trash import Discarded, Trash
from formcheck.stretches.files.loading import is_id, list_stretches, presets_folder
from formcheck.stretches.files.overlay_faults import parse_overlay
from formcheck.stretches.model.stretch import Stretch
from formcheck.stretches.model.target_overlay import Overlay, dump_overlay, overlay_of
from formcheck.words import tr

_LONGEST_NAME: Final = 60


class Presets:
    """The presets of one person.

    Args:
        folder: Where they lie; by default `formcheck.stretches.files.loading.presets_folder()`.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = presets_folder() if folder is None else folder

    def ids(self) -> list[str]:
        """Return the ids of all presets, sorted."""
        return sorted(path.stem for path in self.folder.glob("*.yaml") if is_id(path.stem))

    def get(self, preset: str) -> Overlay:
        """Return a preset.

        Raises:
            UsageError: There is none of that id.
            SpecificationError: Its file was changed by hand and has faults.
        """
        return _parse(self.text(preset), str(self._path(preset)))

    def text(self, preset: str) -> str:
        """Return a preset's file, to be handed on.

        Raises:
            UsageError: There is none of that id.
        """
        path = self._path(preset)
        if not path.is_file():
            raise UsageError(
                tr(
                    "expected a preset, got {preset!r}; there are {names}",
                    preset=preset,
                    names=", ".join(self.ids()) or tr("none"),
                )
            )
        return path.read_text(encoding="utf-8")

    def versions(self, preset: str) -> list[int]:
        """Return the numbers of the versions that can come back, in rising order."""
        found = self._versions().glob(f"{preset}.*.yaml")
        return sorted(int(path.name.split(".")[-2]) for path in found)

    def save(self, name: str, shipped: Stretch, changed: Stretch) -> Overlay:
        """Save a stretch's targets under a name; what the preset says of others stays.

        Args:
            name: What the person calls it.
            shipped: The stretch as its file says it.
            changed: The same stretch with the targets to save.

        Raises:
            UsageError: The name cannot be used.
            InputError: It cannot be written.
        """
        preset = preset_id(name)
        before = self.get(preset) if preset in self.ids() else None
        change = overlay_of(preset, name.strip(), [(shipped, changed)]).stretches
        kept: Mapping[str, Any] = {} if before is None else before.stretches
        others = {key: value for key, value in kept.items() if key != shipped.id}
        return self._write(
            Overlay(
                id=preset,
                name=name.strip(),
                version=1 if before is None else before.version + 1,
                stretches={**others, **change},
            )
        )

    def take_in(self, text: str) -> Overlay:
        """Save what somebody else, or an earlier export, wrote.

        Args:
            text: An overlay file. Where a preset of its id exists, that becomes an earlier version.

        Raises:
            SpecificationError: It has faults; all of them, with their lines.
            UsageError: Its id is that of a shipped overlay.
            InputError: It cannot be written.
        """
        overlay = _parse(text, tr("the imported file"))
        preset_id(overlay.id)
        if overlay.id in self.ids():
            data = overlay.model_dump(exclude_unset=True)
            version = max(overlay.version, self.get(overlay.id).version + 1)
            overlay = Overlay.model_validate(data | {"version": version})
        return self._write(overlay)

    def undo(self, preset: str) -> Overlay | None:
        """Go back to the version before, and return it; None where the first one is taken away.

        Raises:
            UsageError: There is no preset of that id.
        """
        self.text(preset)
        earlier = self.versions(preset)
        if not earlier:
            self._path(preset).unlink()
            return None
        self._version_path(preset, earlier[-1]).replace(self._path(preset))
        return self.get(preset)

    def delete(self, preset: str) -> None:
        """Delete a preset with all its versions.

        Raises:
            UsageError: There is none of that id.
        """
        self.text(preset)
        for version in self.versions(preset):
            self._version_path(preset, version).unlink()
        self._path(preset).unlink()

    def discard(self, preset: str) -> Discarded | None:
        """Delete a preset so that it can come back for a day; None where it is gone already.

        Raises:
            InputError: It cannot be moved.
        """
        if preset not in self.ids():
            return None
        name = preset
        with suppress(SpecificationError):  # one with faults is deleted under its id
            name = self.get(preset).name
        versions = [self._version_path(preset, number) for number in self.versions(preset)]
        trash = Trash(self.folder.parent)
        item = trash.note("preset", name, [self._path(preset), *versions])
        trash.take(item)
        return item

    def _write(self, overlay: Overlay) -> Overlay:
        path = self._path(overlay.id)
        if path.is_file():
            kept = self._version_path(overlay.id, self.get(overlay.id).version)
            kept.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, kept)
        with atomic_path(path) as partial:
            partial.write_text(dump_overlay(overlay), encoding="utf-8")
        return self.get(overlay.id)

    def _path(self, preset: str) -> Path:
        return self.folder / f"{preset}.yaml"

    def _versions(self) -> Path:
        return self.folder / "versions"

    def _version_path(self, preset: str, version: int) -> Path:
        return self._versions() / f"{preset}.{version}.yaml"


def preset_id(name: str) -> str:
    """Return the id for a preset's name: "My Knees!" is `my-knees`.

    Raises:
        UsageError: The name is empty, too long, or that of a shipped overlay.
    """
    words = re.findall(r"[a-z0-9]+", name.lower())
    found = "-".join(words)
    if not found or len(found) > _LONGEST_NAME or not found[0].isalpha():
        raise UsageError(
            tr(
                "expected a name that begins with a letter and has at most {longest_name} letters, "
                "got {name!r}; choose another one",
                longest_name=_LONGEST_NAME,
                name=name,
            )
        )
    if (data_folder("poses") / "overlays" / f"{found}.yaml").exists():
        raise UsageError(
            tr("{name!r} comes with formcheck and stays as it is; choose another name", name=name)
        )
    return found


def _parse(text: str, where: str) -> Overlay:
    known = {stretch.id: stretch for stretch in list_stretches()}
    overlay, faults = parse_overlay(text, None, known)
    if overlay is None:
        raise SpecificationError(where, faults)
    return overlay
