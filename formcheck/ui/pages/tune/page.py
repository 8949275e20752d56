"""The page Tune: targets are moved, and every recording shows at once what that changes."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import streamlit as st

from formcheck.coach.settings.coach import COACH
from formcheck.coach.settings.constant import rows
from formcheck.errors import FormcheckError
from formcheck.session import WorkedSide
from formcheck.store.history.history import History
from formcheck.store.history.session_entry import PastSession
from formcheck.store.recordings.recording import Recording
from formcheck.stretches.files.loading import load_stretch
from formcheck.stretches.model.check import Check
from formcheck.stretches.model.stretch import Stretch
from formcheck.temporal import whole_seconds
from formcheck.tune.compare import Bench, Comparison
from formcheck.tune.opened import recorded
from formcheck.tune.proposals.limits import own_limit
from formcheck.tune.proposals.suggest import GRID
from formcheck.tune.targets import Moves, slider_range
from formcheck.ui.catalogue import catalogue
from formcheck.ui.own_history import own_history
from formcheck.ui.pages.tune.labelling import show_labels
from formcheck.ui.pages.tune.plans import show_plans
from formcheck.ui.pages.tune.presets import show_presets
from formcheck.ui.pages.tune.reference import show_reference
from formcheck.ui.settings import change_settings, load_settings
from formcheck.ui.widgets.components import short_words, show_changes, show_table
from formcheck.ui.widgets.plain import plain
from formcheck.wording import angle_label, seconds_words, target_words, unit
from formcheck.words import figure, mark, say, tr, tr_n

FIRST: Final = 12
"""Number of recordings that are looked at first, the newest: that takes a second or two, once. All
of them are looked at where the person asks for it."""


def page() -> None:
    """Draw the page."""
    st.title(tr("Tune"))
    st.caption(tr("Move a target, and see at once what changes on everything you have recorded."))
    history = own_history()
    known = {stretch.id for stretch in catalogue() if stretch.checks}
    sessions = [one for one in recorded(history) if one.stretch in known]
    if not sessions:
        st.info(
            tr(
                "Targets are tried out on recordings, and there are none yet. Stretch live, or "
                "review "
                "a clip or a sample, and come back."
            ),
            icon=":material/tune:",
        )
        show_presets(None)
        show_plans()
        return
    names = {one.stretch: one.name for one in sessions}
    chosen = st.selectbox(
        tr("Stretch"), names, format_func=lambda one: tr(names[one]), key="tune-stretch"
    )
    own = [one for one in sessions if one.stretch == chosen]
    if len(own) > FIRST and not st.toggle(
        tr("All {count} recordings, not the newest {first}", count=len(own), first=FIRST)
    ):
        own = own[:FIRST]
    moves = _moves(load_stretch(chosen))
    bench = _bench(str(history.home), tuple((one.id, one.side) for one in own))
    left, right = st.columns([2, 3], gap="large")
    with left:
        _show_targets(moves, history.sessions(chosen))
    with right:
        _show_effect(bench, moves, own)
    show_reference(bench, moves, own)
    show_labels(history, bench, moves, own)
    show_presets(moves)
    show_plans()
    _show_constants()


def _show_constants() -> None:
    """Draw the coach's constants, to be read: they hold for all stretches."""
    with st.expander(tr("For experts: the coach's constants")):
        st.caption(tr("They hold for every stretch, and change only with the program."))
        show_table(
            (tr("constant"), tr("value"), tr("unit"), tr("meaning"), tr("source")),
            [
                (o.name, figure(o.value, "g"), tr(o.unit), tr(o.meaning), tr(o.source))
                for o in rows(COACH)
            ],
        )


def _moves(shipped: Stretch) -> Moves:
    kept: dict[str, Moves] = st.session_state.setdefault("tune-moves", {})
    if shipped.id not in kept or kept[shipped.id].shipped != shipped:
        kept[shipped.id] = _left(shipped)
    moves = kept[shipped.id]
    # Moves that were not saved outlive a reload.
    left = load_settings().moves
    if left.get(shipped.id, {}) != moves.values:
        change_settings(moves={**left, shipped.id: dict(moves.values)})
    return moves


def _left(shipped: Stretch) -> Moves:
    """Return the moves as they were left; those that no longer fit are forgotten."""
    moves = Moves(shipped)
    with suppress(FormcheckError, KeyError):
        moves.move(load_settings().moves.get(shipped.id, {}))
    moves.earlier.clear()
    return moves


@st.cache_resource(max_entries=4, show_spinner=False)
def _bench(home: str, sessions: tuple[tuple[int, WorkedSide | None], ...]) -> Bench:
    history = History(Path(home))
    recordings, sides = {}, {}
    for number, side in sessions:
        path = history.file(history.get(number))
        if path is not None:
            recordings[str(number)] = Recording.read(path)
            sides[str(number)] = side or "auto"
    return Bench(recordings, sides)


