#version 330
in vec3 position, normal, colour, torso_fields, other_fields;
in float skin;
uniform mat4 camera;
out vec3 v_position, v_normal, v_colour, v_torso, v_other;
out float v_skin;

void main() {
    v_position = position;
    v_normal = normal;
    v_colour = colour;
    v_torso = torso_fields;
    v_other = other_fields;
    v_skin = skin;
    gl_Position = camera * vec4(position, 1.0);
}
