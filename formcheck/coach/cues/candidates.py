"""All cues that are true in one frame, the most important first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from formcheck.coach.frame.fault_phrases import instead
from formcheck.coach.frame.judge import ROUNDING, UNKNOWN_LEG, outside_band, too
from formcheck.coach.frame.report import CheckResult, Clock, Cue
from formcheck.coach.frame.score import beyond_goal, score_result, short_of_entry
from formcheck.coach.frame.summary_model import Rep
from formcheck.coach.settings.coach import COACH
from formcheck.codes.coach import CueCode
from formcheck.codes.states import ClockState, CueKind, Verdict
from formcheck.measure.posture.positions import Position
from formcheck.message import Message, authored
from formcheck.stretches.model.check import Check
from formcheck.stretches.model.stretch import Stretch

STEP_IN: Final = Cue(Message(CueCode.STEP_IN), CueKind.VIEW)
TOO_SLOW: Final = Cue(Message(CueCode.TOO_SLOW), CueKind.VIEW)
GET_READY: Final = Cue(Message(CueCode.GET_READY), CueKind.WAIT)
HOLD_STILL: Final = Cue(Message(CueCode.HOLD_STILL), CueKind.WAIT)
PRAISE: Final = Cue(Message(CueCode.KEEP_BREATHING), CueKind.GOOD)
CAREFUL: Final = Cue(Message(CueCode.HOLD_TUCKED), CueKind.GOOD)
"""Given instead of praise while the camera cannot tell the hip from the back for certain: an arch
looks the same."""
BEGIN: Final = Cue(Message(CueCode.BEGIN), CueKind.WAIT)

LOOKING: Final = Cue(Message(CueCode.STAY_FOR_SECOND_VIEW), CueKind.WAIT)
"""Said in the second view of a hold while nothing is wrong."""

LOOKING_ON: Final = Cue(Message(CueCode.GO_ON_FOR_SECOND_VIEW), CueKind.WAIT)
"""The same for repetitions."""

SEEN: Final = Cue(Message(CueCode.SECOND_VIEW_SEEN), CueKind.GOOD)
"""Said once the second view has been seen, and all else is done."""

HINT_S: Final = COACH.cues.hint_s

GOAL_DEAD_BAND: Final = 1.0
"""How far, in degrees, a value has to be beyond its goal before the cue to reach it goes: numbers
are shown to a degree, and one that wobbles about the goal makes no cue blink."""

MINOR_SECONDS: Final = (5.0, 8.0)
"""Part of each ten seconds of a hold, in seconds, in which a remark that changes no verdict may
interrupt praise."""

FEEDBACK_S: Final = COACH.cues.feedback_s


@dataclass(frozen=True, slots=True)
class Situation:
    """What the cues of one frame depend on.

    Attributes:
        person: Whether anybody is in the picture.
        turn: How to turn for the view that the stretch needs, or None.
        hint: How to turn so that the camera sees better what it sees already, or None.
        hint_first: Whether the hint comes before faults.
        trying: Whether the person is in the position.
        results: One for each check, in the stretch's order.
        clock: The hold clock, or None for repetitions.
        feedback: The remark on the last repetition while it is fresh, or None.
        framing: How to get all that counts into the picture, or None.
        begun: Whether a repetition has begun.
        wrong: The position of another movement that is done instead, or None.
        legs: That it is the other leg's turn, or None.
        leaving: Whether a hold is done, and the person on the way out of it.
        looking: Whether this is the second view, and it has not been seen for long enough.
        seen: Whether this is the second view, and there is nothing left to do or to see.
        ask: How to turn for the second view, while it is asked for.
        shown: The cue of the frame before. A correction stays true until the value is inside the
            target, and not only within its error of it: a dead band as wide as the error.
        slow: Whether pictures come too slowly for the hold clock.
    """

    person: bool
    turn: Message | None
    hint: Cue | None
    hint_first: bool
    trying: bool
    results: Sequence[CheckResult]
    clock: Clock | None
    feedback: Cue | None = None
    framing: Message | None = None
    begun: bool = False
    wrong: Position | None = None
    legs: Cue | None = None
    leaving: bool = False
    looking: bool = False
    seen: bool = False
    ask: Cue | None = None
    shown: Cue | None = None
    slow: bool = False


def cues(stretch: Stretch, now: Situation) -> list[Cue]:
    """Return the cues that are true: what stops scoring, faults by importance, praise."""
    if not now.person:
        return [STEP_IN]
    if now.slow:
        return [TOO_SLOW]
    if now.wrong is not None:
        return [Cue(instead(stretch, now.wrong), CueKind.VIEW)]
    if now.legs is not None:
        return [now.legs]
    if now.looking:
        return [*_second_cues(stretch, now.results), LOOKING if now.clock else LOOKING_ON]
    if now.seen:
        return [SEEN]
    if now.turn is not None and now.ask is not None:
        # Whoever turns away now does as they were asked.
        return [now.ask] if now.feedback is None else [now.feedback, now.ask]
    found: list[Cue] = []
    if now.turn is not None:
        found.append(Cue(now.turn, CueKind.VIEW))
    else:
        if now.framing is not None and _preparing(now):
            found.append(Cue(now.framing, CueKind.VIEW))
        found += _blocked(stretch, now)
    found += _hold_cues(stretch, now) if now.clock is not None else _rep_cues(stretch, now)
    return found


def _preparing(now: Situation) -> bool:
    """Whether there is still time to move: neither clock nor repetition has begun."""
    return not now.begun if now.clock is None else now.clock.state == ClockState.WAITING


def turn_round(stretch: Stretch) -> Cue:
    """Return the hint to show the camera the other side."""
    return Cue(Message(CueCode.TURN_ROUND, role=stretch.worked_leg), CueKind.VIEW)


def rep_feedback(rep: Rep, count: int, target: int) -> Cue:
    """Return the remark on a repetition: its first fault, otherwise praise."""
    wrong = _first_fault(rep)
    if wrong is not None:
        return wrong
    told = any(result.verdict != Verdict.CANT_TELL for result in rep.checks) or not rep.checks
    code = CueCode.REP_GOOD if told else CueCode.REP_COUNTED
    return Cue(Message(code, count=count, target=target), CueKind.GOOD)


def partial_feedback(rep: Rep) -> Cue:
    """Return the remark on a repetition that turned back too early.

    What is wrong where it turned may be why: with the feet too far out the hips rise less.
    """
    return _first_fault(rep) or Cue(next_time(Message(CueCode.GO_ALL_THE_WAY)), CueKind.FAULT)


def _first_fault(rep: Rep) -> Cue | None:
    for result in rep.checks:
        if result.verdict == Verdict.ADJUST and result.cue is not None:
            return Cue(next_time(result.cue), CueKind.FAULT, result.check)
    return None


def next_time(cue: Message) -> Message:
    """Return a cue for the next repetition: `Next time, sit a little deeper`."""
    return Message(CueCode.NEXT_TIME, cue=cue)


def _blocked(stretch: Stretch, now: Situation) -> Iterator[Cue]:
    """The first required check that cannot be told, with what to do about it.

    What is seen to be wrong in checks that come before it matters more, and is said first.
    """
    for i, (check, result) in enumerate(zip(stretch.checks, now.results, strict=True)):
        if check.needed and result.reason is not None and check.at in ("held", "always"):
            if now.trying:
                yield from _faults(stretch, now, major=True, before=i)
            if result.reason == UNKNOWN_LEG:
                yield get_ready(stretch)
            else:
                yield Cue(result.reason, CueKind.VIEW, check.id)
            return


def _hold_cues(stretch: Stretch, now: Situation) -> Iterator[Cue]:
    clock = now.clock
    if clock is None:
        return
    leave = stretch.phases.leave
    done = Message(CueCode.COME_OUT, seconds=clock.target_s)
    out = Cue(done if leave is None else authored(leave), CueKind.GOOD)
    if now.leaving or clock.state == ClockState.DONE:
        # All that was asked for is done: what changes now is the way out, and no fault.
        yield now.ask or out
        return
    counting = clock.state == ClockState.RUNNING
    hint = now.hint if clock.state == ClockState.WAITING else None
    if hint is not None and now.hint_first:
        yield hint
    if not now.trying:
        yield now.ask or get_ready(stretch)
        return
    may_interrupt = MINOR_SECONDS[0] <= clock.seconds % 10 < MINOR_SECONDS[1]
    depth = _depth_missed(stretch, now.results)
    goal = list(_goal(stretch, now)) if not counting or may_interrupt else []
    for cue in _faults(stretch, now, major=True):
        if cue.check == depth:  # the tuck comes before depth
            yield from goal
        yield cue
    yield from goal
    if hint is not None:
        yield hint
    if counting and may_interrupt:
        yield from _faults(stretch, now, major=False)
    if counting:
        hold = stretch.phases.hold
        praise = PRAISE if hold is None else Cue(authored(hold), CueKind.GOOD)
        yield CAREFUL if _may_arch(now.results) else praise
    elif clock.state == ClockState.WAITING:
        yield from _deeper(stretch, now.results)
        yield HOLD_STILL


def _rep_cues(stretch: Stretch, now: Situation) -> Iterator[Cue]:
    if now.begun:
        yield from _faults(stretch, now, major=True)
    if now.feedback is not None:
        yield now.feedback
    elif now.hint is not None and not now.begun:
        yield now.hint
    elif not now.begun:
        enter = stretch.phases.enter
        yield BEGIN if enter is None else Cue(authored(enter), CueKind.WAIT)
    elif now.ask is not None:
        yield now.ask


def _faults(
    stretch: Stretch, now: Situation, *, major: bool, before: int | None = None
) -> Iterator[Cue]:
    for i in stretch.held_checks:
        if before is not None and i >= before:
            return
        check, result = stretch.checks[i], now.results[i]
        cue = None if result.cue is None else Cue(result.cue, CueKind.FAULT, check.id)
        cue = cue or _lasting(check, result, now)
        if cue is not None and stretch.may_change_verdict(i) == major:
            yield cue


def _lasting(check: Check, result: CheckResult, now: Situation) -> Cue | None:
    """Return the correction that is shown, while its value is outside by less than the error."""
    shown = now.shown
    counting = now.clock is not None and now.clock.state in (ClockState.RUNNING, ClockState.DONE)
    if shown is None or counting or (shown.kind, shown.check) != ("fault", check.id):
        return None
    beyond = (outside_band(result) or 0.0) >= ROUNDING
    near = result.verdict == Verdict.GOOD_ENOUGH and beyond
    return shown if near and shown.message == check.cue(too(result)) else None


def _second_cues(stretch: Stretch, results: Sequence[CheckResult]) -> Iterator[Cue]:
    """What is wrong in the second view, or why it shows nothing."""
    pairs = zip(stretch.checks, results, strict=True)
    later = [(check, r) for check, r in pairs if check.view == "second" and not check.untold]
    for check, result in later:
        if result.cue is not None:
            yield Cue(result.cue, CueKind.FAULT, check.id)
    reasons = [result.reason for _, result in later if result.reason is not None]
    if reasons and len(reasons) == len(later):
        yield Cue(reasons[0], CueKind.VIEW, later[0][0].id)


def get_ready(stretch: Stretch) -> Cue:
    """Return what is said before anybody is in the position."""
    enter = stretch.phases.enter
    return GET_READY if enter is None else Cue(authored(enter), CueKind.WAIT)


def _may_arch(results: Sequence[CheckResult]) -> bool:
    return any(
        result.verdict != Verdict.GOOD and result.measurement == "pelvic_tilt" for result in results
    )


def _deeper(stretch: Stretch, results: Sequence[CheckResult]) -> Iterator[Cue]:
    """How to reach the entry of the main check, where the value is no certain fault."""
    main = stretch.main_check
    for check, result in zip(stretch.checks, results, strict=True):
        if check is not main or not check.required or result.value is None:
            continue
        if not check.has_depth or check.one_sided or not short_of_entry(result, check.entry):
            continue
        score = score_result(stretch, results)
        if score is not None and score.reached:
            continue  # with the tuck, little depth is enough
        cue = check.cue(check.entry)
        if cue is not None and result.verdict != Verdict.GOOD:
            yield Cue(Message(CueCode.NEARLY_THERE, cue=cue), CueKind.WAIT, check.id)


def contradicted(stretch: Stretch, now: Situation, cue: Cue) -> bool:
    """Return whether what is shown in a frame gives a cue the lie, so that it must go at once.

    Args:
        stretch: The stretch.
        now: The frame.
        cue: One that was true a moment ago.
    """
    if now.clock is not None and now.clock.state in (ClockState.RUNNING, ClockState.DONE):
        # Whoever holds is in position: being told to get there would be beside a running clock.
        if cue in (get_ready(stretch), HOLD_STILL):
            return True
    elif now.clock is not None and cue in _praises(stretch):
        return True
    if cue == HOLD_STILL and any(_deeper(stretch, now.results)):
        return True
    if cue in (HOLD_STILL, *_praises(stretch)):
        return any(_faults(stretch, now, major=True))
    return cue.check is not None and _refuted(stretch, now.results, cue)


def _praises(stretch: Stretch) -> tuple[Cue, ...]:
    hold = stretch.phases.hold
    return (PRAISE, CAREFUL, *(() if hold is None else (Cue(authored(hold), CueKind.GOOD),)))


def _refuted(stretch: Stretch, results: Sequence[CheckResult], cue: Cue) -> bool:
    """Return whether the number of a cue's check says otherwise than the cue."""
    for check, result in zip(stretch.checks, results, strict=True):
        if check.id != cue.check or check.at in ("top", "bottom") or result.value is None:
            continue
        if cue.kind == CueKind.VIEW:
            return True  # it asks to show what is seen by now
        inside = (outside_band(result) or 0.0) < ROUNDING
        if check.cue_goal is not None and cue.message == authored(check.cue_goal):
            return not _short_of_goal(check, result, GOAL_DEAD_BAND)
        if cue.kind == CueKind.WAIT:  # less than the error was missing
            return inside or result.verdict == Verdict.ADJUST
        return inside or cue.message != check.cue(too(result))
    return False


def _depth_missed(stretch: Stretch, results: Sequence[CheckResult]) -> str | None:
    """Return the id of the main check while its value is short of its entry, or None."""
    main = stretch.main_check
    found = next((r for r in results if main is not None and r.check == main.id), None)
    if main is None or found is None or not short_of_entry(found, main.entry):
        return None
    return main.id


def _goal(stretch: Stretch, now: Situation) -> Iterator[Cue]:
    """How to reach a goal that is known to be missed, while nothing is wrong with it."""
    for check, result in zip(stretch.checks, now.results, strict=True):
        if not check.scored or check.cue_goal is None:
            continue
        cue = Cue(authored(check.cue_goal), CueKind.WAIT, check.id)
        if _short_of_goal(check, result, GOAL_DEAD_BAND if cue == now.shown else 0.0):
            yield cue


def _short_of_goal(check: Check, result: CheckResult, beyond: float) -> bool:
    """Return whether a goal is missed, or reached by less than `beyond`, and nothing is wrong."""
    if result.value is None or result.reached is None or result.verdict == Verdict.ADJUST:
        return False
    return not result.reached or beyond_goal(check, result.value) > -beyond
