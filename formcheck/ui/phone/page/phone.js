// The phone as camera: sends its newest frame to the laptop whenever the laptop asks for one, and
// says in plain words how that goes. Nothing is judged, shown or stored here.
"use strict";

const LONGER_SIDE = 640;      // pixels of the frames that are sent
const QUALITY = 0.75;         // of their JPEG
const ASK_MS = 500;           // between two questions whether the laptop wants frames
const NO_ANSWER_MS = 8000;    // after which the laptop counts as lost
const UPRIGHT = 0.6;          // share of gravity along the screen below which it lies flat
const SURE_DEG = 25;          // how near to a quarter turn the phone has to stand

const TROUBLE = {
  NotAllowedError: tr("The camera is not allowed here. Allow it for this page, then turn it on again."),
  NotFoundError: tr("This phone offers no camera to the browser."),
  NotReadableError: tr("Another app uses the camera. Close it, then turn the camera on again."),
  OverconstrainedError: tr("There is no such camera. Choose the other one."),
  Insecure: tr("This browser gives no camera to this page. Open it in Safari, Chrome or Firefox."),
};

const $ = (selector) => document.querySelector(selector);
const video = $("video"), status = $(".status"), paper = document.createElement("canvas");
let stream = null, wake = null, count = 0, round = 0, quarter = 0;

const say = (kind, text) => {
  status.dataset.kind = kind;
  if (status.textContent !== text) status.textContent = text;
};
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

// -- which way is up -----------------------------------------------------------------------------

// A browser turns the picture with the screen. Where the person has locked the screen's turning, it
// does not: gravity says which way is up then.
const screenAngle = () => screen.orientation?.angle ?? (window.orientation ?? 0);

window.addEventListener("deviceorientation", ({beta, gamma}) => {
  if (beta === null || gamma === null) return;
  const b = beta * Math.PI / 180, g = gamma * Math.PI / 180;
  const right = -Math.cos(b) * Math.sin(g), up = Math.sin(b); // the world's up, along the screen
  if (Math.hypot(right, up) < UPRIGHT) return;
  const turned = Math.atan2(right, up) * 180 / Math.PI - screenAngle();
  const nearest = 90 * Math.round(turned / 90);
  if (Math.abs(turned - nearest) <= SURE_DEG) quarter = ((nearest % 360) + 360) % 360;
});

const askForGravity = async () => { // Safari on iOS asks the person
  try { await window.DeviceOrientationEvent?.requestPermission?.(); } catch { /* the screen's own way then */ }
};

// -- frames --------------------------------------------------------------------------------------

const nextFrame = () => new Promise((done) => {
  const late = setTimeout(() => done(null), 1000);
  const got = (time) => { clearTimeout(late); done(time); };
  if (video.requestVideoFrameCallback) video.requestVideoFrameCallback((now, frame) => got(frame.captureTime ?? now));
  else requestAnimationFrame((now) => got(now));
});

const drawn = () => { // the newest frame as a JPEG, upright
  const {videoWidth: width, videoHeight: height} = video;
  const zoom = Math.min(1, LONGER_SIDE / Math.max(width, height));
  const wide = Math.round(width * zoom), high = Math.round(height * zoom), across = quarter % 180 !== 0;
  paper.width = across ? high : wide;
  paper.height = across ? wide : high;
  const pen = paper.getContext("2d", {alpha: false});
  pen.translate(paper.width / 2, paper.height / 2);
  // A front camera looks the other way, and sees the phone turn the other way round.
  pen.rotate((document.body.dataset.facing === "user" ? 1 : -1) * quarter * Math.PI / 180);
  pen.drawImage(video, -wide / 2, -high / 2, wide, high);
  return new Promise((done) => paper.toBlob(done, "image/jpeg", QUALITY));
};

const send = async (body) => {
  const answer = await fetch("/frames", {
    method: "POST", body, cache: "no-store", credentials: "same-origin",
    headers: {"Content-Type": "application/octet-stream"}, signal: AbortSignal.timeout(NO_ANSWER_MS),
  });
  if (answer.status === 403) throw {name: "Unpaired"};
  return answer.ok ? answer.json() : {wanted: true};
};

const message = async (time) => {
  const jpeg = await (await drawn()).arrayBuffer();
  const whole = new Uint8Array(12 + jpeg.byteLength), head = new DataView(whole.buffer);
  head.setUint32(0, ++count, true);
  head.setFloat64(4, performance.timeOrigin + time, true);
  whole.set(new Uint8Array(jpeg), 12);
  return whole;
};

const run = async (mine) => {
  let wanted = false;
  while (stream && mine === round) {
    try {
      const time = wanted ? await nextFrame() : null;
      const whole = time !== null && video.videoWidth ? await message(time) : new Uint8Array(0);
      ({wanted} = await send(whole));
      if (!stream || mine !== round) return;
      if (wanted) say("good", tr("The laptop sees you"));
      else { say("view", tr("Ready. Press Start on the laptop")); await pause(ASK_MS); }
    } catch (error) {
      if (!stream || mine !== round) return;
      if (error.name === "Unpaired") { stop(tr("This phone is no longer paired. Scan a new code on the laptop.")); return; }
      wanted = false;
      say("error", tr("The laptop cannot be reached. Is formcheck open there, and this phone in the same Wi-Fi?"));
      await pause(2 * ASK_MS);
    }
  }
};

// -- the camera ----------------------------------------------------------------------------------

const keepAwake = async () => {
  try {
    wake = await navigator.wakeLock.request("screen");
    $(".awake").hidden = true;
  } catch { $(".awake").hidden = document.hidden; }
};

const start = async () => {
  const facing = $(".facing").value;
  $(".go").disabled = true;
  say("wait", tr("Turning the camera on"));
  await askForGravity();
  try {
    if (!navigator.mediaDevices) throw {name: "Insecure"};
    stream = await navigator.mediaDevices.getUserMedia({audio: false, video: {
      facingMode: {ideal: facing}, width: {ideal: 1280}, height: {ideal: 720}, frameRate: {ideal: 30}}});
  } catch (error) {
    $(".go").disabled = false;
    say("error", TROUBLE[error.name] ?? tr("The camera did not start: {why}").replace("{why}", error.message ?? error.name));
    return;
  }
  const track = stream.getVideoTracks()[0];
  document.body.dataset.facing = track.getSettings().facingMode ?? facing;
  track.onended = () => stop(tr("The camera was switched off. Turn it on again."));
  video.srcObject = stream;
  await video.play().catch(() => {});
  document.body.dataset.state = "on";
  $(".go").hidden = true;
  $(".stop").hidden = false;
  await keepAwake();
  run(++round);
};

const stop = (why) => {
  round += 1;
  stream?.getTracks().forEach((track) => { track.onended = null; track.stop(); });
  stream = null;
  video.srcObject = null;
  wake?.release().catch(() => {});
  wake = null;
  document.body.dataset.state = "off";
  $(".go").hidden = $(".go").disabled = false;
  $(".stop").hidden = true;
  $(".awake").hidden = true;
  say(why ? "error" : "wait", why || tr("The camera is off"));
};

$(".go").onclick = start;
$(".stop").onclick = () => stop("");
$(".facing").onchange = () => { if (stream) { stop(""); start(); } };
document.addEventListener("visibilitychange", () => { if (!document.hidden && stream) keepAwake(); });
history.replaceState(null, "", "/"); // the code is used: it has no business in the address any more
