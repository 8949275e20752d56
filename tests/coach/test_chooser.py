from __future__ import annotations

from itertools import groupby, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.coach.cues.chooser import READ_S, SURE_S, CueChooser, contradict
from formcheck.coach.frame.report import Cue
from formcheck.message import authored

DEEPER = Cue(authored("Go deeper"), "fault", "hip")
LESS = Cue(authored("Ease off"), "fault", "hip")
TALL = Cue(authored("Grow tall"), "fault", "trunk")
GOOD = Cue(authored("Good"), "good")
TURN = Cue(authored("Turn"), "view")
ALL = [TURN, TALL, DEEPER, LESS, GOOD]


def shown(
    script: list[tuple[float, list[Cue]]], fps: float = 30.0
) -> list[tuple[float, Cue | None]]:
    """Return what is shown at each time; the script says what is true from when to when."""
    chooser, found, i = CueChooser(), [], 0
    for until, cues in script:
        while i / fps < until:
            found.append((i / fps, chooser.choose(i / fps, cues)))
            i += 1
    return found


def spans(found: list[tuple[float, Cue | None]]) -> list[tuple[Cue | None, float, float]]:
    """Return each cue shown, from when to when."""
    runs = [list(run) for _, run in groupby(found, key=lambda pair: pair[1])]
    ends = [run[0][0] for run in runs[1:]] + [found[-1][0]]
    return [(run[0][1], run[0][0], end) for run, end in zip(runs, ends, strict=True)]


def test_a_cue_appears_once_it_is_sure() -> None:
    first, second = spans(shown([(2, [DEEPER])]))
    assert first[0] is None
    assert (second[0], second[1]) == (DEEPER, pytest.approx(SURE_S, abs=0.04))


def test_a_short_truth_is_not_said() -> None:
    assert spans(shown([(0.25, [DEEPER]), (2, [])])) == [(None, 0.0, pytest.approx(2, abs=0.05))]


def test_the_most_important_is_said_first_and_the_next_waits() -> None:
    found = spans(shown([(1, [TALL, DEEPER]), (5, [DEEPER])]))
    assert [cue for cue, _, _ in found] == [None, TALL, DEEPER]
    assert found[1][2] - found[1][1] == pytest.approx(READ_S, abs=0.05)


def test_something_more_important_waits_until_the_cue_was_read() -> None:
    found = spans(shown([(0.5, [DEEPER]), (6, [TALL, DEEPER])]))
    assert [cue for cue, _, _ in found] == [None, DEEPER, TALL]
    assert found[1][2] - found[1][1] == pytest.approx(READ_S, abs=0.05)


def test_something_less_important_does_not_replace_it() -> None:
    assert [c for c, _, _ in spans(shown([(1, [TALL]), (6, [TALL, DEEPER])]))] == [None, TALL]


def test_a_cue_past_its_time_goes_soon_after_its_truth() -> None:
    found = spans(shown([(4, [DEEPER]), (6, [])]))
    assert found[1][2] == pytest.approx(4 + SURE_S, abs=0.05)


def test_one_false_frame_does_not_change_a_cue() -> None:
    found = spans(shown([(3, [DEEPER]), (3.1, [GOOD]), (6, [DEEPER])]))
    assert [cue for cue, _, _ in found] == [None, DEEPER]


def test_the_opposite_takes_a_cue_away_and_waits() -> None:
    found = spans(shown([(0.6, [DEEPER]), (5, [LESS])]))
    assert [cue for cue, _, _ in found] == [None, DEEPER, None, LESS]
    assert found[1][2] == pytest.approx(0.6 + SURE_S, abs=0.05)  # as soon as it is sure
    assert found[2][2] - found[2][1] == pytest.approx(READ_S, abs=0.05)


def test_only_both_ends_of_one_check_contradict() -> None:
    assert contradict(DEEPER, LESS)
    assert not contradict(DEEPER, TALL)
    assert not contradict(DEEPER, DEEPER)
    assert not contradict(TURN, Cue(authored("Turn more"), "view"))


SCRIPTS = st.lists(
    st.tuples(st.floats(0.03, 3.0), st.sets(st.sampled_from(ALL), max_size=3)),
    min_size=1,
    max_size=12,
)


@given(SCRIPTS, st.sampled_from([10.0, 24.0, 30.0, 60.0]))
def test_every_cue_can_be_read_and_none_is_taken_back(
    steps: list[tuple[float, set[Cue]]], fps: float
) -> None:
    script, now = [], 0.0
    for seconds, cues in steps:
        now += seconds
        script.append((now, sorted(cues, key=ALL.index)))
    found = spans(shown([*script, (now + 1, [])], fps))
    said = [span for span in found if span[0] is not None]
    for cue, start, end in said:
        true_then = next((cues for until, cues in script if end < until), [])
        cut = cue is not None and any(contradict(cue, c) for c in true_then)
        assert end - start >= READ_S - 1e-6 or cut or end == found[-1][2]
    for (one, _, end), (two, start, _) in pairwise(said):
        if one is not None and two is not None and contradict(one, two):
            assert start - end >= READ_S - 1e-6


def test_a_cue_that_was_taken_back_does_not_blink() -> None:
    """What is refuted every quarter of a second comes back only once it has lasted."""
    chooser, found, fps = CueChooser(), [], 24.0
    for i in range(round(12 * fps)):
        now = i / fps
        missed = now < 1.0 or now > 6.0 or now % 0.75 < 0.4
        cues = [DEEPER] if missed else []
        found.append((now, chooser.choose(now, cues, lambda cue, at=missed: not at)))
    said = [(cue, start) for cue, start, _ in spans(found)]
    assert [cue for cue, _ in said] == [None, DEEPER, None, DEEPER]
    assert said[2][1] == pytest.approx(1.2, abs=0.3)
    assert said[3][1] == pytest.approx(6.0 + READ_S, abs=0.4)
