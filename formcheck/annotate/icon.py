"""The shape of each verdict, which is told apart without its colour."""

from __future__ import annotations

import cv2
import numpy as np

from formcheck.annotate.drawing import (
    INK,
    Picture,
    Text,
    line_height,
    put_lines,
    put_text,
    text_width,
)
from formcheck.annotate.skeleton import VERDICT_COLOURS
from formcheck.codes.states import Verdict


def put_icon(image: Picture, centre: tuple[float, float], size: float, verdict: Verdict) -> None:
    """Draw a verdict's shape: tick in a disc, wave in a disc, triangle, question mark in a square.

    Args:
        image: RGB picture, changed in place.
        centre: In pixels.
        size: Half its height in pixels.
        verdict: Which one.
    """
    colour = VERDICT_COLOURS[verdict]
    middle = np.array(centre)

    def at(*points: tuple[float, float]) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
        return middle + size * np.array(points)

    def fill(points: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> None:
        fixed = np.round(points * 16).astype(np.int32)
        cv2.fillPoly(image, [fixed], colour, cv2.LINE_AA, 4)

    stroke = max(1.5, 0.2 * size)
    if verdict == Verdict.ADJUST:
        fill(at((0, -1), (1.08, 0.88), (-1.08, 0.88)))
        put_lines(image, at((0, -0.32), (0, 0.26)), INK, stroke)
        put_lines(image, at((0, 0.58), (0, 0.6)), INK, stroke)
        return
    if verdict == Verdict.CANT_TELL:
        fill(at((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)))
        mark = max(8, round(1.5 * size))
        x = round(centre[0] - text_width("?", mark, True) / 2) - 1
        corner = x, round(centre[1] - line_height(mark) / 2)
        put_text(image, corner, Text("?", mark, True, INK))
        return
    ring = np.linspace(0, 2 * np.pi, 32)
    fill(middle + size * np.stack([np.cos(ring), np.sin(ring)], axis=1))
    if verdict == Verdict.GOOD:
        put_lines(image, at((-0.46, 0.02), (-0.12, 0.38), (0.5, -0.36)), INK, stroke)
    else:
        x_wave = np.linspace(-0.55, 0.55, 14)
        wave = np.stack([x_wave, -0.22 * np.sin(x_wave * 5.2)], axis=1)
        put_lines(image, middle + size * wave, INK, stroke)
