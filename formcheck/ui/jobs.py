"""Reviews in the background: a page shows how far they are, and can stop them."""

from __future__ import annotations

import shutil
import tempfile
import threading
import time
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath
from typing import Any, Final

from formcheck.coach.specification import Stretch
from formcheck.errors import FormcheckError, InputError, NoPersonError
from formcheck.record.history import History
from formcheck.record.past import PastSession, past_session
from formcheck.review import Review, review
from formcheck.session import WorkedSide

DRAWING: Final = 0.25
"""About how long the annotated video takes to draw, as a share of the time to measure it."""

# One clip at a time, whoever asks: two at once would both be late, and the live camera too.
_pool = ThreadPoolExecutor(1, thread_name_prefix="review")


@dataclass(frozen=True, slots=True)
class Order:
    """One clip to be reviewed.

    Attributes:
        clip: Where it lies.
        name: What the person calls it.
        upload: A folder that only holds the clip and goes when it was reviewed, or None.
    """

    clip: Path
    name: str
    upload: Path | None = None


def order_upload(name: str, content: Any) -> Order:
    """Return an order for what a browser sent, written to a folder of its own for the while.

    Args:
        name: The file's name as the browser says it.
        content: A binary stream.
    """
    folder = Path(tempfile.mkdtemp(prefix="formcheck-"))
    bare = PureWindowsPath(name).name or "clip"  # splits at both kinds of slash
    with (folder / bare).open("wb") as file:
        shutil.copyfileobj(content, file)
    return Order(folder / bare, bare, folder)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is.

    Attributes:
        share: Of the present clip, 0..1.
        doing: What is being done, in words.
        left_s: Seconds left for the present clip, or None while that is unknown.
    """

    share: float
    doing: str
    left_s: float | None


class _StoppedError(Exception):
    """The person stopped the job."""


class ReviewJob:
    """Reviews clips one after the other, each into a folder of the history.

    Args:
        orders: The clips.
        stretch: What is performed in all of them.
        side: The leg that is worked.
        looks: 2, or 1 for speed.
        history: Where the sessions are added.
    """

    def __init__(
        self,
        orders: Sequence[Order],
        stretch: Stretch,
        history: History,
        *,
        side: WorkedSide = "auto",
        looks: int = 2,
    ) -> None:
        self.orders = tuple(orders)
        self.sessions: list[PastSession] = []
        self.failures: list[tuple[str, FormcheckError]] = []
        self._stretch, self._side, self._looks = stretch, side, looks
        self._history = history
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self._at = 0
        self._stage: tuple[str, int, int | None] = ("Waiting", 0, None)
        self._stage_began = time.monotonic()
        self._future: Future[None] = _pool.submit(self._run)

    @property
    def done(self) -> bool:
        """Return whether it has ended, one way or the other."""
        return self._future.done()

    @property
    def stopped(self) -> bool:
        """Return whether the person stopped it."""
        return self._stop.is_set()

    def stop(self) -> None:
        """Stop it at the next frame; what is not complete leaves nothing behind."""
        self._stop.set()

    def wait(self, timeout: float | None = None) -> None:
        """Wait for its end, and raise what nobody foresaw.

        Raises:
            TimeoutError: It has not ended by then.
        """
        self._future.result(timeout)

    def progress(self) -> Progress:
        """Return how far it is."""
        with self._lock:
            stage, done, total = self._stage
            passed = time.monotonic() - self._stage_began
            at = self._at
        which = f", clip {at + 1} of {len(self.orders)}" if len(self.orders) > 1 else ""
        if not total or not done:
            return Progress(0.0, f"{stage}{which}", None)
        share = min(1.0, done / total)
        rest = passed * (1 - share) / share
        if stage == "Measuring":
            return Progress(
                share / (1 + DRAWING), f"{stage}{which}", rest + DRAWING * (passed + rest)
            )
        return Progress((1 + DRAWING * share) / (1 + DRAWING), f"{stage}{which}", rest)

    def _tell(self, stage: str, done: int, total: int | None) -> None:
        if self._stop.is_set():
            raise _StoppedError
        with self._lock:
            if stage != self._stage[0]:
                self._stage_began = time.monotonic()
            self._stage = (stage, done, total)

    def _run(self) -> None:
        try:
            self._review_all()
        finally:
            for order in self.orders:
                if order.upload is not None:
                    shutil.rmtree(order.upload, ignore_errors=True)

    def _review_all(self) -> None:
        for at, order in enumerate(self.orders):
            with self._lock:
                self._at, self._stage = at, ("Opening", 0, None)
            if self.stopped:
                return
            try:
                self.sessions.append(self._review(order))
            except _StoppedError:
                return
            except (
                InputError,
                NoPersonError,
            ) as error:  # the other clips are reviewed all the same
                self.failures.append((order.name, error))

    def _review(self, order: Order) -> PastSession:
        folder = self._history.new_folder(self._stretch.id)
        try:
            found = review(
                order.clip,
                self._stretch,
                side=self._side,
                out=folder,
                looks=self._looks,
                on_progress=self._tell,
            )
        except BaseException:
            folder.rmdir()  # empty: a review writes everything or nothing
            raise
        return self._history.add(_session(found, order.name, folder.name))


def _session(found: Review, name: str, folder: str) -> PastSession:
    return past_session(
        found.stretch,
        found.summary,
        found.reports,
        origin="clip",
        clip=name,
        profile=found.recording.meta.profile,
        folder=folder,
    )
