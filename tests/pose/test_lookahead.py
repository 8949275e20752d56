"""The next frame looked at while this one is used: the same answers, sooner."""

import threading
import time
from dataclasses import replace
from itertools import chain, islice

import numpy as np

from formcheck.capture.clip import Clip
from formcheck.capture.frame import Frame
from formcheck.pose.engine.movenet import Keypoints
from formcheck.pose.engine.profiles import LIGHTNING
from formcheck.pose.engine.several_engines import SeveralEngines
from formcheck.pose.factory import open_estimator
from formcheck.pose.landmark import KEYPOINTS
from formcheck.pose.lookahead import looked_ahead
from formcheck.resources import data_folder
from formcheck.session import observe
from tests.people import PEOPLE

STANDING = PEOPLE["standing"].pose()


class Serial:
    """An estimator that is not told what comes next."""

    def __init__(self, estimator):
        self.estimate, self.restart = estimator.estimate, estimator.restart
        self.glance = estimator.glance


class Engine:
    """Answers by what it saw since its last start, as an engine that follows a person does."""

    def __init__(self):
        self.seen, self.looks = [], 0

    def estimate(self, frame):
        assert not self.seen or frame.index > self.seen[-1], "back in time"
        self.seen.append(frame.index)
        self.looks += 1
        return replace(STANDING, pixels=STANDING.pixels + sum(self.seen) % 7 + len(self.seen) / 8)

    def restart(self, around=None):
        self.seen = []

    def close(self):
        self.seen = None


class Second:
    """A second engine that sees what it is shown by the fusion's own square."""

    profile = LIGHTNING

    def __init__(self, meanwhile=None):
        self.meanwhile = meanwhile

    def look(self, image, square, mirrored=False):
        if self.meanwhile is not None:
            self.meanwhile()
        return Keypoints(STANDING.pixels[KEYPOINTS,], np.ones(17))


def pictures(count):
    return [Frame(np.zeros((8, 8, 3), np.uint8), index, index / 30) for index in range(count)]


def answers(estimator, frames, restarts):
    """Ask about each frame; at some of them start afresh and ask again, as a follower does."""
    found = []
    for frame in frames:
        pose = estimator.estimate(frame)
        if frame.index in restarts:
            estimator.restart()
            pose = estimator.estimate(frame)
        found.append(pose.pixels)
    return found


def test_answers_are_those_of_a_serial_run_whatever_is_started_afresh():
    frames, restarts = pictures(20), {0, 3, 4, 11, 19}
    plain = answers(Serial(SeveralEngines(Engine(), Second())), frames, restarts)
    with SeveralEngines(Engine(), Second()) as ahead:
        found = answers(ahead, looked_ahead(frames, ahead), restarts)
    assert len(found) == len(plain) == 20
    assert all(np.array_equal(a, b) for a, b in zip(plain, found, strict=True))


def test_the_first_engine_looks_at_the_next_frame_while_the_second_one_works():
    first, looks = Engine(), []

    def meanwhile():
        until = time.monotonic() + 10
        while first.looks < min(len(looks) + 2, 5) and time.monotonic() < until:
            time.sleep(0.001)
        looks.append(first.looks)

    with SeveralEngines(first, Second(meanwhile)) as ahead:
        for frame in looked_ahead(pictures(5), ahead):
            ahead.estimate(frame)
    # Within the answer for each frame it had looked at the next one, and at no other.
    assert looks == [2, 3, 4, 5, 5]


def test_closing_in_the_middle_waits_for_the_look_that_is_ahead():
    release, begun = threading.Event(), threading.Event()

    class Slow(Engine):
        def estimate(self, frame):
            if frame.index == 1:
                begun.set()
                release.wait(10)
            return super().estimate(frame)

    first = Slow()
    ahead = SeveralEngines(first, Second())
    ahead.expect(pictures(2)[1])
    ahead.estimate(pictures(1)[0])
    assert begun.wait(10)
    threading.Timer(0.1, release.set).start()
    ahead.close()
    assert first.looks == 2  # finished, not cut off
    assert first.seen is None


def test_real_engines_find_the_very_same_across_a_cut():
    def joined():
        names = ("half-kneeling-lunge-good.mp4", "squat-set.mp4")
        clips = [islice(Clip(data_folder("sample_videos") / name), 7) for name in names]
        for index, frame in enumerate(chain(*clips)):
            yield replace(frame, index=index, time_s=index / 24)

    found = []
    for serial in (True, False):
        with open_estimator("lite", silhouette=True) as estimator:
            found.append(observe(joined(), Serial(estimator) if serial else estimator))
    plain, ahead = found
    assert plain.scenes == ahead.scenes == (7,)
    assert plain.silhouettes == ahead.silhouettes
    assert all(ahead.poses)
    for a, b in zip(plain.poses, ahead.poses, strict=True):
        assert np.array_equal(a.pixels, b.pixels)
        assert np.array_equal(a.world, b.world)
        assert np.array_equal(a.visibility, b.visibility)
