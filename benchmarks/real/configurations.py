"""What is judged: an engine with some of the program's steps after it, under a name of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from benchmarks.real.cases import Case, knee_angle
from formcheck.measure.chain import PLAIN, SHIPPED, MeasuringChain
from formcheck.measure.joints.contested_sides import by_name
from formcheck.measure.model.geometry import hip_angle, lean
from formcheck.measure.model.measurement import Measurements
from formcheck.pose.landmark import SIDES
from formcheck.pose.pose import Pose
from formcheck.session import Sightings, measure_clip


@dataclass(frozen=True, slots=True)
class Value:
    """An angle that was answered.

    Attributes:
        deg: Degrees.
        sigma: Its stated error, or None where none is stated.
    """

    deg: float
    sigma: float | None


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """What a configuration says of one picture.

    Attributes:
        values: Angles by name, such as `hip_left`; what is refused is missing.
        by_role: The same where only the names of the legs are not sure: then an angle may be
            refused by name and hold for one of the legs.
        pose: The person with left and right as they are taken to be, or None.
        sure: Whether the names of the legs are said to be sure.
    """

    values: Mapping[str, Value]
    by_role: Mapping[str, Value]
    pose: Pose | None
    sure: bool


LAST_FRAMES: Final = 5
"""Of a picture that is held, the legs are named over all frames and angles made of the last."""

NOTHING: Final = Answer({}, {}, None, False)
"""What is answered where nobody was found."""

Answering = Callable[[Case, Sightings], Answer]


@dataclass(frozen=True, slots=True)
class Configuration:
    """An engine and what makes angles of its landmarks.

    Attributes:
        engine: Name of `engines.ENGINES`.
        answer: From what the engine saw of a picture to the angles; of a clip, its last frame.
        about: What it is, for the page.
        against: Names of the configurations that it is compared with picture by picture, such as
            the same without one step.
    """

    engine: str
    answer: Answering
    about: str
    against: tuple[str, ...] = ()


def alone(case: Case, sightings: Sightings) -> Answer:
    """Answer from the engine's landmarks as they are, with the direction and the near side given.

    The angles are made as the marks are: both hips with the near shoulder.
    """
    pose = sightings.poses[-1]
    if pose is None:
        return NOTHING
    if not case.sign:
        return Answer({}, {}, pose, sure=False)
    shoulder = pose.flat("shoulder", case.near)
    values = {}
    for side in SIDES:
        hip, knee, ankle = (pose.flat(joint, side) for joint in ("hip", "knee", "ankle"))
        values[f"hip_{side}"] = Value(hip_angle(shoulder, hip, knee, case.sign), None)
        values[f"knee_{side}"] = Value(knee_angle(hip, knee, ankle), None)
    trunk = shoulder - pose.flat("hip", case.near)
    values["trunk_lean"] = Value(lean(trunk, case.sign), None)
    return Answer(values, values, pose, sure=False)


def chained(chain: MeasuringChain, *, refuse_names: bool = False) -> Answering:
    """Return what answers with the program's own steps.

    Args:
        chain: Which learned steps are taken.
        refuse_names: Whether angles of legs whose names are not sure are refused by name, as
            `formcheck.measure` does.
    """

    def answer(_: Case, sightings: Sightings) -> Answer:
        kept = tuple(chain.keep_sides(sightings.poses, sightings.times_s))
        pose = kept[-1]
        if pose is None:
            return NOTHING
        end = slice(-LAST_FRAMES, None)
        clip = Sightings(sightings.indices[end], sightings.times_s[end], kept[end])
        frame = measure_clip(clip, chain=chain)[-1]
        by_role = _values(frame)
        values = _values(by_name(frame)) if refuse_names else by_role
        return Answer(values, by_role, pose, frame.legs.named)

    return answer


def _values(frame: Measurements) -> dict[str, Value]:
    return {
        name: Value(found.value, found.sigma)
        for name, found in frame.values.items()
        if found.value is not None
    }


BASE: Final = "plain, one look"
GEOMETRY: Final = "geometry"
MEASURED: Final = "as measure answers"
"""Three rows that others are compared with: the engine alone, all that is not learned, and what a
user gets."""

TWO_ENGINES: Final = "two engines"
"""What the live view gets."""

CONFIGURATIONS: Final[dict[str, Configuration]] = {
    BASE: Configuration(
        "one look",
        alone,
        "MediaPipe `full` on the picture as it is; signed angles in the picture, with the "
        "direction, the near side and the near shoulder that the marks use; nothing is refused",
    ),
    "plain, two looks": Configuration(
        "two looks", alone, "the same with the look at the mirror image merged in", (BASE,)
    ),
    GEOMETRY: Configuration(
        "two looks",
        chained(PLAIN),
        "two looks and the program's own direction, near side, continuity and refusals; nothing "
        "learned",
        (BASE,),
    ),
    "+ naming": Configuration(
        "two looks",
        chained(replace(PLAIN, leg_naming=True)),
        "geometry and the classifier of legs",
        (GEOMETRY,),
    ),
    "+ yaw": Configuration(
        "two looks",
        chained(replace(PLAIN, learned_yaw=True)),
        "geometry and the learned yaw, which decides what is refused and how large an error is "
        "stated",
        (GEOMETRY,),
    ),
    "+ correction": Configuration(
        "two looks",
        chained(replace(PLAIN, learned_yaw=True, correction=True)),
        "geometry, the learned yaw and the learned correction of angles",
        (GEOMETRY,),
    ),
    "as 0.1.0 answered": Configuration(
        "two looks",
        chained(
            MeasuringChain(leg_naming=True, learned_yaw=True, correction=True), refuse_names=True
        ),
        "one engine with two looks and every learned step: names, yaw and correction",
        (BASE, GEOMETRY),
    ),
    TWO_ENGINES: Configuration(
        "two engines",
        chained(SHIPPED, refuse_names=True),
        "MediaPipe `full` and MoveNet Lightning with one look each, as in live view",
        (BASE, GEOMETRY),
    ),
    "two engines, two looks": Configuration(
        "two engines, two looks",
        chained(SHIPPED, refuse_names=True),
        "both with two looks each, as reviews looked before MoveNet Thunder came",
        (BASE, GEOMETRY),
    ),
    MEASURED: Configuration(
        "three engines, two looks",
        chained(SHIPPED, refuse_names=True),
        "what `formcheck.measure` answers: MediaPipe `full`, MoveNet Lightning and MoveNet Thunder "
        "with two looks each, and the learned steps that are switched on in this "
        "version",
        (BASE, "two engines, two looks"),
    ),
}
"""All that is judged, by name; the page has a row for each."""
