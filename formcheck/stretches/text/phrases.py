"""What a stretch measures, asks for and needs of the camera, in short phrases for people.

The short words of verdicts and numbers, on pictures and in tables, are in `record.wording`.
"""

from __future__ import annotations

from typing import Final

from formcheck.measure.model.registry import SPECS
from formcheck.stretches.model.check import Check
from formcheck.stretches.model.measures import PERCENT_MEASURES, Measure
from formcheck.stretches.model.stretch import RepTarget, Stretch, ViewTarget
from formcheck.words import figure, language, mark, small, tr, tr_n
from formcheck.words.template import MeasureWords

_UNIT_WORDS = dict.fromkeys(PERCENT_MEASURES, mark("{value} % of your trunk's length")) | {
    "knees_over_feet": mark("{value} % of the distance of your ankles")
}
"""How a number of a measure in percent is said."""


MOMENTS = {
    "held": mark("while you hold"),
    "bottom": mark("at the bottom"),
    "top": mark("at the top"),
    "always": mark("all the time"),
}


_OPPOSITE = {"rear": "front", "front": "rear", "bent": "straight", "straight": "bent"}


_LEGS: Final = {
    "rear": mark("the rear leg"),
    "front": mark("the front leg"),
    "bent": mark("the bent leg"),
    "straight": mark("the straight leg"),
    "lifted": mark("the lifted leg"),
    "crossed": mark("the crossed leg"),
}
_SIDES: Final = {
    "near": mark("the side nearer to the camera"),
    "far": mark("the side away from the camera"),
    "left": mark("the left side"),
    "right": mark("the right side"),
}


_OF_ARMS = tuple(spec.name for spec in SPECS if spec.limb == "arm")
"""Measures of an arm: a leg's role only says on which side."""


_LYING = ("prone", "supine")


def leg_words(stretch: Stretch, role: str) -> str:
    """Return a role in words: `worked` of a lunge is "the rear leg".

    Args:
        stretch: Says which leg is the worked one.
        role: What stands in the brackets of a measure, such as `worked` or `near`.
    """
    if role in ("worked", "other"):
        worked = stretch.worked_leg
        part = worked if role == "worked" else _OPPOSITE.get(worked or "")
        if part is None or part == "near":
            return tr("the worked side") if role == "worked" else tr("the other side")
        return tr(_LEGS[part])
    return tr(_SIDES[role])


def named(name: str) -> MeasureWords:
    """Return what a measure is called in the language in use.

    Raises:
        KeyError: There is no such measure.
    """
    found = language().measure(name)
    if found is None:
        raise KeyError(name)
    return found


def stretch_measure_words(stretch: Stretch, measure: Measure) -> str:
    """Return what is measured in words.

    Such as "Angle of the hip, the rear leg" and "Lean of the arm on the rear leg's side".
    """
    words = named(measure.name).title
    if measure.role is None:
        return words
    where = leg_words(stretch, measure.role)
    if measure.name not in _OF_ARMS:
        return f"{words}, {where}"
    if _is_leg(stretch, measure.role):
        return tr("{words} on {where}'s side", words=words, where=where)
    return tr("{words} on {where}", words=words, where=where)


def _is_leg(stretch: Stretch, role: str) -> bool:
    worked = stretch.worked_leg
    return (role == "worked" and worked not in (None, "near")) or (
        role == "other" and worked in _OPPOSITE
    )


def check_target_words(check: Check) -> str:
    """Return a target in words, such as "185 to 200 degrees" or "at most 8 % of …"."""
    measure, low, high = check.target, check.low, check.high
    if check.goal is not None:
        return f"{_one_end(measure, low, high, check.goal)}; {_limit_words(measure, low, high)}"
    if check.change:
        return _change_words(measure, low, high)
    if low is not None and high is not None:
        if low == -high:
            return tr("within {high:g} degrees either way", high=high)
        one_way = named(measure.name).directions is None or low > 0
        least = figure(low, "g") if one_way else _amount(measure, low)
        return tr("{low} to {high}", low=least, high=_amount(measure, high))
    if low is None and high is None:
        return tr("no target")
    return _one_end(measure, low, high)


def _limit_words(measure: Measure, low: float | None, high: float | None) -> str:
    """Return beyond what a check with a goal is a fault."""
    limit = low if high is None else high
    return (
        "" if limit is None else tr("a fault only beyond {amount}", amount=_amount(measure, limit))
    )


def _one_end(
    measure: Measure, low: float | None, high: float | None, goal: float | None = None
) -> str:
    """Return a target with one end, or the goal that is reached from the side of that end."""
    if goal is not None:
        low, high = (goal, None) if high is None else (None, goal)
    # Towards the other direction what is at most -5 is at least 5.
    turned = named(measure.name).directions is not None
    if high is not None:
        least, end = turned and high < 0, high
    else:
        assert low is not None
        least, end = not (turned and low < 0), low
    amount = _amount(measure, end)
    return tr("at least {value}", value=amount) if least else tr("at most {value}", value=amount)


def _change_words(measure: Measure, low: float | None, high: float | None) -> str:
    """Return a target for a change, such as "changes by at most 10 degrees either way"."""
    if low is None and high is None:
        return tr("shown as a change, without a target")
    if low is not None and high is not None:
        if low == -high:
            return tr("changes by at most {amount} either way", amount=_plain(measure, high))
        most = _plain(measure, high, "+g")
        return tr("changes by {low:+g} to {high}", low=low, high=most)
    if high is not None:
        amount = _plain(measure, abs(high))
        if high >= 0:
            return tr("rises by at most {amount}", amount=amount)
        return tr("falls by at least {amount}", amount=amount)
    assert low is not None
    amount = _plain(measure, abs(low))
    if low <= 0:
        return tr("falls by at most {amount}", amount=amount)
    return tr("rises by at least {amount}", amount=amount)


