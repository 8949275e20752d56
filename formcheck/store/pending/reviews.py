"""Clips that wait for their review: they outlive the page, the browser and the server.

::

    waiting --claim--> running --finish--> done (until somebody has seen it)
       ^                  |-----fail-----> failed
       |--answer-- unsure <----ask---------|

A server that works on a clip says so every second. Of one that is silent for `STALE_S` the next
server takes the clip over.
"""

from __future__ import annotations

import secrets
import shutil
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any, Final, Literal

import sqlalchemy as sa
from pydantic import TypeAdapter

from formcheck.coach.coach import SideChoice
from formcheck.coach.frame.summary_model import Recognition
from formcheck.store.history import history_tables as tables
from formcheck.store.history.history import RECORDING, History
from formcheck.store.history.history_tables import REVIEWS
from formcheck.store.history.session_entry import PastSession
from formcheck.store.pending.uploads import FOLDER, keep_upload
from formcheck.store.recordings.recording import Recording

State = Literal["waiting", "running", "unsure", "failed", "done"]

STALE_S: Final = 10.0
"""Silence, in seconds, after which a server counts as gone."""

MOST_TRIES: Final = 3
"""Number of servers that may end on a clip before it is given up."""


@dataclass(frozen=True, slots=True)
class Wish:
    """How a clip is to be judged.

    Attributes:
        stretch: Id of what is performed, with a variant behind a colon; None to find out.
        side: The leg that is worked.
        looks: 2, or 1 for speed.
        overlays: Ids of changes of targets, in their order.
        profile: Name of the personal baseline, or None.
        person: Who of several people is meant, as `--person` has it; None for the largest.
    """

    stretch: str | None = None
    side: SideChoice = "auto"
    looks: int = 2
    overlays: tuple[str, ...] = ()
    profile: str | None = None
    person: str | None = None


@dataclass(frozen=True, slots=True)
class Stage:
    """How far a review is.

    Attributes:
        doing: What is being done, in words.
        done: Frames done.
        total: Frames in all, or None.
        passed_s: Seconds since this began.
    """

    doing: str = "Opening"
    done: int = 0
    total: int | None = None
    passed_s: float = 0.0


@dataclass(frozen=True, slots=True)
class PendingReview:
    """One clip.

    Attributes:
        id: Its number.
        state: See the module.
        name: What the person calls it.
        clip: Where it lies.
        files: Name of its folder in `uploads/`.
        size: Bytes of the clip.
        wish: How it is judged.
        tries: How many servers have begun with it.
        folder: Name of the session's folder that is being written, or None.
        progress: How far it is, while it is running.
        recognition: What it may be, where that is not sure.
        why: Why it could not be reviewed.
        session: Number of its session, once it is done.
    """

    id: int
    state: State
    name: str
    clip: Path
    files: str
    size: int
    wish: Wish
    tries: int = 0
    folder: str | None = None
    progress: Stage | None = None
    recognition: Recognition | None = None
    why: str | None = None
    session: int | None = None


_WISH: Final = TypeAdapter(Wish)
_STAGE: Final = TypeAdapter(Stage)
_RECOGNITION: Final = TypeAdapter(Recognition)


