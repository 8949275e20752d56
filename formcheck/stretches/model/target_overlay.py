"""Overlays: targets changed as data, such as for a sensitive back or a person's own presets.

An overlay changes numbers of stretches and never what a stretch is. Whatever was judged with one
says so: the adapted stretch carries its overlays along into every report.
"""

from __future__ import annotations

import difflib
import io
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Final

from pydantic import Field, ValidationError

from formcheck.errors import UsageError
from formcheck.message import Message
from formcheck.stretches.model.changes import StretchChange
from formcheck.stretches.model.check import Check
from formcheck.stretches.model.difference import change_messages, difference, plain_data
from formcheck.stretches.model.fields import (
    Count,
    Identifier,
    Model,
    Number,
    Seconds,
    StretchRef,
    Switch,
    Text,
    first_complaint,
)
from formcheck.stretches.model.gentle import no_more_than
from formcheck.stretches.model.stretch import HoldTarget, Stretch, Variant
from formcheck.words import mark, tr


class AtMost(Model):
    """Ceilings for every stretch: a target that ends higher is lowered to it.

    Attributes:
        hip: Trunk-thigh angle, degrees.
        hip_joint: The same without the low back's share, degrees.
        pelvic_tilt: Tilt of the pelvis from the person's neutral, degrees.
        trunk_pitch: Trunk above the floor, degrees.
        hold: Seconds of one hold; shorter ones stay as they are.
    """

    hip: Number | None = None
    hip_joint: Number | None = None
    pelvic_tilt: Number | None = None
    trunk_pitch: Number | None = None
    hold: Seconds | None = None


class Floors(Model):
    """Floors for every stretch: a target that begins higher is lowered to them.

    Attributes:
        hip: Trunk-thigh angle, degrees.
        hip_joint: The same without the low back's share, degrees.
        trunk_pitch: Trunk above the floor, degrees.
    """

    hip: Number | None = None
    hip_joint: Number | None = None
    trunk_pitch: Number | None = None


class Overlay(Model):
    """A declarative change of targets.

    Attributes:
        id: The file's name without `.yaml`.
        name: What people call it; reports say "judged with" it.
        version: Rises when its numbers change, so that reports can be told apart.
        summary: For whom it is, in a sentence or two.
        why: Why its numbers are what they are.
        first: Stretches to begin with.
        off: Stretches left out unless the person chooses them.
        gentle: Whether it never asks for more than the stretch itself, whatever it writes: of two
            limits that ask for depth the easier one holds, and depth is asked for only where it is
            missed by twice the error (`Check.one_sided`).
        at_most: Ceilings for every stretch, also for a person's own.
        floors: Floors for every stretch.
        stretches: What changes in single stretches, by their ids; it wins over `at_most`.
    """

    id: Identifier
    name: Text
    version: Annotated[Count, Field(ge=1)] = 1
    summary: Text | None = None
    why: Text | None = None
    first: tuple[StretchRef, ...] = ()
    off: tuple[StretchRef, ...] = ()
    gentle: Switch = False
    at_most: AtMost = AtMost()
    floors: Floors = Floors()
    stretches: Mapping[Identifier, StretchChange] = {}

    def leaves_out(self, stretch: Stretch) -> bool:
        """Return whether it leaves a stretch out unless the person chooses it."""
        variant = variant_of(stretch)
        return bool({stretch.id, f"{stretch.id}:{variant}"} & set(self.off))


class JudgedWith(Model):
    """An overlay that was applied, for reports.

    Attributes:
        id: Id of the overlay.
        name: Its name.
        version: Its version.
        changes: What it changed in this stretch; none where nothing had to change.
        leaves_out: Whether it leaves this stretch out unless the person chooses it.
    """

    id: Identifier
    name: Text
    version: int = 1
    changes: tuple[Message, ...] = ()
    leaves_out: bool = False


class AdaptedStretch(Stretch):
    """A stretch whose targets were changed.

    Attributes:
        judged_with: The overlays that were applied, in their order.
        variant: Id of the variant that was chosen, or None.
    """

    judged_with: tuple[JudgedWith, ...] = ()
    variant: Identifier | None = None


NARROWEST: Final = 12.0
"""Smallest width that a ceiling leaves of a target, in its unit: twice the usual error of a hip, 6
degrees. In a narrower one nobody could be told for certain that they are inside."""


