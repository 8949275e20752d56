"""The page about what formcheck says of every stretch, in Markdown."""

from __future__ import annotations

import datetime
import platform
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Final, cast

from benchmarks.stretches.catalogue import MOTIONS
from benchmarks.stretches.outcome import Outcome, is_good
from benchmarks.stretches.takes import FPS, GOOD, PACE, Take
from benchmarks.truthset.people import Split, person
from formcheck.stretches.files.loading import load_stretch

_TEMPLATE: Final = Path(__file__).with_name("page.template.md")
_VIEWS: Final = {
    "side": "from the side",
    "oblique": "25 degrees off",
    "three-quarter": "45 degrees off",
    "front": "from the front",
}
_TURNING: Final = {
    "turn": "turned round",
    "jump": "recording paused",
    "cut": "paused, camera moved",
}
_MISSES: Final = Path(__file__).with_name("misses.md")
_TURNED: Final = Path(__file__).with_name("turning.md")


def page(found: Mapping[str, Sequence[Outcome]], looks: int) -> str:
    """The page, from its template and the outcomes of each set (`SETS` of the schedule)."""
    outcomes, others, profiles = found["wanted"], found["views"], found["profiles"]
    every = [*outcomes, *others, *profiles]
    packages = ("formcheck", "mediapipe", "numpy")
    versions = [f"{name} {version(name)}" for name in packages]
    names = [name for name in MOTIONS if any(o.stretch == name for o in outcomes)]
    return _TEMPLATE.read_text(encoding="utf-8").format(
        date=datetime.datetime.now(datetime.UTC).date(),
        versions=", ".join([*versions, f"python {platform.python_version()}"]),
        looks="one look at each picture" if looks == 1 else "two looks at each picture",
        reps=PACE.reps,
        variants=len({(o.stretch, o.variant) for o in outcomes}),
        all_variants=sum(1 + len(motion.faults) for motion in MOTIONS.values() if motion.faults),
        baggy=sum(_fit(o) == "baggy" for o in every),
        clips=len(every),
        people=len({o.id.rsplit("_", 1)[1] for o in every}),
        fps=FPS,
        hold=PACE.hold,
        short=short_table(outcomes),
        views=view_table([*(o for o in outcomes if o.view == "side"), *others]),
        profiles=profile_table(outcomes, profiles),
        turning=turning_table(found["turning"]),
        turning_words=_read(_TURNED),
        turned=len(found["turning"]),
        turners=len({o.id.rsplit("_", 1)[1] for o in found["turning"]}),
        asking=PACE.hold - 1.0,
        misses=_read(_MISSES),
        stretches="\n\n".join(_section(name, outcomes) for name in names),
    )


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8").strip() if path.exists() else ""


def view_table(outcomes: Sequence[Outcome]) -> str:
    """What is found, refused, caught and wrongly blamed from each view, Markdown."""
    rows = []
    for view, words in _VIEWS.items():
        group = [o for o in outcomes if o.view == view]
        if not group:
            continue
        faulty, good = [o for o in group if o.due], [o for o in group if is_good(o)]
        rows.append(
            (
                words,
                str(len(group)),
                f"{100 * sum(o.seen for o in group) / len(group):.0f} %",
                share(group, lambda o: o.refused),
                share(faulty, lambda o: o.caught),
                share(good, lambda o: bool(o.blamed)),
            )
        )
    head = ("view", "clips", "pictures with a person", "refused", "faults caught", "good blamed")
    return table(head, rows)


def turning_table(outcomes: Sequence[Outcome]) -> str:
    """What is said of the side and then the front, Markdown."""
    groups: dict[tuple[str, str, str], list[Outcome]] = {}
    for outcome in outcomes:
        key = (outcome.stretch, outcome.variant, outcome.turning or "")
        groups.setdefault(key, []).append(outcome)
    rows = []
    for (stretch, variant, turning), group in sorted(groups.items()):
        blamed = sum(bool(o.blamed) for o in group)
        said = f"{sum(o.named for o in group)} named first"
        looked = [o.looked for o in group if o.looked is not None]
        rows.append(
            (
                f"{load_stretch(stretch).name}, {'good form' if variant == GOOD else variant}",
                _TURNING[turning],
                str(len(group)),
                f"{blamed} wrongly blamed" if variant == GOOD else said,
                ", ".join(_off(o) for o in group),
                ", ".join(str(o.asked) for o in group),
                f"{100 * sum(looked) / len(looked):.0f} %" if any(looked) else "nothing to tell",
            )
        )
    head = (
        "", "the front", "clips", "said", "seconds or repetitions off", "asked for",
        "front measured",
    )  # fmt: skip
    return table(head, rows)


