"""Run one of the measurements, or all of them."""

from __future__ import annotations

import sys
from datetime import UTC, datetime

from benchmarks.batch import growth, history, speed
from formcheck.version import __version__

PARTS = {"speed": speed.main, "growth": growth.main, "history": history.main}

if __name__ == "__main__":
    print(f"formcheck {__version__}, {datetime.now(UTC):%Y-%m-%d}")
    for name in sys.argv[1:] or PARTS:
        PARTS[name]()
