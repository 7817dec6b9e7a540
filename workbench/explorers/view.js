// The front end of every explorer: native controls, one picture, its caption. scene.js, which stands above this in the
// same script, draws. The numbers come from the explorer's own script, or from Python (see view.py).

const SETTLED = 160; // ms without input after which Python hears of it, and the caption is read out
const REACH = { mouse: 14, pen: 16, touch: 26 }; // CSS pixels from a handle at which it is still meant
const PATIENCE = 5000; // ms without an answer after which the reader is told
const NO_LAB_KEYS = "data-lm-suppress-shortcuts"; // JupyterLab would take the arrow keys of native controls

let views = 0;

function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children);
  return node;
}

// One function per kind of control: returns { node, get, set }; calls changed(dragging) on input.

function slider(control, id, changed) {
  const shown = make("output", { for: id, class: "wb-x-value" });
  const input = make("input", {
    type: "range", id, min: 0, max: control.ticks.length - 1, step: 1, name: control.name, [NO_LAB_KEYS]: true,
  });
  const show = () => {
    shown.textContent = control.texts[input.value];
    input.setAttribute("aria-valuetext", control.texts[input.value]);
  };
  input.addEventListener("input", () => { show(); changed(true); });
  return {
    node: make("div", { class: "wb-x-control" }, make("label", { for: id }, control.label), shown, input),
    get: () => control.ticks[input.value],
    set: (value) => { input.value = Math.max(control.ticks.indexOf(value), 0); show(); },
    near: (value) => {
      const away = control.ticks.map((tick) => Math.abs(tick - value));
      input.value = away.indexOf(Math.min(...away));
      show();
    },
  };
}

function choice(control, id, changed) {
  const options = control.options.map(([value, text]) => make("option", { value }, text));
  const select = make("select", { id, name: control.name, [NO_LAB_KEYS]: true }, ...options);
  select.addEventListener("change", () => changed(false));
  const long = Math.max(...control.options.map(([, text]) => text.length)) > 22;
  return {
    node: make("div", { class: long ? "wb-x-control wb-x-wide" : "wb-x-control" }, make("label", { for: id }, control.label), select),
    get: () => select.value,
    set: (value) => { select.value = value; },
  };
}

function toggle(control, id, changed) {
  const box = make("input", { type: "checkbox", id, name: control.name, [NO_LAB_KEYS]: true });
  box.addEventListener("change", () => changed(false));
  return {
    node: make("div", { class: "wb-x-control wb-x-toggle" }, box, make("label", { for: id }, control.label)),
    get: () => box.checked,
    set: (value) => { box.checked = value; },
  };
}

const KINDS = { slider, choice, toggle };

