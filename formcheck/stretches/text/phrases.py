"""What a stretch measures, asks for and needs of the camera, in short phrases for people.

The short words of verdicts and numbers, on pictures and in tables, are in `record.wording`.
"""

from __future__ import annotations

from formcheck.measure.model.registry import SPECS
from formcheck.stretches.model.check import Check
from formcheck.stretches.model.measures import PERCENT_MEASURES, Measure
from formcheck.stretches.model.stretch import RepTarget, Stretch, ViewTarget
from formcheck.words.en.measures import MEASURES

_UNIT_WORDS = dict.fromkeys(PERCENT_MEASURES, " % of your trunk's length") | {
    "knees_over_feet": " % of the distance of your ankles"
}
"""What follows a number of a measure in percent."""


_DIRECTIONS = {name: words.directions for name, words in MEASURES.items() if words.directions}
"""What below and above 0 means, for measures that go both ways."""


MOMENTS = {
    "held": "while you hold",
    "bottom": "at the bottom",
    "top": "at the top",
    "always": "all the time",
}


_OPPOSITE = {"rear": "front", "front": "rear", "bent": "straight", "straight": "bent"}


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
            return "the worked side" if role == "worked" else "the other side"
        return f"the {part} leg"
    side = {"near": "the side nearer to the camera", "far": "the side away from the camera"}
    return side.get(role, f"the {role} side")


def stretch_measure_words(stretch: Stretch, measure: Measure) -> str:
    """Return what is measured in words.

    Such as "Angle of the hip, the rear leg" and "Lean of the arm on the rear leg's side".
    """
    words = MEASURES[measure.name].title
    if measure.role is None:
        return words
    where = leg_words(stretch, measure.role)
    if measure.name not in _OF_ARMS:
        return f"{words}, {where}"
    return f"{words} on {where}'s side" if where.endswith("leg") else f"{words} on {where}"


def check_target_words(check: Check) -> str:
    """Return a target in words, such as "185 to 200 degrees" or "at most 8 % of …"."""
    measure, low, high = check.target, check.low, check.high
    if check.goal is not None:
        return f"{_one_end(measure, low, high, check.goal)}; {_limit_words(measure, low, high)}"
    if check.change:
        return _change_words(measure, low, high)
    if low is not None and high is not None:
        if low == -high:
            return f"within {high:g} degrees either way"
        if measure.name in _DIRECTIONS and low < 0 < high:
            return f"{_amount(measure, low)} to {_amount(measure, high)}"
        if measure.name not in _DIRECTIONS or low > 0:
            return f"{low:g} to {_amount(measure, high)}"
        return f"{_amount(measure, low)} to {_amount(measure, high)}"
    if low is None and high is None:
        return "no target"
    return _one_end(measure, low, high)


def _limit_words(measure: Measure, low: float | None, high: float | None) -> str:
    """Return beyond what a check with a goal is a fault."""
    limit = low if high is None else high
    return "" if limit is None else f"a fault only beyond {_amount(measure, limit)}"


def _one_end(
    measure: Measure, low: float | None, high: float | None, goal: float | None = None
) -> str:
    """Return a target with one end, or the goal that is reached from the side of that end."""
    if goal is not None:
        low, high = (goal, None) if high is None else (None, goal)
    # Towards the other direction what is at most -5 is at least 5.
    turned = measure.name in _DIRECTIONS
    if high is not None:
        word = "at least" if turned and high < 0 else "at most"
        return f"{word} {_amount(measure, high)}"
    assert low is not None
    return f"{'at most' if turned and low < 0 else 'at least'} {_amount(measure, low)}"


def _change_words(measure: Measure, low: float | None, high: float | None) -> str:
    """Return a target for a change, such as "changes by at most 10 degrees either way"."""
    unit = _UNIT_WORDS.get(measure.name, " degrees")
    if low is not None and high is not None and low == -high:
        return f"changes by at most {high:g}{unit} either way"
    if low is not None and high is not None:
        return f"changes by {low:+g} to {high:+g}{unit}"
    if high is not None:
        word = "rises by at most" if high >= 0 else "falls by at least"
        return f"{word} {abs(high):g}{unit}"
    if low is not None:
        word = "falls by at most" if low <= 0 else "rises by at least"
        return f"{word} {abs(low):g}{unit}"
    return "shown as a change, without a target"


