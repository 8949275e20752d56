// What of a page cannot be read or reached: called with nothing, returns sentences.
() => {
  const found = new Set();
  const parse = (text) => {
    const canvas = parse.canvas ?? (parse.canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d", { willReadFrequently: true }));
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = text;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return { r, g, b, a: a / 255 };
  };
  const over = (top, under) => {
    const mix = (one, two) => one * top.a + two * (1 - top.a);
    return { r: mix(top.r, under.r), g: mix(top.g, under.g), b: mix(top.b, under.b), a: 1 };
  };
  const light = ({ r, g, b }) => [[r, 0.2126], [g, 0.7152], [b, 0.0722]].reduce((sum, [value, share]) => {
    const part = value / 255;
    return sum + share * (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  }, 0);
  const parent = (element) => element.parentElement ?? element.getRootNode().host ?? null;
  const ground = (element) => {
    const layers = [];
    // What sticks out of its box, as the figure above a slider's knob, does not lie on its colour.
    const text = element.getBoundingClientRect(), x = text.x + text.width / 2, y = text.y + text.height / 2;
    for (let one = element; one; one = parent(one)) {
      const box = one.getBoundingClientRect();
      if (x >= box.left && x <= box.right && y >= box.top && y <= box.bottom) layers.push(parse(getComputedStyle(one).backgroundColor));
    }
    layers.push(parse(getComputedStyle(document.querySelector(".stApp") ?? document.body).backgroundColor));
    return layers.reverse().reduce((under, layer) => over(layer, under), { r: 255, g: 255, b: 255, a: 1 });
  };
  const faded = (element) => {
    let share = 1;
    for (let one = element; one; one = parent(one)) share *= Number(getComputedStyle(one).opacity);
    return share;
  };
  const read = (element, text) => {
    if (element.closest("button:disabled, [aria-disabled=true], [disabled], [data-testid=stHeaderActionElements], [class*=disabled i]")) return;
    if (!element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true })) return;
    const box = element.getBoundingClientRect(), style = getComputedStyle(element);
    if (box.width < 2 || box.height < 2 || style.clip === "rect(0px, 0px, 0px, 0px)") return;
    const under = ground(element), ink = parse(style.fill !== "rgb(0, 0, 0)" && element instanceof SVGElement ? style.fill : style.color);
    const shown = over({ ...ink, a: ink.a * faded(element) }, under);
    const [a, b] = [light(shown), light(under)].sort((x, y) => y - x);
    const contrast = (a + 0.05) / (b + 0.05);
    const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.6 && Number(style.fontWeight) >= 600);
    if (contrast < (large ? 3 : 4.5)) found.add(`contrast ${contrast.toFixed(2)}: ${text.slice(0, 60)}`);
  };
  const walk = (root) => {
    for (const element of root.querySelectorAll("*")) {
      if (element.shadowRoot) walk(element.shadowRoot);
      if (["STYLE", "SCRIPT", "NOSCRIPT", "OPTION"].includes(element.tagName)) continue;
      const own = [...element.childNodes].filter((node) => node.nodeType === 3).map((node) => node.textContent.trim()).join(" ").trim();
      if (own && element.dataset.testid !== "stIconMaterial") read(element, own);
      if (element.tagName === "IMG" && !element.alt?.trim() && element.getAttribute("role") !== "presentation") found.add(`picture without words: ${element.src.slice(-60)}`);
      if (element.tagName === "BUTTON" && element.checkVisibility() && !(element.ariaLabel || element.title || element.innerText.trim() || element.labels?.length)) found.add(`button without a name: ${element.outerHTML.slice(0, 90)}`);
      const wide = element.getBoundingClientRect();
      if (own && wide.right > innerWidth + 1 && element.checkVisibility() && !element.closest(".fc-scroll, [data-testid=stDataFrame], [role=tooltip]")) found.add(`beyond the page's edge: ${own.slice(0, 60)}`);
    }
  };
  walk(document);
  return [...found];
}