def apply_overlay(stretch: Stretch, overlay: Overlay) -> Stretch:
    """Return a stretch with an overlay's targets; the given one is not changed.

    Args:
        stretch: The stretch, which may have been adapted before.
        overlay: The changes.

    Raises:
        UsageError: The overlay changes a check that the stretch does not have, or leaves targets
            that do not fit together.
    """
    limits = _limits(stretch, overlay.at_most, overlay.floors)
    own = _fitting(overlay.stretches.get(stretch.id, StretchChange()), stretch)
    by = tr("overlay {id}", id=overlay.id)
    document = _changed(_changed(plain_data(stretch), limits, by), own, by)
    if overlay.gentle:
        document = no_more_than(document, plain_data(stretch))
    try:
        adapted = Stretch.model_validate(document)
    except ValidationError as error:
        raise UsageError(
            tr(
                "expected targets that fit {stretch}, got those of the overlay {overlay}: {fault}",
                stretch=stretch.id,
                overlay=overlay.id,
                fault=first_complaint(error),
            )
        ) from error
    for check in adapted.checks:
        _require_cues(check, overlay)
    used = JudgedWith(
        id=overlay.id,
        name=overlay.name,
        version=overlay.version,
        changes=change_messages(stretch, adapted),
        leaves_out=overlay.leaves_out(stretch),
    )
    return _with_note(adapted, (*judged_with(stretch), used), variant_of(stretch))


def choose_variant(stretch: Stretch, variant_id: str) -> Stretch:
    """Return a stretch as one of its variants has it.

    Args:
        stretch: The stretch.
        variant_id: Id of the variant.

    Raises:
        UsageError: It has no such variant.
    """
    variant = next((one for one in stretch.variants if one.id == variant_id), None)
    if variant is None:
        ids = [one.id for one in stretch.variants]
        near = difflib.get_close_matches(variant_id, ids, n=1)
        there = tr("there are {names}", names=", ".join(ids)) if ids else tr("it has none")
        hint = tr("did you mean {id}:{near}?", id=stretch.id, near=near[0]) if near else there
        raise UsageError(
            tr(
                "expected a variant of {id}, got {variant_id!r}; {hint}",
                id=stretch.id,
                variant_id=variant_id,
                hint=hint,
            )
        )
    document = plain_data(stretch)
    if variant.kind is not None:
        document |= {"kind": variant.kind, "hold": HoldTarget().model_dump(), "reps": None}
    document = _changed(document, variant, tr("variant {id}", id=variant.id))
    lower = variant.name[:1].lower() + variant.name[1:]
    document |= {
        "name": f"{stretch.name}, {lower}",
        "steps": _steps(stretch.steps, variant),
        "variant": variant.id,
        "judged_with": judged_with(stretch),
    }
    return AdaptedStretch.model_validate(document)


def _steps(steps: tuple[str, ...], variant: Variant) -> tuple[str, ...]:
    """Return the steps of a variant: its own one in the place of those that it replaces."""
    if not variant.replaces:
        return (*steps, variant.say)
    first = min(variant.replaces)
    kept = [step for number, step in enumerate(steps, 1) if number not in variant.replaces]
    return (*kept[: first - 1], variant.say, *kept[first - 1 :])


def variant_of(stretch: Stretch) -> str | None:
    """Return the variant that was chosen, or None."""
    return stretch.variant if isinstance(stretch, AdaptedStretch) else None


def judged_with(stretch: Stretch) -> tuple[JudgedWith, ...]:
    """Return the overlays that a stretch was adapted with; none for a shipped one."""
    return stretch.judged_with if isinstance(stretch, AdaptedStretch) else ()


def changed_by_hand(stretch: Stretch, shipped: Stretch) -> Stretch:
    """Return a stretch that says in every report which targets were set by hand.

    Args:
        stretch: The stretch with its changed targets.
        shipped: The stretch before.
    """
    words = change_messages(shipped, stretch)
    used = JudgedWith(id="by-hand", name=mark("Targets set by hand"), changes=words)
    earlier = judged_with(shipped)
    return _with_note(stretch, (*earlier, used) if words else earlier, variant_of(shipped))


def overlay_of(
    overlay_id: str, name: str, pairs: Iterable[tuple[Stretch, Stretch]], version: int = 1
) -> Overlay:
    """Return the overlay that turns shipped stretches into changed ones.

    Args:
        overlay_id: Small letters and digits joined by hyphens.
        name: What people call it.
        pairs: Each shipped stretch with the changed one; those without a change are left out.
        version: Its version.

    Raises:
        UsageError: Id or name do not fit, or a pair is not one stretch.
    """
    changes = {shipped.id: difference(shipped, changed) for shipped, changed in pairs}
    kept = {name: change for name, change in changes.items() if change.written()}
    try:
        return Overlay(id=overlay_id, name=name, version=version, stretches=kept)
    except ValidationError as error:
        raise UsageError(
            tr(
                "expected a short name in small letters, digits and hyphens, got {overlay_id!r} "
                "({name!r}); choose another one",
                overlay_id=overlay_id,
                name=name,
            )
        ) from error