def profile_table(without: Sequence[Outcome], asked: Sequence[Outcome]) -> str:
    """What is said of an arch with a profile and without one, Markdown."""
    names = {o.stretch for o in asked}
    groups = {
        "no profile": [o for o in without if o.stretch in names],
        "a profile": [o for o in asked if o.profile],
        "no profile, since the clip for it was refused": [o for o in asked if not o.profile],
    }
    rows = []
    for words, group in groups.items():
        arched = [o for o in group if o.variant == "arching"]
        good = [o for o in group if is_good(o)]
        rows.append(
            (
                words,
                str(len(arched)),
                share(arched, lambda o: o.due),
                share(arched, lambda o: o.caught),
                share(arched, lambda o: not o.caught and "arch" in o.untold),
                share(good, lambda o: "tuck" in o.blamed),
            )
        )
    head = ("", "arched", "beyond twice the error", "called", "can't tell", "good called arched")
    return table(head, rows)


def _fit(outcome: Outcome) -> str:
    """How the clothes fit that were worn."""
    split, number = outcome.id.split("_")[-2:]
    take = Take(outcome.stretch, outcome.variant, "left", int(number), cast(Split, split))
    return person(take.person()).look.fit


def short_table(outcomes: Sequence[Outcome]) -> str:
    """The figures over all stretches, Markdown."""
    wrong = [o for o in outcomes if not is_good(o)]
    faulty, silent = [o for o in wrong if o.due], [o for o in wrong if o.excess is None]
    small = [o for o in wrong if o.excess is not None and not o.due]
    good = [o for o in outcomes if is_good(o)]
    held = [o for o in good if o.held_s is not None and o.held_s[1] > 0]
    near = [o for o in held if _held_error(o) <= 0.7]
    counted = [o for o in good if o.reps is not None]
    exact = [o for o in counted if o.reps is not None and o.reps[0] == o.reps[1]]
    rows = [
        ("faults caught", share(faulty, lambda o: o.caught), "at least 95 %"),
        ("faults named first", share(faulty, lambda o: o.named), "at least 90 %"),
        ("faults within twice the stated error, caught", share(small, lambda o: o.caught), ""),
        ("faults without a stated error, caught", share(silent, lambda o: o.caught), ""),
        ("good form wrongly blamed", share(good, lambda o: bool(o.blamed)), "at most 2 %"),
        ("good holds within 0.7 s of the truth", part(len(near), len(held)), "all"),
        ("good repetitions counted exactly", part(len(exact), len(counted)), "all"),
        ("refused", share(outcomes, lambda o: o.refused), ""),
    ]
    return table(("", "clips", "wanted"), rows)


def _section(name: str, outcomes: Sequence[Outcome]) -> str:
    stretch = load_stretch(name)
    mine = [o for o in outcomes if o.stretch == name]
    variants = dict.fromkeys(o.variant for o in mine)
    rows = [row([o for o in mine if o.variant == variant]) for variant in variants]
    rows_table = table(
        ("", "view", "clips", "caught", "named first", "seconds or repetitions off", "refused"),
        rows,
    )
    alt = f"{stretch.name}: start and end"
    return f"### {stretch.name}\n\n![{alt}](../poses/pictures/{name}.webp)\n\n{rows_table}"


def row(group: Sequence[Outcome]) -> tuple[str, ...]:
    """The cells of one performance, of all the people who did it."""
    first = group[0]
    count = len(group)
    refused = sum(o.refused for o in group)
    off = ", ".join(_off(o) for o in group)
    if is_good(first):
        blamed = [o for o in group if o.blamed]
        said = "; ".join(sorted({", ".join(o.blamed) for o in blamed}))
        wrong = f"{len(blamed)} wrongly blamed" + (f" ({said})" if said else "")
        return ("good form", first.view, str(count), wrong, "", off, str(refused))
    caught, named = sum(o.caught for o in group), sum(o.named for o in group)
    instead = sorted({o.first or "nothing" for o in group if not o.named})
    return (
        first.variant,
        first.view,
        str(count),
        str(caught),
        str(named) + (f" (said: {', '.join(instead)})" if instead else ""),
        "",
        str(refused),
    )


def _off(outcome: Outcome) -> str:
    if outcome.reps is not None:
        return f"{outcome.reps[0] - outcome.reps[1]:+d}"
    if outcome.held_s is None:
        return "-"
    return f"{outcome.held_s[0] - outcome.held_s[1]:+.1f} s"


def _held_error(outcome: Outcome) -> float:
    assert outcome.held_s is not None
    return abs(outcome.held_s[0] - outcome.held_s[1])


def share(group: Sequence[Outcome], counts: Callable[[Outcome], bool]) -> str:
    """How many of a group something holds for, in words."""
    return part(sum(counts(o) for o in group), len(group))


def part(count: int, whole: int) -> str:
    """A count and its share: "3 of 4 (75 %)"."""
    return "none tried" if whole == 0 else f"{count} of {whole} ({100 * count / whole:.0f} %)"


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table, Markdown."""
    titles = list(head)
    lines = ["| " + " | ".join(titles) + " |", "|---" * len(titles) + "|"]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)])