def _amount(measure: Measure, value: float) -> str:
    if measure.unit == "%":
        return f"{value:g}{_UNIT_WORDS[measure.name]}"
    if measure.name in _DIRECTIONS and value != 0:
        backward, forward = _DIRECTIONS[measure.name]
        return f"{abs(value):g} degrees {forward if value > 0 else backward}"
    return f"{value:g} degrees"


def duration_words(stretch: Stretch) -> str:
    """Return how long or how often, in one or two sentences."""
    sides = {"each": " on each side", "both": "", "none": ""}[stretch.sides]
    if stretch.kind == "reps" and stretch.reps is not None:
        reps = stretch.reps
        return f"{_sets(reps.sets)} of {reps.count} repetitions{sides}. {_counting(stretch, reps)}"
    if stretch.hold is None:
        return "As long as you like."
    how_long = f"{_sets(stretch.hold.sets)} of {time_words(stretch.hold.seconds)}{sides}."
    if stretch.kind == "test":
        return f"{how_long} Each is read once you lie or kneel still; nothing is judged."
    scored = stretch.kind == "hold" and stretch.is_scored
    counted = " Only seconds in good form count." if scored else ""
    return how_long + counted


def _counting(stretch: Stretch, reps: RepTarget) -> str:
    what = stretch_measure_words(stretch, Measure.parse(reps.measure))
    what = what[0].lower() + what[1:] + ("," if "," in what else "")
    if reps.change:
        far, near = (reps.bottom, reps.top) if reps.starts == "top" else (reps.top, reps.bottom)
        way_there = "falls" if far < near else "rises"
        return (
            f"One counts when the {what} {way_there} by {abs(far):g} degrees from where you begin, "
            f"and comes back to within {abs(near):g}, without haste."
        )
    way = (reps.top, reps.bottom) if reps.starts == "top" else (reps.bottom, reps.top)
    below = " (below 0, your hips are higher than your shoulders)" if way[1] < 0 else ""
    return (
        f"One counts when the {what} goes from {way[0]:g} to {way[1]:g} degrees and back{below}, "
        "without haste."
    )


def _sets(count: int) -> str:
    return "1 set" if count == 1 else f"{count} sets"


def time_words(seconds: float) -> str:
    """Return seconds in words, such as "45 seconds" or "2.5 minutes"."""
    if seconds < 90:
        return "1 second" if seconds == 1 else f"{seconds:g} seconds"
    minutes = seconds / 60
    return f"{minutes:g} minutes" if minutes % 0.5 == 0 else f"{seconds:g} seconds"


def camera_words(stretch: Stretch) -> str:
    """Return where the camera goes, in words."""
    view = stretch.view
    height = (
        "low, close to the floor" if stretch.position in _LYING else "about as high as your hips"
    )
    picture = "Leave room around you, so that your whole body stays in the picture."
    if view.from_ == "any":
        return f"Put the camera wherever it sees you well, {height}. {picture}"
    if view.from_ == "front":
        where, turn = f"Put the camera straight in front of you, {height}.", "facing it"
    else:
        where, turn = f"Put the camera at your side, {height}.", "side-on"
        if view.near == "worked":
            where += f" {_capital(leg_words(stretch, 'worked'))} is the one nearer to it."
    limit = _limits(view)
    return (
        f"{where} {picture} Stay {turn}: the straighter the view, the surer the numbers; {limit}."
        f"{_afterwards(stretch)}"
    )


def _limits(view: ViewTarget) -> str:
    """Return what happens beyond the view that is asked for, as half a sentence."""
    asked = f"beyond {view.max_yaw:g} degrees of turn"
    if view.judged_yaw <= view.max_yaw:
        return f"{asked} they are not judged"
    return f"{asked} they are good enough at best, and beyond {view.judged_yaw:g} not judged"


def _afterwards(stretch: Stretch) -> str:
    second = stretch.second_view
    if second is None or not stretch.looks_again:
        return ""
    return (
        f" Once you have done it all, the coach says: *{second.say}*. In a clip, film that "
        "last, in one go or with the recording paused meanwhile."
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
