"""`formcheck` and `python -m formcheck`."""

from __future__ import annotations

import atexit
import gc
import os
import signal
import sys
from contextlib import suppress
from typing import Final, NoReturn

_STOPPED: Final = 130  # as `formcheck.cli` has it, whose import takes the second that is meant here


def run() -> None:
    """Run the command line as a process of its own, and end it."""
    code = _run()
    if code == _STOPPED:
        # Whoever stops a program does not wait for Python to take its libraries apart, which is
        # most of a second on a busy machine. Files are closed, and what runs at the end has run.
        atexit._run_exitfuncs()
        with suppress(OSError):  # nobody reads it any more
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)
    sys.exit(code)


def _run() -> int:
    # Its libraries take a second to load: nothing is under way yet that would have to be ended.
    before = signal.getsignal(signal.SIGINT)
    if before == signal.default_int_handler:
        signal.signal(signal.SIGINT, _leave)
    gc.disable()  # what is imported stays: looking through it for garbage is a fifth of the start
    from formcheck.cli import main

    gc.freeze()
    gc.enable()
    # The libraries of a command come later: by default Python would look through them every 700
    # objects that they add.
    gc.set_threshold(10_000)
    signal.signal(signal.SIGINT, before)
    try:
        return main()
    except KeyboardInterrupt:
        return _STOPPED


def _leave(number: int, frame: object) -> NoReturn:
    del number, frame
    os._exit(_STOPPED)


if __name__ == "__main__":
    run()
