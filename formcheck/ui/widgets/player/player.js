// The time line of one or two performances, with their videos where there are any.
// Its own clock is that of the first clip; a second one runs with it, shifted by `shift` seconds.
const SVG = "http://www.w3.org/2000/svg";
const COLOURS = { good: "--good", "good enough": "--enough", adjust: "--adjust", "can't tell": "--grid" };
const WORDS = { good: tr("Good"), "good enough": tr("Good enough"), adjust: tr("Adjust"), "can't tell": tr("Can't tell") };
const LEFT = 112, NARROW_LEFT = 44, RIGHT = 10, LANE = 17;

export default function (component) {
  const { data, parentElement: root, setStateValue } = component;
  const player = root.__player ?? (root.__player = new Player(root));
  player.tell = setStateValue;
  player.show(data);
  return () => { player.leave(); delete root.__player; };
}

class Player {
  constructor(root) {
    this.root = root;
    this.box = root.querySelector(".player");
    this.time = 0;
    this.speed = 1;
    this.videos = [];
    const on = (name, act) => root.querySelector(name).addEventListener("click", act);
    on(".play", () => this.toggle());
    on(".back", () => this.step(-1));
    on(".on", () => this.step(1));
    for (const button of root.querySelectorAll("[data-speed]"))
      button.addEventListener("click", () => this.pace(Number(button.dataset.speed)));
    this.chart = root.querySelector(".chart");
    this.chart.addEventListener("pointerdown", (event) => this.press(event));
    this.box.addEventListener("keydown", (event) => this.key(event));
    this.watch = new ResizeObserver(() => this.draw());
    this.watch.observe(this.box);
  }

  leave() {
    this.left = true;
    this.watch.disconnect();
    cancelAnimationFrame(this.frame);
    for (const video of this.videos) { video.pause(); video.removeAttribute("src"); video.load(); }
  }

  show(data) {
    this.data = data;
    this.clips = data.clips;
    // A rerun of the page must not start the videos anew.
    const sources = JSON.stringify(this.clips.map((clip) => [clip.src, clip.name]));
    if (sources !== this.sources) { this.sources = sources; this.load(); }
    const spans = this.clips.map((clip) => [clip.frames[0] ?? 0, clip.frames.at(-1) ?? 1]);
    this.start = Math.min(...spans.map(([a], k) => a - this.shift(k)));
    this.end = Math.max(...spans.map(([, b], k) => b - this.shift(k)), this.start + 0.5);
    this.draw();
  }

  shift(k) { return k ? this.data.shift ?? 0 : 0; }

  load() {
    const screens = this.root.querySelector(".screens");
    screens.replaceChildren();
    this.videos = [];
    for (const clip of this.clips) {
      if (!clip.src) continue;
      const figure = document.createElement("figure"), video = document.createElement("video");
      Object.assign(video, { src: clip.src, muted: true, playsInline: true, preload: "auto" });
      video.addEventListener("ended", () => this.pause());
      video.addEventListener("loadedmetadata", () => this.seek(this.time));
      video.addEventListener("error", () => { this.root.querySelector(".said").textContent = tr("The video cannot be played here; download it to watch it."); });
      figure.append(video);
      if (this.clips.length > 1) {
        const words = document.createElement("figcaption");
        words.textContent = clip.name;
        figure.append(words);
      }
      screens.append(figure);
      video.clip = this.clips.indexOf(clip);
      this.videos.push(video);
    }
    this.root.querySelector(".bar").classList.toggle("still", !this.videos.length);
    this.pace(this.speed);
  }

  pace(speed) {
    this.speed = speed;
    for (const video of this.videos) video.playbackRate = speed;
    for (const button of this.root.querySelectorAll("[data-speed]"))
      button.setAttribute("aria-pressed", String(Number(button.dataset.speed) === speed));
  }

  toggle() { if (this.playing) this.pause(); else this.play(); }

  play() {
    if (!this.videos.length) return;
    if (this.time >= this.end - 0.05) this.seek(this.start);
    this.playing = true;
    this.box.classList.add("playing");
    this.follow();
  }

  pause() {
    this.playing = false;
    this.box.classList.remove("playing");
    for (const video of this.videos) video.pause();
  }

  // The first video is the clock; the other one is nudged when it drifts by more than a frame or two.
  follow() {
    if (!this.playing || this.left) return;
    const [first, ...others] = this.videos;
    const home = this.shift(first.clip);
    if (first.paused) first.play().catch(() => this.pause());
    this.time = first.currentTime - home;
    for (const other of others) {
      const wanted = this.time + this.shift(other.clip);
      const there = wanted >= 0 && wanted <= (other.duration || 0);
      if (!there) { other.pause(); continue; }
      if (Math.abs(other.currentTime - wanted) > 0.09) other.currentTime = wanted;
      if (other.paused) other.play().catch(() => {});
    }
    this.mark();
    this.frame = requestAnimationFrame(() => this.follow());
  }

