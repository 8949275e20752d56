"""Pairing: a code counts once, for its time, from who did not guess, and its token at one place."""

from __future__ import annotations

import pytest

from formcheck.ui.phone.pairing import (
    CODE_LENGTH,
    CODE_S,
    LETTERS,
    LONGEST_S,
    MOST_WRONG,
    MOST_WRONG_IN_ALL,
    UNUSED_S,
    WRONG_S,
    Pairing,
)

HOME, OTHER = "192.168.1.23", "192.168.1.66"


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def pairing(clock: Clock) -> Pairing:
    return Pairing(clock)


def paired(pairing: Pairing, address: str = HOME) -> str:
    token = pairing.redeem(pairing.new_code().text, address)
    assert token is not None
    return token


def test_without_a_code_that_was_asked_for_nobody_comes_in(pairing: Pairing) -> None:
    assert pairing.code() is None
    assert pairing.redeem("", HOME) is None
    assert not pairing.knows("", HOME)
    assert pairing.paired() is None


def test_a_code_counts_once(pairing: Pairing) -> None:
    text = pairing.new_code().text
    token = pairing.redeem(text, HOME)
    assert token is not None
    assert pairing.redeem(text, HOME) is None
    assert pairing.redeem(text, OTHER) is None
    assert pairing.knows(token, HOME), "a replayed code does not throw the phone out"
    assert pairing.paired() == HOME


def test_a_code_may_be_typed_in_small_letters_with_dashes(pairing: Pairing) -> None:
    text = pairing.new_code().text
    assert pairing.redeem(f"{text[:5]}-{text[5:]}".lower(), HOME) is not None


def test_codes_differ_and_have_no_letters_that_look_alike(pairing: Pairing) -> None:
    codes = [pairing.new_code().text for _ in range(200)]
    assert len(set(codes)) == len(codes)
    assert all(len(code) == CODE_LENGTH and set(code) <= set(LETTERS) for code in codes)
    assert not set(LETTERS) & set("01OIL")


def test_a_code_expires(pairing: Pairing, clock: Clock) -> None:
    code = pairing.new_code()
    clock.now += CODE_S - 0.1
    assert pairing.code() == code
    assert pairing.left_s(code) == pytest.approx(0.1)
    clock.now += 0.1
    assert pairing.code() is None
    assert pairing.redeem(code.text, HOME) is None


def test_a_newer_code_and_a_hidden_one_void_the_code_before(pairing: Pairing) -> None:
    before = pairing.new_code().text
    after = pairing.new_code().text
    assert pairing.redeem(before, HOME) is None
    pairing.cancel()
    assert pairing.redeem(after, HOME) is None


def test_a_token_counts_from_its_own_address_only(pairing: Pairing) -> None:
    token = paired(pairing)
    assert not pairing.knows(token, OTHER)
    assert not pairing.knows(token[:-1], HOME)
    assert not pairing.knows("\N{SNOWMAN}", HOME)
    assert pairing.knows(token, HOME)


def test_a_newer_phone_takes_the_place_of_the_one_before(pairing: Pairing) -> None:
    before = paired(pairing)
    after = paired(pairing, OTHER)
    assert not pairing.knows(before, HOME)
    assert pairing.knows(after, OTHER)


def test_a_forgotten_phone_is_out_and_its_code_too(pairing: Pairing) -> None:
    token = paired(pairing)
    code = pairing.new_code().text
    pairing.forget()
    assert not pairing.knows(token, HOME)
    assert pairing.redeem(code, HOME) is None


def test_a_phone_that_is_silent_for_long_is_out(pairing: Pairing, clock: Clock) -> None:
    token = paired(pairing)
    clock.now += UNUSED_S
    assert pairing.knows(token, HOME)
    clock.now += UNUSED_S + 1.0
    assert not pairing.knows(token, HOME)
    assert pairing.paired() is None


def test_no_pairing_lasts_for_ever(pairing: Pairing, clock: Clock) -> None:
    token = paired(pairing)
    end = clock.now + LONGEST_S
    while clock.now + UNUSED_S < end:
        clock.now += UNUSED_S
        assert pairing.knows(token, HOME)
    clock.now = end + 1.0
    assert not pairing.knows(token, HOME)


def test_who_guesses_is_not_listened_to_for_a_while(pairing: Pairing, clock: Clock) -> None:
    text = pairing.new_code().text
    for _ in range(MOST_WRONG):
        assert pairing.redeem("A" * CODE_LENGTH, OTHER) is None
    assert pairing.redeem(text, OTHER) is None, "not even with the right code"
    clock.now += WRONG_S + 1.0
    assert pairing.redeem(text, OTHER) is not None


def test_one_guesser_does_not_keep_the_phone_out(pairing: Pairing) -> None:
    text = pairing.new_code().text
    for _ in range(10 * MOST_WRONG_IN_ALL):
        assert pairing.redeem("A" * CODE_LENGTH, OTHER) is None
    assert pairing.redeem(text, HOME) is not None


def test_guesses_from_many_addresses_void_the_code(pairing: Pairing) -> None:
    text = pairing.new_code().text
    for guess in range(MOST_WRONG_IN_ALL):
        assert pairing.redeem("A" * CODE_LENGTH, f"10.0.0.{guess}") is None
    assert pairing.redeem(text, HOME) is None
