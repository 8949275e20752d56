"""A phone as camera: a second browser with its own camera leads through a hold; nobody else may."""

from __future__ import annotations

import base64
import http.client
import json
import re
import socket
import ssl
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import psutil
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from formcheck.store.history.history import History
from formcheck.store.people.personal import keep_notice_read
from formcheck.ui.phone.listener import COOKIE
from tests.browser.accessible import violations
from tests.browser.server import Server, free_port
from tests.browser.test_live import phase, settled
from tests.network import needs_strace

MS = 180_000
HOME = "127.0.0.2"
"""Stands for the home network: nothing in tests listens beyond the loopback."""

PORTRAIT, LANDSCAPE = {"width": 390, "height": 844}, {"width": 844, "height": 390}

WHERE_BUTTONS_ARE = """() => [...document.querySelectorAll('.status, .view, .bar, button, select')]
    .filter((e) => e.checkVisibility()).map((e) => e.getBoundingClientRect())
    .every((box) => box.left >= 0 && box.top >= 0 && box.right <= innerWidth + 0.5
        && box.bottom <= innerHeight + 0.5)"""

FRAME_SHOWN = """(video) => {
  const paper = document.createElement('canvas');
  paper.width = video.videoWidth; paper.height = video.videoHeight;
  paper.getContext('2d').drawImage(video, 0, 0);
  return paper.toDataURL('image/png').split(',')[1];
}"""


@dataclass
class Place:
    """The app with `--phone`, the laptop's page, and what was asked for elsewhere."""

    server: Server
    port: int
    laptop: Page
    browser: Browser
    contexts: list[BrowserContext]

    @property
    def host(self) -> str:
        return f"{HOME}:{self.port}"

    def code(self) -> str:
        """Press for a code, and return the address that is shown."""
        self.laptop.get_by_role("button", name=re.compile("Show a code|Another code")).click()
        line = self.laptop.get_by_text("Or type this address on the phone")
        return str(re.search(r"https://\S+", line.inner_text(timeout=MS))[0])  # type: ignore[index]

    def phone(self, address: str) -> tuple[Page, int]:
        """Open an address in a browser of its own, and return its page and the answer's status."""
        context = self.browser.new_context(
            ignore_https_errors=True, viewport=PORTRAIT, has_touch=True, is_mobile=True
        )  # fmt: skip
        self.contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(MS)
        answer = page.goto(address)
        assert answer is not None
        return page, answer.status

    def ask(
        self, method: str, path: str, *, by: str = "127.0.0.1", **headers: str
    ) -> tuple[int, bytes]:
        """Ask the phone's listener without a browser."""
        trusting = ssl.create_default_context()
        trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
        line = http.client.HTTPSConnection(
            HOME, self.port, timeout=60, context=trusting, source_address=(by, 0)
        )
        try:
            line.request(method, path, headers={"Host": self.host} | headers)
            answer = line.getresponse()
            return answer.status, answer.read()
        finally:
            line.close()


@pytest.fixture(scope="module")
def server_with_phone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, int]]:
    home: Path = tmp_path_factory.mktemp("phone") / "home"
    home.mkdir()
    keep_notice_read(home)
    port = free_port(HOME)
    options = ["--phone", f"--phone-address={HOME}", f"--phone-port={port}"]
    found = Server(home, watched=True, options=options, program="tests.browser.quick_app")
    yield found, port
    found.stop()


@pytest.fixture
def place(browser: Browser, server_with_phone: tuple[Server, int]) -> Iterator[Place]:
    server, port = server_with_phone
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    laptop = context.new_page()
    laptop.set_default_timeout(MS)
    laptop.goto(server.url)
    found = Place(server, port, laptop, browser, [context])
    yield found
    for one in found.contexts:
        one.close()


def choose_seconds(place: Place, seconds: int) -> None:
    """Choose how long a hold lasts, and wait until the app has taken that in."""
    box = place.laptop.get_by_label("Seconds")
    box.fill(str(seconds))
    box.press("Enter")
    kept = place.server.home / "settings.json"
    end = time.monotonic() + MS / 1000
    while not (kept.is_file() and seconds in json.loads(kept.read_text())["choices"].values()):
        assert time.monotonic() < end, "the seconds were not taken in"
        place.laptop.wait_for_timeout(100)


def shown(page: Page) -> np.ndarray[Any, Any]:
    """Return the picture that the laptop's stage shows, in grey."""
    png = base64.b64decode(page.locator(".view video").evaluate(FRAME_SHOWN))
    grey = cv2.imdecode(np.frombuffer(png, np.uint8), cv2.IMREAD_GRAYSCALE)
    assert grey is not None
    return grey


def likeness(a: np.ndarray[Any, Any], b: np.ndarray[Any, Any]) -> float:
    """Return the correlation of two pictures of one size."""
    return float(np.corrcoef(a.ravel(), b.ravel())[0, 1])


