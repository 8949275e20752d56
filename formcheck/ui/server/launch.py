"""Starts the app: `formcheck app`."""

from __future__ import annotations

import logging
import os
import socket
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from click import Abort

from formcheck.errors import MachineError, UsageError
from formcheck.resources import app_file
from formcheck.terminal import out
from formcheck.ui.phone.switch import switch_on
from formcheck.words import tr

ADDRESS: Final = "127.0.0.1"
PORT: Final = 8501

_CHANGED: Final = "config option section was detected"
"""How Streamlit 1.67 says that its settings changed."""


@dataclass(frozen=True, slots=True)
class PhoneWish:
    """That a phone may be the camera.

    Attributes:
        address: This machine's address in the home network, or None to find it.
        port: Port of the phone's page, or None for the usual one.
    """

    address: str | None = None
    port: int | None = None


def serve(port: int | None = None, *, browser: bool = True, phone: PhoneWish | None = None) -> None:
    """Serve the app on this machine alone, until Ctrl-C.

    What the person has set for Streamlit itself (`STREAMLIT_*` in the environment, or their own
    `config.toml`) is kept, as with any Streamlit app; only its usage statistics stay off.

    Args:
        port: Port; by default the one that was set for Streamlit, else `PORT`.
        browser: Whether to open the page in the person's browser.
        phone: That a phone of the home network may be the camera, or None: nothing listens there.

    Raises:
        UsageError: A port is no port, something else listens on it, or there is no such address.
        MachineError: The app's files are missing, or a library for the phone is.
    """
    file = app_file()
    if not file.is_file():
        raise MachineError(
            tr("expected the app at {file}, found no file; install formcheck again", file=file)
        )
    options = chosen_options(port, browser=browser)
    address = str(options.get("server.address", _set("server.address")))
    number = int(str(options.get("server.port", _set("server.port"))))
    _check_free(address, number)
    if phone is not None:
        made = switch_on(phone.address, phone.port)
        out.print(
            tr(
                "A phone may be the camera: https://{host} is open in your home network, for one "
                "phone that you pair in the app.",
                host=made.host,
            )
        )
    from streamlit.web.cli import main  # deferred: it takes a second

    out.print(
        tr(
            "formcheck is open at http://{address}:{number}. Ctrl-C closes it.",
            address=address,
            number=number,
        )
    )
    _quiet_settings()
    flags = [f"--{name}={str(value).lower()}" for name, value in options.items()]
    with suppress(Abort):  # Ctrl-C is how the app is closed
        main(["run", str(file), *flags], prog_name="streamlit", standalone_mode=False)


def _quiet_settings() -> None:
    """Keep Streamlit from saying that its settings changed, since they were looked at before.

    It reads them once more with the app's own and with our flags; outside of a checkout that is a
    change to it. Its other warnings, and all errors, are said.
    """
    about = logging.getLogger("streamlit.config")
    about.addFilter(lambda record: _CHANGED not in record.getMessage())


def chosen_options(port: int | None, *, browser: bool) -> dict[str, object]:
    """Return the options that Streamlit is started with: ours where the person has set none.

    Args:
        port: The port that was asked for, or None.
        browser: Whether to open the page in the person's browser.
    """
    ours: dict[str, object] = {
        "server.address": ADDRESS,
        "server.port": PORT,
        "server.headless": not browser,
        "server.showEmailPrompt": False,
        "logger.hideWelcomeMessage": True,
    }
    options = {name: value for name, value in ours.items() if _set(name) is None}
    if port is not None:
        options["server.port"] = port
    if not browser:
        options["server.headless"] = True
    return options | {"browser.gatherUsageStats": False}


def _set(name: str) -> object | None:
    """Return what the person has set for Streamlit, in the environment or in a `config.toml`."""
    from streamlit import config  # deferred: it takes a while

    variable = os.environ.get(f"STREAMLIT_{name.replace('.', '_').upper()}")
    if variable:
        return variable
    config.get_config_options(force_reparse=True)
    own = config.is_manually_set(name) and app_file().parent not in _place(name).parents
    return config.get_option(name) if own else None


def _place(name: str) -> Path:
    """Return the file in which an option was set."""
    from streamlit import config

    return Path(config.get_where_defined(name)).resolve()


def _check_free(address: str, port: int) -> None:
    if not 0 < port < 65536:
        raise UsageError(tr("expected a port from 1 to 65535, got {port}", port=port))
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((address, port))
        except OSError as error:
            raise UsageError(
                tr(
                    "expected port {port} of this machine to be free, got: {strerror}; is the "
                    "app open already? Open http://{address}:{port}, or choose another with --port",
                    port=port,
                    strerror=error.strerror,
                    address=address,
                )
            ) from error
