"""What is kept from people and what is not."""

import os
import sys

import pytest

from formcheck.pose.engine.stderr_filter import quiet_stderr

CHATTER = [
    b"INFO: Created TensorFlow Lite XNNPACK delegate for CPU.\n",
    b"WARNING: Logging before InitGoogle() is written to STDERR\n",
    b"WARNING: All log messages before absl::InitializeLog() is called are written to STDERR\n",
    b"WARNING: Read-only tensor #1 (model_1/paddings) has an unaligned buffer (0x7f73543c3f8e)\n",
    b"W0000 00:00:1795231219.921168    7396 inference_feedback_manager.cc:121] Feedback.\n",
    b"I0000 00:00:1795231219.921168    7396 gl_context.cc:369] GL version: 3.2\n",
]

OTHERS = [
    b"E0000 00:00:1795231219.921168    7396 graph.cc:1] Something broke.\n",
    b"WARNING: the disk is full\n",
    b"INFO: a line of the host program\n",
    b"W0 of yesterday\n",
]


def test_only_chatter_is_kept_back(capfd):
    with quiet_stderr():
        for line in (*CHATTER, *OTHERS, *CHATTER):
            os.write(2, line)
        assert capfd.readouterr().err == ""
    assert capfd.readouterr().err.encode() == b"".join(OTHERS)


def test_order_of_pythons_own_lines(capfd):
    print("before", file=sys.stderr)
    with quiet_stderr():
        print("within", file=sys.stderr)
    print("after", file=sys.stderr)
    assert capfd.readouterr().err == "before\nwithin\nafter\n"


def test_an_exception_passes_through(capfd):
    with pytest.raises(KeyError), quiet_stderr():
        os.write(2, CHATTER[0])
        raise KeyError("x")
    os.write(2, b"audible again\n")
    assert capfd.readouterr().err == "audible again\n"


def test_leaves_no_descriptor_behind():
    before = os.dup(2)
    os.close(before)
    for _ in range(5):
        with quiet_stderr():
            pass
    # The system hands out the lowest free descriptor.
    after = os.dup(2)
    os.close(after)
    assert after == before


def test_ctrl_c_while_it_ends(capfd, monkeypatch):
    class Interrupted:
        """Raises as Ctrl-C would, when the lines of Python are flushed at the end."""

        calls = 0

        def flush(self):
            self.calls += 1
            if self.calls == 2:
                raise KeyboardInterrupt

    monkeypatch.setattr(sys, "stderr", Interrupted())
    with pytest.raises(KeyboardInterrupt), quiet_stderr():
        os.write(2, CHATTER[0])
    os.write(2, b"audible again\n")
    assert capfd.readouterr().err == "audible again\n"
