"""Keeps the log lines of MediaPipe's C++ code away from people.

Creating a landmarker and running its first frame print lines such as ``W0000 00:00:17... 396
inference_feedback_manager.cc:121] ...`` and ``INFO: Created TensorFlow Lite XNNPACK delegate`` to
file descriptor 2. No environment variable silences them (`GLOG_minloglevel` and
`TF_CPP_MIN_LOG_LEVEL` are not even read), and MediaPipe's log callback only adds a second reader.
So for those moments the descriptor points to a temporary file. What is not such a line, be it an
error of MediaPipe or what another thread wrote meanwhile, is passed on afterwards.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final

_CHATTER: Final = re.compile(
    rb"[IW]\d{4} [\d:.]+ +\d+ [\w./-]+:\d+\] "  # absl: information and warnings, not errors
    rb"|INFO: (Created|Initialized|Applying|Loaded) .*(TensorFlow Lite|TfLite|delegate|OpenGL)"
    rb"|WARNING: (Logging before|All log messages before|Read-only tensor #\d+) "
)

_lock = threading.Lock()


@contextmanager
def quiet_stderr() -> Iterator[None]:
    """Hold back what C++ code prints to file descriptor 2, and pass on all but its chatter.

    One thread at a time. Python's own exceptions are not affected: they are printed after the
    block. Without a file descriptor 2, as under `pythonw`, nothing is done.
    """
    with _lock:
        try:
            kept = os.dup(2)
        except OSError:
            yield
            return
        with tempfile.TemporaryFile() as held:
            _flush()
            # Ctrl-C may come between any two steps: whatever happens, the descriptor comes back.
            try:
                os.dup2(held.fileno(), 2)
                yield
            finally:
                try:
                    _flush()
                finally:
                    os.dup2(kept, 2)
                    os.close(kept)
                    held.seek(0)
                    _pass_on(held.read())


def _flush() -> None:
    # sys.stderr is None under pythonw, and may be closed.
    with suppress(AttributeError, OSError, ValueError):
        sys.stderr.flush()


def _pass_on(text: bytes) -> None:
    lines = [line for line in text.splitlines(keepends=True) if not _CHATTER.match(line)]
    if lines:
        with suppress(OSError):
            os.write(2, b"".join(lines))
