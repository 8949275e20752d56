"""Plans on the page Tune: what a person is to do, edited, handed on and taken in."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import time
from typing import Any

import streamlit as st

from formcheck.errors import FormcheckError
from formcheck.store.people.profiles import list_profiles
from formcheck.stretches.model.target_overlay import Overlay
from formcheck.stretches.model.week import DAYS, Day
from formcheck.tune.plans import (
    PersonalPlan,
    PlannedPart,
    delete_plan,
    load_plan,
    plan_names,
    plan_text,
    read_plan,
    save_plan,
)
from formcheck.tune.presets import Presets
from formcheck.ui.catalogue import catalogue
from formcheck.ui.pages.progress.remind import WORDS
from formcheck.ui.widgets.plain import plain
from formcheck.words import tr

_SHIPPED = ""


def show_plans() -> None:
    """Draw the plans: one belongs to each profile."""
    st.header(tr("Plans"))
    st.caption(
        tr(
            "What somebody is to do: stretches, sides, seconds, sets and targets. Whoever "
            "chooses the "
            "profile on the page Stretch has the plan; one file takes it to another machine."
        )
    )
    left, right = st.columns([3, 2], gap="large")
    with left:
        _edit()
    with right:
        _take_in()
    told = st.session_state.pop("plan-told", None)
    if told is not None:
        good, words = told
        (st.success if good else st.error)(plain(words))


def _tell(words: str, *, good: bool = True) -> None:
    st.session_state["plan-told"] = (good, words)


def _edit() -> None:
    names = list(dict.fromkeys([*list_profiles(), *plan_names()]))
    if names and st.session_state.get("plan-of") is None:
        st.session_state["plan-of"] = names[0]
    name = st.selectbox(
        tr("Plan of"), names, None, key="plan-of", accept_new_options=True,
        placeholder=tr("Name of the profile"),
    )  # fmt: skip
    if not name:
        return
    present: PersonalPlan | None = None
    with suppress(FormcheckError):
        present = load_plan(name)
    rows: Any = st.data_editor(
        [part.model_dump() for part in present.parts] if present else [_empty()],
        num_rows="dynamic", key=f"plan-rows-{name}", width="stretch", hide_index=True,
        column_config={
            "stretch": st.column_config.SelectboxColumn(
                tr("Stretch"), options=[one.id for one in catalogue()], required=True
            ),
            "side": st.column_config.SelectboxColumn(tr("Side"), options=["both", "left", "right"]),
            "seconds": st.column_config.NumberColumn(tr("Seconds"), min_value=1, step=5),
            "count": st.column_config.NumberColumn(tr("Repetitions"), min_value=1, step=1),
            "sets": st.column_config.NumberColumn(tr("Sets"), min_value=1, max_value=10, step=1),
        },
    )  # fmt: skip
    presets = Presets()
    targets = st.selectbox(
        tr("Targets"), [_SHIPPED, *presets.ids()], key=f"plan-targets-{name}",
        format_func=lambda one: one or tr("As shipped"),
    )  # fmt: skip
    sore = st.toggle(tr("Sensitive back"), present.sensitive_back if present else False)
    days, at = _ask_when(name, present)
    note = st.text_input(
        tr("A word to them"), present.note or "" if present else "", key=f"plan-note-{name}",
        help=tr("Whoever has the plan reads it on the page Stretch."),
    )  # fmt: skip
    kept = present.targets if present else None

    def save() -> None:
        try:
            made = _plan(name, rows, sore, presets.get(targets) if targets else kept, note)
            save_plan(_timed(made, days, at))
        except (FormcheckError, ValueError) as error:
            _tell(str(error), good=False)
        else:
            _tell(tr("Saved the plan of {name}.", name=name))

    with st.container(horizontal=True):
        st.button(tr("Save the plan"), icon=":material/save:", type="primary", on_click=save)
        if present is not None:
            st.download_button(
                tr("Export the plan"), plan_text(present), f"plan-{name}.yaml", "application/yaml",
                icon=":material/download:", on_click="ignore",
            )  # fmt: skip
            st.button(tr("Delete the plan"), on_click=delete_plan, args=(name,))


def _ask_when(name: str, present: PersonalPlan | None) -> tuple[list[Day], time | None]:
    """Ask on which days, and at what time, the plan is to be done."""
    days = st.segmented_control(
        tr("Days"), DAYS, format_func=lambda one: tr(WORDS[one]), selection_mode="multi",
        default=list(present.days) if present else [], key=f"plan-days-{name}",
    )  # fmt: skip
    at = st.time_input(
        tr("At"), time.fromisoformat(present.at) if present and present.at else None, step=900,
        key=f"plan-at-{name}",
    )  # fmt: skip
    return days, at


def _empty() -> dict[str, Any]:
    return PlannedPart(stretch="half-kneeling-lunge", seconds=30, sets=2).model_dump()


def _plan(
    name: str, rows: Any, sore: bool, targets: Overlay | None, note: str = ""
) -> PersonalPlan:
    listed = rows if isinstance(rows, list) else rows.to_dict("records")
    parts = [{key: value for key, value in row.items() if value is not None} for row in listed]
    data: dict[str, Any] = {"name": name, "sensitive_back": sore, "parts": parts}
    if note.strip():
        data["note"] = note.strip()
    if targets is not None:
        data["targets"] = targets.model_dump(exclude_unset=True)
    return PersonalPlan.model_validate(data)


def _timed(plan: PersonalPlan, days: Sequence[Day], at: time | None) -> PersonalPlan:
    """Return a plan with its days in the order of the week, and its time."""
    added: dict[str, Any] = {}
    if days:
        added["days"] = tuple(day for day in DAYS if day in days)
    if at is not None:
        added["at"] = f"{at:%H:%M}"
    return plan.model_copy(update=added)


def _take_in() -> None:
    file = st.file_uploader(
        tr("Import a plan"), type=["yaml", "yml"], key="plan-import", max_upload_size=1
    )

    def take_in() -> None:
        if file is None:
            return
        try:
            taken = read_plan(file.getvalue().decode("utf-8-sig"), file.name)
            save_plan(taken)
        except UnicodeDecodeError:
            _tell(
                tr("{name} is not text; export a plan and import that file.", name=file.name),
                good=False,
            )
        except FormcheckError as error:
            _tell(str(error), good=False)
        else:
            _tell(
                tr(
                    "Imported the plan of {name}. Choose that profile on the page Stretch.",
                    name=taken.name,
                )
            )

    st.button(
        tr("Import the plan"), icon=":material/upload:", on_click=take_in, disabled=file is None
    )
