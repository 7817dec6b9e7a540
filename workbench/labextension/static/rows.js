/* The rows of the sidebar: tracks, their lessons, and the exercises and quizzes of a lesson. */

import { isShown } from './changes.js';
import { Bar, count, doneOf, make, mark, passedOf, reconcile, say } from './dom.js';
import { Sign } from './shapes.js';
import { Branch, Leaf } from './tree.js';

const STATES = {
  done: 'done',
  started: 'in progress',
  next: 'next',
  ready: 'ready',
  waiting: 'builds on others'
};

/** An exercise or quiz. */
class ItemRow extends Leaf {
  constructor(item, go) {
    super('item', { 'data-item': item.name });
    this.go = go;
    this.sign = new Sign('ready');
    this.title = make('span', { class: 'wbs-name' });
    this.what = make('span', { class: 'wbs-what' });
    this.says = make('span', { class: 'wbs-says' });
    this.row.append(this.sign.node, this.title, this.says, this.what);
  }

  activate() {
    this.go(this.item);
  }

  update(item) {
    const passedNow = this.item && !this.item.passed && item.passed;
    this.item = item;
    const state = item.recorded ? 'recorded' : item.passed ? 'done' : item.attempts ? 'started' : 'ready';
    const words = { recorded: 'ready to hand in', done: 'passed', started: 'tried', ready: 'open' };
    this.sign.show(state);
    this.node.dataset.state = state;
    say(this.title, item.name);
    say(this.says, item.title);
    say(this.what, item.kind === 'quiz' ? 'quiz' : '');
    mark(this.row, 'title', `${item.title} (${words[state]})`);
    this.name(item.name, item.kind, words[state], item.attempts && count(item.attempts, 'attempt'), item.title);
    this.text = `${item.name} ${item.kind} ${item.title}`.toLocaleLowerCase();
    if (passedNow && !this.node.closest('[hidden]')) {
      this.node.classList.add('wbs-fresh');
    }
  }
}

/** What a lesson lacks: to install it, and while that goes on to stop it. */
class InstallRow extends Leaf {
  constructor(toggle) {
    super('item', { 'data-item': 'install' });
    this.row.classList.add('wbs-install');
    this.toggleJob = toggle;
    this.title = make('span', { class: 'wbs-name' });
    this.says = make('span', { class: 'wbs-says' });
    this.row.append(this.title, this.says);
    this.text = '';
  }

  activate() {
    this.toggleJob();
  }

  update({ state }) {
    const percent = state.fraction === null ? '' : ` (${Math.round(100 * state.fraction)} %)`;
    say(this.title, state.label + percent);
    say(this.says, state.text);
    mark(this.row, 'title', state.text);
    this.name(`${state.label} ${state.label === 'Stop' ? 'the installation' : state.names}`, state.text);
  }
}

export class LessonRow extends Branch {
  /** actions: ``open(id)`` and ``goTo(id, item)``. */
  constructor(lesson, actions) {
    super('lesson', { 'data-lesson': lesson.id }, { folded: true });
    this.id = lesson.id;
    this.actions = actions;
    this.sign = new Sign('ready');
    this.title = make('span', { class: 'wbs-title' });
    this.note = make('span', { class: 'wbs-note' });
    this.bar = new Bar({ 'aria-hidden': 'true' });
    this.bar.node.removeAttribute('role');
    this.numbers = make('span', { class: 'wbs-numbers' });
    this.minutes = make('span', { class: 'wbs-minutes' });
    const more = make('span', { class: 'wbs-more' }, this.bar.node, this.numbers, this.minutes);
    this.row.append(this.sign.node, make('span', { class: 'wbs-text' }, this.title, more, this.note));
  }

  activate() {
    this.actions.open(this.id);
  }

