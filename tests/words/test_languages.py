"""Languages: complete, with the same places for arguments, and each thread has its own."""

from __future__ import annotations

import importlib.util
import re
import string
import threading
from pathlib import Path
from types import ModuleType

import pytest

from formcheck.cli import main
from formcheck.codes.coach import DoneCode, HeadlineCode, ViewCode, WhyCode
from formcheck.message import Message
from formcheck.stretches.files.loading import load_stretch
from formcheck.stretches.files.validation import parse_stretch
from formcheck.stretches.model.changes import CheckChange, HoldChange, RepChange, ViewChange
from formcheck.stretches.model.target_overlay import judged_with
from formcheck.tune.rejudge import change_targets
from formcheck.wording import asked_words, judged_with_words, target_words
from formcheck.words import (
    figure,
    find_language,
    language,
    languages,
    load_language,
    say,
    speaking,
    tr,
    tr_n,
    use,
)
from formcheck.words.browser import page_words, script_words
from tests.words.pseudo import accent, pseudo_language
from tests.words.test_words import every_code

OTHERS = [code for code in languages() if code != "en"]
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("words_tool", ROOT / "scripts" / "words.py")
    assert spec is not None
    assert spec.loader is not None
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


def places(text: str) -> set[str]:
    """Return the names of the arguments in a template, with how they are written."""
    return {
        f"{name}:{how}" for _, name, how, _ in string.Formatter().parse(text) if name is not None
    }


def names(text: str) -> set[str]:
    return {place.partition(":")[0] for place in places(text)}


def test_german_and_spanish_come_along_and_say_that_nobody_reviewed_them() -> None:
    assert languages()[0] == "en"
    assert {"de", "es"} <= set(languages())
    assert load_language("en").reviewed
    assert not any(load_language(code).reviewed for code in ("de", "es"))


@pytest.mark.parametrize("code", OTHERS)
def test_every_code_has_words_of_its_own(code: str) -> None:
    found, english = load_language(code), load_language("en")
    for one in every_code():
        if isinstance(one, ViewCode):
            assert one in found.terms["view"]
            continue
        own, theirs = found.sentences[one], english.sentences[one]
        if isinstance(own, str) and isinstance(theirs, str):
            assert names(own) <= names(theirs), one
            assert own != theirs or not any(c.isalpha() for c in "".join(own.split("{")[0])), one
    assert found.measures.keys() == english.measures.keys()
    for table, words in english.terms.items():
        assert words.keys() <= found.terms[table].keys(), table


@pytest.mark.parametrize("code", ["en", *OTHERS])
def test_every_target_that_can_be_changed_is_named_by_words_and_not_by_its_key(code: str) -> None:
    texts = {"why", "cue_low", "cue_high", "cue_goal"}
    groups = {"hold": HoldChange, "reps": RepChange, "view": ViewChange}
    keys = {key for key in CheckChange.model_fields if key not in texts}
    keys |= {f"{name}.{key}" for name, group in groups.items() for key in group.model_fields}
    assert keys == load_language(code).terms["target"].keys()


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (
            "en",
            ["rear hip, upper limit: none instead of 200", "seconds to hold: 12.5 instead of 30"],
        ),
        ("de", ["Hintere Hüfte, Obergrenze: keine statt 200", "Sekunden zu halten: 12,5 statt 30"]),
        (
            "es",
            ["cadera de atrás, límite superior: ninguno en vez de 200", "segundos que mantener"],
        ),
    ],
)
def test_a_changed_target_is_said_in_plain_words(code: str, words: list[str]) -> None:
    changed = change_targets(
        load_stretch("half-kneeling-lunge"), ["rear-hip.high=none", "hold.seconds=12.5"]
    )
    with speaking(code):
        said = judged_with_words(judged_with(changed)) or ""
    assert all(one in said for one in words), said


@pytest.mark.parametrize(("seconds", "long"), [(None, "die meiste Zeit"), (7, "7 s lang")])
def test_how_long_the_clock_stood_is_a_clause_of_its_own_in_german(
    seconds: int | None, long: str
) -> None:
    done = Message(DoneCode.SECONDS, seconds=0, target=30)
    lost = Message(HeadlineCode.LOST, done=done, why=Message(WhyCode.MOVING), seconds=seconds)
    with speaking("de"):
        assert say(lost) == f"0 s von 30 s: du hast dich noch bewegt, und das {long}"


@pytest.mark.parametrize("code", OTHERS)
def test_measures_speak_of_the_same_part_and_ways(code: str) -> None:
    for name, own in load_language(code).measures.items():
        theirs = load_language("en").measures[name]
        assert (own.directions is None) == (theirs.directions is None), name
        for words in (own.low, own.high):
            assert words.count("{}") in (0, 1)


@pytest.mark.parametrize("code", OTHERS)
def test_labels_have_the_places_of_the_english_ones(code: str) -> None:
    for key, words in load_language(code).labels.items():
        if isinstance(key, tuple):
            assert isinstance(words, tuple)
            allowed = places(key[0]) | places(key[1])
            assert all(places(one) <= allowed for one in words), key
        elif "[role]" not in key and "{ " not in key:
            assert isinstance(words, str)
            assert places(words) == places(key), key


@pytest.mark.parametrize("code", OTHERS)
def test_a_language_has_words_for_every_text(code: str, tool: ModuleType) -> None:
    assert tool.missing(code) == {}


@pytest.mark.parametrize("code", OTHERS)
def test_no_word_is_kept_that_nobody_says_any_more(code: str, tool: ModuleType) -> None:
    assert set(load_language(code).labels) - set(tool.texts()) == set()


