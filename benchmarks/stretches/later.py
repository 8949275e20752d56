"""The page about the easier versions and the tests, in Markdown.

`python -m benchmarks.stretches.later --out DIR --markdown docs/versions.md` judges what
`benchmarks.stretches.prove --sets versions --sets tests --out DIR` has filmed, with the rules and
targets of now, and says what was not filmed.
"""

from __future__ import annotations

import argparse
import datetime
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Final

from benchmarks.render.body import Body
from benchmarks.stretches.looking import look
from benchmarks.stretches.outcome import Outcome, is_good, judged
from benchmarks.stretches.page import part, row, share, table
from benchmarks.stretches.schedule import tests, versions
from benchmarks.stretches.takes import GOOD, Take
from benchmarks.stretches.versions import TESTS, VERSIONS
from benchmarks.truthset.people import person
from formcheck.calibrate import baseline_of
from formcheck.coach.frame.readings import mean
from formcheck.measure.pelvis.baseline import Baseline
from formcheck.session import judge_clip, measure_clip
from formcheck.stretches.files.loading import load_stretch

_TEMPLATE: Final = Path(__file__).with_name("later.template.md")
_ROUNDS: Final = 3
_LOOKS: Final = 2


def filmed(folder: Path) -> list[Take]:
    """The takes of versions and tests that have been filmed and looked at."""
    takes = [*tests(_ROUNDS), *versions(_ROUNDS)]
    return [t for t in takes if _looked(folder, t.id) and (not t.profile or _made(folder, t))]


def _looked(folder: Path, name: str) -> bool:
    return (folder / f"{name}.looks{_LOOKS}.z").exists()


def _made(folder: Path, take: Take) -> bool:
    return _looked(folder, f"{take.id}.calibration")


def read(folder: Path, take: Take) -> tuple[float, float] | None:
    """What a test read in a clip, with its error, or None where it read nothing."""
    clip = folder / f"{take.id}.mp4"
    baseline = None
    if take.profile:
        made = baseline_of(look(folder / f"{take.id}.calibration.mp4", _LOOKS))
        baseline = made if isinstance(made, Baseline) else None
    summary = judge_clip(measure_clip(look(clip, _LOOKS), baseline), load_stretch(take.stretch))[1]
    found = mean(summary.readings)
    return None if found is None else (found.value, found.sigma)


def page(folder: Path) -> str:
    """The page, from its template and what was filmed."""
    takes = filmed(folder)
    bodies: dict[int, Body] = {}
    outcomes = [_judged(take, folder, bodies) for take in takes]
    easier = [o for o in outcomes if o.stretch in VERSIONS]
    tested = [(t, o) for t, o in zip(takes, outcomes, strict=True) if o.stretch in TESTS]
    return _TEMPLATE.read_text(encoding="utf-8").format(
        date=datetime.datetime.now(datetime.UTC).date(),
        versions=", ".join(f"{name} {version(name)}" for name in ("formcheck", "mediapipe")),
        clips=len(outcomes),
        people=len({take.person() for take in takes}),
        short=_short(easier),
        missing=_missing(takes),
        rows=_rows(easier),
        tests=_tests(tested, folder),
    )


def _judged(take: Take, folder: Path, bodies: dict[int, Body]) -> Outcome:
    number = take.person()
    body = bodies.setdefault(number, Body(person(number).look))
    calibration = folder / f"{take.id}.calibration.mp4" if take.profile else None
    return judged(take, folder / f"{take.id}.mp4", body, _LOOKS, calibration)


def _short(outcomes: Sequence[Outcome]) -> str:
    good = [o for o in outcomes if is_good(o)]
    due = [o for o in outcomes if not is_good(o) and o.due]
    slight = [o for o in outcomes if not is_good(o) and o.excess is not None and not o.due]
    unknown = [o for o in outcomes if not is_good(o) and o.excess is None]
    held = [o for o in good if o.held_s is not None and o.held_s[1] > 0]
    near = [o for o in held if o.held_s and abs(o.held_s[0] - o.held_s[1]) <= 0.7]
    counted = [o for o in good if o.reps is not None]
    exact = [o for o in counted if o.reps and o.reps[0] == o.reps[1]]
    rows = [
        ("due faults caught", share(due, lambda o: o.caught), "at least 95 %"),
        ("due faults named first", share(due, lambda o: o.named), "at least 90 %"),
        ("faults within twice the stated error, caught", share(slight, lambda o: o.caught), ""),
        ("faults without a stated error, caught", share(unknown, lambda o: o.caught), ""),
        ("good form wrongly blamed", share(good, lambda o: bool(o.blamed)), "at most 2 %"),
        ("good holds within 0.7 s of the truth", part(len(near), len(held)), "all"),
        ("good repetitions counted exactly", part(len(exact), len(counted)), "all"),
        ("good form refused", share(good, lambda o: o.refused), ""),
    ]
    return table(("", "clips", "wanted"), rows)


def _rows(outcomes: Sequence[Outcome]) -> str:
    rows = []
    for name in VERSIONS:
        stretch = load_stretch(name)
        mine = [o for o in outcomes if o.stretch == name]
        for variant in dict.fromkeys(o.variant for o in mine):
            rows.append((stretch.name, *row([o for o in mine if o.variant == variant])))
    head = (
        "",
        "",
        "view",
        "clips",
        "caught",
        "named first",
        "seconds or repetitions off",
        "refused",
    )
    return table(head, rows)


def _missing(takes: Sequence[Take]) -> str:
    """Which performances were scheduled, for three people each, and not filmed."""
    done = {(take.stretch, take.variant) for take in takes}
    people = {
        key: len({t.person() for t in takes if (t.stretch, t.variant) == key}) for key in done
    }
    wanted = [
        (name, variant)
        for name, motion in {**TESTS, **VERSIONS}.items()
        for variant in (GOOD, *(fault.id for fault in motion.faults))
    ]
    never = [f"{name} {variant}" for name, variant in wanted if (name, variant) not in done]
    three = sum(count >= 3 for count in people.values())
    return (
        f"Of {len(wanted)} performances {len(wanted) - len(never)} were filmed, {three} of them of "
        f"three people or more, as is wanted of all.\n\nNot filmed: {', '.join(never) or 'none'}.\n"
    )


def _tests(tested: Sequence[tuple[Take, Outcome]], folder: Path) -> str:
    rows = []
    for take, outcome in tested:
        found = read(folder, take)
        truth = (
            take.motion.ends(take.fault)[1].get("rear_hip")
            or take.motion.ends(take.fault)[1]["hip"]
        )
        said = "nothing" if found is None else f"{found[0]:.0f} ± {found[1]:.0f}"
        off = "" if found is None or take.variant != GOOD else f"{found[0] - truth:+.0f}"
        rows.append(
            (
                load_stretch(take.stretch).name,
                "good form" if take.variant == GOOD else take.variant,
                f"{truth:.0f}" if take.variant == GOOD else "",
                said,
                off,
                outcome.first or "",
                "yes" if outcome.due else "",
            )
        )
    head = ("", "", "truth", "read", "off", "said first", "a due fault")
    return table(head, rows)


def main() -> None:
    """Judge what is there, and write the page."""
    parser = argparse.ArgumentParser(description="Judge filmed versions and tests again.")
    parser.add_argument("--out", type=Path, required=True, help="folder of the clips")
    parser.add_argument("--markdown", type=Path, required=True, help="page to write")
    wanted = parser.parse_args()
    wanted.markdown.write_text(page(wanted.out), encoding="utf-8")


if __name__ == "__main__":
    main()
