"""Ctrl-C waits for the end of a block and is then as it always was."""

import signal
import threading

import pytest

from formcheck.pose.engine.interrupt import interrupt_later


def press():
    signal.raise_signal(signal.SIGINT)


def test_the_block_is_finished_first():
    done = []
    with pytest.raises(KeyboardInterrupt), interrupt_later():
        press()
        done.append("finished")
    assert done == ["finished"]
    with pytest.raises(KeyboardInterrupt):
        press()


def test_blocks_may_be_nested():
    done = []
    with pytest.raises(KeyboardInterrupt), interrupt_later():
        with interrupt_later():
            press()
        done.append("outer finished")
    assert done == ["outer finished"]


def test_an_error_of_the_block_is_not_lost():
    with pytest.raises(KeyboardInterrupt) as caught, interrupt_later():
        press()
        raise KeyError("x")
    assert isinstance(caught.value.__context__, KeyError)


@pytest.mark.parametrize("handler", [signal.SIG_IGN, signal.SIG_DFL])
def test_handlers_that_are_not_pythons_stay(handler):
    before = signal.signal(signal.SIGINT, handler)
    try:
        with interrupt_later():
            assert signal.getsignal(signal.SIGINT) == handler
    finally:
        signal.signal(signal.SIGINT, before)


def test_other_threads_change_nothing():
    before = signal.getsignal(signal.SIGINT)
    seen = []

    def work():
        with interrupt_later():
            seen.append(signal.getsignal(signal.SIGINT))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert seen == [before]
