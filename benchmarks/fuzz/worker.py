"""The process that reads hostile inputs: one line in, one line out, within limits."""

from __future__ import annotations

import json
import os
import resource
import shutil
import sys
import time
from pathlib import Path

from benchmarks.fuzz.inputs import make_seeds, mutate, read
from formcheck.batch.work import peak_mb

MOST_MEMORY = 3_000_000_000
"""Bytes of address space beyond which memory is refused, so that a fault here stops nobody else."""


def main() -> None:
    """Read numbers from standard input until it ends."""
    folder = Path(sys.argv[1])
    home = folder / "home"
    os.environ["FORMCHECK_HOME"] = str(home)
    shutil.rmtree(folder, ignore_errors=True)
    seeds = make_seeds(folder / "seeds")
    whole = {kind: path.read_bytes() for kind, path in seeds.items()}
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    kinds = list(whole)
    print(json.dumps({"ready": True, "kinds": kinds}), flush=True)
    places = {"profile": home / "profiles" / "anna.json"}
    for line in sys.stdin:
        number = int(line)
        kind = kinds[number % len(kinds)]
        path = places.get(kind, folder / "case" / seeds[kind].name)
        shutil.rmtree(folder / "case", ignore_errors=True)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(mutate(whole[kind], number))
        began = time.monotonic()
        what = read(kind, path)
        left = [one.name for one in path.parent.glob(".*.part*")]
        print(
            json.dumps({
                "number": number, "kind": kind, "what": what, "left": left,
                "seconds": round(time.monotonic() - began, 3),
                "peak_mb": round(peak_mb()),
            }),
            flush=True,
        )  # fmt: skip


if __name__ == "__main__":
    main()
