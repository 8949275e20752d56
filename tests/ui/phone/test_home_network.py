"""Where a phone finds this machine, and where nobody shall."""

from __future__ import annotations

import socket
from types import SimpleNamespace

import psutil
import pytest

from formcheck.errors import UsageError
from formcheck.ui.phone.home_network import bound, home_address


def cards(monkeypatch: pytest.MonkeyPatch, **found: str) -> None:
    """Give this machine network cards; those that end in `_down` are not connected."""
    lines = {
        name.replace("__", "-"): [
            SimpleNamespace(family=socket.AF_INET6, address="fe80::1"),
            SimpleNamespace(family=socket.AF_INET, address=address),
        ]
        for name, address in found.items()
    }
    up = {name: SimpleNamespace(isup=not name.endswith("_down")) for name in lines}
    monkeypatch.setattr(psutil, "net_if_addrs", lambda: lines)
    monkeypatch.setattr(psutil, "net_if_stats", lambda: up)


def test_the_one_private_address_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    cards(
        monkeypatch, lo="127.0.0.1", docker0="172.17.0.1", br__1a="172.18.0.1",
        wlan0="192.168.1.20", eth0_down="10.0.0.4", ppp0="8.8.4.4", eth1="169.254.3.4",
    )  # fmt: skip
    assert home_address() == "192.168.1.20"


def test_of_several_the_person_chooses(monkeypatch: pytest.MonkeyPatch) -> None:
    cards(monkeypatch, wlan0="192.168.1.20", eth0="10.0.0.4")
    with pytest.raises(UsageError, match=r"192\.168\.1\.20, 10\.0\.0\.4; name the one"):
        home_address()
    assert home_address("10.0.0.4") == "10.0.0.4"


def test_without_a_network_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    cards(monkeypatch, lo="127.0.0.1")
    with pytest.raises(UsageError, match="the same Wi-Fi as the phone"):
        home_address()


@pytest.mark.parametrize("asked", ["0.0.0.0", "8.8.8.8", "224.0.0.1", "255.255.255.255"])
def test_the_page_is_never_opened_to_the_internet(asked: str) -> None:
    with pytest.raises(UsageError, match="expected an address of a home network"):
        home_address(asked)


@pytest.mark.parametrize("asked", ["", "laptop.local", "192.168.1", "::1", "192.168.1.20:80"])
def test_what_is_no_address_is_said(asked: str) -> None:
    with pytest.raises(UsageError, match=r"expected an IPv4 address such as 192\.168\.1\.20"):
        home_address(asked)


def test_a_socket_is_bound_to_that_address_alone() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.2", 0))
        port = free.getsockname()[1]
    with bound("127.0.0.2", port) as line:
        assert line.getsockname() == ("127.0.0.2", port)
        line.listen()
        with pytest.raises(UsageError, match="choose others with --phone-address"):
            bound("127.0.0.2", port)


@pytest.mark.parametrize("port", [0, -1, 65536])
def test_what_is_no_port_is_said(port: int) -> None:
    with pytest.raises(UsageError, match="expected a port from 1 to 65535 for the phone"):
        bound("127.0.0.2", port)


def test_an_address_of_another_machine_is_said() -> None:
    with pytest.raises(UsageError, match="to be an address of this machine"):
        bound("192.0.2.1", 8502)
