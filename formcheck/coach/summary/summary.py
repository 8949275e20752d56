"""The verdict of a whole performance."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from formcheck.coach.cues.candidates import next_time
from formcheck.coach.frame.fault_phrases import (
    LEG_UNCLEAR,
    NOBODY,
    fault,
    instead,
)
from formcheck.coach.frame.readings import read_headline
from formcheck.coach.frame.summary_model import CheckSummary, Summary, tuck_is_told
from formcheck.coach.settings.coach import COACH
from formcheck.coach.summary.accumulator import Evidence
from formcheck.coach.summary.check_stats import Tally
from formcheck.coach.summary.check_words import CheckWords
from formcheck.codes.coach import CheckCode, CueCode, DoneCode, HeadlineCode, WhyCode
from formcheck.codes.states import Verdict
from formcheck.measure.posture.positions import Position
from formcheck.message import Message, authored
from formcheck.pose.landmark import Side
from formcheck.stretches.model.stretch import HoldTarget, Stretch
from formcheck.stretches.model.target_overlay import judged_with
from formcheck.temporal import whole_seconds

LEAST_S: Final = COACH.verdict.least_s

LEAST_RATE: Final = 4
"""Frame rate, in pictures a second, below which no hold is judged; see
`formcheck.coach.clocks.pace.GAP_S`."""

COSTLY: Final = COACH.verdict.costly


_THEIRS: Final = frozenset(
    {
        CheckCode.FAULT,
        CheckCode.HIPS_CAME_UP,
        CheckCode.NOT_TUCKED,
        CheckCode.SHORT_OF_GOAL,
        CheckCode.JUST_SHORT,
        WhyCode.MOVING,
        WhyCode.NOT_IN_POSITION,
        WhyCode.CAME_OUT,
        WhyCode.OTHER_LEG,
        WhyCode.CHANGED_LEGS,
    }
)
"""Why a clock stood still, where it was the person's doing and not the camera's."""


def summarise(evidence: Evidence, side: Side | None) -> Summary:
    """Return the summary of a performance.

    Args:
        evidence: All that was gathered, with its holds or repetitions.
        side: The worked leg, or None.
    """
    return _Summariser(evidence, side).summary()


def refuse(stretch: Stretch, position: Position) -> Summary:
    """Return the summary of a performance of another movement: nothing of it is scored.

    Args:
        stretch: What was chosen.
        position: The position of the movement that was done.
    """
    return replace(
        summarise(Evidence(stretch), None),
        headline=Message(HeadlineCode.NOT_SCORED, why=instead(stretch, position)),
        advice=Message(HeadlineCode.CHOOSE_ANOTHER),
        checks=(),
        unseen=(),
        wrong=position,
    )


class _Summariser:
    def __init__(self, evidence: Evidence, side: Side | None) -> None:
        self.evidence = evidence
        self.side = side
        self.tallies = evidence.tallies()
        self.checks = CheckWords(evidence.stretch, self.tallies, evidence.shown(self.tallies))
        self.target = (self.stretch.hold or HoldTarget()).seconds
        self.held = sum(hold.seconds for hold in evidence.done.holds)
        self.longest = max((hold.seconds for hold in evidence.done.holds), default=0.0)
        self.faults = [
            i
            for i, check in enumerate(self.stretch.checks)
            if self.tallies[i].verdict == Verdict.ADJUST and self.stretch.may_change_verdict(i)
        ]
        self.untold = [i for i in evidence.caps() if self.tallies[i].verdict == Verdict.CANT_TELL]
        self.uncertain = [
            i for i in evidence.caps() if self.tallies[i].verdict == Verdict.GOOD_ENOUGH
        ]

    @property
    def stretch(self) -> Stretch:
        return self.evidence.stretch

    def summary(self) -> Summary:
        stretch, evidence = self.stretch, self.evidence
        reps = stretch.kind == "reps"
        verdict, headline = self._reps() if reps else self._hold()
        change = self._change()
        return Summary(
            stretch=stretch.id,
            name=stretch.name,
            side=self.side,
            verdict=verdict,
            headline=self._with_change(verdict, headline),
            advice=self._advice(verdict),
            held_s=self.held,
            longest_s=self.longest,
            target_s=None if reps else self.target,
            holds=evidence.done.holds,
            reps=evidence.done.reps,
            target_reps=stretch.reps.count if stretch.reps is not None and reps else None,
            checks=self.checks.summaries(),
            lost=evidence.done.lost,
            unseen=(*self.evidence.times.views.told, *self.checks.unseen()),
            judged_with=judged_with(stretch),
            tucked_s=self.evidence.score.reached_s if self._scored() else None,
            shallow_s=self.evidence.score.shallow_s if self._scored() else None,
            readings=tuple(evidence.taker.readings),
            further=None if change is None else change.further,
        )

    def _scored(self) -> bool:
        """Whether the score of the hold could be measured for as much as half of it."""
        score, held = self.evidence.score, sum(hold.seconds for hold in self.evidence.done.holds)
        return score.known_s > 0 and score.known_s >= 0.5 * held

    def _with_tuck(self, headline: Message) -> Message:
        """Return a headline with how much of the hold was tucked, where that is known."""
        score = self.evidence.score
        if not self._scored() or not tuck_is_told(score.reached_s):
            return headline
        shallow = score.shallow_s >= 0.5 * score.reached_s
        seconds = whole_seconds(score.reached_s)
        return Message(HeadlineCode.TUCKED, done=headline, seconds=seconds, shallow=shallow)

    def _change(self) -> CheckSummary | None:
        """Return the main check, where it is known how much further than at the start it was.

        Not where the pelvis could not be told: that much may be the low back's.
        """
        main = self.stretch.main_check
        if main is None or self.held < LEAST_S or not self._scored():
            return None
        found = self.checks.summaries()[self.stretch.checks.index(main)]
        return None if found.further is None or found.value is None else found

    def _with_change(self, verdict: Verdict, headline: Message) -> Message:
        """Return a headline with how much further than at their own start the person was."""
        found = self._change()
        if (
            verdict not in (Verdict.GOOD, Verdict.GOOD_ENOUGH)
            or found is None
            or found.value is None
        ):
            return headline
        if round(found.further or 0.0) < 1:
            return headline
        return Message(
            HeadlineCode.FURTHER,
            done=headline,
            change=Message(CheckCode.FROM_START, degrees=round(found.further or 0.0)),
            value=round(found.value),
            error=max(1, round(found.sigma or 0.0)),
        )

    def _hold(self) -> tuple[Verdict, Message]:
        """The verdict on a hold; without a whole second nothing is called good enough."""
        verdict, headline = self._held()
        well = verdict in (Verdict.GOOD, Verdict.GOOD_ENOUGH)
        if not well or whole_seconds(self.held) >= 1 or self.evidence.taker.readings:
            return verdict, headline
        if headline.code == HeadlineCode.LOST:
            why = headline.get("why")
            own = isinstance(why, Message) and why.code in _THEIRS
            return Verdict.ADJUST if own else Verdict.CANT_TELL, headline
        if headline.code == HeadlineCode.BUT_NOT_TOLD:
            return Verdict.CANT_TELL, headline
        return Verdict.ADJUST, Message(HeadlineCode.NOT_HELD, done=self._seconds(0))

    def _held(self) -> tuple[Verdict, Message]:
        if self.evidence.times.slow_s > 0.5 * self.evidence.times.whole_s > 0:
            rate = (self.evidence.times.frames - 1) / self.evidence.times.whole_s
            code = HeadlineCode.TOO_FEW_PICTURES
            return Verdict.CANT_TELL, Message(code, rate=rate, needed=LEAST_RATE)
        nothing = self._nothing(self.evidence.times.counted_s)
        if nothing is not None:
            return nothing
        if self.evidence.taker.readings:
            return Verdict.GOOD, read_headline(self.evidence.taker.readings)
        done = self._done()
        if self.evidence.reached:
            return self._form(Message(DoneCode.HELD, done=done))
        # Before and after an attempt people stand: no leg is behind the other then.
        blind = self._blind(ignored=LEG_UNCLEAR)
        if blind is not None:
            place = self._place(blind)
            if self.faults:  # what was seen to be wrong is known, whatever else is not
                code, form = HeadlineCode.AND_REST_NOT_TOLD, self._form(done)[1]
                return Verdict.ADJUST, Message(code, done=form, why=blind, place=place)
            return Verdict.CANT_TELL, Message(
                HeadlineCode.REST_NOT_TOLD, done=done, why=blind, place=place
            )
        lost = self.evidence.done.lost
        most = lost[0] if lost else None
        whole = self.held + sum(x.seconds for x in lost)
        share = most.seconds / whole if most is not None else 0.0
        if most is None or share < COSTLY:
            held = done if self._nothing_done() else Message(DoneCode.HELD, done=done)
            return self._form(held, short=True)
        seconds = None if share > 0.5 else max(1, whole_seconds(most.seconds))
        verdict: Verdict = Verdict.ADJUST if self.faults else Verdict.GOOD_ENOUGH
        return verdict, Message(HeadlineCode.LOST, done=done, why=most.why, seconds=seconds)

    def _nothing_done(self) -> bool:
        """Whether no whole second was held, or no repetition done."""
        if self.stretch.kind == "reps":
            return not self.evidence.done.reps
        return whole_seconds(self.held) < 1

    def _done(self) -> Message:
        """Return the good seconds of all holds, and the longest one where they were broken."""
        held, sets = whole_seconds(self.held), self.evidence.reached
        if sets > 1:
            return Message(DoneCode.SETS, seconds=held, sets=sets, target=self.target)
        whole = self.held - self.longest < LEAST_S
        return self._seconds(held, None if whole else whole_seconds(self.longest))

    def _seconds(self, seconds: int, unbroken: int | None = None) -> Message:
        target = self.target
        return Message(DoneCode.SECONDS, seconds=seconds, target=target, unbroken=unbroken)

    def _reps(self) -> tuple[Verdict, Message]:
        stretch, evidence = self.stretch, self.evidence
        target = stretch.reps.count if stretch.reps is not None else 0
        count, shallow = len(evidence.done.reps), len(evidence.done.partials)
        done = Message(DoneCode.REPS, count=count, target=target)
        if count == 0:
            if shallow:
                return Verdict.ADJUST, Message(HeadlineCode.TOO_SHALLOW, done=done, count=shallow)
            nothing = self._nothing(0.0, Message(HeadlineCode.NO_REP_SEEN, done=done))
            if nothing is not None:
                return nothing
        verdict, headline = self._form(done, short=count < target)
        if shallow and not self.faults:
            headline = Message(HeadlineCode.AND_TOO_SHALLOW, done=headline, count=shallow)
            verdict = Verdict.ADJUST if shallow >= count else verdict
        return verdict, headline

    def _nothing(
        self, counted: float, none: Message | None = None
    ) -> tuple[Verdict, Message] | None:
        """What to say where nothing was done that could be judged, or None where there was."""
        evidence = self.evidence
        if counted >= LEAST_S:
            return None
        if evidence.times.person_s < LEAST_S:
            why = self._too_short()
            return Verdict.CANT_TELL, Message(HeadlineCode.NOTHING_TOLD, why=why, place=None)
        if evidence.times.looked_s > 0.5 * evidence.times.person_s:
            return self._only_second()
        blind = self._blind()
        if blind is not None:
            place = self._place(blind)
            return Verdict.CANT_TELL, Message(HeadlineCode.NOTHING_TOLD, why=blind, place=place)
        if none is not None:
            return Verdict.CANT_TELL, none
        done = self._seconds(0)
        for i, check in enumerate(self.stretch.checks):
            if check.needed and self.tallies[i].verdict == Verdict.ADJUST:
                wrong = fault(self.stretch, check, self.tallies[i].end)
                return Verdict.ADJUST, Message(HeadlineCode.NOT_IN_POSITION, done=done, fault=wrong)
        return Verdict.ADJUST, Message(HeadlineCode.NOT_HELD, done=done)

    def _too_short(self) -> Message:
        """Why there was too little of a person to judge."""
        times = self.evidence.times
        if not times.person:
            return NOBODY
        code = WhyCode.CLIP_TOO_SHORT if times.whole_s < LEAST_S else WhyCode.SEEN_TOO_SHORT
        target = None if self.stretch.kind == "reps" else self.target
        return Message(code, least=LEAST_S, target=target)

    def _only_second(self) -> tuple[Verdict, Message]:
        """What to say where only the second view was seen."""
        second = self.stretch.second_view
        place = "front" if second is None or second.from_ == "front" else "there"
        for i in self.faults:
            if self.stretch.checks[i].view == "second":
                wrong = fault(self.stretch, self.stretch.checks[i], self.tallies[i].end)
                code = HeadlineCode.ONLY_SECOND_FAULT
                return Verdict.ADJUST, Message(code, place=place, fault=wrong)
        return Verdict.CANT_TELL, Message(HeadlineCode.ONLY_SECOND, place=place)

    def _blind(self, ignored: Message | None = None) -> Message | None:
        """The main reason why most of the time could not be judged, or None where it could."""
        blind = {why: s for why, s in self.evidence.blind.items() if why != ignored}
        if not blind or sum(blind.values()) < 0.5 * self.evidence.times.person_s:
            return None
        return max(blind, key=lambda why: blind[why])

    def _form(self, done: Message, *, short: bool = False) -> tuple[Verdict, Message]:
        """The verdict on the form of what was done, and the headline that begins with it."""
        if self.faults:
            i = self._worst() or self.faults[0]
            tally, check = self.tallies[i], self.stretch.checks[i]
            reps = self.stretch.kind == "reps" and check.at in ("bottom", "top")
            return Verdict.ADJUST, Message(
                HeadlineCode.BUT_FAULT,
                done=done,
                fault=fault(self.stretch, check, tally.end),
                seen=self.checks.seen_from(check),
                reps=round(tally.seconds[Verdict.ADJUST]) if reps else None,
                mostly=_mostly_wrong(tally),
                nothing=self._nothing_done() or None,
            )
        if self.untold:
            what = self.checks.not_told(self.untold[0])
            return Verdict.GOOD_ENOUGH, Message(HeadlineCode.BUT_NOT_TOLD, done=done, what=what)
        if self.uncertain:
            tucked = self._with_tuck(done)
            near = Message(HeadlineCode.AS_FAR_AS_TOLD, done=done)
            return Verdict.GOOD_ENOUGH, near if tucked == done else tucked
        code = HeadlineCode.IN_GOOD_FORM if self.stretch.is_scored else HeadlineCode.DONE
        return Verdict.GOOD_ENOUGH if short else Verdict.GOOD, self._with_tuck(
            Message(code, done=done)
        )

    def _worst(self) -> int | None:
        """The check to name: the first in the specification among the costly ones."""
        costs = self.evidence.costs()
        wrong = [
            i for i, cost in enumerate(costs) if cost > 0 and self.stretch.may_change_verdict(i)
        ]
        most = max((costs[i] for i in wrong), default=0.0)
        return next((i for i in wrong if costs[i] >= COSTLY * most), None)

    def _advice(self, verdict: Verdict) -> Message | None:
        evidence = self.evidence
        if evidence.times.slow_s > 0.5 * evidence.times.whole_s > 0 and self.stretch.kind != "reps":
            return Message(HeadlineCode.FILM_FASTER)
        blind = max(evidence.blind, key=lambda why: evidence.blind[why], default=None)
        if verdict == Verdict.CANT_TELL:
            if blind is None or blind == NOBODY or evidence.times.person_s < LEAST_S:
                return None
            if blind == LEG_UNCLEAR:
                return Message(HeadlineCode.LEGS_APART)
            place = self._place(blind)
            return blind if place is None else Message(HeadlineCode.MOVE_CAMERA, place=place)
        worst = self._worst()
        if verdict == Verdict.ADJUST and worst is None and evidence.done.partials:
            return Message(CueCode.GO_ALL_THE_WAY)
        if verdict == Verdict.ADJUST and worst is not None:
            check, end = self.stretch.checks[worst], self._end(worst)
            untucked = self._untucked() if check is self.stretch.main_check else None
            if untucked is not None and end == check.deeper:
                return untucked  # "keep the tuck" is for whoever has one
            cue = check.cue(end)
            return next_time(cue) if cue is not None and self.stretch.kind == "reps" else cue
        short = self._short_of_target()
        nothing = verdict == Verdict.ADJUST and whole_seconds(self.held) < 1
        if (nothing or verdict == Verdict.GOOD_ENOUGH) and short is not None:
            return short
        if verdict == Verdict.GOOD_ENOUGH and self.untold:
            check = self.stretch.checks[self.untold[0]]
            cue = check.cue("high") or check.cue("low")
            # Nobody can change what was not measured, but everybody can be careful with it.
            return None if cue is None else Message(CueCode.TO_BE_SAFE, cue=cue)
        seen_aside = evidence.times.views.aside_s >= 0.5 * evidence.times.person_s > 0
        return (
            evidence.times.views.remedy if verdict == Verdict.GOOD_ENOUGH and seen_aside else None
        )

    def _short_of_target(self) -> Message | None:
        """How to reach the main target, where it was missed by less than the error."""
        main = self.stretch.main_check
        if main is None or self.held >= self.target or self.stretch.kind != "hold":
            return None
        value, _ = self.evidence.tried(self.stretch.checks.index(main)).middle()
        if value is None or main.low is None or value >= main.low or main.one_sided:
            return None
        # Where the tuck came, for however short, depth is not asked for before it.
        tucked = tuck_is_told(self.evidence.score.reached_s)
        return self._untucked() or (None if tucked else main.cue("low"))

    def _untucked(self) -> Message | None:
        """How to reach the score's goal, where it was seen to be missed: it comes before depth."""
        score = self.stretch.score_check
        if score is None or score.cue_goal is None:
            return None
        value, _ = self.evidence.tried(self.stretch.checks.index(score)).middle()
        missed = value is not None and not score.reaches(value)
        return authored(score.cue_goal) if missed else None

    def _end(self, index: int) -> str:
        """On which side a check was wrong over all that was tried."""
        tally = self.tallies[index]
        if tally.seconds[Verdict.ADJUST] > 0:
            return tally.end
        return self.evidence.tried(index).end

    def _place(self, why: Message) -> str | None:
        """Where to put the camera, where it saw the person from elsewhere."""
        if why.code != WhyCode.OTHER_VIEW:
            return None
        return "side" if self.stretch.view.from_ == "side" else "front"


def _mostly_wrong(tally: Tally) -> bool:
    known = tally.total - tally.seconds[Verdict.CANT_TELL]
    return tally.seconds[Verdict.ADJUST] > 0.5 * known
