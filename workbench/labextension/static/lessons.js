/* Lessons as notebooks of JupyterLab: open one, know which is in front, go to an exercise in it. */

import { holds } from './lesson_cells.js';

const KERNEL_MILLISECONDS = 15000;
const SCROLL_MILLISECONDS = 4000;
const SETTLE_MILLISECONDS = 120;

export class Lessons {
  /** notebooks: JupyterLab's tracker of notebooks, or nothing where there is none. */
  constructor(lab, app, documents, notebooks) {
    Object.assign(this, { lab, app, documents, notebooks });
    /** Ids of kernels that have run something while this page was open. */
    this.used = new Set();
    const watch = panel => this.watch(panel.sessionContext);
    notebooks?.forEach(watch);
    notebooks?.widgetAdded.connect((_, panel) => watch(panel));
  }

  watch(session) {
    const kernel = () => session.session?.kernel?.id;
    session.iopubMessage.connect((_, message) => message.header.msg_type === 'execute_input' && this.used.add(kernel()));
    // A kernel that starts again keeps its id and loses what it knew.
    session.statusChanged.connect((_, status) => status.includes('restarting') && this.used.delete(kernel()));
  }

  /** Ask the server. body: makes it a POST; query: what stands behind the address of a GET. */
  async request(name, body, { query = {}, method = body ? 'POST' : 'GET' } = {}) {
    const { ServerConnection } = this.lab.services;
    const settings = this.app.serviceManager.serverSettings;
    const { URLExt } = this.lab.coreutils;
    const address = URLExt.join(settings.baseUrl, 'workbench', 'api', name);
    const url = Object.keys(query).length ? address + URLExt.objectToQueryString(query) : address;
    // A browser that has the answer already asks whether it is still right: after a reload little is sent.
    const options = body ? { method, body: JSON.stringify(body) } : { method, cache: 'no-cache' };
    let response;
    try {
      response = await ServerConnection.makeRequest(url, options, settings);
    } catch {
      throw new Error('The server does not answer. Is it still running? This page tries again by itself.');
    }
    let answer = {};
    try {
      answer = await response.json();
    } catch {
      // the status says enough
    }
    if (!response.ok) {
      throw new Error(answer.message || `The server answered with an error (${response.status}).`);
    }
    return answer;
  }

  /** Open the learner's notebook of a lesson, made or brought up to date by the server. */
  async open(lesson) {
    const answer = await this.request('open', { lesson });
    const widget = this.documents.openOrReveal(answer.path, 'Notebook', undefined, { activate: false });
    await this.kernelOf(widget);
    this.app.shell.activateById(widget.id);
    this.tell(answer, lesson);
    return widget;
  }

  /** Open a lesson where its learner goes on: what stands above the first open exercise or quiz is run, unless the
   * kernel has run something already, and that cell is shown. */
  async proceed(lesson) {
    const panel = await this.open(lesson.id);
    const item = lesson.items.find(each => !each.passed);
    const begun = lesson.items.some(each => each.attempts);
    if (!item || !begun) {
      return;
    }
    await panel.context.ready;
    await panel.revealed;
    const notebook = panel.content;
    const cell = cellOf(notebook.widgets, item);
    if (!cell) {
      return;
    }
    const session = panel.sessionContext;
    await session.ready;
    notebook.activeCellIndex = notebook.widgets.indexOf(cell);
    if (!this.used.has(session.session?.kernel?.id)) {
      this.lab.notebook.NotebookActions.runAllAbove(notebook, session);
    }
    await this.bringIntoView(notebook, cell);
  }

  /** Open a short test whether a lesson is known, made by the server. */
  async known(lesson) {
    await this.openMade(await this.request('known', { lesson }));
  }

  forget(lesson) {
    return this.request('known', { lesson, forget: true });
  }

  /** Open the notebook of today's review, made by the server. */
  async review() {
    const answer = await this.request('review', {});
    if (!answer.path) {
      throw new Error('Nothing is due any more.');
    }
    await this.openMade(answer);
  }

  async openMade(answer) {
    const widget = this.documents.openOrReveal(answer.path, 'Notebook', undefined, { activate: false });
    await this.kernelOf(widget);
    this.app.shell.activateById(widget.id);
    if (answer.notes.length) {
      this.lab.apputils.Notification.emit(answer.notes.join(' '), 'info', { autoClose: false });
    }
  }

  /** The curriculum, or what is new in it since a revision; and how many exercises and quizzes are due for review. */
  async roadmap(since) {
    // A review that cannot be counted must not hide the lessons.
    const due = this.request('review', null, { query: { only: 'count' } }).then(answer => answer.due, () => 0);
    return { ...(await this.request('curriculum', null, { query: since ? { since } : {} })), due: await due };
  }

