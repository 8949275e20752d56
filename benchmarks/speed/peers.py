"""Other programs on the same clip: `python -m benchmarks.speed.peers --folder DIR`.

Each is installed from PyPI into an environment of its own in that folder, outside the repository,
and run as its own documentation says, in turn with formcheck. What cannot be installed or run is
said with its reason. They do not do the same work: which engine looks how often is in the table.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

from benchmarks.speed.__main__ import cut
from benchmarks.speed.runs import ROOT, compile_modules
from formcheck.resources import data_folder

SAMPLE: Final = "squat-set.mp4"

OWN: Final = {
    "plain loop: OpenCV and one look of MediaPipe full": (
        (sys.executable, "-m", "benchmarks.speed", "--one", "plain", "--clip", "{clip}")
    ),
    "`formcheck review --fast`, with video": (
        (sys.executable, "-m", "formcheck", "review", "{clip}", "--fast", "--out", "out")
    ),
    "`formcheck review --fast --no-video`": (
        (sys.executable, "-m", "formcheck", "review", "{clip}", "--fast", "--no-video",
         "--out", "out")
    ),
}  # fmt: skip

_TRACKERFIT: Final = """
import sys, cv2
from trackerfit.factory import get_ejercicio
from trackerfit.tracker.pose_tracker import PoseTracker
from trackerfit.utils.lado_enum import Lado
tracker, counter = PoseTracker(), get_ejercicio("sentadilla", Lado.derecho)
tracker.set_ejercicio(counter)
capture = cv2.VideoCapture(sys.argv[1])
while (read := capture.read())[0]:
    points = tracker.extraer_landmarks(tracker.procesar(read[1]), read[1].shape)
    if points:
        counter.actualizar(points)
"""


@dataclass(frozen=True, slots=True)
class OtherProgram:
    """A program of somebody else.

    Attributes:
        packages: What pip installs.
        command: How it is run; `{bin}` is its environment's folder of commands, `{clip}` the clip.
        work: What it does.
        told: Words of an error that mean it has done its work all the same.
    """

    packages: tuple[str, ...]
    command: tuple[str, ...]
    work: str
    told: str = ""


PEERS: Final = {
    "kinemotion": OtherProgram(
        ("kinemotion",),
        ("{bin}/kinemotion", "cmj-analyze", "{clip}", "--json-output", "jump.json"),
        "MediaPipe lite, one look; looks for a jump",
        "Could not detect CMJ phases",
    ),
    "swing-analyzer": OtherProgram(
        ("swing-analyzer",),
        ("{bin}/swing", "analyze", "--face-on", "{clip}"),
        "MediaPipe, one look; annotated video",
    ),
    "trackerfit": OtherProgram(
        # Its own requirements let pip take a MediaPipe that lacks what it imports.
        ("trackerfit", "mediapipe==0.10.21"),
        ("{bin}/python", "-c", _TRACKERFIT, "{clip}"),
        "MediaPipe, one look; counts squats, without its window",
    ),
    "Sports2D": OtherProgram(
        ("sports2d",),
        ("{bin}/sports2d", "--video_input", "{clip}", "--show_realtime_results", "False"),
        "RTMPose; joint angles",
    ),
}


def installed(name: str, folder: Path) -> Path | str:
    """Return the commands of a peer's environment, or why it cannot be installed."""
    home = folder / name.lower()
    commands = home / "bin"
    if not (home / "complete").is_file():
        subprocess.run([sys.executable, "-m", "venv", home], check=True)
        pip = [str(commands / "pip"), "install", "--quiet", "--only-binary=:all:"]
        done = subprocess.run(
            [*pip, *PEERS[name].packages], stderr=subprocess.PIPE, text=True, check=False
        )
        if done.returncode:
            return _last(done.stderr)
        (home / "complete").touch()
    return commands


def run(words: Sequence[str], told: str = "", *, own: bool = False) -> dict[str, float] | str:
    """Return what one run took from its start to its end, or why it failed.

    Args:
        words: The command.
        told: Words of an error that mean it has done its work all the same.
        own: Whether it is formcheck's, and finds the repository.
    """
    env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    env |= {"PYTHONPATH": str(ROOT)} if own else {}
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile("w+") as said:
        wall = time.perf_counter()
        started = subprocess.Popen(words, cwd=folder, env=env, stdout=said, stderr=said)
        _, status, used = os.wait4(started.pid, 0)
        wall = time.perf_counter() - wall
        started.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        text = said.read()
    if started.returncode and not (told and told in text):
        return _last(text)
    return {
        "wall_s": wall, "cpu_s": used.ru_utime + used.ru_stime, "peak_mb": used.ru_maxrss / 1e3,
    }  # fmt: skip


def _last(text: str) -> str:
    """Return the last line that speaks of an error, or else that says anything."""
    lines = [line.strip().replace("|", "/") for line in text.splitlines() if line.strip()]
    faults = [line for line in lines if "rror" in line]
    return (faults or lines or ["no word of why"])[-1][:200]


def rows(clip: Path, frames: int, folder: Path, rounds: int) -> list[str]:
    """Return the rows of the table: formcheck's runs and every peer's, in turn."""
    found: dict[str, list[dict[str, float]]] = {}
    failed: dict[str, str] = {}
    there = {name: installed(name, folder) for name in PEERS}
    for _ in range(rounds):
        for name, command in OWN.items():
            _keep(name, run(_filled(command, clip), own=True), found, failed)
        for name, commands in there.items():
            peer, words = PEERS[name], f"{name} ({PEERS[name].work})"
            taken: dict[str, float] | str = str(commands)
            if isinstance(commands, Path):
                taken = run(_filled(peer.command, clip, commands), peer.told)
            _keep(words, taken, found, failed)
    lines = []
    for words, costs in found.items():
        spent, passed = (median(cost[key] for cost in costs) for key in ("cpu_s", "wall_s"))
        peak = median(cost["peak_mb"] for cost in costs)
        lines.append(
            f"| {words} | {1000 * spent / frames:.1f} ms | {frames / passed:.1f} | {peak:.0f} MB |"
        )
    return [*lines, *(f"| {words} | {why} | | |" for words, why in failed.items())]


def _keep(
    words: str,
    taken: dict[str, float] | str,
    found: dict[str, list[dict[str, float]]],
    failed: dict[str, str],
) -> None:
    print(words, taken, file=sys.stderr, flush=True)
    if isinstance(taken, str):
        failed[words] = taken
    else:
        found.setdefault(words, []).append(taken)


def _filled(command: Sequence[str], clip: Path, commands: Path = Path()) -> list[str]:
    """Return a command with its places filled."""
    words = [word.replace("{bin}", str(commands)) for word in command]
    return [word.replace("{clip}", str(clip)) for word in words]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, required=True, help="where environments are made")
    parser.add_argument("--sample", default=SAMPLE, help="a clip of sample_videos")
    parser.add_argument("--frames", type=int, default=480)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    compile_modules()
    before = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        clip = Path(folder) / "clip.mp4"
        cut(data_folder("sample_videos") / asked.sample, asked.frames, clip)
        table = rows(clip, asked.frames, asked.folder.resolve(), asked.rounds)
    print("| run | processor time a frame, start included | frames a second | peak memory |")
    print("|---|---|---|---|")
    print("\n".join(table))
    print(f"\nMedians of {asked.rounds}; load {before:.0f} before, {os.getloadavg()[0]:.0f} after.")


if __name__ == "__main__":
    main()
