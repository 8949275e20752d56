"""What the command line shows: progress, verdicts and tables."""

from formcheck.terminal.console import (
    err,
    out,
    print_json,
    progress_bar,
    show_error,
    show_files,
    show_note,
    show_notes,
)
from formcheck.terminal.listing import (
    show_baseline,
    show_catalogue,
    show_constants,
    show_digest,
    show_extras,
    show_findings,
    show_learned,
    show_measurements,
    show_stored,
)
from formcheck.terminal.verdict import (
    show_choice,
    show_left_out,
    show_sibling,
    show_summary,
    show_unrecognised,
)

__all__ = [
    "err",
    "out",
    "print_json",
    "progress_bar",
    "show_baseline",
    "show_catalogue",
    "show_choice",
    "show_constants",
    "show_digest",
    "show_error",
    "show_extras",
    "show_files",
    "show_findings",
    "show_learned",
    "show_left_out",
    "show_measurements",
    "show_note",
    "show_notes",
    "show_sibling",
    "show_stored",
    "show_summary",
    "show_unrecognised",
]
