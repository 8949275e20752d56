"""Pelvic tilt from two outlines: how far the pelvis tipped since the person's own neutral.

A small network compares the outline with that of the neutral stance, and says by how many degrees
the pelvis has turned against the rib cage, and how far it may be wrong. It was trained on rendered
people (`benchmarks/tilt`; docs/tilt.md says how well it does and what it cannot know) and runs in
numpy. Absolute tilt is never claimed: the bones of different people differ by 20 degrees.
"""

from __future__ import annotations

import functools
import math
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from formcheck.codes.measure import ReasonCode
from formcheck.measure.model.measurement import Measurement
from formcheck.measure.model.outline_model import JOINTS, SEGMENTS, STATIONS, Outline
from formcheck.measure.model.regressor import Network
from formcheck.message import Message
from formcheck.pose.network import read_layers

Array = NDArray[np.float64]

SIGMA_FLOOR: Final = 2.5
"""Smallest error that is stated, in degrees: real people are not rendered ones."""

MOST_SIGMA: Final = 10.0
"""Largest error, in degrees, of a tilt that is given. People tilt their pelvis by up to 20 degrees,
which alone is a standard deviation of 12: a larger error adds hardly anything to that."""

MOST_TILT: Final = 40.0
"""Largest tilt, in degrees, that is believable, with some room beyond what a low back can do; a
larger reading is broken."""

LYING_BACK: Final = -45.0
"""Degrees of trunk lean below which somebody lies on the back. Floor and arms then lie along the
outline; what a network could read of it there was hardly better than a guess (docs/tilt.md)."""

ARM_BEHIND: Final = 0.04
"""Trunk lengths by which an arm may reach out behind the back before it counts as hiding it."""

STALE: Final = 1.8
"""Ratio of the trunk's sizes in the picture above which a neutral does not hold for this
distance."""

ARM: Final = Message(ReasonCode.ARM_HIDES_BACK)
CLOTHES: Final = Message(ReasonCode.CLOTHES_HIDE_BACK)
VIEW: Final = Message(ReasonCode.BACK_VIEW_TURNED)
UNSURE: Final = Message(ReasonCode.BACK_UNCLEAR)
FACE_UP: Final = Message(ReasonCode.BACK_ON_FLOOR)
NEUTRAL: Final = Message(ReasonCode.NEUTRAL_STALE)

SQUARE_YAW: Final = 12.0
"""Yaw off the side view, in degrees, above which the view is named as what makes a reading
unsure."""

BELLY: Final = (0.08, 0.34)
"""Trunk lengths between which the front's depth is that of a belly."""

_SPAN: Final = 4
"""Number of stations over which a slope is taken."""
_SLOPES: Final = np.arange(0, len(STATIONS) - _SPAN, 2)
_TRUNK: Final = (STATIONS > 0.0) & (STATIONS < 0.95)
_SHAPES: Final = 2 * len(_SLOPES) + int(_TRUNK.sum())
_FILE: Final = Path(__file__).with_name("tilt.npz")
_CHAINS: Final = (
    ("hip", "knee"),
    ("knee", "ankle"),
    ("shoulder", "elbow"),
    ("elbow", "wrist"),
    ("shoulder", "ear"),
)


def pelvic_tilt(outline: Outline, neutral: Outline) -> Measurement:
    """Return the pelvis's tilt against the rib cage as change from the person's own neutral.

    Args:
        outline: The person now.
        neutral: The same person at ease, in the same clothes, from about the same distance; see
            `outline.average`.

    Returns:
        Degrees, anterior above 0, with its sigma; or the reason why it cannot be told.
    """
    if outline.trunk_lean < LYING_BACK:
        return Measurement.unknown(FACE_UP)
    if outline.arm_behind > ARM_BEHIND:
        return Measurement.unknown(ARM)
    ratio = outline.trunk_pixels / neutral.trunk_pixels
    if abs(math.log(ratio)) > math.log(STALE):
        return Measurement.unknown(NEUTRAL)
    value, sigma = estimate(outline, neutral)
    if sigma > MOST_SIGMA or abs(value) > MOST_TILT:
        return Measurement.unknown(_why(outline, neutral))
    return Measurement.known(value, sigma)


def estimate(outline: Outline, neutral: Outline) -> tuple[float, float]:
    """Return tilt and its sigma in degrees as the network says, however unsure it is."""
    here, there = shape_terms(np.array([outline.numbers()])), _terms(tuple(neutral.numbers()))
    found = load_tilt()(outline_features(here, there))
    value, sigma, familiar = (float(part.ravel()[0]) for part in found)
    # An unfamiliar outline is not made familiar by a confident answer: the error grows towards
    # that of not knowing the tilt at all.
    return value, max(SIGMA_FLOOR, math.hypot(sigma, (1.0 - familiar) * MOST_SIGMA * 2))