class Reviews:
    """The pending reviews of one person's folder; safe for several processes.

    Args:
        history: Where the sessions go.
    """

    def __init__(self, history: History) -> None:
        self.history = history
        # The clips lie on this machine: the sessions alone are shared.
        self._queue = history.local
        self.folder = history.home / FOLDER

    def all(self) -> list[PendingReview]:
        """Return all of them, the oldest first; looking makes no folder."""
        if not self._queue.exists:
            return []
        with self._queue.connect() as connection:
            rows = connection.execute(sa.select(REVIEWS).order_by(REVIEWS.c.id)).all()
        found = []
        for row in rows:
            with suppress(ValueError, TypeError):  # a damaged row spoils only itself
                found.append(_read(row))
        return found

    def add_upload(self, name: str, content: IO[bytes], wish: Wish) -> int:
        """Keep what a browser sent until it is reviewed, and return its number.

        Args:
            name: The file's name as the browser says it.
            content: The clip.
            wish: How it is judged.

        Raises:
            InputError: It cannot be written.
        """
        clip = keep_upload(name, content, self.history.home)
        return self._add(clip.name, clip, clip.parent.name, wish)

    def add(self, clip: Path, wish: Wish, name: str | None = None) -> int:
        """Let a clip that stays where it is be reviewed, and return its number."""
        return self._add(name or clip.name, clip, secrets.token_hex(8), wish)

    def claim(self, owner: str, now: float | None = None) -> PendingReview | None:
        """Take the next clip to be reviewed, or None where there is none.

        Args:
            owner: Who takes it.
            now: Unix time; the present by default.
        """
        moment = time.time() if now is None else now
        # Of the future: the clock was set back, and the server may be gone since long ago.
        beat = REVIEWS.c.beat
        silent = sa.or_(beat < moment - STALE_S, beat > moment + STALE_S)
        stale = sa.and_(REVIEWS.c.state == "running", silent)
        wanted = sa.or_(REVIEWS.c.state == "waiting", stale)
        if not self._queue.exists:
            return None
        with self._queue.connect() as connection:
            row = connection.execute(
                sa.select(REVIEWS).where(wanted).order_by(REVIEWS.c.id).limit(1)
            ).one_or_none()
            if row is None:
                return None
            taken = {"state": "running", "owner": owner, "beat": moment, "tries": row.tries + 1}
            _change(connection, row.id, **taken, progress=None)
        return replace(_read(row), state="running", tries=row.tries + 1, progress=None)

    def beat(self, review: PendingReview, owner: str, stage: Stage) -> bool:
        """Say that a clip is still worked on; False where it is no longer this one's.

        Args:
            review: The clip.
            owner: Who works on it.
            stage: How far it is.
        """
        own = sa.and_(REVIEWS.c.id == review.id, REVIEWS.c.owner == owner)
        with self._queue.connect() as connection:
            change = REVIEWS.update().where(own, REVIEWS.c.state == "running")
            values = {"beat": time.time(), "progress": _STAGE.dump_json(stage).decode()}
            return connection.execute(change.values(values)).rowcount == 1

    def writes_to(self, review: PendingReview, folder: Path) -> None:
        """Note the folder of the session, so that whoever takes over can clear it away."""
        with self._queue.connect() as connection:
            _change(connection, review.id, folder=folder.name)

    def finish(self, review: PendingReview, session: PastSession) -> PastSession | None:
        """Add the session, and end the review, in one transaction.

        Returns:
            The session with its number, or None where somebody has stopped the review meanwhile.
        """
        with self._queue.connect() as connection:
            present = sa.select(REVIEWS.c.id).where(REVIEWS.c.id == review.id)
            if connection.execute(present).one_or_none() is None:
                return None
            done = {"state": "done", "folder": None, "owner": None}
            if not self.history.shared:
                number = tables.insert(connection, session)
                _change(connection, review.id, session=number, **done)
                session = replace(session, id=number)
        if self.history.shared:  # its number is none of this database
            session = self.history.add(session)
            with self._queue.connect() as connection:
                _change(connection, review.id, **done)
        self._drop_files(review)
        if session.folder is not None:
            self.history.unmark(session.folder)
        return session

    def ask(self, review: PendingReview, recognition: Recognition, measured: Recording) -> None:
        """Let a clip wait for the answer which stretch it shows; it is not measured again."""
        measured.write(self._measured(review))
        told = _RECOGNITION.dump_json(recognition).decode()
        with self._queue.connect() as connection:
            _change(connection, review.id, state="unsure", recognition=told, owner=None)

    def answer(self, review: PendingReview, stretch: str) -> None:
        """Judge a clip by the stretch that the person named."""
        wish = _WISH.dump_json(replace(review.wish, stretch=stretch)).decode()
        with self._queue.connect() as connection:
            _change(connection, review.id, state="waiting", wish=wish, tries=0, progress=None)

    def fail(self, review: PendingReview, why: str) -> None:
        """Keep why a clip could not be reviewed, until somebody has read it."""
        with self._queue.connect() as connection:
            _change(connection, review.id, state="failed", why=why, folder=None, owner=None)
        self._drop_files(review)

    def release(self, review: PendingReview, owner: str) -> None:
        """Let another server take a clip at once, where this one ends."""
        own = sa.and_(REVIEWS.c.id == review.id, REVIEWS.c.owner == owner)
        with self._queue.connect() as connection:
            wait = REVIEWS.update().where(own, REVIEWS.c.state == "running")
            connection.execute(wait.values(state="waiting", owner=None, tries=review.tries - 1))

    def remove(self, review: PendingReview) -> None:
        """Forget a clip, with what was kept of it for its review."""
        with self._queue.connect() as connection:
            connection.execute(REVIEWS.delete().where(REVIEWS.c.id == review.id))
        self._drop_files(review)
        self.drop_partial(review)

    def drop_partial(self, review: PendingReview) -> None:
        """Delete what a server that ended has left of the session."""
        if review.folder is not None:
            shutil.rmtree(self.history.folder / review.folder, ignore_errors=True)

    def measured(self, review: PendingReview) -> Recording | None:
        """Return what was measured of a clip before, or None."""
        path = self._measured(review)
        return Recording.read(path) if path.is_file() else None

    def _measured(self, review: PendingReview) -> Path:
        return self.folder / review.files / RECORDING

    def _drop_files(self, review: PendingReview) -> None:
        shutil.rmtree(self.folder / review.files, ignore_errors=True)

    def _add(self, name: str, clip: Path, files: str, wish: Wish) -> int:
        size = clip.stat().st_size if clip.is_file() else 0
        values: dict[str, Any] = {
            "state": "waiting", "name": name, "clip": str(clip), "files": files, "size": size,
            "wish": _WISH.dump_json(wish).decode(), "beat": 0.0, "tries": 0,
        }  # fmt: skip
        with self._queue.connect() as connection:
            number: int = connection.execute(
                REVIEWS.insert().values(values).returning(REVIEWS.c.id)
            ).scalar_one()
        return number


