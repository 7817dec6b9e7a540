/* The signs of states, drawn: their form tells them apart, colour only helps. All are 16 units square. */

const SVG = 'http://www.w3.org/2000/svg';
const RING = ['circle', { cx: 8, cy: 8, r: 6.2, fill: 'none', stroke: 'currentColor', 'stroke-width': 1.6 }];

const SHAPES = {
  done: [
    ['circle', { cx: 8, cy: 8, r: 7, fill: 'currentColor' }],
    ['path', { d: 'M4.6 8.3 7 10.7l4.5-5', fill: 'none', class: 'wbs-cut', 'stroke-width': 1.8 }]
  ],
  recorded: [RING, ['circle', { cx: 8, cy: 8, r: 3.4, fill: 'currentColor' }]],
  started: [RING, ['path', { d: 'M8 3.4a4.6 4.6 0 0 1 0 9.2z', fill: 'currentColor' }]],
  next: [RING, ['path', { d: 'M6.3 4.7 11.6 8l-5.3 3.3z', fill: 'currentColor' }]],
  ready: [RING],
  waiting: [['circle', { ...RING[1], 'stroke-dasharray': '2.2 2.67' }]],
  chevron: [['path', { d: 'M6 4l4 4-4 4', fill: 'none', stroke: 'currentColor', 'stroke-width': 1.8 }]]
};

/** A shape by its name, hidden from assistive technology: what it means is said in words. */
export function shape(name) {
  const element = document.createElementNS(SVG, 'svg');
  element.setAttribute('viewBox', '0 0 16 16');
  element.setAttribute('aria-hidden', 'true');
  for (const [tag, attributes] of SHAPES[name]) {
    const part = document.createElementNS(SVG, tag);
    Object.entries(attributes).forEach(([key, value]) => part.setAttribute(key, value));
    element.append(part);
  }
  return element;
}

/** A span that shows one shape at a time. */
export class Sign {
  constructor(name) {
    this.node = document.createElement('span');
    this.node.className = 'wbs-sign';
    this.show(name);
  }

  show(name) {
    if (this.node.dataset.shape !== name) {
      this.node.dataset.shape = name;
      this.node.replaceChildren(shape(name));
    }
  }
}
