// The camera of the live page: shows the picture, sends its newest frame to formcheck on this very
// machine, and shows and says what comes back. It judges nothing itself.

const WIDTH = 640;            // pixels of the frames that are sent
const QUALITY = 0.75;         // of their JPEG
const STALE_MS = 1000;        // results older than this are not shown
const RETRY_MS = 1000;        // between two attempts to reach the server
const NO_ANSWER_MS = 4000;    // a frame unanswered for this long is given up

const TROUBLE = {
  NotAllowedError: tr("The camera is not allowed here. Allow it beside the address bar, then press Start."),
  NotFoundError: tr("No camera was found. Plug one in, then press Start."),
  NotReadableError: tr("The camera is used by another program. Close that one, then press Start."),
  OverconstrainedError: tr("That camera is gone. Choose another one, then press Start."),
  Insecure: tr("Browsers give the camera only to this machine's own address: open the app at http://127.0.0.1 or http://localhost."),
};
const CLOSED = {
  4409: tr("The camera is on in another window. Press Start to go on here."),
  4429: tr("Too many cameras are on. Close one of the other windows, then press Start."),
};

export default function camera(component) {
  const {data, parentElement: root, setTriggerValue} = component;
  const kept = root.__camera;
  if (kept) { kept.renew(data, setTriggerValue); return kept.leave; }
  const made = makeCamera(root, data, setTriggerValue);
  root.__camera = made;
  return made.leave;
}