def test_a_paired_phone_leads_through_a_hold_also_turned_on_its_side(place: Place) -> None:
    laptop = place.laptop
    choose_seconds(place, 5)
    address = place.code()
    phone, status = place.phone(address)
    assert status == 200
    assert phone.url == f"https://{place.host}/", "the code does not stay in the address"
    phone.locator(".go").click()
    expect(phone.locator(".status")).to_have_text("Ready. Press Start on the laptop", timeout=MS)
    for size in (LANDSCAPE, PORTRAIT):
        phone.set_viewport_size(size)  # type: ignore[arg-type]
        phone.wait_for_function(WHERE_BUTTONS_ARE)
    expect(laptop.get_by_text("Paired: the phone at 127.0.0.1")).to_be_visible(timeout=MS)
    expect(laptop.locator(".pick select")).to_have_value("phone", timeout=MS)
    replayed, status = place.phone(address)
    assert status == 403
    assert replayed.locator("body").inner_text().startswith("Not paired.")
    assert replayed.context.cookies() == []
    laptop.locator(".go").click()
    expect(phone.locator(".status")).to_have_text("The laptop sees you", timeout=MS)
    phase(laptop, "work")
    expect(laptop.locator(".angle .target")).to_have_text("target 185 to 200\N{DEGREE SIGN}")
    upright = shown(laptop)
    phase(laptop, "rest")
    expect(laptop.locator(".cue")).to_contain_text("5 seconds")
    # Its screen is locked upright, and it is turned with its left edge down.
    phone.context.new_cdp_session(phone).send(
        "DeviceOrientation.setDeviceOrientationOverride", {"alpha": 0, "beta": 0, "gamma": -85}
    )
    expect(laptop.locator(".view video")).to_have_js_property("videoWidth", 480, timeout=MS)
    turned = shown(laptop)
    assert turned.shape == upright.shape[::-1]
    assert likeness(turned, cv2.rotate(upright, cv2.ROTATE_90_COUNTERCLOCKWISE)) > 0.8
    assert likeness(turned, cv2.rotate(upright, cv2.ROTATE_90_CLOCKWISE)) < 0.6
    laptop.locator(".finish").click()
    expect(laptop.get_by_text("How it went")).to_be_visible(timeout=MS)
    expect(phone.locator(".status")).to_have_text("Ready. Press Start on the laptop", timeout=MS)
    saved, *_ = History(place.server.home).sessions()
    assert saved.origin == "live"
    assert saved.good_s == pytest.approx(5.0, abs=0.5)
    laptop.get_by_role("button", name="Forget the phone").click()
    expect(phone.locator(".status")).to_contain_text("no longer paired", timeout=MS)
    assert phone.evaluate("document.querySelector('video').srcObject") is None


def test_strangers_get_nothing_while_a_phone_is_paired(place: Place) -> None:
    phone, _ = place.phone(place.code())
    cookie = {c["name"]: c["value"] for c in phone.context.cookies()}[COOKIE]  # type: ignore[typeddict-item]
    own = {"Cookie": f"{COOKIE}={cookie}", "Origin": f"https://{place.host}"}
    assert place.ask("POST", "/frames", **own) == (200, b'{"n":0,"wanted":false}')
    refused = {
        "unpaired": place.ask("GET", "/"),
        "a guess": place.ask("GET", "/AAAAAAAAAA"),
        "a stolen cookie": place.ask("POST", "/frames", by="127.0.0.3", **own),
        "a foreign page": place.ask("POST", "/frames", **own | {"Origin": "https://evil.example"}),
        "a rebound name": place.ask("GET", "/", **own | {"Host": "evil.example"}),
        "Streamlit": place.ask("GET", "/_stcore/health", **own),
        "Streamlit's socket": place.ask(
            "GET", "/_stcore/stream", **own, Upgrade="websocket", Connection="Upgrade"
        ),
    }  # fmt: skip
    assert {who: answer[0] for who, answer in refused.items()} == dict.fromkeys(refused, 403)
    assert all(answer[1].startswith(b"Not paired.") for answer in refused.values())
    with socket.create_connection((HOME, place.port), timeout=60) as line:
        line.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")  # without TLS
        with_nothing = b"".join(iter(lambda: line.recv(4096), b""))
    assert b"HTTP" not in with_nothing


def test_every_page_says_that_a_phone_may_be_the_camera(place: Place) -> None:
    place.code()
    for path in ("/about", "/progress", "/setup"):
        place.laptop.goto(place.server.url + path)
        place.laptop.get_by_role("heading", level=1).wait_for()
        expect(place.laptop.get_by_text("A phone may be the camera.")).to_be_visible(timeout=MS)
        expect(place.laptop.get_by_text(f"https://{place.host}").first).to_be_visible()
    settled(place.laptop)
    assert violations(place.laptop) == []


def test_only_what_was_asked_for_listens(server: Server, place: Place) -> None:
    assert listening(server) == {("127.0.0.1", server.port)}
    expected = {("127.0.0.1", place.server.port), (HOME, place.port)}
    assert listening(place.server) == expected


def listening(server: Server) -> set[tuple[str, int]]:
    """Return every address on which an app and its processes listen."""
    top = psutil.Process(server.pid)
    lines = [
        line for one in (top, *top.children(recursive=True)) for line in one.net_connections("inet")
    ]
    return {(line.laddr.ip, line.laddr.port) for line in lines if line.status == "LISTEN"}


@needs_strace
def test_nothing_has_left_this_machine(place: Place) -> None:
    """Comes last: it looks at everything that the server did in the tests before."""
    assert place.server.outside() == []
    log = place.server.home.with_suffix(".log").read_text()
    assert "Traceback" not in log, json.dumps(log)
