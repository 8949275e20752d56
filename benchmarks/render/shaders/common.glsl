// Value noise, shadows and lighting shared by the room and the person.
uniform sampler2D sun_map, sky_map;
uniform mat4 sun, sky;
uniform vec3 sun_direction, eye, sun_light, sky_light, fill_light;

float hash(vec3 p) {
    p = fract(p * 0.3183099 + 0.1);
    p *= 17.0;
    return fract(p.x * p.y * p.z * (p.x + p.y + p.z));
}

float noise(vec3 x) {
    vec3 i = floor(x), f = fract(x);
    f = f * f * (3.0 - 2.0 * f);
    float near = mix(mix(hash(i), hash(i + vec3(1, 0, 0)), f.x),
                     mix(hash(i + vec3(0, 1, 0)), hash(i + vec3(1, 1, 0)), f.x), f.y);
    float far = mix(mix(hash(i + vec3(0, 0, 1)), hash(i + vec3(1, 0, 1)), f.x),
                    mix(hash(i + vec3(0, 1, 1)), hash(i + vec3(1, 1, 1)), f.x), f.y);
    return mix(near, far, f.z);
}

// Share of light that reaches p: percentage-closer filtering over a 5 x 5 neighbourhood.
float lit_share(sampler2D map, mat4 light, vec3 p, float radius, float bias) {
    vec4 q = light * vec4(p, 1.0);
    vec3 c = q.xyz / q.w * 0.5 + 0.5;
    if (c.x < 0.02 || c.x > 0.98 || c.y < 0.02 || c.y > 0.98) return 1.0;
    float sum = 0.0;
    for (int i = -2; i <= 2; i++)
        for (int j = -2; j <= 2; j++)
            sum += step(c.z - bias, texture(map, c.xy + vec2(i, j) * radius).r);
    return sum / 25.0;
}

// Colour of a surface of linear albedo a at p with normal n.
vec3 shade(vec3 a, vec3 p, vec3 n, float gloss, float sharpness) {
    float sunlit = lit_share(sun_map, sun, p + n * 0.006, 0.0024, 0.0006);
    float open_sky = p.z > 2.0 ? 1.0 : lit_share(sky_map, sky, p + n * 0.01, 0.011, 0.004);
    float facing = max(dot(n, sun_direction), 0.0);
    vec3 halfway = normalize(sun_direction + normalize(eye - p));
    vec3 fill_direction = normalize(vec3(0.6, -0.6, 0.35));
    vec3 ambient = mix(vec3(0.30, 0.27, 0.24), vec3(0.50, 0.52, 0.56), n.z * 0.5 + 0.5);
    vec3 light = ambient * sky_light * mix(0.55, 1.0, open_sky) + sun_light * facing * sunlit;
    light += fill_light * max(dot(n, fill_direction), 0.0);
    float highlight = gloss * pow(max(dot(n, halfway), 0.0), sharpness) * sunlit;
    return a * light + highlight * vec3(1.0, 0.96, 0.9);
}

vec4 to_display(vec3 linear) {
    return vec4(pow(clamp(linear, 0.0, 1.0), vec3(1.0 / 2.2)), 1.0);
}
