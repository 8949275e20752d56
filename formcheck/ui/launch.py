"""Starts the app: `formcheck app`."""

from __future__ import annotations

import socket
from contextlib import suppress
from typing import Final

from click import Abort

from formcheck.errors import MachineError, UsageError
from formcheck.resources import app_file
from formcheck.terminal import out

ADDRESS: Final = "127.0.0.1"
PORT: Final = 8501


def serve(port: int = PORT, *, browser: bool = True) -> None:
    """Serve the app on this machine alone, until Ctrl-C.

    Args:
        port: Port on the loopback address.
        browser: Whether to open the page in the person's browser.

    Raises:
        UsageError: The port is no port, or something else listens on it.
        MachineError: The app's files are missing.
    """
    file = app_file()
    if not file.is_file():
        raise MachineError(f"expected the app at {file}, found no file; install formcheck again")
    _check_free(port)
    from streamlit.web.cli import main  # deferred: it takes a second

    options = {
        "server.address": ADDRESS,
        "server.port": port,
        "server.headless": not browser,
        "server.showEmailPrompt": False,
        "browser.gatherUsageStats": False,
        "logger.hideWelcomeMessage": True,
    }
    out.print(f"formcheck is open at http://{ADDRESS}:{port}. Ctrl-C closes it.")
    flags = [f"--{name}={str(value).lower()}" for name, value in options.items()]
    with suppress(Abort):  # Ctrl-C is how the app is closed
        main(["run", str(file), *flags], prog_name="streamlit", standalone_mode=False)


def _check_free(port: int) -> None:
    if not 0 < port < 65536:
        raise UsageError(f"expected a port from 1 to 65535, got {port}")
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((ADDRESS, port))
        except OSError as error:
            raise UsageError(
                f"expected port {port} of this machine to be free, got: {error.strerror}; is the "
                f"app open already? Open http://{ADDRESS}:{port}, or choose another with --port"
            ) from error
