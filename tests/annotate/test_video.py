from __future__ import annotations

import resource
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from formcheck.annotate.video import VideoWriter
from formcheck.errors import InputError
from formcheck.store.disk.files import atomic_path


def picture(index: int, width: int, height: int) -> NDArray[np.uint8]:
    image = np.full((height, width, 3), (200, 120, 40), dtype=np.uint8)
    image[:, : 10 + index] = (20, 60, 220)
    return image


def noise(seed: int) -> NDArray[np.uint8]:
    return np.random.default_rng(seed).integers(0, 255, (480, 640, 3), dtype=np.uint8)


TIMES = [0.0, 0.033, 0.071, 0.1, 0.35, 0.3667, 1.2, 1.2333]


@pytest.mark.parametrize(("width", "height"), [(160, 120), (161, 121), (120, 161)])
def test_times_codec_and_colours_survive(width: int, height: int, tmp_path: Path) -> None:
    path = tmp_path / "annotated.mp4"
    with VideoWriter(path, width, height) as writer:
        for index, time_s in enumerate(TIMES):
            writer.write(picture(index, width, height), time_s)
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        assert stream.codec_context.name == "h264"
        assert stream.codec_context.pix_fmt == "yuv420p"
        frames = list(container.decode(stream))
    assert [frame.time for frame in frames] == pytest.approx(TIMES, abs=0.001)
    assert (frames[0].width, frames[0].height) == (width + width % 2, height + height % 2)
    decoded = frames[-1].to_ndarray(format="rgb24")
    assert np.abs(decoded[60, 100].astype(int) - (200, 120, 40)).max() <= 12


def test_the_index_comes_first(tmp_path: Path) -> None:
    path = tmp_path / "annotated.mp4"
    with VideoWriter(path, 64, 48) as writer:
        writer.write(picture(0, 64, 48), 0.0)
    data = path.read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError])
def test_an_interrupted_video_leaves_no_file(error: type[BaseException], tmp_path: Path) -> None:
    def interrupted() -> None:
        with VideoWriter(tmp_path / "annotated.mp4", 64, 48) as writer:
            writer.write(picture(0, 64, 48), 0.0)
            raise error

    with pytest.raises(error):
        interrupted()
    assert list(tmp_path.iterdir()) == []


def test_an_old_file_outlives_a_failure(tmp_path: Path) -> None:
    path = tmp_path / "annotated.mp4"
    path.write_bytes(b"old")
    with pytest.raises(InputError, match="got none"), VideoWriter(path, 64, 48):
        pass
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_an_unwritable_place(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with (
        pytest.raises(InputError, match="expected to write"),
        VideoWriter(tmp_path / "file" / "annotated.mp4", 64, 48),
    ):
        pass


def test_a_full_disk(tmp_path: Path) -> None:
    """The size of files is limited, as a disk that fills up would."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, limits[1]))
    try:
        with (
            pytest.raises(InputError, match="free space"),
            VideoWriter(tmp_path / "annotated.mp4", 640, 480) as writer,
        ):
            for index in range(120):
                writer.write(noise(index), index / 30)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert list(tmp_path.iterdir()) == []


def test_wrong_pictures_and_times_are_refused(tmp_path: Path) -> None:
    with VideoWriter(tmp_path / "annotated.mp4", 64, 48) as writer:
        writer.write(picture(0, 64, 48), 0.5)
        with pytest.raises(ValueError, match="shape"):
            writer.write(picture(0, 48, 64), 0.6)
        with pytest.raises(ValueError, match="rise"):
            writer.write(picture(0, 64, 48), 0.5)
    with pytest.raises(ValueError, match="above 0"):
        VideoWriter(tmp_path / "other.mp4", 0, 48)


def test_atomic_path_keeps_suffix_and_default_permissions(tmp_path: Path) -> None:
    target = tmp_path / "new" / "report.json"
    with atomic_path(target) as partial:
        assert partial.suffix == ".json"
        assert partial.parent == target.parent
        partial.write_text("{}")
        assert not target.exists()
    plain = tmp_path / "plain"
    plain.write_text("")
    assert target.stat().st_mode == plain.stat().st_mode
    assert list(target.parent.iterdir()) == [target]
