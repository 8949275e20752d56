"""The tables on real people, in Markdown and as a few lines of text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from benchmarks.real.cases import Case
from benchmarks.real.configurations import BASE, CONFIGURATIONS, GEOMETRY, MEASURED, TWO_ENGINES
from benchmarks.real.judge import NAMES_OF_LEGS, YAWS, Judged, answered_by_all, groups
from benchmarks.real.paired import Difference
from benchmarks.real.scores import COLUMNS, GROSS, Figures, Names, figures

PART: Final = "real people"
"""The part of docs/accuracy.md that is written here."""

_TEMPLATE: Final = Path(__file__).with_name("page.template.md")

VALIDATED: Final = (BASE, GEOMETRY, MEASURED)
"""Configurations whose agreement with the marks is shown as well."""

_OF_ATHLETES: Final = ("near hip by name", "near hip by role", NAMES_OF_LEGS)

MOST_COVERED: Final = 0.98
"""Share within twice the stated error above which that is wider than need be."""

_STATED: Final = ("near hip by name", "near knee by name", "far hip by name", "trunk lean")

_SHORT: Final = ("near hip by name", "near hip by role", "near knee by name", "far hip by name")


def page(
    eye: tuple[Sequence[Case], Mapping[str, Judged]],
    athletes: tuple[Sequence[Case], Mapping[str, Judged]],
    versions: str,
    date: str,
) -> str:
    """Return the part of the page, from its template and the figures.

    Args:
        eye: The pictures marked by eye, and what was found on them.
        athletes: The same of the athletes.
        versions: Of the program and of what it is made of, in words.
        date: When it was measured.
    """
    cases, judged = eye
    return _TEMPLATE.read_text(encoding="utf-8").format(
        date=date,
        versions=versions,
        pictures=len(cases),
        differ=sum(case.legs_differ for case in cases),
        configurations="\n".join(
            f"- **{name}**: {one.about}." for name, one in CONFIGURATIONS.items()
        ),
        angles=angles(judged),
        coverage=f"{coverages(judged)}\n\n{coverage_verdict(judged)}",
        names=names_of_legs(judged),
        against=differences(judged),
        verdict=verdict(judged),
        postures=by_group(judged, [g for g in groups(cases) if g not in YAWS]),
        yaws=by_group(judged, [g for g in groups(cases) if g in YAWS]),
        agreement=agreements(judged),
        athletes=len(athletes[0]),
        sided=sum("near hip" in case.marks for case in athletes[0]),
        lsp=athletes_table(athletes[1]),
        lsp_against=differences(athletes[1], _OF_ATHLETES),
        lsp_verdict=verdict(athletes[1], _OF_ATHLETES),
    )


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table."""
    lines = ["| " + " | ".join(head) + " |", "|---" * len(head) + "|"]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)])


def angles(judged: Mapping[str, Judged]) -> str:
    """Return the main table: every angle by every configuration."""
    return table(
        ("", *COLUMNS),
        ((name, *map(cell, one.figures.values())) for name, one in judged.items()),
    )


def cell(f: Figures) -> str:
    """Return figures in one cell: mean, median, 95th percentile, gross, refused, coverage."""
    if f.mean is None or f.median is None or f.p95 is None:
        return f"refused {f.refused} of {f.count}"
    text = f"{f.mean:.1f} / {f.median:.1f} / {f.p95:.0f} / {f.gross}"
    if f.refused:
        text += f"; refused {f.refused} of {f.count}"
    return text if f.covered is None else f"{text}; {100 * f.covered.both:.0f} %"


def coverages(judged: Mapping[str, Judged]) -> str:
    """Return the table of stated errors and of what of them the marks can judge."""
    rows = []
    for name in (TWO_ENGINES, MEASURED):
        for column in _STATED:
            c = judged[name].figures[column].covered if name in judged else None
            if c is not None:
                shares = (f"{100 * share:.0f} %" for share in (c.both, c.alone, c.mark))
                sizes = (f"{size:.1f}" for size in (c.stated, c.rms, c.beyond))
                rows.append((name, column, str(c.count), *shares, *sizes))
    head = ("", "angle", "n", "within 2 sigma and the mark's error", "within 2 sigma alone")
    head += ("within the mark's error alone", "stated, rms", "error, rms", "beyond the marks'")
    return table(head, rows)


