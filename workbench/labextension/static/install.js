/* What lessons lack, and having it installed: one state, which the home page, the sidebar and the cards in notebooks show.
 *
 * One button each: it installs, and while that goes on it stops. */

import { Bar, make, mark, say } from './dom.js';

const EVERY = 600; // milliseconds between two looks at an installation

export class Installer {
  /** request: of the server, see ``Lessons``; done: called when something was installed; live: the region that speaks. */
  constructor(request, done, live) {
    Object.assign(this, { request, done, live });
    this.needs = {};
    this.job = null;
    this.said = new Map(); // lesson → how the last installation for it ended
    this.slots = new Map();
    this.callbacks = new Set();
    this.watching = false;
    this.busy = false;
    document.addEventListener('click', event => {
      const button = event.target.closest?.('.wbf-install');
      button && this.toggle(button.dataset.lesson);
    });
  }

  /** Call back after every change. */
  onChange(callback) {
    this.callbacks.add(callback);
  }

  /** Ask what is missing. A server that cannot tell leaves everything as it was. */
  async refresh() {
    try {
      const { lessons, job } = await this.request('install');
      this.needs = lessons;
      this.follow(job);
    } catch {
      // the roadmap says that the server does not answer
    }
    this.tell();
  }

  /** What to show for a lesson; null when it lacks nothing and nothing has to be said. label: of the button, empty for
   * none. */
  state(id) {
    const need = this.needs[id];
    const said = this.said.get(id);
    if (!need) {
      return said ? { names: '', text: said.text, label: '', fraction: null, tone: said.tone } : null;
    }
    const names = [...need.extras, ...need.isolated];
    const wanted = names.join(', ');
    const size = need.size ? `, ${need.size}` : '';
    if (this.job && !this.job.ended) {
      const coming = [...this.job.extras, ...this.job.isolated];
      const mine = names.every(name => coming.includes(name));
      const text = mine ? wordsOf(this.job) : `Needs ${wanted}${size}. Another installation is going on.`;
      return { names: wanted, text, label: mine ? 'Stop' : '', fraction: mine ? this.job.fraction : null, tone: '' };
    }
    const text = said?.text ?? `Needs ${wanted}, not installed yet.`;
    return { names: wanted, text, label: `Install${size}`, fraction: null, tone: said?.tone ?? '' };
  }

  /** What the button does. */
  async toggle(id) {
    if (this.busy || !this.needs[id]) {
      return;
    }
    this.busy = true;
    try {
      if (this.job && !this.job.ended) {
        this.follow((await this.request('install/job', null, { method: 'DELETE' })).job);
      } else {
        this.said.delete(id);
        const { extras, isolated } = this.needs[id];
        this.live.say(`Installing ${[...extras, ...isolated].join(', ')}.`);
        this.follow((await this.request('install', { names: [...extras, ...isolated] })).job);
      }
    } catch (error) {
      this.said.set(id, { text: error.message, tone: 'bad' });
      this.live.say(error.message);
    } finally {
      this.busy = false;
      this.tell();
    }
  }

  follow(job) {
    const before = this.job;
    this.job = job ?? this.job;
    if (this.job && !this.job.ended) {
      this.watch();
    } else if (before && !before.ended && this.job?.id === before.id) {
      this.end(this.job);
    }
  }

  async watch() {
    if (this.watching) {
      return;
    }
    this.watching = true;
    while (this.job && !this.job.ended) {
      await new Promise(resume => setTimeout(resume, EVERY));
      try {
        this.follow((await this.request('install/job')).job);
      } catch {
        // asked again: the installation does not depend on this page
      }
      this.tell();
    }
    this.watching = false;
  }

  /** An installation that this page has seen has ended. */
  async end(job) {
    const names = [...job.extras, ...job.isolated];
    const touched = Object.keys(this.needs).filter(id => {
      const need = this.needs[id];
      return [...need.extras, ...need.isolated].some(name => names.includes(name));
    });
    const text = job.phase === 'done' ? `${job.message} Restart a kernel that is running.` : job.message;
    touched.forEach(id => this.said.set(id, { text, tone: job.phase === 'failed' ? 'bad' : '' }));
    this.live.say(text);
    await this.refresh();
    if (job.phase === 'done') {
      this.done(text);
    }
  }

  tell() {
    for (const [id, slots] of this.slots) {
      const kept = slots.filter(slot => slot.alive);
      kept.forEach(slot => slot.update(this.state(id)));
    }
    document.querySelectorAll('.wbf-install').forEach(button => this.updateCard(button));
    this.callbacks.forEach(callback => callback());
  }

  /** The button of a card, which was made when its cell ran: what was missing then may be here by now. */
  updateCard(button) {
    const state = this.state(button.dataset.lesson);
    const percent = state?.fraction === null || !state ? '' : ` (${Math.round(100 * state.fraction)} %)`;
    say(button, state ? (state.label || state.text) + percent : 'Installed: restart the kernel');
    mark(button, 'title', state?.text ?? null);
    button.disabled = !state?.label;
  }

  /** A node that shows what a lesson lacks, kept up to date. */
  slot(id) {
    const slot = new Slot(() => this.toggle(id));
    this.slots.set(id, [...(this.slots.get(id) ?? []).filter(each => each.alive), slot]);
    slot.update(this.state(id));
    return slot.node;
  }
}

class Slot {
  constructor(toggle) {
    this.text = make('p', { class: 'wb-need-text' });
    this.bar = new Bar({ 'aria-label': 'Installation' });
    this.button = make('button', { type: 'button', class: 'wb-install' });
    this.node = make('div', { class: 'wb-need', hidden: '' }, this.text, this.bar.node, this.button);
    this.button.addEventListener('click', toggle);
    this.seen = false;
  }

  /** Not taken out of the page again. */
  get alive() {
    this.seen ||= this.node.isConnected;
    return !this.seen || this.node.isConnected;
  }

  update(state) {
    this.node.hidden = !state;
    if (!state) {
      return;
    }
    say(this.text, state.text);
    this.node.dataset.tone = state.tone;
    this.button.hidden = !state.label;
    say(this.button, state.label);
    this.bar.node.hidden = state.fraction === null;
    this.bar.update(Math.round(100 * (state.fraction ?? 0)), 100);
  }
}

function wordsOf(job) {
  const megabytes = bytes => `${Math.max(1, Math.round(bytes / 1e6))} MB`;
  if (job.phase !== 'downloading' || !job.received) {
    return job.message;
  }
  const of = job.expected ? ` of ${megabytes(job.expected)}` : '';
  return `${job.message} (${job.number} of ${job.count}; ${megabytes(job.received)}${of})`;
}
