"""Watches every process of a command for connections that leave this machine, with strace.

`run_watched` reports each `connect`, `sendto`, `sendmsg` and `sendmmsg` to an internet address
outside the loopback network, and each look-up of a name: packets to port 53 wherever it is (a stub
resolver sits on the loopback address) and requests to systemd-resolved. What is not seen: look-ups
that a name service daemon (nscd) makes on a process's behalf.
"""

from __future__ import annotations

import ipaddress
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

_SENDS = "sendto,sendmsg,sendmmsg"

_LINE = re.compile(r"^\d+ +(?P<call>connect|sendto|sendmsg|sendmmsg)\((?P<arguments>.*)$")

_INET = re.compile(
    r"sa_family=AF_INET6?, sin6?_port=htons\((?P<port>\d+)\)"
    r'.*?(?:inet_addr\("|inet_pton\(AF_INET6, ")(?P<address>[^"]+)"'
)

_NAME_SERVICE = re.compile(r'sa_family=AF_UNIX, sun_path="(?P<path>[^"]*systemd/resolve[^"]*)"')

_BUFFER = re.compile(r'(?:iov_base=|^\d+(?:<[^>]*>)?, )"(?P<text>(?:[^"\\]|\\.)*)"')


@dataclass(frozen=True)
class Report:
    """What a watched command did.

    Attributes:
        outside: Every attempt to reach something outside this machine and every look-up, in words.
        returncode: The command's exit status.
        output: What it printed, standard output and standard error together.
    """

    outside: list[str]
    returncode: int
    output: str


@cache
def why_not() -> str | None:
    """Return why commands cannot be watched on this machine, or None if they can."""
    strace = shutil.which("strace")
    if strace is None:
        return "strace is not installed"
    trial = subprocess.run([strace, "-f", "-o", "/dev/null", "true"], capture_output=True)
    return None if trial.returncode == 0 else "strace may not trace processes here"


needs_strace = pytest.mark.skipif(why_not() is not None, reason=str(why_not()))
"""Marks a test that watches a command."""


def run_watched(
    command: Sequence[str | Path],
    env: Mapping[str, str] | None = None,
    *,
    hold_back: bool = False,
    timeout: float = 300.0,
) -> Report:
    """Run a command to its end and report what left this machine.

    Args:
        command: Program and arguments.
        env: Environment of the command; by default this process's.
        hold_back: Make every send fail, so that what the command tries is seen but nothing, not
            even a look-up, goes out.
        timeout: Seconds until the command is killed.

    Raises:
        subprocess.TimeoutExpired: The command took longer.
    """
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "calls.txt"
        tracer = ["strace", "-f", "-s", "512", "-o", str(log), "-e", f"trace=connect,{_SENDS}"]
        if hold_back:
            tracer += ["-e", f"inject={_SENDS}:error=ENETUNREACH"]
        done = subprocess.run(
            [*tracer, "--", *map(str, command)],
            env=None if env is None else dict(env),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=timeout,
            text=True,
            errors="replace",
        )
        calls = log.read_text(errors="replace") if log.exists() else ""
    if not calls:
        raise RuntimeError(f"strace wrote nothing: {done.stdout}")
    return Report(list(read_calls(calls)), done.returncode, done.stdout)


def read_calls(log: str) -> Iterator[str]:
    """Yield in words what leaves this machine, from the log of `strace -f`."""
    resolvers: set[str] = set()  # process and descriptor of sockets connected to port 53
    for line in log.splitlines():
        match = _LINE.match(line)
        if match is None:
            continue
        call, arguments = match["call"], match["arguments"]
        socket = f"{line.split()[0]}:{re.split('[,<]', arguments, maxsplit=1)[0]}"
        if call == "connect":
            resolvers.discard(socket)
        if service := _NAME_SERVICE.search(arguments):
            yield f"look-up through {service['path']}"
        for target in _INET.finditer(arguments):
            if target["port"] == "53":
                resolvers.add(socket)
                if call == "connect":
                    yield f"look-up: connect to {target['address']}:53"
            elif not _is_local(target["address"]):
                yield f"{call} to {target['address']}:{target['port']}"
        if call != "connect" and socket in resolvers:
            for buffer in _BUFFER.finditer(arguments):
                yield f"look-up of {_queried(buffer['text'])}"


def _is_local(text: str) -> bool:
    address = ipaddress.ip_address(text.split("%")[0])
    mapped = getattr(address, "ipv4_mapped", None)
    address = mapped or address
    return address.is_loopback or address.is_unspecified


def _queried(escaped: str) -> str:
    """Return the name in a DNS query, from strace's rendering of the packet."""
    packet = escaped.encode("ascii", "replace").decode("unicode_escape").encode("latin-1")
    labels, at = [], 12  # after the header
    while at < len(packet) and packet[at]:
        labels.append(packet[at + 1 : at + 1 + packet[at]].decode("ascii", "replace"))
        at += 1 + packet[at]
    return ".".join(labels) or "an unknown name"
