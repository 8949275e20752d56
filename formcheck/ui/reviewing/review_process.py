"""Reviews clips in a process of its own, so that a decoder that crashes never takes the app along.

Video decoders and pose engines are native code: on a damaged clip they may abort the process, eat
its memory or stand still. Parent and child talk over the child's standard input and output, each
message a pickle behind its length. The child ends with its parent: then its input ends.
"""

from __future__ import annotations

import os
import pickle
import queue
import signal
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

from formcheck.capture.files import Kind, file_kind, read_head
from formcheck.errors import FormcheckError, InputError, MachineError, NoPersonError, UsageError
from formcheck.review import Unrecognised, review
from formcheck.session import WorkedSide
from formcheck.store.history.session_entry import PastSession, past_session
from formcheck.store.recordings.recording import Recording
from formcheck.stretches.model.stretch import Stretch
from formcheck.stretches.model.target_overlay import Overlay
from formcheck.words import ENGLISH, speaking, tr

SILENT_S: Final = 180.0
"""Silence, in seconds, after which a child is ended: each frame that it looked at is a message."""

_LENGTH: Final = struct.Struct("<Q")
_ERRORS: Final = {one.exit_code: one for one in (UsageError, InputError, NoPersonError)}

Tell = Callable[[str, int, int | None], None]


@dataclass(frozen=True, slots=True)
class Task:
    """One clip to be reviewed.

    Attributes:
        clip: Where it lies.
        name: What the person calls it.
        folder: Where the results go; it exists and is empty.
        stretch: What is performed in it, or None to find out.
        side: The leg that is worked.
        looks: 2, or 1 for speed.
        overlays: Changes of targets, in their order.
        profile: Name of the personal baseline, or None.
        measured: What was measured of it before, or None.
        person: Who of several people is meant; see `formcheck.review`.
        language: In which language its report is written.
    """

    clip: Path
    name: str
    folder: Path
    stretch: Stretch | None
    side: WorkedSide = "auto"
    looks: int = 2
    overlays: tuple[Overlay, ...] = ()
    profile: str | None = None
    measured: Recording | None = None
    person: str | None = None
    language: str = ENGLISH


def perform(task: Task, tell: Tell) -> PastSession | Unrecognised:
    """Review a clip here, and return what the history keeps of it.

    Args:
        task: The clip.
        tell: Told what is being done, how many frames of it are done, and how many there are.

    Raises:
        FormcheckError: As `formcheck.review`.
    """
    kind = file_kind(read_head(task.clip, tr("a video clip")))
    if kind is Kind.TEXT:
        raise InputError(
            tr(
                "expected a video clip, got {value}; choose the file of a clip",
                value=tr(kind.value),
            )
        )
    found = review(
        task.clip, task.stretch, side=task.side, out=task.folder, looks=task.looks,
        overlays=task.overlays, profile=task.profile, measured=task.measured,
        person=task.person, on_progress=tell,
    )  # fmt: skip
    if isinstance(found, Unrecognised):
        return found
    return past_session(
        found.stretch, found.summary, found.reports, origin="clip", clip=task.name,
        profile=found.recording.meta.profile, folder=task.folder.name,
    )  # fmt: skip


class ReviewProcess:
    """The process, which is started with the first task, and anew after it died."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        self._heard_s = 0.0

    def review(self, task: Task, tell: Tell) -> PastSession | Unrecognised:
        """Review a clip there; what `tell` raises ends the process and goes on to the caller.

        Raises:
            FormcheckError: As `formcheck.review`; and where the process died, with the reason.
        """
        process = self._started()
        self._heard_s = time.monotonic()
        ended = threading.Event()
        watch = threading.Thread(target=self._watch, args=(process, ended), daemon=True)
        watch.start()
        try:
            return self._exchange(process, task, tell)
        except BaseException:
            self.close()
            raise
        finally:
            ended.set()

    def close(self) -> None:
        """End the process at once; a clip under way leaves a hidden folder in its own."""
        with self._lock:
            process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                with suppress(OSError):
                    pipe.close()  # type: ignore[union-attr]

    def _exchange(
        self, process: subprocess.Popen[bytes], task: Task, tell: Tell
    ) -> PastSession | Unrecognised:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            _write(process.stdin, task)
            while True:
                kind, content = _read(process.stdout)
                self._heard_s = time.monotonic()
                if kind == "done":
                    return content  # type: ignore[no-any-return]
                if kind == "failed":
                    code, words = content
                    raise _ERRORS.get(code, MachineError)(words)
                tell(*content)
        except (OSError, ValueError, EOFError, pickle.UnpicklingError) as error:
            raise InputError(
                tr(
                    "expected a clip that can be looked at, got one on which the reader "
                    "{end} ({name}); save it again as H.264, and try that",
                    end=_end_words(process),
                    name=task.name,
                )
            ) from error

    def _started(self) -> subprocess.Popen[bytes]:
        with self._lock:
            if self._process is None or self._process.poll() is not None:
                self._process = subprocess.Popen(
                    [sys.executable, "-m", __name__],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                )
            return self._process

    def _watch(self, process: subprocess.Popen[bytes], ended: threading.Event) -> None:
        while not ended.wait(1.0):
            if time.monotonic() - self._heard_s > SILENT_S:
                process.kill()
                return


def _end_words(process: subprocess.Popen[bytes]) -> str:
    """Return how the process ended."""
    try:
        code = process.wait(5.0)
    except subprocess.TimeoutExpired:
        return tr("got out of step")
    if code == -signal.SIGKILL:
        return tr("stood still, or took too much memory, and was ended")
    return (
        tr("crashed (signal {code})", code=-code)
        if code < 0
        else tr("gave up (status {code})", code=code)
    )


def _write(pipe: IO[bytes], message: object) -> None:
    content = pickle.dumps(message)
    pipe.write(_LENGTH.pack(len(content)) + content)
    pipe.flush()


def _read(pipe: IO[bytes]) -> Any:
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    return pickle.loads(pipe.read(_LENGTH.unpack(head)[0]))


def main() -> None:
    """Be the process: review one task after the other, until the parent is gone."""
    os.umask(0o077)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group: the parent acts
    with suppress(OSError):  # Linux: where memory runs out, this one goes and not the app
        Path("/proc/self/oom_score_adj").write_text("700", encoding="ascii")
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what native code prints is no answer
    tasks: queue.SimpleQueue[Task] = queue.SimpleQueue()
    threading.Thread(target=_take_in, args=(tasks,), daemon=True).start()
    while True:
        _write(answers, _answer(tasks.get(), answers))


def _take_in(tasks: queue.SimpleQueue[Task]) -> None:
    with suppress(EOFError, OSError, pickle.UnpicklingError):
        while True:
            tasks.put(_read(sys.stdin.buffer))
    os._exit(0)  # the parent is gone, whatever is under way


def _answer(task: Task, answers: IO[bytes]) -> tuple[str, object]:
    try:
        with speaking(task.language):
            return "done", perform(task, lambda *now: _write(answers, ("progress", now)))
    except FormcheckError as error:
        return "failed", (error.exit_code, str(error))
    except MemoryError:
        return "failed", (
            InputError.exit_code,
            tr(
                "expected a clip that fits into memory, got a larger one ({name}); cut it",
                name=task.name,
            ),
        )
    except Exception as error:  # noqa: BLE001 - the next clip is reviewed all the same
        return "failed", (
            MachineError.exit_code,
            tr(
                "a fault of formcheck's own on {name}: {name2}: {error}",
                name=task.name,
                name2=type(error).__name__,
                error=error,
            ),
        )


if __name__ == "__main__":
    main()
