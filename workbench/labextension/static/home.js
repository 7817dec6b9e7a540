/* The home page as plain DOM: built once, then updated in place, so that focus and open details stay where they are. */

import { isShown } from './changes.js';
import { Bar, count, doneOf, make, mark, passedOf, say } from './dom.js';
import { Finds, reading } from './glossary.js';

const STATES = { done: 'Done', started: 'In progress', ready: 'Not started', waiting: 'Later' };
/** How to work here, for who has not begun. */
const STEPS = [
  'Open a lesson. It is your own copy: change and run whatever you like.',
  'Read, and run one cell after another with Shift+Enter.',
  'In an exercise, put your code in place of the three dots and run the cell: it is checked at once.',
  'Stuck? Take a hint or, once you have tried, the solution. What comes below runs in any case.'
];
/** Milliseconds after the last key before the text of the lessons is searched. */
const PAUSE = 250;

function amounts(lesson) {
  const exercises = lesson.items.filter(item => item.kind === 'exercise');
  const questions = lesson.items.filter(item => item.kind === 'quiz');
  return [
    exercises.length && count(exercises.length, 'exercise'),
    questions.length && count(questions.length, 'quiz', 'quizzes')
  ].filter(Boolean).join(', ');
}

class Card {
  /** actions: ``open(id)``, ``known(id)`` and ``forget(id)``; need: what the lesson lacks. */
  constructor(lesson, actions, need) {
    const id = `wb-title-${lesson.id.replace('/', '-')}`;
    this.title = make('button', { type: 'button', class: 'wb-open', id });
    this.state = make('span', { class: 'wb-state' });
    this.summary = make('p', { class: 'wb-summary' });
    this.needs = make('p', { class: 'wb-needs' });
    this.problem = make('p', { class: 'wb-problem' });
    this.bar = new Bar();
    this.numbers = make('p', { class: 'wb-numbers' });
    this.list = make('ul', { class: 'wb-items' });
    this.rows = new Map();
    this.objectives = make('ul', { class: 'wb-objectives' });
    this.after = make('details', {}, make('summary', {}, 'Afterwards you can…'), this.objectives);
    this.details = make('details', {}, make('summary', {}, 'Exercises and quizzes'), this.list);
    this.know = make('button', { type: 'button', class: 'wb-know', 'aria-describedby': id });
    this.node = make(
      'li',
      { class: 'wb-card', 'data-lesson': lesson.id },
      make('div', { class: 'wb-head' }, make('h3', {}, this.title), this.state),
      this.summary,
      this.needs,
      need,
      this.problem,
      this.bar.node,
      this.numbers,
      this.after,
      this.details,
      this.know
    );
    this.title.addEventListener('click', () => actions.open(lesson.id));
    this.know.addEventListener('click', () => (this.known ? actions.forget(lesson.id) : actions.known(lesson.id)));
  }

  update(lesson, titles, next) {
    const missing = lesson.missing.map(id => titles.get(id) ?? id).join(', ');
    const requires = lesson.requires.map(id => titles.get(id) ?? id).join(', ');
    if (isShown(this, lesson, missing, requires, lesson.id === next)) {
      return;
    }
    this.known = lesson.known;
    const passed = passedOf(lesson.items);
    const total = lesson.items.length;
    this.text = [lesson.id, lesson.title, lesson.summary, ...lesson.objectives, ...lesson.items.map(item => `${item.name} ${item.title}`)]
      .join(' ')
      .toLocaleLowerCase();
    say(this.title, lesson.title);
    const state = lesson.known && passed < total ? 'Known' : STATES[lesson.state];
    say(this.state, lesson.id === next && lesson.state !== 'started' ? 'Next' : state);
    this.node.dataset.state = lesson.id === next ? 'next' : lesson.state;
    say(this.summary, lesson.summary);
    const before = lesson.state === 'done' ? '' : missing ? `Better after: ${missing}` : requires && `Builds on: ${requires}`;
    say(this.needs, before);
    say(this.problem, lesson.problem ?? '');
    mark(this.bar.node, 'aria-label', `${lesson.title}: passed`);
    this.bar.update(passed, total);
    const spent = lesson.minutes_spent >= 1 ? `, ${Math.round(lesson.minutes_spent)} spent` : '';
    const kind = lesson.hardware === 'cpu' ? '' : ` · ${lesson.hardware}`;
    say(
      this.numbers,
      `${passed} of ${total} passed · ${amounts(lesson)} · ${count(lesson.minutes, 'minute')}${spent}${kind}`
    );
    this.details.hidden = total === 0;
    this.after.hidden = lesson.objectives.length === 0;
    if (this.objectives.childElementCount !== lesson.objectives.length) {
      this.objectives.replaceChildren(...lesson.objectives.map(() => make('li')));
    }
    lesson.objectives.forEach((text, index) => say(this.objectives.children[index], text));
    this.know.hidden = total === 0 || (lesson.state === 'done' && !lesson.known) || passed === total;
    say(this.know, lesson.known ? 'Let it count as not known' : 'I know this already…');
    for (const item of lesson.items) {
      this.updateRow(item);
    }
    for (const name of [...this.rows.keys()]) {
      if (!lesson.items.some(item => item.name === name)) {
        this.rows.get(name).remove();
        this.rows.delete(name);
      }
    }
  }

