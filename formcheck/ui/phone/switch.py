"""Whether a phone may be the camera of this app, and all that belongs to it."""

from __future__ import annotations

import socket
from dataclasses import dataclass, field
from typing import Final

from formcheck.errors import MachineError
from formcheck.extras import EXTRAS
from formcheck.ui.phone.certificate import Certificate, make_certificate
from formcheck.ui.phone.feed import Feed
from formcheck.ui.phone.home_network import bound, home_address
from formcheck.ui.phone.pairing import Pairing
from formcheck.words import tr

PORT: Final = 8502
"""Port of the phone's page where none was asked for."""


@dataclass(frozen=True, slots=True, eq=False)
class Phone:
    """What the app was started with.

    Attributes:
        address: IPv4 address of this machine in the home network.
        port: The listener's port.
        line: Bound to both; the listener listens on it.
        certificate: Of the address.
        pairing: Who may send pictures.
        feed: Where the pictures go.
    """

    address: str
    port: int
    line: socket.socket
    certificate: Certificate
    pairing: Pairing = field(default_factory=Pairing)
    feed: Feed = field(default_factory=Feed)

    @property
    def host(self) -> str:
        """The only `Host` that is answered."""
        return f"{self.address}:{self.port}"

    @property
    def missing(self) -> str:
        """What a page is told that waits for the phone's pictures."""
        if self.pairing.paired() is None:
            return tr("No phone is paired. Press Show a code above, and scan it with your phone")
        return tr("Waiting for the phone: turn the camera on there, and keep its page open")


"""Loaded only where a phone was asked for."""

_on: list[Phone] = []


def phone() -> Phone | None:
    """Return what the app was started with, or None: without `--phone` there is nothing."""
    return _on[0] if _on else None


def switch_on(address: str | None, port: int | None) -> Phone:
    """Make ready for a phone; the listener opens with the app.

    Args:
        address: The address that was asked for, or None to find it.
        port: The port that was asked for, or None.

    Raises:
        UsageError: There is no such address or port, or it is not known which.
        MachineError: A library is missing.
    """
    if EXTRAS["phone"].missing:
        raise MachineError(
            tr(
                "expected the libraries {names} for a phone as camera, found not all of them; "
                "install them with: {command}",
                names=", ".join(EXTRAS["phone"].modules),
                command=EXTRAS["phone"].command,
            )
        )
    found = home_address(address)
    number = PORT if port is None else port
    certificate = make_certificate(found)
    made = Phone(found, number, bound(found, number), certificate)
    _on[:] = [made]
    return made
