"""What a command leaves in a home folder that was empty: nothing but what people asked for."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import sample
from tests.test_cli import cut

ROOT = Path(__file__).resolve().parents[1]
ONLY_IMPORTER = ROOT / "formcheck" / "pose" / "engine" / "onnx.py"
FONTS = {Path(".cache/matplotlib"), Path(".config/matplotlib")}
"""Where matplotlib notes which fonts the machine has."""


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first pictures of a sample clip."""
    short = tmp_path_factory.mktemp("clips") / "mine.mp4"
    return cut(sample("half-kneeling-lunge-good"), short, seconds=0.3)


@pytest.mark.parametrize(
    "arguments",
    [
        ["doctor"],
        ["stretches"],
        ["privacy"],
        ["measure", "clips/mine.mp4", "--fast"],
        ["review", "clips/mine.mp4", "-s", "half-kneeling-lunge", "--fast", "-o", "out"],
        ["batch", "clips", "--fast", "--workers", "1", "-o", "out"],
    ],
    ids=lambda arguments: arguments[0],
)
def test_a_command_leaves_nothing_of_a_library_in_an_empty_home(
    arguments: list[str], clip: Path, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (tmp_path / "clips").mkdir()
    (tmp_path / "clips" / "mine.mp4").symlink_to(clip)
    env = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    env |= {
        "HOME": str(home),
        "FORMCHECK_HOME": str(tmp_path / "kept"),
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    env.pop("ORT_DISABLE_TELEMETRY", None)
    done = subprocess.run(
        [sys.executable, "-m", "formcheck", *arguments],
        env=env, cwd=tmp_path, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    files = [path.relative_to(home) for path in home.rglob("*") if not path.is_dir()]
    assert [file for file in files if FONTS.isdisjoint(file.parents)] == []


def test_onnxruntime_is_imported_in_one_place() -> None:
    importers = [
        path
        for folder in ("formcheck", "tests", "benchmarks", "scripts")
        for path in sorted((ROOT / folder).rglob("*.py"))
        if "onnxruntime" in path.read_text(encoding="utf-8") and _imports(path, "onnxruntime")
    ]
    assert importers == [ONLY_IMPORTER]


def _imports(path: Path, library: str) -> bool:
    """Return whether a file has a statement, or a call of `import_module`, that imports it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Import():
                names = [one.name for one in node.names]
            case ast.ImportFrom():
                names = [node.module or ""]
            case ast.Call(args=[ast.Constant(value=str(name)), *_]):
                names = [name] if ast.unparse(node.func).endswith("import_module") else []
            case _:
                continue
        if any(name.partition(".")[0] == library for name in names):
            return True
    return False
