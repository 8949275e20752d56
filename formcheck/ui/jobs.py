"""Reviews in the background: a page shows how far they are, and can stop them."""

from __future__ import annotations

import shutil
import tempfile
import threading
import time
import weakref
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path, PureWindowsPath
from typing import Any, Final

from formcheck.coach.frame.summary_model import Recognition
from formcheck.errors import FormcheckError
from formcheck.review import Unrecognised
from formcheck.session import WorkedSide
from formcheck.store.history import History
from formcheck.store.recording import Recording
from formcheck.store.session_entry import PastSession
from formcheck.stretches.model.stretch import Stretch
from formcheck.stretches.model.target_overlay import Overlay
from formcheck.ui.review_process import ReviewProcess, Task

DRAWING: Final = 0.25
"""About how long the annotated video takes to draw, as a share of the time to measure it."""

# One clip at a time, whoever asks: two at once would both be late, and the live camera too.
_pool = ThreadPoolExecutor(1, thread_name_prefix="review")


class Upload:
    """A folder for what a browser sent: it goes when it is told to, or with the last who needs it.

    Attributes:
        path: The folder.
    """

    def __init__(self) -> None:
        self.path = Path(tempfile.mkdtemp(prefix="formcheck-"))
        self.remove = weakref.finalize(self, shutil.rmtree, self.path, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class Order:
    """One clip to be reviewed.

    Attributes:
        clip: Where it lies.
        name: What the person calls it.
        upload: A folder that only holds the clip and goes when it was reviewed, or None.
        measured: What was measured of it before, so that it is not measured again, or None.
    """

    clip: Path
    name: str
    upload: Upload | None = None
    measured: Recording | None = None

    def drop(self) -> None:
        """Remove the clip, where it is only a copy."""
        if self.upload is not None:
            self.upload.remove()


@dataclass(frozen=True, slots=True)
class Wish:
    """How clips are to be judged.

    Attributes:
        stretch: What is performed in all of them, or None to find out from each.
        side: The leg that is worked.
        looks: 2, or 1 for speed.
        overlays: Changes of targets, in their order.
        profile: Name of the personal baseline, or None.
    """

    stretch: Stretch | None
    side: WorkedSide = "auto"
    looks: int = 2
    overlays: tuple[Overlay, ...] = ()
    profile: str | None = None


@dataclass(frozen=True, slots=True)
class Unsure:
    """A clip of which it is not sure what it shows.

    Attributes:
        order: The clip, measured.
        recognition: What it may be, and why that is not sure.
        wish: How it was to be judged.
    """

    order: Order
    recognition: Recognition
    wish: Wish


def order_upload(name: str, content: Any) -> Order:
    """Return an order for what a browser sent, written to a folder of its own for the while.

    Args:
        name: The file's name as the browser says it.
        content: A binary stream.
    """
    upload = Upload()
    bare = PureWindowsPath(name).name or "clip"  # splits at both kinds of slash
    with (upload.path / bare).open("wb") as file:
        shutil.copyfileobj(content, file)
    return Order(upload.path / bare, bare, upload)


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


_jobs: weakref.WeakSet[ReviewJob] = weakref.WeakSet()


def stop_all() -> None:
    """Stop every job, and wait until nothing of it is left behind."""
    for job in list(_jobs):
        job.stop()
    for job in list(_jobs):
        with suppress(Exception):  # whoever waits for the job hears of it
            job.wait(10.0)


class _StoppedError(Exception):
    """The person stopped the job."""


class ReviewJob:
    """Reviews clips one after the other, each into a folder of the history.

    Args:
        orders: The clips.
        wish: How they are judged.
        history: Where the sessions are added.

    Attributes:
        sessions: What was added.
        unsure: Clips that were measured and not recognised; whoever reads this drops them.
        failures: Names of clips that could not be reviewed, and why.
    """

    def __init__(self, orders: Sequence[Order], wish: Wish, history: History) -> None:
        self.orders = tuple(orders)
        self.wish = wish
        self.sessions: list[PastSession] = []
        self.unsure: list[Unsure] = []
        self.failures: list[tuple[str, FormcheckError]] = []
        self._history = history
        self._reviewer = ReviewProcess()
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self._at = 0
        self._stage: tuple[str, int, int | None] = ("Waiting", 0, None)
        self._stage_began = time.monotonic()
        _jobs.add(self)
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
        """Stop it at once; what is not complete leaves nothing behind."""
        self._stop.set()
        self._reviewer.close()

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
            self._reviewer.close()
            kept = {one.order.clip for one in self.unsure}
            for order in self.orders:
                if order.clip not in kept:
                    order.drop()

    def _review_all(self) -> None:
        for at, order in enumerate(self.orders):
            with self._lock:
                self._at, self._stage = at, ("Opening", 0, None)
            if self.stopped:
                return
            try:
                self._review(order)
            except _StoppedError:
                return
            except FormcheckError as error:  # the other clips are reviewed all the same
                self.failures.append((order.name, error))

    def _review(self, order: Order) -> None:
        wish = self.wish
        folder = self._history.new_folder("clip" if wish.stretch is None else wish.stretch.id)
        task = Task(
            order.clip, order.name, folder, wish.stretch, wish.side, wish.looks, wish.overlays,
            wish.profile, order.measured,
        )  # fmt: skip
        try:
            found = self._reviewer.review(task, self._tell)
        except BaseException:
            # With the hidden folder of a process that was ended.
            shutil.rmtree(folder, ignore_errors=True)
            if self.stopped:
                raise _StoppedError from None
            raise
        if isinstance(found, Unrecognised):
            shutil.rmtree(folder, ignore_errors=True)
            known = replace(order, measured=found.recording)
            self.unsure.append(Unsure(known, found.recognition, wish))
        else:
            self.sessions.append(self._history.add(found))
