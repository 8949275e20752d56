"""What many tests share: the sample clips, each analysed once."""

from __future__ import annotations

import functools
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from formcheck.cli import main
from formcheck.resources import data_folder
from formcheck.review import Review, review

# On a busy machine an example now and then takes longer than the 200 ms that are usual.
settings.register_profile(
    "unhurried", settings.get_profile(settings.get_current_profile_name()), deadline=None
)
settings.load_profile("unhurried")

STRETCH_OF = {
    "half-kneeling-lunge-good": "half-kneeling-lunge",
    "half-kneeling-lunge-arched": "half-kneeling-lunge",
    "half-kneeling-lunge-shallow": "half-kneeling-lunge",
    "squat-set": "squat",
    "prone-press-up": "prone-press-up:hold",
}
"""Every sample clip, with the stretch that it shows."""


def sample(name: str) -> Path:
    """Return the path of a sample clip."""
    return data_folder("sample_videos") / f"{name}.mp4"


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Call the command line; returned are exit code, standard output and standard error."""
    monkeypatch.setenv("COLUMNS", "200")

    def call(*arguments: object) -> tuple[int, str, str]:
        code = main([str(argument) for argument in arguments])
        seen = capsys.readouterr()
        assert "Traceback" not in seen.err
        return code, seen.out, seen.err

    return call


@pytest.fixture(scope="session", autouse=True)
def _ctrl_c() -> None:
    """Let Ctrl-C be tested also where it is ignored, as in a shell's background job."""
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def reviewed() -> Callable[[str], Review]:
    """Give the review of a sample clip, without files; each clip is analysed once a worker."""

    @functools.cache
    def look(name: str) -> Review:
        return review(sample(name), STRETCH_OF[name])

    return look
