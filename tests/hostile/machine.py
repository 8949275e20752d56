"""Processes on a machine that is short of something: a full disk, a folder that is read-only."""

from __future__ import annotations

import ctypes
import json
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

_CAPBSET_DROP, _OVERRIDES = 24, (1, 2)
"""`prctl` of Linux, and the capabilities by which root reads and writes what it may not."""


def run_child(script: str, home: Path, **options: Any) -> dict[str, Any]:
    """Run a script that prints one JSON document last, and return that.

    Args:
        script: Python; it finds the person's folder in `FORMCHECK_HOME`.
        home: The person's folder.
        **options: As of `subprocess.run`; `before` is a command that runs it.
    """
    before = options.pop("before", ())
    done = subprocess.run(
        [*before, sys.executable, "-c", script], capture_output=True, text=True, timeout=240,
        env={**os.environ, "FORMCHECK_HOME": str(home)}, **options,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def full_disk(place: Path, size: int) -> dict[str, Any] | None:
    """Return the options of `run_child` for a disk of a size at a place, or None without one.

    It is a file system in memory, of a mount namespace that ends with the process. Not everybody
    may mount one: `short_files` needs no rights.
    """
    place.mkdir(parents=True, exist_ok=True)
    shell = f'mount -t tmpfs -o size={size} none "$0" && exec "$@"'
    if shutil.which("unshare") is None:
        return None
    for namespace in (["unshare", "-m"], ["unshare", "-rm"]):
        before = [*namespace, "sh", "-c", shell, str(place)]
        if subprocess.run([*before, "true"], capture_output=True).returncode == 0:
            return {"before": before}
    return None


def short_files(size: int) -> dict[str, Any]:
    """Return the options of `run_child` under which no file becomes larger than a size."""
    return {"preexec_fn": lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))}


def without_override() -> Callable[[], None]:
    """Return what makes a process, also root's, keep to the rights of files."""
    libc = ctypes.CDLL(None)

    def drop() -> None:
        for capability in _OVERRIDES:
            libc.prctl(_CAPBSET_DROP, capability, 0, 0, 0)

    return drop
