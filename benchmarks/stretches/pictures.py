"""Illustrations of the stretches: `python -m benchmarks.stretches.pictures --out poses/pictures`.

Start pose and deepest pose side by side, with the target band of the main angle drawn as an arc.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

import numpy as np
from PIL import Image, ImageDraw

from benchmarks.render.body import Body
from benchmarks.render.camera import Camera, Stand
from benchmarks.render.looks import PEOPLE, Look
from benchmarks.render.renderer import Light, Renderer
from benchmarks.render.room import Room, faces
from benchmarks.render.rotations import Array
from benchmarks.render.skeleton import JOINT_BONES, SIDES, Placed, Side, other
from benchmarks.stretches.catalogue import MOTIONS
from benchmarks.stretches.motion import Motion
from benchmarks.stretches.solids import in_room
from formcheck.annotate.angle_arc import Arc, arc_of
from formcheck.annotate.drawing import font
from formcheck.pose.landmark import Landmark
from formcheck.pose.pose import LANDMARK_COUNT, Pose
from formcheck.stretches.files.loading import load_stretch, stretch_ids

PANEL: Final = (480, 360)
"""Width and height of one of the two panels, pixels."""

_SCALE: Final = 2
"""Drawn this much larger, then reduced."""

_ROOM: Final = Room(wall=(0.87, 0.88, 0.87), floor=(0.74, 0.66, 0.57), mat=(0.36, 0.47, 0.50))
_LIGHT: Final = Light(direction=(-0.5, -0.75, 1.0), sun=(0.62, 0.59, 0.54), sky=(1.15, 1.15, 1.15))
_TEAL: Final = (14, 116, 110)
_GLOW: Final = (94, 214, 190)
_INK: Final = (30, 38, 46)
_PAPER: Final = (255, 255, 255)
_GAP: Final = 4
_LENS: Final = 20.0
_SMALLEST: Final = 1.32
"""Height in metres that a panel shows at least, so that lying people stay in proportion."""


def look(number: int) -> Look:
    """One of a few people, in clothes that set the legs off from each other and the mat."""
    dressed = (
        PEOPLE["anna"].wearing(pants=(0.25, 0.29, 0.38)),
        PEOPLE["ben"].wearing(shirt=(0.20, 0.42, 0.36)),
        PEOPLE["cora"].wearing(shirt=(0.86, 0.74, 0.34), pants=(0.34, 0.20, 0.36)),
        PEOPLE["dan"].wearing(shirt=(0.62, 0.30, 0.24)),
    )
    return dressed[number % len(dressed)]


def picture(motion: Motion, body: Body) -> Image.Image:
    """Both poses of a stretch, shape (360, 960) pixels."""
    worked: Side = "right"
    turn = -90.0 if motion.near == "other" else 90.0
    start, end = motion.ends()
    shown = ({**start, **motion.shown_first}, {**end, **motion.shown_last})
    poses = [motion.posed(body, worked, angles) for angles in shown]
    turns = (turn - motion.first_turn, turn)
    stands = [Stand(t).centred(body.surface(p)) for p, t in zip(poses, turns, strict=True)]
    clouds = [s.to_room(body.surface(p)) for p, s in zip(poses, stands, strict=True)]
    camera = _camera(motion, np.concatenate(clouds))
    hidden = [
        word
        for word, cloud in zip(motion.captions, clouds, strict=True)
        if _covers(word, camera.project(cloud) / _SCALE)
    ]
    if hidden:
        raise ValueError(f"expected captions beside the body, got {hidden}; say it in fewer words")
    rested = motion.triangles(body, worked)
    room = np.concatenate([faces(box) for box in _ROOM.boxes()[:4]])
    panels = []
    with Renderer(body, camera, _ROOM, noise=0.0, light=_LIGHT) as renderer:
        for number, (placed, stand) in enumerate(zip(poses, stands, strict=True)):
            parts = [room] if rested is None else [room, in_room(rested, stand)]
            renderer.set_scene(camera, np.concatenate(parts), _LIGHT)
            panel = Image.fromarray(renderer.draw(placed, stand))
            if number == 1 and motion.arc is not None:
                _draw_arc(panel, motion, _projected(camera, stand, placed), worked, turn)
            panels.append(panel.resize(PANEL, Image.Resampling.LANCZOS))
    return _joined(motion, panels)


def _camera(motion: Motion, points: Array) -> Camera:
    """A long lens that shows both poses whole, the floor near the lower edge."""
    size = (_SCALE * PANEL[0], _SCALE * PANEL[1])
    aspect = PANEL[0] / PANEL[1]
    wide, high = float(np.ptp(points[:, 0])), float(points[:, 2].max())
    if motion.view == "high":
        span = 2.35
        return Camera((1.1, -4.2, 5.0), (0.0, 0.05, 0.05), 2.0 * _LENS * span / 3.4, size)
    tall = max(high / 0.80, wide / (0.86 * aspect), _SMALLEST)
    distance = 0.5 * tall * aspect / np.tan(np.radians(_LENS / 2))
    middle = 0.5 * tall - 0.12 * tall
    return Camera((0.0, -float(distance), middle + 0.25), (0.0, 0.0, middle), _LENS, size)


def _projected(camera: Camera, stand: Stand, placed: Placed) -> Pose:
    """The joint centres as a pose in the picture; what is not a joint lies at the corner."""
    pixels = np.zeros((LANDMARK_COUNT, 2))
    for joint in JOINT_BONES:
        for side in SIDES:
            at = stand.to_room(placed.joint(joint, side)[None])
            pixels[Landmark.of(joint, side)] = camera.project(at)[0]
    blank = np.zeros((LANDMARK_COUNT, 3))
    return Pose(pixels, blank, np.ones(LANDMARK_COUNT), *camera.size)


# ------------------------------------------------------------------------------ drawing


def _draw_arc(panel: Image.Image, motion: Motion, pose: Pose, worked: Side, turn: float) -> None:
    assert motion.arc is not None
    name, which = motion.arc
    near: Side = "right" if turn > 0 else "left"
    side = {"worked": worked, "other": other(worked), "near": near}[which]
    sided = name if name in ("trunk_lean", "trunk_pitch") else f"{name}_{side}"
    arc = arc_of(sided, pose, 1 if turn > 0 else -1)
    if arc is None:
        raise ValueError(f"expected an angle that can be drawn, got {sided} of {motion.stretch}")
    band = _band(motion, name)
    layer = Image.new("RGBA", panel.size, (0, 0, 0, 0))
    draw = ImageDraw.Draw(layer)
    radius = min(0.62 * arc.reach, 130.0)
    if band is not None:
        low, high = (edge - arc.sweep for edge in band)
        wedge = arc.points(1.3 * radius, low, high)
        draw.polygon([tuple(arc.vertex), *map(tuple, wedge)], fill=(*_GLOW, 165))
    line = arc.points(radius, -arc.sweep, 0.0)
    draw.line([tuple(p) for p in line], fill=(*_TEAL, 255), width=7, joint="curve")
    for ray in (arc.reference, arc.moving):
        end = arc.vertex + 1.15 * radius * ray
        draw.line([tuple(arc.vertex), tuple(end)], fill=(*_PAPER, 235), width=7)
        draw.line([tuple(arc.vertex), tuple(end)], fill=(*_TEAL, 255), width=4)
    x, y = arc.vertex
    draw.ellipse((x - 9, y - 9, x + 9, y + 9), fill=(*_PAPER, 255), outline=(*_TEAL, 255), width=4)
    if band is not None:
        _label(draw, arc, radius, _words(band))
    panel.paste(layer, (0, 0), layer)


def _band(motion: Motion, name: str) -> tuple[float, float] | None:
    """The target of the angle that the picture shows, or None where the file has none."""
    if motion.stretch not in stretch_ids():
        return None
    stretch = load_stretch(motion.stretch)
    main = [] if stretch.main_check is None else [stretch.main_check]
    for check in (*main, *stretch.checks):
        if check.target.name == name and check.low is not None and check.high is not None:
            return check.low, check.high
    return None


def _words(band: tuple[float, float]) -> str:
    return f"{band[0]:g}\N{EN DASH}{band[1]:g}\N{DEGREE SIGN}"


def _label(draw: ImageDraw.ImageDraw, arc: Arc, radius: float, text: str) -> None:
    """Writes the target beside the middle of the arc."""
    letters = font(34, bold=True)
    at = arc.vertex + (radius + 26) * arc.ray(-arc.sweep / 2)
    wide, tall = letters.getlength(text) + 24, 50
    left = float(at[0]) if arc.ray(-arc.sweep / 2)[0] > 0.2 else float(at[0]) - wide
    if abs(arc.ray(-arc.sweep / 2)[0]) <= 0.2:
        left = float(at[0]) - wide / 2
    top = float(at[1]) - tall / 2
    draw.rounded_rectangle((left, top, left + wide, top + tall), 12, fill=(*_PAPER, 235))
    draw.text((left + 12, top + 4), text, font=letters, fill=(*_TEAL, 255))


def _caption(word: str) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a caption's paper in its panel, pixels."""
    return 12, 12, 12 + font(17, bold=True).getlength(word) + 20, 40


