#version 330
in vec3 position, normal, colour;
in float material;
uniform mat4 camera;
out vec3 v_position, v_normal, v_colour;
out float v_material;

void main() {
    v_position = position;
    v_normal = normal;
    v_colour = colour;
    v_material = material;
    gl_Position = camera * vec4(position, 1.0);
}
