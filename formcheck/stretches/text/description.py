"""A stretch or routine described for people, as a page of Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from formcheck.stretches.model.check import Check
from formcheck.stretches.model.measures import Measure
from formcheck.stretches.model.routine import Part, Routine, Turn, total_seconds
from formcheck.stretches.model.stretch import Stretch
from formcheck.stretches.text.medical_notice import (
    BEFORE_YOU_BEGIN,
    EMERGENCY,
    NOTICE,
    STOP_AT_ONCE,
    STOP_SIGNS,
)
from formcheck.stretches.text.phrases import (
    MOMENTS,
    camera_words,
    check_target_words,
    duration_words,
    stretch_measure_words,
    time_words,
)
from formcheck.words import say
from formcheck.words.en.measures import MEASURES


def describe(stretch: Stretch) -> str:
    """Return one stretch in words, as Markdown.

    What it is, what to do, what is scored and why, where the camera goes, how long, easier and
    harder ways, safety, what the camera cannot see, and the sources.
    """
    parts = [
        f"# {stretch.name}",
        stretch.summary,
        _section("What you do", _numbered(stretch.steps)),
        _section("Breathing", stretch.breathing),
        _section("How long", duration_words(stretch)),
        _section("What is looked at", _targets(stretch)),
        _section("Where the camera goes", camera_words(stretch)),
        _section("Other ways to do it", _bullets(_variants(stretch))),
        _section("To make it easier", _bullets(stretch.easier)),
        _section("To make it harder", _bullets(stretch.harder)),
        _section("Safety", _safety(stretch)),
        _section("What the camera cannot see", _bullets(stretch.cannot_see)),
        _section("Sources", _bullets(stretch.sources)),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def describe_routine(routine: Routine, turns: Sequence[Turn]) -> str:
    """Return a routine in words, as Markdown: its order, sides, rests and total time.

    Args:
        routine: The routine.
        turns: What `formcheck.stretches.model.routine.plan` returns for it.
    """
    rows = [_part_words(part, [t for t in turns if t.part == i]) for i, part in
            enumerate(routine.parts)]  # fmt: skip
    minutes = round(total_seconds(tuple(turns)) / 60)
    overlay = (
        f" The targets are those of the overlay `{routine.overlay}`." if routine.overlay else ""
    )
    parts = [
        f"# {routine.name}",
        f"{routine.summary}{overlay}",
        _section("In this order", _numbered(rows)),
        _section("How long", f"About {minutes} minutes, with the rests. {routine.often or ''}"),
        _section("Why this order", routine.why),
        _section("Safety", f"{_bullets((*routine.safety, *STOP_AT_ONCE, *BEFORE_YOU_BEGIN))}\n\n"
                 f"{NOTICE}"),
        _section("Sources", _bullets(routine.sources)),
    ]  # fmt: skip
    return "\n\n".join(part for part in parts if part) + "\n"


def _part_words(part: Part, turns: Sequence[Turn]) -> str:
    stretch = turns[0].stretch
    sides = ", left then right" if stretch.sides == "each" else ""
    count = max(turn.number for turn in turns)
    if stretch.kind == "reps" and stretch.reps is not None:
        amount = f"{stretch.reps.count} repetitions"
    else:
        amount = time_words(turns[0].seconds)
    times = "" if count == 1 else f"{count} times "
    rest = turns[-1].rest
    line = f"**{stretch.name}** (`{part.stretch}`): {times}{amount}{sides}."
    if part.instead is not None:
        line += f" Or `{part.instead}`, whichever you feel more."
    if part.say is not None:
        line += f" {part.say}."
    return line + (f" Then {time_words(rest)} of rest." if rest else "")


def _targets(stretch: Stretch) -> str:
    if not stretch.checks:
        return "No angle is scored here. Take your time."
    lines = [_target(stretch, check) for check in stretch.checks]
    first = "The most important comes first.\n\n" if len(lines) > 1 else ""
    return first + _numbered(lines)


def _variants(stretch: Stretch) -> list[str]:
    return [f"**{one.name}** (`{stretch.id}:{one.id}`): {one.say}" for one in stretch.variants]


def _target(stretch: Stretch, check: Check) -> str:
    what = stretch_measure_words(stretch, check.target)
    scale = MEASURES[check.target.name].scale
    second = check.view == "second" and not check.untold
    when = "in the second view, afterwards" if second else MOMENTS[check.at]
    line = f"**{what}: {check_target_words(check)}** {when} ({scale}). {say(check.reason)}"
    if check.prefer is not None:
        better = MEASURES[Measure.parse(check.prefer).name]
        own = check_target_words(check.preferred)
        band = f", then {own}" if own != check_target_words(check) else ""
        line += (
            f" *Judged by the {_small(better.title)} ({better.scale}) where the camera can tell it"
        )
        line += f"{band}.*"
    if check.also is not None:
        line += f" *{check.also.say}: {check.also.low:g} to {check.also.high:g}.*"
    if check.untold:
        line += (
            " *No camera view shows this well enough yet, so it is not judged: look in a mirror, "
            "or let somebody look.*"
        )
    elif not check.scored:
        line += " *For information; it is not scored.*"
    elif stretch.score == check.id:
        line += (
            " *This is the score: while it holds, the seconds count whatever the depth. Where the "
            "camera can tell it, no second counts while it is outside.*"
        )
    elif not check.needed:
        line += f" *{_waiting(stretch, check)}*"
    return line


def _waiting(stretch: Stretch, check: Check) -> str:
    """Return what the hold clock does about a check that is not required, in words."""
    if stretch.kind == "hold" and stretch.checks.index(check) in stretch.clock_checks:
        return "Where the camera can tell it, no second counts while it is outside."
    return "Shown where the camera can tell; nothing waits for it."


def _safety(stretch: Stretch) -> str:
    own = stretch.safety or (STOP_SIGNS,)
    return f"{_bullets((*own, EMERGENCY, *BEFORE_YOU_BEGIN))}\n\n{NOTICE}"


def _section(title: str, text: str | None) -> str:
    return f"## {title}\n\n{text}" if text else ""


def _bullets(items: Iterable[str]) -> str:
    return "\n".join(f"- {item}" for item in items)


def _numbered(items: Iterable[str]) -> str:
    return "\n".join(f"{i}. {item}" for i, item in enumerate(items, start=1))


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]
