"""A person's plan: what to do, how long and by which targets, in one file that can be handed on.

A plan is `plans/PROFILE.yaml` in the person's folder. It belongs to the profile of that name:
whoever chooses the profile has the plan.
"""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import Field, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from formcheck.errors import InputError, UsageError
from formcheck.resources import user_folder
from formcheck.store.disk.files import atomic_path, whole_files, write_failure
from formcheck.store.people.profiles import checked_name
from formcheck.stretches.files.loading import load_overlay, load_stretch
from formcheck.stretches.model.fields import Model, Repetitions, Seconds, Sets, StretchRef, Text
from formcheck.stretches.model.routine import Part, Routine, Turn, turns_of
from formcheck.stretches.model.stretch import Stretch
from formcheck.stretches.model.target_overlay import Overlay, apply_overlay
from formcheck.stretches.model.week import Day, TimeOfDay
from formcheck.words import tr

SENSITIVE_BACK: Final = "sensitive-back"


class PlannedPart(Model):
    """One stretch of a plan; what is not written is as the stretch has it.

    Attributes:
        stretch: Its id, with a variant behind a colon.
        side: The side that is worked, or both in turn.
        seconds: Seconds of one hold.
        count: Repetitions of a set.
        sets: Sets on each side.
    """

    stretch: StretchRef
    side: Literal["both", "left", "right"] = "both"
    seconds: Seconds | None = None
    count: Repetitions | None = None
    sets: Sets | None = None


class PersonalPlan(Model):
    """What one person is to do.

    Attributes:
        name: The profile that it belongs to.
        note: Words to the person, or None.
        sensitive_back: Whether the targets are those of a sensitive back.
        parts: What is done, in this order.
        targets: Targets of the person's own, or None for the shipped ones.
        days: On which days of the week, or none where that is left to the person.
        at: At what time of the day, or None.
    """

    name: Text
    note: Text | None = None
    sensitive_back: bool = False
    parts: Annotated[tuple[PlannedPart, ...], Field(min_length=1)]
    targets: Overlay | None = None
    days: tuple[Day, ...] = ()
    at: TimeOfDay | None = None

    def turns(self) -> tuple[Turn, ...]:
        """Return the plan as it is played, with its targets.

        Raises:
            UsageError: It names a stretch or a check that does not exist.
        """
        parts = tuple(
            Part(stretch=one.stretch, seconds=one.seconds, count=one.count, sets=one.sets)
            for one in self.parts
        )
        played = turns_of(
            Routine(id="plan", name="Plan", summary="A plan.", parts=parts), load_stretch
        )
        return tuple(
            replace(turn, stretch=self._adapted(turn.stretch))
            for turn in played
            if turn.side is None or self.parts[turn.part].side in ("both", turn.side)
        )

    def _adapted(self, stretch: Stretch) -> Stretch:
        length = {"hold": stretch.hold, "reps": stretch.reps}
        if self.sensitive_back:
            stretch = apply_overlay(stretch, load_overlay(SENSITIVE_BACK))
        if self.targets is not None:
            stretch = apply_overlay(stretch, self.targets)
        # How long somebody is to hold is what the plan says.
        return stretch.model_copy(update=length)


def plans_folder() -> Path:
    """Return the folder of the plans; it need not exist."""
    return user_folder() / "plans"


def load_plan(profile: str | None) -> PersonalPlan | None:
    """Return the plan of a profile, or None where it has none.

    Raises:
        InputError: Its file cannot be read, or has faults.
    """
    if profile is None:
        return None
    path = _path(profile)
    if not path.is_file():
        return None
    return read_plan(path.read_text(encoding="utf-8"), str(path))


def read_plan(text: str, where: str = "the plan") -> PersonalPlan:
    """Return the plan that a text holds, such as one that somebody else has exported.

    Args:
        text: YAML.
        where: What it is called in messages.

    Raises:
        InputError: It is no plan, or names something that does not exist.
    """
    try:
        found = PersonalPlan.model_validate(YAML(typ="safe", pure=True).load(text))
        found.turns()
    except (YAMLError, ValidationError, UsageError) as error:
        first = error.errors()[0] if isinstance(error, ValidationError) else None
        why = f"{'.'.join(map(str, first['loc']))}: {first['msg']}" if first else str(error)
        raise InputError(
            tr(
                "expected a plan of formcheck in {where}, got a fault: {why}; export it again",
                where=where,
                why=why,
            )
        ) from error
    return found


def plan_text(found: PersonalPlan) -> str:
    """Return a plan as the text of its file."""
    data: dict[str, Any] = found.model_dump(mode="json", exclude_unset=True)
    text = io.StringIO()
    yaml = YAML(typ="safe", pure=True)
    yaml.default_flow_style = False
    yaml.sort_base_mapping_type_on_output = False  # type: ignore[assignment]
    yaml.width = 100
    yaml.dump(data, text)
    return text.getvalue()


def save_plan(found: PersonalPlan) -> Path:
    """Write a plan, in place of an older one of the same profile.

    Raises:
        InputError: It cannot be written.
        UsageError: Its name cannot be that of a profile.
    """
    path = _path(found.name)
    with atomic_path(path) as partial:
        partial.write_text(plan_text(found), encoding="utf-8")
    return path


def delete_plan(profile: str) -> None:
    """Delete the plan of a profile, if there is one.

    Raises:
        InputError: It cannot be deleted.
    """
    path = _path(profile)
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise write_failure(path, error) from error


def plan_names() -> list[str]:
    """Return the profiles that have a plan, sorted."""
    return [path.stem for path in whole_files(plans_folder(), ".yaml")]


def _path(profile: str) -> Path:
    return plans_folder() / f"{checked_name(profile).casefold()}.yaml"