def _amount(measure: Measure, value: float) -> str:
    directions = named(measure.name).directions
    if measure.unit == "%" or directions is None or value == 0:
        return _plain(measure, value)
    backward, forward = directions
    way = forward if value > 0 else backward
    return tr("{value} degrees {way}", value=figure(abs(value), "g"), way=way)


def _plain(measure: Measure, value: float, spec: str = "g") -> str:
    """Return a value with its unit, whichever way it goes."""
    words = _UNIT_WORDS[measure.name] if measure.unit == "%" else mark("{value} degrees")
    return tr(words, value=figure(value, spec))


def duration_words(stretch: Stretch) -> str:
    """Return how long or how often, in one or two sentences."""
    sides = {"each": tr(" on each side"), "both": "", "none": ""}[stretch.sides]
    if stretch.kind == "reps" and stretch.reps is not None:
        reps = stretch.reps
        return tr(
            "{sets} of {count} repetitions{sides}. {counting}",
            sets=_sets(reps.sets),
            count=reps.count,
            sides=sides,
            counting=_counting(stretch, reps),
        )
    if stretch.hold is None:
        return tr("As long as you like.")
    how_long = tr(
        "{sets} of {time}{sides}.",
        sets=_sets(stretch.hold.sets),
        time=time_words(stretch.hold.seconds),
        sides=sides,
    )
    if stretch.kind == "test":
        return tr(
            "{how_long} Each is read once you lie or kneel still; nothing is judged.",
            how_long=how_long,
        )
    scored = stretch.kind == "hold" and stretch.is_scored
    counted = tr(" Only seconds in good form count.") if scored else ""
    return how_long + counted


def _counting(stretch: Stretch, reps: RepTarget) -> str:
    what = stretch_measure_words(stretch, Measure.parse(reps.measure))
    what, _, where = small(what).partition(", ")
    what = f"{what} ({where})" if where else what
    if reps.change:
        far, near = (reps.bottom, reps.top) if reps.starts == "top" else (reps.top, reps.bottom)
        falls = tr(
            "One counts when the {what} falls by {far:g} degrees from where you begin, "
            "and comes back to within {near:g}, without haste.",
            what=what, far=abs(far), near=abs(near),
        )  # fmt: skip
        rises = tr(
            "One counts when the {what} rises by {far:g} degrees from where you begin, "
            "and comes back to within {near:g}, without haste.",
            what=what, far=abs(far), near=abs(near),
        )  # fmt: skip
        return falls if far < near else rises
    way = (reps.top, reps.bottom) if reps.starts == "top" else (reps.bottom, reps.top)
    below = tr(" (below 0, your hips are higher than your shoulders)") if way[1] < 0 else ""
    return tr(
        "One counts when the {what} goes from {start:g} to {end:g} degrees and back{below}, "
        "without haste.",
        what=what,
        start=way[0],
        end=way[1],
        below=below,
    )


def _sets(count: int) -> str:
    return tr_n("1 set", "{count} sets", count)


def time_words(seconds: float) -> str:
    """Return seconds in words, such as "45 seconds" or "2.5 minutes"."""
    if seconds < 90:
        return tr("1 second") if seconds == 1 else tr("{seconds:g} seconds", seconds=seconds)
    minutes = seconds / 60
    if minutes % 0.5 == 0:
        return tr("{minutes:g} minutes", minutes=minutes)
    return tr("{seconds:g} seconds", seconds=seconds)


def camera_words(stretch: Stretch) -> str:
    """Return where the camera goes, in words."""
    view = stretch.view
    height = (
        tr("low, close to the floor")
        if stretch.position in _LYING
        else tr("about as high as your hips")
    )
    picture = tr("Leave room around you, so that your whole body stays in the picture.")
    if view.from_ == "any":
        return tr(
            "Put the camera wherever it sees you well, {height}. {picture}",
            height=height,
            picture=picture,
        )
    if view.from_ == "front":
        where, turn = (
            tr("Put the camera straight in front of you, {height}.", height=height),
            tr("facing it"),
        )
    else:
        where, turn = tr("Put the camera at your side, {height}.", height=height), tr("side-on")
        if view.near == "worked":
            where += tr(
                " {leg} is the one nearer to it.", leg=_capital(leg_words(stretch, "worked"))
            )
    limit = _limits(view)
    return tr(
        "{where} {picture} Stay {turn}: the straighter the view, the surer the numbers; {limit}."
        "{afterwards}",
        where=where,
        picture=picture,
        turn=turn,
        limit=limit,
        afterwards=_afterwards(stretch),
    )


def _limits(view: ViewTarget) -> str:
    """Return what happens beyond the view that is asked for, as half a sentence."""
    if view.judged_yaw <= view.max_yaw:
        return tr("beyond {max_yaw:g} degrees of turn they are not judged", max_yaw=view.max_yaw)
    return tr(
        "beyond {max_yaw:g} degrees of turn they are good enough at best, and beyond {judged:g} "
        "not judged",
        max_yaw=view.max_yaw,
        judged=view.judged_yaw,
    )


def _afterwards(stretch: Stretch) -> str:
    second = stretch.second_view
    if second is None or not stretch.looks_again:
        return ""
    return tr(
        " Once you have done it all, the coach says: *{say}*. In a clip, film that "
        "last, in one go or with the recording paused meanwhile.",
        say=tr(second.say),
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
