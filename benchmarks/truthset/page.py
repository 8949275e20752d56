"""The error tables of rendered people, in Markdown."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

PART: Final = "rendered people"
"""The part of docs/accuracy.md that is written here."""

_TEMPLATE: Final = Path(__file__).parents[1] / "accuracy.template.md"
_HEAD: Final = (
    "n",
    "refused",
    "mean abs",
    "median abs",
    "bias",
    "95th pct",
    "within 2 sigma",
    "unsigned 2D: mean / median",
    "world 3D: mean / median",
)


def figures_table(rows: dict[str, dict[str, Any]]) -> str:
    """Markdown of one table of figures."""
    lines = ["| | " + " | ".join(_HEAD) + " |", "|---" * (len(_HEAD) + 1) + "|"]
    for label, f in rows.items():
        cells = [
            str(f["count"]),
            _percent(f["refused"]),
            *(_number(f[name]) for name in ("mean", "median")),
            _number(f["bias"], "+.1f"),
            _number(f["p95"]),
            _percent(f["within"]),
            f"{_number(f['unsigned'])} / {_number(f['unsigned_median'])}",
            f"{_number(f['world'])} / {_number(f['world_median'])}",
        ]
        lines.append(f"| {label} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


_SHARES: Final = (
    "nobody found",
    "wrong direction",
    "yaw within 2 sigma",
    "names not sure",
    "legs exchanged, of the sure",
    "a leg misplaced",
)


def rows_table(rows: list[dict[str, Any]]) -> str:
    """Markdown of rows of named cells."""
    head = list(rows[0])
    lines = ["| " + " | ".join(head) + " |", "|---" * len(head) + "|"]
    for row in rows:
        cells = [_percent(row[h]) if h in _SHARES else str(row[h]) for h in head]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _number(value: float | None, form: str = ".1f") -> str:
    return "-" if value is None else format(value, form)


def _percent(value: float | None) -> str:
    return "-" if value is None else f"{100 * value:.0f} %"


def markdown(found: dict[str, Any], date: str, note: str = "") -> str:
    """Return the part of the page on rendered people, from its template and the figures."""

    def tables(key: str) -> str:
        return "\n\n".join(f"#### {t}\n\n{figures_table(rows)}" for t, rows in found[key].items())

    large = found["gross"]
    clean = large["without wrong direction or misplaced leg"]
    return _TEMPLATE.read_text(encoding="utf-8").format(
        date=date,
        note=note,
        versions=", ".join(f"{name} {number}" for name, number in found["versions"].items()),
        **{key: found[key] for key in ("frames", "bodies", "rooms", "split", "others")},
        view=tables("view"),
        family=tables("family"),
        kind=tables("kind"),
        identity=rows_table(found["identity"]),
        targets=rows_table(found["targets"]),
        apart=rows_table(found["apart"]) if found["apart"] else "Not told apart this time.",
        camera=found.get("camera", "Not measured this time."),
        large=_percent(large["above 20 degrees"]),
        large_wrong=_percent(large["of these wrong direction"]),
        large_misplaced=_percent(large["of these a leg misplaced"]),
        large_exchanged=_percent(large["of these legs exchanged"]),
        large_lying=_percent(large["of these lying down"]),
        clean_mean=_number(clean["mean"]),
        clean_median=_number(clean["median"]),
        clean_p95=_number(clean["p95"]),
    )
