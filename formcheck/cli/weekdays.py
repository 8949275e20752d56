"""Days of the week as people write them, in every language that formcheck speaks."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from contextlib import suppress
from typing import Final, Literal

from formcheck.errors import UsageError
from formcheck.stretches.model.week import DAYS, Day
from formcheck.words import language, languages, load_language, tr

_WIDTHS: Final[tuple[Literal["wide", "abbreviated", "short"], ...]] = (
    "wide",
    "abbreviated",
    "short",
)


def read_days(text: str) -> list[Day]:
    """Return the days of a list with commas, such as `mon,wed` or `Montag, mi.`.

    A name that means two days, such as do (Donnerstag, domingo), is that of the language in use.

    Raises:
        UsageError: There is no such day, or a name means two days and none in this language.
    """
    names = [name for name in map(str.strip, text.split(",")) if name]
    found = {name: _day(name) for name in names}
    unknown = [name for name, day in found.items() if day is None]
    if unknown or not names:
        days = _written(language().code)
        raise UsageError(
            tr(
                "expected days of {days}, or their short or long names in {languages}, got "
                "{unknown}; write them with commas: {example}",
                days=", ".join(days),
                languages=", ".join(load_language(code).name for code in languages()),
                unknown=", ".join(unknown) or tr("none"),
                example=",".join(days[::2][:3]),
            )
        )
    return list(dict.fromkeys(day for day in found.values() if day is not None))


def _day(name: str) -> Day | None:
    """Return the day of a name in the language in use, else of one that is clear in the others."""
    own, others = _meant(name, [language().code]), _meant(name, languages())
    if not own and name.casefold() in DAYS:
        own = {DAYS.index(name.casefold())}
    meant = own or others
    return DAYS[meant.pop()] if len(meant) == 1 else None


def _meant(name: str, codes: Sequence[str]) -> set[int]:
    """Return which days of the week, from Monday = 0, a name means in some languages."""
    from babel import UnknownLocaleError
    from babel.dates import get_day_names

    plain, meant = _plain(name), set[int]()
    for code in codes:
        with suppress(UnknownLocaleError, ValueError):  # a language that babel does not know
            for width in _WIDTHS:
                days = get_day_names(width, "stand-alone", code)
                meant |= {day for day, written in days.items() if _plain(written) == plain}
    return meant


def _written(code: str) -> list[str]:
    """Return the short names of the days, as the language writes them, Monday first."""
    from babel import UnknownLocaleError
    from babel.dates import get_day_names

    with suppress(UnknownLocaleError, ValueError):
        names = get_day_names("abbreviated", "stand-alone", code)
        return [names[day] for day in range(7)]
    return list(DAYS)


def _plain(name: str) -> str:
    """Return a name without capitals, accents and points."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(one for one in letters if one.isalpha())
