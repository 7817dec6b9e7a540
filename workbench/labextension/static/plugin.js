/* What ties the workbench to JupyterLab: one roadmap, which a home page and a sidebar show. */

import { cardsPlugin } from './cards.js';
import { addStyle } from './dom.js';
import { Glossary } from './glossary.js';
import { HomeView } from './home.js';
import { Installer } from './install.js';
import { Lessons } from './lessons.js';
import { Live, Roadmap, onCard } from './model.js';
import { saveAfterCards } from './saving.js';
import { SideView } from './sidebar.js';

const HOME = 'workbench:home';
const SIDEBAR = 'workbench:sidebar';
/** In the left area: the file browser has 100, the running sessions 200. */
const AFTER_THE_FILES = 110;
/** A way from one station to the next. The theme paints what has the class; a filling it would paint too, so that of the
 * line is a style. */
const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" width="16" viewBox="0 0 24 24">' +
  '<path class="jp-icon3" stroke="#616161" style="fill:none" stroke-width="2.4" ' +
  'd="M8 5h8a3.5 3.5 0 0 1 0 7H8a3.5 3.5 0 0 0 0 7h8"/>' +
  '<g class="jp-icon3" fill="#616161"><circle cx="6" cy="5" r="3.4"/><circle cx="18" cy="19" r="3.4"/></g></svg>';

/** The plugins. lab: the shared libraries; address: from the name of a file beside this one to where it lies. */
export function createPlugins(lab, address) {
  ['common.css', 'home.css', 'glossary.css', 'sidebar.css', 'install.css'].forEach(name => addStyle(address(name)));
  const IRoadmap = new lab.lumino.Token('ml-workbench:IRoadmap', 'The learner’s roadmap, and opening its lessons.');
  const icon = new lab.ui.LabIcon({ name: 'ml-workbench:roadmap', svgstr: ICON });
  const plugins = [roadmapPlugin(lab, IRoadmap), homePlugin(lab, IRoadmap, icon), sidebarPlugin(lab, IRoadmap, icon)];
  return [...plugins, cardsPlugin(lab, IRoadmap, address)];
}

function roadmapPlugin(lab, IRoadmap) {
  return {
    id: 'ml-workbench:roadmap',
    description: 'The learner’s roadmap, up to date, for the views of it.',
    autoStart: true,
    provides: IRoadmap,
    requires: [lab.docmanager.IDocumentManager],
    optional: [lab.notebook.INotebookTracker, lab.settings.ISettingRegistry],
    activate: (app, documents, notebooks, registry) => {
      const lessons = new Lessons(lab, app, documents, notebooks);
      const live = new Live();
      const model = new Roadmap(since => lessons.roadmap(since), live);
      const installer = new Installer((...question) => lessons.request(...question), text => offerRestart(lab, app, lessons, text), live);
      model.add({ update: () => installer.refresh(), fail: () => undefined, isSeen: () => false });
      const glossary = new Glossary(() => lessons.request('glossary'));
      if (notebooks) {
        onCard(notebooks, () => model.refresh());
        saveAfterCards(notebooks);
      }
      registry?.load('ml-workbench:roadmap').then(
        settings => {
          const apply = () => model.poll(settings.get('pollSeconds').composite);
          settings.changed.connect(apply);
          apply();
        },
        error => console.warn('The settings of the workbench cannot be read:', error)
      );
      // What has passed before now is not news.
      app.restored.then(() => model.refresh());
      return { glossary, installer, lessons, live, model };
    }
  };
}

/** Libraries have come: the kernel of the notebook in front may have looked for them in vain. */
function offerRestart(lab, app, lessons, text) {
  const restart = { label: 'Restart Kernel', callback: () => app.commands.execute('kernelmenu:restart') };
  lab.apputils.Notification.success(text, { autoClose: false, actions: lessons.front() ? [restart] : [] });
}

function homePlugin(lab, IRoadmap, icon) {
  return {
    id: 'ml-workbench:home',
    description: 'The home page: all lessons, with your progress.',
    autoStart: true,
    requires: [IRoadmap],
    optional: [lab.apputils.ICommandPalette, lab.launcher.ILauncher, lab.application.ILayoutRestorer],
    activate: (app, roadmap, palette, launcher, restorer) => {
      const home = new Home(lab, app, roadmap, icon);
      app.commands.addCommand(HOME, {
        label: 'Workbench',
        caption: 'All lessons, with your progress',
        icon,
        execute: () => home.show()
      });
      palette?.addItem({ command: HOME, category: 'Workbench' });
      launcher?.add({ command: HOME, category: 'Workbench', rank: 0 });
      restorer?.restore(home.tracker, { command: HOME, name: () => 'home' });
      // A link to a notebook (/lab/tree/…) means that notebook, and nothing in front of it.
      if (!lab.coreutils.PageConfig.getOption('treePath') && hasTabs(lab)) {
        app.restored.then(() => home.showAtStart());
      }
    }
  };
}

/** Whether the main area can hold a page of ours: not in Notebook 7, where it is one document for good. */
function hasTabs(lab) {
  return !lab.coreutils.PageConfig.getOption('notebookPage');
}

