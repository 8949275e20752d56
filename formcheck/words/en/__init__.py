"""English, the language that every other one falls back to."""

from __future__ import annotations

from typing import Final

from formcheck.words.en import coach, live, measure, stretches, terms
from formcheck.words.en.measures import MEASURES
from formcheck.words.template import Language

LANGUAGE: Final = Language(
    code="en",
    name="English",
    sentences=measure.SENTENCES | coach.SENTENCES | live.SENTENCES | stretches.SENTENCES,
    terms=terms.TERMS | coach.TERMS | stretches.TERMS,
    measures=MEASURES,
    reviewed=True,
)
