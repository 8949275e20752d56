"""Draws a person in a room with OpenGL, without a display or a graphics card.

Uses moderngl on EGL; Mesa's software renderer is enough (`libegl1`, `libgl1-mesa-dri`). Two depth
maps give a sun shadow and a soft contact shadow; 4 x multisampling smooths the edges.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

import moderngl
import numpy as np
from numpy.typing import NDArray

from benchmarks.render.body import Body
from benchmarks.render.camera import Camera, Stand, look_at, orthographic
from benchmarks.render.drape import vertex_normals
from benchmarks.render.room import Room
from benchmarks.render.rotations import Array
from benchmarks.render.skeleton import Placed

Image = NDArray[np.uint8]

_SHADERS = Path(__file__).parent / "shaders"
_SUN_SIZE, _SKY_SIZE = 1536, 512
_BACKGROUND = (0.70, 0.68, 0.65)
Strength = tuple[float, float, float]
"""Linear red, green and blue of a light."""


@dataclass(frozen=True)
class Light:
    """Where the light comes from.

    Attributes:
        direction: Towards the sun, lamp or window, any length.
        sun: Its strength.
        sky: Strength of the light from all sides.
        fill: Strength of the weak light from the camera's side.
    """

    direction: tuple[float, float, float] = (-0.55, -0.62, 0.75)
    sun: Strength = (0.85, 0.80, 0.72)
    sky: Strength = (1.0, 1.0, 1.0)
    fill: Strength = (0.16, 0.17, 0.20)

    @property
    def unit(self) -> Array:
        """Direction of length 1, shape (3,)."""
        unit: Array = np.array(self.direction) / np.linalg.norm(self.direction)
        return unit


class Renderer:
    """A room with one person in it. Use as a context manager; it owns an OpenGL context.

    Attributes:
        body: The person.
        camera: The camera.
    """

    def __init__(
        self,
        body: Body,
        camera: Camera,
        room: Room,
        noise: float = 1.0,
        seed: int = 0,
        light: Light | None = None,
        samples: int = 4,
    ) -> None:
        """Sets up the scene.

        Args:
            body: The person.
            camera: The camera.
            room: The room.
            noise: Standard deviation of the sensor noise, grey levels of 255.
            seed: Seed of the sensor noise.
            light: The light; by default a lamp at the upper left.
            samples: Samples of a pixel that smooth the edges; 0 draws twice as fast.
        """
        self.body = body
        self.camera = camera
        self._noise = noise
        self._sample_count = samples
        self._random = np.random.default_rng(seed)
        backend: dict[str, Any] = {"backend": "egl"}
        self._gl = moderngl.create_context(standalone=True, **backend)
        self._gl.enable(moderngl.DEPTH_TEST)
        self._make_maps()
        self._make_targets()
        self._make_programs()
        self._make_arrays()
        self.set_scene(camera, room.triangles(), light or Light())

    def __enter__(self) -> Renderer:
        """Returns the renderer itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Releases the OpenGL context."""
        self._gl.release()

    def set_scene(self, camera: Camera, triangles: Array, light: Light) -> None:
        """Goes to another room.

        Args:
            camera: The camera.
            triangles: The room, see `Room.triangles`.
            light: The light.
        """
        resized, self.camera = camera.size != self.camera.size, camera
        if resized:
            self._make_targets()
        middle = np.array([0.0, 0.0, 0.5])
        self._sun = orthographic(2.0, 0.1, 12) @ look_at(light.unit * 6 + middle, middle)
        above = look_at(np.array([0.0, 0.0, 4.0]), np.zeros(3), up=(0, 1, 0))
        self._sky = orthographic(2.0, 0.1, 6) @ above
        for program in (self._body_program, self._room_program):
            _write(program, "camera", camera.matrix)
            _write(program, "sun", self._sun)
            _write(program, "sky", self._sky)
            _write(program, "sun_direction", light.unit)
            _write(program, "eye", np.array(camera.eye))
            for name in ("sun", "sky", "fill"):
                _write(program, f"{name}_light", np.array(getattr(light, name)))
        boxes = self._gl.buffer(triangles.astype("f4").tobytes())
        layout = (boxes, "3f 3f 3f 1f", "position", "normal", "colour", "material")
        self._room_array = self._gl.vertex_array(self._room_program, [layout])

    def draw(self, placed: Placed, stand: Stand) -> Image:
        """Renders one picture, RGB, shape (height, width, 3)."""
        self._upload(placed, stand)
        for target, light in ((self._sun_target, self._sun), (self._sky_target, self._sky)):
            target.use()
            target.clear(depth=1.0)
            _write(self._depth_program, "camera", light)
            self._body_depth.render()
        self._samples.use()
        self._samples.clear(*_BACKGROUND, depth=1.0)
        self._sun_map.use(0)
        self._sky_map.use(1)
        self._room_array.render()
        self._body_array.render()
        self._gl.copy_framebuffer(self._resolved, self._samples)
        return self._with_noise(self._read())

    def mask(self, placed: Placed, stand: Stand) -> NDArray[np.bool_]:
        """Exact silhouette of the person, shape (height, width)."""
        self._upload(placed, stand)
        self._resolved.use()
        self._resolved.clear(0.0, 0.0, 0.0, depth=1.0)
        _write(self._mask_program, "camera", self.camera.matrix)
        self._body_mask.render()
        silhouette: NDArray[np.bool_] = self._read()[:, :, 0] > 127
        return silhouette

    # ---------------------------------------------------------------- drawing

    def _upload(self, placed: Placed, stand: Stand) -> None:
        room = stand.to_room(self.body.surface(placed))
        normals = vertex_normals(room, self.body.quads)
        self._vertices.write(np.c_[room, normals].astype("f4").tobytes())

    def _read(self) -> Image:
        width, height = self.camera.size
        flat = np.frombuffer(self._resolved.read(components=3), np.uint8)
        return np.ascontiguousarray(flat.reshape(height, width, 3)[::-1])

    def _with_noise(self, image: Image) -> Image:
        if self._noise <= 0:
            return image
        grain = self._random.normal(0, self._noise, (*image.shape[:2], 1))
        return np.clip(image + grain, 0, 255).astype(np.uint8)

    # ------------------------------------------------------------------ setup

    def _make_maps(self) -> None:
        gl = self._gl
        self._sun_map = gl.depth_texture((_SUN_SIZE, _SUN_SIZE))
        self._sky_map = gl.depth_texture((_SKY_SIZE, _SKY_SIZE))
        for texture in (self._sun_map, self._sky_map):
            texture.compare_func = ""
            texture.filter = (moderngl.NEAREST, moderngl.NEAREST)
            texture.repeat_x = texture.repeat_y = False
        self._sun_target = gl.framebuffer(depth_attachment=self._sun_map)
        self._sky_target = gl.framebuffer(depth_attachment=self._sky_map)

    def _make_targets(self) -> None:
        gl, size = self._gl, self.camera.size
        samples = min(self._sample_count, gl.max_samples)
        colour = gl.renderbuffer(size, 3, samples=samples)
        self._samples = gl.framebuffer([colour], gl.depth_renderbuffer(size, samples=samples))
        self._resolved = gl.framebuffer([gl.renderbuffer(size, 3)], gl.depth_renderbuffer(size))

    def _make_programs(self) -> None:
        self._body_program = self._program("body.vert", "body.frag")
        self._room_program = self._program("room.vert", "room.frag")
        self._depth_program = self._program("depth.vert", "depth.frag")
        self._mask_program = self._program("depth.vert", "mask.frag")
        for program in (self._body_program, self._room_program):
            program["sun_map"] = 0
            program["sky_map"] = 1
        for name in ("hair", "shirt", "pants", "shoe"):
            self._body_program[name] = getattr(self.body.look, name)

    def _program(self, vertex: str, fragment: str) -> moderngl.Program:
        common = (_SHADERS / "common.glsl").read_text(encoding="utf-8")
        sources = [(_SHADERS / name).read_text(encoding="utf-8") for name in (vertex, fragment)]
        return self._gl.program(
            vertex_shader=sources[0],
            fragment_shader=sources[1].replace("//include common", common),
        )

    def _make_arrays(self) -> None:
        gl, body = self._gl, self.body
        self._vertices = gl.buffer(reserve=len(body.colour) * 24)
        looks = np.c_[body.colour, body.fields, body.is_skin].astype("f4")
        fixed = gl.buffer(looks.tobytes())
        index = gl.buffer(_triangles(body.quads).tobytes())
        moving = (self._vertices, "3f 3f", "position", "normal")
        names = ("colour", "torso_fields", "other_fields", "skin")
        self._body_array = gl.vertex_array(
            self._body_program, [moving, (fixed, "3f 3f 3f 1f", *names)], index
        )
        only_position = [(self._vertices, "3f 12x", "position")]
        self._body_depth = gl.vertex_array(self._depth_program, only_position, index)
        self._body_mask = gl.vertex_array(self._mask_program, only_position, index)


def _triangles(quads: NDArray[np.int64]) -> NDArray[np.int32]:
    """Two triangles of each quad, without the degenerate ones of padded triangles."""
    both = np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]])
    proper = (both != np.roll(both, 1, axis=1)).all(axis=1)
    triangles: NDArray[np.int32] = both[proper].astype("i4")
    return triangles


def _write(program: moderngl.Program, name: str, value: Array) -> None:
    """Sets a uniform; OpenGL stores matrices by column."""
    uniform = program[name]
    if isinstance(uniform, moderngl.Uniform):
        uniform.write(np.ascontiguousarray(value.T.astype("f4")).tobytes())
