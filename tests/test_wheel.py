"""An installed wheel works from any folder, with its stretches, clips, models and templates."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

LOOK = """
import formcheck
from formcheck.stretches.files.loading import list_stretches
from formcheck.pose.engine.bundle import bundled_file, find_model
from formcheck.pose.engine.profiles import PROFILES
from formcheck.resources import app_file, data_folder
from formcheck.ui import shell
from formcheck.ui.widgets import components, style
import formcheck.report.html
print(formcheck.__file__)
print(len(list_stretches()), len(list(data_folder("sample_videos").glob("*.mp4"))))
print(app_file().is_file(), (app_file().parent / ".streamlit" / "config.toml").is_file())
print(style._CSS.is_file(), bool(shell._icon()), bool(components._pieces().sign))
print(find_model("full").bundled, find_model("lite").bundled)
print(len([bundled_file(model.file) for engine in PROFILES for model in engine.models]))
"""


def test_the_wheel_carries_all_that_the_program_needs(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    done = subprocess.run(
        [sys.executable, "-c", LOOK], cwd="/", capture_output=True, text=True, check=True,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "site")},
    )  # fmt: skip
    where, counts, app, look, models, files = done.stdout.split("\n")[:6]
    assert where.startswith(str(tmp_path))
    stretches = len(list((ROOT / "poses").glob("*.yaml")))
    clips = len(list((ROOT / "sample_videos").glob("*.mp4")))
    assert counts == f"{stretches} {clips}"
    assert app == "True True"
    assert look == "True True True"
    assert models == "True True"
    assert files == "4"
