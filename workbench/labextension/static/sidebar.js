/* The roadmap at the side of the notebook, as plain DOM: built once, then updated in place. */

import { Bar, count, doneOf, make, mark, passedOf, reconcile, say } from './dom.js';
import { TrackRow } from './rows.js';
import { Tree } from './tree.js';

export class SideView {
  /** actions: ``open(id)``, ``goTo(id, item)`` and ``review()`` give promises that fail with a message to show,
   * ``home()`` shows the home page, ``remember(ids)`` keeps which tracks are folded, ``installer`` knows what lessons
   * lack. live: the region that speaks; glossary: by which lessons are found too. */
  constructor(actions, live, glossary) {
    this.actions = {
      open: id => this.attempt(id, () => actions.open(id)),
      goTo: (id, item) => this.attempt(id, () => actions.goTo(id, item)),
      installer: actions.installer
    };
    this.remember = actions.remember;
    this.live = live;
    this.glossary = glossary;
    this.tracks = new Map();
    this.folded = new Set();
    this.current = null;
    this.next = null;
    this.busy = false;
    this.total = new Bar({ 'aria-label': 'All lessons: passed' });
    this.lessonsDone = make('span');
    this.itemsPassed = make('span');
    this.continue = make('button', { type: 'button', class: 'wbs-continue', hidden: '' });
    this.review = make('button', { type: 'button', class: 'wbs-review', hidden: '' });
    this.home = make('button', { type: 'button', class: 'wbs-home' }, 'Home page');
    this.search = make('input', {
      type: 'search',
      class: 'wbs-search',
      'aria-label': 'Find a lesson or exercise',
      placeholder: 'Find a lesson or exercise',
      autocomplete: 'off',
      spellcheck: 'false'
    });
    this.problem = make('p', { class: 'wb-problem', role: 'alert' });
    this.failure = make('p', { class: 'wb-problem', role: 'alert' });
    this.nothing = make('p', { class: 'wbs-nothing', hidden: '' }, 'Nothing matches. Try another word.');
    this.tree = new Tree('Lessons', { type: event => this.type(event), leave: () => this.search.focus() });
    this.node = make(
      'section',
      { class: 'wbs-panel', 'aria-labelledby': 'wbs-heading' },
      make(
        'div',
        { class: 'wbs-top' },
        make('div', { class: 'wbs-head' }, make('h2', { id: 'wbs-heading' }, 'Workbench'), this.home),
        make('p', { class: 'wbs-total' }, this.lessonsDone, this.itemsPassed),
        this.total.node,
        this.continue,
        this.review,
        this.search,
        this.problem,
        this.failure
      ),
      make('div', { class: 'wbs-scroll' }, this.nothing, this.tree.node)
    );
    this.home.hidden = !actions.home;
    this.home.addEventListener('click', () => actions.home());
    this.continue.addEventListener('click', () => this.next && this.actions.open(this.next));
    this.review.addEventListener('click', () => this.attempt(null, () => actions.review()));
    this.search.addEventListener('focus', () => this.learnNames());
    this.search.addEventListener('input', () => this.filter(true));
    this.search.addEventListener('keydown', event => this.pressInSearch(event));
    // The colour of a row that has just passed fades; the class must not start it again when the row is unfolded.
    this.node.addEventListener('animationend', event => event.target.closest('.wbs-fresh')?.classList.remove('wbs-fresh'));
  }

  /** The lessons' rows by id. */
  lessons() {
    return new Map([...this.tracks.values()].flatMap(track => [...track.children]));
  }

  update(roadmap) {
    const lessons = roadmap.tracks.flatMap(track => track.lessons);
    const titles = new Map(lessons.map(lesson => [lesson.id, lesson.title]));
    const items = lessons.flatMap(lesson => lesson.items);
    reconcile(
      this.tree.node,
      this.tracks,
      roadmap.tracks,
      track => track.id,
      track => this.makeTrack(track)
    );
    for (const track of roadmap.tracks) {
      this.tracks.get(track.id).update(track, this.actions, titles, roadmap.next);
    }
    say(this.lessonsDone, `${doneOf(lessons)} of ${count(lessons.length, 'lesson')}`);
    say(this.itemsPassed, `${passedOf(items)} of ${items.length} passed`);
    this.total.update(passedOf(items), items.length);
    this.next = roadmap.next;
    this.continue.hidden = !roadmap.next;
    const begun = items.some(item => item.attempts);
    mark(this.continue, 'title', titles.get(roadmap.next) ?? '');
    say(this.continue, roadmap.next ? `${begun ? 'Continue' : 'Start'}: ${titles.get(roadmap.next)}` : '');
    this.review.hidden = !roadmap.due;
    say(this.review, `Review: ${roadmap.due} due`);
    say(this.problem, roadmap.warning ?? '');
    this.filter(false);
    this.setCurrent(this.current);
  }

