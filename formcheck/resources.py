"""Where the files lie that travel with the package: stretches and sample clips."""

from __future__ import annotations

from pathlib import Path

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
