from __future__ import annotations

import base64
import dataclasses
import math
import re
import time
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import cv2
import numpy as np
import pytest

from formcheck.coach.coach import Coach
from formcheck.coach.frame.report import Clock, Cue, FrameReport, RepCount
from formcheck.coach.frame.summary_model import Summary
from formcheck.errors import InputError
from formcheck.measure.model.measurement import Legs, Measurement, Measurements, View
from formcheck.message import authored
from formcheck.report.chart import angle_chart, cue_moments
from formcheck.report.html import Still, _date, telling_moments, write_report
from formcheck.report.timeline import timeline
from formcheck.store.recordings.recording import RecordingMeta
from formcheck.stretches.files.loading import load_stretch
from formcheck.stretches.model.stretch import Stretch
from tests.store import factory


def squats() -> list[FrameReport]:
    return [
        factory.frame(
            i,
            i / 10,
            reps=RepCount(i // 30, 5, "top"),
            stretch=factory.squat(),
            knee_right=Measurement.known(135 + 40 * math.cos(i / 10 * 2 * math.pi / 3), 4.0),
        )
        for i in range(130)
    ]


def blind() -> list[FrameReport]:
    cue = Cue(authored("Turn so that your right side faces the camera"), "view")
    clock = Clock(0.0, 30.0, "waiting", authored("the camera sees you from the front"), 0)
    return [factory.frame(i, i / 10, None, cue, clock) for i in range(60)]


CASES: dict[str, tuple[Summary, list[FrameReport], Stretch]] = {
    "hold": (factory.hold_summary(), factory.performance(), factory.lunge()),
    "reps": (factory.reps_summary(), squats(), factory.squat()),
    "unknown": (factory.unknown_summary(), blind(), factory.lunge()),
}


def page(
    tmp_path: Path, case: str = "hold", meta: RecordingMeta | None = None, **changes: Any
) -> str:
    summary, reports, stretch = CASES[case]
    image = np.full((480, 640, 3), (200, 40, 40), dtype=np.uint8)
    stills = [Still(t, caption, image) for t, caption in telling_moments(summary, reports)]
    path = tmp_path / "report.html"
    summary = dataclasses.replace(summary, **changes)
    write_report(path, summary, reports, stretch, stills, meta or factory.meta())
    return path.read_text(encoding="utf-8")


def words(html: str) -> str:
    body = html[html.index("<main>") : html.index("</main>")]
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


@pytest.mark.parametrize("case", CASES)
def test_the_page_is_complete_in_itself_and_well_formed(case: str, tmp_path: Path) -> None:
    html = page(tmp_path, case)
    bare = re.sub(r"base64,[^\"]+", "base64,", html)
    assert not re.search(r"https?:|//[a-z]|@import|<script|<link|javascript:", bare, re.IGNORECASE)
    references = re.findall(r'(?:src|href|url)\s*[=(]\s*["\']?([^"\')>\s]+)', html)
    assert all(ref.startswith(("#", "data:image/jpeg;base64,")) for ref in references)
    root = ElementTree.fromstring(html)
    assert root.attrib["lang"] == "en"
    assert root.find("head/title") is not None
    assert [h.tag for h in root.iter() if h.tag in ("h1",)] == ["h1"]
    ids = [e.attrib["id"] for e in root.iter() if "id" in e.attrib]
    assert len(ids) == len(set(ids))
    pointed = {e.attrib["href"][1:] for e in root.iter("use") if "href" in e.attrib}
    assert pointed <= set(ids)
    assert "nan" not in words(html).lower().split()
    assert "None" not in words(html)
    HTMLParser().feed(html)


def test_a_hold_says_what_was_held_and_what_to_change(tmp_path: Path) -> None:
    text = words(page(tmp_path))
    assert "Good enough" in text
    assert "24 of 30 s" in text
    assert "Stay six seconds longer" in text
    assert "188° ± 6 target 185 to 200°" in text
    assert "most likely between 182° and 194°" in text
    assert "your right hip went out of sight" in text
    assert "not medical advice" in text
    assert "What to do with the camera" not in text


def test_no_share_of_the_time_that_counted_where_none_did(tmp_path: Path) -> None:
    assert "of the time that counted" in words(page(tmp_path))
    assert "of the time that counted" not in words(page(tmp_path, held_s=0.4, holds=()))


def test_repetitions_come_as_a_table(tmp_path: Path) -> None:
    root = ElementTree.fromstring(page(tmp_path, "reps"))
    rows = [" ".join("".join(row.itertext()).split()) for row in root.iter("tr")]
    assert rows[0] == "No.AtDepth"
    assert len(rows) == 5
    assert "119° ± 4" in rows[3]
    assert "Adjust" in rows[3]


def test_where_nothing_can_be_told_the_camera_is_explained(tmp_path: Path) -> None:
    text = words(page(tmp_path, "unknown"))
    assert "What to do with the camera" in text
    assert "Put the camera to your side" in text
    assert "What you held" not in text


def test_another_movement_is_not_scored_and_the_camera_is_not_blamed(tmp_path: Path) -> None:
    headline = "Not scored: this looks like a squat, but you chose the lunge."
    shown = words(
        page(tmp_path, "unknown", wrong="squat", headline=authored(headline), checks=(), unseen=())
    )
    assert "Not scored" in shown
    assert headline in shown
    assert "What to do with the camera" not in shown
    assert "What could not be judged" not in shown
    assert "What no camera can tell" not in shown


def test_what_people_wrote_is_escaped(tmp_path: Path) -> None:
    meta = dataclasses.replace(factory.meta(), clip="<script>alert(1)<x>&.mp4", profile="<b>ann")
    html = page(tmp_path, meta=meta, headline=authored("<img src=x onerror=alert(1)>"))
    assert "<script" not in html
    assert "<img src=x" not in html
    assert "<b>ann" not in html
    assert "&lt;script&gt;alert(1)&lt;x&gt;&amp;.mp4" in html


def test_both_themes_phones_and_print_are_served(tmp_path: Path) -> None:
    html = page(tmp_path)
    for rule in ("prefers-color-scheme: dark", "max-width: 36rem", "@media print"):
        assert rule in html
    assert html.count('class="wide"') == html.count('class="narrow"') == 1


def luminance(colour: str) -> float:
    parts = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])


