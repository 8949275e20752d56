"""The frame of the app: its pages, its settings, and what it says when something fails."""

from __future__ import annotations

import socket
import tomllib

import pytest
from streamlit.testing.v1 import AppTest

from formcheck.errors import UsageError
from formcheck.resources import app_file, user_folder
from formcheck.ui.catalogue import LEFT_OUT, offered
from formcheck.ui.server import launch
from formcheck.ui.settings import AppSettings, change_settings, load_settings
from formcheck.ui.shell import MAIN


def test_the_app_opens_on_the_live_page() -> None:
    shown = AppTest.from_file(str(MAIN), default_timeout=120).run()
    assert not shown.exception
    assert [title.value for title in shown.title] == ["formcheck"]


def test_the_settings_keep_the_app_on_this_machine() -> None:
    settings = tomllib.loads((app_file().parent / ".streamlit" / "config.toml").read_text())
    assert settings["server"]["address"] == "127.0.0.1"
    assert settings["browser"]["gatherUsageStats"] is False
    assert {"light", "dark"} <= set(settings["theme"])


def test_a_port_in_use_is_said_with_the_way_out() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(UsageError, match=f"port {port}.*--port"):
            launch.serve(port)


def test_a_port_that_is_none_is_refused() -> None:
    with pytest.raises(UsageError, match="from 1 to 65535"):
        launch.serve(70000)


def test_choices_are_kept_and_a_damaged_file_is_survived() -> None:
    assert load_settings() == AppSettings()
    change_settings(sensitive_back=True)
    assert load_settings().sensitive_back
    (user_folder() / "settings.json").write_text("{")
    assert load_settings() == AppSettings()


def test_a_sensitive_back_ends_targets_earlier_and_says_what_to_leave_out() -> None:
    usual, careful = offered(False), offered(True)
    lunge = usual["Half-kneeling hip-flexor lunge"].check("rear-hip").high
    kept = careful["Half-kneeling hip-flexor lunge"].check("rear-hip").high
    assert lunge is not None
    assert kept is not None
    assert kept < lunge
    names = list(careful)
    assert careful[names[0]].id == "breathing"
    assert names[-1].endswith(LEFT_OUT)


def test_the_switch_for_a_sensitive_back_is_kept() -> None:
    shown = AppTest.from_function(_setup_page, default_timeout=120).run()
    shown.toggle[0].set_value(True).run()
    assert not shown.exception
    assert load_settings().sensitive_back


def _setup_page() -> None:
    from formcheck.ui.pages.setup.page import page as setup

    setup()
