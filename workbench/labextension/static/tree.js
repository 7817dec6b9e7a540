/* A tree that is used with the keyboard as the ARIA practices describe it: one of its rows can be reached by Tab, the
 * arrow keys go on from there. */

import { make, mark } from './dom.js';
import { shape } from './shapes.js';

const views = new WeakMap();

/** A row of the tree. kind: the class of the row; label: what assistive technology reads, see ``name``. */
export class Leaf {
  constructor(kind, attributes = {}) {
    this.row = make('div', { class: `wbs-row wbs-${kind}` });
    this.node = make('li', { role: 'treeitem', tabindex: '-1', 'data-kind': kind, ...attributes }, this.row);
    views.set(this.node, this);
  }

  /** What is read out. Without it the rows below would belong to the name. */
  name(...parts) {
    mark(this.node, 'aria-label', parts.filter(Boolean).join(', '));
  }

  activate() {}

  toggle() {}
}

/** A row with rows below it.
 *
 * What is unfolded: while something is looked for, where it was found; else what the user wants, and for the moment
 * what is revealed. */
export class Branch extends Leaf {
  constructor(kind, attributes, { folded }) {
    super(kind, attributes);
    this.folded = folded;
    this.revealed = false;
    this.found = null;
    this.byHand = null;
    this.children = new Map();
    this.twist = make('span', { class: 'wbs-twist' }, shape('chevron'));
    this.row.append(this.twist);
    this.group = make('ul', { role: 'group', class: 'wbs-group' });
    this.node.append(this.group);
  }

  get open() {
    return this.found === null ? this.revealed || !this.folded : this.byHand ?? this.found;
  }

  /** found: whether to unfold for what is looked for; null when nothing is. */
  look(found) {
    if (found !== this.found) {
      this.byHand = null;
    }
    this.found = found;
    this.show();
  }

  reveal(revealed) {
    this.revealed = revealed;
    this.show();
  }

  toggle(open = !this.open) {
    if (this.found === null) {
      this.folded = !open;
      this.revealed = false;
    } else {
      this.byHand = open;
    }
    this.show();
  }

  show() {
    const any = this.children.size > 0;
    mark(this.node, 'aria-expanded', any ? this.open : null);
    if (!this.open && this.group.contains(document.activeElement)) {
      this.node.focus();
    }
    this.group.hidden = !any || !this.open;
    this.twist.hidden = !any;
  }
}

export class Tree {
  /** type: called with the event when a letter or Escape is typed; leave: when it goes up from the first row. */
  constructor(label, { type, leave }) {
    this.node = make('ul', { role: 'tree', class: 'wbs-tree', 'aria-label': label });
    this.type = type;
    this.leave = leave;
    this.stop = null;
    this.node.addEventListener('keydown', event => this.press(event));
    this.node.addEventListener('click', event => this.click(event));
    this.node.addEventListener('focusin', event => this.setStop(event.target));
  }

  /** The rows that can be seen, from top to bottom. */
  rows() {
    return [...this.node.querySelectorAll('[role=treeitem]')].filter(row => !row.closest('[hidden]'));
  }

  /** The row that Tab reaches. */
  setStop(row) {
    if (row !== this.stop) {
      this.stop?.setAttribute('tabindex', '-1');
      this.stop = row;
    }
    row?.setAttribute('tabindex', '0');
  }

  /** After rows came, went or were folded away: Tab must still reach one. wished: which, if there is a choice; now: also
   * when the old one is still there, unless the user is in the tree. */
  keepStop(wished, now = false) {
    const gone = !this.stop?.isConnected || this.stop.closest('[hidden]');
    if (gone || (now && !this.node.contains(document.activeElement))) {
      const shown = wished && !wished.closest('[hidden]') ? wished : this.rows()[0];
      this.setStop(shown ?? null);
    }
  }

  click(event) {
    const row = event.target.closest('.wbs-row');
    const view = row && views.get(row.parentElement);
    if (view && event.target.closest('.wbs-twist')) {
      view.toggle();
      this.keepStop(row.parentElement);
    } else {
      view?.activate();
    }
  }

  press(event) {
    const row = event.target.closest('[role=treeitem]');
    const view = views.get(row);
    if (!view || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const rows = this.rows();
    const at = rows.indexOf(row);
    const open = row.getAttribute('aria-expanded');
    const moves = {
      ArrowDown: () => rows[at + 1]?.focus(),
      ArrowUp: () => (at > 0 ? rows[at - 1].focus() : this.leave()),
      Home: () => rows[0].focus(),
      End: () => rows.at(-1).focus(),
      ArrowRight: () => (open === 'false' ? view.toggle(true) : open && rows[at + 1]?.focus()),
      ArrowLeft: () =>
        open === 'true' ? view.toggle(false) : row.parentElement.closest('[role=treeitem]')?.focus(),
      Enter: () => view.activate(),
      ' ': () => view.activate()
    };
    if (Object.hasOwn(moves, event.key)) {
      event.preventDefault();
      event.stopPropagation();
      moves[event.key]();
    } else if (event.key.length === 1 || event.key === 'Escape') {
      this.type(event);
    }
  }
}