@pytest.mark.parametrize("theme", [0, 1])
def test_letters_stand_out_from_their_ground(theme: int, tmp_path: Path) -> None:
    html = page(tmp_path)
    blocks = re.findall(r":root \{(.*?)\}", html, re.DOTALL)
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", blocks[theme]))
    pairs = [(ink, ground) for ink in ("ink", "quiet") for ground in ("page", "surface")]
    pairs += [(key, "surface") for key in ("good", "enough", "adjust", "unknown", "chart-hold")]
    pairs += [("chart-fault", "surface"), ("ink", "wash-adjust"), ("quiet", "wash-adjust")]
    pairs += [(ink, f"wash-{k}") for ink in ("ink", "quiet") for k in ("good", "enough", "unknown")]
    for ink, ground in pairs:
        light, dark = sorted((luminance(colours[ink]), luminance(colours[ground])), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, (ink, ground)


def test_stills_are_jpegs_of_a_modest_size(tmp_path: Path) -> None:
    summary, reports, stretch = CASES["hold"]
    image = np.zeros((1080, 1920, 3), dtype=np.uint8)
    image[:, :, 0] = 220
    path = tmp_path / "report.html"
    write_report(path, summary, reports, stretch, [Still(9.0, "x", image)], factory.meta())
    found = re.search(r"data:image/jpeg;base64,([^\"]+)", path.read_text())
    assert found
    data = np.frombuffer(base64.b64decode(found[1]), dtype=np.uint8)
    picture = cv2.imdecode(data, cv2.IMREAD_COLOR)
    assert picture is not None
    assert picture.shape == (540, 960, 3)
    assert picture[0, 0, 2] > 200  # red stays red


def test_without_frames_there_is_still_a_page(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    summary = factory.unknown_summary()
    write_report(path, summary, [], factory.lunge(), [], factory.meta(created="some day"))
    assert "some day" in path.read_text()


def test_an_unwritable_report(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    summary, reports, stretch = CASES["hold"]
    with pytest.raises(InputError, match="expected to write"):
        write_report(tmp_path / "file" / "r.html", summary, reports, stretch, [], factory.meta())


def test_telling_moments_of_a_hold() -> None:
    summary, reports, _ = CASES["hold"]
    moments = telling_moments(summary, reports)
    assert [time for time, _ in moments] == sorted(time for time, _ in moments)
    captions = {caption: time for time, caption in moments}
    assert captions["The hold begins"] == 9.0
    assert 9.4 <= captions["The best moment of the hold"] <= 33.0
    assert any("Rear hip" in caption for caption in captions)


def test_the_best_moment_of_a_hold_is_not_on_the_way_out_of_it() -> None:
    summary, reports, _ = CASES["hold"]
    passing = factory.frame(328, 32.8, 192.5, reports[300].cue, reports[328].clock)
    moments = telling_moments(summary, [*reports[:328], passing, *reports[329:]])
    captions = {caption: time for time, caption in moments}
    assert captions["The best moment of the hold"] < 31.6


def test_the_best_moment_of_a_hold_is_one_that_counts() -> None:
    """Once the seconds are done, the picture would say that it is time to come out."""
    summary, reports, _ = CASES["hold"]
    done = Clock(30.0, 30.0, "done", None, 1)
    surest = factory.frame(250, 25.0, 192.5, reports[250].cue, done)
    moments = telling_moments(summary, [*reports[:250], surest, *reports[251:]])
    captions = {caption: time for time, caption in moments}
    assert captions["The best moment of the hold"] != 25.0
    running = factory.frame(250, 25.0, 192.5, reports[250].cue, reports[250].clock)
    moments = telling_moments(summary, [*reports[:250], running, *reports[251:]])
    captions = {caption: time for time, caption in moments}
    assert captions["The best moment of the hold"] == 25.0


def test_the_hold_begins_where_its_clock_is_seen_to_run() -> None:
    summary, reports, _ = CASES["hold"]
    waiting = [
        dataclasses.replace(
            report, clock=Clock(0.0, 30.0, "waiting", authored("you were still moving"), 0)
        )
        for report in reports[90:95]
    ]
    moments = telling_moments(summary, [*reports[:90], *waiting, *reports[95:]])
    assert (reports[95].time_s, "The hold begins") in moments


def test_a_fault_inside_the_hold_is_shown_at_its_worst() -> None:
    summary, reports, _ = CASES["hold"]
    cue = Cue(authored("Let your hips travel forward"), "fault", "rear-hip")
    deep = factory.frame(200, 20.0, 160.0, cue, reports[200].clock)
    moments = telling_moments(summary, [*reports[:200], deep, *reports[201:]])
    assert (20.0, "Rear hip: furthest from its target") in moments


def test_telling_moments_of_repetitions_of_blind_clips_and_of_nothing() -> None:
    summary, reports, _ = CASES["reps"]
    assert 1 <= len(telling_moments(summary, reports)) <= 3
    summary, reports, _ = CASES["unknown"]
    assert telling_moments(summary, reports) == [
        (3.0, "Turn so that your right side faces the camera")
    ]
    quiet = [dataclasses.replace(report, cue=None) for report in reports]
    assert telling_moments(summary, quiet)[0][1] == "What the camera saw"
    assert telling_moments(summary, []) == []


def test_a_picture_that_tells_nothing_new_does_not_stand_beside_the_fault() -> None:
    summary, reports, _ = CASES["hold"]
    shallow = [report for report in reports if report.time_s < 9.0]
    moments = telling_moments(dataclasses.replace(summary, holds=()), shallow)
    assert [caption for _, caption in moments] == ["Rear hip: what to change"]


def test_the_chart_keeps_text_and_breaks_where_nothing_is_known() -> None:
    summary, reports, stretch = CASES["hold"]
    chart = angle_chart(timeline(summary, reports, stretch, "rear-hip"))
    assert chart is not None
    assert "held 24 s" in chart
    assert "var(--chart-line)" in chart
    assert not re.search(r"#0[1-9]0[1-9]0[1-9]", chart)
    line = re.search(r'<path d="([^"]+)"[^>]*stroke: var\(--chart-line\)', chart)
    assert line
    assert line[1].count("M") == 2
    assert angle_chart(timeline(summary, reports, stretch, "arch")) is None


def test_short_remarks_are_no_cue_moments() -> None:
    summary, _, stretch = CASES["hold"]
    said = cue_moments(timeline(summary, factory.performance(), stretch))
    assert [(c.number, c.time_s) for c in said] == [(1, 0.0), (2, 33.0), (3, 35.0)]
    assert cue_moments(timeline(summary, factory.performance(0.8), stretch)) == []


def test_a_fault_of_the_second_view_is_pictured_where_it_is_worst() -> None:
    coach, reports = Coach(load_stretch("squat")), []
    for number in range(160):
        time_s = number / 20.0
        knees = 95.0 - 50.0 * math.sin(math.pi * (time_s % 4.0) / 4.0) ** 2 - 0.5 * time_s
        values = {"knees_over_feet": Measurement.known(knees, 5.0)}
        view = View("front", 88.0, 5.0, None)
        reports.append(coach.update(Measurements(number, time_s, True, view, Legs(), values)))
    time_s, caption = telling_moments(coach.finish(), reports)[0]
    assert time_s == pytest.approx(6.0, abs=0.3), "the bottom of the second and worst one"
    assert caption.startswith("Knees caving")


def test_the_day_is_that_of_the_place_and_not_of_utc(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    try:
        assert _date("2026-01-01T23:30:00+00:00") == "2 January 2026"
    finally:
        monkeypatch.undo()
        time.tzset()
