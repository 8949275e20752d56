"""The pose estimator that runs MediaPipe's Pose Landmarker; the only importer of mediapipe."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Literal, Self

import numpy as np
from numpy.typing import NDArray

from formcheck.capture.frame import Frame
from formcheck.errors import InputError, MachineError
from formcheck.pose.engine.bundle import ModelBundle, find_model
from formcheck.pose.engine.freed_memory import give_back
from formcheck.pose.engine.interrupt import interrupt_later
from formcheck.pose.engine.stderr_filter import quiet_stderr
from formcheck.pose.engine.telemetry_block import Offline
from formcheck.pose.engine.unopened import leave_unopened
from formcheck.pose.person import MOST_PEOPLE, Box, PersonChoice, choose_person
from formcheck.pose.pose import Pose
from formcheck.words import tr

if TYPE_CHECKING:
    from mediapipe.tasks.python.vision.pose_landmarker import PoseLandmarker

Mode = Literal["video", "image"]
"""`video` follows a person from frame to frame; `image` looks at each picture afresh."""

_DEBIAN: Final = {
    "libEGL.so": "libegl1",
    "libGLESv2.so": "libgles2",
    "libGL.so": "libgl1",
    "libgthread-2.0.so": "libglib2.0-0",
    "libglib-2.0.so": "libglib2.0-0",
    "libxcb.so": "libxcb1",
    "libSM.so": "libsm6",
    "libXext.so": "libxext6",
}
"""Debian's and Ubuntu's package of each library that a bare machine may lack."""

_PACKAGES: Final = (
    "mediapipe",
    "mediapipe.tasks",
    "mediapipe.tasks.python",
    "mediapipe.tasks.python.vision",
)
"""They import every task of MediaPipe, those of sound and text among them, and matplotlib: most of
a second of processor time for what is not used here."""


class MediaPipeEstimator:
    """Finds the landmarks of one person with MediaPipe, on the CPU and without any network.

    One estimator serves one stream and is used by one thread at a time. It is a context manager;
    unlike an import, creating one takes a while (mediapipe itself is imported then).

    Args:
        model: `full`, `lite`, or the path of another pose landmarker bundle; see `find_model`.
        mode: `video` for frames in rising time, `image` for pictures that do not belong together.
        silhouette: Whether each pose carries the person's silhouette; it costs a few milliseconds
            a frame, more for a larger picture, and changes no landmark.
        person: Who of several people is meant, or None for the largest.

    Raises:
        MachineError: A library or the model is missing on this machine.
        InputError: The file given as model is not a pose landmarker bundle.
    """

    def __init__(
        self,
        model: str | Path = "full",
        mode: Mode = "video",
        silhouette: bool = False,
        person: PersonChoice | None = None,
    ) -> None:
        if mode not in ("video", "image"):
            raise ValueError(f'expected mode "video" or "image", got {mode!r}')
        self._offline: Offline | None = None
        self._landmarker: PoseLandmarker | None = None
        self._finder: PoseLandmarker | None = None
        self._around: Box | None = None
        self._first_s: float | None = None
        self._last_s = 0.0
        self._last_ms = -1
        self._warm: set[int] = set()
        self._mode = mode
        self._silhouette = silhouette
        self._person = person
        self.model: ModelBundle = find_model(model)
        try:
            self._open()
        except BaseException:
            self.close()
            raise

    @interrupt_later()
    def estimate(self, frame: Frame) -> Pose | None:
        """Return the person's pose in the frame, or None where nobody is seen.

        Raises:
            ValueError: In `video` mode, the frame is earlier than the one before; `restart` first.
            RuntimeError: The estimator was closed.
        """
        if self._landmarker is None or self._offline is None:
            raise RuntimeError("expected an open estimator, got a closed one; create a new one")
        self._offline.renew()
        return self._look(self._landmarker, frame)

    def restart(self, around: Box | None = None) -> None:
        """Forget the person and the time, as after a hard cut: the next frame starts afresh.

        Args:
            around: The part of the picture in which the person is to be found, or None to choose
                the largest of all who are seen.
        """
        self.close()
        self._open()
        self._around = around

    @interrupt_later()
    def close(self) -> None:
        """Free the engine; calling it again does nothing."""
        self._close_finder()
        landmarker, self._landmarker = self._landmarker, None
        offline, self._offline = self._offline, None
        if offline is None:
            return
        if landmarker is not None:
            # Closing posts the last usage report and waits for it: offline until it is done, and
            # for good if closing is cut short.
            offline.renew()
            landmarker.close()
        offline.release()
        give_back()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __del__(self) -> None:
        # Not set if the arguments were wrong.
        if getattr(self, "_offline", None) is not None and not sys.is_finalizing():
            self.close()

    @interrupt_later()
    def _open(self) -> None:
        self._first_s, self._last_s, self._last_ms = None, 0.0, -1
        self._warm = set()
        self._around = None
        offline = Offline()
        try:
            with quiet_stderr():
                if self._mode == "video":
                    self._finder = _create(self.model, "image", False, MOST_PEOPLE)
                people = 1 if self._mode == "video" else MOST_PEOPLE
                self._landmarker = _create(self.model, self._mode, self._silhouette, people)
        except Exception:
            self._close_finder()
            offline.release()
            raise
        self._offline = offline

    def _close_finder(self) -> None:
        finder, self._finder = self._finder, None
        if finder is not None:
            if self._offline is not None:
                self._offline.renew()
            finder.close()

    def _look(self, landmarker: PoseLandmarker, frame: Frame) -> Pose | None:
        if self._mode == "image":
            return self._choose(self._run(landmarker, landmarker.detect, frame))
        time_ms = self._next_ms(frame)
        if self._finder is not None:
            # Who is followed is decided here: the engine that follows takes any one.
            found = self._found(self._finder, _only(frame, self._around))
            if found is None:
                return None
            frame = found
        poses = self._run(landmarker, landmarker.detect_for_video, frame, time_ms)
        pose = choose_person(poses) if poses else None
        if pose is not None:
            self._close_finder()
        return pose

    def _found(self, finder: PoseLandmarker, frame: Frame) -> Frame | None:
        """Return the frame with nobody in it but the one to follow, or None where nobody is."""
        people = self._run(finder, finder.detect, frame)
        meant = self._person
        if meant is not None and meant.around is not None and not any(map(meant.fits, people)):
            frame = _only(frame, meant.around)  # a small person beside a large one is overlooked
            people = self._run(finder, finder.detect, frame)
        if len(people) < 2:
            return frame if people else None
        return _only(frame, Box.around(self._choose(people) or people[0]))

    def _choose(self, poses: list[Pose]) -> Pose | None:
        if not poses:
            return None
        return choose_person(poses) if self._person is None else self._person.pick(poses)

    def _run(
        self, engine: PoseLandmarker, detect: Callable[..., Any], frame: Frame, *times: int
    ) -> list[Pose]:
        if id(engine) in self._warm:
            return _to_poses(detect(_image(frame), *times), frame)
        # An engine's first run still prints; later ones do not.
        with quiet_stderr():
            result = detect(_image(frame), *times)
        self._warm.add(id(engine))
        return _to_poses(result, frame)

    def _next_ms(self, frame: Frame) -> int:
        """Return the frame's time in whole milliseconds, above that of the frame before."""
        if self._first_s is None:
            self._first_s = self._last_s = frame.time_s
        if frame.time_s < self._last_s:
            raise ValueError(
                f"expected frames in rising time, got {frame.time_s:.3f} s after "
                f"{self._last_s:.3f} s; call restart() before going back"
            )
        self._last_s = frame.time_s
        # MediaPipe refuses a second frame in the same millisecond.
        self._last_ms = max(round((frame.time_s - self._first_s) * 1000), self._last_ms + 1)
        return self._last_ms


