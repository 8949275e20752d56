"""What other targets change on many recordings at once."""

from __future__ import annotations

import pytest

from formcheck.measure.model.measurement import Measurement
from formcheck.store.recordings.recording import Recording
from formcheck.stretches.files.loading import load_stretch
from formcheck.stretches.model.stretch import Stretch
from formcheck.tune.compare import Bench, compare_judgements
from formcheck.tune.rejudge import change_targets
from tests.store.factory import measurements, meta


def lunge(hip: float, seconds: float = 12.0) -> Recording:
    """A still half-kneeling lunge at one hip angle, 10 frames a second."""
    known = {
        "knee_left": Measurement.known(95.0, 4.0),
        "knee_right": Measurement.known(105.0, 4.0),
        "trunk_lean": Measurement.known(2.0, 2.0),
        "hip_right": Measurement.known(hip, 3.0),
    }
    frames = [measurements(i, i / 10, **known) for i in range(int(seconds * 10))]
    return Recording.of(meta(), frames)


@pytest.fixture
def shipped() -> Stretch:
    return load_stretch("half-kneeling-lunge")


def test_only_recordings_near_the_moved_target_change(shipped: Stretch) -> None:
    bench = Bench({"deep": lunge(195.0), "edge": lunge(187.0), "shallow": lunge(160.0)})
    stricter = change_targets(shipped, ["rear-hip.low=191"])
    found = {one.name: one for one in bench.compare(shipped, stricter)}
    assert not found["deep"].changed
    assert not found["shallow"].changed
    edge = found["edge"]
    assert edge.changed
    assert edge.before.summary.held_s > 8.0
    assert edge.after.summary.held_s == 0.0
    moved = {check.check: check for check in edge.checks}
    assert (moved["rear-hip"].before, moved["rear-hip"].after) == ("good", "adjust")
    assert moved["rear-hip"].seconds == pytest.approx(11.9, abs=0.2)
    assert moved["trunk-lean"].seconds == 0.0
    assert edge.seconds == pytest.approx(moved["rear-hip"].seconds)


def test_nothing_changes_between_equal_targets(shipped: Stretch) -> None:
    bench = Bench({"edge": lunge(187.0)}, {"edge": "right"})
    assert not any(one.changed for one in bench.compare(shipped, change_targets(shipped, [])))


def test_a_judgement_is_made_once(shipped: Stretch) -> None:
    bench = Bench({"edge": lunge(187.0)})
    assert bench.judge("edge", shipped) is bench.judge("edge", load_stretch(shipped.id))


def test_judgements_of_other_frames_are_refused(shipped: Stretch) -> None:
    bench = Bench({"one": lunge(187.0), "other": lunge(187.0, 5.0)})
    with pytest.raises(ValueError, match="same frames"):
        compare_judgements("x", bench.judge("one", shipped), bench.judge("other", shipped))
