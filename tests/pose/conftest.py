"""Frames of a sample clip for the tests that run the real model."""

import pytest

from formcheck.capture.frame import Frame
from formcheck.resources import data_folder

CLIP = "half-kneeling-lunge-good.mp4"


@pytest.fixture(scope="session")
def clip_frames():
    """The first two seconds of a person seen from the side."""
    import av

    frames = []
    with av.open(data_folder("sample_videos") / CLIP) as container:
        for index, picture in enumerate(container.decode(video=0)):
            if picture.time >= 2:
                break
            frames.append(Frame(picture.to_ndarray(format="rgb24"), index, picture.time))
    return frames


@pytest.fixture(scope="session")
def picture(clip_frames):
    """One frame of that clip."""
    return clip_frames[-1]
