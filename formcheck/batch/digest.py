"""What a batch shows as a whole: verdicts, angles, what was refused and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

from formcheck.batch.task import Failure, Status
from formcheck.coach.frame.report import VERDICTS
from formcheck.codes.states import Verdict
from formcheck.errors import InputError
from formcheck.words import mark, tr

NO_VERDICT: Final = Verdict.CANT_TELL

FAILURE_WORDS: Final = {
    Failure.unreadable: mark("The file cannot be read"),
    Failure.no_person: mark("Nobody was found in it"),
    Failure.worker_lost: mark("Its worker process ended before it was done"),
    Failure.fault: mark("A fault of formcheck's own"),
}

MOST_WORST: Final = 20
"""Number of clips that are listed as furthest outside their target."""

MOST_LISTED: Final = 1000
"""Number of clips that are listed with their reports."""

REPORT: Final = "report.html"

MOST_BINS: Final = 24

_CLIPS: Final = (
    "name", "status", "failure", "why", "stretch", "stretch_name", "verdict", "results", "advice",
    "measure", "angle", "angle_sigma", "target_low", "target_high", "held_s", "target_s", "reps",
    "target_reps",
)  # fmt: skip

_SETS: Final = ("stretch", "measure", "angle", "target_low", "target_high")


@dataclass(frozen=True, slots=True)
class Bin:
    """A bar of a histogram.

    Attributes:
        low: Where it begins.
        high: Where it ends; the next one begins there.
        count: Holds and sets in it.
    """

    low: float
    high: float
    count: int


@dataclass(frozen=True, slots=True)
class StretchDigest:
    """All clips of one stretch.

    Attributes:
        stretch: Its id.
        name: What people call it.
        clips: Clips of it.
        verdicts: How many clips have which verdict, in the order of the verdicts.
        measure: What the main angle measures, or None where it was never known.
        sets: Holds and sets of repetitions whose angle is known.
        median: Median of the main angle over these; where there are none, over what the clips show
            that was tried. None where neither is known.
        quartiles: Lower and upper quartile, or None.
        bins: The distribution.
        low: Lower end of the target, or None.
        high: Upper end of the target, or None.
    """

    stretch: str
    name: str
    clips: int
    verdicts: dict[Verdict, int]
    measure: str | None = None
    sets: int = 0
    median: float | None = None
    quartiles: tuple[float, float] | None = None
    bins: tuple[Bin, ...] = ()
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """One clip of the batch.

    Attributes:
        name: Its name.
        report: Its report, from the batch's folder, or None where there is none.
        stretch: Name of the stretch, or None.
        verdict: The verdict, or None.
        held: Good seconds and those asked for, or None where it is no hold.
        reps: Repetitions and those asked for, or None where it is none of repetitions.
        measure: What the angle measures, or None.
        angle: The main angle, or None.
        sigma: Standard deviation of its error, or None.
    """

    name: str
    report: str | None
    stretch: str | None
    verdict: Verdict | None
    held: tuple[float, float] | None
    reps: tuple[int, int] | None
    measure: str | None
    angle: float | None
    sigma: float | None


@dataclass(frozen=True, slots=True)
class Outside:
    """A clip whose main angle is outside its target.

    Attributes:
        name: Its name.
        results: Its folder, from the batch's.
        stretch: Name of the stretch.
        measure: What the angle measures.
        angle: The angle.
        sigma: Standard deviation of its error.
        by: How far it is outside.
        advice: What to change.
    """

    name: str
    results: str
    stretch: str
    measure: str
    angle: float
    sigma: float
    by: float
    advice: str | None


@dataclass(frozen=True, slots=True)
class Digest:
    """A batch as a whole.

    Attributes:
        clips: How many there are.
        statuses: How many of each `Status`.
        refused: Clips without a verdict, whatever the reason.
        reasons: Why, and how many, the most frequent first.
        stretches: Each stretch, the most frequent first.
        worst: Clips furthest outside their target, in standard deviations of their error.
        failed: Names of clips that failed, each with its sentence.
        listed: The first `MOST_LISTED` clips, in the order of the table.
    """

    clips: int
    statuses: dict[Status, int]
    refused: int
    reasons: tuple[tuple[str, int], ...]
    stretches: tuple[StretchDigest, ...]
    worst: tuple[Outside, ...]
    failed: tuple[tuple[str, str], ...]
    listed: tuple[Listed, ...] = ()


def digest(folder: Path) -> Digest:
    """Return what a batch's tables say as a whole.

    Args:
        folder: The batch's folder, with its tables.

    Raises:
        InputError: The tables cannot be read.
    """
    try:
        clips = pq.read_table(folder / "clips.parquet", columns=list(_CLIPS))
        sets = pq.read_table(
            folder / "sets.parquet",
            columns=["stretch", "measure", "angle", "target_low", "target_high"],
        )
    except (OSError, pa.ArrowException) as error:
        raise InputError(
            tr(
                "expected the tables of a batch in {folder}, got {error}; make them again: "
                "formcheck batch summary {folder}",
                folder=folder,
                error=error,
            )
        ) from error
    statuses = Counter(clips["status"].to_pylist())
    failed = clips.filter(pc.equal(clips["status"], Status.failed.value))
    reasons = _reasons(clips)
    return Digest(
        clips=len(clips),
        statuses={status: statuses[status.value] for status in Status},
        refused=sum(reasons.values()),
        reasons=tuple(reasons.most_common()),
        stretches=_stretches(clips, sets),
        worst=_worst(clips),
        failed=tuple(zip(failed["name"].to_pylist(), failed["why"].to_pylist(), strict=True)),
        listed=tuple(map(_listed, clips.slice(0, MOST_LISTED).to_pylist())),
    )


def _listed(cells: dict[str, Any]) -> Listed:
    def pair(done: str, asked: str) -> tuple[Any, Any] | None:
        found = cells[done], cells[asked]
        return None if None in found else found

    judged = cells["status"] == Status.judged and cells["results"] is not None
    return Listed(
        cells["name"],
        f"{cells['results']}/{REPORT}" if judged else None,
        cells["stretch_name"] or cells["stretch"],
        None if cells["verdict"] is None else Verdict(cells["verdict"]),
        pair("held_s", "target_s"), pair("reps", "target_reps"),
        cells["measure"], cells["angle"], cells["angle_sigma"],
    )  # fmt: skip


def _reasons(clips: pa.Table) -> Counter[str]:
    """Return why clips have no verdict, with the count of each reason."""
    found: Counter[str] = Counter()
    cells = (clips[name].to_pylist() for name in ("status", "failure", "verdict", "why"))
    for status, failure, verdict, why in zip(*cells, strict=True):
        if status == Status.failed:
            found[tr(FAILURE_WORDS[Failure(failure)])] += 1
        elif status == Status.unrecognised:
            found[tr("Not recognised: {why}", why=why) if why else tr("Not recognised")] += 1
        elif verdict == NO_VERDICT:
            found[why or tr("Can't tell")] += 1
    return found


def _stretches(clips: pa.Table, sets: pa.Table) -> tuple[StretchDigest, ...]:
    names = dict(zip(clips["stretch"].to_pylist(), clips["stretch_name"].to_pylist(), strict=True))
    pairs = Counter(zip(clips["stretch"].to_pylist(), clips["verdict"].to_pylist(), strict=True))
    found = []
    for stretch, name in names.items():
        if stretch is None or name is None:
            continue
        verdicts = {verdict: pairs[stretch, verdict] for verdict in VERDICTS}
        plain = StretchDigest(stretch, name, sum(verdicts.values()), verdicts)
        own = sets.filter(pc.equal(sets["stretch"], stretch))
        tried = clips.filter(pc.equal(clips["stretch"], stretch))
        found.append(_with_angles(plain, own) or _with_tried(plain, tried))
    return tuple(sorted(found, key=lambda one: (-one.clips, one.stretch)))


def _with_angles(plain: StretchDigest, sets: pa.Table) -> StretchDigest | None:
    """Return the digest with the angles of holds and sets, or None where none is known."""
    found = _of_one_measure(sets)
    if found is None:
        return None
    measure, known = found
    angles = known["angle"].to_numpy()
    lower, middle, upper = np.percentile(angles, [25, 50, 75])
    return StretchDigest(
        plain.stretch, plain.name, plain.clips, plain.verdicts, measure, len(known),
        float(middle), (float(lower), float(upper)), _bins(angles),
        known["target_low"][0].as_py(), known["target_high"][0].as_py(),
    )  # fmt: skip


def _with_tried(plain: StretchDigest, clips: pa.Table) -> StretchDigest:
    """Return the digest with the angles of clips in which nothing was held or counted."""
    found = _of_one_measure(clips)
    if found is None:
        return plain
    measure, known = found
    return replace(
        plain,
        measure=measure,
        median=float(np.median(known["angle"].to_numpy())),
        low=known["target_low"][0].as_py(),
        high=known["target_high"][0].as_py(),
    )


def _of_one_measure(rows: pa.Table) -> tuple[str, pa.Table] | None:
    """Return the rows with an angle, of the measure that most of them have, or None without.

    A hip may be known with and without the low back's share: the more frequent one is shown.
    """
    known = rows.filter(pc.is_valid(rows["angle"]))
    if not len(known):
        return None
    ((measure, _),) = Counter(known["measure"].to_pylist()).most_common(1)
    return measure, known.filter(pc.equal(known["measure"], measure))


def _bins(values: NDArray[Any]) -> tuple[Bin, ...]:
    """Return a histogram with steps that are easy to read."""
    spread = float(values.max() - values.min())
    step = next(s for s in (1, 2, 5, 10, 20, 50, 100, 1e9) if spread / s < MOST_BINS - 1)
    first = np.floor(values.min() / step) * step
    counts, edges = np.histogram(values, np.arange(first, values.max() + step, step, dtype=float))
    return tuple(
        Bin(float(low), float(low + step), int(count))
        for low, count in zip(edges[:-1], counts, strict=True)
    )


def _worst(clips: pa.Table) -> tuple[Outside, ...]:
    known = clips.filter(pc.and_(pc.is_valid(clips["angle"]), pc.is_valid(clips["results"])))
    angle, sigma, low, high = (
        known[name].to_numpy().astype(float)
        for name in ("angle", "angle_sigma", "target_low", "target_high")
    )
    outside = np.nan_to_num(np.fmax(low - angle, angle - high))
    order: Sequence[int] = np.argsort(-outside / sigma, kind="stable")[:MOST_WORST].tolist()
    found = []
    for row in order:
        if outside[row] > 0:
            cells = known.slice(row, 1).to_pylist()[0]
            found.append(
                Outside(
                    cells["name"], cells["results"], cells["stretch_name"] or cells["stretch"],
                    cells["measure"], float(angle[row]), float(sigma[row]), float(outside[row]),
                    cells["advice"],
                )
            )  # fmt: skip
    return tuple(found)
