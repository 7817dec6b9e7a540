// Draws a scene (see scene.py) on a canvas. Pure drawing: no state, no events, no page.

const NARROW = 560; // CSS pixels: below this panels stand one below the other
const FONT = 'system-ui, "Segoe UI", "DejaVu Sans", sans-serif';
const MONO = '"JetBrains Mono", "DejaVu Sans Mono", ui-monospace, monospace';
const TICK = 11, LABEL = 12, TITLE = 13; // font sizes, CSS pixels

const font = (size, weight = 400, family = FONT) => `${weight} ${size}px ${family}`;

function colourOf(palette, name) {
  if (name.startsWith("#")) return name;
  if (name.startsWith("series")) return palette.series[Number(name.slice(6)) % palette.series.length];
  return palette[name];
}

function shade([low, high], share) {
  const part = (at) => [low, high].map((hex) => parseInt(hex.slice(at, at + 2), 16));
  return [1, 3, 5].map((at) => { const [a, b] = part(at); return Math.round(a + (b - a) * share); });
}

// -- scales ------------------------------------------------------------------------------------------------------------

function scaleOf(axis, from, to) {
  const map = axis.log ? Math.log10 : (v) => v;
  const low = map(axis.low), high = map(axis.high);
  return (value) => (value === null ? NaN : from + ((map(value) - low) / (high - low)) * (to - from));
}

// From a place on the page back to a value.
function valueAt(axis, from, to) {
  const [map, back] = axis.log ? [Math.log10, (v) => 10 ** v] : [(v) => v, (v) => v];
  const low = map(axis.low), high = map(axis.high);
  return (place) => back(low + ((place - from) / (to - from)) * (high - low));
}

function written(value, step) {
  const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const size = Math.abs(value);
  if (size >= 1e6 || (size > 0 && size < 1e-4)) return power(value);
  const text = size.toFixed(Math.min(digits, 8)).replace(/\B(?=(\d{3})+(?!\d))/g, digits ? "" : ",");
  return value < 0 && Number(text.replace(/,/g, "")) !== 0 ? `−${text}` : text;
}

function power(value) {
  const exponent = Math.floor(Math.log10(Math.abs(value)) + 1e-9);
  const raised = [...String(exponent)].map((c) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[c] ?? "⁻").join("");
  const factor = value / 10 ** exponent;
  return Math.abs(factor - 1) < 1e-9 ? `10${raised}` : `${factor.toFixed(1)}·10${raised}`;
}

// Places and texts of an axis' ticks; room: how many fit.
function ticksOf(axis, room) {
  if (axis.ticks) return axis.ticks;
  const low = Math.min(axis.low, axis.high), high = Math.max(axis.low, axis.high);
  return axis.log ? decades(low, high, room) : roundSteps(low, high, room);
}

function decades(low, high, room) {
  const first = Math.ceil(Math.log10(low) - 1e-9), last = Math.floor(Math.log10(high) + 1e-9);
  const skip = Math.max(1, Math.ceil((last - first + 1) / room));
  const found = [];
  for (let k = first; k <= last; k += skip) {
    const value = 10 ** k;
    found.push([value, k >= -3 && k <= 5 ? written(value, value) : power(value)]);
  }
  return found;
}

function roundSteps(low, high, room) {
  const raw = (high - low) / Math.max(room, 1);
  const base = 10 ** Math.floor(Math.log10(raw));
  const step = base * ([1, 2, 5, 10].find((factor) => factor * base >= raw * 0.999) ?? 10);
  const found = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + step * 1e-9; k++) {
    found.push([k * step, written(k * step, step)]);
  }
  return found;
}

// -- marks -------------------------------------------------------------------------------------------------------------

const DASHES = { "": [], dashed: [6, 4], dotted: [1.5, 3] };

function stroke(pen, colour, width, dash) {
  pen.strokeStyle = colour;
  pen.lineWidth = width;
  pen.setLineDash(DASHES[dash]);
  pen.lineCap = dash === "dotted" ? "butt" : "round";
  pen.lineJoin = "round";
}

