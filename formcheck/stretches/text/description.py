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
    named,
    stretch_measure_words,
    time_words,
)
from formcheck.words import say, small, tr, tr_n


def describe(stretch: Stretch) -> str:
    """Return one stretch in words, as Markdown.

    What it is, what to do, what is scored and why, where the camera goes, how long, easier and
    harder ways, safety, what the camera cannot see, and the sources.
    """
    parts = [
        f"# {tr(stretch.name)}",
        tr(stretch.summary),
        _section(tr("What you do"), _numbered(stretch.steps)),
        _section(tr("Breathing"), _text(stretch.breathing)),
        _section(tr("How long"), duration_words(stretch)),
        _section(tr("What is looked at"), _targets(stretch)),
        _section(tr("Where the camera goes"), camera_words(stretch)),
        _section(tr("Other ways to do it"), _bullets(_variants(stretch))),
        _section(tr("To make it easier"), _bullets(stretch.easier)),
        _section(tr("To make it harder"), _bullets(stretch.harder)),
        _section(tr("Safety"), _safety(stretch)),
        _section(tr("What the camera cannot see"), _bullets(stretch.cannot_see)),
        _section(tr("Sources"), _bullets(stretch.sources)),
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
        tr(" The targets are those of the overlay `{overlay}`.", overlay=routine.overlay)
        if routine.overlay
        else ""
    )
    parts = [
        f"# {tr(routine.name)}",
        f"{tr(routine.summary)}{overlay}",
        _section(tr("In this order"), _numbered(rows)),
        _section(tr("How long"), _how_long(minutes, routine)),
        _section(tr("Why this order"), _text(routine.why)),
        _section(tr("Safety"), f"{_bullets((*routine.safety, *STOP_AT_ONCE, *BEFORE_YOU_BEGIN))}"
                 f"\n\n{tr(NOTICE)}"),
        _section(tr("Sources"), _bullets(routine.sources)),
    ]  # fmt: skip
    return "\n\n".join(part for part in parts if part) + "\n"


def _part_words(part: Part, turns: Sequence[Turn]) -> str:
    stretch = turns[0].stretch
    sides = tr(", left then right") if stretch.sides == "each" else ""
    count = max(turn.number for turn in turns)
    if stretch.kind == "reps" and stretch.reps is not None:
        amount = tr_n("1 repetition", "{count} repetitions", stretch.reps.count)
    else:
        amount = time_words(turns[0].seconds)
    times = "" if count == 1 else tr("{count} times ", count=count)
    rest = turns[-1].rest
    line = f"**{tr(stretch.name)}** (`{part.stretch}`): {times}{amount}{sides}."
    if part.instead is not None:
        line += tr(" Or `{instead}`, whichever you feel more.", instead=part.instead)
    if part.say is not None:
        line += f" {tr(part.say)}."
    return line + (tr(" Then {time} of rest.", time=time_words(rest)) if rest else "")


def _targets(stretch: Stretch) -> str:
    if not stretch.checks:
        return tr("No angle is scored here. Take your time.")
    lines = [_target(stretch, check) for check in stretch.checks]
    first = tr("The most important comes first.\n\n") if len(lines) > 1 else ""
    return first + _numbered(lines)


def _variants(stretch: Stretch) -> list[str]:
    return [
        f"**{tr(one.name)}** (`{stretch.id}:{one.id}`): {tr(one.say)}" for one in stretch.variants
    ]


def _target(stretch: Stretch, check: Check) -> str:
    what = stretch_measure_words(stretch, check.target)
    scale = named(check.target.name).scale
    second = check.view == "second" and not check.untold
    when = tr("in the second view, afterwards") if second else tr(MOMENTS[check.at])
    line = f"**{what}: {check_target_words(check)}** {when} ({scale}). {say(check.reason)}"
    if check.prefer is not None:
        better = named(Measure.parse(check.prefer).name)
        own = check_target_words(check.preferred)
        band = tr(", then {own}", own=own) if own != check_target_words(check) else ""
        line += tr(
            " *Judged by the {title} ({scale}) where the camera can tell it",
            title=small(better.title),
            scale=better.scale,
        )
        line += f"{band}.*"
    if check.also is not None:
        also = check.also
        line += tr(" *{say}: {low:g} to {high:g}.*", say=tr(also.say), low=also.low, high=also.high)
    if check.untold:
        line += tr(
            " *No camera view shows this well enough yet, so it is not judged: look in a mirror, "
            "or let somebody look.*"
        )
    elif not check.scored:
        line += tr(" *For information; it is not scored.*")
    elif stretch.score == check.id:
        line += tr(
            " *This is the score: while it holds, the seconds count whatever the depth. Where the "
            "camera can tell it, no second counts while it is outside.*"
        )
    elif not check.needed:
        line += f" *{_waiting(stretch, check)}*"
    return line


def _waiting(stretch: Stretch, check: Check) -> str:
    """Return what the hold clock does about a check that is not required, in words."""
    if stretch.kind == "hold" and stretch.checks.index(check) in stretch.clock_checks:
        return tr("Where the camera can tell it, no second counts while it is outside.")
    return tr("Shown where the camera can tell; nothing waits for it.")


def _safety(stretch: Stretch) -> str:
    own = stretch.safety or (STOP_SIGNS,)
    return f"{_bullets((*own, EMERGENCY, *BEFORE_YOU_BEGIN))}\n\n{tr(NOTICE)}"


def _section(title: str, text: str | None) -> str:
    return f"## {title}\n\n{text}" if text else ""


def _bullets(items: Iterable[str]) -> str:
    return "\n".join(f"- {tr(item)}" for item in items)


def _numbered(items: Iterable[str]) -> str:
    return "\n".join(f"{i}. {tr(item)}" for i, item in enumerate(items, start=1))


def _text(text: str | None) -> str | None:
    return None if text is None else tr(text)


def _how_long(minutes: int, routine: Routine) -> str:
    whole = tr("About {minutes} minutes, with the rests.", minutes=minutes)
    return whole if routine.often is None else f"{whole} {tr(routine.often)}"
