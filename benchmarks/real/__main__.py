"""Judges the measuring chain on real people, any part of it switched off.

The pictures do not travel with the program; see --data.
"""

from __future__ import annotations

import argparse
import datetime
import json
import platform
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from benchmarks.parts import write_part
from benchmarks.real.cases import Case, athletes, marked
from benchmarks.real.classes import PART as RECOGNITION
from benchmarks.real.classes import classes, tables
from benchmarks.real.classes import page as recognition_page
from benchmarks.real.configurations import CONFIGURATIONS, GEOMETRY, MEASURED
from benchmarks.real.engines import Look, repeated, see
from benchmarks.real.judge import Judged, judge
from benchmarks.real.page import PART, VALIDATED, angles, lines, names_of_legs, page
from formcheck.errors import InputError
from formcheck.version import __version__

DATA: Final = Path(__file__).parents[3] / "shared" / "real"
"""Beside the folder of the checkout."""

HELD_S: Final = 10.0


def engines_of(names: Sequence[str]) -> tuple[str, ...]:
    """Return the engines of some configurations, each once."""
    return tuple(dict.fromkeys(CONFIGURATIONS[name].engine for name in names))


def quick(data: Path) -> list[str]:
    """Judge on the pictures marked by eye alone, in a few lines.

    Held pictures repeat what the engine saw in the single picture.
    """
    start = time.monotonic()
    cases = marked(data / "marked")
    look = Look(engines_of(list(CONFIGURATIONS)))
    (seen,) = see([(look, [case.path for case in cases])])
    apart = [row for row, case in enumerate(cases) if case.legs_differ]
    engine = CONFIGURATIONS[MEASURED].engine
    held = {engine: [repeated(seen[engine][row], HELD_S) for row in apart]}
    judged = judge(cases, seen, held)
    took = time.monotonic() - start
    return lines(judged, f"{len(cases)} real people, formcheck {__version__}, {took:.0f} s")


def whole(data: Path) -> dict[str, tuple[list[Case], dict[str, Judged]]]:
    """Judge on all pictures, with those whose legs differ held as well, by two of the engines."""
    eye, others = marked(data / "marked"), athletes(data / "lsp")
    engines, held_engines = engines_of(list(CONFIGURATIONS)), engines_of((GEOMETRY, MEASURED))
    seen, held, seen_others = see(
        [
            (Look(engines), [case.path for case in eye]),
            (Look(held_engines, HELD_S), [case.path for case in eye if case.legs_differ]),
            (Look(engines), [case.path for case in others]),
        ]
    )
    return {
        "marked by eye": (eye, judge(eye, seen, held, agree=VALIDATED)),
        "athletes": (others, judge(others, seen_others)),
    }


def as_json(found: Mapping[str, tuple[list[Case], dict[str, Judged]]]) -> dict[str, Any]:
    """Return all figures as what JSON knows, with every error by picture."""
    return {
        label: {
            name: {
                "figures": {column: asdict(f) for column, f in one.figures.items()},
                "names": asdict(one.names),
                "held": None if one.held is None else asdict(one.held),
                "against": {
                    other: {c: None if d is None else asdict(d) for c, d in columns.items()}
                    for other, columns in one.against.items()
                },
                "groups": {
                    group: {column: asdict(f) for column, f in columns.items()}
                    for group, columns in one.groups.items()
                },
                "errors": {
                    column: {
                        cases[row].path.name: None if error != error else round(float(error), 2)
                        for row, error in zip(e.cases, e.error, strict=True)
                    }
                    for column, e in one.errors.items()
                },
            }
            for name, one in judged.items()
        }
        for label, (cases, judged) in found.items()
    }


def versions() -> str:
    """Return the versions of what was measured, in words."""
    named = (("mediapipe", version("mediapipe")), ("numpy", version("numpy")))
    found = [("formcheck", __version__), *named, ("python", platform.python_version())]
    return ", ".join(f"{name} {number}" for name, number in found)


def main() -> None:
    """Judge from the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.real", description=__doc__)
    parser.add_argument(
        "--data", type=Path, default=DATA, help="folder with marked/, lsp/ and so on (%(default)s)"
    )
    parser.add_argument("--quick", action="store_true", help="a few lines, on marked/ alone")
    parser.add_argument(
        "--classes", action="store_true", help="recognition on classes/ and clips/ instead"
    )
    parser.add_argument("--markdown", type=Path, help="page whose part on real people is written")
    parser.add_argument("--json", type=Path, help="file to write every figure and error to")
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    parser.add_argument("--date", default=today, help="date to print on the page")
    wanted = parser.parse_args()
    try:
        if wanted.quick:
            print("\n".join(quick(wanted.data)))
            return
        if wanted.classes:
            recognised = classes(wanted.data)
            print(tables(recognised))
            if wanted.markdown:
                text = recognition_page(recognised, versions(), wanted.date)
                write_part(wanted.markdown, RECOGNITION, text)
            return
        found = whole(wanted.data)
    except InputError as error:
        print(error, file=sys.stderr)
        raise SystemExit(error.exit_code) from None
    eye, others = found["marked by eye"], found["athletes"]
    print(angles(eye[1]), names_of_legs(eye[1]), sep="\n\n")
    if wanted.markdown:
        write_part(wanted.markdown, PART, page(eye, others, versions(), wanted.date))
    if wanted.json:
        figures = json.dumps({"date": wanted.date, **as_json(found)}, indent=1)
        wanted.json.write_text(figures + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