@functools.lru_cache(maxsize=4)
def _terms(numbers: tuple[float, ...]) -> Array:
    """Return `shape_terms` of one neutral: every frame of a clip is compared with the same."""
    return shape_terms(np.array([numbers]))


def clothes_hide(outline: Outline) -> float:
    """Return how likely it is that clothes hide the small of the back, 0..1."""
    chance = _arrays()
    x = (np.array([*outline.back, *outline.front]) - chance["clothes_mean"]) / chance[
        "clothes_scale"
    ]
    score = float(x @ chance["clothes_weights"] + chance["clothes_bias"][0])
    return 1.0 / (1.0 + math.exp(-score))


def _why(outline: Outline, neutral: Outline) -> Message:
    if max(abs(outline.yaw_deg), abs(neutral.yaw_deg)) > SQUARE_YAW:
        return VIEW
    if min(clothes_hide(outline), clothes_hide(neutral)) > 0.5:
        return CLOTHES
    return UNSURE


def outline_features(outlines: Array, neutrals: Array) -> Array:
    """Return what the network sees of pairs of outlines.

    Args:
        outlines: `shape_terms` of the outlines, shape (n, k).
        neutrals: `shape_terms` of the neutral that each is compared with, shape (n, k).

    Returns:
        Shape (n, F): how shape and surroundings differ, the neutral's back, and what else is in
        the picture.
    """
    back = len(_SLOPES)
    return np.hstack([outlines - neutrals, neutrals[:, :back], outlines[:, _SHAPES:]])


def shape_terms(rows: Array) -> Array:
    """Return the shape of outlines in terms that a misplaced landmark disturbs little.

    Args:
        rows: Numbers of the outlines, see `Outline.numbers`; shape (n, k).

    Returns:
        Shape (n, m): slopes of the back and of the front in tens of degrees, depth of the back
        from its own straight line in percent, then joints, directions of the limbs, yaw, lean and
        distance.
    """
    count = len(STATIONS)
    back = rows[:, :count]
    # Arms and thighs reach far out in front: beyond the belly nothing is said of the pelvis.
    front = np.clip(rows[:, count : 2 * count], *BELLY)
    return np.hstack(
        [_slopes(back), _slopes(front), 100.0 * back[:, _TRUNK] @ _STRAIGHTEN, _context(rows)]
    )


def _slopes(depths: Array) -> Array:
    padded = np.pad(depths, ((0, 0), (2, 2)), mode="edge")
    shifted = [padded[:, shift : shift + depths.shape[1]] for shift in range(5)]
    smooth = np.mean(shifted, axis=0)
    rise = smooth[:, _SLOPES + _SPAN] - smooth[:, _SLOPES]
    run = STATIONS[_SLOPES + _SPAN] - STATIONS[_SLOPES]
    return np.asarray(np.clip(np.degrees(np.arctan2(rise, run)) / 10.0, -6.0, 6.0))


def _straightening() -> Array:
    """The projection that takes a straight line, however placed, out of depths; symmetric."""
    heights = STATIONS[_TRUNK]
    line = np.stack([np.ones_like(heights), heights], axis=1)
    return np.asarray(np.eye(len(heights)) - line @ np.linalg.pinv(line))


def _context(rows: Array) -> Array:
    start = 2 * len(STATIONS)
    end = start + 4 * len(JOINTS)
    places = rows[:, start:end].reshape(len(rows), len(JOINTS), 2, 2)
    solid = rows[:, end : end + 3 * len(SEGMENTS)].reshape(len(rows), len(SEGMENTS), 3)
    parts = [rows[:, start:end], _units(solid).reshape(len(rows), -1)]
    for first, second in _CHAINS:
        chain = places[:, JOINTS.index(second)] - places[:, JOINTS.index(first)]
        parts.append(_units(chain).reshape(len(rows), -1))
    for angle in (np.radians(rows[:, -3:-2]), np.radians(rows[:, -2:-1])):
        parts += [np.sin(angle), np.cos(angle)]
    parts.append(np.log(np.maximum(rows[:, -1:], 1.0) / 100.0))
    return np.hstack(parts)


def _units(vectors: Array) -> Array:
    size = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(size, 1e-6))


_STRAIGHTEN: Final = _straightening()


@functools.cache
def _arrays(path: Path = _FILE) -> dict[str, NDArray[Any]]:
    with np.load(path, allow_pickle=False) as file:
        return {name: np.asarray(file[name], dtype=np.float64) for name in file.files}


@functools.cache
def load_tilt() -> Network:
    """Return the network that travels with the package.

    Raises:
        OSError: The file is missing.
    """
    data = _arrays()
    return Network(
        mean=data["mean"],
        scale=data["scale"],
        members=read_layers(data, [f"tilt{m}" for m in range(int(data["members"]))]),
        sigma=read_layers(data, [f"sigma{m}" for m in range(int(data["sigma_members"]))]),
        sigma_scale=data["sigma_scale"],
    )