const SHAPES = {
  circle: (pen, x, y, r) => pen.arc(x, y, r, 0, 2 * Math.PI),
  ring: (pen, x, y, r) => pen.arc(x, y, r, 0, 2 * Math.PI),
  square: (pen, x, y, r) => pen.rect(x - 0.9 * r, y - 0.9 * r, 1.8 * r, 1.8 * r),
  triangle: (pen, x, y, r) => polygon(pen, x, y, r * 1.15, 3, -Math.PI / 2),
  down: (pen, x, y, r) => polygon(pen, x, y, r * 1.15, 3, Math.PI / 2),
  diamond: (pen, x, y, r) => polygon(pen, x, y, r * 1.1, 4, 0),
  plus: (pen, x, y, r) => {
    const t = r / 3;
    pen.rect(x - r, y - t, 2 * r, 2 * t);
    pen.rect(x - t, y - r, 2 * t, 2 * r);
  },
  star: (pen, x, y, r) => {
    for (let k = 0; k < 10; k++) {
      const a = -Math.PI / 2 + (k * Math.PI) / 5, away = k % 2 ? 0.45 * r : r * 1.15;
      pen[k ? "lineTo" : "moveTo"](x + away * Math.cos(a), y + away * Math.sin(a));
    }
    pen.closePath();
  },
};

function polygon(pen, x, y, r, corners, turn) {
  for (let k = 0; k < corners; k++) {
    const a = turn + (2 * Math.PI * k) / corners;
    pen[k ? "lineTo" : "moveTo"](x + r * Math.cos(a), y + r * Math.sin(a));
  }
  pen.closePath();
}

function marker(pen, palette, mark, x, y, size = mark.size) {
  pen.beginPath();
  SHAPES[mark.marker](pen, x, y, size / 2);
  if (mark.marker === "ring") {
    pen.fillStyle = palette.background;
    pen.fill();
    stroke(pen, colourOf(palette, mark.colour), 1.8, "");
    pen.stroke();
  } else {
    pen.fillStyle = colourOf(palette, mark.colour);
    pen.fill();
  }
}

function hatched(pen, palette, colour, hatch) {
  if (!hatch) return colour;
  const tile = document.createElement("canvas");
  tile.width = tile.height = 8;
  const draw = tile.getContext("2d");
  draw.fillStyle = colour;
  draw.fillRect(0, 0, 8, 8);
  draw.strokeStyle = draw.fillStyle = palette.background;
  if (hatch === "lines") {
    draw.lineWidth = 1.6;
    for (const shift of [-8, 0, 8]) { draw.moveTo(shift, 8); draw.lineTo(shift + 8, 0); }
    draw.stroke();
  } else {
    for (const [x, y] of [[2, 2], [6, 6]]) { draw.beginPath(); draw.arc(x, y, 1.1, 0, 2 * Math.PI); draw.fill(); }
  }
  return pen.createPattern(tile, "repeat");
}

function bytes(text) {
  return Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
}

// A picture of so many pixels, laid over a part of the panel.
function raster(pen, mark, sx, sy, smooth, fill) {
  const sheet = document.createElement("canvas");
  sheet.width = mark.columns;
  sheet.height = mark.rows;
  const draw = sheet.getContext("2d");
  const image = draw.createImageData(mark.columns, mark.rows);
  fill(image.data);
  draw.putImageData(image, 0, 0);
  const [left, right] = mark.x.map(sx), [first, last] = mark.y.map(sy);
  pen.save();
  pen.imageSmoothingEnabled = smooth;
  pen.translate(left, first);
  pen.scale((right - left) / mark.columns, (last - first) / mark.rows);
  pen.drawImage(sheet, 0, 0);
  pen.restore();
}