def dump_overlay(overlay: Overlay) -> str:
    """Return an overlay as the text of its YAML file; only what was written is written again."""
    data = overlay.model_dump(mode="json", exclude_unset=True)
    text = io.StringIO()
    from ruamel.yaml import YAML  # deferred: only who saves targets needs it

    yaml = YAML(typ="safe", pure=True)
    yaml.default_flow_style = False
    yaml.sort_base_mapping_type_on_output = False  # type: ignore[assignment]
    yaml.width = 100
    yaml.dump(data, text)
    return text.getvalue()


def _with_note(stretch: Stretch, used: tuple[JudgedWith, ...], variant: str | None) -> Stretch:
    if not used and variant is None:
        return stretch
    notes = {"judged_with": used, "variant": variant}
    return AdaptedStretch.model_validate(plain_data(stretch) | notes)


def _fitting(change: StretchChange, stretch: Stretch) -> StretchChange:
    """Return a change without repetitions where the chosen variant is held instead."""
    if variant_of(stretch) is None or stretch.reps is not None or change.reps is None:
        return change
    return StretchChange.model_validate(
        {name: part for name, part in change.written().items() if name != "reps"}
    )


def _limits(stretch: Stretch, at_most: AtMost, floors: Floors) -> StretchChange:
    """Return what ceilings and floors change in a stretch."""
    checks: dict[str, dict[str, float | None]] = {}
    for check in stretch.checks:
        if not check.scored:
            continue  # what is shown for information alone has no target to lower
        lowered = _lowered(check.target.name, check.low, check.high, at_most, floors)
        found = dict(zip(("low", "high"), lowered, strict=True))
        if check.prefer is not None:
            better = check.preferred
            lowered = _lowered(better.target.name, better.low, better.high, at_most, floors)
            found |= dict(zip(("prefer_low", "prefer_high"), lowered, strict=True))
        before = check.model_dump()
        changed = {key: value for key, value in found.items() if value != before[key]}
        if changed:
            checks[check.id] = changed
    changes: dict[str, Any] = {"checks": checks}
    if at_most.hold is not None and stretch.kind == "hold" and stretch.hold is not None:
        changes["hold"] = {"seconds": min(stretch.hold.seconds, at_most.hold)}
    return StretchChange.model_validate(changes)


def _lowered(
    name: str, low: float | None, high: float | None, at_most: AtMost, floors: Floors
) -> tuple[float | None, float | None]:
    """Return a band with both ends lowered to a measure's floor and ceiling, not too narrow."""
    ceiling, floor = getattr(at_most, name, None), getattr(floors, name, None)
    if ceiling is not None and high is not None and high > ceiling:
        room = 0.0 if low is None else min(NARROWEST, high - low)
        high = ceiling
        low = None if low is None else min(low, ceiling - room)
    if floor is not None and low is not None:
        low = min(low, floor)
    return low, high


def _changed(document: dict[str, Any], change: StretchChange, by: str) -> dict[str, Any]:
    """Return a stretch's plain data with changes put in."""
    document = dict(document)
    written = change.written()
    for section in ("hold", "reps", "view"):
        if section in written:
            if document.get(section) is None:
                raise UsageError(
                    tr(
                        "expected a change that fits {document}, got `{section}` in the "
                        "{by}, which this stretch does not have; remove it there",
                        document=document["id"],
                        section=section,
                        by=by,
                    )
                )
            document[section] = document[section] | written[section]
    checks = {check["id"]: dict(check) for check in document["checks"]}
    for name, values in written.get("checks", {}).items():
        if name not in checks:
            near = difflib.get_close_matches(name, checks, n=1)
            hint = (
                tr("did you mean {near}?", near=near[0])
                if near
                else tr("there are {names}", names=", ".join(checks))
            )
            raise UsageError(
                tr(
                    "expected a check of {document} in the {by}, got {name!r}; {hint}",
                    document=document["id"],
                    by=by,
                    name=name,
                    hint=hint,
                )
            )
        checks[name] |= values
    document["checks"] = list(checks.values())
    return document


def _require_cues(check: Check, by: Overlay) -> None:
    for end in ("low", "high"):
        if (
            check.scored
            and getattr(check, end) is not None
            and getattr(check, f"cue_{end}") is None
        ):
            raise UsageError(
                tr(
                    "expected a `cue_{end}` beside the new `{end}` of {id} in the overlay "
                    "{id2}: what shall the person do beyond it? Add `cue_{end}: …`",
                    end=end,
                    id=check.id,
                    id2=by.id,
                )
            )