/** A widget around a node that somebody else has made. */
function host(lab, node, { shown = () => undefined, activated = () => undefined }) {
  class Host extends lab.widgets.Widget {
    onAfterShow() {
      shown();
    }

    onActivateRequest() {
      activated();
    }
  }
  return new Host({ node });
}

class Home {
  constructor(lab, app, roadmap, icon) {
    Object.assign(this, { lab, app, icon, ...roadmap });
    this.tracker = new lab.apputils.WidgetTracker({ namespace: 'ml-workbench' });
    this.widget = null;
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
    const documents = others.filter(each => this.lessons.documents.contextForWidget(each));
    const front = this.app.shell.currentWidget;
    this.show();
    if (documents.length && front) {
      this.app.shell.activateById(front.id);
    } else {
      // The page is the way to the lessons; beside it a list of files, empty at first, would only look like another.
      if ([...this.app.shell.widgets('left')].some(each => each.id === 'filebrowser' && each.isVisible)) {
        this.app.shell.collapseLeft?.();
      }
      others.filter(each => each.title.label === 'Launcher').forEach(each => each.close());
    }
  }

  make() {
    const { glossary, installer } = this;
    const actions = {
      open: lesson => this.lessons.open(lesson),
      proceed: lesson => this.lessons.proceed(this.model.lesson(lesson)),
      review: () => this.lessons.review(),
      known: lesson => this.lessons.known(lesson),
      forget: lesson => this.lessons.forget(lesson).then(() => this.model.refresh()),
      search: text => this.lessons.request('search', null, { query: { text } })
    };
    const view = new HomeView(actions, this.live, { installer, glossary });
    const content = host(this.lab, view.node, { shown: () => this.model.refresh() });
    const widget = new this.lab.apputils.MainAreaWidget({ content });
    widget.id = 'ml-workbench-home';
    widget.title.label = 'Workbench';
    widget.title.caption = 'All lessons, with your progress';
    widget.title.icon = this.icon;
    widget.title.closable = true;
    widget.toolbar.hide();
    view.isSeen = () => widget.isVisible;
    widget.disposed.connect(this.model.add(view));
    this.model.refresh();
    return widget;
  }
}

function sidebarPlugin(lab, IRoadmap, icon) {
  return {
    id: 'ml-workbench:sidebar',
    description: 'The roadmap at the side of the notebook.',
    autoStart: true,
    requires: [IRoadmap],
    optional: [lab.apputils.ICommandPalette, lab.application.ILayoutRestorer, lab.state.IStateDB],
    activate: (app, { glossary, installer, lessons, live, model }, palette, restorer, state) => {
      const view = new SideView(
        {
          open: id => lessons.open(id),
          goTo: (id, item) => lessons.goTo(id, item),
          review: () => lessons.review(),
          installer,
          home: app.commands.hasCommand(HOME) && hasTabs(lab) ? () => app.commands.execute(HOME) : null,
          remember: ids => state?.save('ml-workbench:sidebar', { folded: ids })
        },
        live,
        glossary
      );
      const widget = host(lab, view.node, { shown: () => model.refresh(), activated: () => view.focus() });
      widget.id = 'ml-workbench-sidebar';
      widget.title.icon = icon;
      nameTab(lab, app, widget);
      view.isSeen = () => widget.isVisible;
      // It does not open by itself: the home page says the same at first, and the side may be wanted for files. Once
      // opened it is part of the layout, which Lab restores.
      app.shell.add(widget, 'left', { rank: AFTER_THE_FILES });
      restorer?.add(widget, widget.id);
      model.add(view);
      installer.onChange(() => model.show(view));
      lessons.onFront(id => view.setCurrent(id));
      state?.fetch('ml-workbench:sidebar').then(kept => view.fold(kept?.folded ?? []));
      app.commands.addCommand(SIDEBAR, {
        label: 'Roadmap at the Side',
        caption: 'All lessons, with your progress, beside your notebook',
        icon,
        execute: () => toggle(app, widget)
      });
      palette?.addItem({ command: SIDEBAR, category: 'Workbench' });
    }
  };
}

/** Not "Workbench", which is the home page's tab: two tabs of one name cannot be told apart by ear. The keys are in the
 * settings, which come later and may change. */
function nameTab(lab, app, widget) {
  const name = () => {
    const binding = app.commands.keyBindings.find(each => each.command === SIDEBAR);
    const keys = binding ? ` (${lab.commands.CommandRegistry.formatKeystroke(binding.keys)})` : '';
    widget.title.caption = `Roadmap: all lessons, with your progress${keys}`;
  };
  app.commands.keyBindingChanged.connect((_, change) => change.binding.command === SIDEBAR && name());
  name();
}

/** Show the panel and put the keyboard into it; from inside it, close it and go back to the notebook. */
function toggle(app, widget) {
  if (widget.isVisible && widget.node.contains(document.activeElement)) {
    app.shell.collapseLeft?.();
    const front = app.shell.currentWidget;
    front && app.shell.activateById(front.id);
  } else {
    app.shell.activateById(widget.id);
  }
}
