/* What ties the home page to JupyterLab: its tab, its command, opening a lesson. */

const COMMAND = 'workbench:home';
const POLL_MILLISECONDS = 4000;
const KERNEL_MILLISECONDS = 15000;

/** lab: the shared libraries; page: the module home.js; style: the address of its style sheet. */
export function createPlugin(lab, page, style) {
  return {
    id: 'ml-workbench:home',
    description: 'The roadmap of all lessons, with your progress.',
    autoStart: true,
    requires: [lab.docmanager.IDocumentManager],
    optional: [lab.apputils.ICommandPalette, lab.launcher.ILauncher, lab.application.ILayoutRestorer],
    activate: (app, documents, palette, launcher, restorer) => {
      addStyle(style);
      const home = new Home(lab, page, app, documents);
      app.commands.addCommand(COMMAND, {
        label: 'Workbench',
        caption: 'All lessons, with your progress',
        execute: () => home.show()
      });
      palette?.addItem({ command: COMMAND, category: 'Workbench' });
      launcher?.add({ command: COMMAND, category: 'Workbench', rank: 0 });
      restorer?.restore(home.tracker, { command: COMMAND, name: () => 'home' });
      // A link to a notebook (/lab/tree/…) means that notebook, and nothing in front of it.
      if (!lab.coreutils.PageConfig.getOption('treePath')) {
        app.restored.then(() => home.showAtStart());
      }
    }
  };
}

function addStyle(address) {
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = address;
  document.head.append(link);
}

class Home {
  constructor(lab, page, app, documents) {
    Object.assign(this, { lab, page, app, documents });
    this.tracker = new lab.apputils.WidgetTracker({ namespace: 'ml-workbench' });
    this.widget = null;
    this.updates = null;
  }

  show() {
    if (!this.widget || this.widget.isDisposed) {
      this.widget = this.make();
      this.tracker.add(this.widget);
    }
    if (!this.widget.isAttached) {
      this.app.shell.add(this.widget, 'main');
    }
    this.app.shell.activateById(this.widget.id);
    return this.widget;
  }

  /** In front of an empty Lab; behind the notebooks of one that was left with some open. */
  showAtStart() {
    const others = [...this.app.shell.widgets('main')].filter(each => each !== this.widget);
    const documents = others.filter(each => this.documents.contextForWidget(each));
    const front = this.app.shell.currentWidget;
    this.show();
    if (documents.length && front) {
      this.app.shell.activateById(front.id);
    } else {
      others.filter(each => each.title.label === 'Launcher').forEach(each => each.close());
    }
  }

  make() {
    const view = new this.page.HomeView(lesson => this.open(lesson));
    const content = new this.lab.widgets.Widget({ node: view.node });
    const widget = new this.lab.apputils.MainAreaWidget({ content });
    widget.id = 'ml-workbench-home';
    widget.title.label = 'Workbench';
    widget.title.caption = 'All lessons, with your progress';
    widget.title.closable = true;
    widget.toolbar.hide();
    const refresh = () => {
      if (widget.isVisible && !document.hidden) {
        this.refresh(view);
      }
    };
    const timer = setInterval(refresh, POLL_MILLISECONDS);
    window.addEventListener('focus', refresh);
    document.addEventListener('visibilitychange', refresh);
    this.app.shell.currentChanged?.connect(refresh);
    widget.disposed.connect(() => {
      clearInterval(timer);
      window.removeEventListener('focus', refresh);
      document.removeEventListener('visibilitychange', refresh);
      this.app.shell.currentChanged?.disconnect(refresh);
    });
    this.refresh(view);
    return widget;
  }

  /** Ask for the roadmap; of two questions at once only one is sent. */
  async refresh(view) {
    if (this.updates) {
      return;
    }
    this.updates = this.request('curriculum');
    try {
      view.update(await this.updates);
    } catch (error) {
      view.fail(error.message);
    } finally {
      this.updates = null;
    }
  }

  async request(name, body) {
    const { ServerConnection } = this.lab.services;
    const settings = this.app.serviceManager.serverSettings;
    const url = this.lab.coreutils.URLExt.join(settings.baseUrl, 'workbench', 'api', name);
    const options = body ? { method: 'POST', body: JSON.stringify(body) } : { method: 'GET' };
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

  async open(lesson) {
    const answer = await this.request('open', { lesson });
    const widget = this.documents.openOrReveal(answer.path, 'Notebook', undefined, { activate: false });
    await this.kernelOf(widget);
    this.app.shell.activateById(widget.id);
    this.tell(answer, lesson);
    return widget;
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
}