  makeTrack(track) {
    const remember = (id, folded) => {
      this.folded[folded ? 'add' : 'delete'](id);
      this.remember([...this.folded]);
    };
    return new TrackRow(track, { folded: this.folded.has(track.id), remember });
  }

  /** Fold the tracks that were folded when Lab was left. */
  fold(ids) {
    this.folded = new Set(ids);
    for (const track of this.tracks.values()) {
      track.folded = this.folded.has(track.id);
      track.show();
    }
    this.tree.keepStop();
  }

  fail(message) {
    say(this.problem, message);
  }

  /** Mark the lesson whose notebook is in front, and unfold it. id: null when there is none. */
  setCurrent(id) {
    const changed = id !== this.current;
    this.current = id;
    let marked = null;
    for (const track of this.tracks.values()) {
      const rows = [...track.children.values()];
      const here = rows.find(row => row.id === id) ?? null;
      const differ = rows.filter(row => (row === here) !== row.node.hasAttribute('aria-current'));
      differ.forEach(row => row.setCurrent(row === here));
      // Only when something changed: a track that the user has folded since stays so.
      if (differ.length) {
        track.reveal(here !== null);
      }
      marked ??= here;
    }
    const lessons = this.lessons();
    this.tree.keepStop((marked ?? lessons.get(this.next))?.node, changed);
    if (changed && marked && this.node.isConnected && !this.node.contains(document.activeElement)) {
      marked.row.scrollIntoView({ block: 'nearest' });
    }
  }

  /** Where the keyboard begins: the row of the lesson in front, else of the next one. */
  focus() {
    (this.tree.stop ?? this.search).focus();
  }

  filter(byHand) {
    const words = this.search.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    if (!byHand && words.length === 0) {
      return;
    }
    let shown = 0;
    for (const track of this.tracks.values()) {
      shown += track.filter(words, this.glossary);
    }
    this.nothing.hidden = shown > 0 || this.tracks.size === 0;
    this.tree.keepStop();
    if (byHand) {
      this.live.say(words.length ? `${count(shown, 'lesson')} found.` : '');
    }
  }

  /** Lessons are found by what they teach as soon as it is known; without it, by their own text. */
  learnNames() {
    if (!this.glossary.value) {
      this.glossary.load().then(() => this.filter(this.search.value !== ''), () => undefined);
    }
  }

  clear() {
    this.search.value = '';
    this.filter(true);
  }

  pressInSearch(event) {
    if (event.key === 'Escape' && this.search.value) {
      event.preventDefault();
      event.stopPropagation();
      this.clear();
    } else if (event.key === 'ArrowDown' || event.key === 'Enter') {
      event.preventDefault();
      const rows = this.tree.rows();
      (rows.find(row => row.dataset.kind === 'lesson') ?? rows[0])?.focus();
    }
  }

  /** A letter that is typed on a row is meant for the search; Escape there clears it. */
  type(event) {
    if (event.key !== 'Escape') {
      this.search.focus();
    } else if (this.search.value) {
      event.stopPropagation();
      this.clear();
    }
  }

  /** Do one thing at a time, and show on the lesson's row, if it is one, that it takes a while. */
  async attempt(id, action) {
    if (this.busy) {
      return;
    }
    this.busy = true;
    const node = this.lessons().get(id)?.node ?? this.review;
    mark(node, 'aria-busy', 'true');
    try {
      await action();
      say(this.failure, '');
    } catch (error) {
      say(this.failure, error.message);
    } finally {
      this.busy = false;
      mark(node, 'aria-busy', null);
    }
  }
}