function makeCamera(root, data, setTrigger) {
  const $ = (selector) => root.querySelector(selector);
  const stage = $(".stage"), video = $("video"), canvas = $(".drawing"), cue = $(".cue");
  const sound = makeSound();
  const link = makeLink();
  const remote = makeRemote();
  let trigger = setTrigger;
  let stream = null, watch = null, wake = null, active = false, far = false, shownAt = 0;

  const say = (kind, text) => {
    if (cue.dataset.kind !== kind) cue.dataset.kind = kind;
    const span = cue.firstElementChild;
    if (span.textContent !== text) span.textContent = text;
  };
  const state = (name) => { stage.dataset.state = name; };

  // -- what comes back ---------------------------------------------------------------------------

  const show = (moment) => {
    shownAt = performance.now();
    stage.classList.remove("stale");
    stage.dataset.phase = moment.phase;
    draw(canvas, video, moment);
    if (moment.cue) say(moment.cue.kind, moment.cue.text); else say("wait", "");
    showMeter($(".meter"), moment);
    showAngle($(".angle"), moment.angle);
    const left = $(".countdown");
    left.hidden = moment.phase !== "ready" || moment.countdown === null;
    left.textContent = moment.countdown ?? "";
    $(".place b").textContent = moment.title;
    $(".place span").textContent = moment.place;
    $(".note").hidden = !moment.note;
    $(".note").textContent = moment.note ?? "";
    showNext(moment.next);
    $(".easier").hidden = !moment.easier;
    const waiting = moment.phase === "idle" || moment.phase === "paused";
    $(".toggle").textContent = waiting ? tr("Go on") : tr("Pause");
    active = !waiting && moment.phase !== "done";
    sound.hear(moment, $(".voice").checked, $(".tones").checked);
    if (moment.phase === "done") finish();
  };

  const showNext = (next) => { // the pose that comes, between sets and before the first
    const figure = $(".next");
    figure.hidden = !next;
    if (!next) return;
    const image = figure.querySelector("img");
    if (image.getAttribute("src") !== next.picture) { image.src = next.picture; image.alt = next.name; }
    figure.querySelector("figcaption").textContent = next.line;
    const heed = figure.querySelector(".heed"); // what to heed and when to stop
    if (heed.dataset.of !== next.name) {
      heed.dataset.of = next.name;
      heed.replaceChildren(...next.safety.map((line) => Object.assign(document.createElement("li"), { textContent: line })));
    }
  };

  const blank = () => {
    const context = canvas.getContext("2d");
    context.clearRect(0, 0, canvas.width, canvas.height);
    stage.classList.add("stale");
    $(".countdown").hidden = true;
    $(".angle b").textContent = "\u2013";
  };

  const look = () => {
    if (stage.dataset.state === "off" || !shownAt) return;
    const age = performance.now() - shownAt;
    if (age > STALE_MS && !stage.classList.contains("stale")) blank();
    if (age > 3 * STALE_MS && stage.dataset.state === "live") say("view", tr("One moment, I cannot see you"));
  };

  // -- the camera --------------------------------------------------------------------------------

  const start = async () => {
    const go = $(".go");
    go.disabled = true;
    say("wait", tr("Turning the camera on"));
    sound.wake();
    try {
      const chosen = $(".pick select").value;
      far = chosen === PHONE;
      if (!far && !navigator.mediaDevices) throw {name: "Insecure"};
      const wanted = {width: {ideal: 1280}, height: {ideal: 720}, frameRate: {ideal: 30}};
      if (chosen) wanted.deviceId = {exact: chosen};
      stream = far ? remote.open() : await navigator.mediaDevices.getUserMedia({video: wanted, audio: false});
    } catch (error) {
      go.disabled = false;
      say("error", TROUBLE[error.name] ?? tr("The camera did not start: {why}").replace("{why}", error.message ?? error.name));
      await listCameras();
      return;
    }
    go.disabled = false;
    video.srcObject = stream;
    stream.getVideoTracks()[0].onended = () => stop(tr("The camera was disconnected. Plug it in, then press Start."));
    await video.play().catch(() => {});
    state("connecting");
    for (const name of [".toggle", ".skip", ".finish"]) $(name).disabled = false;
    active = true;
    shownAt = 0;
    await listCameras();
    navigator.wakeLock?.request("screen").then((lock) => { wake = lock; }).catch(() => {});
    watch ??= setInterval(look, 250);
    stage.scrollIntoView({block: "end", behavior: "smooth"});
    stage.focus({preventScroll: true});
    link.open();
    if (!far) video.requestVideoFrameCallback(link.pump);
  };

  const stop = (why) => {
    link.close();
    sound.hush();
    stream?.getTracks().forEach((track) => { track.onended = null; track.stop(); });
    stream = null;
    video.srcObject = null;
    wake?.release().catch(() => {});
    wake = null;
    clearInterval(watch);
    watch = null;
    blank();
    stage.classList.remove("stale");
    state("off");
    stage.dataset.phase = "off";
    active = false;
    $(".meter").hidden = $(".angle").hidden = $(".note").hidden = $(".next").hidden = $(".easier").hidden = true;
    $(".place b").textContent = $(".place span").textContent = "";
    for (const name of [".toggle", ".skip", ".finish"]) $(name).disabled = true;
    $(".go").disabled = false;
    if (why) say("error", why);
  };

  const finish = () => {
    const kind = cue.dataset.kind, text = cue.firstElementChild.textContent;
    const spoken = sound.pending();
    stop("");
    if (spoken) sound.speak(spoken);
    say(kind, text);
    if (root.ownerDocument.fullscreenElement) root.ownerDocument.exitFullscreen();
    trigger("finished", link.token());
  };

  const listCameras = async () => {
    const select = $(".pick select");
    const cameras = ((await navigator.mediaDevices?.enumerateDevices()) ?? []).filter((d) => d.kind === "videoinput");
    const own = far ? PHONE : stream?.getVideoTracks()[0]?.getSettings().deviceId;
    const current = (stream && own) ?? select.value;
    const offered = cameras.map((device, i) => [device.label || tr("Camera {number}").replace("{number}", i + 1), device.deviceId]);
    if (data.phone) offered.push([tr("Your phone"), PHONE]);
    select.replaceChildren(...offered.map(([label, id]) => new Option(label, id, false, id === current)));
    $(".pick").hidden = offered.length < 2 && !data.phone;
  };

  // -- the socket --------------------------------------------------------------------------------

  function makeLink() {
    const paper = new OffscreenCanvas(1, 1);
    let socket = null, retry = null, sent = 0, answered = 0, sentAt = 0, usual = 80, encoding = false;

    const room = () => {
      const pending = sent - answered;
      if (pending > 0 && performance.now() - sentAt > NO_ANSWER_MS) answered = sent;
      if (sent === answered) return true;
      // A second frame sets out so that it arrives about when the first is done with.
      return pending === 1 && performance.now() - sentAt > (data.ahead ?? 0.6) * usual;
    };

    const pump = async (now, frame) => {
      if (!stream) return;
      video.requestVideoFrameCallback(pump);
      if (socket?.readyState !== WebSocket.OPEN || encoding || !room()) return;
      encoding = true;
      try {
        const width = Math.min(WIDTH, video.videoWidth);
        const height = Math.round(width * video.videoHeight / video.videoWidth);
        if (paper.width !== width || paper.height !== height) { paper.width = width; paper.height = height; }
        paper.getContext("2d", {alpha: false}).drawImage(video, 0, 0, width, height);
        const jpeg = await (await paper.convertToBlob({type: "image/jpeg", quality: QUALITY})).arrayBuffer();
        if (socket?.readyState !== WebSocket.OPEN) return;
        const message = new Uint8Array(12 + jpeg.byteLength);
        const head = new DataView(message.buffer);
        head.setUint32(0, ++sent, true);
        head.setFloat64(4, frame.captureTime ?? now, true);
        message.set(new Uint8Array(jpeg), 12);
        sentAt = performance.now();
        socket.send(message);
      } finally { encoding = false; }
    };

    const receive = (event) => {
      if (event.data instanceof ArrayBuffer) { remote.show(event.data); return; }
      const message = JSON.parse(event.data);
      if (message.state === "preparing") { say("wait", tr("Getting ready to look")); return; }
      if (message.state === "open") { state("live"); if (!shownAt) fit(); if (active) socket.send("start"); return; }
      if (message.state === "failed") { stop(message.why); return; }
      if (message.state === "waiting") { blank(); say("view", message.why); return; } // for a phone's picture
      if (message.n === undefined) { answered = sent; return; }
      usual += 0.2 * (Math.min(1000, performance.now() - sentAt) - usual);
      answered = Math.max(answered, message.n);
      if (message.late || !stream) return;
      if (far) remote.shown().then(() => { if (stream) show(message); }); else show(message);
    };

    const lost = (event) => {
      socket = null;
      if (!stream) return;
      if (CLOSED[event.code]) { stop(CLOSED[event.code]); return; }
      blank();
      state("lost");
      say("view", tr("The connection was lost. One moment"));
      if (event.code === 4403 || event.code === 1006) trigger("renew", Date.now());
      clearTimeout(retry);
      retry = setTimeout(open, RETRY_MS);
    };

    const open = () => {
      clearTimeout(retry);
      if (!stream || socket) return;
      const address = location.origin.replace(/^http/, "ws") + data.path;
      socket = new WebSocket(`${address}?token=${encodeURIComponent(data.token)}${far ? "&camera=phone" : ""}`);
      socket.binaryType = "arraybuffer";
      sent = answered = 0;
      socket.onmessage = receive;
      socket.onclose = lost;
    };

    const close = () => {
      clearTimeout(retry);
      if (socket) { socket.onclose = socket.onmessage = null; socket.close(1000); }
      socket = null;
    };

    return {open, close, pump, send: (text) => { if (socket?.readyState === WebSocket.OPEN) socket.send(text); },
      token: () => data.token, busy: () => socket !== null};
  }

  // -- buttons and keys --------------------------------------------------------------------------

  const toggle = () => { sound.wake(); if (stream) link.send("toggle"); else start(); };
  const full = () => {
    const page = root.ownerDocument;
    if (page.fullscreenElement) page.exitFullscreen(); else stage.requestFullscreen?.().catch(() => {});
  };
  const keys = (event) => {
    const target = event.composedPath()[0];
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (target instanceof Element && target.closest("input, textarea, select, button, [contenteditable], [role=combobox]")) return;
    if (event.code === "Space") { event.preventDefault(); toggle(); }
    else if (event.key === "f") full();
  };
  const point = (event) => { // somebody in the picture: this is the one who is meant
    if (!stream || !video.videoWidth) return;
    const box = video.getBoundingClientRect();
    const zoom = Math.min(box.width / video.videoWidth, box.height / video.videoHeight);
    let x = 0.5 + (event.clientX - box.left - box.width / 2) / (zoom * video.videoWidth);
    const y = 0.5 + (event.clientY - box.top - box.height / 2) / (zoom * video.videoHeight);
    if ($(".mirror").checked) x = 1 - x;
    if (x < 0 || x > 1 || y < 0 || y > 1) return;
    link.send(`at ${x.toFixed(3)} ${y.toFixed(3)}`);
    stage.focus({preventScroll: true});
  };
  const fit = () => { if (stream) stage.scrollIntoView({block: "end"}); }; // a phone was turned
  const mirror = () => stage.classList.toggle("mirrored", $(".mirror").checked);

  for (const name of ["mirror", "voice", "tones"]) {
    const box = $(`.${name}`);
    box.checked = localStorage.getItem(`formcheck.${name}`) !== "no";
    box.onchange = () => { localStorage.setItem(`formcheck.${name}`, box.checked ? "yes" : "no"); mirror(); if (!$(".voice").checked) sound.hush(); };
  }
  mirror();
  const tellVoice = () => { // a quiet browser says so, and what is heard instead
    const mute = !sound.speaks();
    $(".voiced").textContent = mute ? tr("No voice here: tones only") : tr("Voice");
    $(".voice").disabled = mute;
  };
  tellVoice();
  window.speechSynthesis?.addEventListener?.("voiceschanged", tellVoice);
  $(".go").onclick = start;
  // Whoever comes by keyboard begins here and not at the list of pages: the next stop is Start.
  const at = root.ownerDocument.activeElement;
  if (at === root.ownerDocument.body) $(".go").focus({preventScroll: true});
  else if (at?.closest("[data-testid=stHeader], [data-testid=stSidebar]")) cue.focus({preventScroll: true});
  $(".toggle").onclick = () => { toggle(); stage.focus({preventScroll: true}); };
  $(".easier").onclick = () => { link.send("easier"); stage.focus({preventScroll: true}); };
  $(".skip").onclick = () => { link.send("skip"); stage.focus({preventScroll: true}); };
  $(".finish").onclick = () => { if (link.busy()) link.send("finish"); else stop(""); };
  $(".full").onclick = full;
  $(".view").addEventListener("dblclick", point);
  $(".pick select").onchange = async () => { if (stream) { stop(""); await start(); } };
  $(".hint").textContent = data.hint ?? "";
  $(".place b").textContent = "";
  root.ownerDocument.addEventListener("keydown", keys);
  window.addEventListener("resize", fit);
  const plugged = () => listCameras();
  navigator.mediaDevices?.addEventListener?.("devicechange", plugged);
  listCameras().then(() => { if (data.phone?.paired) $(".pick select").value = PHONE; });

  const leave = () => {
    stop("");
    root.ownerDocument.removeEventListener("keydown", keys);
    window.removeEventListener("resize", fit);
    window.speechSynthesis?.removeEventListener?.("voiceschanged", tellVoice);
    navigator.mediaDevices?.removeEventListener?.("devicechange", plugged);
    delete root.__camera;
  };

  const renew = (fresh, setTriggerNow) => {
    trigger = setTriggerNow;
    const moved = fresh.token !== data.token;
    const joined = fresh.phone?.paired && !data.phone?.paired;
    data = fresh;
    if (!stream) listCameras().then(() => { if (joined) $(".pick select").value = PHONE; });
    $(".hint").textContent = data.hint ?? "";
    if (moved && stream) { link.close(); shownAt = 0; blank(); state("connecting"); link.open(); }
  };

  return {renew, leave};
}
