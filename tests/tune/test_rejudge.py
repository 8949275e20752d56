"""Recordings judged again under other targets."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from formcheck.errors import InputError, UsageError
from formcheck.review import Review
from formcheck.stretches.files.loading import load_stretch
from formcheck.tune.rejudge import (
    Rejudged,
    TargetEdit,
    change_targets,
    edit_targets,
    moved_in_vain,
    rejudge,
    write_rejudged,
)

LUNGE = load_stretch("half-kneeling-lunge")


def test_targets_change_only_where_asked() -> None:
    changed = change_targets(LUNGE, ["rear-hip.low=188", "hold.seconds=45", "view.max_yaw=20"])
    assert changed.check("rear-hip").low == 188.0
    assert changed.check("rear-hip").high == LUNGE.check("rear-hip").high
    assert changed.hold is not None
    assert changed.hold.seconds == 45.0
    assert changed.view.max_yaw == 20.0
    assert LUNGE.check("rear-hip").low == 185.0
    assert change_targets(LUNGE, []) == LUNGE
    assert change_targets(LUNGE, ["trunk-lean.high=none"]).check("trunk-lean").high is None
    assert change_targets(LUNGE, ["hold.sets=3"]).hold.sets == 3  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("rear-hip.low", "such as rear-hip.low=188"),
        ("rear-hip=188", "such as rear-hip.low=188"),
        ("rear-hip.low=deep", "such as rear-hip.low=188"),
        ("rear-hop.low=188", "did you mean rear-hip?"),
        ("rear-hip.lower=188", "expected one of low, high, goal"),
        ("reps.top=150", "got 'reps'"),
        ("rear-hip.low=210", "got rear-hip.low=210: expected low below high"),
        ("hold.seconds=-1", "hold.seconds=-1: it has to be above 0; give such a number"),
        ("hold.sets=11", "it has to be 10 or less; give such a number"),
        ("hold.sets=1.5", "it has to be a whole number"),
    ],
)
def test_a_change_that_does_not_fit_is_refused(change: str, words: str) -> None:
    with pytest.raises(UsageError, match="expected") as caught:
        change_targets(LUNGE, [change])
    assert words in str(caught.value)


@pytest.mark.xdist_group("samples")
def test_a_recording_gives_the_same_verdict_and_other_targets_another(
    tmp_path: Path, reviewed: Callable[[str], Review]
) -> None:
    found = reviewed("half-kneeling-lunge-good")
    path = tmp_path / "recording.parquet"
    found.recording.write(path)
    same = rejudge(path, "half-kneeling-lunge")
    assert same.summary == found.summary == same.before
    stricter = rejudge(
        path,
        "half-kneeling-lunge",
        ["rear-hip.prefer_low=215", "rear-hip.prefer_high=220", "tuck.goal=-30"],
    )
    assert stricter.before == found.summary
    assert stricter.summary.held_s < found.summary.held_s
    files = write_rejudged(stricter, tmp_path / "again")
    assert all(file.stat().st_size > 0 for file in files.values())


def test_a_file_that_is_no_recording_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.parquet"
    path.write_bytes(b"nothing")
    with pytest.raises(InputError):
        rejudge(path, "squat")


def test_a_decimal_comma_is_named() -> None:
    with pytest.raises(UsageError, match=r"decimal point.*write rear-hip.low=188.5"):
        change_targets(load_stretch("half-kneeling-lunge"), ["rear-hip.low=188,5"])


def test_an_edit_is_typed_and_says_itself_as_it_is_written() -> None:
    edit = TargetEdit.parse("rear-hip.low=188")
    assert edit == TargetEdit.of("rear-hip.low", 188.0)
    assert str(edit) == "rear-hip.low=188"
    sets = TargetEdit.of("hold.sets", 3.0)
    assert sets.value == 3 and isinstance(sets.value, int)
    assert str(TargetEdit.parse("trunk-lean.high=none")) == "trunk-lean.high=none"
    assert str(TargetEdit.parse("rear-hip.required=true")) == "rear-hip.required=true"
    assert edit_targets(LUNGE, [edit]) == change_targets(LUNGE, ["rear-hip.low=188"])


def test_a_moved_target_that_was_not_judged_by_is_said_with_the_one_that_was() -> None:
    stretch = load_stretch("half-kneeling-lunge")
    found = SimpleNamespace(
        stretch=stretch,
        summary=SimpleNamespace(
            checks=[SimpleNamespace(check="rear-hip", measure=stretch.check("rear-hip").prefer)]
        ),
    )
    (said,) = moved_in_vain(cast(Rejudged, found), ["rear-hip.low=188", "hold.seconds=45"])
    assert said.endswith("add --set rear-hip.prefer_low=…")
    both = ["rear-hip.low=188", "rear-hip.prefer_low=183"]
    assert moved_in_vain(cast(Rejudged, found), both) == []
    found.summary.checks[0].measure = stretch.check("rear-hip").measure
    assert moved_in_vain(cast(Rejudged, found), ["rear-hip.low=188"]) == []
