"""Leads a person through their personal baseline: ten seconds of standing, one slow tilt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from formcheck.calibrate import Calibration
from formcheck.capture.frame import Frame
from formcheck.codes.live import LiveCode
from formcheck.codes.states import CueKind, Phase
from formcheck.errors import FormcheckError
from formcheck.measure.pelvis.baseline import Baseline
from formcheck.measure.pelvis.calibration import CalibrationProgress, Stage
from formcheck.message import Message
from formcheck.pose.estimator import PoseEstimator
from formcheck.store.people.profiles import Profile, save_profile
from formcheck.ui.live.live_frame import Command
from formcheck.ui.live.speech import Speaker
from formcheck.words import mark, say, tr

TITLE: Final = mark("Your neutral")
NEUTRAL_DONE: Final = Message(LiveCode.NEUTRAL_DONE)

_PLACES: Final[dict[Stage, str]] = {
    "looking": "",
    "still": mark("Step 1 of 2: stand still"),
    "tilt": mark("Step 2 of 2: one slow tilt"),
    "done": "",
}


@dataclass(frozen=True, slots=True)
class NeutralPlan:
    """A baseline that is to be made.

    Attributes:
        profile: Name under which it is kept.
    """

    profile: str


@dataclass(frozen=True, slots=True)
class Made:
    """What came of it.

    Attributes:
        profile: The profile that was written, or None.
        trouble: Why there is none, or None.
    """

    profile: Profile | None
    trouble: str | None = None


class NeutralGuide:
    """Leads through one calibration, frame by frame.

    Args:
        plan: What is to be made.
        estimator: Finds the person, with silhouettes; it is closed with the guide.
        keep: Called with what came of it.
    """

    def __init__(self, plan: NeutralPlan, estimator: PoseEstimator, keep: Any) -> None:
        self.index = 0
        self.phase: Phase = Phase.IDLE
        self._plan = plan
        self._keep = keep
        self._estimator = estimator
        self._calibration = Calibration(estimator)
        self._speaker = Speaker()
        self._stage: Stage = "looking"
        self._said: Message | None = None
        self._now = 0.0

    def command(self, command: Command) -> None:
        """Start, pause, or break off; there is nothing to skip."""
        if self.phase == Phase.DONE:
            return
        waiting = self.phase in (Phase.IDLE, Phase.PAUSED)
        if command in ("start", "toggle") and waiting:
            self.phase = Phase.WORK
            # Who comes back from a pause has moved: it begins anew.
            self._calibration = Calibration(self._estimator)
            self._stage, self._said = "looking", None
        elif command in ("pause", "toggle") and not waiting:
            self.phase = Phase.PAUSED
        elif command in ("finish", "skip"):
            self.phase = Phase.DONE
            self._keep(Made(None))

    def answer(self, frame: Frame, number: int) -> dict[str, Any]:
        """Take the next frame and return what the browser shows and says.

        Args:
            frame: In rising time.
            number: The browser's number of the frame.
        """
        self._now = frame.time_s
        progress = self._calibration.update(frame)
        cue = _cue(Message(LiveCode.PRESS_TO_BEGIN), CueKind.WAIT)
        if self.phase == Phase.WORK:
            cue = self._follow(progress)
        elif self.phase == Phase.DONE:
            cue = _cue(NEUTRAL_DONE, CueKind.GOOD)
        pose = self._calibration.pose
        sound = self._speaker.take()
        body = None
        if pose is not None:
            body = np.round(pose.pixels / (pose.width, pose.height), 4).tolist()
        return {
            "n": number, "phase": self.phase, "title": tr(TITLE),
            "place": tr(_PLACES[progress.stage]),
            "position": None, "cue": cue, "countdown": None, "note": None, "body": body,
            "near": None, "say": say(sound.message), "tone": sound.tone, "urgent": sound.urgent,
            "gauge": _gauge(progress) if self.phase == Phase.WORK else None,
        }  # fmt: skip

    def follow(self, x: float, y: float) -> None:
        """Leave it to the engine whom it follows: one person stands alone for this."""

    def close(self) -> None:
        """Free the engine."""
        self._estimator.close()

    def _follow(self, progress: CalibrationProgress) -> dict[str, str]:
        if progress.stage == "done":
            self._finish()
            return _cue(NEUTRAL_DONE, CueKind.GOOD)
        if progress.stage != self._stage:
            self._stage, self._said = progress.stage, progress.say
            self._speaker.announce(progress.say, self._now, "start")
        elif progress.say != self._said:
            self._said = progress.say
            self._speaker.advise(progress.say, self._now)
        kind = {
            "looking": CueKind.VIEW, "still": CueKind.GOOD, "tilt": CueKind.WAIT
        }[progress.stage]  # fmt: skip
        return _cue(progress.say, kind)

    def _finish(self) -> None:
        self.phase = Phase.DONE
        self._speaker.announce(NEUTRAL_DONE, self._now, "done")
        found = self._calibration.finish()
        if not isinstance(found, Baseline):
            self._keep(Made(None, say(found)))
            return
        profile = Profile(self._plan.profile, found)
        try:
            save_profile(profile)
        except FormcheckError as error:  # the page says it; the camera can be used all the same
            self._keep(Made(None, str(error)))
            return
        self._keep(Made(profile))


def _cue(message: Message, kind: str) -> dict[str, str]:
    return {"text": say(message), "kind": kind}


def _gauge(progress: CalibrationProgress) -> dict[str, Any] | None:
    if progress.stage == "looking":
        return None
    big, small = f"{round(10 * progress.share)}", tr("of 10 s")
    if progress.stage == "tilt":
        tilt = 0.0 if progress.tilt is None else progress.tilt
        big = f"{tilt:+.0f}\N{DEGREE SIGN}".replace("-", "\N{MINUS SIGN}")
        small = tr("of tilt")
    return {"share": round(progress.share, 3), "big": big, "small": small}
