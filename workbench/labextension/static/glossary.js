/* What a reader looks up: terms and systems, found by the search of the home page, or read as a whole below it. */

import { count, make, mark, say } from './dom.js';

/** As many finds are shown at first: the lessons below them are to be seen too. */
const MOST = 6;
const JUMP_PIXELS = 8;

/** A text as a reader compares it: without capitals and accents. */
export function folded(text) {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** The terms and systems, asked for when somebody first wants one, and shared by all views. */
export class Glossary {
  /** ask: a promise of the server's answer. */
  constructor(ask) {
    this.ask = ask;
    this.value = null;
    this.asking = null;
    this.entries = [];
    this.texts = new Map();
  }

  /** Asked once; when that has failed, again the next time. */
  load() {
    this.asking ??= this.ask().then(
      answer => this.take(answer),
      error => {
        this.asking = null;
        throw error;
      }
    );
    return this.asking;
  }

  take(answer) {
    const entry = (kind, each, more) => ({ kind, ...each, key: folded(each.name), text: folded(`${each.name} ${more}`) });
    this.entries = [
      ...answer.systems.map(each => entry('system', each, each.note)),
      ...answer.terms.map(each => entry('term', each, each.sentence))
    ];
    for (const { name, places } of this.entries) {
      for (const { id } of places) {
        this.texts.set(id, `${this.texts.get(id) ?? ''} ${name.toLocaleLowerCase()} ${folded(name)}`);
      }
    }
    this.value = answer;
  }

  /** The names of what a lesson teaches, as the search for lessons compares them; empty until they are known. */
  namesOf(lesson) {
    return this.texts.get(lesson) ?? '';
  }

  /** What has all the words, in its name or in what is said of it: first what is called just so, then what begins so. */
  find(words) {
    const whole = words.join(' ');
    const rank = ({ key }) =>
      key === whole ? 0 : key.startsWith(whole) ? 1 : words.every(word => key.includes(word)) ? 2 : 3;
    return this.entries
      .filter(entry => words.every(word => entry.text.includes(word)))
      .map(entry => ({ entry, rank: rank(entry) }))
      .sort((a, b) => a.rank - b.rank)
      .map(({ entry }) => entry);
  }
}

/** The lessons of an entry: buttons for those there are, ids of those to come. */
function places(entry, open) {
  const there = entry.places.filter(place => place.title !== null);
  const coming = entry.places.filter(place => place.title === null).map(place => place.id);
  const parts = [];
  for (const { id, title } of there) {
    const button = make('button', { type: 'button', class: 'wb-place', 'aria-label': `${title}: ${entry.name}` }, title);
    button.addEventListener('click', () => open(id));
    parts.push(parts.length ? ', ' : '', button);
  }
  if (coming.length) {
    parts.push(`${parts.length ? '; ' : ''}to come: ${coming.join(', ')}`);
  }
  return parts;
}

/** What is said of an entry behind its name. */
function said(entry, open) {
  if (entry.kind === 'term') {
    return [`: ${entry.sentence} — `, ...places(entry, open)];
  }
  const there = entry.places.some(place => place.title !== null);
  const verb = entry.mode === 'real' ? 'taught in ' : 'compared in ';
  const note = entry.note ? ` (${entry.note})` : '';
  return [': ', there ? verb : entry.mode === 'real' ? '' : 'compared, ', ...places(entry, open), note];
}

function line(entry, open) {
  const name = make('strong', { class: 'wb-term' }, entry.name);
  return make('li', { 'data-kind': entry.kind }, name, ...said(entry, open));
}

/** What the search finds besides lessons. */
export class Finds {
  /** open: what to do with a lesson's id; loaded: called when terms and systems have come. */
  constructor(glossary, open, loaded) {
    Object.assign(this, { glossary, open, loaded });
    this.list = make('ul', { class: 'wb-lines' });
    this.found = [];
    this.more = make('button', { type: 'button', class: 'wb-more', hidden: '' });
    this.more.addEventListener('click', () => this.showRest());
    this.problem = make('p', { class: 'wb-problem', role: 'alert' });
    this.node = make(
      'section',
      { class: 'wb-finds', 'aria-labelledby': 'wb-finds-heading', hidden: '' },
      make('h2', { id: 'wb-finds-heading' }, 'Terms and systems'),
      this.list,
      this.more
    );
  }

  /** The search is about to be used. */
  async ready() {
    if (this.glossary.value) {
      return;
    }
    try {
      await this.glossary.load();
      say(this.problem, '');
      this.loaded();
    } catch (error) {
      say(this.problem, `Terms and systems cannot be searched. ${error.message}`);
    }
  }

  /** Show what has all the words of a text. Returns how many terms and systems that are, to be read out. */
  show(text) {
    const words = folded(text).split(/\s+/).filter(Boolean);
    const key = JSON.stringify([words, Boolean(this.glossary.value)]);
    // What is shown already stays as it is, with all that was unfolded: the roadmap is renewed now and then.
    if (key !== this.key) {
      this.key = key;
      this.found = words.length ? this.glossary.find(words) : [];
      this.list.replaceChildren(...this.found.slice(0, MOST).map(entry => line(entry, this.open)));
      say(this.more, `Show all ${this.found.length}`);
      this.more.hidden = this.found.length <= MOST;
    }
    this.node.hidden = this.found.length === 0;
    const number = kind => this.found.filter(entry => entry.kind === kind).length;
    const [terms, systems] = [number('term'), number('system')];
    return [terms && count(terms, 'term'), systems && count(systems, 'system')].filter(Boolean);
  }

  showRest() {
    const rest = this.found.slice(MOST).map(entry => line(entry, this.open));
    this.list.append(...rest);
    mark(rest[0], 'tabindex', '-1');
    rest[0].focus();
    this.more.hidden = true;
  }
}

/** Everything, under headings, unfolded when somebody wants to read it. */
class Part {
  /** groups: from the glossary to a list of (heading, entries). */
  constructor(title, glossary, open, groups) {
    Object.assign(this, { title, glossary, open, groups });
    this.built = false;
    this.body = make('div', { class: 'wb-reading' });
    this.problem = make('p', { class: 'wb-problem', role: 'alert' });
    this.node = make('details', {}, make('summary', {}, title), this.problem, this.body);
    this.node.addEventListener('toggle', () => this.node.open && this.unfold());
  }

  async unfold() {
    try {
      await this.glossary.load();
      say(this.problem, '');
    } catch (error) {
      say(this.problem, error.message);
      return;
    }
    if (!this.built) {
      this.built = true;
      this.build(this.groups(this.glossary.entries));
    }
  }

  build(groups) {
    const headings = groups.map(([heading]) => make('h3', { tabindex: '-1' }, heading));
    const jumps = headings.map(heading => {
      const button = make('button', { type: 'button', class: 'wb-jump' }, heading.textContent);
      button.addEventListener('click', () => {
        // Only in its box: scrollIntoView would move the page as well.
        this.body.scrollTop += heading.getBoundingClientRect().top - this.body.getBoundingClientRect().top - JUMP_PIXELS;
        heading.focus({ preventScroll: true });
      });
      return make('li', {}, button);
    });
    const lists = groups.map(([, entries], index) =>
      make(
        'section',
        { class: 'wb-group' },
        headings[index],
        make('ul', { class: 'wb-lines' }, ...entries.map(entry => line(entry, this.open)))
      )
    );
    const empty = groups.length ? [] : [make('p', {}, 'There is nothing here yet.')];
    this.body.append(make('ul', { class: 'wb-jumps', 'aria-label': `${this.title}: jump to` }, ...jumps), ...lists, ...empty);
  }
}

function grouped(entries, kind, key) {
  const groups = new Map();
  for (const entry of entries.filter(each => each.kind === kind)) {
    groups.set(entry[key], groups.get(entry[key]) ?? []);
    groups.get(entry[key]).push(entry);
  }
  return [...groups];
}

/** Both parts to read as a whole. */
export function reading(glossary, open) {
  const terms = new Part('Glossary', glossary, open, entries => grouped(entries, 'term', 'letter'));
  const systems = new Part('Systems: where is it taught?', glossary, open, entries => grouped(entries, 'system', 'track'));
  return make('div', { class: 'wb-glossary' }, terms.node, systems.node);
}
