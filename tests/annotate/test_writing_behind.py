"""Encoding in a thread gives the same video, and the same errors."""

import threading
from itertools import pairwise

import av
import numpy as np
import pytest

from formcheck.annotate.video import VideoWriter
from formcheck.annotate.writing_behind import MOST_WAITING, WritingBehind
from formcheck.errors import InputError

PICTURES = [
    np.random.default_rng(seed).integers(0, 255, (48, 64, 3), dtype=np.uint8) for seed in range(12)
]


def encoders():
    return [thread for thread in threading.enumerate() if thread.name.startswith("encoder")]


def decoded(path):
    with av.open(str(path)) as container:
        frames = container.decode(video=0)
        return [(frame.time, frame.to_ndarray(format="rgb24")) for frame in frames]


def test_the_video_is_the_same(tmp_path):
    with VideoWriter(tmp_path / "direct.mp4", 64, 48) as writer:
        for row, picture in enumerate(PICTURES):
            writer.write(picture, row / 30)
    with VideoWriter(tmp_path / "behind.mp4", 64, 48) as writer, WritingBehind(writer) as behind:
        for row, picture in enumerate(PICTURES):
            behind.write(picture, row / 30)
    direct, later = decoded(tmp_path / "direct.mp4"), decoded(tmp_path / "behind.mp4")
    assert [time_s for time_s, _ in direct] == [time_s for time_s, _ in later]
    assert all(np.array_equal(a[1], b[1]) for a, b in zip(direct, later, strict=True))
    assert not encoders()


class Refusing:
    def __init__(self, at):
        self.at, self.taken, self.most, self.room = at, [], 0, threading.Semaphore(0)

    def write(self, image, time_s):
        if time_s >= self.at:
            raise InputError("the disk is full")
        self.taken.append(time_s)


def test_an_error_of_the_writer_reaches_whoever_draws_and_nothing_follows_it():
    writer = Refusing(at=3)
    with pytest.raises(InputError, match="disk is full"), WritingBehind(writer) as behind:
        for row in range(100):
            behind.write(PICTURES[0], row)
            assert row <= 3 + MOST_WAITING
    assert writer.taken == [0, 1, 2]
    assert not encoders()


def test_an_error_in_the_last_pictures_is_raised_on_leaving():
    writer = Refusing(at=1)
    with pytest.raises(InputError, match="disk is full"), WritingBehind(writer) as behind:
        behind.write(PICTURES[0], 0)
        behind.write(PICTURES[0], 1)
    assert writer.taken == [0]


def test_pictures_stay_in_order_and_only_a_few_wait():
    begun, going = [], threading.Event()

    class Slow:
        def write(self, image, time_s):
            going.wait(10)
            begun.append(time_s)

    with WritingBehind(Slow()) as behind:
        for row in range(MOST_WAITING):
            behind.write(PICTURES[0], row)
        release = threading.Timer(0.2, going.set)
        release.start()
        behind.write(PICTURES[0], MOST_WAITING)  # waits until there is room
        assert going.is_set()
    release.join()
    assert all(a < b for a, b in pairwise(begun))
    assert len(begun) == MOST_WAITING + 1
