"""What a file owes to whoever exercises, as `formcheck validate` asks for it."""

from __future__ import annotations

import pytest

from formcheck.cli import main
from formcheck.measure.model.error_table import usual_error
from formcheck.resources import data_folder
from formcheck.stretches.files.loading import (
    load_stretch,
    stretch_ids,
    validate_file,
    warnings_of_file,
)
from formcheck.stretches.files.validation import parse_stretch

POSES = data_folder("poses")
LUNGE = (POSES / "half-kneeling-lunge.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", stretch_ids())
def test_every_scored_stretch_has_safety_lines_and_an_easier_version_that_counts(name: str) -> None:
    stretch = load_stretch(name)
    path = POSES / f"{name}.yaml"
    assert validate_file(path) == []
    assert warnings_of_file(path, usual_error) == []
    if stretch.is_scored and stretch.kind != "test":
        assert stretch.safety
        assert stretch.easier_variants


@pytest.mark.parametrize("missing", ["an easier version", "`safety`"])
def test_without_them_validate_complains(tmp_path, capsys, missing: str) -> None:
    head, _, tail = LUNGE.partition("safety:\n")
    text = LUNGE.replace("    easier: true\n", "")
    if missing == "`safety`":
        text = head + "cannot_see:\n" + tail.partition("cannot_see:\n")[2]
    path = tmp_path / "half-kneeling-lunge.yaml"
    path.write_text(text, encoding="utf-8")
    (fault,) = validate_file(path)
    assert missing in fault.message
    assert main(["validate", str(path)]) == 2
    assert missing in capsys.readouterr().err
    assert load_stretch(path).id == "half-kneeling-lunge", "it can be tried all the same"


def test_a_band_narrower_than_twice_the_error_is_warned_of_with_its_line(tmp_path, capsys) -> None:
    path = tmp_path / "half-kneeling-lunge.yaml"
    path.write_text(LUNGE.replace("    high: 200\n", "    high: 192\n"), encoding="utf-8")
    (warning,) = warnings_of_file(path, usual_error)
    assert "rear-hip is 7 wide" in warning.message
    assert LUNGE.splitlines()[warning.line - 1].strip() == "- id: rear-hip"
    assert main(["validate", str(path)]) == 0
    assert "warning" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("score: tuck ", "score: tack ", "write `score: tuck`"),
        ("score: tuck ", "score: front-knee ", "a check with a `goal`"),
        ("    goal: -3 ", "    goal: 9 ", "inside the band"),
        ("    cue_goal: Squeeze", "    # cue_goal: Squeeze", "`goal` needs `cue_goal`"),
        ("    prefer: hip_joint[worked] ", "    # prefer ", "`prefer_low` belongs"),
        ("    deeper: low\n", "    deeper: low\n    low: null\n", "duplicate"),
        ("    low: 80\n", "    low: 80\n    deeper: high\n", "`deeper: high` needs `high`"),
    ],
)
def test_goals_depth_and_score_have_rules(old: str, new: str, words: str) -> None:
    assert LUNGE.count(old) >= 1
    stretch, faults = parse_stretch(LUNGE.replace(old, new, 1), "half-kneeling-lunge")
    assert stretch is None
    assert words == "duplicate" or any(words in fault.message for fault in faults), faults
