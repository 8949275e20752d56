"""What axe-core says of a page."""

from __future__ import annotations

from typing import Final

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

_AXE: Final = Axe()

_NOT_OURS: Final = {
    "presentation-role-conflict": 'role="presentation"',
}
"""What Streamlit's file uploader does in its own markup: rules, and what is in the place."""


def violations(page: Page) -> list[str]:
    """Return every violation with the first places where it occurs."""
    found = _AXE.run(page).response["violations"]
    return [
        f"{one['id']} ({one['impact']}): {one['help']}: "
        + " | ".join(node["html"][:160] for node in one["nodes"][:3])
        for one in found
        if not all(_NOT_OURS.get(one["id"], "\0") in node["html"] for node in one["nodes"])
    ]
