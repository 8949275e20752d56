"""One pose out of what several engines say.

MediaPipe gives 33 landmarks, depth and the silhouette; MoveNet gives 17 points in the picture. They
fail in different pictures, so where they agree their mean is better than any of them, and where
they do not, that is said: how far apart they are becomes part of every angle's error, and legs that
the engines name otherwise have no sure name. Of three engines, one that is far from the other two
counts for little. Nothing here is learned.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from formcheck.pose.engine.movenet import Keypoints
from formcheck.pose.engine.profiles import MEDIAPIPE, EngineProfile
from formcheck.pose.landmark import KEYPOINTS, SIDES, Landmark, Side
from formcheck.pose.mirror import MIRROR_ORDER
from formcheck.pose.parts import FEET, KNEES, PARTS, trunk_length
from formcheck.pose.pose import Pose

Array = NDArray[np.float64]

OTHER_PERSON: Final = 0.6
"""Mean distance of the engines' landmarks, in trunk lengths, above which MoveNet looks at somebody
else, or at nothing."""

CROSSED: Final = -0.2
"""Agreement on knees or ankles below which the names of the legs are contested; see `Voice`.
Where both legs fall together in the picture it is about 0, and no further look tells more."""

OUTVOTED: Final = 0.12
"""Agreement on legs that are named against MediaPipe, since both others contradict it: odds of two
to one (`identity.TWO_ENGINES`), since those two were made alike. In a single picture that is no
sure name; in a clip it adds up."""

UNLIKE: Final = 0.15
"""Trunk lengths by which a second look may move a joint of trunk or leg to be carried on."""

MOVED: Final = 0.15
"""Trunk lengths by which a joint of trunk or leg may have moved while it is carried on."""

STRAY: Final = 0.1
"""Distance to the middle one of three engines, in trunk lengths, at which an engine counts for half
(Cauchy's weight): some 5 cm of an adult. Chosen, and not fitted."""

_JOINTS: Final = ("shoulder", "elbow", "wrist", "hip", "knee", "ankle")

_FUSED: Final = [Landmark.of(joint, side) for joint in _JOINTS for side in SIDES]

_BODY: Final = [
    Landmark.of(joint, side) for joint in ("shoulder", "hip", "knee", "ankle") for side in SIDES
]

_MATCHED: Final = (("shoulder", "hip"), ("elbow", "wrist"), ("knee",), ("ankle",))
"""Joints whose names an engine exchanges together, which are matched before they are mixed."""

_FEET: Final = {
    Landmark.of("ankle", side): [Landmark.of(part, side) for part in ("heel", "foot_index")]
    for side in SIDES
}
"""MoveNet knows no heels and toes: they move with their ankle."""

_AS_NAMED: Final = np.arange(len(Landmark))

_ROWS: Final = {landmark: row for row, landmark in enumerate(KEYPOINTS)}


@dataclass(frozen=True, slots=True, eq=False)
class Voice:
    """What one engine beside MediaPipe says of a person.

    Attributes:
        engine: Who says it.
        places: The key points under MediaPipe's names, pixels, shape (17, 2).
        agreement: How far it calls knees, and ankles, as MediaPipe does: 1 it has each joint where
            MediaPipe has it, -1 it has left and right exchanged, about 0 where both legs fall
            together in the picture.
    """

    engine: EngineProfile
    places: Array
    agreement: tuple[float, float]

    @classmethod
    def of(cls, engine: EngineProfile, pose: Pose, looks: Sequence[Keypoints]) -> Self:
        """Return the mean of an engine's looks, each with the names that fit MediaPipe's best."""
        matched = [_matched(pose, look) for look in looks]
        knees, ankles = np.mean([pair for _, pair in matched], axis=0)
        places: Array = np.mean([found for found, _ in matched], axis=0)
        return cls(engine, places, (float(knees), float(ankles)))

    @property
    def names_alike(self) -> bool:
        """Whether it has the legs as MediaPipe has them, as far as can be told."""
        return min(self.agreement) > CROSSED

    def follows(self, before: Voice, now: Voice) -> Voice:
        """Return this voice, moved by as much as another one moved since."""
        return replace(self, places=self.places + (now.places - before.places))


@dataclass(frozen=True, slots=True, eq=False)
class LookShift:
    """What more looks add to a first one, for the frames that get but one.

    Attributes:
        first: The first look alone.
        voices: All engines then, with all looks.
        seen: Where MediaPipe saw trunk and legs then, pixels.
    """

    first: Voice
    voices: tuple[Voice, ...]
    seen: Array

    @classmethod
    def of(cls, pose: Pose, looks: Sequence[Voice], voices: Sequence[Voice]) -> Self | None:
        """Return what is to be carried on.

        Args:
            pose: MediaPipe's.
            looks: Each look of the engine that looks at each frame, the first one first.
            voices: That engine with the mean of its looks, and others.

        Returns:
            The shift, or None where the looks name legs otherwise than MediaPipe does, or are too
            far apart to go on from there.
        """
        body = [_ROWS[landmark] for landmark in _BODY]
        by = voices[0].places - looks[0].places
        far = float(np.linalg.norm(by[body], axis=1).max()) > UNLIKE * trunk_length(pose)
        named = all(look.names_alike for look in looks)
        return None if far or not named else cls(looks[0], tuple(voices), pose.pixels[_BODY])

    def holds_for(self, pose: Pose) -> bool:
        """Return whether the body is about where it was."""
        away = float(np.linalg.norm(pose.pixels[_BODY] - self.seen, axis=1).max())
        return away < MOVED * trunk_length(pose)

    def onto(self, look: Voice) -> list[Voice]:
        """Return about what all engines would say where there is but one look."""
        then, *others = self.voices
        # The first of two looks has changed, and the second is taken to be what it was.
        changed = np.subtract(look.agreement, self.first.agreement) / 2
        knees, ankles = np.add(then.agreement, changed)
        mean = replace(then, agreement=(float(knees), float(ankles)))
        return [voice.follows(self.first, look) for voice in (mean, *others)]


def fuse(pose: Pose, voices: Sequence[Voice]) -> Pose:
    """Return one pose out of what MediaPipe and others say of the same person.

    Args:
        pose: MediaPipe's.
        voices: The others.

    Returns:
        MediaPipe's pose with the joints moved to where all engines together see them, with
        where each of them did (`Pose.engines`), and whether they call the legs alike
        (`Pose.agreement`). Voices about somebody else are left out; where all are, it is
        MediaPipe's pose as it was.
    """
    voices = [voice for voice in voices if _is_of(pose, voice)]
    if not voices:
        return pose
    order, agreement = _names(voices)
    seen = np.stack([pose.pixels, *(_landmarks(pose, voice) for voice in voices)])
    weights = _weights(pose, [MEDIAPIPE, *(voice.engine for voice in voices)])[:, order]
    if len(seen) > 2:
        # Of two, none can be called the stray one: both are as far from their mean.
        away = np.linalg.norm(seen - _middle(seen, weights), axis=2) / trunk_length(pose)
        weights = weights / (1.0 + np.square(away / STRAY))
    weights /= weights.sum(axis=0)
    fused: Array = np.einsum("vl,vlx->lx", weights, seen)
    mixed = replace(pose, pixels=fused, engines=seen, agreement=agreement)
    return mixed if (order == _AS_NAMED).all() else mixed.reordered(order)


def near_side(pose: Pose) -> Side:
    """Return the person's own side that is nearer to the camera, by hips and shoulders."""
    depth = {
        side: sum(pose.solid(joint, side)[2] for joint in ("shoulder", "hip")) for side in SIDES
    }
    return "left" if depth["left"] < depth["right"] else "right"


def _is_of(pose: Pose, voice: Voice) -> bool:
    """Return whether an engine speaks of the person whom MediaPipe found."""
    rows = [_ROWS[landmark] for landmark in _FUSED]
    away = np.linalg.norm(voice.places[rows] - pose.pixels[_FUSED], axis=1).mean()
    return bool(away <= OTHER_PERSON * trunk_length(pose))


def _names(voices: Sequence[Voice]) -> tuple[NDArray[np.intp], tuple[float, float]]:
    """Return the order of landmarks in which the legs are named as most engines name them.

    Knees and feet are named apart. The second value is how far the engines agree on each.
    """
    order, agreement = _AS_NAMED.copy(), []
    for column, part in enumerate((KNEES, FEET)):
        said = [voice.agreement[column] for voice in voices]
        if len(said) > 1 and max(said) < CROSSED:
            rows = list(PARTS[part])
            order[rows] = MIRROR_ORDER[rows]
            agreement.append(OUTVOTED)
        else:
            agreement.append(float(np.mean(said)))
    return order, (agreement[0], agreement[1])


def _landmarks(pose: Pose, voice: Voice) -> Array:
    """Return all landmarks as an engine sees them; those that it lacks are MediaPipe's."""
    places = pose.pixels.copy()
    for landmark in _FUSED:
        places[landmark] = voice.places[_ROWS[landmark]]
        for part in _FEET.get(landmark, ()):
            places[part] += places[landmark] - pose.pixels[landmark]
    return places


def _weights(pose: Pose, engines: Sequence[EngineProfile]) -> Array:
    """Return the weight of each engine for each landmark, shape (engines, 33)."""
    sharing = Counter(engine.family for engine in engines)
    near = [Landmark.of(joint, near_side(pose)) for joint in (*_JOINTS, "heel", "foot_index")]
    weights = np.empty((len(engines), len(Landmark)))
    for row, engine in enumerate(engines):
        weights[row] = engine.far_weight / sharing[engine.family]
        weights[row, near] = engine.near_weight / sharing[engine.family]
    return weights


def _middle(seen: Array, weights: Array) -> Array:
    """Return the weighted median of the engines' places along either axis, shape (33, 2).

    On the far side, where MediaPipe has most of the weight, that is where MediaPipe is.
    """
    order = np.argsort(seen, axis=0)
    heaped = np.cumsum(np.take_along_axis(weights[:, :, None], order, axis=0), axis=0)
    row = (heaped > heaped[-1] / 2).argmax(axis=0)[None]
    return np.asarray(np.take_along_axis(np.take_along_axis(seen, order, axis=0), row, axis=0)[0])


def _matched(pose: Pose, look: Keypoints) -> tuple[Array, tuple[float, float]]:
    """Return a look with MediaPipe's names, and its agreement with those of knees and ankles."""
    places, agreement = look.pixels.copy(), []
    for joints in _MATCHED:
        landmarks = [Landmark.of(joint, side) for side in SIDES for joint in joints]
        rows = [_ROWS[landmark] for landmark in landmarks]
        turned = [_ROWS[Landmark(MIRROR_ORDER[landmark])] for landmark in landmarks]
        wanted = pose.pixels[landmarks]
        alike = float(np.linalg.norm(look.pixels[rows] - wanted, axis=1).sum())
        crossed = float(np.linalg.norm(look.pixels[turned] - wanted, axis=1).sum())
        if crossed < alike:
            places[rows] = look.pixels[turned]
        agreement.append((crossed - alike) / max(crossed + alike, 1e-9))
    return places, (agreement[2], agreement[3])
