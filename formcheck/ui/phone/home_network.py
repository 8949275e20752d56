"""Under which address a phone of the same home network reaches this machine.

The machine's own network cards are asked. Nothing is sent, and no name is looked up.
"""

from __future__ import annotations

import ipaddress
import socket
from typing import Final

from formcheck.errors import UsageError
from formcheck.words import tr

_VIRTUAL: Final = ("docker", "br-", "veth", "virbr", "vmnet", "vboxnet", "lxc", "tun", "tap", "wg")
"""How the names of network cards begin that lead to containers, machines and tunnels."""


def home_address(asked: str | None = None) -> str:
    """Return the IPv4 address at which a phone of the home network finds this machine.

    Args:
        asked: The address that the person named, or None to find it.

    Raises:
        UsageError: It is no private address, or there is none or more than one to choose from.
    """
    if asked is not None:
        return _checked(asked)
    found = _addresses()
    if not found:
        raise UsageError(
            tr(
                "expected this machine to be in a home network, found no private address; connect "
                "it to the same Wi-Fi as the phone, or name one with --phone-address"
            )
        )
    if len(found) > 1:
        raise UsageError(
            tr(
                "expected one home network, found several addresses: {names}; name the one that "
                "the phone is in with --phone-address",
                names=", ".join(found),
            )
        )
    return found[0]


def bound(address: str, port: int) -> socket.socket:
    """Return a socket that is bound to one address and port, not listening yet.

    Args:
        address: From `home_address`; never all addresses of the machine.
        port: From 1 to 65535.

    Raises:
        UsageError: The address is none of this machine's, or the port is taken.
    """
    if not 0 < port < 65536:
        raise UsageError(tr("expected a port from 1 to 65535 for the phone, got {port}", port=port))
    made = socket.socket()
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((address, port))
    except OSError as error:
        made.close()
        raise UsageError(
            tr(
                "expected {address} to be an address of this machine with port {port} free, got: "
                "{strerror}; choose others with --phone-address and --phone-port",
                address=address,
                port=port,
                strerror=error.strerror,
            )
        ) from error
    return made


def _checked(asked: str) -> str:
    try:
        address = ipaddress.IPv4Address(asked.strip())
    except ValueError as error:
        raise UsageError(
            tr(
                "expected an IPv4 address such as 192.168.1.20 after --phone-address, "
                "got {asked!r}",
                asked=asked,
            )
        ) from error
    if not _at_home(address):
        raise UsageError(
            tr(
                "expected an address of a home network after --phone-address, got {address}, which "
                "the whole internet or every network of this machine may reach",
                address=address,
            )
        )
    return str(address)


def _at_home(address: ipaddress.IPv4Address) -> bool:
    private = address.is_private or address.is_link_local
    return private and not (address.is_unspecified or address.is_multicast or address.is_reserved)


def _addresses() -> list[str]:
    """Return the private addresses of the cards that are up, in the order of the cards."""
    import psutil  # deferred: only who asks for a phone needs it

    up = {name for name, card in psutil.net_if_stats().items() if card.isup}
    found = []
    for name, cards in psutil.net_if_addrs().items():
        if name not in up or name.startswith(_VIRTUAL):
            continue
        for card in cards:
            if card.family == socket.AF_INET:
                address = ipaddress.IPv4Address(card.address)
                if address.is_private and not (address.is_loopback or address.is_link_local):
                    found.append(str(address))
    return found