const MARKS = {
  line(pen, mark, { sx, sy, palette }) {
    const path = new Path2D();
    const spots = mark.x.map((x, k) => [sx(x), sy(mark.y[k])]).map((p) => p.map((v) => Math.min(Math.max(v, -1e5), 1e5)));
    let drawing = false;
    for (const [x, y] of spots) {
      const there = Number.isFinite(x) && Number.isFinite(y);
      if (there) path[drawing ? "lineTo" : "moveTo"](x, y);
      drawing = there;
    }
    if (mark.under !== null && spots.length) {
      const area = new Path2D(path), base = sy(mark.under);
      area.lineTo(spots[spots.length - 1][0], base);
      area.lineTo(spots[0][0], base);
      pen.globalAlpha = 0.25;
      pen.fillStyle = colourOf(palette, mark.colour);
      pen.fill(area);
      pen.globalAlpha = 1;
    }
    stroke(pen, colourOf(palette, mark.colour), mark.width, mark.dash);
    pen.stroke(path);
  },

  points(pen, mark, { sx, sy, palette }) {
    pen.globalAlpha = mark.opacity;
    mark.x.forEach((x, k) => {
      const at = [sx(x), sy(mark.y[k])];
      if (at.every(Number.isFinite)) marker(pen, palette, mark, ...at);
    });
    pen.globalAlpha = 1;
  },

  bars(pen, mark, { sx, sy, palette }) {
    const [along, across] = mark.sideways ? [sx, sy] : [sy, sx];
    mark.at.forEach((at, k) => {
      if (mark.value[k] === null) return;
      const colour = colourOf(palette, Array.isArray(mark.colour) ? mark.colour[k] : mark.colour);
      const a = along(mark.base), b = along(mark.value[k]);
      const c = across(at - mark.span / 2), d = across(at + mark.span / 2);
      const box = mark.sideways ? [Math.min(a, b), Math.min(c, d)] : [Math.min(c, d), Math.min(a, b)];
      const size = [Math.abs(b - a), Math.abs(d - c)];
      pen.globalAlpha = mark.opacity;
      pen.fillStyle = hatched(pen, palette, colour, mark.hatch);
      pen.fillRect(...box, ...(mark.sideways ? size : size.reverse()));
      pen.globalAlpha = 1;
    });
    if (mark.texts.length) barTexts(pen, mark, along, across, palette);
  },

  segments(pen, mark, { sx, sy, palette }) {
    stroke(pen, colourOf(palette, mark.colour), mark.width, mark.dash);
    pen.beginPath();
    mark.x0.forEach((x, k) => {
      pen.moveTo(sx(x), sy(mark.y0[k]));
      pen.lineTo(sx(mark.x1[k]), sy(mark.y1[k]));
    });
    pen.stroke();
  },

  paths(pen, mark, { sx, sy, palette }) {
    stroke(pen, colourOf(palette, mark.colour), mark.width, "");
    pen.globalAlpha = mark.opacity;
    pen.beginPath();
    mark.x.forEach((xs, n) => xs.forEach((x, k) => pen[k ? "lineTo" : "moveTo"](sx(x), sy(mark.y[n][k]))));
    pen.stroke();
    pen.globalAlpha = 1;
  },

  rule(pen, mark, { sx, sy, frame, palette }) {
    stroke(pen, colourOf(palette, mark.colour), mark.width, mark.dash);
    pen.beginPath();
    if (mark.x !== null) { pen.moveTo(sx(mark.x), frame.top); pen.lineTo(sx(mark.x), frame.bottom); }
    if (mark.y !== null) { pen.moveTo(frame.left, sy(mark.y)); pen.lineTo(frame.right, sy(mark.y)); }
    pen.stroke();
  },

  boxes(pen, mark, { sx, sy, palette }) {
    mark.x0.forEach((x, k) => {
      const [left, right] = [sx(x), sx(mark.x1[k])], [a, b] = [sy(mark.y0[k]), sy(mark.y1[k])];
      const box = [Math.min(left, right), Math.min(a, b), Math.abs(right - left), Math.abs(b - a)];
      pen.globalAlpha = mark.opacity;
      if (mark.fill) { pen.fillStyle = colourOf(palette, mark.fill); pen.fillRect(...box); }
      if (mark.width && mark.halo) { stroke(pen, "#16181b", mark.width + 1.6, ""); pen.strokeRect(...box); }
      if (mark.width) { stroke(pen, colourOf(palette, mark.colour), mark.width, mark.dash); pen.strokeRect(...box); }
      pen.globalAlpha = 1;
    });
  },

  texts(pen, mark, { sx, sy, palette, frame }) {
    pen.font = font(mark.size, 400, mark.mono ? MONO : FONT);
    pen.textAlign = { left: "left", middle: "center", right: "right" }[mark.align];
    pen.textBaseline = "middle";
    mark.text.forEach((text, k) => {
      let x = sx(mark.x[k]) + mark.dx;
      const y = sy(mark.y[k]) - mark.dy, width = pen.measureText(text).width;
      if (mark.sheet) {
        const left = x - { left: 0, middle: width / 2, right: width }[mark.align] - 3;
        pen.fillStyle = "#16181b";
        pen.fillRect(left, y - mark.size * 0.72, width + 6, mark.size * 1.44);
      } else if (mark.align === "left" && x + width > frame.right) {
        x = Math.max(frame.left, frame.right - width); // rather over the mark than cut off
      }
      pen.fillStyle = mark.sheet ? "#ffffff" : colourOf(palette, mark.colour);
      pen.fillText(text, x, y);
    });
  },

  grid(pen, mark, { sx, sy, palette }) {
    const shades = bytes(mark.shades);
    const ramp = Array.from({ length: 256 }, (_, k) => shade(palette.ramp, k / 255));
    raster(pen, mark, sx, sy, mark.smooth, (data) => {
      shades.forEach((value, k) => { data.set(ramp[value], 4 * k); data[4 * k + 3] = 255; });
    });
  },

  photo(pen, mark, { sx, sy }) {
    const rgb = bytes(mark.rgb);
    raster(pen, mark, sx, sy, true, (data) => {
      for (let k = 0; k < rgb.length / 3; k++) {
        data.set(rgb.subarray(3 * k, 3 * k + 3), 4 * k);
        data[4 * k + 3] = 255;
      }
    });
  },

  chips(pen, mark, { frame, palette }) {
    pen.font = font(16, 400, MONO);
    pen.textBaseline = "middle";
    pen.textAlign = "left";
    for (const chip of placeChips(pen, mark.text, frame.right - frame.left)) {
      const x = frame.left + chip.x, y = frame.top + chip.y;
      pen.beginPath();
      pen.roundRect(x + 1, y, chip.width - 2, 30, 5);
      pen.fillStyle = palette.grid;
      pen.fill();
      stroke(pen, colourOf(palette, mark.colours[chip.index % mark.colours.length]), 1.8, "");
      pen.stroke();
      pen.fillStyle = palette.text;
      pen.fillText(chip.text, x + 6, y + 16);
    }
  },
};

