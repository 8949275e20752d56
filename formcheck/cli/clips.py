"""Commands on clips and recordings: demo, app, review, measure, calibrate, profiles, rejudge."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from formcheck import terminal
from formcheck.cli.options import (
    EveryFrameOption,
    FastOption,
    MaybeStretchOption,
    ModelOption,
    NameOption,
    OutOption,
    OverlayOption,
    PaperChoice,
    PaperOption,
    PersonOption,
    PicturesOption,
    ProfileOption,
    SensitiveOption,
    SideChoice,
    SideOption,
    StretchOption,
    app,
    named_path,
    overlays_of,
    says_new_folders,
)
from formcheck.errors import InputError, NoPersonError
from formcheck.message import authored
from formcheck.words import mark, say, say_sentence, tr

if TYPE_CHECKING:
    from formcheck.measure.model.measurement import Measurements
    from formcheck.review import Review, Unrecognised
    from formcheck.stretches.model.target_overlay import Overlay

DEMO_CLIP: Final = "half-kneeling-lunge-good.mp4"
DEMO_STRETCH: Final = "half-kneeling-lunge"
RESULTS: Final = Path("formcheck-results")


@app.command()
def demo(out: OutOption = None, fast: FastOption = False) -> None:
    """Review a bundled sample clip: no camera and no network needed."""
    from formcheck.resources import data_folder

    clip = data_folder("sample_videos") / DEMO_CLIP
    found = _review(clip, DEMO_STRETCH, SideChoice.auto, out or RESULTS / "demo", "full", fast)
    _show_files(found, clip)


@app.command("app")
def open_app(
    port: Annotated[
        int | None,
        typer.Option(
            metavar="NUMBER", help="Port on this machine's loopback address.", show_default="8501"
        ),
    ] = None,
    browser: Annotated[
        bool,
        typer.Option("--browser/--no-browser", metavar="", help="Open the page in your browser."),
    ] = True,
    phone: Annotated[
        bool,
        typer.Option(
            "--phone", metavar="", help="Let a paired phone of your home network be the camera."
        ),
    ] = False,
    phone_address: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS", help="This machine's address in the home network.",
            show_default=mark("found by itself"),
        ),
    ] = None,
    phone_port: Annotated[
        int | None,
        typer.Option(metavar="NUMBER", help="Port of the phone's page.", show_default="8502"),
    ] = None,
) -> None:  # fmt: skip
    """Open the app: stretch in front of your camera, review clips, tune targets."""
    from formcheck.ui.server.launch import PhoneWish, serve

    if not phone and (phone_address is not None or phone_port is not None):
        raise typer.BadParameter(
            tr(
                "expected --phone beside --phone-address and --phone-port, got none; nothing "
                "listens in the home network without it"
            )
        )
    serve(port, browser=browser, phone=PhoneWish(phone_address, phone_port) if phone else None)


@app.command("review")
def review_command(
    clip: Annotated[
        Path, typer.Argument(metavar="CLIP", help="A video clip or a picture of one person.")
    ],
    stretch: MaybeStretchOption = None,
    side: SideOption = SideChoice.auto,
    out: OutOption = None,
    model: ModelOption = "full",
    fast: FastOption = False,
    every_frame: EveryFrameOption = False,
    overlay: OverlayOption = None,
    sensitive_back: SensitiveOption = False,
    profile: ProfileOption = None,
    person: PersonOption = None,
    pdf: Annotated[
        Path | None,
        typer.Option(
            "--pdf",
            parser=named_path,
            callback=says_new_folders,
            metavar="FILE",
            help="Write one page for a therapist as well.",
        ),
    ] = None,
    name: NameOption = None,
    paper: PaperOption = PaperChoice.a4,
    pictures: PicturesOption = False,
    keep: Annotated[
        bool,
        typer.Option(
            "--history", metavar="", help="Keep it in the app's history too: Progress and Review."
        ),
    ] = False,
    video: Annotated[
        bool,
        typer.Option(
            "--video/--no-video", metavar="", help="Write the annotated video too (the default)."
        ),
    ] = True,
) -> None:
    """Judge a clip, and write a report, an annotated video and tables.

    Of a picture the checks of its one moment are judged, without a clock; --stretch is needed then.

    Without --stretch it is recognised which one the clip shows; where that is not sure, the most
    likely ones are listed, with what to type next. Without --out the results lie in
    formcheck-results/CLIP, in a new folder each time.
    """
    overlays = overlays_of(overlay, sensitive_back)
    folder = out or _fresh(RESULTS / clip.stem)
    found = _review(
        clip, stretch, side, folder, model, fast, overlays, profile, person,
        every_frame=every_frame, video=video,
    )  # fmt: skip
    _show_files(found, clip, lambda: _write_page(found, pdf, name, paper, pictures))
    if keep:
        _keep(found, clip)


def _keep(found: Review | Unrecognised, clip: Path) -> None:
    """Put a judged clip into the history that the app shows; nothing else does so unasked."""
    from formcheck.review import Unrecognised
    from formcheck.store.history.history import History
    from formcheck.store.history.session_entry import past_session

    if isinstance(found, Unrecognised):
        terminal.show_note(tr("It is not in the history, since it is not sure what it shows."))
        return
    if len(found.reports) < 2:
        terminal.show_note(tr("It is not in the history: a picture is no session."))
        return
    session = past_session(
        found.stretch, found.summary, found.reports, origin="clip", clip=clip.name,
        profile=found.recording.meta.profile,
    )  # fmt: skip
    history = History()
    try:
        history.add(session, found.recording)
    finally:
        history.close()
    terminal.show_note(tr("Kept in the history: you find it in the app under Progress."))


def _write_page(
    found: Review | Unrecognised,
    pdf: Path | None,
    name: str | None,
    paper: PaperChoice,
    pictures: bool,
) -> Path | None:
    """Write the one page of a review; of a clip that was not recognised there is none.

    Returns:
        Where it is, or None where none is wanted or can be.
    """
    if pdf is None:
        return None
    from formcheck.report.pdf.document import write_pdf
    from formcheck.report.pdf.one_page import page_of_review
    from formcheck.review import Unrecognised

    if isinstance(found, Unrecognised):
        terminal.show_note(tr("There is no PDF, since it is not sure which stretch this is."))
        return None
    stills = found.stills if pictures else ()
    page = page_of_review(
        found.summary, found.recording.meta, found.stretch, who=name, pictures=stills
    )
    write_pdf(pdf, page, paper.value)
    return pdf


def _review(
    clip: Path,
    stretch: str | None,
    side: SideChoice,
    out: Path,
    model: str,
    fast: bool,
    overlays: Sequence[Overlay] = (),
    profile: str | None = None,
    person: str | None = None,
    *,
    every_frame: bool = False,
    video: bool = True,
) -> Review | Unrecognised:
    from formcheck.review import Unrecognised, review
    from formcheck.store.recordings.recording import remarks_on

    with terminal.progress_bar() as tell:
        found = review(
            clip, stretch, side=side.value, out=out, model=model, looks=1 if fast else 2,
            every_frame=every_frame, overlays=overlays, profile=profile, person=person,
            video=video, on_progress=tell,
        )  # fmt: skip
    terminal.show_notes(remarks_on(found.recording.meta))
    if isinstance(found, Unrecognised):
        terminal.show_unrecognised(found)
    else:
        terminal.show_left_out(found.summary)
        terminal.show_summary(found.summary)
    return found


def _show_files(
    found: Review | Unrecognised,
    clip: Path,
    write_page: Callable[[], Path | None] = lambda: None,
) -> None:
    """Print where everything lies that was written, and then what to type next.

    Args:
        found: What was judged.
        clip: Of which clip.
        write_page: Writes the printed page and returns its path, or None where there is none.
    """
    from formcheck.review import Unrecognised

    files = dict(found.files)
    try:
        page = write_page()
        if page is not None:
            files["page.pdf"] = page
    finally:  # where the page cannot be written, the others are there all the same
        terminal.show_files(files)
    if not isinstance(found, Unrecognised):
        terminal.show_sibling(found.summary.recognised, found.files.get("recording.parquet"))
        terminal.show_choice(found.summary.advice, "review", str(clip))


def _fresh(folder: Path) -> Path:
    """Return the folder, or the first free one with a number: earlier results are kept."""
    candidate, number = folder, 2
    while candidate.exists():
        candidate, number = folder.with_name(f"{folder.name}-{number}"), number + 1
    return candidate


@app.command("measure")
def measure_command(
    sources: Annotated[
        list[Path],
        typer.Argument(metavar="CLIP_OR_IMAGE", help="Clips or pictures.", show_default=False),
    ],
    json_file: Annotated[
        Path | None,
        typer.Option(
            "--json",
            parser=named_path,
            callback=says_new_folders,
            metavar="FILE",
            help="Write one JSON object per frame and line; - for the screen.",
        ),
    ] = None,
    model: ModelOption = "full",
    fast: FastOption = False,
    every_frame: EveryFrameOption = False,
    profile: ProfileOption = None,
    person: PersonOption = None,
) -> None:
    """Measure every frame of clips and pictures; no stretch needed."""
    from formcheck.review import measure
    from formcheck.session import notes_on
    from formcheck.store.people.profiles import load_profile

    owner = None if profile is None else load_profile(profile)
    measured, failed = [], None
    with terminal.progress_bar() as tell:
        for source in sources:
            looks = 1 if fast else 2
            try:
                frames = measure(
                    source, model=model, looks=looks, every_frame=every_frame,
                    profile=owner, person=person, on_progress=tell,
                )  # fmt: skip
            except InputError as error:  # the other files are measured all the same
                terminal.show_error(error)
                failed = error
            else:
                measured.append((str(source), frames))
                if owner is not None:
                    terminal.show_notes(map(say_sentence, notes_on(frames, owner.baseline)))
    _tell_measured(measured, json_file)
    if failed is not None:
        raise typer.Exit(failed.exit_code)
    empty = [name for name, frames in measured if not any(frame.person for frame in frames)]
    if empty:
        raise NoPersonError(
            tr(
                "expected a person, found nobody in {names}; film one person whole, in good light",
                names=", ".join(empty),
            )
        )


def _tell_measured(
    measured: Sequence[tuple[str, Sequence[Measurements]]], json_file: Path | None
) -> None:
    """Write what was measured where it is wanted, and print it unless it is on the screen."""
    from formcheck.store.recordings.measurements_jsonl import write_lines

    if json_file is not None:
        write_lines(json_file, measured)
        if str(json_file) == "-":
            return
    for name, frames in measured:
        terminal.show_measurements(name, frames)
    if json_file is not None:
        terminal.show_files({"measurements": json_file})


@app.command("calibrate")
def calibrate_command(
    clip: Annotated[
        Path,
        typer.Argument(
            metavar="CLIP", help="Ten seconds standing side-on, then one slow pelvic tilt."
        ),
    ],
    profile: Annotated[
        str, typer.Option("--profile", metavar="NAME", help="Name to keep the baseline under.")
    ],
    model: ModelOption = "full",
    fast: FastOption = False,
) -> None:
    """Make your personal baseline from a clip: stand at ease side-on, then tilt your pelvis once.

    Stand still for ten seconds, arms hanging; then slowly tuck your tailbone under, arch your low
    back a little, and come back. --profile NAME then makes review, measure and rejudge surer.
    """
    from formcheck.calibrate import calibrate
    from formcheck.store.people.profiles import checked_name

    with terminal.progress_bar() as tell:
        found = calibrate(clip, profile, model=model, looks=1 if fast else 2, on_progress=tell)
    terminal.show_baseline(checked_name(profile), found)


@app.command()
def profiles(
    delete: Annotated[
        str | None,
        typer.Option("--delete", metavar="NAME", help="Delete the profile of this name."),
    ] = None,
) -> None:
    """List the personal baselines, or delete one."""
    from formcheck.store.people.profiles import delete_profile, list_profiles, load_profile

    if delete is not None:
        delete_profile(delete)
        terminal.out.print(tr("Deleted the profile {name}.", name=delete), markup=False)
        return
    names = list_profiles()
    for name in names:
        terminal.out.print(
            tr("{name}, made {made}", name=name, made=load_profile(name).baseline.made[:10]),
            markup=False,
        )
    if not names:
        terminal.out.print(tr("There are no profiles yet: formcheck calibrate CLIP --profile NAME"))


@app.command("rejudge")
def rejudge_command(
    recording: Annotated[
        Path, typer.Argument(metavar="RECORDING", help="A recording.parquet of an earlier review.")
    ],
    stretch: StretchOption,
    changes: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="TARGET=VALUE",
            help="Change a target: CHECK.low=188, hold.seconds=45, …",
        ),
    ] = None,
    side: SideOption = SideChoice.auto,
    out: OutOption = None,
    overlay: OverlayOption = None,
    sensitive_back: SensitiveOption = False,
    profile: ProfileOption = None,
) -> None:
    """Judge a saved recording again under other targets, without the video."""
    from formcheck.coach.summary.legs_worked import note_on_legs
    from formcheck.pose.landmark import SIDES
    from formcheck.store.recordings.recording import remarks_on
    from formcheck.tune.rejudge import moved_in_vain, rejudge, write_rejudged
    from formcheck.turned import look_again

    overlays = overlays_of(overlay, sensitive_back)
    found = rejudge(
        recording, stretch, changes or [], side=side.value, overlays=overlays, profile=profile
    )
    found = replace(found, summary=look_again(found.recording, found.summary, found.stretch))
    if profile is not None:
        terminal.show_notes(remarks_on(found.recording.meta))
    declared = next((one for one in SIDES if one == side.value), None)
    legs = note_on_legs(found.reports, found.summary, found.stretch, declared)
    terminal.show_notes(moved_in_vain(found, changes or []))
    if legs is not None:
        terminal.show_note(say(legs))
    terminal.show_left_out(found.summary)
    if changes or overlays:
        used = [*(say(authored(one.name)) for one in overlays), *(changes or [])]
        terminal.out.print(tr("[bold]Shipped targets:[/]"))
        terminal.show_summary(found.before)
        terminal.out.print(tr("\n[bold]With {names}:[/]", names=", ".join(used)))
    terminal.show_summary(found.summary)
    if out is not None:
        terminal.show_files(write_rejudged(found, out))
    terminal.show_choice(found.summary.advice, "rejudge", str(recording))
