"""The decoded frames of a clip's stream with their times, and what the container says of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import av
from av.container import InputContainer
from av.video.stream import VideoStream

from formcheck.capture.timing import Damage, FrameTimes, slowed_by

_USUAL_PERIOD_S = 1 / 30
_MOST_READ_ERRORS = 100


@dataclass(frozen=True, slots=True, eq=False)
class Timed:
    """A decoded frame that is no picture yet, with its number and its time in seconds."""

    decoded: av.VideoFrame
    index: int
    time_s: float


def timed(
    frames: Iterator[av.VideoFrame],
    stream: VideoStream,
    clock: FrameTimes,
    damage: Damage,
    slow: float,
) -> Iterator[Timed]:
    """Give frames their times, and note what is wrong with them."""
    for index, decoded in enumerate(frames):
        time_s = clock.read(_stamp(decoded, stream)) / slow
        damage.see(time_s, flawed=decoded.is_corrupt)
        yield Timed(decoded, index, time_s)


def decoded_frames(
    container: InputContainer, stream: VideoStream, damage: Damage
) -> Iterator[av.VideoFrame]:
    """Decode a stream from where it stands; what cannot be decoded is noted and passed over."""
    for packet in _packets(container, stream, damage):
        try:
            frames = stream.decode(packet)
        except av.FFmpegError:
            damage.lose()
            continue
        yield from frames


def _packets(
    container: InputContainer, stream: VideoStream, damage: Damage
) -> Iterator[av.Packet[VideoStream] | None]:
    """Read packets, going on behind damaged places; None at the end empties the decoder."""
    for _ in range(_MOST_READ_ERRORS):
        try:
            for packet in container.demux(stream):
                if packet.size:  # PyAV ends with an empty packet; we end with None
                    yield packet
            break
        except av.FFmpegError:
            damage.lose()
    yield None


def _stamp(decoded: av.VideoFrame, stream: VideoStream) -> float | None:
    # Not `decoded.time`: frames that come when the decoder is emptied have no time base.
    if decoded.pts is None or stream.time_base is None:
        return None
    return float(decoded.pts * stream.time_base)


def usual_period(stream: VideoStream) -> float:
    """Return the usual seconds from frame to frame; only for what the timestamps leave open."""
    rate = stream.average_rate or stream.guessed_rate
    return float(1 / rate) if rate else _USUAL_PERIOD_S


def stretch_factor(container: InputContainer, stream: VideoStream) -> float:
    """Return how many times slower than life a clip plays; see `slowed_by`."""
    return slowed_by(container.metadata.get("com.android.capture.fps"), 1 / usual_period(stream))


def real_time(duration_s: float | None, slow: float) -> float | None:
    """Return a duration, seconds, as it was in life."""
    return None if duration_s is None else duration_s / slow


def pixel_aspect(stream: VideoStream) -> Fraction | None:
    """Return the width of a stored pixel divided by its height, where it is known."""
    return stream.sample_aspect_ratio or stream.codec_context.sample_aspect_ratio


def stated_duration(container: InputContainer, stream: VideoStream) -> float | None:
    """Return how long the container says that the pictures last, seconds as stored."""
    if stream.duration and stream.time_base:
        return float(stream.duration * stream.time_base)
    return container.duration / av.time_base if container.duration else None


def stated_count(container: InputContainer, stream: VideoStream) -> int | None:
    """Return how many pictures the container says there are, or there should be by its length."""
    if stream.frames:
        return stream.frames
    duration = stated_duration(container, stream)
    return max(1, round(duration / usual_period(stream))) if duration else None


def stated_end(container: InputContainer, stream: VideoStream) -> float | None:
    """Return when the pictures should end, if the container says so of the pictures alone."""
    if stream.duration is None and len(container.streams) > 1:
        return None  # the sound may be longer
    return stated_duration(container, stream)
