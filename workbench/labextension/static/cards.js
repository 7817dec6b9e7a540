/* The buttons on cards. A button says by its class what is wanted; which exercise it is about is read from the metadata of
 * the output and checked. What runs in the kernel is one fixed call: no text of a notebook's HTML ever becomes code. */

import { addStyle } from './dom.js';
import { followTheme } from './figures.js';
import { LessonCells } from './lesson_cells.js';
import { QuizClicks } from './quiz_clicks.js';
import { save } from './saving.js';

const IN_KERNEL = new Set(['hint', 'solution', 'compare']);
const LESSON = /^[\p{L}\p{N}_.-]+\/[\p{L}\p{N}_.-]+$/u;
const NAME = /^[\p{L}_][\p{L}\p{N}_]*$/u;
const ASKED_OF = new Set(['lesson', 'review']);
const FAILED = new Set(['failed', 'error', 'timeout']);

/** The plugin. IRoadmap: what the roadmap's plugin provides. */
export function cardsPlugin(lab, IRoadmap, address) {
  return {
    id: 'ml-workbench:cards',
    description: 'The buttons on cards, quizzes by click, and cells that come back.',
    autoStart: true,
    requires: [IRoadmap, lab.notebook.INotebookTracker],
    optional: [lab.apputils.ICommandPalette],
    activate: (app, roadmap, notebooks, palette) => {
      addStyle(address('cards.css'));
      const cells = new LessonCells(lab, roadmap.lessons);
      cells.addCommands(app, palette);
      roadmap.lessons.cells = cells;
      const cards = new Cards(lab, notebooks, cells, roadmap);
      const quizzes = new QuizClicks(lab, cards, roadmap.lessons);
      document.addEventListener('click', event => {
        const button = event.target.closest?.('.wbf-do, .wbf-option');
        const place = button && cards.placeOf(button);
        if (place) {
          button.matches('.wbf-option') ? quizzes.choose(button, place) : cards.press(button, place);
        }
      });
      followTheme(notebooks);
      notebooks.forEach(panel => cells.watch(panel));
      notebooks.widgetAdded.connect((_, panel) => cells.watch(panel));
      lab.notebook.NotebookActions.executed.connect((_, { notebook, cell }) => cards.bringIntoView(notebook, cell));
    }
  };
}

class Cards {
  constructor(lab, notebooks, cells, { lessons, model, live }) {
    Object.assign(this, { lab, notebooks, cells, lessons, model, live });
  }

  /** The notebook, cell and metadata that a button belongs to; null outside of notebooks. */
  placeOf(button) {
    const panel = this.notebooks.find(each => each.node.contains(button));
    const cell = panel?.content.widgets.find(each => each.node.contains(button));
    const at = cell?.outputArea?.widgets.findIndex(each => each.node.contains(button)) ?? -1;
    const about = at < 0 ? null : cell.outputArea.model.get(at)?.metadata?.workbench;
    return about ? { panel, cell, about } : null;
  }

  /** What the metadata say, checked; they come from a file that anybody may have written. */
  checked(about) {
    const name = about.exercise ?? about.about;
    const { lesson, asked_of: askedOf = 'lesson' } = about;
    if (!NAME.test(name) || !LESSON.test(lesson) || !ASKED_OF.has(askedOf)) {
      throw new Error('This card does not say what it is about. Run its cell again.');
    }
    return { name, lesson, askedOf };
  }

  async press(button, { panel, cell, about }) {
    if (button.getAttribute('aria-busy') === 'true') {
      return;
    }
    button.setAttribute('aria-busy', 'true');
    const action = [...button.classList].find(each => each.startsWith('wbf-do-'))?.slice('wbf-do-'.length);
    try {
      const known = this.checked(about);
      if (IN_KERNEL.has(action)) {
        await this.ask(panel, cell, action, known);
      } else {
        await { next: () => this.next(known), reset: () => this.reset(panel, cell, known), restore: () => this.restore(panel, cell, known) }[
          action
        ]?.();
      }
    } catch (error) {
      this.cells.tell('error', error.message, { autoClose: false });
    } finally {
      button.removeAttribute('aria-busy');
    }
  }

