"""`formcheck app` as people start and stop it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import tomllib
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit import config
from streamlit.web import skills

from formcheck.resources import data_folder
from formcheck.ui.server.launch import chosen_options


def test_ctrl_c_closes_the_app_without_a_complaint(tmp_path: Path) -> None:
    port = _free_port()
    log = tmp_path / "log"
    with log.open("wb") as output:
        app = subprocess.Popen(
            [sys.executable, "-m", "formcheck", "app", f"--port={port}", "--no-browser"],
            stdout=output, stderr=output, cwd=tmp_path,
            env={**os.environ, "FORMCHECK_HOME": str(tmp_path)},
        )  # fmt: skip
        try:
            _wait_for(f"http://127.0.0.1:{port}/_stcore/health")
            app.send_signal(signal.SIGINT)
            code = app.wait(60)
        finally:
            app.kill()
            app.wait()
    said = log.read_text()
    assert code == 0, said
    assert "fault" not in said
    assert "Traceback" not in said
    lines = [line for line in said.splitlines() if line.strip()]
    assert lines == [f"formcheck is open at http://127.0.0.1:{port}. Ctrl-C closes it."]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_uploads_go_with_the_app_and_those_of_a_killed_one_with_the_next_start(
    tmp_path: Path, number: signal.Signals
) -> None:
    home = tmp_path / "home"
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    left = home / "uploads" / f"{dead.pid}-0123abcd" / "clip.mp4"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"a person")
    port = _free_port()
    with (tmp_path / "log").open("wb") as output:
        app = subprocess.Popen(
            [sys.executable, "-m", "formcheck", "app", f"--port={port}", "--no-browser"],
            stdout=output, stderr=output, env={**os.environ, "FORMCHECK_HOME": str(home)},
            # Whoever runs the tests under nohup hands on that hang-ups are ignored.
            preexec_fn=lambda: signal.signal(number, signal.SIG_DFL),
        )  # fmt: skip
        try:
            _wait_for(f"http://127.0.0.1:{port}/_stcore/health")
            assert not left.exists()
            assert home.stat().st_mode & 0o777 == 0o700
            own = home / "uploads" / f"{app.pid}-0123abcd" / "clip.mp4"
            own.parent.mkdir(parents=True)
            own.write_bytes(b"a person")
            app.send_signal(number)
            app.wait(60)
        finally:
            app.kill()
            app.wait()
    assert not (home / "uploads").exists()
    assert "Traceback" not in (tmp_path / "log").read_text()


def test_streamlit_offers_nothing_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beside an agent's folder it would offer programmers something, over our page."""
    (tmp_path / ".claude").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path))
    settings = tomllib.loads((data_folder(".streamlit") / "config.toml").read_text())
    options = {"logger.hideWelcomeMessage": False, "server.headless": False}
    before = {name: config.get_option(name) for name in options}
    try:
        for name, value in options.items():
            config.set_option(name, value)
        assert skills.nudge_suppression_reason(str(tmp_path)) == ""
        shipped = settings["logger"]["hideWelcomeMessage"]
        config.set_option("logger.hideWelcomeMessage", shipped)
        assert skills.nudge_suppression_reason(str(tmp_path)) == "welcome_hidden"
    finally:
        for name, value in before.items():
            config.set_option(name, value)


@pytest.fixture
def settings_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give the file of a person's own settings for Streamlit, and put everything back."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    for name in [one for one in os.environ if one.startswith("STREAMLIT_")]:
        monkeypatch.delenv(name)
    (tmp_path / ".streamlit").mkdir()
    yield tmp_path / ".streamlit" / "config.toml"
    monkeypatch.undo()
    config.get_config_options(force_reparse=True)


def test_what_was_set_for_streamlit_is_kept(
    settings_of: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = chosen_options(None, browser=True)
    assert (usual["server.address"], usual["server.port"]) == ("127.0.0.1", 8501)
    settings_of.write_text("[server]\nport = 8777\n")
    assert "server.port" not in chosen_options(None, browser=True)
    assert chosen_options(9000, browser=True)["server.port"] == 9000
    monkeypatch.setenv("STREAMLIT_SERVER_HEADLESS", "true")
    assert "server.headless" not in chosen_options(None, browser=True)
    monkeypatch.setenv("STREAMLIT_BROWSER_GATHER_USAGE_STATS", "true")
    assert chosen_options(None, browser=True)["browser.gatherUsageStats"] is False


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _wait_for(address: str, seconds: float = 90.0) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError("the app did not start")
