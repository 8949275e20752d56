"""The phone's door: one page and one place for frames, for the paired phone from its own page."""

from __future__ import annotations

import base64
import hashlib
import re
import socket
import struct
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest

from formcheck.ui.live.protocol import MOST_BYTES
from formcheck.ui.phone.certificate import Certificate
from formcheck.ui.phone.listener import COOKIE, Door
from formcheck.ui.phone.pairing import MOST_WRONG, Pairing
from formcheck.ui.phone.switch import Phone
from tests.ui.phone.test_feed import Sink, run_apart

HOST = "192.168.1.20:8502"
ORIGIN = f"https://{HOST}"
OWN = (
    "/about", "/_stcore/health", "/_stcore/stream", "/live/socket?token=x", "/formcheck/media/x",
    "/static/js/x.js",
)  # fmt: skip
"""Addresses of the app itself, which stays on the loopback."""

PHONE, STRANGER = "192.168.1.23", "192.168.1.66"


class Place:
    """A door, and who knocks at it."""

    def __init__(self) -> None:
        line = socket.socket()
        line.close()
        certificate = Certificate.__new__(Certificate)
        self.phone = Phone("192.168.1.20", 8502, line, certificate, Pairing())
        self.door = Door(self.phone)

    def ask(
        self, method: str, path: str, *, by: str = PHONE, token: str = "", body: bytes = b"",
        **headers: str,
    ) -> httpx2.Response:  # fmt: skip
        fields = {"host": HOST} | {name.replace("_", "-"): text for name, text in headers.items()}
        if token:
            fields["cookie"] = f"{COOKIE}={token}"

        async def run() -> httpx2.Response:
            transport = httpx2.ASGITransport(self.door, client=(by, 4000))
            async with httpx2.AsyncClient(transport=transport, base_url=ORIGIN) as client:
                return await client.request(method, path, headers=fields, content=body)

        return run_apart(run())

    def pair(self, by: str = PHONE) -> str:
        answer = self.ask("GET", f"/{self.phone.pairing.new_code().text}", by=by)
        assert answer.status_code == 200
        found = re.match(rf"{COOKIE}=([^;]+)", answer.headers["set-cookie"])
        assert found is not None
        return found[1]

    def frames(self, token: str, body: bytes = b"", **options: Any) -> httpx2.Response:
        return self.ask("POST", "/frames", token=token, body=body, **({"origin": ORIGIN} | options))


@pytest.fixture
def place() -> Iterator[Place]:
    return Place()


def nothing(answer: httpx2.Response) -> bool:
    """Whether an answer is a refusal that gives nothing away."""
    return (
        answer.status_code == 403
        and answer.text.startswith("Not paired.")
        and "set-cookie" not in answer.headers
    )


def test_the_page_comes_once_with_the_code_and_then_with_the_cookie(place: Place) -> None:
    code = place.phone.pairing.new_code().text
    first = place.ask("GET", f"/{code}")
    assert first.status_code == 200
    assert "Turn the camera on" in first.text
    cookie = first.headers["set-cookie"]
    assert cookie.startswith(f"{COOKIE}=")
    flags = {part.strip().lower() for part in cookie.split(";")[1:]}
    assert flags == {"httponly", "path=/", "samesite=strict", "secure"}
    assert first.headers["cache-control"] == "no-store"
    policy = first.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert nothing(place.ask("GET", f"/{code}")), "a replayed code"
    token = cookie.split(";")[0].split("=")[1]
    assert place.ask("GET", "/", token=token).text == first.text


@pytest.mark.parametrize(
    ("code", "button"), [("de", "Kamera einschalten"), ("es", "Encender la cámara")]
)
def test_the_page_speaks_the_language_of_the_laptop(
    place: Place, monkeypatch: pytest.MonkeyPatch, code: str, button: str
) -> None:
    monkeypatch.setattr("formcheck.ui.phone.listener.chosen_language", lambda: code)
    answer = place.ask("GET", "/", token=place.pair())
    assert f'<html lang="{code}">' in answer.text
    assert f">{button}</button>" in answer.text
    script = answer.text.partition("<script>")[2].partition("</script>")[0]
    assert 'tr("' not in script, "a word that stayed in English"
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"'sha256-{digest}'" in answer.headers["content-security-policy"]
    refused = place.ask("GET", "/")
    assert refused.status_code == 403
    assert not refused.text.startswith("Not paired.")


