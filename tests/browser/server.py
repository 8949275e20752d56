"""The app as people start it, in a process of its own."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Sequence
from pathlib import Path

from tests.network import read_calls, why_not

WAIT_S = 90.0


def free_port(address: str = "127.0.0.1") -> int:
    """Return a port of an address of this machine on which nothing listens."""
    with socket.socket() as free:
        free.bind((address, 0))
        return int(free.getsockname()[1])


class Server:
    """`formcheck app` on a free port.

    Args:
        home: The person's folder.
        watched: Whether its system calls are written down, to see what leaves this machine.
        options: Further options of `formcheck app`.
        program: The module that is run.
    """

    def __init__(
        self,
        home: Path,
        watched: bool = False,
        options: Sequence[str] = (),
        program: str = "formcheck",
    ) -> None:
        self._program = program
        self._options = tuple(options)
        self.port = free_port()
        self.home = home
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = home.with_suffix(".calls") if watched and why_not() is None else None
        self._process: subprocess.Popen[bytes] | None = None
        self.start()

    def start(self) -> None:
        command = [
            sys.executable,
            "-m",
            self._program,
            "app",
            f"--port={self.port}",
            "--no-browser",
        ]
        command += self._options
        if self.log is not None:
            calls = "trace=connect,sendto,sendmsg,sendmmsg"
            command = [
                str(shutil.which("strace")), "-f", "--seccomp-bpf", "-A", "-s", "256",
                "-o", str(self.log), "-e", calls, "--", *command,
            ]  # fmt: skip
        with self.home.with_suffix(".log").open("ab") as output:
            self._process = subprocess.Popen(
                command, stdout=output, stderr=output, start_new_session=True,
                env={**os.environ, "FORMCHECK_HOME": str(self.home)},
            )  # fmt: skip
        end = time.monotonic() + WAIT_S
        while not self._answers():
            assert time.monotonic() < end, self.home.with_suffix(".log").read_text()
            time.sleep(0.2)

    def stop(self) -> None:
        """Kill it, as when the machine takes it away."""
        if self._process is not None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None

    @property
    def pid(self) -> int:
        """Number of the process that was started."""
        assert self._process is not None
        return self._process.pid

    def outside(self) -> list[str]:
        """Return everything that it sent, or tried to send, beyond this machine."""
        assert self.log is not None
        return list(read_calls(self.log.read_text(errors="replace")))

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=2) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False