  updateRow(item) {
    if (!this.rows.has(item.name)) {
      const row = make('li', {}, make('span', { class: 'wb-mark' }), make('span', { class: 'wb-item' }));
      this.rows.set(item.name, row);
      this.list.append(row);
    }
    const row = this.rows.get(item.name);
    const tried = item.attempts ? `, ${count(item.attempts, 'attempt')}` : '';
    row.dataset.passed = String(item.passed);
    say(row.firstChild, item.recorded ? '● ready' : item.passed ? '✓ passed' : item.attempts ? '◐ tried' : '○ open');
    say(row.lastChild, `${item.name} (${item.kind}${tried}): ${item.title}`);
  }
}

/** Passages of the lessons' text that have all the words. */
class Passages {
  /** ask: from a text to a promise of the server's answer; open: what to do with a lesson's id. */
  constructor(ask, open) {
    Object.assign(this, { ask, open });
    this.list = make('ul', { class: 'wb-lines' });
    this.heading = make('h2', { id: 'wb-passages-heading' }, 'In the text of lessons');
    this.node = make('section', { class: 'wb-passages', 'aria-labelledby': this.heading.id, hidden: '' }, this.heading, this.list);
    this.asked = '';
  }

  /** found: called with how many there are, once the server has answered about this text and no other was typed. */
  show(text, found) {
    if (text === this.asked) {
      return;
    }
    this.asked = text;
    clearTimeout(this.timer);
    if (text.length < 2) {
      this.fill([]);
      return;
    }
    this.timer = setTimeout(async () => {
      const passages = await this.ask(text).then(answer => answer.passages, () => []);
      if (text === this.asked) {
        this.fill(passages);
        found(passages.length);
      }
    }, PAUSE);
  }

  fill(passages) {
    this.list.replaceChildren(...passages.map(passage => this.line(passage)));
    this.node.hidden = passages.length === 0;
  }

  line({ lesson, title, heading, excerpt }) {
    const button = make('button', { type: 'button', class: 'wb-place' }, title);
    button.addEventListener('click', () => this.open(lesson));
    return make('li', {}, button, heading ? `, ${heading}: ` : ': ', make('span', { class: 'wb-excerpt' }, excerpt));
  }
}

export class HomeView {
  /** actions: ``open(id)``, ``review()``, ``proceed(id)``, ``known(id)``, ``forget(id)`` and ``search(text)``, promises
   * that fail with a message to show. live: the region that speaks; installer: what lessons lack; glossary: the terms
   * and systems. */
  constructor(actions, live, { installer, glossary }) {
    this.installer = installer;
    this.actions = actions;
    this.live = live;
    this.glossary = glossary;
    this.passages = new Passages(text => actions.search(text), id => this.open(id));
    this.finds = new Finds(glossary, id => this.open(id), () => this.filter(this.search.value !== ''));
    this.cards = new Map();
    this.tracks = new Map();
    this.shape = '';
    this.next = null;
    this.total = make('p', { class: 'wb-total' });
    this.continue = make('button', { type: 'button', class: 'wb-continue', hidden: '' });
    this.review = make('button', { type: 'button', class: 'wb-review', hidden: '' });
    this.search = make('input', {
      type: 'search',
      id: 'wb-search',
      placeholder: 'lesson, term or words',
      autocomplete: 'off',
      spellcheck: 'false'
    });
    this.problem = make('p', { class: 'wb-problem', role: 'alert' });
    this.nothing = make('p', { class: 'wb-nothing', hidden: '' }, 'No lesson matches. Try another word.');
    this.roadmap = make('div', { class: 'wb-roadmap' });
    this.steps = make(
      'details',
      { class: 'wb-steps', open: '' },
      make('summary', {}, 'How to work here'),
      make('ol', {}, ...STEPS.map(step => make('li', {}, step)))
    );
    this.node = make(
      'div',
      { class: 'wb-home', role: 'region', 'aria-labelledby': 'wb-heading' },
      make(
        'div',
        { class: 'wb-top' },
        make('div', {}, make('h1', { id: 'wb-heading' }, 'Workbench'), this.total),
        this.continue,
        this.review,
        make('div', { class: 'wb-find' }, make('label', { for: 'wb-search' }, 'Search lessons'), this.search)
      ),
      this.problem,
      this.finds.problem,
      this.finds.node,
      this.passages.node,
      this.nothing,
      this.steps,
      reading(glossary, id => this.open(id)),
      this.roadmap
    );
    this.continue.addEventListener('click', () => this.next && this.attempt(() => this.actions.proceed(this.next)));
    this.review.addEventListener('click', () => this.attempt(this.actions.review));
    this.search.addEventListener('focus', () => this.finds.ready());
    this.search.addEventListener('input', () => this.filter(true));
  }

