"""The verdict of a whole performance, in words that need no explanation."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from formcheck.coach.cues.candidates import next_time
from formcheck.coach.frame.fault_phrases import (
    LEG_UNCLEAR,
    NOBODY,
    fault,
    half_sentence,
    instead,
    sentence,
)
from formcheck.coach.frame.report import Verdict
from formcheck.coach.frame.summary_model import Summary
from formcheck.coach.summary.accumulator import Evidence
from formcheck.coach.summary.check_stats import Tally
from formcheck.coach.summary.check_words import CheckWords
from formcheck.measure.posture.positions import Position
from formcheck.pose.landmark import Side
from formcheck.stretches.model.stretch import HoldTarget, Stretch
from formcheck.stretches.model.target_overlay import judged_with

LEAST_S: Final = 0.5
"""With less than this to judge, there was nothing."""

LEAST_RATE: Final = 4
"""Pictures a second below which no hold is judged: see `formcheck.coach.clocks.pace.GAP_S`."""

COSTLY: Final = 0.25
"""A fault that cost at least this share of the costliest one is named first if it comes first in
the specification: safety before depth. Time lost is a verdict of its own from this share of all
the time tried: getting in and out takes some too."""


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
        headline=sentence(f"Not scored: {half_sentence(instead(stretch, position))}"),
        advice="Choose the stretch that you do, or do the one that you chose.",
        checks=(),
        unseen=(),
        wrong=position,
    )


class _Summariser:
    def __init__(self, evidence: Evidence, side: Side | None) -> None:
        self.evidence = evidence
        self.stretch: Stretch = evidence.stretch
        self.side = side
        self.tallies = evidence.tallies()
        self.checks = CheckWords(self.stretch, self.tallies)
        self.target = (self.stretch.hold or HoldTarget()).seconds
        self.held = sum(hold.seconds for hold in evidence.holds)
        self.longest = max((hold.seconds for hold in evidence.holds), default=0.0)
        self.faults = [
            i
            for i, check in enumerate(self.stretch.checks)
            if self.tallies[i].verdict == "adjust" and self.stretch.may_change_verdict(i)
        ]
        self.untold = [i for i in evidence.caps() if self.tallies[i].verdict == "can't tell"]
        self.uncertain = [i for i in evidence.caps() if self.tallies[i].verdict == "good enough"]

    def summary(self) -> Summary:
        stretch, evidence = self.stretch, self.evidence
        reps = stretch.kind == "reps"
        verdict, headline = self._reps() if reps else self._hold()
        return Summary(
            stretch=stretch.id,
            name=stretch.name,
            side=self.side,
            verdict=verdict,
            headline=sentence(headline),
            advice=self._advice(verdict),
            held_s=self.held,
            longest_s=self.longest,
            target_s=None if reps else self.target,
            holds=evidence.holds,
            reps=evidence.reps,
            target_reps=stretch.reps.count if stretch.reps is not None and reps else None,
            checks=self.checks.summaries(),
            lost=evidence.lost,
            unseen=self.checks.unseen(),
            judged_with=judged_with(stretch),
            tucked_s=self.evidence.score.reached_s if self._scored() else None,
            shallow_s=self.evidence.score.shallow_s if self._scored() else None,
        )

    def _scored(self) -> bool:
        """Whether the score of the hold could be measured for as much as half of it."""
        score, held = self.evidence.score, sum(hold.seconds for hold in self.evidence.holds)
        return score.known_s > 0 and score.known_s >= 0.5 * held

    def _tucked(self) -> str:
        """Return how much of a hold was tucked, as the end of a sentence, or nothing."""
        score = self.evidence.score
        if not self._scored() or score.reached_s < 1.0:
            return ""
        words = f", {_whole(score.reached_s)} s of it tucked"
        if score.shallow_s >= 0.5 * score.reached_s:
            words += ", at little depth: a full version"
        return words

    def _hold(self) -> tuple[Verdict, str]:
        if self.evidence.slow_s > 0.5 * self.evidence.whole_s > 0:
            rate = self.evidence.frames / self.evidence.whole_s
            return "can't tell", (
                f"Can't tell: {rate:.1f} pictures a second are too few to judge a hold, at least "
                f"{LEAST_RATE} are needed"
            )
        nothing = self._nothing(self.evidence.counted_s)
        if nothing is not None:
            return nothing
        done = self._done()
        if self.evidence.reached:
            return self._form(f"You held {done}")
        # Before and after an attempt people stand: no leg is behind the other then.
        blind = self._blind(ignored=LEG_UNCLEAR)
        if blind is not None:
            words = f"the rest can't be told: {half_sentence(blind)}{self._place(blind)}"
            if self.faults:  # what was seen to be wrong is known, whatever else is not
                return "adjust", f"{self._form(done)[1]}; {words}"
            return "can't tell", f"{done}, {words}"
        lost = self.evidence.lost
        most = lost[0] if lost else None
        whole = self.held + sum(x.seconds for x in lost)
        share = most.seconds / whole if most is not None else 0.0
        if most is None or share < COSTLY:
            return self._form(f"You held {done}", short=True)
        long = "most of the time" if share > 0.5 else f"for {max(1, _whole(most.seconds))} s"
        verdict: Verdict = "adjust" if self.faults else "good enough"
        return verdict, f"{done}: {most.why} {long}"

    def _done(self) -> str:
        """Return the good seconds of all holds, and the longest one where they were broken."""
        held, sets = _whole(self.held), self.evidence.reached
        if sets > 1:
            return f"{held} s, {sets} sets of {self.target:g} s"
        whole = self.held - self.longest < LEAST_S
        unbroken = "" if whole else f" ({_whole(self.longest)} s without a break)"
        return f"{held} s of {self.target:g} s{unbroken}"

    def _reps(self) -> tuple[Verdict, str]:
        stretch, evidence = self.stretch, self.evidence
        target = stretch.reps.count if stretch.reps is not None else 0
        count = len(evidence.reps)
        done = f"{count} of {target} repetitions"
        shallow = f"{len(evidence.partials)} more did not go far enough to count"
        if count == 0:
            if evidence.partials:
                return "adjust", f"{done}: {shallow.replace(' more', '')}"
            nothing = self._nothing(0.0, f"{done}: none was seen from start to end")
            if nothing is not None:
                return nothing
        verdict, headline = self._form(done, short=count < target)
        if evidence.partials and not self.faults:
            headline += f"; {shallow}"
            verdict = "adjust" if len(evidence.partials) >= count else verdict
        return verdict, headline

    def _nothing(self, counted: float, none: str | None = None) -> tuple[Verdict, str] | None:
        """What to say where nothing was done that could be judged, or None where there was."""
        evidence = self.evidence
        if counted >= LEAST_S:
            return None
        if evidence.person_s < LEAST_S:
            return "can't tell", f"Can't tell: {NOBODY}"
        if evidence.looked_s > 0.5 * evidence.person_s:
            return self._only_second()
        blind = self._blind()
        if blind is not None:
            return "can't tell", f"Can't tell: {half_sentence(blind)}{self._place(blind)}"
        if none is not None:
            return "can't tell", none
        for i, check in enumerate(self.stretch.checks):
            if check.needed and self.tallies[i].verdict == "adjust":
                wrong = fault(self.stretch, check, self.tallies[i].end)
                return "adjust", f"0 s of {self.target:g} s: not in the position, {wrong}"
        return "adjust", f"0 s of {self.target:g} s: the position was not held"

    def _only_second(self) -> tuple[Verdict, str]:
        """What to say where only the second view was seen."""
        second = self.stretch.second_view
        seen = "from the front" if second is None or second.from_ == "front" else "from there"
        for i in self.faults:
            if self.stretch.checks[i].view == "second":
                wrong = fault(self.stretch, self.stretch.checks[i], self.tallies[i].end)
                return "adjust", f"Seen {seen} only: {wrong}"
        return "can't tell", f"Seen {seen} only: the rest needs the camera at your side"

    def _blind(self, ignored: str | None = None) -> str | None:
        """The main reason why most of the time could not be judged, or None where it could."""
        blind = {why: s for why, s in self.evidence.blind.items() if why != ignored}
        if not blind or sum(blind.values()) < 0.5 * self.evidence.person_s:
            return None
        return max(blind, key=lambda why: blind[why])

    def _form(self, done: str, *, short: bool = False) -> tuple[Verdict, str]:
        """The verdict on the form of what was done, and a sentence that begins with it."""
        if self.faults:
            i = self._worst() or self.faults[0]
            tally = self.tallies[i]
            reps = self.stretch.kind == "reps" and self.stretch.checks[i].at in ("bottom", "top")
            long = f"in {tally.seconds['adjust']:.0f} of them" if reps else _share(tally)
            check = self.stretch.checks[i]
            wrong = (
                f"{self.checks.seen_from(check)} {fault(self.stretch, check, tally.end)}".lstrip()
            )
            return "adjust", f"{done}, but {wrong} {long}"
        if self.untold:
            return "good enough", f"{done}; {half_sentence(self.checks.not_told(self.untold[0]))}"
        if self.uncertain:
            words = self._tucked() or ", on target as far as the measurement can tell"
            return "good enough", f"{done}{words}"
        form = " in good form" if self.stretch.is_scored else ""
        return "good enough" if short else "good", f"{done}{form}{self._tucked()}"

    def _worst(self) -> int | None:
        """The check to name: the first in the specification among the costly ones."""
        costs = self.evidence.costs()
        wrong = [
            i for i, cost in enumerate(costs) if cost > 0 and self.stretch.may_change_verdict(i)
        ]
        most = max((costs[i] for i in wrong), default=0.0)
        return next((i for i in wrong if costs[i] >= COSTLY * most), None)

    def _advice(self, verdict: Verdict) -> str | None:
        evidence = self.evidence
        if evidence.slow_s > 0.5 * evidence.whole_s > 0 and self.stretch.kind != "reps":
            return "Film with 15 pictures a second or more, and close other programs meanwhile."
        blind = max(evidence.blind, key=lambda why: evidence.blind[why], default=None)
        if verdict == "can't tell":
            if blind is None or blind == NOBODY:
                return None
            if blind == LEG_UNCLEAR:
                return "Stay side-on to the camera, with one leg well away from the other."
            return sentence(self._place(blind).replace("; put it", "Put the camera") or blind)
        worst = self._worst()
        if verdict == "adjust" and worst is None and evidence.partials:
            return "Go all the way, as far as it is easy."
        if verdict == "adjust" and worst is not None:
            check = self.stretch.checks[worst]
            cue = check.cue_low if self._end(worst) == "low" else check.cue_high
            if cue is not None and self.stretch.kind == "reps":
                cue = next_time(cue)
            return None if cue is None else sentence(cue)
        short = self._short_of_target()
        if verdict == "good enough" and short is not None:
            return sentence(short)
        if verdict == "good enough" and self.untold:
            check = self.stretch.checks[self.untold[0]]
            cue = check.cue_high or check.cue_low
            # Nobody can change what was not measured, but everybody can be careful with it.
            return None if cue is None else sentence(f"{cue}, to be safe")
        return None

    def _short_of_target(self) -> str | None:
        """How to reach the main target, where it was missed by less than the error."""
        main = self.stretch.main_check
        if main is None or self.held >= self.target or self.stretch.kind != "hold":
            return None
        value, _ = self.evidence.tried(self.stretch.checks.index(main)).middle()
        if value is None or main.low is None or value >= main.low or main.one_sided:
            return None
        return None if self.evidence.score.reached_s >= 1.0 else main.cue_low

    def _end(self, index: int) -> str:
        """On which side a check was wrong over all that was tried."""
        tally = self.tallies[index]
        if tally.seconds["adjust"] > 0:
            return tally.end
        return self.evidence.tried(index).end

    def _place(self, why: str) -> str:
        """Where to put the camera, where it saw the person from elsewhere."""
        if not why.startswith("the camera saw you"):
            return ""
        place = "at your side" if self.stretch.view.from_ == "side" else "in front of you"
        return f"; put it {place}"


def _share(tally: Tally) -> str:
    known = tally.total - tally.seconds["can't tell"]
    if tally.seconds["adjust"] > 0.5 * known:
        return "most of the time"
    return "part of the time"


def _whole(seconds: float) -> int:
    """Whole seconds, rounded down: nobody is told more than was held."""
    return int(seconds + 1e-6)
