"""The command on what is kept of a person: privacy."""

from __future__ import annotations

from typing import Annotated

import typer

from formcheck import terminal
from formcheck.cli.options import app
from formcheck.words import tr


@app.command()
def privacy(
    delete: Annotated[
        bool, typer.Option("--delete", help="Delete all of it; there is no way back.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Delete without asking first.")] = False,
) -> None:
    """List everything that formcheck keeps of you, with sizes; --delete deletes it.

    History, recordings, profiles, presets, uploads, what was left over, and the results that the
    command line wrote and that still lie where it wrote them. Files that you copied, moved or saved
    from the browser are your own: formcheck does not know where they lie.
    """
    from formcheck.store.people.personal import NOT_KNOWN, delete_everything, stored

    kept = stored()
    terminal.show_stored(kept)
    if not delete or not kept:
        terminal.out.print(tr(NOT_KNOWN))
        return
    if not yes:
        typer.confirm(tr("Delete all of it? There is no way back"), abort=True)
    delete_everything()
    rest = stored()
    if rest:
        terminal.show_stored(rest)
        raise typer.Exit(1)
    terminal.out.print(tr("Deleted. Nothing is kept of you now."))
    terminal.out.print(tr(NOT_KNOWN))
