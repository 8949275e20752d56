"""Wrong usage, a language that is none, folders on the way: what the command line says of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from formcheck.cli.usage_words import usage_words
from formcheck.words import LANGUAGE_VARIABLE
from tests.conftest import Run


def told(said: str) -> str:
    """Return what stands in a box, without its frame."""
    return " ".join(said.replace("\u2502", " ").split())


@pytest.mark.parametrize("arguments", [[], ["--language", "en"], ["--help"]])
def test_who_names_no_command_is_shown_the_help(run: Run, arguments: list[str]) -> None:
    code, shown, said = run(*arguments)
    assert "Usage: formcheck [OPTIONS] COMMAND" in shown + said
    assert "Traceback" not in said
    assert code == (0 if arguments else 2)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("en", ["Usage: formcheck remind [OPTIONS]", "Show this message", "the plan's, or 18:00"]),
        ("de", ["Aufruf: formcheck remind [OPTIONEN]", "Diese Hilfe zeigen", "sonst 18:00"]),
        ("es", ["Uso: formcheck remind [OPCIONES]", "Muestra esta ayuda", "si no, 18:00"]),
    ],
)
def test_the_whole_help_is_in_the_language_in_use(run: Run, code: str, words: list[str]) -> None:
    shown = told(run("--language", code, "remind", "--help")[1])
    assert all(one in shown for one in words), shown
    shown = told(run("--language", code, "remind", "--nix")[2])
    assert words[0] in shown, "a wrong option shows the usage line as well"
    if code != "en":
        for group in ([], ["batch"]):
            shown = run("--language", code, *group, "--help")[1]
            assert not any(one in shown for one in ("Usage", "OPTIONS", "COMMAND", "Show this"))


@pytest.mark.parametrize("arguments", [["review"], ["nonsense"], ["measure", "--bogus"]])
def test_wrong_usage(run: Run, arguments: list[str]) -> None:
    assert run(*arguments)[0] == 2


@pytest.mark.parametrize(
    ("arguments", "english", "german", "spanish"),
    [
        (["reviw"], "Did you mean 'review'?", "Meinst du 'review'?", "¿Querías decir 'review'?"),
        (["review"], "'CLIP' is missing", "'CLIP' fehlt", "Falta 'CLIP'"),
        (["measure", "--bogus"], "no option --bogus", "Option --bogus gibt", "opción --bogus"),
        (["app", "--port", "x"], "a whole number", "eine ganze Zahl", "un número entero"),
        (["review", "x", "--side", "up"], "and not 'up'", "und nicht 'up'", "y no 'up'"),
        (["review", "a", "b"], "than expected: b.", "als erwartet: b.", "lo esperado: b."),
        (["app", "--port"], "needs a value", "gehört ein Wert", "necesita un valor"),
    ],
)
def test_wrong_usage_is_told_in_the_language_in_use(
    run: Run, arguments: list[str], english: str, german: str, spanish: str
) -> None:
    for code, words in (("en", english), ("de", german), ("es", spanish)):
        returned, _, said = run("--language", code, *arguments)
        assert returned == 2
        assert words in told(said)
        assert "Value error" not in said


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("--strech", "--stretch"),
        ("--overlays", "--overlay"),
        ("--sid", "--side"),
        ("--output", "--out"),
        ("--sensitive-bak", "--sensitive-back"),
    ],
)
def test_an_option_with_a_slip_is_guessed(run: Run, typed: str, near: str) -> None:
    code, _, said = run("review", "clip.mp4", typed, "x")
    assert code == 2
    assert f"There is no option {typed}. Did you mean {near}?" in told(said)


@pytest.mark.parametrize("typed", ["--no-vdeo", "--xyz", "--nose", "--wide", "--prof-it"])
def test_nothing_is_guessed_where_no_option_is_close(run: Run, typed: str) -> None:
    code, _, said = run("calibrate", "clip.mp4", typed)
    assert code == 2
    assert f"There is no option {typed}." in told(said)
    assert "Did you mean" not in said


def test_only_close_ones_of_several_guesses_are_said() -> None:
    text = "No such option: --no-video (Possible options: --no-vide, --side, --model)"
    assert usage_words(text) == "There is no option --no-video. Did you mean --no-vide?"


def test_the_language_stands_before_the_command(run: Run) -> None:
    code, _, said = run("review", "clip.mp4", "--language", "en")
    assert code == 2
    assert "formcheck --language CODE COMMAND" in told(said)


def test_a_language_of_the_environment_that_is_none_is_said_once(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(LANGUAGE_VARIABLE, "xx")
    code, shown, said = run("show", "squat")
    assert code == 0
    assert "xx" not in shown
    assert said.count("FORMCHECK_LANGUAGE is 'xx', which formcheck does not speak") == 1
    assert "en, de, es" in said


@pytest.mark.parametrize(
    ("variable", "arguments"),
    [("xx", ["--language", "de"]), ("de_AT.UTF-8", []), ("", [])],
    ids=["asked otherwise", "a locale", "empty"],
)
def test_nothing_is_said_of_a_language_that_is_known_or_not_asked_for(
    run: Run, monkeypatch: pytest.MonkeyPatch, variable: str, arguments: list[str]
) -> None:
    monkeypatch.setenv(LANGUAGE_VARIABLE, variable)
    assert run(*arguments, "show", "squat")[2] == ""


def test_a_folder_that_was_made_on_the_way_is_said(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "some" / "new" / "reminders.ics"
    code, _, said = run("remind", "desk-break", "--out", file)
    assert code == 0 and file.is_file()
    assert f"The folder {tmp_path / 'some'} was not there and has been made." in told(said)
    assert run("remind", "desk-break", "--out", file)[2] == ""


def test_a_folder_that_was_not_made_is_not_said(run: Run, tmp_path: Path) -> None:
    code, _, said = run("remind", "no-such-routine", "--out", tmp_path / "new" / "x.ics")
    assert code == 2
    assert "has been made" not in said
    assert not list(tmp_path.iterdir())
