"""The bundled sample clips: `python -m benchmarks.render.samples --out sample_videos`."""

from __future__ import annotations

import argparse
import time
from collections.abc import Mapping
from pathlib import Path

from benchmarks.render.camera import Camera
from benchmarks.render.clips import ClipSpec, PoseFunction
from benchmarks.render.looks import PEOPLE
from benchmarks.render.poses import lunge, press_up, squat, standing
from benchmarks.render.room import ROOMS
from benchmarks.render.skeleton import Figure, Placed, Side
from benchmarks.render.timeline import Key, Timeline

KNEELING = {"rear_hip": 176.0, "tilt": 0.0, "trunk": 2.0, "head": 4.0}
_LUNGE_SWAY = {"rear_hip": 0.5, "tilt": 0.4, "trunk": 0.5, "head": 1.5}
_RIGHT, _LEFT = 90.0, -90.0


def _camera(height: float, look: float, distance: float = 3.4) -> Camera:
    return Camera((0.0, -distance, height), (0.0, 0.0, look), horizontal_view=42.0)


def _lunge(rear: Side) -> PoseFunction:
    def pose(figure: Figure, **angles: float) -> Placed:
        return lunge(figure, rear=rear, **angles)

    return pose


def _stretch(
    start: Mapping[str, float],
    deep: Mapping[str, float],
    durations: tuple[float, float, float, float],
    sway: Mapping[str, float],
) -> Timeline:
    """Still, enter, hold, leave."""
    moments = [sum(durations[:k]) for k in range(5)]
    keys = (
        Key(moments[0], "still", start),
        Key(moments[1], "enter", start),
        Key(moments[2], "hold", deep),
        Key(moments[3], "leave", deep),
        Key(moments[4], "still", start),
    )
    return Timeline(keys, sway)


def _slow_tilt(tuck: float, arch: float) -> Timeline:
    """Ten seconds at ease, then the pelvis is tucked, arched, and let go."""
    moments = ((0.0, "still", 0.0), (10.4, "tuck", 0.0), (12.2, "tuck", tuck))
    moments += ((12.8, "arch", tuck), (15.8, "arch", arch), (16.3, "return", arch))
    moments += ((18.0, "still", 0.0), (18.8, "still", 0.0))
    keys = tuple(Key(at, phase, {"tilt": tilt, "trunk": 0.5}) for at, phase, tilt in moments)
    return Timeline(keys, {"tilt": 0.4, "trunk": 0.4})


def _squats(repetitions: int) -> Timeline:
    tall = {"knee": 176.0, "shin": -1.0, "trunk": 1.0, "arms": 12.0}
    low = {"knee": 85.0, "shin": -30.0, "trunk": 34.0, "arms": 82.0}
    keys = [Key(0.0, "still", tall)]
    clock = 1.5
    for number in range(1, repetitions + 1):
        label = f"rep{number}"
        keys += [Key(clock, label, tall), Key(clock + 1.35, label, low)]
        keys += [Key(clock + 1.6, label, low), Key(clock + 2.95, "still", tall)]
        clock += 3.45
    keys.append(Key(clock + 0.8, "still", tall))
    return Timeline(tuple(keys), {"trunk": 0.3, "arms": 0.8, "shin": 0.15})


GOOD = ClipSpec(
    id="half-kneeling-lunge-good",
    look=PEOPLE["anna"],
    room=ROOMS[0],
    camera=_camera(0.90, 0.62),
    yaw=_RIGHT,
    pose=_lunge("right"),
    timeline=_stretch(
        KNEELING,
        # With the tuck the hip joint is at 189 then, about the middle of its target.
        {"rear_hip": 186.0, "tilt": -4.0, "trunk": 2.0, "head": 2.0},
        (3.0, 4.0, 32.0, 2.0),
        _LUNGE_SWAY,
    ),
    seed=1,
)
ARCHED = ClipSpec(
    id="half-kneeling-lunge-arched",
    look=PEOPLE["ben"],
    room=ROOMS[1],
    camera=_camera(1.00, 0.66),
    yaw=_LEFT,
    pose=_lunge("left"),
    timeline=_stretch(
        KNEELING,
        {"rear_hip": 195.0, "tilt": 15.0, "trunk": 1.0, "head": 0.0},
        (3.0, 4.0, 12.0, 2.0),
        _LUNGE_SWAY,
    ),
    seed=2,
)
SQUATS = ClipSpec(
    id="squat-set",
    look=PEOPLE["anna"].wearing(shirt=(0.72, 0.36, 0.20), pants=(0.20, 0.22, 0.30)),
    room=ROOMS[3],
    camera=_camera(1.00, 0.82),
    yaw=_RIGHT,
    pose=squat,
    timeline=_squats(5),
    seed=3,
)
PRESS_UP = ClipSpec(
    id="prone-press-up",
    look=PEOPLE["cora"],
    room=ROOMS[2],
    camera=_camera(0.95, 0.42),
    yaw=_LEFT,
    pose=press_up,
    timeline=_stretch(
        {"trunk": 87.0, "head": 62.0},
        {"trunk": 63.0, "head": 30.0},
        (2.0, 3.0, 12.0, 3.0),
        {"trunk": 0.4, "head": 1.5},
    ),
    seed=4,
)
SHALLOW = ClipSpec(
    id="half-kneeling-lunge-shallow",
    look=PEOPLE["cora"].wearing(shirt=(0.18, 0.45, 0.40), pants=(0.16, 0.16, 0.20), fit="loose"),
    room=ROOMS[2],
    camera=_camera(0.85, 0.64),
    yaw=_LEFT,
    pose=_lunge("left"),
    timeline=_stretch(
        KNEELING | {"rear_hip": 172.0},
        {"rear_hip": 174.0, "tilt": 0.0, "trunk": 15.0, "head": 12.0},
        (2.0, 3.0, 8.0, 2.0),
        _LUNGE_SWAY,
    ),
    seed=5,
)
CALIBRATION = ClipSpec(
    id="calibration",
    look=PEOPLE["anna"],
    room=ROOMS[0],
    camera=_camera(0.95, 0.84, 3.9),
    yaw=_RIGHT,
    pose=standing,
    timeline=_slow_tilt(tuck=-11.0, arch=12.0),
    seed=6,
)
SAMPLES: tuple[ClipSpec, ...] = (GOOD, ARCHED, SQUATS, PRESS_UP, SHALLOW, CALIBRATION)


def main() -> None:
    """Renders the sample clips named on the command line, all of them by default."""
    from benchmarks.render.film import render_clip  # the definitions are of use without OpenGL

    ids = [spec.id for spec in SAMPLES]
    parser = argparse.ArgumentParser(description="Render the bundled sample clips.")
    parser.add_argument("--out", type=Path, required=True, help="folder to write into")
    parser.add_argument("--only", choices=ids, action="append", help="a clip (may be repeated)")
    wanted = parser.parse_args()
    for spec in SAMPLES:
        if wanted.only and spec.id not in wanted.only:
            continue
        start = time.perf_counter()
        clip = render_clip(spec, wanted.out)
        size = clip.stat().st_size / 1e6
        took = time.perf_counter() - start
        print(f"{clip}: {spec.frame_count} frames, {size:.2f} MB, rendered in {took:.0f} s")


if __name__ == "__main__":
    main()