def coverage_verdict(judged: Mapping[str, Judged]) -> str:
    """Return in words what the marks can say of the stated errors of `MEASURED`."""
    found = {c: judged[MEASURED].figures[c].covered for c in _STATED if MEASURED in judged}
    known = {column: one for column, one in found.items() if one is not None}
    deaf = [column for column, one in known.items() if one.mark > MOST_COVERED]
    ratios = ", ".join(f"{c} {one.stated / one.rms:.1f}" for c, one in known.items() if one.rms)
    most = f"{100 * MOST_COVERED:.0f} %"
    told = (
        f"Of {', '.join(deaf)} the marks' own error alone covers more than {most}: with these "
        f"marks no stated error, however small, brings the share down to {most}."
        if deaf
        else f"Of no angle do the marks' own errors alone cover more than {most}."
    )
    return f"{told} Stated error over error, as if the marks had none: {ratios}."


def names_of_legs(judged: Mapping[str, Judged]) -> str:
    """Return the table of exchanged legs."""
    return table(
        ("", "of pictures", "wrong", "and called sure", "held for ten seconds", "and called sure"),
        ((name, *_names(one.names), *_names(one.held)[1:]) for name, one in judged.items()),
    )


def _names(found: Names | None) -> tuple[str, str, str]:
    if found is None:
        return "-", "-", "-"
    return str(found.count), str(found.wrong), str(found.surely)


def differences(
    judged: Mapping[str, Judged], columns: Sequence[str] = (*COLUMNS, NAMES_OF_LEGS)
) -> str:
    """Return the table of paired differences."""
    rows = [
        (f"{name} against {other}", *(_difference(found[c], c) for c in columns))
        for name, one in judged.items()
        for other, found in one.against.items()
    ]
    return table(("", *columns), rows)


def _difference(found: Difference | None, column: str) -> str:
    if found is None:
        return "-"
    if column == NAMES_OF_LEGS:
        low, mean, high = (f"{100 * x:+.0f}" for x in (found.low, found.mean, found.high))
        text = f"{mean} % [{low} to {high}] (n {found.count})"
    else:
        text = f"{found.mean:+.1f} [{found.low:+.1f} to {found.high:+.1f}] (n {found.count})"
    return f"**{text}**" if found.harms or found.helps else text


def verdict(
    judged: Mapping[str, Judged], columns: Sequence[str] = (*COLUMNS, NAMES_OF_LEGS)
) -> str:
    """Return in words which steps make real people worse or better, as far as that is sure."""
    return "\n".join(_sentences(judged, columns))


def _sentences(judged: Mapping[str, Judged], columns: Sequence[str]) -> Iterator[str]:
    for name, one in judged.items():
        for other, found in one.against.items():
            known = {c: d for c in columns if (d := found[c]) is not None}
            worse = [c for c, d in known.items() if d.harms]
            better = [c for c, d in known.items() if d.helps]
            parts = [f"worse on {', '.join(worse)}"] if worse else []
            parts += [f"better on {', '.join(better)}"] if better else []
            yield f"- {name}, against {other}: {'; '.join(parts) or 'no sure difference'}."


def by_group(judged: Mapping[str, Judged], labels: Sequence[str]) -> str:
    """Return the near hip and knee of groups of pictures."""
    shown = [name for name in (BASE, GEOMETRY, "+ correction", MEASURED) if name in judged]
    head = ["", "n"]
    rows = []
    for group in labels:
        row = [group, str(judged[shown[0]].groups[group]["near hip by name"].count)]
        for column in ("near hip by name", "near knee by name"):
            row += [_mean(judged[name].groups[group][column]) for name in shown]
        rows.append(row)
    head += [f"{c}: {name}" for c in ("hip", "knee") for name in shown]
    return table(head, rows)