  seek(time) {
    this.time = Math.min(Math.max(time, this.start ?? 0), this.end ?? time);
    for (const video of this.videos) {
      const wanted = Math.max(0, this.time + this.shift(video.clip));
      if (Math.abs(video.currentTime - wanted) > 0.001) video.currentTime = wanted;
    }
    this.mark();
  }

  // Into the middle of the next frame: exactly on its edge, players show the one before.
  step(by) {
    this.pause();
    const frames = this.clips[0].frames;
    const at = Math.min(Math.max(nearest(frames, this.time, true) + by, 0), frames.length - 1);
    const after = frames[at + 1] ?? frames[at] + 0.04;
    this.seek(frames[at] + Math.min(0.4 * (after - frames[at]), 0.02));
  }

  key(event) {
    const act = { " ": () => this.toggle(), ArrowLeft: () => this.step(-1), ArrowRight: () => this.step(1) }[event.key];
    if (!act || (event.key === " " && event.target.tagName === "BUTTON")) return;
    event.preventDefault();
    act();
  }

  press(event) {
    if (!this.x) return;
    event.preventDefault();
    this.chart.focus({ preventScroll: true });
    this.pause();
    const from = this.at(event);
    this.seek(from);
    const move = (next) => {
      if (this.data.select) { this.span = [from, this.at(next)].sort((a, b) => a - b); this.draw(); }
      this.seek(this.at(next));
    };
    const done = (last) => {
      this.chart.removeEventListener("pointermove", move);
      if (!this.data.select) return;
      const span = [from, this.at(last)].sort((a, b) => a - b);
      this.span = span[1] - span[0] > 0.2 ? span : null;
      this.draw();
      if (this.span) this.tell("span", this.span.map((value) => Math.round(value * 100) / 100));
    };
    this.chart.setPointerCapture(event.pointerId);
    this.chart.addEventListener("pointermove", move);
    this.chart.addEventListener("pointerup", done, { once: true });
  }

  at(event) {
    const place = event.clientX - this.chart.getBoundingClientRect().left;
    const share = (place - this.x.left) / (this.x.right - this.x.left);
    return this.start + Math.min(Math.max(share, 0), 1) * (this.end - this.start);
  }

  place(time) { return this.x.left + ((time - this.start) / (this.end - this.start)) * (this.x.right - this.x.left); }

  draw() {
    const width = this.chart.clientWidth;
    if (!this.data || width < 40) return;
    const narrow = width < 560;
    this.x = { left: narrow ? NARROW_LEFT : LEFT, right: width - RIGHT };
    const lanes = this.lanes(), curve = narrow ? 150 : 190, top = 24;
    const rows = lanes.length * (LANE + (narrow ? 20 : 5));
    const height = top + curve + 14 + rows + 26;
    const svg = make("svg", { width, height, viewBox: `0 0 ${width} ${height}` });
    this.curve(svg, top, curve);
    let y = top + curve + 14;
    for (const lane of lanes) {
      if (narrow) { put(svg, lane.label, this.x.left, y + 15, {}); y += 20; }
      else put(svg, lane.label, this.x.left - 10, y + 13, { "text-anchor": "end" }, LEFT - 14);
      this.lane(svg, lane, y);
      y += LANE + (narrow ? 0 : 5);
    }
    for (const tick of ticks(this.start, this.end, narrow ? 4 : 9))
      put(svg, clock(tick), this.place(tick), height - 6, { "text-anchor": "middle" });
    if (this.span) {
      const [a, b] = this.span.map((time) => this.place(time));
      svg.append(make("rect", { x: a, y: top, width: Math.max(b - a, 1), height: height - top - 22, fill: "var(--line)", opacity: 0.16 }));
    }
    this.head = make("line", { y1: top - 6, y2: height - 22, stroke: "var(--ink)", "stroke-width": 2 });
    this.knob = make("circle", { cy: top - 6, r: 6, fill: "var(--ink)" });
    svg.append(this.head, this.knob);
    this.chart.replaceChildren(svg);
    this.keys();
    this.mark();
  }

  lanes() {
    const labels = (this.data.labels ?? []).map((one) => ({ start_s: one.start_s, end_s: one.end_s, verdict: one.good ? "good" : "adjust" }));
    const own = this.clips.flatMap((clip, k) => clip.lanes.map((lane) => ({
      label: this.clips.length > 1 ? `${k + 1}  ${lane.label}` : lane.label,
      runs: lane.runs.map((run) => ({ ...run, start_s: run.start_s - this.shift(k), end_s: run.end_s - this.shift(k) })),
    })));
    return this.data.select ? [...own, { label: tr("Your labels"), runs: labels }] : own;
  }

