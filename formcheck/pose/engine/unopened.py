"""One module of a library without all that the packages around it import."""

from __future__ import annotations

import sys
from importlib.util import find_spec, module_from_spec
from threading import RLock
from types import ModuleType
from typing import Any, Final

_LOCK: Final = RLock()
_WAITING: Final[list[ModuleType]] = []
"""Packages whose own code has not run, outer ones first."""


class _Unopened(ModuleType):
    """A package whose own code runs as soon as something is asked of it that only it can give.

    So other code in the same process finds a library whole, as if it had been imported as usual.
    """

    def __getattr__(self, name: str) -> Any:
        with _LOCK:
            waiting = _WAITING[:]
            _WAITING.clear()
            for package in waiting:
                package.__class__ = ModuleType
            for package in reversed(waiting):  # as an import ends: the inner ones first
                assert package.__spec__ is not None
                assert package.__spec__.loader is not None
                package.__spec__.loader.exec_module(package)
        return ModuleType.__getattribute__(self, name)


def leave_unopened(*packages: str) -> None:
    """Let modules inside of packages be imported without running the packages' own code.

    Args:
        packages: Their names, outer ones before those inside of them. Where one has been imported,
            or cannot be found, nothing happens: an import says so in its own words.
    """
    with _LOCK:
        for name in packages:
            if name in sys.modules:
                continue
            spec = find_spec(name)
            if spec is None:
                return
            package = module_from_spec(spec)
            package.__class__ = _Unopened
            sys.modules[name] = package
            outer, _, inner = name.rpartition(".")
            if outer:
                setattr(sys.modules[outer], inner, package)
            _WAITING.append(package)
