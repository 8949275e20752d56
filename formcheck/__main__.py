"""`formcheck` and `python -m formcheck`."""

import atexit
import os
import sys
from contextlib import suppress

from formcheck.cli import STOPPED, main


def run() -> None:
    """Run the command line as a process of its own, and end it."""
    code = main()
    if code == STOPPED:
        # Whoever stops a program does not wait for Python to take its libraries apart, which is
        # most of a second on a busy machine. Files are closed, and what runs at the end has run.
        atexit._run_exitfuncs()
        with suppress(OSError):  # nobody reads it any more
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)
    sys.exit(code)


if __name__ == "__main__":
    run()
