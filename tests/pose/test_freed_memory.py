"""Freed memory goes back to the system where the C library can give it back."""

from __future__ import annotations

import ctypes
import sys
from pathlib import Path

import pytest

from formcheck.pose.engine.freed_memory import give_back

BLOCKS, SIZE = 4000, 64 * 1024
"""Blocks too small for the system to take back each on its own."""


def resident_kb() -> int:
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(status.split("VmRSS:")[1].split()[0])


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_freed_blocks_go_back_to_the_system() -> None:
    libc = ctypes.CDLL(None)
    if not hasattr(libc, "malloc_trim"):
        give_back()  # musl: nothing happens
        return
    libc.malloc.restype = ctypes.c_void_p
    blocks = [libc.malloc(SIZE) for _ in range(BLOCKS)]
    for block in blocks:
        ctypes.memset(block, 1, SIZE)
    last = libc.malloc(SIZE)  # above the others: the heap cannot simply shrink
    for block in blocks:
        libc.free(ctypes.c_void_p(block))
    before = resident_kb()
    give_back()
    assert resident_kb() < before - BLOCKS * SIZE // 1024 // 2
    libc.free(ctypes.c_void_p(last))


@pytest.mark.parametrize("missing", [OSError, TypeError, AttributeError])
def test_other_systems_do_without(
    missing: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_library(_: None) -> None:
        raise missing

    monkeypatch.setattr(ctypes, "CDLL", no_library)
    give_back()