  update(lesson, track, titles, next) {
    const missing = lesson.state === 'waiting' ? lesson.missing.map(id => titles.get(id) ?? id).join(', ') : '';
    const lacks = this.actions.installer?.state(lesson.id) ?? null;
    if (isShown(this, lesson, track.title, missing, lesson.id === next, lacks && JSON.stringify(lacks))) {
      return;
    }
    const passed = passedOf(lesson.items);
    const total = lesson.items.length;
    const state = lesson.id === next && lesson.state !== 'started' ? 'next' : lesson.state;
    this.node.dataset.state = state;
    this.sign.show(state);
    say(this.title, lesson.title);
    say(this.numbers, total ? `${passed} of ${total}` : '');
    say(this.minutes, `${lesson.minutes} min`);
    say(this.note, lesson.problem ?? lacks?.text ?? (missing && `Better after: ${missing}`));
    this.bar.update(passed, total);
    mark(this.row, 'title', [lesson.title, lesson.summary, STATES[state]].filter(Boolean).join('\n'));
    this.name(
      lesson.title,
      STATES[state],
      total && `${passed} of ${total} passed`,
      count(lesson.minutes, 'minute'),
      missing && `better after: ${missing}`,
      lacks?.text,
      lesson.problem
    );
    this.text = [lesson.id, track.title, lesson.title, lesson.summary].join(' ').toLocaleLowerCase();
    const entries = [...(lacks?.label ? [{ kind: 'install', name: '', state: lacks }] : []), ...lesson.items];
    reconcile(
      this.group,
      this.children,
      entries,
      item => `${item.kind} ${item.name}`,
      item =>
        item.kind === 'install'
          ? new InstallRow(() => this.actions.installer.toggle(this.id))
          : new ItemRow(item, chosen => this.actions.goTo(this.id, chosen))
    );
    entries.forEach(item => this.children.get(`${item.kind} ${item.name}`).update(item));
    this.show();
  }

  setCurrent(current) {
    mark(this.node, 'aria-current', current ? 'page' : null);
    this.reveal(current);
  }

  /** Show what has all the words, in the lesson's own text, the names of what it teaches or an exercise's text; whether
   * anything has. */
  filter(words, glossary) {
    const names = glossary.namesOf(this.id);
    const missing = words.filter(word => !this.text.includes(word) && !names.includes(word));
    let found = 0;
    for (const row of this.children.values()) {
      const hit = missing.every(word => row.text.includes(word));
      row.node.hidden = !hit;
      found += Number(hit);
    }
    const hit = missing.length === 0 || found > 0;
    this.node.hidden = !hit;
    this.look(words.length ? missing.length > 0 : null);
    return hit;
  }
}

export class TrackRow extends Branch {
  /** folded: called when the user has folded or unfolded it. */
  constructor(track, { folded, remember }) {
    super('track', { 'data-track': track.id }, { folded });
    this.id = track.id;
    this.remember = remember;
    this.title = make('span', { class: 'wbs-title' });
    this.numbers = make('span', { class: 'wbs-numbers' });
    this.row.append(this.title, this.numbers);
  }

  activate() {
    this.toggle();
  }

  toggle(open) {
    super.toggle(open);
    if (this.found === null) {
      this.remember(this.id, this.folded);
    }
  }

  update(track, actions, titles, next) {
    const done = doneOf(track.lessons);
    say(this.title, track.title);
    say(this.numbers, `${done} of ${track.lessons.length}`);
    this.name(track.title, `${done} of ${count(track.lessons.length, 'lesson')} done`);
    reconcile(
      this.group,
      this.children,
      track.lessons,
      lesson => lesson.id,
      lesson => new LessonRow(lesson, actions)
    );
    track.lessons.forEach(lesson => this.children.get(lesson.id).update(lesson, track, titles, next));
    this.show();
  }

  filter(words, glossary) {
    const found = [...this.children.values()].filter(lesson => lesson.filter(words, glossary)).length;
    this.node.hidden = words.length > 0 && found === 0;
    this.look(words.length ? found > 0 : null);
    return found;
  }
}