  // Verdicts differ in height as well as in colour: not everybody sees the colours apart.
  lane(svg, lane, y) {
    svg.append(make("line", { x1: this.x.left, x2: this.x.right, y1: y + LANE - 1, y2: y + LANE - 1, stroke: "var(--grid)" }));
    for (const run of lane.runs) {
      const tall = { good: LANE - 2, "good enough": 10, adjust: LANE - 2, "can't tell": 3 }[run.verdict];
      const a = this.place(run.start_s), b = this.place(run.end_s);
      const bar = make("rect", { x: a, y: y + LANE - 1 - tall, width: Math.max(b - a, 1), height: tall, fill: `var(${COLOURS[run.verdict]})` });
      if (run.verdict === "adjust") bar.setAttribute("fill", "url(#stripes)");
      const title = make("title", {});
      title.textContent = `${lane.label}: ${WORDS[run.verdict]}, ${clock(run.start_s)} to ${clock(run.end_s)}`;
      bar.append(title);
      svg.append(bar);
    }
  }

  curve(svg, top, tall) {
    const defs = make("defs", {}), stripes = make("pattern", { id: "stripes", width: 5, height: 5, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" });
    stripes.append(make("rect", { width: 5, height: 5, fill: "var(--adjust)", opacity: 0.55 }), make("rect", { width: 2.5, height: 5, fill: "var(--adjust)" }));
    defs.append(stripes);
    svg.append(defs);
    const [low, high] = this.data.band, sign = this.data.unit;
    const all = this.clips.flatMap((clip) => clip.series.flatMap((one) =>
      one.values.flatMap((value, i) => (value == null ? [] : [value - one.errors[i], value + one.errors[i]]))));
    const ends = [low, high].filter((end) => end != null);
    if (!all.length && !ends.length) { put(svg, tr("Nothing could be measured here."), this.x.left, top + tall / 2, {}); return; }
    const least = Math.min(...all, ...ends), most = Math.max(...all, ...ends), room = Math.max(4, 0.1 * (most - least));
    this.y = (value) => top + tall - ((value - least + room) / (most - least + 2 * room)) * tall;
    if (ends.length) {
      const upper = high == null ? top : this.y(high), lower = low == null ? top + tall : this.y(low);
      svg.append(make("rect", { x: this.x.left, width: this.x.right - this.x.left, y: upper, height: lower - upper, fill: "var(--good)", opacity: 0.13 }));
      for (const end of ends) svg.append(make("line", { x1: this.x.left, x2: this.x.right, y1: this.y(end), y2: this.y(end), stroke: "var(--good)", "stroke-dasharray": "5 4" }));
    }
    // The ends of the target are always named; a round figure too close to one of them is left out.
    for (const end of ends) put(svg, `${end}${sign}`, this.x.left - 8, this.y(end) + 4, { "text-anchor": "end", class: "strong" });
    for (const value of ticks(least, most, 4)) {
      if (ends.some((end) => Math.abs(this.y(end) - this.y(value)) < 16)) continue;
      svg.append(make("line", { x1: this.x.left, x2: this.x.right, y1: this.y(value), y2: this.y(value), stroke: "var(--grid)", opacity: 0.6 }));
      put(svg, `${value}${sign}`, this.x.left - 8, this.y(value) + 4, { "text-anchor": "end" });
    }
    this.clips.forEach((clip, k) => {
      for (const hold of clip.holds) {
        const a = this.place(hold.start_s - this.shift(k)), b = this.place(hold.end_s - this.shift(k));
        const y = top + tall + 4 + 5 * k;
        svg.append(make("rect", { x: a, y, width: Math.max(b - a, 2), height: 4, rx: 2, fill: k ? "var(--second)" : "var(--line)" }));
        if (!k && b - a > 54) put(svg, hold.text, (a + b) / 2, top + tall - 4, { "text-anchor": "middle", class: "strong" });
      }
      clip.series.forEach((one, n) => this.series(svg, clip, one, k, n));
    });
  }

  series(svg, clip, one, k, n) {
    const colour = k ? "var(--second)" : n ? "var(--enough)" : "var(--line)";
    let line = "", upper = [], lower = [];
    const ribbon = () => {
      if (upper.length > 1) svg.append(make("path", { d: `M${upper.join("L")}L${lower.reverse().join("L")}Z`, fill: colour, opacity: 0.16 }));
      upper = []; lower = [];
    };
    let broken = true;
    clip.times.forEach((time, i) => {
      const value = one.values[i], error = one.errors[i];
      if (value == null) { broken = true; ribbon(); return; }
      const x = this.place(time - this.shift(k)).toFixed(1);
      line += `${broken ? "M" : "L"}${x} ${this.y(value).toFixed(1)}`;
      upper.push(`${x} ${this.y(value + error).toFixed(1)}`);
      lower.push(`${x} ${this.y(value - error).toFixed(1)}`);
      broken = false;
    });
    ribbon();
    svg.append(make("path", { d: line, fill: "none", stroke: colour, "stroke-width": n ? 1.6 : 2.2, "stroke-linejoin": "round", ...(k || n ? { "stroke-dasharray": "6 4" } : {}) }));
  }

  keys() {
    const parts = [];
    const add = (style, text) => { const item = document.createElement("span"), mark = document.createElement("i"); mark.style.cssText = style; item.append(mark, text); parts.push(item); };
    const curves = this.clips.flatMap((clip, k) => clip.series.map((one, n) => [this.clips.length > 1 ? `${k + 1}  ${clip.name}` : one.label, k ? "var(--second)" : n ? "var(--enough)" : "var(--line)"]));
    if (curves.length > 1) for (const [text, colour] of curves) add(`background:${colour};height:3px;vertical-align:0.25rem`, text);
    if (this.data.target) add("background:var(--good);opacity:.3", `${tr("Target")} ${this.data.target}`);
    const used = new Set(this.lanes().flatMap((lane) => lane.runs.map((run) => run.verdict)));
    const looks = {
      good: "background:var(--good)", "good enough": "background:var(--enough);height:.5rem;vertical-align:-.1rem",
      adjust: "background:repeating-linear-gradient(45deg,var(--adjust) 0 3px,color-mix(in srgb,var(--adjust) 55%,transparent) 3px 6px)",
      "can't tell": "background:var(--grid);height:3px;vertical-align:-.1rem",
    };
    for (const [verdict, look] of Object.entries(looks)) if (used.has(verdict)) add(look, WORDS[verdict]);
    this.root.querySelector(".key").replaceChildren(...parts);
  }

  mark() {
    if (!this.head) return;
    const x = this.place(this.time);
    this.head.setAttribute("x1", x); this.head.setAttribute("x2", x); this.knob.setAttribute("cx", x);
    const parts = [`<span>${clock(this.time, true)} / ${clock(this.end)}</span>`];
    this.clips.forEach((clip, k) => {
      const at = nearest(clip.times, this.time + this.shift(k)), one = clip.series[0];
      if (!one || at < 0) return;
      const value = one.values[at];
      const words = value == null ? WORDS["can't tell"] : `<b>${Math.round(value)}${this.data.unit}</b> ± ${Math.max(1, Math.round(one.errors[at]))}`;
      parts.push(this.clips.length > 1 ? `<span>${k + 1}</span> ${words}` : words);
    });
    this.root.querySelector(".now").innerHTML = parts.join(" &nbsp; ");
    const cue = this.clips.map((clip, k) => clip.cues.find((one) => one.start_s <= this.time + this.shift(k) && this.time + this.shift(k) <= one.end_s))[0];
    this.root.querySelector(".said").textContent = cue ? cue.text : this.clips.some((clip) => clip.cues.length) ? "\u00a0" : "";
    this.chart.setAttribute("aria-valuenow", this.time.toFixed(2));
    this.chart.setAttribute("aria-valuemin", this.start.toFixed(2));
    this.chart.setAttribute("aria-valuemax", this.end.toFixed(2));
    this.chart.setAttribute("aria-valuetext", clock(this.time, true));
  }
}

function make(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

function put(svg, text, x, y, attributes, most) {
  const element = make("text", { x, y, ...attributes });
  element.textContent = text;
  svg.append(element);
  if (most && element.getComputedTextLength) requestAnimationFrame(() => {
    if (element.getComputedTextLength() > most) { element.setAttribute("textLength", most); element.setAttribute("lengthAdjust", "spacingAndGlyphs"); }
  });
}

// The index of the last time that is not later, or of the nearest one.
function nearest(times, time, before) {
  let low = 0, high = times.length - 1;
  while (low < high) { const middle = (low + high + 1) >> 1; if (times[middle] <= time + 1e-6) low = middle; else high = middle - 1; }
  if (before || low + 1 >= times.length) return times.length ? low : -1;
  return time - times[low] > times[low + 1] - time ? low + 1 : low;
}

function ticks(from, to, most) {
  const steps = [1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600, 1200];
  const step = steps.find((one) => (to - from) / one <= most) ?? 3600;
  const found = [];
  for (let value = Math.ceil(from / step) * step; value <= to; value += step) found.push(value);
  return found;
}

function clock(time, fine) {
  const whole = Math.max(0, time), minutes = Math.floor(whole / 60), seconds = whole - 60 * minutes;
  return fine ? `${minutes}:${seconds.toFixed(1).padStart(4, "0")}` : `${minutes}:${String(Math.floor(seconds)).padStart(2, "0")}`;
}