function placeChips(pen, texts, room) {
  let x = 0, y = 2;
  return texts.map((text, index) => {
    const width = pen.measureText(text).width + 12;
    if (x > 0 && x + width > room) { x = 0; y += 40; }
    const chip = { text, index, x, y, width };
    x += width;
    return chip;
  });
}

function barTexts(pen, mark, along, across, palette) {
  pen.font = font(TICK);
  pen.fillStyle = palette.text;
  pen.textAlign = mark.sideways ? "left" : "center";
  pen.textBaseline = mark.sideways ? "middle" : "bottom";
  mark.at.forEach((at, k) => {
    if (mark.value[k] === null) return;
    const end = along(mark.value[k]), middle = across(at);
    if (mark.sideways) pen.fillText(mark.texts[k], end + 4, middle);
    else pen.fillText(mark.texts[k], middle, end - 3);
  });
}

// -- a panel -----------------------------------------------------------------------------------------------------------

// Measures what stands around the axes, so that neither ticks nor labels are cut off.
function frameOf(pen, panel, box) {
  const top = box.top + (panel.title ? TITLE + 9 : 4);
  if (panel.bare) return { left: box.left, right: box.right, top, bottom: box.bottom, xTicks: [], yTicks: [] };
  pen.font = font(TICK);
  const roomY = Math.max(2, Math.floor((box.bottom - top - 40) / 34));
  const yTicks = ticksOf(panel.y, roomY);
  const lines = yTicks.flatMap(([, text]) => text.split("\n"));
  const wide = Math.max(0, ...lines.map((text) => pen.measureText(text).width));
  const left = box.left + wide + 8 + (panel.y.label ? LABEL + 7 : 0);
  const right = box.right - 8;
  const xTicks = ticksOf(panel.x, Math.max(2, Math.floor((right - left) / 62)));
  const widths = xTicks.map(([, text]) => pen.measureText(text).width);
  const spots = xTicks.map(([place]) => scaleOf(panel.x, left, right)(place));
  const turned = widths.slice(1).some((w, k) => Math.abs(spots[k + 1] - spots[k]) < (w + widths[k]) / 2 + 5);
  const deep = turned ? Math.max(...widths) * 0.87 + 8 : xTicks.length ? TICK + 5 : 2;
  const bottom = box.bottom - deep - (panel.x.label ? LABEL + 6 : 0);
  return { left, right, top, bottom, xTicks, yTicks, turned, deep, edge: box.right };
}

