"""A batch that is killed three times and goes on, beside one that nobody disturbs.

Short clips cut from the samples, one in twenty of them damaged in one of five ways, go through
`formcheck batch` twice: once in one go, and once with SIGKILL for the command and all its workers
after a fifth, two fifths and three fifths of the clips. The tables have to be equal row by row.
"""

from __future__ import annotations

import csv
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

from benchmarks.batch import speed
from formcheck.batch.manifest import FILE, read_entries
from formcheck.batch.table import FILES
from formcheck.resources import data_folder

CLIPS: Final = int(os.environ.get("CLIPS", "1000"))
SECONDS: Final = float(os.environ.get("SECONDS", "0.5"))
BAD: Final = 20
"""One clip in so many is damaged."""

KILLED: Final = (0.2, 0.4, 0.6)
"""Share of the clips after which the batch is killed."""


def spoil(path: Path, way: int) -> None:
    """Damage a clip in one of five ways."""
    whole = path.read_bytes()
    path.write_bytes(
        [
            b"",
            whole[: len(whole) // 3],
            b"not a clip at all\n",
            bytes(len(whole)),
            whole[:64] + bytes(len(whole) // 2) + whole[64:],
        ][way % 5]
    )


def make_clips(folder: Path) -> Path:
    """Cut the clips, and return the list that names them with their stretches."""
    speed_seconds = round(SECONDS * 24)
    sources = [
        (name, speed.pictures(data_folder("sample_videos") / f"{name}.mp4"), stretch)
        for name, stretch in speed.SAMPLES.items()
    ]
    listing = folder / "clips.csv"
    with listing.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(("clip", "stretch"))
        for number in range(CLIPS):
            _, images, stretch = sources[number % len(sources)]
            first = (number * 7) % (len(images) - speed_seconds)
            path = folder / f"{number:04}.mp4"
            speed.film(path, images[first : first + speed_seconds])
            if number % BAD == BAD - 1:
                spoil(path, number // BAD)
            rows.writerow((path.name, stretch))
    return listing


def command(listing: Path, out: Path) -> list[str]:
    """Return the command that a person types."""
    return [
        *(sys.executable, "-m", "formcheck", "batch", str(listing)),
        *("--out", str(out), "--fast", "--no-video"),
    ]


def done(out: Path) -> int:
    """Return how many clips the manifest has, a line half written not counted."""
    return sum(1 for _ in read_entries(out)) if (out / FILE).is_file() else 0


def disturbed(listing: Path, out: Path) -> None:
    """Run the batch, kill it three times, and let it finish."""
    for share in KILLED:
        run = subprocess.Popen(
            command(listing, out), start_new_session=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        while run.poll() is None and done(out) < share * CLIPS:
            time.sleep(0.2)
        os.killpg(run.pid, signal.SIGKILL)
        run.wait()
        print(f"killed after {done(out)} clips", flush=True)
    subprocess.run(command(listing, out), check=False, stdout=subprocess.DEVNULL)


def main() -> None:
    """Print whether the tables are equal, and what is said of the bad clips."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "in").mkdir()
        listing = make_clips(folder / "in")
        began = time.perf_counter()
        disturbed(listing, folder / "killed")
        between = time.perf_counter()
        subprocess.run(command(listing, folder / "whole"), check=False, stdout=subprocess.DEVNULL)
        ended = time.perf_counter()
        print(f"{CLIPS} clips of {SECONDS:g} s: {between - began:.0f} s killed three times,")
        print(f"{ended - between:.0f} s undisturbed")
        for file in FILES:
            one, other = (folder / kind / file for kind in ("killed", "whole"))
            print(f"{file}: {'equal' if one.read_bytes() == other.read_bytes() else 'DIFFERENT'}")
        with (folder / "killed" / "clips.csv").open(encoding="utf-8", newline="") as text:
            rows = list(csv.DictReader(text))
        names = [row["clip"] for row in rows]
        print(f"{len(names)} rows, {len(set(names))} clips")
        failed = [row for row in rows if row["status"] == "failed"]
        print(f"{len(failed)} with an error, such as:")
        for said in dict.fromkeys(row["why"].replace(row["clip"], "CLIP") for row in failed):
            print(f"- {said}")
