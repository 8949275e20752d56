"""A performance beside a reference: a page with both angles, a table, and one video of both."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import matplotlib
import numpy as np
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter
from numpy.typing import NDArray
from PIL import Image

from formcheck.annotate.video import VideoWriter
from formcheck.capture.frame import Frame
from formcheck.report.chart import PARTS, themed
from formcheck.report.comparison.alignment import Alignment
from formcheck.store.disk.files import atomic_path
from formcheck.stretches.model.check import Check
from formcheck.stretches.model.stretch import Stretch
from formcheck.wording import angle_label, clock_words, label, measure_words, unit
from formcheck.words import language, tr

FILES: Final = ("side-by-side.html", "difference.csv", "side-by-side.mp4")


def write_page(path: Path, found: Alignment, stretch: Stretch, check: Check) -> None:
    """Write the page: both angles in the time of the performance, and their difference.

    Args:
        path: The file; it appears whole or not at all.
        found: The two, aligned.
        stretch: What was performed.
        check: Whose angle is compared.

    Raises:
        InputError: It cannot be written.
    """
    environment = Environment(
        loader=PackageLoader("formcheck.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    html = environment.get_template("side_by_side.html.j2").render(
        tr=tr,
        lang=language().code,
        name=tr(stretch.name),
        label=label(check.id),
        measure=measure_words(check.measure),
        said=difference_words(found, check),
        chart=Markup(_chart(found, check)),
    )
    with atomic_path(path) as partial:
        partial.write_text(html, encoding="utf-8")


def difference_words(found: Alignment, check: Check) -> str:
    """Return in a sentence by how much the performance differs, and whether that is real."""
    sign, gap = unit(check.measure), found.difference
    middle = float(np.median(gap))
    beyond = float(np.mean(np.abs(gap) > found.smallest))
    # Which of two angles of a hip it is: reviews are judged by the joint alone where it is known.
    what = angle_label(check)
    size = f"{abs(middle):.0f}{sign}"
    if not round(abs(middle)):
        usual = tr("{what}: usually the same as in the reference (median)", what=what)
    elif middle > 0:
        usual = tr(
            "{what}: usually {size} more than in the reference (median)", what=what, size=size
        )
    else:
        usual = tr(
            "{what}: usually {size} less than in the reference (median)", what=what, size=size
        )
    return tr(
        "{usual}. A difference of {smallest:.0f}{sign} or more is beyond the errors "
        "of both; that is so in {beyond:.0f} % of the time.",
        usual=usual,
        smallest=found.smallest + 0.5,
        sign=sign,
        beyond=100 * beyond,
    )


def _chart(found: Alignment, check: Check) -> str:
    settings: Any = {"svg.fonttype": "none", "svg.hashsalt": "side", "font.size": 10.5}
    with matplotlib.rc_context(settings):
        figure = Figure(figsize=(9.2, 5.2), layout="constrained")
        FigureCanvasSVG(figure)
        upper, lower = figure.subplots(2, sharex=True, height_ratios=(3, 2))
        upper.plot(found.times_s, found.own, color=PARTS["--chart-line"], lw=2)
        upper.plot(
            found.times_s, found.reference, color=PARTS["--chart-hold"], lw=2, ls=(0, (4, 2))
        )
        lower.axhspan(
            -found.smallest, found.smallest, color=PARTS["--chart-grid"], alpha=0.35, lw=0
        )
        lower.axhline(0, color=PARTS["--chart-quiet"], lw=1)
        lower.plot(found.times_s, found.difference, color=PARTS["--chart-fault"], lw=2)
        for axes in (upper, lower):
            _style(axes, unit(check.measure))
        buffer = io.StringIO()
        figure.savefig(buffer, format="svg", transparent=True, metadata={"Date": None})
    return themed(buffer.getvalue())


def _style(axes: Axes, sign: str) -> None:
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:.0f}{sign}"))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: clock_words(max(value, 0.0))))
    axes.tick_params(colors=PARTS["--chart-quiet"], length=0, pad=6)
    axes.grid(axis="y", color=PARTS["--chart-grid"], lw=0.8)
    axes.set_axisbelow(True)
    for side, spine in axes.spines.items():
        spine.set_visible(side == "bottom")
        spine.set_color(PARTS["--chart-grid"])


def write_difference(path: Path, found: Alignment) -> None:
    """Write the table: `time_s`, `reference_time_s`, `own`, `reference`, `difference`.

    Raises:
        InputError: It cannot be written.
    """
    with atomic_path(path) as partial, partial.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["time_s", "reference_time_s", "own", "reference", "difference"])
        columns = (
            found.times_s, found.partners_s, found.own, found.reference, found.difference
        )  # fmt: skip
        for row in zip(*columns, strict=True):
            writer.writerow([round(float(value), 3) for value in row])


def write_video(
    path: Path, found: Alignment, own: Iterable[Frame], reference: Iterable[Frame]
) -> None:
    """Write one video: the reference on the left, the performance on the right, in its time.

    Args:
        path: The file.
        found: The two, aligned.
        own: Pictures of the performance, in rising time.
        reference: Pictures of the reference, likewise.

    Raises:
        InputError: It cannot be written.
        MachineError: There is no H.264 encoder.
    """
    partners = iter(reference)
    shown = next(partners)
    coming = next(partners, None)
    writer: VideoWriter | None = None
    try:
        for frame in own:
            wanted = found.partner(frame.time_s)
            while coming is not None and coming.time_s <= wanted:
                shown, coming = coming, next(partners, None)
            picture = _beside(shown.image, frame.image)
            if writer is None:
                height, width = picture.shape[:2]
                writer = VideoWriter(path, width, height)
                writer.__enter__()
            writer.write(picture, frame.time_s)
    except BaseException as error:
        if writer is not None:
            writer.__exit__(type(error), error, None)
        raise
    if writer is not None:
        writer.__exit__(None, None, None)


def _beside(left: NDArray[np.uint8], right: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return two pictures side by side, the left one scaled to the height of the right one."""
    height = right.shape[0]
    if left.shape[0] != height:
        wide = max(1, round(left.shape[1] * height / left.shape[0]))
        left = np.asarray(Image.fromarray(left).resize((wide, height)))
    return np.concatenate([left, right], axis=1)