def test_a_new_language_begins_with_every_text_and_no_words(
    tool: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalogue = tmp_path / "labels.po"
    monkeypatch.setattr(tool, "catalogue_path", lambda _: catalogue)
    assert tool.update("nl") == len(tool.texts())
    written = catalogue.read_text(encoding="utf-8")
    assert written.startswith("# formcheck in nl: ")
    assert "Language: nl" in written
    catalogue.write_text(written.replace('msgid "Hold"\nmsgstr ""', 'msgid "Hold"\nmsgstr "Vast"'))
    assert tool.update("nl") == len(tool.texts()) - 1, "words that are there stay"


def test_plurals_and_numbers_are_those_of_the_language() -> None:
    said = {}
    for code in ("en", "de", "es"):
        with speaking(code):
            said[code] = [tr_n("1 set", "{count} sets", n) for n in (0, 1, 2, 1_000_000)]
            said[code].append(asked_words(2.5))
            said[code].append(target_words(185.0, 200.0, "hip"))
    assert said["en"] == ["0 sets", "1 set", "2 sets", "1000000 sets", "2.5 s", "185 to 200°"]
    assert said["de"] == ["0 Sätze", "1 Satz", "2 Sätze", "1000000 Sätze", "2,5 s", "185 bis 200°"]
    assert said["es"][:3] == ["0 series", "1 serie", "2 series"]
    assert said["es"][4:] == ["2,5 s", "de 185 a 200°"]
    with speaking("de"):
        assert figure(0.25, ".2f") == "0,25"
        assert (
            "höchstens 24.000 Zeichen, bekommen: 30.000;"
            in parse_stretch("#" * 30_000)[1][0].message
        )


@pytest.mark.parametrize(
    ("code", "unit", "side"), [("de", "Sekunden", "unter"), ("es", "segundos", "debajo de")]
)
def test_faults_of_files_are_said_with_numbers_as_a_file_has_them(
    code: str, unit: str, side: str
) -> None:
    text = "kind: hold\nhold: {seconds: 1.5 s}\nchecks:\n  - {id: a, measure: trunk_lean, low: 0.5}"
    with speaking(code):
        found = " ".join(fault.message for fault in parse_stretch(text)[1])
    assert f"({unit})" in found
    assert "`seconds: 1.5`" in found, "a comma would be no number in YAML"
    assert f"{side} 0.5" in found


def test_what_a_language_lacks_is_english_and_unknown_languages_are_none() -> None:
    with speaking("de"):
        assert tr("Something that nobody translates") == "Something that nobody translates"
    assert find_language("de_AT.UTF-8") == "de"
    assert find_language("ES") == "es"
    assert find_language("qq") is None
    assert find_language(None) is None


def test_two_threads_speak_different_languages_at_once() -> None:
    meet, said = threading.Barrier(2), {}

    def talk(code: str) -> None:
        with speaking(code):
            meet.wait(5)
            said[code] = tr("Left leg")
            meet.wait(5)

    threads = [threading.Thread(target=talk, args=(code,)) for code in ("de", "es")]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert said == {"de": "Linkes Bein", "es": "Pierna izquierda"}
    assert language().code == "en"


def test_a_process_uses_one_language_where_a_thread_has_none() -> None:
    use("de")
    try:
        assert tr("Left leg") == "Linkes Bein"
        with speaking("es"):
            assert tr("Left leg") == "Pierna izquierda"
    finally:
        use("en")


def test_the_browser_is_told_the_words_and_the_language() -> None:
    with speaking("de"):
        assert page_words("<b>[[Start]]</b> [[Full screen]]") == "<b>Start</b> Vollbild"
        script = 'say(tr("Go on")); voices("@language@")'
        assert script_words(script) == 'say("Weiter"); voices("de")'


def test_the_command_line_speaks_the_language_that_is_asked_for(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["--language", "de", "show", "squat"]) == 0
    assert "Kniebeuge" in capsys.readouterr().out
    monkeypatch.setenv("FORMCHECK_LANGUAGE", "es")
    assert main(["show", "squat"]) == 0
    assert "Sentadilla" in capsys.readouterr().out
    monkeypatch.delenv("FORMCHECK_LANGUAGE")
    assert main(["show", "squat"]) == 0
    assert "Squat" in capsys.readouterr().out
    assert main(["--language=es", "--help"]) == 0
    assert "flexores" in capsys.readouterr().out


def test_an_unknown_language_is_refused_with_those_that_there_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["--language", "qq", "stretches"]) == 2
    assert f"expected a language of {', '.join(languages())}, got 'qq'" in " ".join(
        capsys.readouterr().err.split()
    )


@pytest.mark.parametrize(
    "arguments",
    [["stretches"], ["show", "half-kneeling-lunge"], ["show", "daily-psoas"], ["profiles"]],
    ids=" ".join,
)
def test_the_command_line_says_nothing_in_plain_english(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with speaking(pseudo_language()):
        assert main(arguments) == 0
    said = capsys.readouterr().out
    before = said.partition(accent("Sources"))[0]  # titles of books and papers stay as they are
    assert plain_words(before) == []


def plain_words(text: str) -> list[str]:
    """Return the words with a plain English vowel, apart from ids and what is to be typed."""
    ids = {"formcheck", "calibrate", "clip", "profile", "name"}
    text = re.sub(r"`[^`]*`", " ", text)
    typed = (word for word in text.split() if not word.startswith((":", "`", "--")))
    words = (word.strip("*():,.;`") for word in typed)
    plain = (word for word in words if word != accent(word) and word.lower().strip("-") not in ids)
    return [word for word in plain if "-" not in word and ":" not in word and not is_id(word)]


def is_id(word: str) -> bool:
    from formcheck.stretches.files.loading import stretch_ids

    return word in (*stretch_ids(), "breathing", "squat", "saddle", "scorpion", "deadlift")
