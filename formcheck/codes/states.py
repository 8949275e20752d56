"""What things are, as codes: verdicts, kinds of cues, states of a clock and of a live visit."""

from __future__ import annotations

from enum import StrEnum


class Verdict(StrEnum):
    """What is said of a check, or of a whole performance."""

    GOOD = "good"
    """Inside the target."""

    GOOD_ENOUGH = "good enough"
    """Outside the target by less than the error."""

    ADJUST = "adjust"
    """Outside the target by more than the error."""

    CANT_TELL = "can't tell"
    """There is no value, and the reason says why."""


class CueKind(StrEnum):
    """What a cue is about."""

    VIEW = "view"
    """What is scored cannot be seen, because of the camera or of another movement."""

    FAULT = "fault"
    """Something to change."""

    GOOD = "good"
    """All is well, keep on."""

    WAIT = "wait"
    """Nothing is wrong, the person is on the way."""


class ClockState(StrEnum):
    """What a hold clock shows."""

    WAITING = "waiting"
    """No hold is under way."""

    RUNNING = "running"
    """Good seconds are counted."""

    PAUSED = "paused"
    """A hold is under way, and the person cannot be judged for a moment."""

    DONE = "done"
    """The hold has reached its seconds."""


class Phase(StrEnum):
    """Where in a plan somebody is in front of the camera."""

    IDLE = "idle"
    FRAMING = "framing"
    READY = "ready"
    WORK = "work"
    PAUSED = "paused"
    REST = "rest"
    DONE = "done"
