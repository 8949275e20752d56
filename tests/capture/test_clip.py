from __future__ import annotations

import os
import subprocess
import sys
import tracemalloc
import weakref
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image as Pillow

from formcheck.capture.clip import Clip
from formcheck.capture.pixels import Upright
from formcheck.errors import InputError

from .clips import (
    BLACK,
    BLUE,
    GREEN,
    RED,
    WHITE,
    corners,
    media_bytes,
    noise,
    plain,
    spoil,
    turn,
    write_audio,
    write_clip,
)


@pytest.fixture(scope="session")
def steady(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten frames, each brighter than the last, 40 ms apart."""
    path = tmp_path_factory.mktemp("clips") / "steady.mp4"
    return write_clip(path, [plain((20 * i, 20 * i, 20 * i)) for i in range(10)])


def assert_close(image: np.ndarray, colour: tuple[int, int, int], margin: int = 14) -> None:
    mean = image.reshape(-1, 3).mean(axis=0)
    assert np.abs(mean - colour).max() <= margin, f"expected {colour}, got {mean}"


def corner_patches(image: np.ndarray) -> list[np.ndarray]:
    h, w = image.shape[0] // 6, image.shape[1] // 6
    return [image[:h, :w], image[:h, -w:], image[-h:, :w], image[-h:, -w:]]


def test_info_and_frames(steady: Path) -> None:
    with Clip(steady) as clip:
        frames = list(clip)
    assert (clip.info.width, clip.info.height, clip.info.codec) == (64, 48, "h264")
    assert clip.info.path == steady
    assert clip.info.duration_s == pytest.approx(0.4)
    assert clip.info.frame_count == 10
    assert [frame.index for frame in frames] == list(range(10))
    assert [round(frame.image.mean()) for frame in frames] == pytest.approx(
        [20 * i for i in range(10)], abs=3
    )
    assert [frame.time_s for frame in frames] == pytest.approx([0.04 * i for i in range(10)])
    assert clip.warnings == []
    assert all(frame.image.flags.c_contiguous for frame in frames)


def test_second_iteration_starts_from_the_beginning(steady: Path) -> None:
    with Clip(steady) as clip:
        first = next(iter(clip))  # left half way
        second = list(clip)
        third = list(clip)
    assert first.index == 0
    assert len(second) == len(third) == 10
    for one, other in zip(second, third, strict=True):
        assert one.time_s == other.time_s
        assert np.array_equal(one.image, other.image)


def test_only_some_frames_are_converted_and_none_behind_them_is_decoded(
    steady: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    converted: list[float | None] = []
    image = Upright.image

    def counted(self: Upright, frame: av.VideoFrame) -> NDArray[np.uint8]:
        converted.append(frame.time)
        return image(self, frame)

    with Clip(steady) as clip:
        every = list(clip)
        monkeypatch.setattr(Upright, "image", counted)
        some = list(clip.frames(only={5, 2}))
        assert list(clip.frames(only=())) == []
    assert [(frame.index, frame.time_s) for frame in some] == [
        (2, every[2].time_s),
        (5, every[5].time_s),
    ]
    assert all(np.array_equal(frame.image, every[frame.index].image) for frame in some)
    assert len(converted) == 2


def test_leaving_the_block_closes_the_file(steady: Path) -> None:
    def files() -> list[str]:
        opened = Path("/proc/self/fd").iterdir()
        return [str(one.readlink()) for one in opened if one.exists()]

    if not Path("/proc/self/fd").exists():
        pytest.skip("needs /proc to see open files")
    with pytest.raises(KeyboardInterrupt), Clip(steady) as clip:
        frames = iter(clip)
        next(frames)
        assert str(steady) in files()
        raise KeyboardInterrupt
    assert str(steady) not in files()
    assert next(frames, None) is None


@pytest.mark.parametrize(
    ("suffix", "codec"), [("mp4", "libx264"), ("webm", "libvpx-vp9"), ("mkv", "ffv1")]
)
def test_variable_frame_rate_is_kept(tmp_path: Path, suffix: str, codec: str) -> None:
    times = [500, 533, 600, 601, 800, 1850, 1900]
    path = tmp_path / f"vfr.{suffix}"
    write_clip(path, [plain((30 * i, 90, 90)) for i in range(7)], times_ms=times, codec=codec)
    with Clip(path) as clip:
        got = [frame.time_s for frame in clip]
    assert got == pytest.approx([(t - 500) / 1000 for t in times], abs=0.001)
    assert got[0] == 0.0


def test_pictures_shown_in_another_order_than_stored(tmp_path: Path) -> None:
    images = [noise(0)] + [np.roll(noise(0), 4 * i, axis=1) for i in range(1, 12)]
    path = write_clip(tmp_path / "b.mp4", images, options={"bf": "3", "b_strategy": "0"})
    with Clip(path) as clip:
        frames = list(clip)
    assert [frame.time_s for frame in frames] == pytest.approx([0.04 * i for i in range(12)])
    for frame, image in zip(frames, images, strict=True):
        assert np.abs(frame.image.astype(int) - image).mean() < 25


# The matrix (a, b, c, d), and which stored corner lies where afterwards: top left, top right,
# bottom left, bottom right.
TURNS = {
    "none": ((1, 0, 0, 1), (RED, GREEN, BLUE, WHITE)),
    "90 clockwise": ((0, 1, -1, 0), (BLUE, RED, WHITE, GREEN)),
    "180": ((-1, 0, 0, -1), (WHITE, BLUE, GREEN, RED)),
    "270 clockwise": ((0, -1, 1, 0), (GREEN, WHITE, RED, BLUE)),
    "mirrored": ((-1, 0, 0, 1), (GREEN, RED, WHITE, BLUE)),
    "upside down": ((1, 0, 0, -1), (BLUE, WHITE, RED, GREEN)),
    "transposed": ((0, 1, 1, 0), (RED, BLUE, GREEN, WHITE)),
    "anti-transposed": ((0, -1, -1, 0), (WHITE, GREEN, BLUE, RED)),
}


@pytest.mark.parametrize("name", TURNS)
def test_turned_clips_come_out_upright(tmp_path: Path, name: str) -> None:
    matrix, expected = TURNS[name]
    path = turn(write_clip(tmp_path / "turned.mp4", [corners()] * 3), matrix)
    with Clip(path) as clip:
        frames = list(clip)
    size = (96, 64) if matrix[0] else (64, 96)
    assert (clip.info.width, clip.info.height) == size
    for frame in frames:
        assert (frame.width, frame.height) == size
        for patch, colour in zip(corner_patches(frame.image), expected, strict=True):
            assert_close(patch, colour)


def test_oblong_pixels_become_square(tmp_path: Path) -> None:
    # A circle of 400 pixels across, as a camera with pixels of 4:3 would store it.
    y, x = np.mgrid[:576, :720]
    inside = ((x - 360) * 4 / 3) ** 2 + (y - 288) ** 2 < 200**2
    image = np.where(inside[..., None], np.uint8(255), np.uint8(0)).repeat(3, axis=2)
    path = write_clip(tmp_path / "pal.mp4", [image], aspect=Fraction(4, 3))
    with Clip(path) as clip:
        (frame,) = clip
    assert (clip.info.width, clip.info.height) == (frame.width, frame.height) == (960, 576)
    white = frame.image[..., 1] > 127
    assert white.any(axis=0).sum() == pytest.approx(400, abs=3)
    assert white.any(axis=1).sum() == pytest.approx(400, abs=3)


def test_tall_pixels_and_a_turn(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "tall.mp4", [corners(90, 60)], aspect=Fraction(2, 3))
    with Clip(turn(path, (0, 1, -1, 0))) as clip:
        (frame,) = clip
    assert (clip.info.width, clip.info.height) == (frame.width, frame.height) == (90, 90)
    assert_close(corner_patches(frame.image)[1], RED)


@pytest.mark.parametrize(
    ("name", "codec", "pix_fmt"),
    [
        ("a.mp4", "libx264", "yuv420p10le"),
        ("a.mkv", "libx264", "yuv444p"),
        ("a.mkv", "ffv1", "gbrp10le"),
        ("a.mkv", "ffv1", "yuv422p12le"),
        ("a.mov", "qtrle", "rgb24"),
        ("a.mov", "png", "rgb24"),
        ("a.avi", "mjpeg", "yuvj420p"),
        ("a.avi", "mpeg4", "yuv420p"),
        ("a.webm", "libvpx", "yuv420p"),
        ("a.webm", "libvpx-vp9", "yuv420p"),
        ("a.gif", "gif", "bgr8"),
        ("a.mpg", "mpeg2video", "yuv420p"),
        ("a.ts", "libx264", "yuv420p"),
        ("a.h264", "libx264", "yuv420p"),
    ],
)
def test_common_formats(tmp_path: Path, name: str, codec: str, pix_fmt: str) -> None:
    path = write_clip(tmp_path / name, [corners()] * 6, codec=codec, pix_fmt=pix_fmt)
    with Clip(path) as clip:
        frames = list(clip)
    assert len(frames) == 6
    assert np.diff([frame.time_s for frame in frames]) == pytest.approx([0.04] * 5, abs=0.001)
    margin = 45 if codec == "gif" else 14  # eight bits a pixel
    for patch, colour in zip(
        corner_patches(frames[-1].image), (RED, GREEN, BLUE, WHITE), strict=True
    ):
        assert_close(patch, colour, margin)


@pytest.mark.parametrize("matrix", [1, 5, 9])
@pytest.mark.parametrize("colour_range", [1, 2])
def test_colour_matrix_and_range(tmp_path: Path, matrix: int, colour_range: int) -> None:
    # A YUV colour whose RGB is worked out from the definition of the matrix (ITU-T H.273).
    kr, kb = {1: (0.2126, 0.0722), 5: (0.299, 0.114), 9: (0.2627, 0.0593)}[matrix]
    red, green, blue = 0.75, 0.25, 0.15
    luma = kr * red + (1 - kr - kb) * green + kb * blue
    cb, cr = (blue - luma) / (2 - 2 * kb), (red - luma) / (2 - 2 * kr)
    limited = colour_range == 1
    codes = (
        (16 + 219 * luma, 128 + 224 * cb, 128 + 224 * cr)
        if limited
        else (255 * luma, 128 + 255 * cb, 128 + 255 * cr)
    )

    def paint(frame: object) -> None:
        for plane, code in zip(frame.planes, codes, strict=True):
            plane.update(bytes([round(code)]) * plane.buffer_size)
        frame.colorspace, frame.color_range = matrix, colour_range

    path = tmp_path / "colour.mkv"
    flags = f"qp=0:colormatrix={({1: 'bt709', 5: 'bt470bg', 9: 'bt2020nc'})[matrix]}"
    flags += f":fullrange={'off' if limited else 'on'}"
    write_clip(path, [plain(BLACK)], prepare=paint, options={"x264-params": flags})
    with Clip(path) as clip:
        (frame,) = clip
    assert_close(frame.image, (round(255 * red), round(255 * green), round(255 * blue)), 3)


def test_gray_and_odd_size(tmp_path: Path) -> None:
    path = tmp_path / "gray.mkv"
    write_clip(path, [plain((90, 90, 90), 35, 33)], codec="ffv1", pix_fmt="gray10le")
    with Clip(path) as clip:
        (frame,) = clip
    assert frame.image.shape == (33, 35, 3)
    assert_close(frame.image, (90, 90, 90), 2)


def test_transparent_parts_are_white(tmp_path: Path) -> None:
    path = tmp_path / "clear.gif"
    picture = Pillow.new("RGBA", (40, 30), (0, 0, 0, 0))
    picture.paste((200, 0, 0, 255), (0, 0, 20, 30))
    other = picture.copy()
    other.putpixel((39, 29), (0, 0, 255, 255))
    picture.save(path, save_all=True, append_images=[other], duration=200, disposal=2)
    with Clip(path) as clip:
        frames = list(clip)
    assert [frame.time_s for frame in frames] == pytest.approx([0.0, 0.2])
    assert_close(frames[0].image[:, :20], (200, 0, 0), 3)
    assert_close(frames[0].image[:, 20:], WHITE, 3)


def test_interlaced_rows_are_mended(tmp_path: Path) -> None:
    # Between the fields a bar moved: without mending its edge is a comb.
    image = plain(BLACK, 96, 64)
    image[0::2, 20:40] = 255
    image[1::2, 40:60] = 255
    path = tmp_path / "laced.mp4"
    write_clip(path, [image] * 2, options={"x264-params": "interlaced=1:qp=1"})
    with Clip(path) as clip:
        frame = next(iter(clip))
    luma = frame.image[4:-4].astype(int).mean(axis=2)
    assert np.abs(np.diff(luma, axis=0)).max() < 20
    assert luma[:, 25:35].min() > 200
    assert luma[:, 45:55].max() < 50


def test_largest_of_several_streams(tmp_path: Path) -> None:
    path = tmp_path / "two.mkv"
    write_clip(path, [plain(RED, 32, 24)] * 3, more=[plain(GREEN, 96, 64)] * 3, audio=True)
    with Clip(path) as clip:
        frames = list(clip)
    assert (clip.info.width, clip.info.height, len(frames)) == (96, 64, 3)
    assert_close(frames[1].image, GREEN)
    assert clip.warnings == []  # the sound, half a second, is longer than the pictures


def test_two_clips_of_different_shape_joined(tmp_path: Path) -> None:
    parts = [
        write_clip(tmp_path / f"{w}.ts", [plain(RED, w, h)] * 50) for w, h in ((96, 64), (64, 96))
    ]
    path = tmp_path / "joined.ts"
    path.write_bytes(b"".join(part.read_bytes() for part in parts))
    with Clip(path) as clip:
        frames = list(clip)
    assert len(frames) == 100
    assert {frame.image.shape for frame in frames} == {(64, 96, 3)}
    steps = np.diff([frame.time_s for frame in frames])
    assert steps == pytest.approx([0.04] * 99, abs=0.001)
    # 64 x 96 fits into 96 x 64 as 43 x 64, with black bars beside it.
    assert_close(frames[-1].image[:, 30:66], RED)
    assert_close(frames[-1].image[:, :24], BLACK)
    assert any("50 of another" in warning for warning in clip.warnings)
    assert any("go back" in warning for warning in clip.warnings)


def test_memory_does_not_grow_with_the_length(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "long.mp4", lambda i: plain((i, i, i), 320, 240), count=200)
    one = 320 * 240 * 3
    tracemalloc.start()
    try:
        with Clip(path) as clip:
            count = sum(1 for _ in clip)
            peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count == 200
    assert peak < 4 * one


def test_no_frame_is_kept_alive(steady: Path) -> None:
    seen = []
    with Clip(steady) as clip:
        for frame in clip:
            seen.append(weakref.ref(frame.image))
            assert sum(one() is not None for one in seen) <= 2


def test_damaged_middle(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "hurt.mp4", [noise(i % 3) for i in range(60)], gop=10)
    begin, end = media_bytes(path)
    spoil(path, begin + int(0.4 * (end - begin)), begin + int(0.55 * (end - begin)))
    with Clip(path) as clip:
        for _ in range(2):  # warnings are of one iteration, not added up
            times = [frame.time_s for frame in clip]
            assert len(clip.warnings) == 1
    assert 35 < len(times) < 58
    assert times[0] == 0.0
    assert sum(t < 0.9 for t in times) >= 20
    assert times[-1] == pytest.approx(59 * 0.04, abs=0.001)
    assert np.diff(times).min() > 0.039
    assert "could not be decoded" in clip.warnings[0]


def test_cut_off_but_playable(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "short.mkv", [noise(i % 5) for i in range(75)], gop=5)
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 3])
    with Clip(path) as clip:
        count = sum(1 for _ in clip)
    assert 15 < count < 35
    assert len(clip.warnings) == 1
    assert "the end" in clip.warnings[0]


def test_wholly_damaged(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "ruin.mp4", [noise(i) for i in range(5)])
    spoil(path, *media_bytes(path))
    with pytest.raises(InputError, match="not a single picture can be decoded"):
        Clip(path)


def bad_inputs(folder: Path) -> dict[str, tuple[Path, str]]:
    whole = write_clip(folder / "whole.mp4", [noise(0)] * 3)
    cut = folder / "cut.mp4"
    cut.write_bytes(whole.read_bytes()[: media_bytes(whole)[1] - 10])
    (folder / "empty.mp4").touch()
    (folder / "notes.mp4").write_text("Monday: couch stretch, 30 s\n" * 300 + "é")
    (folder / "list.m3u8").write_text("#EXTM3U\n#EXTINF:1,\nwhole.mp4\n")
    (folder / "junk.mp4").write_bytes(np.random.default_rng(0).bytes(9000))
    photo = folder / "photo.mp4"
    Pillow.fromarray(corners()).save(photo, format="jpeg")
    write_audio(folder / "sound.flac")
    Pillow.fromarray(corners()).save(folder / "cover.png")
    write_audio(folder / "song.mka", "aac")
    os.mkfifo(folder / "pipe.mp4")
    return {
        "cut": (cut, "cut off before its index"),
        "empty": (folder / "empty.mp4", "got an empty file"),
        "text": (folder / "notes.mp4", "got a text file"),
        "playlist": (folder / "list.m3u8", "got a text file"),
        "junk": (folder / "junk.mp4", "no known video format"),
        "picture": (photo, "got a picture"),
        "audio": (folder / "sound.flac", "got an audio file without pictures"),
        "audio in matroska": (folder / "song.mka", "got an audio file without pictures"),
        "cover": (
            write_audio(folder / "covered.flac", cover=folder / "cover.png"),
            "got an audio file without pictures",
        ),
        "folder": (folder, "got a folder"),
        "missing": (folder / "gone.mp4", "does not exist"),
        "pipe": (folder / "pipe.mp4", "got a pipe or device"),
    }


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no named pipes in folders")
def test_every_bad_input_has_its_sentence(tmp_path: Path) -> None:
    for name, (path, words) in bad_inputs(tmp_path).items():
        with pytest.raises(InputError) as caught:
            Clip(path)
        message = str(caught.value)
        assert words in message, f"{name}: {message}"
        assert str(path) in message
        assert message.startswith("expected ")
        assert "; " in message
        assert caught.value.exit_code == 3


def test_no_permission(steady: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, mode: str = "r") -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)  # chmod would not stop root
    with pytest.raises(InputError, match="may not be read"):
        Clip(steady)


def test_file_gone_between_two_iterations(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "x.mp4", [plain(RED)] * 2)
    with Clip(path) as clip:
        assert len(list(clip)) == 2
        path.unlink()
        with pytest.raises(InputError, match="does not exist"):
            list(clip)


def test_odd_file_name_is_no_protocol(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_clip(tmp_path / "made.mp4", [plain(RED)] * 2).rename(tmp_path / "concat:%d é.mp4")
    with Clip("concat:%d é.mp4") as clip:
        assert len(list(clip)) == 2


def test_nothing_is_printed(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "hurt.mp4", [noise(i % 3) for i in range(30)], gop=10)
    begin, end = media_bytes(path)
    spoil(path, (begin + end) // 2, end - 300)
    code = (
        "import sys\nfrom formcheck.capture.clip import Clip\n"
        "clip = Clip(sys.argv[1])\nlist(clip)\nassert clip.warnings"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
