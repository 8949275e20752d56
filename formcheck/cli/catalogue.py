"""Commands on what can be done, and on this machine: stretches, show, validate, doctor."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from formcheck import terminal
from formcheck.cli.options import SchemaChoice, app
from formcheck.errors import FormcheckError, InputError, SpecificationError, UsageError
from formcheck.words import tr


@app.command()
def stretches() -> None:
    """List the stretches and exercises, and the routines made of them."""
    from formcheck.stretches.files.loading import (
        list_stretches,
        load_routine,
        play,
        routine_files,
    )
    from formcheck.stretches.model.routine import total_seconds

    routines = {name: load_routine(name) for name in routine_files()}
    minutes = {name: round(total_seconds(play(found)) / 60) for name, found in routines.items()}
    terminal.show_catalogue(list_stretches(), routines, minutes)


@app.command("show")
def show_command(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="NAME", help="Id of a stretch or routine, or a YAML file.", show_default=False
        ),
    ] = None,
    constants: Annotated[
        bool, typer.Option("--constants", help="Show the constants of the coach instead.")
    ] = False,
) -> None:
    """Describe one stretch in words (steps, targets, camera, safety), or a routine."""
    if constants:
        from formcheck.coach.settings.coach import COACH
        from formcheck.coach.settings.constant import rows

        terminal.show_constants(rows(COACH))
        return
    if name is None:
        raise UsageError(
            tr("expected a stretch or routine, got none; `formcheck stretches` lists all")
        )
    from rich.markdown import Markdown

    from formcheck.stretches.files.loading import load_either, play
    from formcheck.stretches.model.routine import Routine
    from formcheck.stretches.text.description import describe, describe_routine

    found = load_either(name)
    text = describe_routine(found, play(found)) if isinstance(found, Routine) else describe(found)
    terminal.out.print(Markdown(text))


@app.command()
def validate(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="FILE",
            help="Stretch, routine and overlay files (YAML).",
            show_default=False,
        ),
    ] = None,
    schema: Annotated[
        SchemaChoice | None, typer.Option(help="Print the JSON Schema, for editors.")
    ] = None,
) -> None:
    """Report all faults of stretch, routine and overlay files, with their lines.

    Of a stretch without faults it also warns of targets that are narrower than twice the error
    with which they are usually measured.
    """
    from formcheck.measure.model.error_table import usual_error
    from formcheck.stretches.files.loading import json_schema, validate_file, warnings_of_file

    if schema is not None:
        terminal.print_json(json_schema(schema.value))
        return
    if not files:
        raise UsageError(tr("expected files to read, got none; name one, or add --schema stretch"))
    failed: FormcheckError | None = None
    for file in files:
        try:
            faults = validate_file(file)
            if faults:
                raise SpecificationError(str(file), faults)
        except (InputError, SpecificationError) as error:  # the other files are read all the same
            terminal.show_error(error)
            failed = error
        else:
            terminal.out.print(tr("{file}: no faults", file=file), markup=False)
            for warning in warnings_of_file(file, usual_error):
                terminal.out.print(
                    tr(
                        "{file}:{line}: warning: {message}",
                        file=file,
                        line=warning.line,
                        message=warning.message,
                    ),
                    markup=False,
                )
    if failed is not None:
        raise typer.Exit(failed.exit_code)


@app.command()
def doctor() -> None:
    """Say what is missing on this machine, and how to mend it."""
    from formcheck.doctor import examine, examine_extras
    from formcheck.errors import MachineError

    well = terminal.show_findings(examine())
    terminal.show_extras(examine_extras())
    if not well:
        raise typer.Exit(MachineError.exit_code)