def _covers(word: str, points: Array) -> bool:
    """Whether a caption would lie on any of these points of a panel."""
    left, top, right, bottom = _caption(word)
    x, y = points.T
    return bool(((x >= left) & (x <= right) & (y >= top) & (y <= bottom)).any())


def _joined(motion: Motion, panels: list[Image.Image]) -> Image.Image:
    whole = Image.new("RGB", (2 * PANEL[0] + _GAP, PANEL[1]), _PAPER)
    letters = font(17, bold=True)
    draw = ImageDraw.Draw(whole, "RGBA")
    for number, (panel, word) in enumerate(zip(panels, motion.captions, strict=True)):
        start = number * (PANEL[0] + _GAP)
        whole.paste(panel, (start, 0))
        left, top, right, bottom = _caption(word)
        box = (start + left, top, start + right, bottom)
        draw.rounded_rectangle(box, 14, fill=(*_PAPER, 215))
        draw.text((start + 22, 16), word, font=letters, fill=_INK)
    return whole


def main() -> None:
    """Draws the pictures named on the command line, all of them by default."""
    parser = argparse.ArgumentParser(description="Draw the illustrations of the stretches.")
    parser.add_argument("--out", type=Path, required=True, help="folder to write into")
    parser.add_argument("--only", choices=list(MOTIONS), action="append", help="may be repeated")
    wanted = parser.parse_args()
    wanted.out.mkdir(parents=True, exist_ok=True)
    bodies: dict[int, Body] = {}
    for number, (name, motion) in enumerate(MOTIONS.items()):
        if wanted.only and name not in wanted.only:
            continue
        person = number % 4 if motion.person is None else motion.person
        body = bodies.setdefault(person, Body(look(person)))
        path = wanted.out / f"{name}.webp"
        picture(motion, body).save(path, quality=82, method=6)
        print(f"{path}: {path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
