// The front end of every explorer: native controls, one picture, its caption. Python draws (see _view.py).

const SETTLED = 160; // ms without input after which the picture is drawn at full resolution
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

// One function per kind of control: returns { node, get, set }; calls changed(draft) on input.

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

function build(spec, prefix, changed, reset, save) {
  const controls = {};
  const box = make("div", { class: "wb-x-controls" });
  spec.controls.forEach((control) => {
    controls[control.name] = KINDS[control.kind](control, `${prefix}-${control.name}`, changed);
    box.append(controls[control.name].node);
  });
  const resetButton = make("button", { type: "button", class: "wb-x-button", [NO_LAB_KEYS]: true }, "Reset");
  const saveButton = make("button", {
    type: "button", class: "wb-x-button", "aria-label": "Save the picture as PNG", [NO_LAB_KEYS]: true,
  }, "PNG");
  resetButton.addEventListener("click", reset);
  saveButton.addEventListener("click", save);
  box.append(make("div", { class: "wb-x-buttons" }, resetButton, saveButton));
  const parts = {
    controls,
    image: make("img", { class: "wb-x-image", alt: "" }),
    caption: make("p", { class: "wb-x-caption", id: `${prefix}-caption`, "aria-live": "polite", "aria-atomic": "true" }),
    error: make("p", { class: "wb-x-error", role: "alert", hidden: true }),
    status: make("p", { class: "wb-x-status", role: "status", hidden: true }),
  };
  parts.stage = make("div", { class: "wb-x-stage" }, parts.error, parts.image, parts.caption, parts.status);
  parts.root = make(
    "div", { class: "wb-explorer", role: "group", "aria-labelledby": `${prefix}-title`, "data-explorer": spec.name },
    make("div", { class: "wb-x-head" },
      make("p", { class: "wb-x-title", id: `${prefix}-title` }, spec.title),
      make("p", { class: "wb-x-about" }, spec.about)),
    box, parts.stage,
  );
  return parts;
}

// Where a page was sent while Python drew it, what stands in for an explorer until it can answer. Given back: the
// controls that the reader has moved meanwhile.
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

// For the next page from this server: it draws its first pictures so that they fit.
function remember(look) {
  if (!document.body.dataset.voila || look.draft) return;
  document.cookie = `wb-view=${look.theme}.${look.width}.${look.ratio}; path=/; SameSite=Strict; max-age=31536000`;
}

function setText(node, text) {
  if (node.textContent !== text) node.textContent = text; // an equal text would be announced again
  node.hidden = !text;
}

function render({ model, el }) {
  const spec = model.get("spec");
  const isPreview = !model.send;
  const view = `wbx${++views}-${Math.random().toString(36).slice(2, 8)}`;
  let flying = null, wanted = null, tags = 0, settle = 0, patience = 0, address = null, width = 0;

  const parts = build(spec, view, changed, () => { write(spec.initial); ask(false); }, save);
  const write = (values) => {
    for (const [name, control] of Object.entries(parts.controls)) control.set(values[name]);
  };
  const read = () => Object.fromEntries(Object.entries(parts.controls).map(([name, c]) => [name, c.get()]));

  // At most one request is on its way; while it is, only the latest wish is kept.
  function ask(draft) {
    if (isPreview) return;
    wanted = { values: read(), theme: pageTheme(), width, ratio: draft ? 1 : sharpness(), draft };
    remember(wanted);
    send();
  }

  const sharpness = () => Math.min(window.devicePixelRatio || 1, 2);
  const fits = () =>
    model.get("size")[0] === width && model.get("theme") === pageTheme() && model.get("ratio") >= sharpness();

  function send() {
    if (flying || !wanted) return;
    flying = `${view}:${++tags}`;
    const request = wanted;
    wanted = null;
    clearTimeout(patience);
    patience = setTimeout(() => { setText(parts.status, lostMessage()); flying = null; }, PATIENCE);
    try {
      model.send({ kind: "draw", tag: flying, ...request });
    } catch (error) {
      setText(parts.status, lostMessage());
    }
  }

  function changed(draft) {
    if (isPreview) {
      el.dataset.touched = "true";
      setText(parts.status, "Python is starting: the picture will follow.");
      return;
    }
    clearTimeout(settle);
    parts.caption.setAttribute("aria-busy", String(draft)); // let the hand come to rest before it is read out
    ask(draft);
    if (draft) settle = setTimeout(() => { parts.caption.setAttribute("aria-busy", "false"); ask(false); }, SETTLED);
  }

  function show() {
    const error = model.get("error");
    setText(parts.error, error ? `${error} Change a control, or press Reset.` : "");
    parts.image.hidden = parts.caption.hidden = Boolean(error);
    const png = model.get("png");
    if (error || !png || !png.byteLength) return;
    const old = address;
    address = URL.createObjectURL(new Blob([png], { type: "image/png" }));
    const [w, h] = model.get("size");
    parts.image.src = address;
    parts.image.width = w;
    parts.image.height = h;
    parts.image.alt = model.get("caption");
    setText(parts.caption, model.get("caption"));
    parts.root.dataset.theme = model.get("theme");
    if (old) URL.revokeObjectURL(old);
  }

  function answered() {
    const frame = model.get("frame");
    show();
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

  function save() {
    if (!address) return;
    make("a", { href: address, download: `${spec.name}.png` }).click();
  }

  write(model.get("values"));
  show();
  el.append(parts.root);
  if (isPreview) {
    el.addEventListener("focusin", (event) => { el.dataset.focused = event.target.name ?? ""; });
    if (model.get("theme") !== pageTheme()) parts.image.style.visibility = "hidden"; // keeps its place
    return () => {};
  }
  model.on("change:frame", answered);

  const measure = new ResizeObserver(([entry]) => {
    const room = Math.round(entry.contentRect.width / 20) * 20; // steps, so that a scrollbar does not cause a redraw
    if (!room || Math.abs(room - width) < 20) return;
    const first = width === 0;
    width = room;
    if (first && takeOver(parts.root)) return;
    if (first && fits()) {
      parts.root.dataset.frame = "0"; // the picture that came with the page
      remember({ theme: pageTheme(), width, ratio: sharpness() });
    } else {
      ask(false);
    }
  });
  measure.observe(parts.stage);
  let theme = pageTheme();
  const retheme = () => {
    if (pageTheme() !== theme) { theme = pageTheme(); ask(false); }
  };
  const themes = new MutationObserver(retheme);
  themes.observe(document.body, { attributes: true, attributeFilter: ["data-jp-theme-light"] });

  return () => {
    measure.disconnect();
    themes.disconnect();
    model.off("change:frame", answered);
    clearTimeout(settle);
    clearTimeout(patience);
    if (address) URL.revokeObjectURL(address);
  };
}

export default { render };
