"""Every fault of a stretch file at once, each with its line and what to write instead.

The models of `formcheck.stretches.model.stretch` say what a file may hold; their complaints are put
into an author's words here. What a model cannot say is added by
`formcheck.stretches.files.file_rules`.
"""

from __future__ import annotations

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from formcheck.errors import Fault
from formcheck.stretches.files import messages as words
from formcheck.stretches.files.file_rules import rule_faults
from formcheck.stretches.files.pydantic_messages import model_faults
from formcheck.stretches.files.schema_keys import STRETCH
from formcheck.stretches.files.yaml.reading import take_apart
from formcheck.stretches.model.stretch import Stretch
from formcheck.words import tr


def parse_stretch(
    text: str, stem: str | None = None, *, plain: bool = False
) -> tuple[Stretch | None, list[Fault]]:
    """Read the text of a stretch file.

    Args:
        text: The whole file.
        stem: The file's name without its ending, which `id` must equal; None to accept any.
        plain: Whether the file travels with the package; see `reading.take_apart`.

    Returns:
        The stretch and no fault, or None and every fault in the order of lines.
    """
    document = take_apart(text, plain=plain)
    faults = list(document.faults)
    if document.data is None:
        return None, faults or [Fault(1, tr("expected a stretch, got an empty file; add `id: …`"))]
    if not isinstance(document.data, dict):
        shown = words.show(document.data)
        message = tr(
            "expected keys such as `id: squat`, got {shown}; begin with `id:`", shown=shown
        )
        return None, [*faults, Fault(1, message)]
    stretch, errors = None, list[ErrorDetails]()
    try:
        stretch = Stretch.model_validate(document.data)
    except ValidationError as error:
        errors = error.errors(include_url=False)
    faults += rule_faults(document, stem)
    faults += model_faults(document, errors, STRETCH, otherwise=not faults)
    if faults:
        return None, sorted(set(faults), key=lambda fault: (fault.line, fault.message))
    return stretch, []
