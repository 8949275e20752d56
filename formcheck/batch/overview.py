"""The overview of a batch: one page, complete in itself but for its links to single reports."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from formcheck import wording
from formcheck.batch.digest import Digest, StretchDigest
from formcheck.codes.states import Verdict
from formcheck.store.disk.files import atomic_path
from formcheck.version import __version__
from formcheck.words import language, tr, tr_n

FILE: Final = "overview.html"

MOST_FAILED: Final = 200
"""Number of failed clips that are listed; the table has them all."""

MOST_REASONS: Final = 30
"""Number of reasons for a missing verdict that are listed."""

LEAST_DRAWN: Final = 8
"""Number of angles from which on their distribution is drawn."""

LEAST_QUARTERED: Final = 4
"""Number of angles from which on it is said between which the middle half of them lies."""

VERDICT_KEYS: Final = {
    Verdict.GOOD: "good",
    Verdict.GOOD_ENOUGH: "enough",
    Verdict.ADJUST: "adjust",
    Verdict.CANT_TELL: "unknown",
}


def write_overview(folder: Path, digest: Digest) -> Path:
    """Write `overview.html` into a batch's folder.

    Args:
        folder: The batch's folder.
        digest: What is shown.

    Returns:
        The file.

    Raises:
        InputError: It cannot be written.
    """
    environment = Environment(
        loader=ChoiceLoader(
            [PackageLoader("formcheck.batch"), PackageLoader("formcheck.report")]  # report.css
        ),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    html = environment.get_template("overview.html.j2").render(
        digest=digest,
        words=wording,
        share=share,
        most_reasons=MOST_REASONS,
        stretches=[_stretch(one) for one in digest.stretches],
        failed=digest.failed[:MOST_FAILED],
        link=quote,
        verdict_keys=VERDICT_KEYS,
        tr=tr,
        tr_n=tr_n,
        lang=language().code,
        version=__version__,
        made=datetime.now(UTC).strftime("%Y-%m-%d"),
    )
    path = folder / FILE
    with atomic_path(path) as partial:
        partial.write_text(html, encoding="utf-8")
    return path


def share(count: int, total: int) -> str:
    """Return a share in words: "12 %", "below 1 %"."""
    if not total or not count:
        return "0 %"
    percent = 100 * count / total
    return f"{percent:.0f} %" if percent >= 1 else tr("below 1 %")


def _stretch(one: StretchDigest) -> dict[str, Any]:
    measure = one.measure
    quartiles = one.quartiles
    return {
        "digest": one,
        "verdicts": [
            (wording.verdict_words(v), VERDICT_KEYS[v], count, share(count, one.clips))
            for v, count in one.verdicts.items()
        ],
        "measure": None if measure is None else wording.measure_words(measure),
        "median": None
        if measure is None or one.median is None
        else wording.value_words(one.median, measure),
        "quartiles": None
        if measure is None or quartiles is None or one.sets < LEAST_QUARTERED
        else tuple(wording.value_words(value, measure) for value in quartiles),
        "target": None if measure is None else wording.target_words(one.low, one.high, measure),
        "chart": _chart(one) if one.sets >= LEAST_DRAWN and len(one.bins) > 1 else None,
    }


_WIDTH: Final = 640.0
_HEIGHT: Final = 160.0


def _chart(one: StretchDigest) -> dict[str, Any]:
    """Return where the bars, the target and the labels of a histogram stand, in its own units."""
    first, last = one.bins[0].low, one.bins[-1].high
    scale = _WIDTH / (last - first)
    most = max(bar.count for bar in one.bins)

    def across(value: float) -> float:
        return round(min(max((value - first) * scale, 0.0), _WIDTH), 1)

    bars = [
        {
            "x": across(bar.low) + 1,
            "width": round(scale * (bar.high - bar.low) - 2, 1),
            "height": round(_HEIGHT * bar.count / most, 1),
            "title": f"{wording.value_words(bar.low, one.measure or '')} to "
            f"{wording.value_words(bar.high, one.measure or '')}: {bar.count}",
        }
        for bar in one.bins
    ]
    every = -(-len(one.bins) // 8)
    edges = [bar.low for bar in one.bins[::every]]
    low = first if one.low is None else one.low
    high = last if one.high is None else one.high
    has_target = (one.low is not None or one.high is not None) and across(high) > across(low)
    return {
        "width": _WIDTH,
        "height": _HEIGHT,
        "most": most,
        "bars": bars,
        "band": (across(low), across(high) - across(low)) if has_target else None,
        "labels": [(across(e), wording.value_words(e, one.measure or "")) for e in edges],
    }
