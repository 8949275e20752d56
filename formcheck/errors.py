"""Every error that formcheck raises on purpose, as one small tree.

::

    FormcheckError            exit code 1   never raised itself
    |-- UsageError            exit code 2   the caller asked for something that does not exist
    |   `-- SpecificationError              a stretch file has faults; all of them, with lines
    |-- InputError            exit code 3   a clip, picture or recording cannot be read or written
    |-- NoPersonError         exit code 4   nobody was found in the whole input
    |-- MachineError          exit code 5   the machine lacks something: a model, a library
    `-- StoppedError          exit code 130 Ctrl-C stopped work that can be gone on with

Each message is one sentence or two that a user can act on: what was expected, what came, what
to do. The command line prints it and leaves with the exit code; the library raises it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from formcheck.words import tr, tr_n


class FormcheckError(Exception):
    """Base of all errors raised on purpose.

    Attributes:
        exit_code: What the command line leaves with.
    """

    exit_code: ClassVar[int] = 1


class UsageError(FormcheckError):
    """The caller asked for something that does not exist or does not fit."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of a file.

    Attributes:
        line: Line in the file, from 1.
        message: What is wrong there and what to do, in one sentence.
    """

    line: int
    message: str


class SpecificationError(UsageError):
    """A stretch file has faults; all of them are reported at once.

    Attributes:
        path: The file, as it was named.
        faults: Every fault, in the order of their lines.
    """

    def __init__(self, path: str, faults: Sequence[Fault]) -> None:
        self.path = path
        self.faults = tuple(sorted(faults, key=lambda fault: fault.line))
        lines = "\n".join(f"  {path}:{fault.line}: {fault.message}" for fault in self.faults)
        head = tr_n("{path} has one fault:", "{path} has {count} faults:", len(faults), path=path)
        super().__init__(f"{head}\n{lines}")


class InputError(FormcheckError):
    """A clip, picture or recording cannot be read, or a result cannot be written."""

    exit_code = 3


class NoPersonError(FormcheckError):
    """Nobody was found in the whole input."""

    exit_code = 4


class MachineError(FormcheckError):
    """The machine lacks something that formcheck needs."""

    exit_code = 5


class StoppedError(FormcheckError):
    """The person stopped work in the middle; what was done is kept."""

    exit_code = 130


def refusal_words(error: OSError) -> str:
    """Return what came instead of a file, in plain words where they are known.

    Args:
        error: What the system raised when the file was opened.
    """
    if isinstance(error, FileNotFoundError):
        return tr("a path that does not exist")
    if isinstance(error, NotADirectoryError):
        return tr("a path through a file")
    if isinstance(error, IsADirectoryError):
        return tr("a folder")
    if isinstance(error, PermissionError):
        return tr("no right to read it")
    return repr(error.strerror or str(error) or type(error).__name__)
