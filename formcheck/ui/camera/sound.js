// Spoken cues and tones: the machine's own voices and plain tones, nothing from a network.

function makeSound() {
  const TONES = {tick: [[660, 0, 0.09]], start: [[523, 0, 0.12], [784, 0.13, 0.2]], pause: [[392, 0, 0.22]],
    done: [[523, 0, 0.14], [659, 0.15, 0.14], [784, 0.3, 0.3]]};
  let audio = null, last = null;

  const wake = () => { audio ??= new AudioContext(); if (audio.state === "suspended") audio.resume(); };
  const play = (name) => {
    if (!audio || audio.state !== "running") return;
    for (const [pitch, after, long] of TONES[name] ?? []) {
      const tone = audio.createOscillator(), loud = audio.createGain(), begin = audio.currentTime + after;
      tone.frequency.value = pitch;
      loud.gain.setValueAtTime(0, begin);
      loud.gain.linearRampToValueAtTime(0.18, begin + 0.015);
      loud.gain.linearRampToValueAtTime(0, begin + long);
      tone.connect(loud).connect(audio.destination);
      tone.start(begin); tone.stop(begin + long + 0.02);
    }
  };
  // Some browsers also offer voices of a server: those would send the words away.
  const voice = () => (window.speechSynthesis?.getVoices() ?? [])
    .filter((v) => v.localService && v.lang.toLowerCase().startsWith("@language@"))
    .sort((a, b) => Number(b.default) - Number(a.default))[0];
  const speak = (text, urgent = true) => {
    const chosen = voice();
    if (!chosen) return;
    if (urgent) speechSynthesis.cancel();
    else if (speechSynthesis.speaking) return;
    const words = new SpeechSynthesisUtterance(text);
    words.voice = chosen; words.lang = chosen.lang; words.rate = 0.95;
    speechSynthesis.speak(words);
  };
  const hush = () => { last = null; window.speechSynthesis?.cancel(); };
  const hear = (moment, voiced, toned) => {
    if (moment.tone && toned) play(moment.tone);
    if (moment.say && voiced) { last = moment.phase === "done" ? moment.say : null; speak(moment.say, moment.urgent); }
  };
  return {wake, hear, hush, speak, speaks: () => voice() !== undefined, pending: () => last};
}
