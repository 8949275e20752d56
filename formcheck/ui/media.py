"""Hands single files of this machine to the page, by addresses that cannot be guessed."""

from __future__ import annotations

import secrets
import threading
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from formcheck.words import tr

_PATH: Final = "/formcheck/media"

_lock = threading.Lock()
_tokens: dict[Path, str] = {}
_files: dict[str, Path] = {}


def address(path: Path) -> str:
    """Return the address at which the app's own server gives a file, for as long as it runs.

    Args:
        path: A file. Only files that were asked for here are ever given out.
    """
    real = path.resolve()
    with _lock:
        token = _tokens.setdefault(real, secrets.token_urlsafe(24))
        _files[token] = real
    return f"{_PATH}/{token}"


async def _give(request: Request) -> Response:
    path = _files.get(request.path_params["token"])
    if path is None or not path.is_file():
        return PlainTextResponse(tr("There is no such file any more."), status_code=404)
    # Ranges are served, so that a long video can be jumped about in.
    return FileResponse(
        path, headers={"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    )


MEDIA_ROUTE: Final = Route(_PATH + "/{token}", _give)
"""The route of the addresses."""
