"""Pairing: one code, for one phone, once, for three minutes.

A code is shown on the laptop alone. Whoever brings it gets a token that counts from their address
only, and the code is void. A newer phone takes the place of the one before.
"""

from __future__ import annotations

import hmac
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

CODE_S: Final = 180.0
"""A code counts for so many seconds: time to scan it and to read the browser's warning."""

LETTERS: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Of codes; without those that look alike, for who types the address."""

CODE_LENGTH: Final = 10
"""Of 31 letters: 8e14 codes, of which `MOST_WRONG_IN_ALL` can be tried."""

MOST_WRONG: Final = 5
"""So many wrong codes from one address, and for `WRONG_S` it is not listened to."""

WRONG_S: Final = 60.0

MOST_WRONG_IN_ALL: Final = 40
"""So many wrong codes from anywhere, and the code is void."""

UNUSED_S: Final = 1800.0
"""A phone that was silent for this long has to be paired again."""

LONGEST_S: Final = 8 * 3600.0
"""So does one that was paired this long ago."""


@dataclass(frozen=True, slots=True)
class Code:
    """A code that is shown.

    Attributes:
        text: Ten letters and digits.
        until_s: When it expires, on the clock of its pairing.
    """

    text: str
    until_s: float


@dataclass(slots=True)
class _Phone:
    token: str
    address: str
    since_s: float
    used_s: float


class Pairing:
    """Who may send pictures; safe to use from several threads.

    Args:
        clock: Seconds that only rise.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._code: Code | None = None
        self._phone: _Phone | None = None
        self._wrong: dict[str, list[float]] = {}
        self._wrong_in_all = 0

    def new_code(self) -> Code:
        """Make a code; the one before is void, and no wrong guess counts any more."""
        with self._lock:
            text = "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))
            self._code = Code(text, self._clock() + CODE_S)
            self._wrong_in_all = 0
            return self._code

    def code(self) -> Code | None:
        """Return the code that counts now, or None."""
        with self._lock:
            return self._valid_code()

    def left_s(self, code: Code) -> float:
        """Return for how many seconds a code counts yet, at least 0."""
        return max(0.0, code.until_s - self._clock())

    def redeem(self, text: str, address: str) -> str | None:
        """Take a code in.

        Args:
            text: The code as it came; dashes and small letters are allowed.
            address: Whose request it was.

        Returns:
            The token of the phone, or None where the code is wrong, used, expired or the address
            has guessed too often.
        """
        with self._lock:
            now = self._clock()
            if self._blocked(address, now):
                return None
            code = self._valid_code()
            given = text.replace("-", "").upper().encode("ascii", "replace")
            if code is None or not hmac.compare_digest(given, code.text.encode()):
                self._note_wrong(address, now)
                return None
            self._code = None
            self._phone = _Phone(secrets.token_urlsafe(32), address, now, now)
            return self._phone.token

    def knows(self, token: str, address: str) -> bool:
        """Return whether a token is the paired phone's, brought from its own address."""
        with self._lock:
            phone = self._valid_phone()
            if phone is None or phone.address != address:
                return False
            if not hmac.compare_digest(token.encode("utf-8", "replace"), phone.token.encode()):
                return False
            phone.used_s = self._clock()
            return True

    def paired(self) -> str | None:
        """Return the address of the paired phone, or None."""
        with self._lock:
            phone = self._valid_phone()
            return None if phone is None else phone.address

    def cancel(self) -> None:
        """Let no code count any more; a paired phone stays paired."""
        with self._lock:
            self._code = None

    def forget(self) -> None:
        """Let nobody in any more, until there is a new code."""
        with self._lock:
            self._code = self._phone = None

    def _valid_code(self) -> Code | None:
        if self._code is not None and self._clock() >= self._code.until_s:
            self._code = None
        return self._code

    def _valid_phone(self) -> _Phone | None:
        now, phone = self._clock(), self._phone
        if phone is not None and (now - phone.used_s > UNUSED_S or now - phone.since_s > LONGEST_S):
            self._phone = None
        return self._phone

    def _blocked(self, address: str, now: float) -> bool:
        recent = [time_s for time_s in self._wrong.get(address, []) if now - time_s < WRONG_S]
        return len(recent) >= MOST_WRONG

    def _note_wrong(self, address: str, now: float) -> None:
        kept = {
            one: times
            for one, all_times in self._wrong.items()
            if (times := [time_s for time_s in all_times if now - time_s < WRONG_S])
        }
        kept.setdefault(address, []).append(now)
        self._wrong = kept
        self._wrong_in_all += 1
        if self._wrong_in_all >= MOST_WRONG_IN_ALL:
            self._code = None
