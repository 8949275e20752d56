"""The history that pages show: the person's own, also where a database is shared."""

from __future__ import annotations

from formcheck.store.history.database import database_url
from formcheck.store.history.history import History
from formcheck.ui.settings import load_settings


def own_history() -> History:
    """Return the person's history.

    In a shared database it is that of the profile that is chosen in Set-up; in a file it is
    everything, since the file is one person's.
    """
    if database_url() is None:
        return History()
    return History(people=[load_settings().profile])
