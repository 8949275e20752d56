"""How numbers, targets and verdicts read: the same words on pictures, in tables and reports."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from formcheck.coach.settings.coach import COACH
from formcheck.codes.coach import CheckCode, RecognitionCode
from formcheck.codes.states import Verdict
from formcheck.measure.model.registry import REGISTRY, base_name
from formcheck.message import Message, TextCode, authored
from formcheck.pose.landmark import SIDES
from formcheck.temporal import whole_seconds
from formcheck.words import figure, language, mark, say, say_sentence, tr
from formcheck.words.changed_targets import ENDS, check_name

if TYPE_CHECKING:
    from formcheck.coach.frame.summary_model import Guess, Recognition, Summary
    from formcheck.stretches.model.check import Check
    from formcheck.stretches.model.stretch import Stretch
    from formcheck.stretches.model.target_overlay import JudgedWith

ERROR_SIGMAS: Final = COACH.judging.margin_sigmas
"""Number of standard deviations behind a "±": the error by which verdicts are given."""

_VERDICTS: Final[dict[str, str]] = {
    Verdict.GOOD: mark("Good"),
    Verdict.GOOD_ENOUGH: mark("Good enough"),
    Verdict.ADJUST: mark("Adjust"),
    Verdict.CANT_TELL: mark("Can't tell"),
}

JOINT_ALONE: Final = "hip_joint"
"""The one measure that stands for another one of the same angle, better told (`Check.prefer`)."""

_OVERALL: Final[dict[Verdict, str]] = {
    Verdict.GOOD: mark("Good"),
    Verdict.GOOD_ENOUGH: mark("Good enough"),
    Verdict.ADJUST: mark("Something to change"),
    Verdict.CANT_TELL: mark("Can't tell"),
}


def verdict_words(verdict: str) -> str:
    """Return a verdict as a person reads it: "Good enough"."""
    return tr(_VERDICTS[verdict])


def overall_words(summary: Summary) -> str:
    """Return the verdict on a whole performance in a word or two: "Something to change"."""
    if summary.readings:
        return tr("Read, not judged")
    return tr("Not scored") if summary.wrong else tr(_OVERALL[summary.verdict])


def main_angle_words(summary: Summary, stretch: Stretch) -> str | None:
    """Return the main angle with its error and its target in one sentence, or None without one."""
    main = stretch.main_check
    found = None if main is None else next((c for c in summary.checks if c.check == main.id), None)
    if found is None or found.value is None or found.sigma is None:
        return None
    value = f"{value_words(found.value, found.measure)} {error_words(found.sigma)}"
    target = target_words(found.low, found.high, found.measure, found.goal)
    arguments = {"angle": label(found.check), "measure": measure_words(found.measure)}
    if not target:
        return tr("{angle} ({measure}): {value}.", value=value, **arguments)
    return tr(
        "{angle} ({measure}): {value}; target {target}.", value=value, target=target, **arguments
    )


def unseen_words(summary: Summary, stretch: Stretch | None = None) -> tuple[list[str], list[str]]:
    """Return what could not be judged and why, and what no camera can tell: each line once.

    Args:
        summary: The verdict; of another movement nothing was looked at, seen or unseen.
        stretch: For what it names besides, where it is known.
    """
    if summary.wrong:
        return [], []
    never = list(map(authored, stretch.cannot_see)) if stretch is not None else []
    lines = {say_sentence(line): line for line in (*summary.unseen, *never)}
    own = {text: line.code == TextCode.AUTHORED for text, line in lines.items()}
    return [t for t in lines if not own[t]], [t for t in lines if own[t]]


def worked_leg_words(side: str) -> str:
    """Return which leg was worked: "Left leg"."""
    return tr("Left leg") if side == "left" else tr("Right leg")


def body_side_words(side: str) -> str:
    """Return a side of the body within a sentence: "left side"."""
    return tr("left side") if side == "left" else tr("right side")


def side_words(side: str | None) -> str:
    """Return a side as it stands in tables: "Left"; empty without one."""
    return {"left": tr("Left"), "right": tr("Right")}.get(side or "", "")


def unit(measurement: str) -> str:
    """Return the sign that follows a value: `°`, or ` %` for shares of the trunk's length."""
    spec = REGISTRY.get(base_name(measurement))
    return "°" if spec is None or spec.unit == "degrees" else " %"


def label(check_id: str) -> str:
    """Return a check's id as a person reads it: `rear-hip` is "Rear hip"."""
    return check_name(check_id, language())


def joint_label(check_id: str) -> str:
    """Return a check's name without the end of a repetition: `bottom-knee` is "Knee".

    For whoever stands between repetitions, whose straight knee is none "at the bottom".
    """
    end, _, joint = check_id.partition("-")
    return label(joint if end in ENDS and joint else check_id)


def value_name(check_id: str, measurement: str, *, judged: bool = True) -> str:
    """Return what stands beside the one large number: the check, and which of two measures it is.

    A hip that is told without the low back's share has another target than the trunk-thigh angle,
    and so another name: "Rear hip, joint alone".

    Args:
        check_id: Id of the check.
        measurement: What was looked at, such as `hip_joint_left`.
        judged: Whether a verdict is given on it now; the end of a repetition is named only then.
    """
    name = label(check_id) if judged else joint_label(check_id)
    alone = base_name(measurement) == JOINT_ALONE
    return tr("{name}, joint alone", name=name) if alone else name


