"""The release recipe: one version everywhere, dated lines, and nothing done where it cannot be."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FILES = ("scripts/release.sh", "formcheck/version.py", "CITATION.cff")


def git(folder: Path, *arguments: str) -> str:
    who = ("-c", "user.name=x", "-c", "user.email=x@example.org")
    return subprocess.run(
        ["git", *who, *arguments], cwd=folder, check=True, capture_output=True, text=True
    ).stdout.strip()


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a repository with the files of a release."""
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{name}_NAME", "x")
        monkeypatch.setenv(f"GIT_{name}_EMAIL", "x@example.org")
    for name in FILES:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    version = tmp_path / "formcheck" / "version.py"
    version.write_text('"""The version."""\n\n__version__ = "0.9.0"\n')
    (tmp_path / "CHANGELOG.md").write_text("# C\n\n## Unreleased\n\n### Added\n\n- New.\n")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "first")
    return tmp_path


def release(clone: Path, version: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", "scripts/release.sh", version], cwd=clone, capture_output=True, text=True
    )


def test_a_release_sets_the_version_dates_the_lines_commits_and_tags(clone: Path) -> None:
    done = release(clone, "0.10.0")
    assert done.returncode == 0, done.stderr
    assert '__version__ = "0.10.0"' in (clone / "formcheck" / "version.py").read_text()
    assert "\nversion: 0.10.0\n" in (clone / "CITATION.cff").read_text()
    lines = (clone / "CHANGELOG.md").read_text().split("\n")
    assert lines[2] == "## Unreleased"
    assert lines[4].startswith("## 0.10.0 - 20")
    assert git(clone, "status", "--porcelain") == ""
    assert git(clone, "rev-parse", "v0.10.0^{commit}") == git(clone, "rev-parse", "HEAD")


@pytest.mark.parametrize(
    ("version", "why"),
    [
        ("0.10", "expected a version of three numbers"),
        ("v0.10.0", "expected a version of three numbers"),
        ("0.8.9", "below the present version 0.9.0"),
    ],
)
def test_what_is_no_next_version_is_refused(clone: Path, version: str, why: str) -> None:
    done = release(clone, version)
    assert (done.returncode, git(clone, "tag")) == (2, "")
    assert why in done.stderr


def test_nothing_is_released_beside_uncommitted_work_nor_twice_nor_empty(clone: Path) -> None:
    (clone / "new.txt").touch()
    assert "nothing uncommitted" in release(clone, "0.10.0").stderr
    (clone / "new.txt").unlink()
    assert release(clone, "0.10.0").returncode == 0
    assert "exists already" in release(clone, "0.10.0").stderr
    assert "nothing under" in release(clone, "0.11.0").stderr