def _create(model: ModelBundle, mode: Mode, silhouette: bool, people: int) -> PoseLandmarker:
    try:
        leave_unopened(*_PACKAGES)
        from mediapipe.tasks.python.core.base_options import BaseOptions
        from mediapipe.tasks.python.vision.core.vision_task_running_mode import (
            VisionTaskRunningMode,
        )
        from mediapipe.tasks.python.vision.pose_landmarker import (
            PoseLandmarker,
            PoseLandmarkerOptions,
        )

        options = PoseLandmarkerOptions(
            base_options=BaseOptions(model_asset_path=str(model.path)),
            running_mode=VisionTaskRunningMode[mode.upper()],
            num_poses=people,
            output_segmentation_masks=silhouette,
        )
        return PoseLandmarker.create_from_options(options)
    except (ImportError, OSError) as error:
        raise _missing_library(error) from error
    except (RuntimeError, ValueError) as error:
        # The package's own models are known to be sound, so the fault is not in the input.
        kind = MachineError if model.bundled else InputError
        remedy = (
            tr("run formcheck doctor")
            if model.bundled
            else tr('give "full", "lite" or another file')
        )
        raise kind(
            tr(
                "expected MediaPipe to load the pose model {path}, got: {error}; {remedy}",
                path=model.path,
                error=error,
                remedy=remedy,
            )
        ) from error


