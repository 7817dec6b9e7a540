/* The roadmap as all views share it: one question to the server for all, at once when an exercise was checked. */

import { renewed } from './changes.js';
import { make, say } from './dom.js';

/** Seconds. Kernels outside this Lab (a batch run, another browser) are seen by asking now and then. */
const SLOWEST = 15;

export class Roadmap {
  /** ask: given the revision that is known, if one is, a promise of the server's answer; live: the region that
   * speaks. */
  constructor(ask, live) {
    this.ask = ask;
    this.live = live;
    this.views = new Set();
    this.value = null;
    this.problem = null;
    this.known = null;
    this.asking = null;
    this.stale = false;
    this.timer = null;
    const look = () => this.look();
    window.addEventListener('focus', look);
    document.addEventListener('visibilitychange', look);
    this.poll(SLOWEST);
  }

  /** Ask every so many seconds while somebody can see the answer. */
  poll(seconds) {
    clearInterval(this.timer);
    // A browser's timer counts in 31 bits of milliseconds; a longer one would fire at once.
    this.timer = setInterval(() => this.look(), Math.min(1000 * seconds, 2 ** 31 - 1));
  }

  /** view: ``update(roadmap)``, ``fail(message)`` and ``isSeen()``. Returns what takes it away again. */
  add(view) {
    this.views.add(view);
    this.show(view);
    return () => this.views.delete(view);
  }

  /** Bring a view to what is known; an update takes away what it said was wrong, so that is said again. */
  show(view) {
    if (this.value) {
      view.update(this.value);
    }
    if (this.problem) {
      view.fail(this.problem);
    }
  }

  look() {
    if (!document.hidden && [...this.views].some(view => view.isSeen())) {
      this.refresh();
    }
  }

  /** Ask the server. While a question is under way one more is noted: its answer may be from before what happened. */
  refresh() {
    this.stale = true;
    this.asking ??= this.answer().finally(() => {
      this.asking = null;
    });
    return this.asking;
  }

  async answer() {
    while (this.stale) {
      this.stale = false;
      try {
        this.value = renewed(this.value, await this.ask(this.value?.revision)) ?? (await this.ask());
      } catch (error) {
        this.problem = error.message;
        this.views.forEach(view => view.fail(error.message));
        continue;
      }
      this.problem = null;
      this.views.forEach(view => view.update(this.value));
      this.announce();
    }
  }

  lesson(id) {
    return this.lessons().find(lesson => lesson.id === id);
  }

  lessons() {
    return this.value?.tracks.flatMap(track => track.lessons) ?? [];
  }

  /** Say what has passed since the last answer. */
  announce() {
    const found = this.lessons().flatMap(lesson => lesson.items.map(item => ({ lesson, item })));
    const done = found.filter(({ item }) => item.passed);
    const key = ({ lesson, item }) => `${lesson.id} ${item.name} ${item.recorded}`;
    const fresh = this.known ? done.filter(each => !this.known.has(key(each))) : [];
    this.known = new Set(done.map(key));
    const names = each => each.map(({ lesson, item }) => `${item.name} in ${lesson.title}`).join(', ');
    const passed = fresh.filter(({ item }) => !item.recorded);
    const recorded = fresh.filter(({ item }) => item.recorded);
    const said = [
      passed.length && `Passed: ${names(passed)}.`,
      recorded.length && `Ready to hand in: ${names(recorded)}.`
    ].filter(Boolean);
    if (said.length) {
      this.live.say(said.join(' '));
    }
  }
}

/** The one region that tells assistive technology what has happened, whichever view is shown. */
export class Live {
  constructor() {
    this.node = make('p', { class: 'wb-live', role: 'status', 'aria-live': 'polite' });
    document.body.append(this.node);
  }

  say(text) {
    say(this.node, text);
  }
}

/** Call back whenever a kernel shows a card of an exercise or quiz in one of the notebooks that are open.
 *
 * notebooks: JupyterLab's tracker. A card is shown after its outcome was recorded, so the server knows it by then. */
export function onCard(notebooks, callback) {
  const cards = new Set(['display_data', 'update_display_data', 'execute_result']);
  const listen = panel =>
    panel.sessionContext.iopubMessage.connect((_, message) => {
      if (cards.has(message.header.msg_type) && message.content.metadata?.workbench?.exercise) {
        callback();
      }
    });
  notebooks.forEach(listen);
  notebooks.widgetAdded.connect((_, panel) => listen(panel));
}