def angle_label(check: Check, measure: str | None = None) -> str:
    """Return a check's name and, where two angles are judged in turn, which of them is meant.

    Such as "Trunk lean", and "Rear hip (at the hip joint itself, without the low back)", whose
    target is another one than that of "Rear hip (trunk to thigh)".

    Args:
        check: The check.
        measure: What is meant, such as `hip_joint` or `hip[worked]`; its own measure by default.
    """
    name = label(check.id)
    if check.prefer is None:
        return name
    return tr("{name} ({measure})", name=name, measure=measure_words(measure or check.measure))


def measure_words(measurement: str) -> str:
    """Return what is measured, in words."""
    name = base_name(measurement)
    words = language().measure(name)
    return name.replace("_", " ") if words is None else words.short


def sided_words(measurement: str) -> str:
    """Return what is measured, and on which side: `hip_left` is "trunk to thigh, left"."""
    words, side = measure_words(measurement), measurement.rpartition("_")[2]
    return f"{words}, {language().term('side', side)}" if side in SIDES else words


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
        reached = value_words(goal, measurement)
        less = low is None
        return tr("{goal} or less", goal=reached) if less else tr("{goal} or more", goal=reached)
    if low is not None and high is not None:
        return tr(
            "{low} to {high}", low=number(low, measurement), high=value_words(high, measurement)
        )
    if high is not None:
        return tr("at most {value}", value=value_words(high, measurement))
    if low is not None:
        return tr("at least {value}", value=value_words(low, measurement))
    return ""


def seconds_words(seconds: float) -> str:
    """Return a time span: "under 1 s", "24 s", "2 min 05 s".

    The same whole seconds stand in headlines, lists, tables and rings: a hold of 29.9 s is not yet
    one of 30, wherever it is read.
    """
    whole = whole_seconds(seconds)
    if whole == 0 and seconds > 0:
        return tr("under 1 s")
    return f"{whole} s" if whole < 60 else f"{whole // 60} min {whole % 60:02d} s"


def asked_words(seconds: float) -> str:
    """Return the seconds that are asked for, as somebody wrote them: "30 s", "12.5 s"."""
    return seconds_words(seconds) if seconds == int(seconds) else f"{figure(seconds, 'g')} s"


def clock_words(time_s: float) -> str:
    """Return a moment in a clip: "0:07", "12:31"."""
    return f"{int(time_s) // 60}:{int(time_s) % 60:02d}"


def judged_with_words(used: Sequence[JudgedWith]) -> str | None:
    """Return which targets were used: "Judged with: Sensitive back (rear hip, upper limit: 190 …)".

    Of several the names stand in their order, and each target once, as it was in the end.

    Args:
        used: The overlays that were applied, in their order.

    Returns:
        The line, or None where the shipped targets were used.
    """
    if not used:
        return None
    names = [
        tr(one.name) + ("" if one.version == 1 else tr(", version {number}", number=one.version))
        for one in used
    ]
    changed = "; ".join(map(say, _changed_by(used))) or tr("no target of this stretch changes")
    return tr("Judged with: {names} ({changed})", names=tr(", then ").join(names), changed=changed)


def _changed_by(used: Sequence[JudgedWith]) -> list[Message]:
    """Return each target that overlays changed together: what was shipped, and what counted."""
    found: dict[tuple[object, object], Message] = {}
    for change in (change for one in used for change in one.changes):
        key = (change.get("where"), change.get("key"))
        old = found.get(key, change).get("old")
        found[key] = Message(change.code, **{**dict(change.arguments), "old": old})
    return [one for one in found.values() if one.get("value") != one.get("old")]


def camera_steps(stretch: Stretch) -> tuple[str, ...]:
    """Return how to set up the camera for a stretch, one step a line."""
    view = stretch.view
    steps = []
    if view.from_ == "side":
        worked = tr(
            "Put the camera to your side, so that it looks straight at the side you stretch."
        )
        either = tr("Put the camera to your side, so that it looks straight at either side.")
        steps.append(worked if view.near == "worked" else either)
    elif view.from_ == "front":
        steps.append(tr("Put the camera straight in front of you."))
    steps += [
        tr("Stand it at the height of your hips, upright, two to three metres away."),
        tr("Keep your whole body in the picture, from head to feet, all the time."),
        tr("Light from the front, clothes that fit, and nobody else in the picture help."),
    ]
    return tuple(steps)


def guess_words(guess: Guess) -> str:
    """Return a stretch that a clip may show: "Squat (83 %)"."""
    percent = round(100 * guess.confidence)
    name = tr(guess.name)
    return f"{name} ({percent} %)" if percent >= 1 else tr("{name} (below 1 %)", name=name)


def recognised_words(recognition: Recognition) -> str:
    """Return how a stretch was recognised: "You named no stretch; this looks like …"."""
    first, *others = map(guess_words, recognition.guesses)
    if not others:
        return tr("You named no stretch. From the clip: {first}", first=first)
    rest = tr(" or ").join(others)
    return tr(
        "You named no stretch. From the clip: {first}; less likely {rest}", first=first, rest=rest
    )


def assumed_words(recognition: Recognition) -> str | None:
    """Return that one of two stretches that look alike was assumed, or None where it was sure."""
    if not recognition.siblings:
        return None
    first, other = recognition.guesses[0], recognition.siblings[0]
    code = RecognitionCode.ASSUMED
    return say_sentence(Message(code, stretch=authored(first.name), other=authored(other.name)))
