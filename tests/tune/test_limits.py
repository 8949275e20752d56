"""Own limits: the floor comes to the person, the ceiling stays."""

from __future__ import annotations

from dataclasses import replace

from formcheck.store.history.session_entry import Angle, PastSession
from formcheck.stretches.files.loading import load_stretch
from formcheck.tune.proposals.limits import own_limit
from tests.store.test_history import done

LUNGE = load_stretch("half-kneeling-lunge")


def sessions(right: list[float], left: list[float] | None = None) -> list[PastSession]:
    sides = [("right", value) for value in right] + [("left", value) for value in left or []]
    return [
        replace(done(-day), angles=(Angle("hip", side, value, 4.0),))  # type: ignore[arg-type]
        for day, (side, value) in enumerate(sides)
    ]


def test_the_floor_is_what_the_tighter_side_usually_reaches() -> None:
    found = own_limit(LUNGE, sessions([190, 191, 192], [176, 178, 184]))
    assert found is not None
    assert (found.check, found.low, found.sessions) == ("rear-hip", 178.0, 3)
    assert "tighter side" in found.why


def test_the_floor_that_moves_is_that_of_the_angle_that_was_measured() -> None:
    """The hip joint alone has a target of its own, 180 to 195, and the plain hip another one."""
    alone = [
        replace(done(-day), angles=(Angle("hip_joint", "right", value, 4.0),))
        for day, value in enumerate([183.0, 184.0, 185.0, 184.0])
    ]
    found = own_limit(LUNGE, [*alone, *sessions([199.0] * 2)])
    assert found is not None
    assert (found.target, found.measure) == ("rear-hip.prefer_low", "hip_joint")
    assert (found.low, found.usual, found.sessions) == (184.0, 184.0, 4)
    plain = own_limit(LUNGE, [*alone[:2], *sessions([190.0] * 3)])
    assert plain is not None
    assert (plain.target, plain.usual) == ("rear-hip.low", 190.0)


def test_the_floor_stays_clear_of_the_ceiling() -> None:
    found = own_limit(LUNGE, sessions([199, 202, 206]))
    assert found is not None
    assert found.low == 192.0
    assert found.usual == 202.0


def test_an_easier_version_says_nothing_about_the_usual_target() -> None:
    easier = [replace(one, variant="tuck-alone") for one in sessions([168.0] * 8)]
    found = own_limit(LUNGE, [*easier, *sessions([188.0] * 3)])
    assert found is not None
    assert found.usual == 188.0


def test_only_the_newest_sessions_count() -> None:
    found = own_limit(LUNGE, sessions([175.0] * 8 + [195.0] * 20))
    assert found is not None
    assert found.low == 175.0


def test_few_sessions_or_a_fitting_target_propose_nothing() -> None:
    few = own_limit(LUNGE, sessions([170, 171]))
    assert few is not None
    assert (few.low, few.sessions) == (None, 2)
    fitting = own_limit(LUNGE, sessions([185.2, 185.0, 184.9]))
    assert fitting is not None
    assert fitting.low is None
    assert own_limit(load_stretch("squat"), []) is None
