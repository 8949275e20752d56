"""Run one of the measurements, or all of them."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime

from benchmarks.batch import growth, history, killed, speed
from formcheck.version import __version__

PARTS = {"speed": speed.main, "growth": growth.main, "history": history.main, "killed": killed.main}

if __name__ == "__main__":
    parser = argparse.ArgumentParser("benchmarks.batch", description=__doc__)
    parser.add_argument("part", nargs="*", help=f"{', '.join(PARTS)}; all by default")
    asked = parser.parse_args().part or list(PARTS)
    if unknown := [name for name in asked if name not in PARTS]:
        parser.error(f"expected one of {', '.join(PARTS)}, got {unknown[0]}")
    print(f"formcheck {__version__}, {datetime.now(UTC):%Y-%m-%d}", flush=True)
    for name in asked:
        PARTS[name]()
