"""Feeds hostile inputs to a worker, and counts what came of them."""

from __future__ import annotations

import argparse
import json
import queue
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import Any

HANG_S = 30.0


class Worker:
    """A worker process that is started anew when it dies.

    Args:
        folder: Where it may write.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._start()

    def _start(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.fuzz.worker", str(self._folder)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        self._lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        told = (self._process, self._lines)
        self._listener = threading.Thread(target=self._listen, args=told, daemon=True)
        self._listener.start()
        if not self._lines.get(timeout=300):
            raise RuntimeError("the worker did not start; see python -m benchmarks.fuzz.worker DIR")

    @staticmethod
    def _listen(process: subprocess.Popen[str], lines: queue.SimpleQueue[str]) -> None:
        assert process.stdout is not None
        with process.stdout:
            for line in process.stdout:
                lines.put(line)
        lines.put("")

    def ask(self, number: int) -> dict[str, Any]:
        """Return what came of an input: of one that kills or stops the worker, that."""
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(f"{number}\n")
            self._process.stdin.flush()
            line = self._lines.get(timeout=HANG_S)
        except (queue.Empty, OSError):
            line = None
        if line:
            return dict(json.loads(line))
        what = "hang" if line is None else f"killed ({self._process.wait(10)})"
        self.close()
        self._start()
        return {"number": number, "kind": "?", "what": what, "seconds": HANG_S, "left": []}

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.wait()
        self._listener.join()
        assert self._process.stdin is not None
        with suppress(OSError):
            self._process.stdin.close()


def report(log: Path) -> dict[str, Any]:
    """Return the counts of a log."""
    cases = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    bad = [case for case in cases if case["what"] not in ("read", "refused")]
    return {
        "inputs": len(cases),
        "read": sum(case["what"] == "read" for case in cases),
        "refused": sum(case["what"] == "refused" for case in cases),
        "tracebacks": sum(case["what"].startswith("traceback") for case in cases),
        "hangs": sum(case["what"] == "hang" for case in cases),
        "killed": sum(case["what"].startswith("killed") for case in cases),
        "partial files": sum(len(case["left"]) for case in cases),
        "slowest_s": max((case["seconds"] for case in cases), default=0.0),
        "peak_mb": max((case.get("peak_mb", 0) for case in cases), default=0),
        "by kind": dict(Counter(case["kind"] for case in cases)),
        "bad": [(case["number"], case["kind"], case["what"]) for case in bad][:20],
    }


def main() -> None:
    """Run, or go on with, a run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--log", type=Path, default=Path("build/fuzz.jsonl"))
    parser.add_argument("--minutes", type=float, default=8.0, help="stop after this long")
    asked = parser.parse_args()
    asked.log.parent.mkdir(parents=True, exist_ok=True)
    asked.log.touch()
    known = {json.loads(line)["number"] for line in asked.log.read_text().splitlines()}
    end = time.monotonic() + 60 * asked.minutes
    with tempfile.TemporaryDirectory() as folder, asked.log.open("a", encoding="utf-8") as log:
        worker = Worker(Path(folder))
        for number in range(asked.count):
            if number in known:
                continue
            if time.monotonic() > end:
                break
            log.write(json.dumps(worker.ask(number)) + "\n")
        worker.close()
    print(json.dumps(report(asked.log), indent=1))


if __name__ == "__main__":
    main()
