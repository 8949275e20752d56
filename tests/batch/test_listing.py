"""Folders and lists of clips."""

from __future__ import annotations

from pathlib import Path

import pytest

from formcheck.batch.listing import clip_tasks, find_clips, passed_over
from formcheck.batch.task import JudgeSettings
from formcheck.batch.work import file_state
from formcheck.errors import InputError, SpecificationError, UsageError
from formcheck.stretches.files.loading import load_stretch
from formcheck.words import speaking


def touch(*paths: Path) -> None:
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()


def test_a_folder_is_searched_without_results_and_hidden_files(tmp_path: Path) -> None:
    touch(
        tmp_path / "b.MOV", tmp_path / "deep" / "a.mp4", tmp_path / "notes.txt",
        tmp_path / ".hidden.mp4", tmp_path / ".cache" / "c.mp4", tmp_path / "out" / "annotated.mp4",
    )  # fmt: skip
    touch(tmp_path / "study" / "manifest.jsonl", tmp_path / "study" / "clips" / "annotated.mp4")
    found = find_clips(tmp_path, without=tmp_path / "out")
    assert [entry.name for entry in found] == ["b.MOV", "deep/a.mp4"]
    assert [entry.name for entry in find_clips(tmp_path, "*.txt")] == ["notes.txt"]
    with pytest.raises(UsageError, match="got none that match"):
        find_clips(tmp_path, "*.nothing")


def test_what_is_no_clip_in_a_folder_is_counted(tmp_path: Path) -> None:
    results = tmp_path / "out"
    (tmp_path / "b").mkdir()
    results.mkdir()
    for name in ("a.mp4", "b/photo.JPG", "b/two.png", "notes.txt", ".hidden.jpg", "out/one.png"):
        (tmp_path / name).touch()
    assert passed_over(tmp_path, results) == (2, 1)
    assert passed_over(tmp_path / "notes.txt") == (0, 0)


def test_a_csv_says_how_each_clip_is_judged_and_carries_the_rest(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(
        "\ufeffperson;clip;stretch;side;note\n"
        "007;anna/1.mp4;squat;;first\n"
        f"008;{tmp_path}/anna/2.mp4;;left;\n"
        ";;;;\n"
        "009;../else/3.mp4;half-kneeling-lunge;right;x\n"
        "009;../else/3.mp4;half-kneeling-lunge;left;x\n",
        encoding="utf-8",
    )
    entries = find_clips(tmp_path / "list.csv")
    elsewhere = f"{tmp_path.parent.relative_to('/')}/else/3.mp4~half-kneeling-lunge"
    assert {entry.name for entry in entries} == {
        "anna/1.mp4", "anna/2.mp4", f"{elsewhere}~left", f"{elsewhere}~right",
    }  # fmt: skip
    tasks = {
        t.name: t for t in clip_tasks(tmp_path, entries, JudgeSettings(load_stretch("deadlift")))
    }
    one, two = tasks["anna/1.mp4"], tasks["anna/2.mp4"]
    assert one.settings.stretch is not None
    assert one.settings.stretch.id == "squat"
    assert one.carried == {"person": "007", "note": "first"}
    assert two.settings.as_dict()["stretch"] == "deadlift"
    assert two.settings.side == "left"
    assert len({task.key for task in tasks.values()}) == 4


def test_a_text_file_names_a_clip_a_line(tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text("# yesterday\nb.mp4\n\n  a #1.mp4\n")
    assert [entry.name for entry in find_clips(tmp_path / "list.txt")] == ["a #1.mp4", "b.mp4"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("file,side\na.mp4,left\n", "expected a column clip"),
        ("clip,verdict\na.mp4,good\n", "names of their own, got verdict"),
        ("clip\na.mp4\na.mp4\n", "a.mp4 in lines 2 and 3"),
        ("clip\n", "got none"),
    ],
)
def test_a_list_that_cannot_be_used_is_refused(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "list.csv").write_text(text)
    with pytest.raises(UsageError, match=says):
        find_clips(tmp_path / "list.csv")


def test_all_faults_of_a_list_are_told_before_hours_of_work(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("clip,stretch,side\na.mp4,sqat,\nb.mp4,,up\nc.mp4,sqat,\n")
    with pytest.raises(SpecificationError) as caught:
        clip_tasks(path, find_clips(path), JudgeSettings())
    assert [fault.line for fault in caught.value.faults] == [2, 3, 4]
    assert "squat" in caught.value.faults[0].message
    path.write_bytes(b"clip\n\xff\xfe\n")
    with pytest.raises(InputError, match="no text"):
        find_clips(path)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("en", "got a path that does not exist ("),
        ("de", "bekommen: ein Pfad, den es nicht gibt ("),
        ("es", "llegó una ruta que no existe ("),
    ],
)
def test_a_folder_that_is_not_there_is_told_in_plain_words(
    tmp_path: Path, code: str, words: str
) -> None:
    with speaking(code), pytest.raises(InputError) as caught:
        find_clips(tmp_path / "none")
    assert words in str(caught.value)
    assert str(tmp_path / "none") in str(caught.value)
    assert "No such file" not in str(caught.value)
    with pytest.raises(InputError, match=r"expected a clip, got a path that does not exist \("):
        file_state(tmp_path / "none.mp4")


def test_every_choice_changes_the_key() -> None:
    squat = load_stretch("squat")
    keys = [
        JudgeSettings().key(), JudgeSettings(squat).key(), JudgeSettings(squat, side="left").key(),
        JudgeSettings(squat, model="lite").key(), JudgeSettings(squat, looks=1).key(),
        JudgeSettings(squat, video=True).key(),
        JudgeSettings(squat.model_copy(update={"summary": "Reworded."})).key(),
    ]  # fmt: skip
    assert len(set(keys)) == len(keys)
    assert JudgeSettings(squat).key() == JudgeSettings(load_stretch("squat")).key()
