"""What happens when the app starts and when it ends, whoever ends it."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import FrameType

from formcheck.resources import user_folder
from formcheck.store.sweep import sweep, sweep_uploads
from formcheck.ui.phone.listener import listening
from formcheck.ui.phone.switch import phone
from formcheck.ui.reviewing.jobs import stop_all


@asynccontextmanager
async def lifetime(app: object) -> AsyncIterator[None]:
    """Sweep what a killed app left, and leave nothing when this one ends.

    Where a phone may be the camera, its listener is open meanwhile.

    The server ends it in order on Ctrl-C and SIGTERM; so it does here on SIGHUP, which comes when
    the terminal is closed.
    """
    del app
    os.umask(0o077)  # what the app writes lies in the person's folder
    hangup = getattr(signal, "SIGHUP", None)
    main = threading.current_thread() is threading.main_thread()
    # Under nohup it is ignored, and stays so.
    if hangup is not None and main and signal.getsignal(hangup) is signal.SIG_DFL:
        signal.signal(hangup, _end)
    sweep(user_folder())
    try:
        async with listening(phone()):
            yield
    finally:
        stop_all()
        sweep_uploads(user_folder(), process=os.getpid())


def _end(number: int, frame: FrameType | None) -> None:
    del number, frame
    os.kill(os.getpid(), signal.SIGTERM)
