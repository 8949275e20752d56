"""A person's own limits: targets from the range that was measured, within what is safe."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import Final

from formcheck.report.progress.progress import usual_measure
from formcheck.store.history.session_entry import PastSession
from formcheck.stretches.model.check import Check
from formcheck.stretches.model.stretch import Stretch
from formcheck.words import tr

SESSIONS: Final = 3
"""Least number of sessions of a side at which its range is known: one can be a good or a bad
day."""

RECENT: Final = 8
"""Number of sessions that count, the newest: the range is that of now."""

ROOM: Final = 2.0
"""Smallest width of a target that is left, in the error of one session: a narrower one would
change its verdict by chance alone."""


@dataclass(frozen=True, slots=True)
class OwnLimit:
    """A target's lower end for one person.

    Attributes:
        check: Id of the stretch's main check.
        low: The end that is proposed, or None where there is nothing to propose.
        usual: Median of what the sessions reached, or None with too few.
        sessions: How many sessions it is from.
        why: Why this, or why nothing, in words.
        measure: What the sessions measured, such as `hip_joint`: its band is the one that moves.
        target: The end that is proposed, such as `rear-hip.low` or `rear-hip.prefer_low`.
    """

    check: str
    low: float | None
    usual: float | None
    sessions: int
    why: str
    measure: str | None = None
    target: str = ""


def own_limit(stretch: Stretch, sessions: Sequence[PastSession]) -> OwnLimit | None:
    """Propose the lower end of the main target from a person's own sessions.

    The floor comes to the person: to what the weaker side usually reaches. The ceiling stays as
    shipped, since it is there for the back's sake and not for the range's.

    Args:
        stretch: With the shipped targets.
        sessions: Of any stretch, the newest first, as `History.sessions` gives them.

    Returns:
        The proposal, or None for a stretch whose main target has no lower end.
    """
    check = stretch.main_check
    if stretch.kind != "hold" or check is None or check.low is None:
        return None
    # An easier version is another movement, with another target.
    own = [session for session in sessions if session.version == stretch.id and session.angles]
    # The hip with and without the low back's share are two angles, each with a band of its own.
    measure = usual_measure(own, stretch.id)
    sides = {angle.side for session in own for angle in session.angles}
    reached: list[tuple[float, float, int]] = []
    for side in sides:
        found = [angle for s in own if (angle := s.angle(side)) and angle.measure == measure]
        newest = found[:RECENT]
        if len(newest) >= SESSIONS:
            value = median(angle.value for angle in newest)
            reached.append((value, median(angle.sigma for angle in newest), len(newest)))
    if not reached:
        return OwnLimit(
            check.id, None, None, len(own),
            tr("Hold this stretch in {sessions} sessions on one side, and your own range is known "
    "well enough. So far there are {count}.", sessions=SESSIONS, count=len(own)),
        )  # fmt: skip
    usual, sigma, count = min(reached)
    band = check.judged_by(measure or "")
    end = "low" if band is check else "prefer_low"
    found_limit = _proposal(band, band.low or 0.0, usual, sigma, count)
    return replace(found_limit, measure=measure, target=f"{check.id}.{end}")


def _proposal(check: Check, shipped: float, usual: float, sigma: float, count: int) -> OwnLimit:
    low = float(round(usual))
    if check.high is not None and low > check.high - ROOM * sigma:
        low = float(round(check.high - ROOM * sigma))
        why = tr("You usually go close to the ceiling already: the target stays a band below it.")
    elif low < shipped:
        why = tr("What you usually reach on the tighter side: hold here first, then go on from it.")
    else:
        why = tr("You usually go beyond the shipped target: this one asks for what you can do.")
    if abs(low - shipped) < 1.0:
        return OwnLimit(
            check.id, None, usual, count, tr("The shipped target fits your own range already.")
        )
    return OwnLimit(check.id, low, usual, count, why)