def _missing_library(error: ImportError | OSError) -> MachineError:
    """Return what is missing on this machine and the command that mends it."""
    found = re.search(r"(lib[\w.+-]+?\.so)[\w.]*: cannot open shared object", str(error))
    if found:
        library = found.group(1)
        package = _DEBIAN.get(library)
        remedy = (
            tr("install it: sudo apt-get install {package}", package=package)
            if package
            else tr(
                "install the package that holds it (apt-file search {library} names it)",
                library=library,
            )
        )
        return MachineError(
            tr(
                "expected the system library {library}, which MediaPipe needs, got none; {remedy}",
                library=library,
                remedy=remedy,
            )
        )
    return MachineError(
        tr(
            "expected MediaPipe to load, got: {error}; install it again: "
            'python -m pip install --force-reinstall "mediapipe>=1.2,<2"',
            error=error,
        )
    )


def _image(frame: Frame) -> Any:
    from mediapipe.tasks.python.vision.core.image import Image, ImageFormat

    return Image(image_format=ImageFormat.SRGB, data=np.ascontiguousarray(frame.image))


def _only(frame: Frame, box: Box | None) -> Frame:
    """Return the frame with all outside the box painted grey, so that nobody is found there."""
    if box is None:
        return frame
    rows = slice(int(box.top * frame.height), int(np.ceil(box.bottom * frame.height)))
    columns = slice(int(box.left * frame.width), int(np.ceil(box.right * frame.width)))
    image = np.full_like(frame.image, 128)
    image[rows, columns] = frame.image[rows, columns]
    return replace(frame, image=image)


def _to_poses(result: Any, frame: Frame) -> list[Pose]:
    """Return everybody whom MediaPipe found, less those whose numbers are not finite."""
    found = (_to_pose(result, row, frame) for row in range(len(result.pose_landmarks)))
    return [pose for pose in found if pose is not None]


def _to_pose(result: Any, row: int, frame: Frame) -> Pose | None:
    """Return one of MediaPipe's people, or None where it holds no finite numbers."""
    points = result.pose_landmarks[row]
    size = (frame.width, frame.height)
    pixels = np.array([(point.x, point.y) for point in points], dtype=np.float64) * size
    world = np.array(
        [(point.x, point.y, point.z) for point in result.pose_world_landmarks[row]],
        dtype=np.float64,
    )
    visibility = np.array([point.visibility for point in points], dtype=np.float64)
    if not (np.isfinite(pixels).all() and np.isfinite(world).all()):
        return None
    masks = result.segmentation_masks
    silhouette = _to_silhouette(masks[row].numpy_view(), size) if masks else None
    return Pose(pixels, world, visibility, frame.width, frame.height, silhouette)


def _to_silhouette(mask: NDArray[np.float32], size: tuple[int, int]) -> NDArray[np.float32]:
    # The view belongs to MediaPipe's image, which goes with the result: hence the copy.
    width, height = size
    return np.clip(mask.reshape(height, width), 0.0, 1.0).astype(np.float32, copy=False)
