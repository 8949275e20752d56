"""What a stretch file owes to the person who exercises: safety lines, and a way that is easier.

A file without them can be used, so that a stretch of one's own can be tried at once; `formcheck
validate` asks for them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from formcheck.errors import Fault
from formcheck.stretches.files.yaml.document import Document, Place
from formcheck.stretches.model.check import Check
from formcheck.stretches.model.stretch import Stretch
from formcheck.words import tr


def care_faults(stretch: Stretch, document: Document) -> list[Fault]:
    """Return what is missing of safety lines and easier versions.

    Args:
        stretch: The stretch; nothing is asked of one that is not scored, or of a test.
        document: Its file, for the lines.
    """
    return [Fault(document.line(place), words) for place, words in _missing(stretch)]


def narrow_bands(
    stretch: Stretch, document: Document, error_of: Callable[[str], float | None]
) -> list[Fault]:
    """Return a warning for each target that is narrower than twice the usual error.

    Args:
        stretch: The stretch.
        document: Its file, for the lines.
        error_of: Returns the usual error (one standard deviation, in the measure's unit) by the
            measure's name, or None where it is not known.
    """
    rows: list[tuple[Place, Check]] = []
    rows += [(("checks", i), check) for i, check in enumerate(stretch.checks)]
    for i, variant in enumerate(stretch.variants):
        for name, change in variant.written().get("checks", {}).items():
            if {"low", "high", "scored"} & change.keys():
                merged = stretch.check(name).model_copy(update=change)
                rows.append((("variants", i, "checks", name), merged))
    return [
        Fault(document.line(place), words)
        for place, check in rows
        for words in _narrow(check, error_of)
    ]


def _missing(stretch: Stretch) -> Iterator[tuple[Place, str]]:
    if not stretch.is_scored or stretch.kind == "test":
        return
    if not stretch.safety:
        yield (
            (),
            tr(
                "a scored stretch needs `safety`: what to heed, and when to stop; add "
                "`safety:` with a line such as `- Stop at sharp or rising pain.`"
            ),
        )
    if not any(_has_targets(variant.written()) for variant in stretch.easier_variants):
        yield (
            (),
            tr(
                "a scored stretch needs an easier version that counts; add below `variants:` "
                "one with "
                "`easier: true` and targets of its own in `checks`, `reps` or `hold`"
            ),
        )


def _has_targets(written: dict[str, Any]) -> bool:
    return any(written.get(section) for section in ("checks", "reps", "hold"))


def _narrow(check: Check, error_of: Callable[[str], float | None]) -> Iterator[str]:
    if not check.scored or check.untold or check.low is None or check.high is None:
        return
    error = error_of(check.target.name)
    width = check.high - check.low
    if error is not None and width < 2 * error:
        yield (
            tr(
                "the target of {id} is {width:g} wide, narrower than twice the usual error of "
                "{name} ({error:g}); widen it, or give one end only",
                id=check.id,
                width=width,
                name=check.target.name,
                error=error,
            )
        )
