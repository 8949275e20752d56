"""Nothing leaves this machine through MediaPipe; and the watcher that says so can see."""

import ctypes
import os
import sys
import textwrap

import pytest

from formcheck.pose.engine import telemetry_block
from formcheck.pose.engine.telemetry_block import DEAD_PROXY, Offline
from tests.network import needs_strace, read_calls, run_watched

HOST = "play.googleapis.com"

PROXY = "http://192.0.2.1:3128"  # an address of documentation (RFC 5737)

HOSTILE = {
    "user's proxy": dict.fromkeys(("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"), PROXY),
    "no proxy for any host": {"NO_PROXY": "*", "no_proxy": "*"},
    "no proxy for Google": {"no_proxy": "googleapis.com,.google.com", "HTTPS_PROXY": PROXY},
    "upper case only": {"HTTPS_PROXY": PROXY, "NO_PROXY": "*"},
}

NAKED = """
    import numpy as np, mediapipe as mp
    from mediapipe.tasks.python import BaseOptions, vision
    from formcheck.pose.engine.bundle import find_model
    options = vision.PoseLandmarkerOptions(
        base_options=BaseOptions(model_asset_path=str(find_model("lite").path)))
    with vision.PoseLandmarker.create_from_options(options) as landmarker:
        picture = np.zeros((48, 64, 3), np.uint8)
        landmarker.detect(mp.Image(image_format=mp.ImageFormat.SRGB, data=picture))
"""

SETUP = """
    import os, time
    import numpy as np
    from formcheck.capture.frame import Frame
    from formcheck.pose.engine.mediapipe import MediaPipeEstimator
    frames = [Frame(np.zeros((48, 64, 3), np.uint8), index, index / 30) for index in range(9)]
"""

USES = {
    "closed": """
        with MediaPipeEstimator("lite") as estimator:
            for frame in frames:
                estimator.estimate(frame)
        time.sleep(1)
    """,
    "never closed": """
        estimator = MediaPipeEstimator("lite")
        estimator.estimate(frames[0])
    """,
    "forgotten": """
        import gc
        estimator = MediaPipeEstimator("lite")
        estimator.estimate(frames[0])
        del estimator
        gc.collect()
        time.sleep(1)
    """,
    "restarted": """
        with MediaPipeEstimator("lite", mode="image") as estimator:
            estimator.estimate(frames[0])
            estimator.restart()
            estimator.estimate(frames[0])
    """,
    "two, one of them longer": """
        with MediaPipeEstimator("lite") as one:
            with MediaPipeEstimator("lite") as two:
                two.estimate(frames[0])
            one.estimate(frames[0])
    """,
    "environment changed meanwhile": """
        with MediaPipeEstimator("lite") as estimator:
            estimator.estimate(frames[0])
            for name in ("https_proxy", "HTTPS_PROXY", "no_proxy"):
                os.environ[name] = "http://192.0.2.1:3128"
                del os.environ[name]
    """,
    "model refused": """
        from formcheck.errors import InputError
        import pathlib, tempfile, zipfile
        path = pathlib.Path(tempfile.mkdtemp(), "x.task")
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("pose_detector.tflite", b"nothing")
            archive.writestr("pose_landmarks_detector.tflite", b"nothing")
        try:
            MediaPipeEstimator(path)
        except InputError:
            time.sleep(1)
    """,
}


def watch(code, **variables):
    """Watch Python code in an environment with these proxy variables and no others."""
    env = {name: value for name, value in os.environ.items() if "proxy" not in name.lower()}
    # Nothing goes out, not even if the measure under test fails.
    return run_watched(
        [sys.executable, "-c", textwrap.dedent(code)], env | variables, hold_back=True
    )


@needs_strace
class TestMediaPipe:
    def test_the_danger_is_real(self):
        """Left to itself MediaPipe looks up Google's host: what the measure is there for."""
        report = watch(NAKED)
        assert report.returncode == 0, report.output
        assert f"look-up of {HOST}" in report.outside

    def test_the_danger_is_real_through_a_proxy(self):
        report = watch(NAKED, **HOSTILE["user's proxy"])
        assert "connect to 192.0.2.1:3128" in report.outside

    @pytest.mark.parametrize("use", USES)
    def test_nothing_leaves(self, use):
        report = watch(textwrap.dedent(SETUP) + textwrap.dedent(USES[use]))
        assert report.returncode == 0, report.output
        assert report.outside == []

    @pytest.mark.parametrize("hostile", HOSTILE)
    def test_nothing_leaves_whatever_the_user_has_set(self, hostile):
        code = textwrap.dedent(SETUP) + textwrap.dedent(USES["closed"])
        report = watch(code, **HOSTILE[hostile])
        assert report.returncode == 0, report.output
        assert report.outside == []


