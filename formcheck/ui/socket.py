"""The routes that the app adds to Streamlit's own server."""

from __future__ import annotations

from typing import Final

from starlette.routing import BaseRoute

ROUTES: Final[list[BaseRoute]] = []
"""Routes beside Streamlit's own."""
