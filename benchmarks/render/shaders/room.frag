#version 330
//include common
in vec3 v_position, v_normal, v_colour;
in float v_material;  // 0 plain, 1 floor boards, 2 fabric or plaster, 3 picture
out vec4 pixel;

vec3 boards(vec3 colour, vec3 p) {
    float row = floor(p.y / 0.14);
    float along = p.x / 1.3 + hash(vec3(row, 3.0, 1.0));
    float grain = noise(vec3(p.x * 1.3 + row * 7.0, p.y * 30.0, row));
    float seam = step(0.03, fract(p.y / 0.14)) * step(0.012, fract(along));
    float plank = 0.85 + 0.3 * hash(vec3(row, floor(along), 2.0));
    return colour * (0.72 + 0.36 * grain) * mix(0.6, 1.0, seam) * plank;
}

void main() {
    vec3 colour = pow(v_colour, vec3(2.2));
    float gloss = 0.0;
    if (v_material > 2.5) {
        colour *= 0.7 + 0.5 * noise(v_position * 5.0);
    } else if (v_material > 1.5) {
        colour *= 0.97 + 0.06 * noise(v_position * 30.0);
    } else if (v_material > 0.5) {
        colour = boards(colour, v_position);
        gloss = 0.05;
    }
    pixel = to_display(shade(colour, v_position, normalize(v_normal), gloss, 20.0));
}
