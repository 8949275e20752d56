"""Frames decoded in a thread, a few ahead."""

import threading
import time
from contextlib import closing
from itertools import islice

import numpy as np
import pytest

from formcheck.capture.ahead import MOST_WAITING, decoded_ahead
from formcheck.capture.frame import Frame
from formcheck.words import language, speaking


def frames(count, made=None, ended=None):
    try:
        for index in range(count):
            if made is not None:
                made.append(index)
            yield Frame(np.zeros((2, 2, 3), np.uint8), index, index / 30)
    finally:
        if ended is not None:
            ended.append(threading.current_thread().name)


def decoders():
    return [thread for thread in threading.enumerate() if thread.name == "decoder"]


def test_all_frames_come_in_their_order():
    assert [frame.index for frame in decoded_ahead(frames(50))] == list(range(50))
    assert not decoders()


def test_only_a_few_wait_however_slow_their_reader_is():
    made = []
    with closing(decoded_ahead(frames(1000, made))) as decoded:
        for frame in islice(decoded, 5):
            time.sleep(0.05)
            assert len(made) <= frame.index + 1 + MOST_WAITING + 1
        assert len(made) > frame.index + 1  # and some were made meanwhile


def test_leaving_early_ends_the_thread_at_once_and_closes_the_source_in_it():
    made, ended = [], []
    decoded = decoded_ahead(frames(1000, made, ended))
    next(decoded)
    began = time.monotonic()
    decoded.close()
    assert time.monotonic() - began < 0.3
    assert ended == ["decoder"]
    assert not decoders()
    assert len(made) < 20


def test_what_the_source_raises_comes_after_the_frames_before_it():
    def broken():
        yield from frames(3)
        raise OSError("gone")

    seen = []
    with pytest.raises(OSError, match="gone"):
        seen.extend(frame.index for frame in decoded_ahead(broken()))
    with closing(decoded_ahead(broken())) as decoded, pytest.raises(OSError, match="gone"):
        for frame in decoded:
            seen.append(frame.index)
    assert seen[-3:] == [0, 1, 2]
    assert not decoders()


def test_what_a_source_says_is_in_the_language_of_its_reader():
    said = []

    def source():
        said.append(language().code)
        yield from frames(1)

    with speaking("de"):
        assert len(list(decoded_ahead(source()))) == 1
    assert said == ["de"]
