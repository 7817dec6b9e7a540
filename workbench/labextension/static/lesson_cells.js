/* The cells of a lesson's notebook: which are missing, and putting back what was there. */

import { save } from './saving.js';

const OPENED = 'workbench:restore-cells';
const RESET = 'workbench:reset-lesson';

/** Whether the cell defines the exercise or asks the quiz, whatever its id says. cell: a model; marked: only as the lesson
 * does it, with its decorator or as its question. */
export function holds(cell, { kind, name }, marked = false) {
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const pattern =
    kind === 'quiz'
      ? new RegExp(`${marked ? 'lesson' : ''}\\.quiz\\(\\s*(name\\s*=\\s*)?["']${escaped}["']`)
      : new RegExp(
          `^\\s*${marked ? '@lesson\\.exercise[^]*?^\\s*' : ''}(async\\s+def|def|class)\\s+${escaped}(?![\\p{L}\\p{N}_])`,
          'mu'
        );
  return cell.type === 'code' && pattern.test(cell.sharedModel.getSource());
}

export class LessonCells {
  /** lessons: see there; lab: the shared libraries. */
  constructor(lab, lessons) {
    Object.assign(this, { lab, lessons });
  }

  /** The cells as the lesson ships them, with what was kept of the learner's. */
  async shipped(lesson) {
    return (await this.lessons.request('cells', null, { query: { lesson } })).cells;
  }

  /** The exercises and quizzes that have no cell in the notebook any more. */
  async missing(panel) {
    const cells = [...panel.content.model.cells];
    const items = (await this.shipped(this.lessons.lessonOf(panel))).flatMap(cell => cell.items);
    return items.filter(item => !cells.some(cell => holds(cell, item)));
  }

  /** Put the cells of these items back where they were, with the learner's last code. */
  async restore(panel, items) {
    const shipped = await this.shipped(this.lessons.lessonOf(panel));
    const wanted = new Set(items.map(item => `${item.kind} ${item.name}`));
    for (const [place, cell] of shipped.entries()) {
      if (cell.items.some(item => wanted.has(`${item.kind} ${item.name}`))) {
        this.put(panel.content.model, shipped, place);
      }
    }
    await save(panel);
  }

  put(model, shipped, place) {
    const { id, type, source, metadata, items } = shipped[place];
    const kept = items.map(item => item.passed ?? item.tried).find(Boolean);
    const cells = [...model.cells];
    const is = wanted => cell => cell.id === wanted || cell.getMetadata('workbench')?.id === wanted;
    const same = cells.find(is(id));
    if (same && !same.sharedModel.getSource().trim()) {
      same.sharedModel.setSource(kept ?? source);
      return;
    }
    let at = same ? cells.indexOf(same) + 1 : 0;
    for (let before = place - 1; !same && before >= 0 && !at; before -= 1) {
      at = cells.findIndex(is(shipped[before].id)) + 1;
    }
    const taken = cells.some(cell => cell.id === id);
    model.sharedModel.insertCell(at, {
      cell_type: type,
      source: kept ?? source,
      metadata: taken ? {} : metadata,
      ...(taken ? {} : { id })
    });
  }

  /** Put another source into a cell; what it takes the place of can be had back. */
  async replace(panel, cell, source, said) {
    const before = cell.model.sharedModel.getSource();
    if (before === source) {
      this.tell('info', 'The cell has this code already.');
      return;
    }
    cell.model.sharedModel.setSource(source);
    await save(panel);
    const undo = {
      label: 'Undo',
      callback: () => !cell.isDisposed && cell.model.sharedModel.setSource(before)
    };
    this.lab.apputils.Notification.info(said, { autoClose: 8000, actions: [undo] });
  }

  /** The kept code and the shipped source of an item: ``{source, tried, passed}``. */
  async known(lesson, name) {
    for (const cell of await this.shipped(lesson)) {
      const item = cell.items.find(each => each.name === name);
      if (item) {
        return { source: cell.source, tried: item.tried, passed: item.passed };
      }
    }
    throw new Error(`The lesson no longer has ${name}.`);
  }

  tell(kind, text, options = { autoClose: 5000 }) {
    this.lab.apputils.Notification.emit(text, kind, options);
  }

  /** Look at a lesson's notebook as soon as it is open, and offer what it lacks. */
  watch(panel) {
    const look = async () => {
      await panel.context.ready;
      await panel.sessionContext.ready; // the kernel comes first: its learner waits for it
      if (panel.isDisposed || !this.lessons.lessonOf(panel)) {
        return;
      }
      this.offer(panel, await this.missing(panel));
    };
    look().catch(error => console.warn('What the notebook lacks cannot be told:', error));
  }

  /** Say which items have no cell that defines them, and offer to put them back. */
  offer(panel, lacking) {
    if (!lacking.length) {
      return;
    }
    const names = lacking.map(item => item.name).join(', ');
    const what = lacking.length === 1 ? 'the cell of' : 'the cells of';
    const action = { label: lacking.length === 1 ? 'Restore cell' : 'Restore cells', callback: () => this.attempt(panel) };
    this.tell('warning', `Your notebook lacks ${what} ${names}.`, { autoClose: false, actions: [action] });
  }

  /** Restore all that is missing, and say so. */
  async attempt(panel) {
    try {
      const lacking = panel && this.lessons.lessonOf(panel) ? await this.missing(panel) : [];
      if (lacking.length) {
        await this.restore(panel, lacking);
        this.tell('success', `Restored: ${lacking.map(item => item.name).join(', ')}.`);
      } else {
        this.tell('info', panel ? 'Nothing is missing: every exercise and quiz has its cell.' : 'Open a lesson first.');
      }
    } catch (error) {
      this.tell('error', error.message, { autoClose: false });
    }
  }

  /** The lesson anew, after a question; the notebook before is kept. */
  async reset(panel) {
    const lesson = panel && this.lessons.lessonOf(panel);
    if (!lesson) {
      this.tell('info', 'Open a lesson first.');
      return;
    }
    const { showDialog, Dialog } = this.lab.apputils;
    const asked = await showDialog({
      title: 'Reset the lesson?',
      body: 'The notebook becomes as the lesson ships it. A copy of yours is kept, and so is the code of every exercise.',
      buttons: [Dialog.cancelButton(), Dialog.warnButton({ label: 'Reset' })]
    });
    if (!asked.button.accept) {
      return;
    }
    try {
      await save(panel);
      const { kept } = await this.lessons.request('reset', { lesson });
      await panel.context.revert();
      this.tell('success', kept ? `The lesson begins anew. Your notebook is kept as ${kept}.` : 'The lesson begins anew.', {
        autoClose: false
      });
    } catch (error) {
      this.tell('error', error.message, { autoClose: false });
    }
  }

  addCommands(app, palette) {
    app.commands.addCommand(OPENED, {
      label: 'Restore Missing Cells of the Lesson',
      caption: 'Put exercises and quizzes back that were deleted, with your last code',
      execute: () => this.attempt(this.lessons.front())
    });
    app.commands.addCommand(RESET, {
      label: 'Reset the Lesson',
      caption: 'Begin the lesson anew; a copy of your notebook is kept',
      execute: () => this.reset(this.lessons.front())
    });
    for (const command of [OPENED, RESET]) {
      palette?.addItem({ command, category: 'Workbench' });
    }
  }
}