function pageTheme() {
  const light = document.body.dataset.jpThemeLight;
  if (light !== undefined) return light === "false" ? "dark" : "light";
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

function lostMessage() {
  return document.body.dataset.voila
    ? "No answer from the server. If this lasts, reload the page."
    : "No answer from Python. If no cell is running, run this cell again.";
}

function button(text, label, pressed) {
  const node = make("button", { type: "button", class: "wb-x-button", "aria-label": label, [NO_LAB_KEYS]: true }, text);
  node.addEventListener("click", pressed);
  return node;
}

function build(spec, prefix, { changed, reset, savePicture, saveData }) {
  const controls = {};
  const box = make("div", { class: "wb-x-controls" });
  spec.controls.forEach((control) => {
    controls[control.name] = KINDS[control.kind](control, `${prefix}-${control.name}`, changed);
    box.append(controls[control.name].node);
  });
  box.append(make("div", { class: "wb-x-buttons" },
    button("Reset", undefined, reset),
    button("PNG", "Save the picture as PNG", savePicture),
    button("CSV", "Save the numbers of the picture as CSV", saveData)));
  const parts = {
    controls,
    canvas: make("canvas", { class: "wb-x-image", role: "img", "aria-labelledby": `${prefix}-caption` }),
    caption: make("p", { class: "wb-x-caption", id: `${prefix}-caption`, "aria-live": "polite", "aria-atomic": "true" }),
    error: make("p", { class: "wb-x-error", role: "alert", hidden: true }),
    status: make("p", { class: "wb-x-status", role: "status", hidden: true }),
  };
  parts.stage = make("div", { class: "wb-x-stage" }, parts.error, parts.canvas, parts.caption, parts.status);
  parts.root = make(
    "div", { class: "wb-explorer", role: "group", "aria-labelledby": `${prefix}-title`, "data-explorer": spec.name },
    make("div", { class: "wb-x-head" },
      make("p", { class: "wb-x-title", id: `${prefix}-title` }, spec.title),
      make("p", { class: "wb-x-about" }, spec.about)),
    box, parts.stage,
  );
  return parts;
}

// Where a page was sent while Python worked, what stands in for an explorer until it can answer. Given back: whether the
// reader has moved anything meanwhile.
function takeOver(root) {
  const preview = root.closest(".jp-OutputArea-child")?.querySelector(".wb-preview");
  if (!preview) return false;
  const touched = preview.dataset.touched === "true";
  for (const theirs of preview.querySelectorAll("[name]")) {
    const ours = root.querySelector(`[name="${theirs.name}"]`);
    if (touched) {
      ours.value = theirs.value;
      ours.checked = theirs.checked;
      ours.dispatchEvent(new Event(ours.type === "range" ? "input" : "change"));
    }
    // Voilà moves the page into its shell, which takes the focus away: nobody has it, unless the reader went on.
    const lost = document.activeElement === document.body || preview.contains(document.activeElement);
    if (theirs.name === preview.dataset.focused && lost) ours.focus({ preventScroll: true });
  }
  preview.remove();
  return touched;
}

// Points of the picture that are dragged: the sliders follow, and with them everything else.
function dragging(canvas, handles, controls, changed) {
  let held = -1;
  const place = (event) => {
    const box = canvas.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  const meant = (event, kind) => {
    const [x, y] = place(event);
    const away = handles().map((handle) => Math.hypot(handle.x - x, handle.y - y));
    const nearest = away.lastIndexOf(Math.min(...away)); // what is drawn last lies on top
    return nearest >= 0 && away[nearest] <= (REACH[kind] ?? REACH.mouse) ? nearest : -1;
  };
  canvas.addEventListener("pointerdown", (event) => {
    held = event.button === 0 ? meant(event, event.pointerType) : -1;
    if (held < 0) return;
    canvas.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  canvas.addEventListener("pointermove", (event) => {
    canvas.style.cursor = held >= 0 ? "grabbing" : meant(event, event.pointerType) >= 0 ? "grab" : "";
    const handle = handles()[held];
    if (!handle) return;
    handle.values(...place(event)).forEach((value, k) => controls[handle.moves[k]].near(value));
    changed(true);
  });
  for (const end of ["pointerup", "pointercancel"]) {
    canvas.addEventListener(end, () => {
      if (held >= 0) changed(false);
      held = -1;
    });
  }
  // A finger on a handle drags it; anywhere else it scrolls the page.
  canvas.addEventListener("touchstart", (event) => {
    if (meant(event.touches[0], "touch") >= 0) event.preventDefault();
  }, { passive: false });
}

function setText(node, text) {
  if (node.textContent !== text) node.textContent = text; // an equal text would be announced again
  node.hidden = !text;
}

function download(name, blob) {
  const address = URL.createObjectURL(blob);
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

// -- numbers as Python writes them, for the captions of scripts --------------------------------------------------------

// Exactly between two decimals JavaScript takes the larger, Python the even one.
function even(value, digits) {
  const scaled = value * 10 ** digits, below = Math.floor(scaled);
  return scaled - below !== 0.5 || below % 2 ? value : below / 10 ** digits;
}

// f"{value:.3g}": so many significant digits, without trailing zeros.
function g(value, digits = 6) {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
  if (value === 0) return "0";
  if (value < 0) return `-${g(-value, digits)}`;
  const rounded = even(value, digits - 1 - Math.floor(Math.log10(value)));
  const [mantissa, exponent] = rounded.toExponential(digits - 1).split("e");
  const power = Number(exponent);
  const trim = (text) => (text.includes(".") ? text.replace(/\.?0+$/, "") : text);
  if (power >= -4 && power < digits) return trim(rounded.toFixed(digits - 1 - power));
  return `${trim(mantissa)}e${power < 0 ? "-" : "+"}${String(Math.abs(power)).padStart(2, "0")}`;
}

// f"{value:.2f}", and with commas f"{value:,.2f}".
function fixed(value, digits = 0, commas = false) {
  if (value < 0) return `-${fixed(-value, digits, commas)}`;
  const text = even(value, digits).toFixed(digits);
  return commas ? text.replace(/\B(?=(\d{3})+(?!\d))/g, (_, __, at) => (text.indexOf(".") < 0 || at < text.indexOf(".") ? "," : "")) : text;
}

const WRITE = { g, fixed };

// -- an explorer on the page -------------------------------------------------------------------------------------------

function complete(scene, defaults) {
  return {
    ...scene,
    panels: scene.panels.map((panel) => ({
      ...defaults.panel, ...panel,
      x: { ...defaults.axis, ...panel.x },
      y: { ...defaults.axis, ...panel.y },
      marks: panel.marks.map((mark) => ({ ...defaults[mark.kind], ...mark })),
    })),
  };
}

async function loadScript(text) {
  const address = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  try {
    return (await import(address)).compute;
  } finally {
    URL.revokeObjectURL(address);
  }
}

function render({ model, el }) {
  const spec = model.get("spec");
  const isPreview = !model.send; // there is no Python behind it yet
  const view = `wbx${++views}-${Math.random().toString(36).slice(2, 8)}`;
  let loaded = !spec.script, compute = null, scene = null, width = 0, frames = 0, due = 0;
  let flying = null, wanted = null, tags = 0, settle = 0, patience = 0, handles = [];

  const parts = build(spec, view, {
    changed,
    reset: () => { write(spec.initial); changed(false); },
    savePicture: () => parts.canvas.toBlob((blob) => download(`${spec.name}.png`, blob)),
    saveData: () => download(`${spec.name}.csv`, new Blob([sceneTable(scene)], { type: "text/csv" })),
  });
  dragging(parts.canvas, () => handles, parts.controls, changed);
  const write = (values) => {
    for (const [name, control] of Object.entries(parts.controls)) control.set(values[name]);
  };
  const read = () => Object.fromEntries(Object.entries(parts.controls).map(([name, c]) => [name, c.get()]));

  function changed(dragging) {
    clearTimeout(settle);
    parts.caption.setAttribute("aria-busy", String(dragging)); // let the hand come to rest before it is read out
    if (isPreview) el.dataset.touched = "true";
    if (compute) {
      due ||= requestAnimationFrame(computeHere);
      settle = setTimeout(rest, SETTLED);
    } else if (isPreview) {
      setText(parts.status, "Python is starting: the picture will follow.");
    } else {
      ask();
      settle = setTimeout(() => parts.caption.setAttribute("aria-busy", "false"), SETTLED);
    }
  }

  function computeHere() {
    due = 0;
    const values = read();
    try {
      show(compute(values, spec.data, WRITE), "");
    } catch (error) {
      show(null, `This picture could not be drawn. ${error}.`);
    }
    if (!isPreview) parts.root.dataset.frame = `${view}:${++frames}`;
  }

  // Other views of the same explorer and Python learn where it stands.
  function rest() {
    parts.caption.setAttribute("aria-busy", "false");
    if (isPreview) return;
    model.set("values", read());
    model.save_changes();
  }

  // At most one request is on its way to Python; while it is, only the latest wish is kept.
  function ask() {
    wanted = read();
    send();
  }

  function send() {
    if (flying || !wanted) return;
    flying = `${view}:${++tags}`;
    const values = wanted;
    wanted = null;
    clearTimeout(patience);
    patience = setTimeout(() => { setText(parts.status, lostMessage()); flying = null; }, PATIENCE);
    try {
      model.send({ kind: "compute", tag: flying, values });
    } catch (error) {
      setText(parts.status, lostMessage());
    }
  }

  function answered() {
    const frame = model.get("frame");
    show(model.get("scene"), model.get("error"));
    if (frame === flying) {
      flying = null;
      clearTimeout(patience);
      setText(parts.status, "");
      parts.root.dataset.frame = frame;
      send();
    } else if (!frame.startsWith(`${view}:`)) {
      write(model.get("values")); // another view of the same explorer moved
    }
  }

  function elsewhere() {
    const values = model.get("values");
    if (!compute || JSON.stringify(values) === JSON.stringify(read())) return;
    write(values);
    due ||= requestAnimationFrame(computeHere);
  }

  function show(next, error) {
    setText(parts.error, error ? `${error} Change a control, or press Reset.` : "");
    parts.canvas.hidden = parts.caption.hidden = Boolean(error);
    if (error || !next || !next.panels) return;
    scene = complete(next, spec.defaults);
    setText(parts.caption, scene.caption);
    draw();
  }

  function draw() {
    if (!scene || !width) return;
    const theme = pageTheme();
    const ratio = Math.min(window.devicePixelRatio || 1, 2);
    const drawn = drawScene(parts.canvas, scene, { width, height: spec.height, palette: spec.palettes[theme], ratio });
    handles = drawn.handles;
    parts.canvas.style.width = `${width}px`;
    parts.canvas.style.height = `${drawn.height}px`;
    parts.canvas.dataset.handles = JSON.stringify(handles.map(({ x, y }) => [x, y]));
    parts.root.dataset.theme = theme;
  }

  write(model.get("values"));
  el.append(parts.root);
  if (isPreview) el.addEventListener("focusin", (event) => { el.dataset.focused = event.target.name ?? ""; });
  else model.on("change:frame", answered), model.on("change:values", elsewhere);

  const measure = new ResizeObserver(([entry]) => {
    const room = Math.min(Math.floor(entry.contentRect.width), 960);
    if (!room || room === width) return;
    const first = width === 0;
    width = room;
    if (!first) { draw(); return; }
    show(model.get("scene"), model.get("error"));
    if (loaded) begin();
  });

  // Once its script is there, if it has one, and the page has given it room.
  function begin() {
    if (compute) computeHere();
    if (isPreview) return;
    parts.root.dataset.frame ??= `${view}:0`;
    takeOver(parts.root);
  }
  measure.observe(parts.stage);
  if (spec.script) {
    loadScript(spec.script).then((found) => { compute = found; }, () => {}).then(() => {
      loaded = true;
      if (width) begin();
    });
  }
  const themes = new MutationObserver(draw);
  themes.observe(document.body, { attributes: true, attributeFilter: ["data-jp-theme-light"] });

  return () => {
    measure.disconnect();
    themes.disconnect();
    cancelAnimationFrame(due);
    if (!isPreview) { model.off("change:frame", answered); model.off("change:values", elsewhere); }
    clearTimeout(settle);
    clearTimeout(patience);
  };
}

export default { render };
