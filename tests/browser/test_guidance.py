"""What is said before the camera: the wrong leg, another movement, a routine, one's own neutral."""

from __future__ import annotations

import json
from pathlib import Path

from playwright.sync_api import Browser, Page, Playwright, TimeoutError, expect

from tests.browser.chromium import camera_flags, write_camera
from tests.browser.conftest import Visit
from tests.browser.server import Server
from tests.browser.test_live import MS, begin, other_browser, phase, settled, stage_state


def pick(page: Page, label: str, option: str) -> None:
    """Choose something in a list of Streamlit's."""
    page.locator(".go").wait_for()
    settled(page)
    box = page.get_by_role("combobox", name=label, exact=True)
    wanted = page.get_by_role("option", name=option).first
    for _ in range(20):
        box.click()
        if label == "What":
            box.fill(option)  # a long list shows only part of itself: what is typed narrows it
        try:
            wanted.click(timeout=4000)
            break
        except TimeoutError:
            # The page was drawn anew under the press, which closed the list.
            page.keyboard.press("Escape")
    else:
        raise AssertionError(f"expected {option} among the options of {label}, found none")
    settled(page)


def test_the_wrong_leg_is_told_and_then_taken_first(browser: Browser, visit: Visit) -> None:
    page = visit(browser)
    pick(page, "Side", "Right")
    begin(page)
    phase(page, "ready")
    expect(page.locator(".cue")).to_contain_text("right leg behind you")
    told = "Change legs: right leg behind you. Or stay, and this side counts"
    expect(page.locator(".cue")).to_have_text(told, timeout=MS)
    expect(page.locator(".meter")).to_have_attribute("data-state", "waiting")
    expect(page.locator(".why")).to_have_text("it was the other leg's turn")
    expect(page.locator(".count b")).to_have_text("0")
    # Who stays like this means it, and is told so.
    taken = "All right, left leg behind you"
    expect(page.locator(".cue")).to_contain_text(taken, timeout=MS)
    expect(page.locator(".place span")).to_contain_text("Left", timeout=MS)
    expect(page.locator(".meter")).to_have_attribute("data-state", "running", timeout=MS)


def test_another_movement_is_told_and_not_scored(browser: Browser, visit: Visit) -> None:
    page = visit(browser)
    pick(page, "What", "Squat")
    begin(page)
    expect(page.locator(".cue")).to_contain_text(
        "This looks like a lunge, but you chose the squat", timeout=MS
    )
    expect(page.locator(".angle")).to_be_hidden()
    expect(page.locator(".count b")).to_have_text("0")


def test_a_routine_is_played_in_its_order(browser: Browser, visit: Visit) -> None:
    page = visit(browser)
    pick(page, "What", "Desk break")
    pick(page, "Whichever you feel more", "Half-kneeling hip-flexor lunge")
    expect(page.get_by_text("30 s, left and right. Then 15 s of rest")).to_be_visible()
    begin(page)
    place, cue, skip = page.locator(".place"), page.locator(".cue"), page.locator(".skip")
    expect(place).to_contain_text("Standing pelvic tilt", timeout=MS)
    skip.click()
    expect(place).to_contain_text("Set 2 of 2")
    phase(page, "rest")
    expect(page.locator(".meter .count span")).to_have_text("rest")
    skip.click()
    expect(cue).to_have_text("Next: Half-kneeling hip-flexor lunge, left leg behind you")
    expect(place).to_contain_text("Left")
    # The rest ends by itself; then comes the way into the position, and the stretch.
    phase(page, "ready")
    expect(page.locator(".meter")).to_have_attribute("data-state", "running", timeout=MS)
    skip.click()
    expect(cue).to_have_text("Now the other side, right leg behind you")
    skip.click()
    expect(cue).to_have_text("Next: Squat")
    skip.click()
    expect(cue).to_have_text("Next: Quiet breathing")
    page.locator(".finish").click()
    expect(page.get_by_text("How it went")).to_be_visible(timeout=MS)


def test_the_whole_picture_is_in_view_however_soon_start_is_pressed(
    browser: Browser, visit: Visit
) -> None:
    page = visit(browser, "/setup")
    page.get_by_text("Make a profile, or make yours again").click()
    page.locator(".go").click()  # while the part of the page still unfolds
    stage_state(page, "live")
    below = "stage => stage.getBoundingClientRect().bottom - innerHeight"
    assert page.locator(".stage").evaluate(below) <= 1


def test_a_baseline_is_made_before_the_camera_and_used(
    playwright: Playwright, visit: Visit, server: Server, tmp_path: Path
) -> None:
    file = tmp_path / "standing.mjpeg"
    write_camera(file, "calibration", (0.0, 18.8), mirrored=False)
    with other_browser(playwright, *camera_flags(file)) as browser:
        page = visit(browser, "/setup")
        page.get_by_text("Make a profile, or make yours again").click()
        box = page.get_by_label("Name of the profile")
        box.fill("anna")
        box.press("Enter")
        settled(page)
        begin(page)
        phase(page, "work")
        expect(page.locator(".meter .count span")).to_have_text("of 10 s", timeout=MS)
        expect(page.locator(".meter .count span")).to_have_text("of tilt", timeout=MS)
        expect(page.get_by_text("Made on").first).to_be_visible(timeout=MS)
        expect(page.get_by_text("your right side to the camera")).to_be_visible()
        assert json.loads((server.home / "settings.json").read_text())["profile"] == "anna"
        assert [one.stem for one in (server.home / "profiles").iterdir()] == ["anna"]
        page.get_by_role("link", name="Stretch").click()
        expect(page.get_by_role("combobox", name="Profile")).to_have_value("anna")
        begin(page)
        phase(page, "ready")
        page.get_by_role("link", name="Set-up").click()
        page.get_by_role("button", name="Delete").click()
        page.get_by_role("dialog").get_by_role("button", name="Delete").dblclick()
        expect(page.get_by_text("There is no profile yet")).to_be_visible(timeout=MS)
        expect(page.get_by_role("dialog")).to_have_count(0)
        page.get_by_role("button", name="Take it back").click()
        expect(page.get_by_role("combobox", name="Profile")).to_be_enabled(timeout=MS)
