/* What the home page and the sidebar need of the DOM: elements are made once and then updated in place. */

/** An element with attributes and children; text is always set as text. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

/** Set text only when it differs: an assistive technology need not look again. */
export function say(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

/** Set an attribute only when it differs; null takes it away. */
export function mark(element, name, value) {
  if (value === null) {
    element.removeAttribute(name);
  } else if (element.getAttribute(name) !== String(value)) {
    element.setAttribute(name, String(value));
  }
}

export function count(number, one, many = `${one}s`) {
  return number === 1 ? `1 ${one}` : `${number} ${many}`;
}

export function passedOf(items) {
  return items.filter(item => item.passed).length;
}

export function doneOf(lessons) {
  return lessons.filter(lesson => lesson.state === 'done').length;
}

/** A style sheet for the whole page. */
export function addStyle(address) {
  document.head.append(make('link', { rel: 'stylesheet', href: address }));
}

/** A bar of progress that assistive technology can read. */
export class Bar {
  constructor(attributes) {
    this.fill = make('div', { class: 'wb-fill' });
    this.node = make('div', { class: 'wb-bar', role: 'progressbar', 'aria-valuemin': '0', ...attributes }, this.fill);
  }

  update(part, whole) {
    mark(this.node, 'aria-valuemax', whole);
    mark(this.node, 'aria-valuenow', part);
    mark(this.node, 'aria-valuetext', `${part} of ${whole}`);
    this.fill.style.width = whole ? `${(100 * part) / whole}%` : '0';
  }
}

/** Make the children of a node those of a list: each is made once, kept, and moved only when the order changed.
 *
 * known: key → view with a ``node``; make: from an entry to such a view. */
export function reconcile(parent, known, entries, key, make) {
  const wanted = new Set(entries.map(key));
  for (const name of [...known.keys()]) {
    if (!wanted.has(name)) {
      known.get(name).node.remove();
      known.delete(name);
    }
  }
  entries.forEach((entry, index) => {
    if (!known.has(key(entry))) {
      known.set(key(entry), make(entry));
    }
    const { node } = known.get(key(entry));
    if (parent.children[index] !== node) {
      parent.insertBefore(node, parent.children[index] ?? null);
    }
  });
}
