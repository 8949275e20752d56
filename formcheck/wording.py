"""How numbers, targets and verdicts read: the same words on pictures, in tables and reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from formcheck.coach.settings.coach import COACH
from formcheck.codes.coach import CheckCode, RecognitionCode
from formcheck.measure.model.registry import REGISTRY, base_name
from formcheck.message import Message, authored
from formcheck.pose.landmark import SIDES
from formcheck.words import language, say, say_sentence

if TYPE_CHECKING:
    from formcheck.coach.frame.report import Verdict
    from formcheck.coach.frame.summary_model import Guess, Recognition
    from formcheck.stretches.model.stretch import Stretch
    from formcheck.stretches.model.target_overlay import JudgedWith

ERROR_SIGMAS: Final = COACH.judging.margin_sigmas
"""Number of standard deviations behind a "±": the error by which verdicts are given."""

VERDICT_WORDS: Final[dict[Verdict, str]] = {
    "good": "Good",
    "good enough": "Good enough",
    "adjust": "Adjust",
    "can't tell": "Can't tell",
}


def unit(measurement: str) -> str:
    """Return the sign that follows a value: `°`, or ` %` for shares of the trunk's length."""
    spec = REGISTRY.get(base_name(measurement))
    return "°" if spec is None or spec.unit == "degrees" else " %"


def label(check_id: str) -> str:
    """Return a check's id as a person reads it: `rear-hip` is "Rear hip".

    The end of a repetition at which it is judged is named behind the joint: `top-hip` is "Hip at
    the top", and no upper hip.
    """
    end, _, joint = check_id.partition("-")
    words = f"{joint} at the {end}" if end in ("top", "bottom") and joint else check_id
    return words.replace("-", " ").capitalize()


def joint_label(check_id: str) -> str:
    """Return a check's name without the end of a repetition: `bottom-knee` is "Knee".

    For whoever stands between repetitions, whose straight knee is none "at the bottom".
    """
    end, _, joint = check_id.partition("-")
    return joint.replace("-", " ").capitalize() if end in ("top", "bottom") else label(check_id)


def measure_words(measurement: str) -> str:
    """Return what is measured, in words."""
    name = base_name(measurement)
    words = language().measure(name)
    return name.replace("_", " ") if words is None else words.short


def sided_words(measurement: str) -> str:
    """Return what is measured, and on which side: `hip_left` is "trunk to thigh, left"."""
    words, side = measure_words(measurement), measurement.rpartition("_")[2]
    return f"{words}, {side}" if side in SIDES else words


def number(value: float, measurement: str) -> str:
    """Return a value without its unit, rounded to whole degrees, with a real minus sign."""
    whole = round(value)
    spec = REGISTRY.get(base_name(measurement))
    if whole and spec is not None and spec.signed:
        return f"{whole:+d}".replace("-", "\N{MINUS SIGN}")
    return str(whole).replace("-", "\N{MINUS SIGN}")


def value_words(value: float, measurement: str) -> str:
    """Return a value with its unit: "188°", "+4°"."""
    return number(value, measurement) + unit(measurement)


def error_words(sigma: float) -> str:
    """Return an error: "± 6"; never 0, since no camera is that sure."""
    return f"± {max(1, round(ERROR_SIGMAS * sigma))}"


def further_words(further: float) -> str:
    """Return how much further than at one's own start it was: "8 degrees further than ..."."""
    return say(Message(CheckCode.FROM_START, degrees=round(further)))


def target_words(
    low: float | None, high: float | None, measurement: str, goal: float | None = None
) -> str:
    """Return a target: "185 to 200°", "at most +5°", "at least 80°"; empty without one.

    With a goal it is that which is to be reached: "\N{MINUS SIGN}3° or less".
    """
    if goal is not None:
        return f"{value_words(goal, measurement)} or {'less' if low is None else 'more'}"
    if low is not None and high is not None:
        return f"{number(low, measurement)} to {value_words(high, measurement)}"
    if high is not None:
        return f"at most {value_words(high, measurement)}"
    if low is not None:
        return f"at least {value_words(low, measurement)}"
    return ""


def seconds_words(seconds: float) -> str:
    """Return a time span: "0.8 s", "24 s", "2 min 05 s"."""
    if seconds < 9.95:
        return f"{seconds:.1f} s".replace(".0 s", " s")
    whole = int(seconds)  # a hold of 29.9 s is not yet one of 30
    return f"{whole} s" if whole < 60 else f"{whole // 60} min {whole % 60:02d} s"


def clock_words(time_s: float) -> str:
    """Return a moment in a clip: "0:07", "12:31"."""
    return f"{int(time_s) // 60}:{int(time_s) % 60:02d}"


def judged_with_words(used: JudgedWith) -> str:
    """Return which targets were used: "Judged with: Sensitive back (rear hip: high 190 …)"."""
    version = "" if used.version == 1 else f", version {used.version}"
    changed = "; ".join(used.changes) if used.changes else "no target of this stretch changes"
    return f"Judged with: {used.name}{version} ({changed})"


def camera_steps(stretch: Stretch) -> tuple[str, ...]:
    """Return how to set up the camera for a stretch, one step a line."""
    view = stretch.view
    steps = []
    if view.from_ == "side":
        which = "the side you stretch" if view.near == "worked" else "either side"
        steps.append(f"Put the camera to your side, so that it looks straight at {which}.")
    elif view.from_ == "front":
        steps.append("Put the camera straight in front of you.")
    steps += [
        "Stand it at the height of your hips, upright, two to three metres away.",
        "Keep your whole body in the picture, from head to feet, all the time.",
        "Light from the front, clothes that fit, and nobody else in the picture help.",
    ]
    return tuple(steps)


def guess_words(guess: Guess) -> str:
    """Return a stretch that a clip may show: "Squat (83 %)"."""
    percent = round(100 * guess.confidence)
    return f"{guess.name} ({percent} %)" if percent >= 1 else f"{guess.name} (below 1 %)"


def recognised_words(recognition: Recognition) -> str:
    """Return how a stretch was recognised: "You named no stretch; this looks like …"."""
    first, *others = map(guess_words, recognition.guesses)
    rest = f"; less likely {' or '.join(others)}" if others else ""
    return f"You named no stretch. From the clip: {first}{rest}"


def assumed_words(recognition: Recognition) -> str | None:
    """Return that one of two stretches that look alike was assumed, or None where it was sure."""
    if not recognition.siblings:
        return None
    first, other = recognition.guesses[0], recognition.siblings[0]
    code = RecognitionCode.ASSUMED
    return say_sentence(Message(code, stretch=authored(first.name), other=authored(other.name)))
