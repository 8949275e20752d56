"""What goes over the socket: pictures in, what is shown and heard out."""

from __future__ import annotations

import io
import math
import struct
from typing import Any, Final

import cv2
import numpy as np
from PIL import Image, UnidentifiedImageError

from formcheck.annotate.angle_arc import arc_of
from formcheck.capture.frame import Frame
from formcheck.capture.limits import size_fault
from formcheck.coach.frame.judge import ROUNDING
from formcheck.coach.frame.report import CheckResult, FrameReport
from formcheck.codes.coach import CheckCode
from formcheck.codes.states import ClockState, CueKind, Phase
from formcheck.message import Message
from formcheck.pose.pose import Pose
from formcheck.stretches.model.stretch import Stretch
from formcheck.ui.catalogue import picture_of
from formcheck.ui.live.live_frame import Moment
from formcheck.ui.media import address
from formcheck.wording import (
    ERROR_SIGMAS,
    error_words,
    target_words,
    unit,
    value_name,
    value_words,
)
from formcheck.words import say, say_half, tr

MOST_BYTES: Final = 500_000
"""A frame of 640 pixels is some 50 kB; nothing larger than this is read."""

MOST_SIDE: Final = 1920
MOST_PIXELS: Final = 2_100_000
"""1920 x 1080. A small file may unpack to gigabytes: the size is read before the picture."""

LEAST_SIDE: Final = 32

LATEST_MS: Final = 1e13
"""Three hundred years: a camera's time is since its page was opened, or since 1970."""

_HEAD: Final = struct.Struct("<Id")


class BadFrame(ValueError):  # noqa: N818 - it is what came, not what went wrong
    """A message that is no picture."""


def read_frame(message: bytes, index: int) -> tuple[int, Frame]:
    """Return the number that the browser gave a frame, and the frame.

    A message is a number (uint32, little-endian), the time at which the camera showed the frame
    in milliseconds (float64), and a JPEG.

    Args:
        message: At most `MOST_BYTES` long.
        index: Number of the frame on this side.

    Raises:
        BadFrame: It is no such message.
    """
    number, time_ms = stamp(message)
    return number, Frame(_decode(picture_of_message(message)), index, time_ms / 1000.0)


def stamp(message: bytes) -> tuple[int, float]:
    """Return a frame's number, and the time at which its camera showed it in milliseconds.

    Raises:
        BadFrame: It is no such message.
    """
    if len(message) <= _HEAD.size:
        raise BadFrame(tr("expected a frame, got {count} bytes", count=len(message)))
    number, time_ms = _HEAD.unpack_from(message)
    if not 0 <= time_ms <= LATEST_MS:  # nor is it NaN
        raise BadFrame(
            tr("expected the time of a frame in milliseconds, got {time_ms}", time_ms=time_ms)
        )
    return number, time_ms


def restamped(message: bytes, time_ms: float) -> bytes:
    """Return a message that `stamp` can read with another time, in milliseconds."""
    return _HEAD.pack(stamp(message)[0], time_ms) + picture_of_message(message)


def picture_of_message(message: bytes) -> bytes:
    """Return the JPEG of a frame's message."""
    return message[_HEAD.size :]


def _decode(jpeg: bytes) -> np.ndarray[Any, np.dtype[np.uint8]]:
    try:
        with Image.open(io.BytesIO(jpeg), formats=["JPEG"]) as picture:
            width, height = picture.size
    except Image.DecompressionBombError as error:
        raise BadFrame(tr("expected a picture of a camera, got: {error}", error=error)) from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise BadFrame(tr("expected a JPEG picture")) from error
    fits = min(width, height) >= LEAST_SIDE and max(width, height) <= MOST_SIDE
    if not fits or width * height > MOST_PIXELS or size_fault(width, height) is not None:
        raise BadFrame(
            tr(
                "expected a picture of a camera, got {width}x{height} pixels",
                width=width,
                height=height,
            )
        )
    # OpenCV decodes in a third of the time.
    image = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR)
    if image is None:
        raise BadFrame(tr("expected a whole JPEG picture"))
    # Really turned round: a mere view would be copied, at 2 ms, by all that look at it.
    return np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2RGB), dtype=np.uint8)