  update(roadmap) {
    const lessons = roadmap.tracks.flatMap(track => track.lessons);
    const titles = new Map(lessons.map(lesson => [lesson.id, lesson.title]));
    const shape = JSON.stringify(roadmap.tracks.map(track => [track.id, track.lessons.map(lesson => lesson.id)]));
    if (shape !== this.shape) {
      this.build(roadmap.tracks);
      this.shape = shape;
    }
    for (const lesson of lessons) {
      this.cards.get(lesson.id).update(lesson, titles, roadmap.next);
    }
    for (const track of roadmap.tracks) {
      const done = doneOf(track.lessons);
      say(this.tracks.get(track.id).number, `${done} of ${count(track.lessons.length, 'lesson')} done`);
      say(this.tracks.get(track.id).title, track.title);
    }
    const done = doneOf(lessons);
    const items = lessons.flatMap(lesson => lesson.items);
    say(
      this.total,
      `${done} of ${count(lessons.length, 'lesson')} done · ${passedOf(items)} of ${items.length} exercises and quizzes passed`
    );
    this.next = roadmap.next;
    this.continue.hidden = !roadmap.next;
    const begun = items.some(item => item.attempts);
    // Only the first time: whoever folds or unfolds it later keeps it so.
    if (begun && !this.begun) {
      this.steps.open = false;
    }
    this.begun ||= begun;
    say(this.continue, roadmap.next ? `${begun ? 'Continue' : 'Start'}: ${titles.get(roadmap.next)}` : '');
    this.review.hidden = !roadmap.due;
    say(this.review, `Review: ${roadmap.due} due`);
    say(this.problem, roadmap.warning ?? '');
    this.filter(false);
  }

  build(tracks) {
    this.cards.clear();
    this.tracks.clear();
    this.roadmap.replaceChildren();
    for (const track of tracks) {
      const title = make('h2', { id: `wb-track-${track.id}` });
      const number = make('span', { class: 'wb-number' });
      const cards = make('ul', { class: 'wb-cards' });
      for (const lesson of track.lessons) {
        const card = new Card(lesson, this.cardActions(), this.installer.slot(lesson.id));
        this.cards.set(lesson.id, card);
        cards.append(card.node);
      }
      const section = make(
        'section',
        { class: 'wb-track', 'aria-labelledby': title.id },
        make('div', { class: 'wb-track-head' }, title, number),
        cards
      );
      this.tracks.set(track.id, { section, title, number });
      this.roadmap.append(section);
    }
  }

  cardActions() {
    return {
      open: id => this.open(id),
      known: id => this.attempt(() => this.actions.known(id)),
      forget: id => this.attempt(() => this.actions.forget(id))
    };
  }

  filter(byHand) {
    const words = this.search.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const [id, card] of this.cards) {
      const names = this.glossary.namesOf(id);
      const hit = words.every(word => card.text.includes(word) || names.includes(word));
      card.node.hidden = !hit;
      shown += Number(hit);
    }
    for (const { section } of this.tracks.values()) {
      section.hidden = !section.querySelector('.wb-card:not([hidden])');
    }
    const besides = this.finds.show(this.search.value);
    const settle = passages => {
      this.nothing.hidden = shown > 0 || besides.length > 0 || passages > 0 || this.cards.size === 0;
      if (passages) {
        this.live.say(`${[count(shown, 'lesson'), ...besides, count(passages, 'passage')].join(', ')} found.`);
      }
    };
    settle(0);
    this.passages.show(this.search.value.trim(), settle);
    if (byHand) {
      this.live.say(words.length ? `${[count(shown, 'lesson'), ...besides].join(', ')} found.` : '');
    }
  }

  fail(message) {
    say(this.problem, message);
  }

  open(id) {
    return this.attempt(() => this.actions.open(id));
  }

  async attempt(action) {
    if (this.node.getAttribute('aria-busy') === 'true') {
      return;
    }
    this.node.setAttribute('aria-busy', 'true');
    try {
      await action();
      say(this.problem, '');
    } catch (error) {
      this.fail(error.message);
    } finally {
      this.node.removeAttribute('aria-busy');
    }
  }
}
