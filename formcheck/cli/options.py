"""The program itself, and the options that several commands share."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from formcheck import __version__, terminal
from formcheck.cli.language import known_language
from formcheck.words import mark, tr

if TYPE_CHECKING:
    from formcheck.stretches.model.target_overlay import Overlay

app = typer.Typer(
    help="Tells people who stretch their hip flexors whether they do it right.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
)


class SideChoice(StrEnum):
    """The leg that is worked."""

    left = "left"
    right = "right"
    auto = "auto"


class PaperChoice(StrEnum):
    """The size of a printed page."""

    a4 = "a4"
    letter = "letter"


class SchemaChoice(StrEnum):
    """What a specification file can be."""

    stretch = "stretch"
    overlay = "overlay"
    routine = "routine"


def named_path(text: str | Path) -> Path:
    """Return the path that an option names: an empty one would mean the present folder.

    Args:
        text: As it was typed, or the option's own default.

    Raises:
        typer.BadParameter: It is empty, most often a variable of a shell that is not set.
    """
    if not str(text).strip():
        raise typer.BadParameter(
            tr("expected a path, got nothing; name one, or leave the option out")
        )
    return Path(text)


def says_new_folders(context: typer.Context, path: Path | None) -> Path | None:
    """Let a command say at its end which folder it made on the way to what an option names.

    Folders that are missing are made by whatever writes there; a slip of the keys would make them
    without a word.

    Args:
        context: Of the command.
        path: Of a file or folder that will be written, or None.
    """
    missing = None if path is None else _first_missing(path.parent)

    def tell() -> None:
        if missing is not None and missing.is_dir():
            terminal.show_note(
                tr("The folder {folder} was not there and has been made.", folder=missing)
            )

    context.call_on_close(tell)
    return path


def _first_missing(folder: Path) -> Path | None:
    """Return the outermost folder on a path that is not there, or None where all are."""
    missing = None
    for one in (folder, *folder.parents):
        if one.exists():
            return missing
        missing = one
    return missing


def overlays_of(names: Sequence[str] | None, sensitive_back: bool) -> list[Overlay]:
    """Return the overlays that a command's options name, each once.

    Raises:
        UsageError: There is none of a name.
    """
    from formcheck.stretches.files.loading import load_overlay

    asked = [*(["sensitive-back"] if sensitive_back else []), *(names or [])]
    return [load_overlay(name) for name in dict.fromkeys(asked)]


StretchOption = Annotated[
    str,
    typer.Option(
        "--stretch", "-s", metavar="ID", help="Id of the stretch, or a YAML file of your own."
    ),
]
MaybeStretchOption = Annotated[
    str | None,
    typer.Option(
        "--stretch",
        "-s",
        metavar="ID",
        help="Id of the stretch, or a YAML file of your own; without it the stretch is "
        "recognised from the clip.",
    ),
]
SideOption = Annotated[SideChoice, typer.Option(help="The leg that is worked.")]
ModelOption = Annotated[
    str,
    typer.Option(
        metavar="MODEL", help="full, lite, or the path of a pose landmarker bundle (.task)."
    ),
]
FastOption = Annotated[
    bool,
    typer.Option(
        "--fast",
        metavar="",
        help="Look once, at 12 to 15 pictures a second: far less work, more scatter.",
    ),
]
EveryFrameOption = Annotated[
    bool,
    typer.Option(
        "--every-frame",
        metavar="",
        help="Look also at all pictures in which nothing moves, instead of four a second; with "
        "--fast at all of its 12 to 15 a second, and still once.",
    ),
]
OverlayOption = Annotated[
    list[str] | None,
    typer.Option(
        "--overlay",
        metavar="NAME",
        help="Change the targets by an overlay: its name, or a YAML file.",
    ),
]
SensitiveOption = Annotated[
    bool,
    typer.Option(
        "--sensitive-back", metavar="", help="Gentler targets; as --overlay sensitive-back."
    ),
]
ProfileOption = Annotated[
    str | None,
    typer.Option(
        "--profile", metavar="NAME", help="Your personal baseline; see formcheck calibrate."
    ),
]
PersonOption = Annotated[
    str | None,
    typer.Option(
        "--person",
        metavar="WHO",
        help="Who of several people is meant: left, middle, right, a number counted from the left, "
        "or a spot such as 0.3,0.6 (shares of the picture's width and height).",
        show_default=mark("the largest"),
    ),
]
OutOption = Annotated[
    Path | None,
    typer.Option(
        "--out",
        "-o",
        parser=named_path,
        callback=says_new_folders,
        metavar="DIR",
        help="Folder for the results.",
    ),
]
NameOption = Annotated[
    str | None,
    typer.Option("--name", metavar="NAME", help="Your name on the PDF; without it there is none."),
]
PaperOption = Annotated[PaperChoice, typer.Option(help="Size of the PDF.")]
PicturesOption = Annotated[
    bool, typer.Option("--pictures", metavar="", help="Put two pictures of you on the PDF.")
]


@app.callback(invoke_without_command=True)
def _options(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", metavar="", help="Show the version.")
    ] = False,
    language: Annotated[
        str | None,
        typer.Option(
            "--language",
            metavar="CODE",
            help="The language of all words, such as de or es; by default that of "
            "FORMCHECK_LANGUAGE, otherwise English.",
        ),
    ] = None,
) -> None:
    if language is not None:
        known_language(language)  # already in use; a wrong one is said here
    if version:
        terminal.out.print(f"formcheck {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:  # such as `--language de` alone
        context.get_help()