def left_s(reviews: Sequence[PendingReview], drawing: float) -> float | None:
    """Return about how long all clips still take, seconds, or None while that is unknown.

    The clips that wait are taken to need as long for each byte as the one under way.

    Args:
        reviews: All pending ones.
        drawing: Time to draw the video, as a share of the time to measure it.
    """
    for one in reviews:
        stage = one.progress
        if one.state != "running" or stage is None or not stage.total or not stage.done:
            continue
        share = min(1.0, stage.done / stage.total)
        whole = stage.passed_s / share
        rest = whole - stage.passed_s
        if stage.doing == "Measuring":
            rest, whole = rest + drawing * whole, (1 + drawing) * whole
        else:
            whole = whole * (1 + drawing) / drawing
        waiting = sum(other.size for other in reviews if other.state == "waiting")
        return rest + (whole * waiting / one.size if one.size else 0.0)
    return None


def _change(connection: sa.Connection, number: int, **values: Any) -> None:
    connection.execute(REVIEWS.update().where(REVIEWS.c.id == number).values(values))


def _read(row: sa.Row[Any]) -> PendingReview:
    return PendingReview(
        id=row.id,
        state=row.state,
        name=row.name,
        clip=Path(row.clip),
        files=row.files,
        size=row.size,
        wish=_WISH.validate_json(row.wish),
        tries=row.tries,
        folder=row.folder,
        progress=None if row.progress is None else _STAGE.validate_json(row.progress),
        recognition=(
            None if row.recognition is None else _RECOGNITION.validate_json(row.recognition)
        ),
        why=row.why,
        session=row.session,
    )
