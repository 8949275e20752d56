// The ring of the hold clock, the counter of repetitions, and the value of the scored angle.

function showMeter(meter, moment) {
  const {clock, reps, gauge, countdown, phase} = moment;
  const rest = phase === "rest" && countdown !== null;
  meter.hidden = !clock && !reps && !gauge && !rest;
  if (meter.hidden) { delete meter.dataset.rest; return; }
  let share = 0, big = "", small = "", why = "", state = "running";
  if (clock) {
    share = clock.seconds / clock.target; big = Math.floor(clock.seconds + 1e-6);
    small = tr("of {target} s").replace("{target}", Math.round(clock.target)); state = clock.state;
    const broken = clock.seconds - clock.longest >= 1;
    why = clock.to_go ?? clock.why ?? (broken ? tr("{seconds} s without a break").replace("{seconds}", Math.floor(clock.longest)) : "");
  } else if (reps) {
    share = reps.count / reps.target; big = reps.count; small = tr("of {target}").replace("{target}", reps.target);
  } else if (gauge) {
    ({share, big, small} = gauge);
  } else { // the ring empties as the rest goes by; its first second says how long it is
    big = countdown; small = tr("rest"); state = "rest";
    meter.dataset.rest = Math.max(countdown, Number(meter.dataset.rest ?? 0));
    share = countdown / Number(meter.dataset.rest);
  }
  if (state !== "rest") delete meter.dataset.rest;
  meter.dataset.state = state;
  meter.querySelector(".fill").setAttribute("stroke-dasharray", `${Math.min(100, 100 * share).toFixed(1)} 100`);
  meter.querySelector(".count b").textContent = big;
  meter.querySelector(".count span").textContent = small;
  meter.querySelector(".why").textContent = why;
}

function showAngle(box, angle) {
  box.hidden = !angle || angle.value === null;
  if (box.hidden) return;
  box.dataset.verdict = angle.verdict;
  box.querySelector(".name").textContent = angle.name;
  // How much further than at one's own start comes first, the angle itself beside it.
  const measured = `${angle.value} ${angle.error}`, target = angle.target && tr("target {target}").replace("{target}", angle.target);
  const [first, small] = angle.change ? [angle.change.value, angle.change.words] : [angle.value, angle.error];
  box.querySelector("b").replaceChildren(first, Object.assign(document.createElement("small"), {textContent: small}));
  box.querySelector(".target").textContent = angle.change ? [measured, target].filter(Boolean).join(", ") : target;
}