function square(panel, frame) {
  const perX = (frame.right - frame.left) / Math.abs(panel.x.high - panel.x.low);
  const perY = (frame.bottom - frame.top) / Math.abs(panel.y.high - panel.y.low);
  if (perX > perY) {
    const spare = (frame.right - frame.left) * (1 - perY / perX);
    return { ...frame, right: frame.right - spare };
  }
  const spare = (frame.bottom - frame.top) * (1 - perX / perY);
  return { ...frame, bottom: frame.bottom - spare };
}

function drawAxes(pen, panel, frame, sx, sy, palette) {
  pen.font = font(TICK);
  pen.lineWidth = 1;
  pen.setLineDash([]);
  for (const [place] of panel.x.grid ? frame.xTicks : []) gridLine(pen, palette, sx(place), frame.top, sx(place), frame.bottom);
  for (const [place] of panel.y.grid ? frame.yTicks : []) gridLine(pen, palette, frame.left, sy(place), frame.right, sy(place));
  pen.fillStyle = palette.text;
  pen.textBaseline = "middle";
  pen.textAlign = "right";
  for (const [place, text] of frame.yTicks) {
    const lines = text.split("\n");
    lines.forEach((line, k) => pen.fillText(line, frame.left - 6, sy(place) + (k - (lines.length - 1) / 2) * (TICK + 2)));
  }
  for (const [place, text] of frame.xTicks) {
    const half = frame.turned ? 0 : pen.measureText(text).width / 2;
    xTick(pen, frame, Math.min(sx(place), frame.edge - half), text);
  }
}

function gridLine(pen, palette, x0, y0, x1, y1) {
  pen.strokeStyle = palette.grid;
  pen.beginPath();
  pen.moveTo(x0, y0);
  pen.lineTo(x1, y1);
  pen.stroke();
}

function xTick(pen, frame, x, text) {
  pen.save();
  pen.translate(x, frame.bottom + 5);
  pen.textBaseline = frame.turned ? "middle" : "top";
  pen.textAlign = frame.turned ? "right" : "center";
  if (frame.turned) pen.rotate(-Math.PI / 3);
  pen.fillText(text, 0, frame.turned ? 2 : 0);
  pen.restore();
}

function drawTexts(pen, panel, box, frame, palette) {
  pen.fillStyle = palette.text;
  pen.textAlign = "left";
  pen.textBaseline = "top";
  pen.font = font(TITLE, 600);
  if (panel.title) pen.fillText(panel.title, frame.left, box.top);
  if (panel.bare) return;
  pen.font = font(LABEL);
  pen.textAlign = "center";
  if (panel.x.label) pen.fillText(panel.x.label, (frame.left + frame.right) / 2, frame.bottom + frame.deep + 2);
  if (panel.y.label) {
    pen.save();
    pen.translate(box.left, (frame.top + frame.bottom) / 2);
    pen.rotate(-Math.PI / 2);
    pen.fillText(panel.y.label, 0, 0);
    pen.restore();
  }
  pen.strokeStyle = palette.muted;
  pen.lineWidth = 1;
  pen.setLineDash([]);
  pen.beginPath();
  pen.moveTo(frame.left, frame.top);
  pen.lineTo(frame.left, frame.bottom);
  pen.lineTo(frame.right, frame.bottom);
  pen.stroke();
}

function drawLegend(pen, panel, frame, palette) {
  const entries = panel.marks.filter((mark) => mark.label);
  if (!entries.length) return;
  pen.font = font(TICK);
  const width = Math.max(...entries.map((mark) => pen.measureText(mark.label).width)) + 32;
  const height = entries.length * 17 + 6;
  const left = panel.legend.endsWith("right") ? frame.right - width - 2 : frame.left + 4;
  const top = panel.legend.startsWith("top") ? frame.top + 2 : frame.bottom - height - 3;
  pen.globalAlpha = 0.85;
  pen.fillStyle = palette.background;
  pen.fillRect(left, top, width, height);
  pen.globalAlpha = 1;
  entries.forEach((mark, k) => {
    const y = top + 11 + 17 * k;
    swatch(pen, palette, mark, left + 4, y);
    pen.fillStyle = palette.text;
    pen.textAlign = "left";
    pen.textBaseline = "middle";
    pen.fillText(mark.label, left + 28, y);
  });
}

