// Draws the skeleton and the scored angle over the picture, in the picture's own coordinates: where
// the preview is mirrored, the style sheet mirrors both, so that left and right stay together.

const CHAINS = [[11, 13, 15], [12, 14, 16], [11, 23, 25, 27], [12, 24, 26, 28],
  [27, 29, 31, 27], [28, 30, 32, 28], [11, 12], [23, 24]];
const JOINTS = [11, 12, 13, 14, 15, 16, 23, 24, 25, 26, 27, 28];
const VERDICT = {"good": "#74d3ac", "good enough": "#8fc4ea", "adjust": "#f3b45c", "can't tell": "#c4cad2"};
const BAND = "250, 226, 84";
const OPEN_END = 22;          // degrees drawn of a target with one end only

function draw(canvas, video, moment) {
  const width = video.videoWidth, height = video.videoHeight;
  if (canvas.width !== width || canvas.height !== height) { canvas.width = width; canvas.height = height; }
  const pen = canvas.getContext("2d");
  pen.clearRect(0, 0, width, height);
  if (!moment.body) return;
  const at = moment.body.map(([x, y]) => [x * width, y * height]);
  const unit = Math.min(width, height) / 480;
  pen.lineJoin = pen.lineCap = "round";
  for (const strong of [false, true]) {
    for (const chain of CHAINS) {
      if (isNear(chain, moment.near) !== strong) continue;
      line(pen, chain.map((i) => at[i]), "#0009", (strong ? 6 : 4) * unit);
      line(pen, chain.map((i) => at[i]), strong ? "#ffffff" : "#acbacc", (strong ? 3.5 : 1.8) * unit);
    }
  }
  for (const joint of JOINTS) {
    const near = isNear([joint], moment.near);
    dot(pen, at[joint], (near ? 5 : 3.5) * unit, near ? "#ffffff" : "#acbacc");
  }
  if (moment.angle?.arc) drawAngle(pen, moment.angle, width, height, unit);
}

function isNear(chain, near) {
  if (!near || (chain.length === 2)) return true;
  return (chain[0] % 2 === 1) === (near === "left"); // the left side has the odd numbers
}

function drawAngle(pen, angle, width, height, unit) {
  const {at, from, to, sign, sweep, reach, low, high, error} = angle.arc;
  const zoom = width / angle.arc.width;
  const middle = [at[0] * zoom, at[1] * zoom];
  const outer = Math.max(36 * unit, Math.min(130 * unit, 1.05 * reach * zoom));
  const heading = Math.atan2(to[1], to[0]);
  const ray = (beyond) => heading + sign * beyond * Math.PI / 180;
  const colour = VERDICT[angle.verdict] ?? "#ffffff";
  if (low !== null || high !== null) {
    const start = low ?? high - OPEN_END, end = high ?? low + OPEN_END;
    pen.beginPath();
    pen.arc(middle[0], middle[1], outer, ray(start), ray(end), sign < 0);
    pen.arc(middle[0], middle[1], 0.36 * outer, ray(end), ray(start), sign > 0);
    pen.closePath();
    pen.fillStyle = `rgba(${BAND}, 0.5)`;
    pen.fill();
    for (const limit of [low, high]) {
      if (limit === null) continue;
      line(pen, [along(middle, ray(limit), 0.36 * outer), along(middle, ray(limit), outer)], `rgb(${BAND})`, 2.5 * unit);
    }
  }
  bow(pen, middle, 0.36 * outer, ray(-sweep), ray(0), sign < 0, colour, 3.5 * unit);
  bow(pen, middle, 1.08 * outer, ray(-error), ray(error), sign < 0, "#ffffff", 2 * unit);
  line(pen, [[middle[0] + 0.6 * outer * from[0], middle[1] + 0.6 * outer * from[1]], middle], colour, 3 * unit);
  line(pen, [middle, along(middle, heading, 1.08 * outer)], colour, 5 * unit);
  dot(pen, middle, 6.5 * unit, colour);
}

const along = (from, heading, far) => [from[0] + far * Math.cos(heading), from[1] + far * Math.sin(heading)];

function line(pen, points, colour, width) {
  pen.beginPath();
  points.forEach(([x, y], i) => (i ? pen.lineTo(x, y) : pen.moveTo(x, y)));
  pen.strokeStyle = colour; pen.lineWidth = width; pen.stroke();
}

function bow(pen, middle, radius, start, end, back, colour, width) {
  pen.beginPath();
  pen.arc(middle[0], middle[1], radius, start, end, back);
  pen.strokeStyle = colour; pen.lineWidth = width; pen.stroke();
}

function dot(pen, [x, y], radius, colour) {
  pen.beginPath(); pen.arc(x, y, radius, 0, 7);
  pen.fillStyle = colour; pen.fill();
  pen.strokeStyle = "#0009"; pen.lineWidth = radius / 3; pen.stroke();
}

