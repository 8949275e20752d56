"""Writes docs/licences.md: the licences of formcheck's installed dependencies, from their metadata.

    python scripts/licences.py [--out FILE]

Only what `pip install formcheck` brings is listed; libraries that lie inside the wheels of PyAV and
OpenCV are named by their files.
"""

from __future__ import annotations

import argparse
import re
import tomllib
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent

COPYLEFT = {
    "libx264": "GPL-2.0-or-later", "libx265": "GPL-2.0-or-later",
    "libavcodec": "LGPL-2.1-or-later; GPL where built with x264 or x265",
    "libQt5Core": "LGPL-3.0-only", "libmp3lame": "LGPL-2.0-or-later",
    "libgmp": "LGPL-3.0-or-later or GPL-2.0-or-later", "libgnutls": "LGPL-2.1-or-later",
    "libnettle": "LGPL-3.0-or-later or GPL-2.0-or-later",
    "libunistring": "LGPL-3.0-or-later or GPL-2.0-or-later",
    "libssl": "OpenSSL and SSLeay; version 1.1.1 is no longer maintained by its authors",
}  # fmt: skip
"""Libraries inside wheels whose licences ask something of who passes them on."""


def closure() -> dict[str, Distribution]:
    """Return the installed distributions that formcheck needs, by name."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    waiting = [Requirement(one).name for one in project["dependencies"]]
    found: dict[str, Distribution] = {}
    while waiting:
        name = waiting.pop()
        key = re.sub(r"[-_.]+", "-", name).lower()
        if key in found:
            continue
        try:
            found[key] = distribution(name)
        except PackageNotFoundError:
            continue
        needed = map(Requirement, found[key].requires or ())
        waiting += [
            one.name for one in needed if not one.marker or one.marker.evaluate({"extra": ""})
        ]
    return dict(sorted(found.items()))


def licence(one: Distribution) -> str:
    """Return a distribution's licence: its expression, its classifiers, or its free text."""
    expression = one.metadata.get("License-Expression")
    if expression:
        return str(expression)
    kinds = [
        c.split(" :: ")[-1] for c in one.metadata.get_all("Classifier") or () if "License ::" in c
    ]
    text = (one.metadata.get("License") or "").strip().splitlines()
    return ", ".join(kinds) or (text[0][:60] if text else "not stated")


def inside(one: Distribution) -> list[str]:
    """Return the libraries inside a wheel that `COPYLEFT` knows, each with its licence."""
    names = {Path(str(file)).name for file in one.files or () if ".libs" in str(file)}
    return [
        f"`{known}`: {words}"
        for known, words in COPYLEFT.items()
        if any(name.startswith(known) for name in names)
    ]


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "licences.md")
    asked = parser.parse_args()
    found = closure()
    rows = [f"| {name} | {one.version} | {licence(one)} |" for name, one in found.items()]
    parts = [
        f"- **{name} {one.version}**: {'; '.join(words)}."
        for name, one in found.items()
        if (words := inside(one))
    ]
    head = (ROOT / "scripts" / "licences.head.md").read_text(encoding="utf-8")
    text = head.replace("{{INSIDE}}", "\n".join(parts)).replace("{{TABLE}}", "\n".join(rows))
    asked.out.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
