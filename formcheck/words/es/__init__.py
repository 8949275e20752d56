"""Spanish, in the familiar form; not yet read by a native speaker."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from formcheck.words.catalogue import read_catalogue
from formcheck.words.en import LANGUAGE as ENGLISH
from formcheck.words.es import coach, live, measure
from formcheck.words.es.measures import MEASURES
from formcheck.words.template import Language

_CATALOGUE: Final = read_catalogue(Path(__file__).with_name("labels.po"))

LANGUAGE: Final = Language(
    code="es",
    name="Español",
    sentences=measure.SENTENCES | coach.SENTENCES | live.SENTENCES,
    terms=live.TERMS | coach.TERMS,
    measures=MEASURES,
    labels=_CATALOGUE.labels,
    plural=_CATALOGUE.plural,
    decimal=",",
    fallback=ENGLISH,
)
