"""The time line on a page: one or two performances, with their videos where there are any."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import streamlit as st

from formcheck.report.timeline import Timeline
from formcheck.tune.proposals.labels import Label
from formcheck.ui.media import address
from formcheck.words import language
from formcheck.words.browser import page_words, script_words

VIDEO: Final = "annotated.mp4"
"""Name of the annotated clip in the folder of a session."""

_FILES: Final = Path(__file__).with_name("player")


@dataclass(frozen=True, slots=True)
class Track:
    """One performance on the time line.

    Attributes:
        name: What it is called beside another one.
        line: What is drawn.
        video: The annotated clip, or None.
        start_s: The moment by which it is aligned with another one.
    """

    name: str
    line: Timeline
    video: Path | None = None
    start_s: float = 0.0


def show_timeline(
    tracks: Sequence[Track],
    key: str,
    *,
    labels: Sequence[Label] = (),
    select: bool = False,
) -> tuple[float, float] | None:
    """Draw the time line, and return the span that was drawn on it, in seconds.

    Args:
        tracks: One, or two to be compared; the target of the first one is drawn.
        key: Its name on the page.
        labels: Spans that were called good or bad.
        select: Whether spans can be drawn.
    """
    first = tracks[0]
    data: dict[str, Any] = {
        "clips": [_clip(track, lanes=len(tracks) == 1) for track in tracks],
        "band": [first.line.low, first.line.high],
        "unit": first.line.unit,
        "target": first.line.target,
        "shift": tracks[1].start_s - first.start_s if len(tracks) > 1 else 0.0,
        "labels": [{"start_s": x.start_s, "end_s": x.end_s, "good": x.good} for x in labels],
        "select": select,
    }
    found = _player(language().code)(key=key, data=data, on_span_change=lambda: None)
    span = getattr(found, "span", None)
    return (float(span[0]), float(span[1])) if span else None


def _clip(track: Track, *, lanes: bool) -> dict[str, Any]:
    plain = track.line.as_dict()
    if not lanes:  # of two performances only the verdict on what is drawn is compared
        plain["lanes"] = [lane for lane in plain["lanes"] if lane["check"] == track.line.check]
    kept = {name: plain[name] for name in ("frames", "times", "series", "lanes", "cues")}
    kept["holds"] = [*plain["holds"], *plain["reps"]]
    video = track.video
    return {"name": track.name, "src": None if video is None else address(video), **kept}


@cache
def _player(code: str) -> Any:
    html, css, js = (
        (_FILES / f"player.{kind}").read_text(encoding="utf-8") for kind in ("html", "css", "js")
    )
    return st.components.v2.component(
        f"formcheck_player_{code}", html=page_words(html), css=css, js=script_words(js)
    )
