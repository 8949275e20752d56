"""The command on what was done so far: history."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from formcheck import terminal
from formcheck.cli.options import (
    NameOption,
    PaperChoice,
    PaperOption,
    PicturesOption,
    app,
    named_path,
    says_new_folders,
)


@app.command()
def history(
    pdf: Annotated[
        Path,
        typer.Option(
            "--pdf",
            parser=named_path,
            callback=says_new_folders,
            metavar="FILE",
            help="Where to write the page.",
        ),
    ],
    stretch: Annotated[
        str | None,
        typer.Option(
            "--stretch",
            "-s",
            metavar="ID[:VARIANT]",
            help="Of which stretch, or which version of it; by default the most practised.",
        ),
    ] = None,
    name: NameOption = None,
    paper: PaperOption = PaperChoice.a4,
    pain: Annotated[
        bool, typer.Option("--pain", metavar="", help="Show pain and notes of your diary.")
    ] = False,
    pictures: PicturesOption = False,
) -> None:
    """Print the weeks so far on one page, for yourself or a therapist (PDF).

    Seconds and best angle of both sides week by week, what is a real change, and what to change.
    Your name, pain and pictures are on it only where you ask for them.
    """
    from formcheck.report.pdf.document import write_pdf
    from formcheck.tune.history_page import history_page
    from formcheck.ui.own_history import own_history

    page = history_page(own_history(), stretch, who=name, pain=pain, pictures=pictures)
    write_pdf(pdf, page, paper.value)
    terminal.show_files({"page": pdf})