def _show_targets(moves: Moves, sessions: list[PastSession]) -> None:
    st.header(tr("Targets"))
    for check in moves.shipped.checks:
        if check.low is not None or check.high is not None:
            _slider(moves, check)
        if check.prefer is not None:
            _slider(moves, check.preferred, "prefer_")
    hold = moves.shipped.hold
    if hold is not None and moves.shipped.kind == "hold":
        key = f"tune-{moves.shipped.id}-seconds"
        _put(key, int(moves.values.get("hold.seconds", hold.seconds)))
        st.slider(
            tr("Seconds to hold"), 5, 120, step=5, key=key, on_change=_moved,
            args=(moves, key, ("hold.seconds",)),
        )  # fmt: skip
    with st.container(horizontal=True):
        st.button(
            tr("Undo"), icon=":material/undo:", on_click=moves.undo, disabled=not moves.earlier
        )
        st.button(
            tr("As shipped"), icon=":material/restart_alt:", on_click=moves.reset,
            disabled=not moves.values,
        )  # fmt: skip
    _offer_own_limit(moves, sessions)


def _slider(moves: Moves, check: Check, kind: str = "") -> None:
    """Draw one check's target: a band with two ends, or one end.

    Args:
        moves: Where the targets are now.
        check: The check, or the one of its preferred measure (`Check.preferred`).
        kind: What its ends begin with in a file: `prefer_` for the preferred measure.
    """
    ends = [(key, end) for key in ("low", "high") if (end := getattr(check, key)) is not None]
    least, most = slider_range(check)
    names = tuple(f"{check.id}.{kind}{key}" for key, _ in ends)
    now: Any = tuple(
        float(moves.values.get(name, end)) for name, (_, end) in zip(names, ends, strict=True)
    )
    shipped = target_words(check.low, check.high, check.measure)
    # The targets decide, whoever moved them: the slider, undo, a preset or a suggestion.
    key = f"tune-{moves.shipped.id}-{check.id}" + ("-prefer" if kind else "")
    about = say(check.reason)
    if kind:
        about = tr(
            "It counts wherever the camera can tell the hip from the low back, and the one above "
            "elsewhere."
        )
    _put(key, now if len(now) == 2 else now[0])
    st.slider(
        tr("{label}; shipped: {shipped}", label=angle_label(check), shipped=shipped),
        float(least), float(most), step=GRID, key=key,
        format=f"%g{_sign(check)}", help=about, on_change=_moved,
        args=(moves, key, names),
    )  # fmt: skip


def _put(key: str, value: Any) -> None:
    """Set a slider, unless it stands there already.

    A slider set from here takes its place over again in the browser, and steps made there
    meanwhile would be lost.
    """
    if st.session_state.get(key) != value:
        st.session_state[key] = value


def _sign(check: Check) -> str:
    return unit(check.measure).replace("%", "%%")


def _moved(moves: Moves, key: str, names: tuple[str, ...]) -> None:
    value = st.session_state[key]
    ends = value if isinstance(value, tuple | list) else (value,)
    moves.move(dict(zip(names, ends, strict=True)))


def _offer_own_limit(moves: Moves, sessions: list[PastSession]) -> None:
    proposal = own_limit(moves.shipped, sessions)
    if proposal is None:
        return
    with st.expander(tr("From your own range")):
        st.markdown(proposal.why)
        check = moves.shipped.check(proposal.check)
        sign = unit(check.measure)
        if proposal.low is not None and proposal.usual is not None:
            st.caption(
                tr(
                    "{angle}, the middle of your {sessions} sessions: {usual:.0f}{sign}. The "
                    "ceiling stays as shipped: it is there for your back.",
                    angle=angle_label(check, proposal.measure),
                    sessions=proposal.sessions,
                    usual=proposal.usual,
                    sign=sign,
                )
            )
            st.button(
                tr("Begin the target at {low:.0f}{sign}", low=proposal.low, sign=sign),
                icon=":material/person:",
                on_click=moves.move, args=({proposal.target: proposal.low},),
            )  # fmt: skip


def _show_effect(bench: Bench, moves: Moves, sessions: list[PastSession]) -> None:
    st.header(tr("What changes"))
    found = bench.compare(moves.shipped, moves.stretch)
    changed = [one for one in found if one.changed]
    st.markdown(_effect_words(found, changed, bool(moves.values)))
    for words in moves.words():
        st.caption(plain(words))
    names = {str(one.id): short_words(one) for one in sessions}
    ordered = [*changed, *(one for one in found if not one.changed)]
    show_changes([(names[one.name], one) for one in ordered])


def _effect_words(found: list[Comparison], changed: list[Comparison], moved: bool) -> str:
    count = tr_n("1 recording", "{count} recordings", len(found))
    if not moved:
        return tr(
            "These are the verdicts of {recordings} under the shipped targets. Move one.",
            recordings=count,
        )
    if not changed:
        return tr("**Nothing changes** on {recordings}.", recordings=count)
    verdicts = sum(one.before.summary.verdict != one.after.summary.verdict for one in found)
    seconds = sum(one.after.summary.held_s - one.before.summary.held_s for one in found)
    parts = []
    if verdicts:
        parts.append(tr_n("1 verdict", "{count} verdicts", verdicts))
    if whole_seconds(abs(seconds)):
        words = (
            mark("{seconds} more in good form")
            if seconds > 0
            else mark("{seconds} fewer in good form")
        )
        parts.append(tr(words, seconds=seconds_words(abs(seconds))))
    if not parts:
        parts.append(tr("when seconds or repetitions count, but no verdict and no sum"))
    return tr(
        "**{changed} of {recordings} change:** {what}.",
        changed=len(changed),
        recordings=count,
        what=", ".join(parts),
    )
