"""Keeps MediaPipe's usage reports on this machine.

What is at stake. MediaPipe 1.x reports how it is used. Each landmarker owns an uploader (libcurl,
linked into `libmediapipe`, on a thread of its own) that posts to `https://play.googleapis.com/log`
once a minute while frames come in, and when the landmarker is closed. Neither an option nor an
environment variable switches it off: in 1.2 the library creates the uploader unconditionally,
whatever `BaseOptions` holds. People who stretch in front of a camera were promised that nothing
leaves their machine; a look-up of that host's name would already break the promise.

What holds. At the moment of each post, not earlier, libcurl reads the proxy variables from the
environment of the process. So while a landmarker exists, they name a proxy on which nobody
listens: port 9 of the loopback address. The connection is refused at once, no name is looked up
(that would be the proxy's business), and the uploader gives up for good after its first failure:
no retries, no CPU time. Closing a landmarker joins the uploader's thread, so nothing is sent once
the variables are back.

Why like this:

* Only the environment that C code sees is changed (`os.putenv`). `os.environ` stays as it is, so
  the Python code of a host program (requests, urllib, httpx) keeps the user's own proxy.
* A proxy that the user has set is overridden: reports would go there otherwise. So is `no_proxy`,
  which could except Google's hosts or, as `*`, every host. It must not be empty: libcurl takes an
  empty variable for one that is not set and reads the upper-case one instead.
* Every spelling is set, although today's uploader reads only some: a later one may read others.
* The variables are restored from `os.environ` when the last landmarker is closed, since a program
  that is started from this one would inherit them.
* `Offline.renew` sets them again before each frame: code that changes `os.environ` in the meantime
  also changes what C code sees.

Limits. Programs that are started while a landmarker is open, without an `env` of their own,
inherit the dead proxy. Landmarkers that the host program creates through mediapipe itself are its
own affair. This was established on Linux with MediaPipe 1.2.2; `tests/pose/test_telemetry_block.py`
watches the system calls, so that a MediaPipe that behaves otherwise is noticed. Other ways were
weighed: a network namespace or a system call filter works on Linux alone, replacing functions
inside the library breaks with its next release, and running it in a child process costs a copy of
every frame and needs the same variables there.
"""

from __future__ import annotations

import os
import threading
from typing import Final

DEAD_PROXY: Final = "http://127.0.0.1:9"
"""A proxy on which nobody listens: the discard port of the loopback address."""

_NOWHERE: Final = "formcheck.invalid"  # a name that cannot exist (RFC 2606)

_VARIABLES: Final = {
    spelling: value
    for name, value in {
        "https_proxy": DEAD_PROXY,
        "http_proxy": DEAD_PROXY,
        "all_proxy": DEAD_PROXY,
        "no_proxy": _NOWHERE,
    }.items()
    for spelling in (name, name.upper())
}

_lock = threading.Lock()
_holders = 0


class Offline:
    """Holds the process offline for MediaPipe, from creation until `release`.

    Several may exist at a time; the user's variables come back with the last release. One that is
    never released keeps them away, which is the safe side.
    """

    def __init__(self) -> None:
        global _holders
        self._held = True
        with _lock:
            _holders += 1
            _cut()

    def renew(self) -> None:
        """Set the variables again, whatever other code has done to them since."""
        with _lock:
            if self._held:
                _cut()

    def release(self) -> None:
        """Stop holding; to be called once the landmarker is closed. Again does nothing."""
        global _holders
        with _lock:
            if not self._held:
                return
            self._held = False
            _holders -= 1
            if _holders == 0:
                _restore()


def _cut() -> None:
    for name, value in _VARIABLES.items():
        os.putenv(name, value)


def _restore() -> None:
    for name in _VARIABLES:
        # os.environ was never touched: it still says what the user wants.
        if name in os.environ:
            os.putenv(name, os.environ[name])
        else:
            os.unsetenv(name)
