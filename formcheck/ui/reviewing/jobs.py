"""The server's worker: takes pending reviews one after the other, whoever asked for them."""

from __future__ import annotations

import atexit
import secrets
import shutil
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

from formcheck.errors import FormcheckError
from formcheck.review import Unrecognised
from formcheck.store.history.history import History
from formcheck.store.pending.reviews import MOST_TRIES, PendingReview, Reviews, Stage
from formcheck.stretches.files.loading import load_overlay, load_stretch
from formcheck.ui.reviewing.review_process import ReviewProcess, Task
from formcheck.ui.settings import chosen_language
from formcheck.words import language, speaking, tr

BEAT_S: Final = 0.5
"""Interval, in seconds, at which the worker reports its progress and looks whether somebody has
stopped it."""


class _StoppedError(Exception):
    """Somebody stopped the review, or another server has taken it over."""


class Worker:
    """Reviews the pending clips of one person's folder, in a thread of its own.

    Args:
        history: Where the sessions are added.
    """

    def __init__(self, history: History) -> None:
        self.reviews = Reviews(history)
        self._history = history
        self._owner = secrets.token_hex(8)
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._reviewer = ReviewProcess()
        self._stop = threading.Event()  # the present clip
        self._closed = threading.Event()
        self._stage, self._began = Stage(), time.monotonic()

    @property
    def busy(self) -> bool:
        """Return whether it is at work."""
        return self._thread is not None and self._thread.is_alive()

    def wake(self) -> None:
        """Go to work, unless it is at work already."""
        with self._lock:
            if not self.busy and not self._closed.is_set():
                # A daemon: a server that is told to end does not wait for a clip.
                self._thread = threading.Thread(target=self._work, name="review", daemon=True)
                self._thread.start()

    def cancel(self, review: PendingReview) -> None:
        """Stop a review at once, wherever it runs; what is not complete leaves nothing behind."""
        self.reviews.remove(review)

    def close(self) -> None:
        """End the work; the clip under way is taken up by the next server."""
        self._closed.set()
        self._stop.set()
        self._reviewer.close()
        self.wait(10.0)

    def wait(self, timeout: float | None = None) -> None:
        """Wait until there is nothing left to do.

        Raises:
            TimeoutError: There still is.
        """
        thread = self._thread
        if thread is not None and thread is not threading.current_thread():
            thread.join(timeout)
            if thread.is_alive():
                raise TimeoutError("the review has not ended")

    def _work(self) -> None:
        while not self._closed.is_set():
            review = self.reviews.claim(self._owner)
            if review is None:
                break
            self._stop.clear()
            if self._closed.is_set():
                self.reviews.release(review, self._owner)
                break
            with speaking(chosen_language() or language().code):
                self._take(review)
        self._reviewer.close()

    def _take(self, review: PendingReview) -> None:
        self.reviews.drop_partial(review)
        if review.tries > MOST_TRIES:
            self.reviews.fail(
                review,
                tr(
                    "expected a clip that can be reviewed, got one on which formcheck ended "
                    "{most_tries} times; save it again as H.264, and try that",
                    most_tries=MOST_TRIES,
                ),
            )
            return
        self._tell("Opening", 0, None)
        over = threading.Event()
        watch = threading.Thread(target=self._beat, args=(review, over), daemon=True)
        watch.start()
        try:
            self._review(review)
        except _StoppedError:
            if self._closed.is_set():
                self.reviews.release(review, self._owner)
        except FormcheckError as error:  # the other clips are reviewed all the same
            # The person knows the clip by its name, and not by where it lies meanwhile.
            self.reviews.fail(review, str(error).replace(str(review.clip), review.name))
        finally:
            over.set()
            watch.join()

    def _review(self, review: PendingReview) -> None:
        wish = review.wish
        folder = self._history.new_folder(
            wish.stretch.partition(":")[0] if wish.stretch else "clip"
        )
        try:
            self.reviews.writes_to(review, folder)
            task = Task(
                review.clip, review.name, folder,
                None if wish.stretch is None else load_stretch(wish.stretch),
                wish.side, wish.looks, tuple(load_overlay(one) for one in wish.overlays),
                wish.profile, self.reviews.measured(review), wish.person, language().code,
            )  # fmt: skip
            found = self._reviewer.review(task, self._tell)
        except BaseException:
            # With the hidden folder of a process that was ended.
            shutil.rmtree(folder, ignore_errors=True)
            if self._stop.is_set():
                raise _StoppedError from None
            raise
        if isinstance(found, Unrecognised):
            shutil.rmtree(folder, ignore_errors=True)
            self.reviews.ask(review, found.recognition, found.recording)
        elif self.reviews.finish(review, found) is None:
            shutil.rmtree(folder, ignore_errors=True)

    def _tell(self, stage: str, done: int, total: int | None) -> None:
        if self._stop.is_set():
            raise _StoppedError
        if stage != self._stage.doing or done == 0:
            self._began = time.monotonic()
        self._stage = Stage(stage, done, total, time.monotonic() - self._began)

    def _beat(self, review: PendingReview, over: threading.Event) -> None:
        """Say how far it is until it is over, and end it where it is no longer this one's."""
        while True:
            own = True
            with suppress(FormcheckError):  # the file is busy: said again in a moment
                own = self.reviews.beat(review, self._owner, self._stage)
            if not own and not over.is_set():
                self._stop.set()
                self._reviewer.close()
                return
            if over.wait(BEAT_S):
                return


_workers: dict[Path, Worker] = {}
_lock = threading.Lock()


def worker(history: History) -> Worker:
    """Return the worker of a person's folder in this server."""
    with _lock:
        if history.home not in _workers:
            _workers[history.home] = Worker(history)
        return _workers[history.home]


def stop_all() -> None:
    """End every worker; what it was at is taken up by the next server."""
    with _lock:
        workers = list(_workers.values())
        _workers.clear()
    for one in workers:
        with suppress(Exception):  # nobody is left to hear of it
            one.close()


atexit.register(stop_all)