def moment_message(moment: Moment, number: int) -> dict[str, Any]:
    """Return what the browser draws and says for one frame, as plain data.

    Coordinates are shares of the picture's width and height, as the camera sees it: whoever shows
    the picture mirrored mirrors the drawing with it.

    Args:
        moment: What is shown and heard.
        number: The browser's number of the frame.
    """
    view = moment.measurements.view
    message: dict[str, Any] = {
        "n": number,
        "phase": moment.phase,
        "title": tr(moment.step.stretch.name),
        "place": say(moment.step.place) or "",
        "position": say(moment.step.position),
        "cue": None
        if moment.cue is None
        else {"text": say(moment.cue.message), "kind": moment.cue.kind},
        "countdown": moment.countdown,
        "note": say(moment.note),
        "easier": moment.easier,
        "next": None if moment.phase == Phase.WORK else _pose_to_come(moment),
        "say": say(moment.sound.message),
        "tone": moment.sound.tone,
        "urgent": moment.sound.urgent,
        "body": None if moment.pose is None else _body(moment.pose),
        "near": None if view is None else view.near,
    }
    if moment.report is not None:
        message |= _report(moment.report, moment.step.stretch, moment.pose)
    return message


def _report(report: FrameReport, stretch: Stretch, pose: Pose | None) -> dict[str, Any]:
    message: dict[str, Any] = {}
    if report.clock is not None:
        clock = report.clock
        # While somebody gets into position, or turns, the cue says all there is to say.
        cue = report.cue
        on_the_way = report.looks_again or (cue is not None and cue.kind == CueKind.WAIT)
        said = None if cue is None else cue.message
        why = None if on_the_way or clock.why == said else clock.why
        message["clock"] = {
            "seconds": round(clock.seconds, 2),
            "target": clock.target_s,
            "longest": round(clock.longest_s, 2),
            "state": ClockState.DONE if clock.rests else clock.state,
            "why": None if why is None else say_half(why),
            "to_go": None if clock.to_go is None else _to_go(clock.to_go, stretch),
        }
    if report.reps is not None:
        message["reps"] = {"count": report.reps.count, "target": report.reps.target}
    main = stretch.main_check
    result = None if main is None else report.result(main)
    if main is not None and result is not None:
        verdict = report.verdict(main)
        name = value_name(result.check, result.measurement, judged=verdict is not None)
        message["angle"] = _angle(result, report, pose) | {"verdict": verdict, "name": name}
    return message


def _pose_to_come(moment: Moment) -> dict[str, Any] | None:
    """Return the picture of the pose that comes, one line about it, and what to heed."""
    stretch = moment.step.stretch
    picture = picture_of(stretch)
    if picture is None or moment.phase not in (Phase.IDLE, Phase.FRAMING, Phase.READY, Phase.REST):
        return None
    return {
        "picture": address(picture),
        "line": tr(stretch.steps[0]),
        "name": tr(stretch.name),
        "safety": [tr(one) for one in stretch.safety],
    }


def _to_go(distance: float, stretch: Stretch) -> str:
    """Return how far it still is to the target, rounded up: "2° to go"."""
    main = stretch.clock_main
    sign = "" if main is None else unit(stretch.checks[main].measure)
    return tr("{left}{sign} to go", left=math.ceil(distance - ROUNDING), sign=sign)


def _angle(result: CheckResult, report: FrameReport, pose: Pose | None) -> dict[str, Any]:
    view = report.measurements.view
    angle: dict[str, Any] = {
        "target": target_words(result.low, result.high, result.measurement),
        "value": None,
        "arc": None,
    }
    if result.value is None or result.sigma is None:
        return angle
    angle["value"] = value_words(result.value, result.measurement)
    angle["error"] = error_words(result.sigma)
    if result.further is not None:
        further = round(result.further)
        angle["change"] = {
            "value": f"{further:+d}{unit(result.measurement)}".replace("-", "\N{MINUS SIGN}"),
            "words": say(Message(CheckCode.SINCE_START)),
        }
    arc = None
    if pose is not None and view is not None:
        arc = arc_of(result.measurement, pose, view.sign)
    if arc is not None and pose is not None:
        angle["arc"] = {
            "at": [round(float(arc.vertex[0]), 1), round(float(arc.vertex[1]), 1)],
            "from": [round(float(x), 4) for x in arc.reference],
            "to": [round(float(x), 4) for x in arc.moving],
            "sign": arc.sign,
            "reach": round(arc.reach, 1),
            "sweep": round(arc.sweep, 1),
            "low": None if result.low is None else round(result.low - result.value, 1),
            "high": None if result.high is None else round(result.high - result.value, 1),
            "error": round(ERROR_SIGMAS * result.sigma, 1),
            "width": pose.width,
            "height": pose.height,
        }
    return angle


def _body(pose: Pose) -> list[list[float]]:
    size = (pose.width, pose.height)
    return np.round(pose.pixels / size, 4).tolist()  # type: ignore[no-any-return]
