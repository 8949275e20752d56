"""Rules of a stretch file about goals, the score, depth, and the preferred measure's own band."""

from __future__ import annotations

from typing import Any

from formcheck.stretches.files.change_rules import Found
from formcheck.stretches.files.schema_keys import nearest
from formcheck.stretches.files.start_and_variant_rules import checks_of
from formcheck.words import tr


def goal_faults(data: dict[str, Any]) -> Found:
    """Yield the faults between a file's goals, its score and the ends of its targets."""
    for i, check in checks_of(data):
        yield from _goal(i, check)
        yield from _deeper(i, check)
        yield from _preferred_band(i, check)
    yield from _score(data)


def _goal(i: int, check: dict[str, Any]) -> Found:
    goal, cue = check.get("goal"), check.get("cue_goal")
    if goal is None:
        if cue is not None:
            yield (
                ("checks", i, "cue_goal"),
                tr(
                    "`cue_goal` is never said, because this check has no `goal`; add `goal: …` or "
                    "remove the cue"
                ),
            )
        return
    ends = [end for end in ("low", "high") if check.get(end) is not None]
    if len(ends) != 1:
        yield (
            ("checks", i, "goal"),
            tr(
                "expected `goal` beside one of `low` and `high`, got {count} of them; the goal is "
                "reached from the side of that end",
                count=len(ends),
            ),
        )
    if cue is None and check.get("scored") is not False:
        yield (
            ("checks", i, "goal"),
            tr("`goal` needs `cue_goal`: how does the person reach it? Add `cue_goal: …`"),
        )


def _deeper(i: int, check: dict[str, Any]) -> Found:
    deeper = check.get("deeper")
    if deeper in ("low", "high") and check.get(deeper) is None:
        yield (
            ("checks", i, "deeper"),
            tr(
                "`deeper: {deeper}` needs `{deeper}`, the end beyond which more is asked for; add "
                "it, or name the other end",
                deeper=deeper,
            ),
        )


def _preferred_band(i: int, check: dict[str, Any]) -> Found:
    for key in ("prefer_low", "prefer_high"):
        if check.get(key) is not None and check.get("prefer") is None:
            yield (
                ("checks", i, key),
                tr(
                    "`{key}` belongs to the measure of `prefer`, which this check does not "
                    "have; add "
                    "`prefer: hip_joint[…]` or remove it",
                    key=key,
                ),
            )


def _score(data: dict[str, Any]) -> Found:
    score = data.get("score")
    if not isinstance(score, str):
        return
    checks = {str(check.get("id")): check for _, check in checks_of(data)}
    if score not in checks:
        near = nearest(score, checks)
        do = (
            tr("write {what}", what=f"`score: {near}`")
            if near
            else tr("write one of {names}", names=", ".join(checks) or tr("none"))
        )
        yield (
            ("score",),
            tr("expected `score` to be the id of a check, got {score!r}; {do}", score=score, do=do),
        )
    elif checks[score].get("goal") is None:
        yield (
            ("score",),
            tr(
                "`score: {score}` needs a check with a `goal`; add one to {score}, or remove "
                "`score`",
                score=score,
            ),
        )
    if data.get("kind") != "hold":
        yield ("score",), tr("`score` counts seconds of a hold; remove it, or write `kind: hold`")