def _mean(f: Figures) -> str:
    if f.mean is None:
        return f"refused {f.refused}"
    text = f"{f.mean:.1f}"
    return f"{text} (refused {f.refused})" if f.refused else text


def agreements(judged: Mapping[str, Judged]) -> str:
    """Return the table of Bland and Altman's limits and of the ICC."""
    rows = []
    for name in VALIDATED:
        for column, found in judged[name].agreements.items():
            if column not in _SHORT or found is None:
                continue
            low, high = found.limits
            icc, icc_low, icc_high = found.icc
            rows.append(
                (
                    name,
                    column,
                    str(found.count),
                    f"{found.bias:+.1f}",
                    f"{low:+.1f} to {high:+.1f}",
                    f"{icc:.3f} [{icc_low:.3f} to {icc_high:.3f}]",
                    f"{found.mean:.1f}",
                )
            )
    head = ("", "angle", "n", "bias", "limits of agreement", "ICC(A,1)", "mean abs")
    return table(head, rows)


def athletes_table(judged: Mapping[str, Judged]) -> str:
    """Return the near hip and the names of legs of the athletes."""
    column = "near hip by role"
    common = answered_by_all(judged, "near hip by name")
    rows = []
    for name, one in judged.items():
        whole, shared = one.figures[column], figures(one.errors[column].of(common))
        rows.append(
            (
                name,
                f"{whole.count - whole.refused} of {whole.count}",
                _spread(whole),
                _spread(shared),
                f"{one.names.wrong} of {one.names.count}",
                str(one.names.surely),
            )
        )
    head = (
        "",
        "answered",
        "all that it answers: mean / median / beyond 30",
        f"the {len(common)} that all answer",
        "names of legs wrong",
        "and called sure",
    )
    return table(head, rows)


def _spread(f: Figures) -> str:
    if f.mean is None or f.median is None:
        return "-"
    return f"{f.mean:.1f} / {f.median:.1f} / {100 * f.gross / (f.count - f.refused):.1f} %"


def lines(judged: Mapping[str, Judged], headline: str) -> list[str]:
    """Return at most fourteen lines for a terminal.

    Args:
        judged: What was found on the pictures marked by eye.
        headline: What was measured.
    """
    columns = {"near hip": "near hip by name", "better leg": "near hip by role"}
    columns |= {"knee": "near knee by name", "far hip": "far hip by name", "trunk": "trunk lean"}
    found = [
        headline,
        f"{'mean/p95/beyond ' + format(GROSS, '.0f'):<22}"
        + "".join(f"{label:<12}" for label in columns)
        + "refused  2s/own/mark  names wrong(sure)  held",
    ]
    for name, one in judged.items():
        cells = "".join(f"{_brief(one.figures[column]):<12}" for column in columns.values())
        hip = one.figures["near hip by name"]
        c = hip.covered
        within = "-" if c is None else "/".join(f"{100 * x:.0f}" for x in (c.both, c.alone, c.mark))
        legs = f"{one.names.wrong}({one.names.surely}) of {one.names.count}"
        held = "-" if one.held is None else f"{one.held.wrong}({one.held.surely})"
        found.append(f"{name:<22}{cells}{hip.refused:<9}{within:<13}{legs:<19}{held}")
    if MEASURED in judged:
        differences = judged[MEASURED].against[BASE]
        cells = "".join(f"{_signed(differences[column]):<12}" for column in columns.values())
        found.append(f"{'less ' + BASE:<22}{cells}(* surely)")
    return found


def _brief(f: Figures) -> str:
    return "-" if f.mean is None else f"{f.mean:.1f}/{f.p95:.0f}/{f.gross}"


def _signed(found: Difference | None) -> str:
    if found is None:
        return "-"
    return f"{found.mean:+.1f}{'*' if found.harms or found.helps else ''}"
