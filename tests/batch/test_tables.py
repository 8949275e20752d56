"""The tables of a batch, its overview, and what the documentation says of them."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import replace
from html import escape
from pathlib import Path
from urllib.parse import quote, unquote

import numpy as np
import pyarrow.parquet as pq
import pytest

from formcheck.batch.columns import CLIPS, SETS
from formcheck.batch.digest import Digest, Listed, StretchDigest, _bins, digest
from formcheck.batch.overview import share, write_overview
from formcheck.batch.run import run_batch
from formcheck.batch.table import cell_kind, write_tables
from formcheck.batch.task import Status
from formcheck.batch.work import found_of
from formcheck.coach.frame.summary_model import Summary
from formcheck.codes.states import Verdict
from formcheck.errors import InputError
from formcheck.review import Review
from formcheck.store.recordings.recording import Recording
from formcheck.stretches.model.stretch import Stretch
from formcheck.terminal import show_digest
from tests.batch.fakes import clips, fake_review, inline
from tests.store.factory import hold_summary, lunge, meta, performance, reps_summary, squat

DOCS = Path(__file__).parents[2] / "docs" / "batch.md"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("batch")
    tasks = clips(folder / "in", 120)
    for n, task in enumerate(tasks):
        carried = {"person": f"{n % 7:03}", "age": str(30 + n % 9), "weight": "", "b": "1.5"}
        tasks[n] = replace(task, carried=carried)
    run_batch(tasks, folder / "out", inline, work=fake_review)
    write_tables(folder / "out")
    return folder / "out"


def test_tables_hold_every_clip_and_set_with_types_units_and_carried_columns(out: Path) -> None:
    table = pq.read_table(out / "clips.parquet")
    assert table.num_rows == 120
    carried = ["person", "age", "weight", "b"]
    assert table.column_names == [*(column.name for column in CLIPS), *carried]
    kinds = [str(table.schema.field(name).type) for name in carried]
    assert kinds == ["string", "int64", "string", "double"]
    assert table.schema.field("held_s").metadata[b"unit"] == b"s"
    sets = pq.read_table(out / "sets.parquet")
    assert sets.column_names == [*(column.name for column in SETS), *carried]
    judged = {row["name"] for row in table.to_pylist() if row["status"] == Status.judged}
    assert 0 < len(set(sets["name"].to_pylist())) <= len(judged)
    assert set(sets["name"].to_pylist()) <= judged
    with (out / "clips.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["name"] for row in rows] == table["name"].to_pylist()
    assert [row["person"] for row in rows] == table["person"].to_pylist()
    assert rows[0]["person"] == "000"


def test_the_digest_adds_up_and_says_why(out: Path) -> None:
    found = digest(out)
    assert sum(found.statuses.values()) == found.clips == 120
    assert sum(count for _, count in found.reasons) == found.refused
    assert dict(found.reasons)["The file cannot be read"] == len(
        [why for _, why in found.failed if "film it again" in why]
    )
    assert "Not recognised: You turned away" in dict(found.reasons)
    (squat,) = found.stretches
    assert squat.clips == squat.verdicts["good"] == found.statuses[Status.judged]
    assert sum(bar.count for bar in squat.bins) == squat.sets
    assert all(one.by > 0 for one in found.worst)
    ranks = [one.by / one.sigma for one in found.worst]
    assert ranks == sorted(ranks, reverse=True)


def test_the_overview_refers_to_files_of_the_batch_alone(out: Path) -> None:
    page = write_overview(out, digest(out)).read_text()
    links = re.findall(r'href="([^"#]+)"', page)
    assert len(links) > 20
    assert all((out / link).is_file() for link in links)
    assert "http" not in page
    assert "<script" not in page
    assert page.count('class="column"') == len(digest(out).stretches[0].bins)


def test_every_judged_clip_is_linked_with_its_report(out: Path) -> None:
    found = digest(out)
    page = write_overview(out, found).read_text()
    judged = [one for one in found.listed if one.report is not None]
    assert len(found.listed) == found.clips
    assert len(judged) == found.statuses[Status.judged]
    for one in judged:
        assert one.report is not None
        assert f'<a href="{quote(one.report)}">{escape(one.name)}</a>' in page


def test_names_of_clips_are_escaped_in_links_and_in_text(tmp_path: Path) -> None:
    name = 'a & b "c" #1 <b>%20.mp4'
    one = Listed(name, f"results/{name}/report.html", "Squat", Verdict.GOOD, None, (3, 8), "knee",
                 91.0, 4.0)  # fmt: skip
    page = write_overview(
        tmp_path, Digest(1, dict.fromkeys(Status, 0), 0, (), (), (), (), (one,))
    ).read_text()
    (link,) = re.findall(r'<a href="(results/[^"]+)">', page)
    assert unquote(link) == one.report
    assert not re.search(r"[<>#\s]", link)
    assert "<b>%20" not in page
    assert "3 of 8" in page


@pytest.mark.parametrize(("angles", "drawn", "half"), [
    ([171.0], False, False), ([171.0, 185.0, 190.0], False, False),
    ([170.0 + n for n in range(5)], False, True), ([170.0 + n for n in range(8)], True, True),
    ([171.0] * 9, False, True),
])  # fmt: skip
def test_a_distribution_is_drawn_of_enough_values(
    tmp_path: Path, angles: list[float], drawn: bool, half: bool
) -> None:
    median, ends = angles[len(angles) // 2], (angles[0], angles[-1])
    one = StretchDigest(
        "squat", "Squat", len(angles), dict.fromkeys(Verdict, 0), "hip", len(angles), median, ends,
        _bins(np.array(angles)),
    )  # fmt: skip
    found = Digest(len(angles), dict.fromkeys(Status, 0), 0, (), (one,), (), ())
    page = write_overview(tmp_path, found).read_text()
    assert ('class="histogram"' in page) == drawn
    assert ("half of all between" in page) == half
    assert f"<strong>{median:.0f}°</strong>" in page


def test_a_folder_without_tables_says_how_to_make_them(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="formcheck batch summary"):
        digest(tmp_path)


def test_cells_have_the_most_special_kind_that_keeps_them() -> None:
    texts = ["", "0", "-12", "007", "1.50", "1e-3", "0x10", "nan", "1,5", "9" * 30, "2026-03-01"]
    assert [cell_kind(text) for text in texts] == [
        None, "whole", "whole", "text", "number", "number", "text", "text", "text", "number",
        "text",
    ]  # fmt: skip
    assert [share(n, 300) for n in (0, 1, 150)] == ["0 %", "below 1 %", "50 %"]
    assert share(0, 0) == "0 %"


def test_the_documentation_names_every_column_with_its_unit() -> None:
    text = DOCS.read_text()
    for column in (*CLIPS, *SETS):
        unit = column.unit or ""
        assert f"| `{column.name}` | {unit} | {column.meaning} |" in text


def test_the_example_in_the_documentation_answers_its_question(
    out: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", DOCS.read_text(), re.DOTALL)
    assert len(code.strip().splitlines()) <= 10
    monkeypatch.chdir(out)
    exec(compile(code, str(DOCS), "exec"), {})
    shown = capsys.readouterr().out
    assert "000" in shown
    assert "NaN" not in shown


@pytest.mark.parametrize(
    ("stretch", "summary", "kinds"),
    [(lunge(), hold_summary(), ["hold"]), (squat(), reps_summary(), ["reps"])],
)
def test_rows_of_a_review_have_known_columns_and_plain_cells(
    stretch: Stretch, summary: Summary, kinds: list[str]
) -> None:
    reports = performance()
    recording = Recording.of(meta(), [report.measurements for report in reports])
    review = Review(stretch, summary, tuple(reports), recording)
    found = found_of(review, Path("clip.mp4"))
    assert set(found.clip) <= {column.name for column in CLIPS}
    assert {name for row in found.sets for name in row} <= {column.name for column in SETS}
    assert list(dict.fromkeys(row["kind"] for row in found.sets)) == kinds
    assert json.loads(json.dumps([found.clip, *found.sets])) == [found.clip, *found.sets]
    assert found.clip["headline_code"] == str(summary.headline.code)
    assert all(bool(row.get("ended_by")) == bool(row.get("ended_by_code")) for row in found.sets)
    texts = [found.clip["headline"], *(row.get("ended_by") for row in found.sets)]
    assert all(text is None or " " in text for text in texts)


def test_where_nothing_was_held_the_angle_is_that_of_the_report() -> None:
    summary = hold_summary(holds=(), held_s=0.0, longest_s=0.0)
    reports = performance()
    recording = Recording.of(meta(), [report.measurements for report in reports])
    row = found_of(Review(lunge(), summary, tuple(reports), recording), Path("clip.mp4")).clip
    assert (row["holds"], row["held_s"]) == (0, 0.0)
    assert (row["measure"], row["angle"], row["angle_sigma"]) == ("hip", 188.4, 5.6)
    assert (row["target_low"], row["target_high"]) == (185.0, 200.0)
    unseen = hold_summary(holds=(), held_s=0.0, longest_s=0.0, checks=summary.checks[:1])
    row = found_of(Review(lunge(), unseen, tuple(reports), recording), Path("clip.mp4")).clip
    assert "angle" not in row


def test_a_stretch_that_nobody_held_shows_what_was_tried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    tasks = clips(tmp_path / "in", 30)
    run_batch(tasks, tmp_path, inline, work=lambda *task: replace(fake_review(*task), sets=()))
    write_tables(tmp_path)
    found = digest(tmp_path)
    (squat,) = found.stretches
    angles = [one.angle for one in found.listed if one.angle is not None]
    assert (squat.sets, squat.median, squat.bins) == (0, np.median(angles), ())
    page = write_overview(tmp_path, found).read_text()
    assert "this is what was tried" in page
    assert f"<strong>{squat.median:.0f}°</strong>" in page
    show_digest(found, 3)
    assert f"{squat.median:.0f}°, tried only" in " ".join(capsys.readouterr().out.split())