@pytest.mark.skipif(os.name == "nt", reason="reads the environment as C code does on POSIX")
class TestEnvironment:
    @pytest.fixture
    def seen(self, monkeypatch):
        """How C code sees a variable, in a process whose user has a proxy."""
        for name in telemetry_block._VARIABLES:
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("HTTPS_PROXY", PROXY)
        getenv = ctypes.CDLL(None).getenv
        getenv.restype = ctypes.c_char_p
        return lambda name: (getenv(name.encode()) or b"unset").decode()

    def test_c_code_sees_the_dead_proxy_and_python_the_users(self, seen):
        before = dict(os.environ)
        hold = Offline()
        try:
            for name in ("https_proxy", "HTTPS_PROXY", "http_proxy", "all_proxy", "ALL_PROXY"):
                assert seen(name) == DEAD_PROXY
            for name in ("no_proxy", "NO_PROXY"):
                assert seen(name) not in ("unset", "", "*")
            assert dict(os.environ) == before
        finally:
            hold.release()
        assert seen("HTTPS_PROXY") == PROXY
        assert seen("https_proxy") == seen("no_proxy") == "unset"

    def test_the_last_release_restores(self, seen):
        one, two = Offline(), Offline()
        one.release()
        one.release()
        assert seen("https_proxy") == DEAD_PROXY
        two.release()
        assert seen("https_proxy") == "unset"

    def test_what_the_program_set_meanwhile_stays(self, seen, monkeypatch):
        hold = Offline()
        monkeypatch.setenv("https_proxy", PROXY)
        hold.renew()
        assert seen("https_proxy") == DEAD_PROXY
        hold.release()
        assert seen("https_proxy") == os.environ["https_proxy"] == PROXY

    def test_renewing_after_release_does_nothing(self, seen):
        hold = Offline()
        hold.release()
        hold.renew()
        assert seen("https_proxy") == "unset"


@needs_strace
class TestWatcher:
    """The watcher must be able to say no."""

    def test_a_look_up(self):
        report = watch("""
            import socket
            try:
                socket.getaddrinfo("example.com", 443)
            except OSError:
                pass
        """)
        assert report.returncode == 0, report.output
        assert "look-up of example.com" in report.outside

    def test_a_connection_of_a_grandchild(self):
        report = watch("""
            import subprocess, sys
            code = "import socket; s = socket.socket(); s.setblocking(False);" \\
                   "s.connect_ex(('192.0.2.1', 443))"
            subprocess.run([sys.executable, "-c", code])
        """)
        assert report.outside == ["connect to 192.0.2.1:443"]

    def test_a_packet_without_a_connection(self):
        report = watch("""
            import socket
            addresses = {socket.AF_INET: "192.0.2.1", socket.AF_INET6: "2001:db8::1"}
            for family, address in addresses.items():
                try:
                    socket.socket(family, socket.SOCK_DGRAM).sendto(b"x", (address, 9))
                except OSError:
                    pass
        """)
        assert report.outside[0] == "sendto to 192.0.2.1:9"
        # A machine without IPv6 does not get as far as sending.
        assert report.outside[1:] in ([], ["sendto to 2001:db8::1:9"])

    def test_this_machine_does_not_count(self):
        report = watch("""
            import socket
            server = socket.create_server(("127.0.0.1", 0))
            client = socket.create_connection(server.getsockname())
            one, two = socket.socketpair()
            print("done")
            raise SystemExit(7)
        """)
        assert (report.outside, report.returncode) == ([], 7)
        assert report.output == "done\n"

    def test_reads_what_strace_writes(self):
        log = """\
12  connect(3, {sa_family=AF_INET6, sin6_port=htons(443), sin6_flowinfo=htonl(0), \
inet_pton(AF_INET6, "2001:db8::1", &sin6_addr), sin6_scope_id=0}, 28 <unfinished ...>
12  <... connect resumed>) = -1 ENETUNREACH (Network is unreachable)
12  connect(3, {sa_family=AF_INET6, sin6_port=htons(80), sin6_flowinfo=htonl(0), \
inet_pton(AF_INET6, "::ffff:127.0.0.1", &sin6_addr), sin6_scope_id=0}, 28) = 0
12  connect(4, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("127.0.0.53")}, 16) = 0
12  sendto(4, "\\0\\1\\1\\0\\0\\1\\0\\0\\0\\0\\0\\0\\4play\\ngoogleapis\\3com\\0\\0\\1\\0\\1", 37, 0, NULL, 0) = 37
13  sendto(4, "\\0\\1", 2, 0, NULL, 0) = 2
12  connect(5, {sa_family=AF_UNIX, sun_path="/var/run/nscd/socket"}, 110) = -1 ENOENT (No such)
12  connect(5, {sa_family=AF_UNIX, sun_path="/run/systemd/resolve/io.systemd.Resolve"}, 42) = 0
12  sendmsg(6, {msg_name={sa_family=AF_INET, sin_port=htons(123), \
sin_addr=inet_addr("192.0.2.7")}, msg_namelen=16, msg_iov=[{iov_base="x", iov_len=1}]}, 0) = 1
12  +++ exited with 0 +++
"""  # noqa: E501
        assert list(read_calls(log)) == [
            "connect to 2001:db8::1:443",
            "look-up: connect to 127.0.0.53:53",
            "look-up of play.googleapis.com",
            "look-up through /run/systemd/resolve/io.systemd.Resolve",
            "sendmsg to 192.0.2.7:123",
        ]
