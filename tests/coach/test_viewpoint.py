from __future__ import annotations

import pytest

from formcheck.coach.specification import ViewTarget
from formcheck.coach.viewpoint import Viewpoint
from formcheck.measure.measurement import View
from tests.coach.scripted import bundled


def view(yaw: float | None) -> View:
    return View("right", yaw, None if yaw is None else 5.0, "left")


def target(from_: str) -> ViewTarget:
    return ViewTarget.model_validate({"from": from_, "max_yaw": 30})


@pytest.mark.parametrize(
    ("from_", "yaw", "advice", "seen"),
    [
        ("side", 10, None, "from the side"),
        ("side", -30, None, "at an angle from behind"),
        ("side", 32, "Turn about 30 degrees, so that your side", "at an angle from the front"),
        ("side", -47, "Turn about 45 degrees, so that your side", "at an angle from behind"),
        ("side", 85, "Turn a quarter turn, so that your side", "from the front"),
        ("side", -85, "Turn a quarter turn, so that your side", "from behind"),
        ("front", 80, None, "from the front"),
        ("front", 40, "Turn about 45 degrees, so that your front", "at an angle from the front"),
        ("front", 0, "Turn a quarter turn, so that your front", "from the side"),
        ("any", 80, None, "from the front"),
    ],
)
def test_advice_says_how_far_to_turn(from_: str, yaw: float, advice: str | None, seen: str) -> None:
    viewpoint = Viewpoint(target(from_))
    said = viewpoint.update(0.0, view(yaw))
    assert viewpoint.seen == seen
    if advice is None:
        assert said is None
    else:
        assert said is not None
        assert said.startswith(advice)


def test_one_odd_frame_changes_nothing_and_a_lasting_turn_does() -> None:
    viewpoint = Viewpoint(target("side"))
    for i in range(30):
        assert viewpoint.update(i / 30, view(80 if i == 20 else 5)) is None
    said = [viewpoint.update(1 + i / 30, view(60)) for i in range(30)]
    assert said[0] is None
    assert said[-1] is not None


def test_an_unknown_view_hides_nothing() -> None:
    viewpoint = Viewpoint(target("side"))
    assert viewpoint.update(0.0, view(None)) is None
    assert viewpoint.update(0.1, None) is None
    assert (viewpoint.seen, viewpoint.off_deg) == ("from an unknown side", None)


def test_frontal_measures_are_not_hidden_from_a_side_stretch() -> None:
    viewpoint = Viewpoint(target("side"))
    lunge = bundled("half-kneeling-lunge")
    hidden = {check.id: viewpoint.hides(check) for check in lunge.checks}
    assert hidden["rear-hip"]
    assert not hidden["hips-square"]