function swatch(pen, palette, mark, x, y) {
  const colour = colourOf(palette, Array.isArray(mark.colour) ? mark.colour[0] : mark.colour);
  if (mark.kind === "points") {
    marker(pen, palette, mark, x + 9, y, Math.max(mark.size, 7));
  } else if (mark.kind === "bars") {
    pen.globalAlpha = mark.opacity;
    pen.fillStyle = hatched(pen, palette, colour, mark.hatch);
    pen.fillRect(x, y - 5, 18, 10);
    pen.globalAlpha = 1;
  } else {
    stroke(pen, colour, mark.width, mark.dash);
    pen.beginPath();
    pen.moveTo(x, y);
    pen.lineTo(x + 18, y);
    pen.stroke();
  }
}

function drawPanel(pen, panel, box, palette) {
  let frame = frameOf(pen, panel, box);
  if (panel.equal) frame = square(panel, frame);
  const sx = scaleOf(panel.x, frame.left, frame.right), sy = scaleOf(panel.y, frame.bottom, frame.top);
  if (!panel.bare) drawAxes(pen, panel, frame, sx, sy, palette);
  pen.save();
  pen.beginPath();
  pen.rect(frame.left - 5, frame.top - 5, frame.right - frame.left + 10, frame.bottom - frame.top + 10);
  pen.clip();
  for (const mark of panel.marks) MARKS[mark.kind](pen, mark, { sx, sy, frame, palette });
  pen.restore();
  drawTexts(pen, panel, box, frame, palette);
  drawLegend(pen, panel, frame, palette);
  const across = valueAt(panel.x, frame.left, frame.right), up = valueAt(panel.y, frame.bottom, frame.top);
  return panel.marks.filter((mark) => mark.moves).map((mark) => ({
    x: sx(mark.x[0]), y: sy(mark.y[0]), moves: mark.moves, values: (x, y) => [across(x), up(y)],
  }));
}

// -- the whole ---------------------------------------------------------------------------------------------------------

// Where each panel goes. width, height: of the picture on a wide page, CSS pixels.
function layOut(scene, width, height) {
  const gap = 22, count = scene.panels.length;
  const tall = height * Math.min(Math.max(width / 720, 1), 1.25);
  if (count > 1 && width < NARROW) {
    const each = tall * 0.85;
    const boxes = scene.panels.map((_, k) => ({ left: 0, right: width, top: k * (each + gap), bottom: k * (each + gap) + each }));
    return { boxes, height: Math.round(count * each + (count - 1) * gap) };
  }
  const weights = scene.panels.map((panel) => panel.weight), total = weights.reduce((a, b) => a + b, 0);
  let left = 0;
  const boxes = weights.map((weight) => {
    const right = left + ((width - gap * (count - 1)) * weight) / total;
    const box = { left, right, top: 0, bottom: tall };
    left = right + gap;
    return box;
  });
  return { boxes, height: Math.round(tall) };
}

// Draws a scene so that it fits. width, height: CSS pixels; ratio: device pixels for each. Returns its own height
// and the handles: where the points are that can be dragged, and which values the sliders get for another place.
function drawScene(canvas, scene, { width, height, palette, ratio }) {
  const plan = layOut(scene, width, height);
  const [w, h] = [width, plan.height].map((side) => Math.round(side * ratio));
  if (canvas.width !== w) canvas.width = w;
  if (canvas.height !== h) canvas.height = h;
  const pen = canvas.getContext("2d");
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.fillStyle = palette.background;
  pen.fillRect(0, 0, width, plan.height);
  const handles = scene.panels.flatMap((panel, k) => drawPanel(pen, panel, plan.boxes[k], palette));
  return { height: plan.height, handles };
}

// Everything that is shown, as a table: one line for each point, bar, line, box or text.
function sceneTable(scene) {
  const columns = ["x", "y", "x0", "y0", "x1", "y1", "at", "value", "text"];
  const quote = (text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = [["panel", "mark", "label", ...columns].join(",")];
  scene.panels.forEach((panel, number) => {
    for (const mark of panel.marks) {
      const lists = columns.map((name) => (Array.isArray(mark[name]) ? mark[name] : []));
      const long = Math.max(0, ...lists.map((list) => list.length));
      for (let k = 0; mark.rows === undefined && k < long; k++) {
        const cells = [panel.title || String(number + 1), mark.kind, mark.label, ...lists.map((list) => list[k] ?? "")];
        lines.push(cells.map((cell) => quote(String(cell))).join(","));
      }
    }
  });
  return `${lines.join("\n")}\n`;
}
