"""The low back's share of a pelvic tilt: `python -m benchmarks.arch.share [--bodies N]`.

By how much the hip joint's angle falls for each degree of anterior tilt while the trunk-thigh angle
stays. From the truth of postures alone; nothing is drawn.
"""

from __future__ import annotations

import argparse
from typing import Final

import numpy as np

from benchmarks.arch.build import FIRST, Performer
from benchmarks.render.body import Body
from benchmarks.render.truth import angles
from benchmarks.truthset.draft import ImplausibleError
from benchmarks.truthset.people import person, person_number

TILTS: Final = (-15.0, -8.0, 8.0, 15.0, 22.0)
NUMBER: Final = 100_000
"""People here are counted from here on, so that their spines are not those that are judged."""


def shares(bodies: int) -> dict[str, list[float]]:
    """Returns the shares of each posture of each body, by how its spine bends."""
    found: dict[str, list[float]] = {"as usual": [], "higher up or lower down": []}
    for number in range(bodies):
        body = Body(person(person_number("train", FIRST + number)).look)
        who = Performer(body, NUMBER + number)
        name = "higher up or lower down" if who.strange else "as usual"
        for tilt in TILTS:
            for posture in (who.stand, who.lunge):
                try:
                    truth = angles(posture(who.neutral + tilt), body.skeleton)
                except ImplausibleError:
                    continue
                joint = truth[f"hip_joint_{who.rear}"] - who.gap[who.rear]
                found[name].append((truth[f"hip_{who.rear}"] - joint) / tilt)
    return found


def main() -> None:
    """Prints mean and standard deviation."""
    parser = argparse.ArgumentParser(description="The low back's share of a pelvic tilt.")
    parser.add_argument("--bodies", type=int, default=24, help="number of people")
    found = shares(parser.parse_args().bodies)
    found["both"] = [share for group in found.values() for share in group]
    for name, values in found.items():
        print(f"spine bends {name}: {np.mean(values):.2f} +- {np.std(values):.2f} ({len(values)})")


if __name__ == "__main__":
    main()