  /** Run the one call in the notebook's kernel and show what it shows under the card. */
  async ask(panel, cell, action, { name, lesson, askedOf }) {
    const kernel = panel.sessionContext.session?.kernel;
    if (!kernel) {
      throw new Error('The notebook has no kernel. Start one, and try again.');
    }
    const call = [action, lesson, name, askedOf].map(text => JSON.stringify(text)).join(', ');
    const code = `__import__("workbench.buttons", fromlist=["press"]).press(${call})`;
    const future = kernel.requestExecute({ code, store_history: false, allow_stdin: false, stop_on_error: false });
    let problem = null;
    future.onIOPub = ({ header, content }) => {
      if (header.msg_type === 'display_data') {
        this.show(panel, cell, content);
      } else if (header.msg_type === 'error') {
        problem = content.evalue || content.ename;
      }
    };
    await future.done;
    if (problem) {
      throw new Error(problem);
    }
    save(panel);
  }

  /** An answer under the card; one that stands there already is only brought into view. */
  show(panel, cell, { data, metadata }) {
    if (cell.isDisposed) {
      return;
    }
    const { model } = cell.outputArea;
    const text = data['text/plain'];
    let at = [...Array(model.length).keys()].find(index => model.get(index).data['text/plain'] === text);
    if (at === undefined) {
      model.add({ output_type: 'display_data', data, metadata });
      at = model.length - 1;
    }
    this.live.say(String(text).split('\n')[0]);
    requestAnimationFrame(() => cell.outputArea.widgets[at]?.node.scrollIntoView({ block: 'nearest' }));
  }

  /** The next exercise or quiz of the lesson that has not passed. */
  async next({ name, lesson }) {
    await this.model.refresh();
    const items = this.model.lesson(lesson)?.items ?? [];
    const at = items.findIndex(item => item.name === name);
    const found = [...items.slice(at + 1), ...items.slice(0, Math.max(at, 0))].find(item => !item.passed);
    if (!found) {
      this.cells.tell('success', 'Everything in this lesson has passed.');
      return;
    }
    await this.lessons.goTo(lesson, found);
  }

  async reset(panel, cell, { name, lesson }) {
    const { source } = await this.cells.known(lesson, name);
    await this.cells.replace(panel, cell, source, `The cell of ${name} is as the lesson ships it.`);
  }

  async restore(panel, cell, { name, lesson }) {
    const { tried, passed } = await this.cells.known(lesson, name);
    if (!(passed ?? tried)) {
      throw new Error('Nothing is kept of it yet: the code of a cell is kept whenever it is checked.');
    }
    const target = this.cellOf(panel, name) ?? cell;
    await this.cells.replace(panel, target, passed ?? tried, `Your version of ${name} is back. Run the cell to check it.`);
  }

  /** The cell of an exercise, which need not be the one whose output has the card. */
  cellOf(panel, name) {
    return panel.content.widgets.find(each => each.model.id === `exercise-${name}`);
  }

  /** After a cell was run by itself: what was wrong must be seen without scrolling. */
  bringIntoView(notebook, cell) {
    const at = notebook.widgets.indexOf(cell);
    if (at < 0 || notebook.activeCellIndex < at || notebook.activeCellIndex > at + 1 || !cell.outputArea) {
      return;
    }
    const { model } = cell.outputArea;
    const failed = [...Array(model.length).keys()].find(index => FAILED.has(model.get(index).metadata?.workbench?.outcome));
    if (failed !== undefined) {
      setTimeout(() => cell.outputArea?.widgets[failed]?.node.scrollIntoView({ block: 'nearest' }), 60);
    }
  }
}