  /** A cell that is run before there is a kernel makes Lab ask which one: so wait for it, but not for ever. */
  async kernelOf(widget) {
    const session = this.documents.contextForWidget(widget)?.sessionContext;
    for (const end = Date.now() + KERNEL_MILLISECONDS; session && Date.now() < end; ) {
      if (session.session?.kernel) {
        return;
      }
      await new Promise(resume => setTimeout(resume, 50));
    }
  }

  tell(answer, lesson) {
    const { Notification } = this.lab.apputils;
    const waiting = answer.action === 'waiting';
    if (answer.notes.length) {
      const actions = waiting ? [{ label: 'Update now', callback: () => this.updateNow(lesson, answer.path) }] : [];
      const kind = answer.action === 'remade' || answer.conflicts ? 'warning' : 'info';
      Notification.emit(answer.notes.join(' '), kind, { autoClose: false, actions });
    }
  }

  /** Save what is open, merge on the server, and show the result. */
  async updateNow(lesson, path) {
    const widget = this.documents.findWidget(path);
    const context = widget && this.documents.contextForWidget(widget);
    try {
      if (context?.model.dirty) {
        await context.save();
      }
      const answer = await this.request('open', { lesson, merge: true });
      await context?.revert();
      this.tell(answer, lesson);
    } catch (error) {
      this.lab.apputils.Notification.error(error.message, { autoClose: false });
    }
  }

  /** The notebook in front; null when it is something else, such as a terminal. */
  front() {
    const widget = this.app.shell.currentWidget;
    return widget && this.notebooks?.has(widget) ? widget : null;
  }

  lessonOf(panel) {
    return panel?.model?.getMetadata('workbench')?.lesson ?? null;
  }

  /** Call back with the id of the lesson whose notebook is in front, or null, now and whenever that changes. */
  onFront(callback) {
    const tell = () => {
      const panel = this.front();
      callback(this.lessonOf(panel));
      // A notebook that is just being opened says only later which lesson it is.
      if (panel && !panel.context.isReady) {
        panel.context.ready.then(() => panel === this.front() && callback(this.lessonOf(panel)), () => undefined);
      }
    };
    this.app.shell.currentChanged?.connect(tell);
    tell();
  }

  /** Show the cell of an exercise or quiz, selected. Opens the lesson unless its notebook is in front. */
  async goTo(lesson, item) {
    const front = this.front();
    const panel = this.lessonOf(front) === lesson ? front : await this.open(lesson);
    await panel.context.ready;
    await panel.revealed;
    const notebook = panel.content;
    if (!cellOf(notebook.widgets, item)) {
      await this.cells?.restore(panel, [item]);
    }
    const cell = cellOf(notebook.widgets, item);
    if (!cell) {
      throw new Error(
        `There is no cell of ${item.name} in your notebook any more, and it could not be put back. Reset the lesson ` +
          'to get a fresh notebook; yours is kept.'
      );
    }
    this.app.shell.activateById(panel.id);
    this.bringIntoView(notebook, cell);
    if (!holds(cell.model, item)) {
      // The cell is there and what it held is not: it may hold something else of the learner's now.
      this.cells?.offer(panel, [item]);
    }
  }

  /** Scroll to a cell and select it. A notebook that is not laid out yet cannot scroll, and text that is still being
   * drawn moves the cell away again: so look twice, unless the user wants to go elsewhere by then. */
  async bringIntoView(notebook, cell) {
    this.target = cell;
    const pause = () => new Promise(resume => setTimeout(resume, SETTLE_MILLISECONDS));
    const wanted = () => this.target === cell && !notebook.isDisposed && !cell.isDisposed;
    let [tries, seen] = [0, 0];
    for (const end = Date.now() + SCROLL_MILLISECONDS; seen < 2 && wanted() && Date.now() < end; await pause()) {
      if (tries && notebook.activeCell === cell && inView(notebook.node, cell.node)) {
        seen += 1;
      } else if (seen && notebook.activeCell !== cell) {
        return;
      } else if (notebook.node.clientHeight) {
        tries += 1;
        seen = 0;
        notebook.activeCellIndex = notebook.widgets.indexOf(cell);
        await Promise.race([notebook.scrollToCell(cell, 'start'), pause()]);
        // Selected, not edited: the next key must not change it.
        notebook.mode = 'command';
      }
    }
  }
}

function inView(frame, node) {
  const [outer, inner] = [frame.getBoundingClientRect(), node.getBoundingClientRect()];
  return inner.height > 0 && inner.top >= outer.top && inner.top < outer.bottom - Math.min(inner.height, outer.height / 2);
}

/** By its id, as the lesson gave it; a cell that was pasted, or that holds several, is known by its source. */
function cellOf(cells, item) {
  return (
    cells.find(cell => cell.model.id === `${item.kind}-${item.name}`) ??
    cells.find(cell => holds(cell.model, item, true))
  );
}
