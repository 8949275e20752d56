#version 330
//include common
in vec3 v_position, v_normal, v_colour;
in vec3 v_torso;  // waist, collar, sleeve: positive inside the shirt
in vec3 v_other;  // pants, shoe, hair: positive inside
in float v_skin;
uniform vec3 hair, shirt, pants, shoe;
out vec4 pixel;

void main() {
    vec3 colour = v_colour;
    float gloss = 0.05, sharpness = 18.0;
    if (v_skin > 0.5) {
        if (v_other.y > 0.0) {
            colour = shoe;
            gloss = 0.06;
        } else if (v_torso.x > 0.0 && v_torso.y > 0.0 && v_torso.z > 0.0) {
            colour = shirt * (0.94 + 0.12 * noise(v_position * 9.0));
            gloss = 0.0;
        } else if (v_torso.x <= 0.0 && v_other.x > 0.0 && v_torso.z > 0.0) {
            colour = pants * (0.94 + 0.12 * noise(v_position * 14.0));
            gloss = 0.015;
        } else if (v_other.z > 0.0) {
            colour = hair * (0.7 + 0.5 * noise(v_position * vec3(160.0, 160.0, 40.0)));
            gloss = 0.04;
            sharpness = 12.0;
        }
    }
    vec3 linear = pow(colour, vec3(2.2));
    pixel = to_display(shade(linear, v_position, normalize(v_normal), gloss, sharpness));
}
