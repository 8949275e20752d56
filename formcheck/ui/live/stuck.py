"""Whoever stays short of the target gets another hint, and an easier target if they want one."""

from __future__ import annotations

import math
from collections import deque
from statistics import median
from typing import Final

from formcheck.coach.frame.judge import ROUNDING
from formcheck.coach.frame.report import Clock, Cue, FrameReport
from formcheck.coach.frame.score import score_result
from formcheck.codes.coach import CheckCode
from formcheck.codes.live import LiveCode
from formcheck.codes.states import ClockState, CueKind
from formcheck.message import Message, authored
from formcheck.stretches.model.check import Check
from formcheck.stretches.model.stretch import Stretch
from formcheck.stretches.model.target_overlay import changed_by_hand, choose_variant, variant_of
from formcheck.wording import unit

STUCK_S: Final = 15.0
"""Dwell time short of the target, in seconds, after which other words are tried: the same ones help
nobody."""

EACH_S: Final = 8.0
"""Time for which each hint stands, in seconds."""

_RANGE_S: Final = 4.0
"""Window, in seconds, over which a person's own range is the median of what they reached."""

MOST: Final = 25.0
"""Largest step by which a target is made easier, in its unit; beyond it is another exercise."""


class StuckWatch:
    """Follows one set.

    Args:
        stretch: What is done.
    """

    def __init__(self, stretch: Stretch) -> None:
        self._stretch = stretch
        self._short_s = 0.0
        self._values: deque[tuple[float, float]] = deque()

    @property
    def stuck(self) -> bool:
        """Return whether the person has been short of the target for a while."""
        return self._short_s >= STUCK_S

    def update(self, report: FrameReport, step_s: float) -> None:
        """Take the next frame of the set.

        Args:
            report: What was said about it.
            step_s: Seconds since the frame before.
        """
        clock, main = report.clock, self._stretch.clock_main
        if clock is None or main is None or clock.state in (ClockState.RUNNING, ClockState.DONE):
            self._short_s = 0.0
            return
        if clock.to_go is None and not _untucked(clock):
            return  # out of sight, or something else is wrong: neither nearer nor further
        self._short_s += step_s
        value = report.checks[main].value
        if value is not None:
            self._values.append((report.time_s, value))
        while self._values and self._values[0][0] < report.time_s - _RANGE_S:
            self._values.popleft()

    def hint(self, report: FrameReport) -> Cue | None:
        """Return what to say instead of the same correction again, or None before that time."""
        clock, main = report.clock, self._stretch.clock_main
        if not self.stuck or clock is None or main is None:
            return None
        if clock.to_go is None and not _untucked(clock):
            return None
        sign = unit(self._stretch.checks[main].measure)
        left = 0 if clock.to_go is None else math.ceil(clock.to_go - ROUNDING)
        hints = (*map(authored, self._stretch.easier), Message(LiveCode.PRESS_EASIER))
        which = int((self._short_s - STUCK_S) / EACH_S) % len(hints)
        score = score_result(self._stretch, report.checks)
        if score is not None and score.reached is not None:
            return Cue(hints[which], CueKind.WAIT)  # the tuck is the score: nobody is sent deeper
        message = Message(LiveCode.TO_GO_AND_HINT, left=left, unit=sign, hint=hints[which])
        return Cue(message, CueKind.WAIT)

    def easier(self) -> Stretch | None:
        """Return the first easier version that the person's own range reaches.

        Where there is none, it is the stretch with that range as its entry; None where the range is
        not known. What is held then counts as what it is: the verdict names the version or the
        changed target.
        """
        main = self._stretch.clock_main
        if main is None or not self._values:
            return None
        own = median(value for _, value in self._values)
        if variant_of(self._stretch) is None:
            for variant in self._stretch.easier_variants:
                found = choose_variant(self._stretch, variant.id)
                if _reaches(found.checks[main], own):
                    return found
        check = self._stretch.checks[main]
        limit = check.low if check.entry == "low" else check.high
        if limit is None:
            return None
        lower = check.entry == "low"
        reached = max(math.floor(own - 1), limit - MOST)
        if not lower:
            reached = min(math.ceil(own + 1), limit + MOST)
        own_band: dict[str, float] = {check.entry: float(reached)}
        if check.prefer is not None:
            own_band[f"prefer_{check.entry}"] = float(reached)
        checks = list(self._stretch.checks)
        checks[main] = check.model_copy(update=own_band)
        changed = self._stretch.model_copy(update={"checks": tuple(checks)})
        return changed_by_hand(changed, self._stretch)


def _untucked(clock: Clock) -> bool:
    """Whether the clock waits for the tuck alone."""
    return clock.why is not None and clock.why.code == CheckCode.NOT_TUCKED


def _reaches(check: Check, value: float) -> bool:
    """Return whether a value reaches a check's entry, whichever of its measures was judged."""
    limits = [getattr(one, check.entry) for one in (check, check.preferred)]
    known = [limit for limit in limits if limit is not None]
    if check.entry == "low":
        return all(value >= limit for limit in known)
    return all(value <= limit for limit in known)