def test_the_unpaired_get_nothing_wherever_they_ask(place: Place) -> None:
    place.pair()
    place.phone.pairing.new_code()
    for path in (*OWN, "/", "/frames", "/AAAAAAAAAA", "//", "/%2e%2e/x"):
        for method in ("GET", "POST", "PUT", "DELETE", "OPTIONS", "HEAD"):
            for by in (PHONE, STRANGER):
                answer = place.ask(method, path, by=by, token="guess", origin=ORIGIN)
                assert answer.status_code == 403, (method, path)
                assert "set-cookie" not in answer.headers


def test_the_paired_phone_finds_nothing_but_its_page_and_the_frames(place: Place) -> None:
    token = place.pair()
    for path in OWN:
        for method in ("GET", "POST"):
            assert nothing(place.ask(method, path, token=token, origin=ORIGIN)), (method, path)


def test_a_stolen_cookie_is_worth_nothing_elsewhere(place: Place) -> None:
    token = place.pair()
    assert nothing(place.ask("GET", "/", token=token, by=STRANGER))
    assert nothing(place.frames(token, by=STRANGER))
    assert place.frames(token).status_code == 200


@pytest.mark.parametrize(
    "origin",
    ["https://evil.example", "http://192.168.1.20:8502", "https://192.168.1.20", "null", ""],
)
def test_a_foreign_origin_gets_nothing(place: Place, origin: str) -> None:
    token = place.pair()
    code = place.phone.pairing.new_code().text
    assert nothing(place.ask("GET", "/", token=token, origin=origin))
    assert nothing(place.frames(token, origin=origin))
    assert nothing(place.ask("GET", f"/{code}", origin=origin))
    assert place.phone.pairing.code() is not None, "nor is the code used up"


def test_a_frame_without_an_origin_is_refused(place: Place) -> None:
    assert nothing(place.ask("POST", "/frames", token=place.pair()))


@pytest.mark.parametrize(
    "host", ["evil.example:8502", "192.168.1.20", "192.168.1.20:8501", "127.0.0.1:8502", ""]
)
def test_another_name_for_this_machine_is_refused(place: Place, host: str) -> None:
    token = place.pair()
    code = place.phone.pairing.new_code().text
    for path in ("/", f"/{code}"):
        assert nothing(place.ask("GET", path, token=token, host=host))
    assert nothing(place.frames(token, host=host))


def test_a_code_in_a_picture_of_a_foreign_page_is_not_used_up(place: Place) -> None:
    code = place.phone.pairing.new_code().text
    for target in ("image", "iframe", "empty", "script"):
        assert nothing(place.ask("GET", f"/{code}", sec_fetch_dest=target))
    assert place.ask("HEAD", f"/{code}", origin=ORIGIN).status_code == 403
    assert place.ask("GET", f"/{code}", sec_fetch_dest="document").status_code == 200


def test_who_guesses_codes_is_not_heard_for_a_while(place: Place) -> None:
    code = place.phone.pairing.new_code().text
    for _ in range(MOST_WRONG):
        assert nothing(place.ask("GET", "/AAAAAAAAAA", by=STRANGER))
    assert nothing(place.ask("GET", f"/{code}", by=STRANGER))
    assert place.ask("GET", f"/{code}").status_code == 200


def test_a_phone_is_told_whether_frames_are_wanted(place: Place) -> None:
    token = place.pair()
    assert place.frames(token).json() == {"n": 0, "wanted": False}
    place.phone.feed.attach(Sink())
    assert place.frames(token).json() == {"n": 0, "wanted": True}


def test_what_is_too_large_or_no_frame_is_refused(place: Place) -> None:
    token = place.pair()
    sink = Sink()
    place.phone.feed.attach(sink)
    assert place.frames(token, b"x" * (MOST_BYTES + 1)).status_code == 413
    for wrong in (b"short", struct.pack("<Id", 1, float("inf")) + b"jpeg"):
        assert place.frames(token, wrong).status_code == 400
    assert sink.frame is None


def test_the_one_before_is_out_when_another_phone_is_paired(place: Place) -> None:
    before = place.pair()
    after = place.pair(STRANGER)
    assert nothing(place.frames(before))
    assert place.frames(after, by=STRANGER).status_code == 200
