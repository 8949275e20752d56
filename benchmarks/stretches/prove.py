"""Shows what formcheck says of good and faulty performances of every stretch.

`python -m benchmarks.stretches.prove --out DIR` films rendered people, judges the clips as a
person's clip is judged, and with `--markdown docs/stretches.md` writes what came out. Whatever is
in DIR is not done again, so that it can be interrupted.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from benchmarks.render.body import Body
from benchmarks.stretches.outcome import Outcome, judged
from benchmarks.stretches.page import page
from benchmarks.stretches.schedule import PROFILED, SETS, TESTED, TURNED, VERSIONED, VIEWED
from benchmarks.stretches.takes import Take, film, film_calibration
from benchmarks.stretches.versions import PERFORMED
from benchmarks.truthset.people import SPLITS, Split, person

_FIRST: Final = {
    "tests": TESTED,
    "versions": VERSIONED,
    "turning": TURNED,
    "profiles": PROFILED,
    "views": VIEWED,
}
"""The first person of each set, the highest first."""


@dataclass(frozen=True)
class Order:
    """One take to film and to judge."""

    take: Take
    out: Path
    looks: int
    again: bool

    @property
    def result(self) -> Path:
        """Where its outcome is kept."""
        return self.out / f"{self.take.id}.looks{self.looks}.json"


@lru_cache(maxsize=8)
def body(number: int) -> Body:
    """The person with this number."""
    return Body(person(number).look)


def done(order: Order) -> Outcome:
    """Films, looks and judges, as far as that has not been done."""
    if order.result.exists() and not order.again:
        return Outcome.read(order.result)
    who = body(order.take.person())
    clip = film(order.take, order.out, who)
    calibration = film_calibration(order.take, order.out, who) if order.take.profile else None
    outcome = judged(order.take, clip, who, order.looks, calibration)
    outcome.write(order.result)
    return outcome


def filmed(out: Path, takes: Sequence[Take], looks: int) -> list[Take]:
    """The takes that have been filmed and looked at."""
    return [take for take in takes if (out / f"{take.id}.looks{looks}.z").exists()]


def main() -> None:
    """Films and judges the takes that are asked for."""
    parser = argparse.ArgumentParser(description="Judge rendered performances of every stretch.")
    parser.add_argument("--out", type=Path, required=True, help="folder for clips and outcomes")
    parser.add_argument("--only", choices=list(PERFORMED), action="append", help="may be repeated")
    parser.add_argument("--sets", choices=list(SETS), action="append", help="may be repeated")
    parser.add_argument("--rounds", type=int, default=1, help="how often each variant is done")
    parser.add_argument("--split", choices=SPLITS, default="test", help="which people and rooms")
    parser.add_argument("--looks", type=int, choices=(1, 2), default=2, help="looks at a frame")
    parser.add_argument("--workers", type=int, default=1, help="processes")
    parser.add_argument("--judge-again", action="store_true", help="after a change of the targets")
    parser.add_argument("--filmed-only", action="store_true", help="judge what is there")
    parser.add_argument("--markdown", type=Path, help="page to write")
    wanted = parser.parse_args()
    os.environ.setdefault("LP_NUM_THREADS", "1")  # Mesa's own threads would fight the workers
    takes = _takes(wanted.sets or list(SETS), wanted.rounds, wanted.split, wanted.only)
    if wanted.filmed_only:
        takes = filmed(wanted.out, takes, wanted.looks)
    orders = [Order(take, wanted.out, wanted.looks, wanted.judge_again) for take in takes]
    outcomes = []
    start = time.perf_counter()
    for outcome in _run(orders, wanted.workers):
        outcomes.append(outcome)
        print(f"{time.perf_counter() - start:6.0f} s  {line(outcome)}", flush=True)
    if wanted.markdown is not None:
        wanted.markdown.write_text(page(_by_set(outcomes), wanted.looks), encoding="utf-8")


def _takes(
    sets: Sequence[str], rounds: int, split: Split, only: Sequence[str] | None
) -> list[Take]:
    takes = [replace(take, split=split) for name in sets for take in SETS[name](rounds)]
    return [take for take in takes if not only or take.stretch in only]


def _by_set(outcomes: Sequence[Outcome]) -> dict[str, list[Outcome]]:
    """The outcomes of each set, in their order."""
    found: dict[str, list[Outcome]] = {name: [] for name in SETS}
    for outcome in outcomes:
        number = int(outcome.id.rsplit("_", 1)[1])
        name = next((name for name, first in _FIRST.items() if number >= first), "wanted")
        found[name].append(outcome)
    return found


def _run(orders: Sequence[Order], workers: int) -> Iterator[Outcome]:
    if workers == 1:
        yield from map(done, orders)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        yield from pool.map(done, orders)


def line(outcome: Outcome) -> str:
    """One outcome on one line."""
    ok = outcome.caught if outcome.wanted else not outcome.blamed
    said = f"first {outcome.first}, at fault {', '.join(outcome.blamed) or 'nothing'}"
    held = "" if outcome.held_s is None else "  held {:.1f} s of {:.1f} s".format(*outcome.held_s)
    reps = "" if outcome.reps is None else "  {} of {} repetitions".format(*outcome.reps)
    return f"{'well ' if ok else 'WRONG'} {outcome.id}: {outcome.verdict}; {said}{held}{reps}"


if __name__ == "__main__":
    main()
