"""Pages that several commands write together: each command replaces its own part.

A part stands between two comments, which Markdown does not show.
"""

from __future__ import annotations

import re
from pathlib import Path


def write_part(page: Path, part: str, text: str) -> None:
    """Replace one part of a page, and leave the others as they are.

    Args:
        page: The page, which holds the part's comments already; a missing one is made of this part
            alone.
        part: Name of the part.
        text: What the part says from now on, Markdown.

    Raises:
        ValueError: The page holds no such part.
    """
    old = page.read_text(encoding="utf-8") if page.exists() else "".join(_comments(part))
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(replaced(old, part, text), encoding="utf-8")


def replaced(page: str, part: str, text: str) -> str:
    """Return a page with one part replaced; see `write_part`."""
    start, end = _comments(part)
    body = f"{start}{text.strip()}\n{end}"
    found, count = re.subn(
        f"{re.escape(start)}.*?{re.escape(end)}", lambda _: body, page, flags=re.DOTALL
    )
    if count != 1:
        raise ValueError(
            f'expected a page that holds the part "{part}" once, got it {count} times; '
            f"add the lines {start.strip()} and {end.strip()} where it belongs"
        )
    return found


def _comments(part: str) -> tuple[str, str]:
    return f"<!-- {part} -->\n", f"<!-- end of {part} -->\n"
