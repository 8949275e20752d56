"""formcheck: tells people who stretch their hip flexors whether they do it right.

    >>> import formcheck
    >>> found = formcheck.review("lunge.mp4", "half-kneeling-lunge")  # doctest: +SKIP
    >>> print(formcheck.say(found.summary.headline))  # doctest: +SKIP

`review` judges a clip, `measure` measures a clip or picture, `calibrate` makes a personal baseline,
`load_stretch` reads a stretch, `Session` judges a live camera frame by frame, and `say` puts what
was found in words.
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final

from formcheck.version import __version__

if TYPE_CHECKING:
    from formcheck.calibrate import Calibration, calibrate
    from formcheck.review import Review, measure, review
    from formcheck.session import Session
    from formcheck.stretches.files.loading import load_stretch
    from formcheck.words import say

__all__ = [
    "Calibration",
    "Review",
    "Session",
    "__version__",
    "calibrate",
    "load_stretch",
    "measure",
    "review",
    "say",
]

_HOMES: Final = {
    "Calibration": "formcheck.calibrate",
    "Review": "formcheck.review",
    "Session": "formcheck.session",
    "calibrate": "formcheck.calibrate",
    "load_stretch": "formcheck.stretches.files.loading",
    "measure": "formcheck.review",
    "review": "formcheck.review",
    "say": "formcheck.words",
}
"""Where each name lives. It is imported when it is first asked for: the command line would wait for
libraries of video and mathematics otherwise, whatever it does."""


class _Late(property):
    """A name that is imported when it is first asked for.

    A property and no `__getattr__`: three of the functions have the name of a module within, which
    importing that module would put in their place.
    """

    def __init__(self, name: str) -> None:
        super().__init__(self._get, self._set, self._delete)
        self._name = name
        self._instead: list[Any] = []

    def _get(self, package: ModuleType) -> Any:
        del package
        if self._instead:
            return self._instead[-1]
        return getattr(importlib.import_module(_HOMES[self._name]), self._name)

    def _set(self, package: ModuleType, value: Any) -> None:
        del package
        if not isinstance(value, ModuleType):
            self._instead.append(value)

    def _delete(self, package: ModuleType) -> None:
        del package
        self._instead.clear()


class _Package(ModuleType):
    """This package, with names that are imported late."""

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *_HOMES})


for _name in _HOMES:
    setattr(_Package, _name, _Late(_name))
sys.modules[__name__].__class__ = _Package
