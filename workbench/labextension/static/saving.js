/* What has been checked is saved: a page that is closed or loaded again a moment later has lost nothing. */

const CARDS = new Set(['display_data', 'update_display_data', 'execute_result']);
const savers = new WeakMap();
/** Between two saves of what goes on changing, and how many of these there are at most. */
const PAUSE_MILLISECONDS = 300;
const MOST = 5;

/** Save a notebook as soon as a cell of it that showed a card of the workbench has ended. notebooks: JupyterLab's
 * tracker. */
export function saveAfterCards(notebooks) {
  notebooks.forEach(saverOf);
  notebooks.widgetAdded.connect((_, panel) => saverOf(panel));
}

/** Save a notebook now, or right after the save that is under way. */
export function save(panel) {
  return saverOf(panel).save();
}

function saverOf(panel) {
  if (!savers.has(panel)) {
    savers.set(panel, new Saver(panel));
  }
  return savers.get(panel);
}

/** One save at a time, ours and those of Lab: of two at once the later one finds the file changed and asks the user. */
class Saver {
  constructor(panel) {
    this.panel = panel;
    this.carded = false;
    this.saving = null;
    this.again = false;
    this.others = false;
    panel.sessionContext.iopubMessage.connect((_, message) => this.hear(message));
    panel.context.saveState.connect((_, state) => {
      this.others = state === 'started' && !this.saving;
      if (!this.others && this.again) {
        this.start();
      }
    });
  }

  hear({ header, content }) {
    if (CARDS.has(header.msg_type) && content.metadata?.workbench) {
      this.carded = true;
    } else if (header.msg_type === 'status' && content.execution_state === 'idle' && this.carded) {
      this.carded = false;
      // The cell takes its number from the reply, which comes beside this message.
      setTimeout(() => this.save(), 0);
    }
  }

  save() {
    this.again = true;
    return this.others ? Promise.resolve() : this.start();
  }

  start() {
    this.saving ??= this.work().finally(() => {
      this.saving = null;
    });
    return this.saving;
  }

  async work() {
    for (let turn = 0; this.again && !this.panel.isDisposed; turn += 1) {
      this.again = false;
      const { context } = this.panel;
      if (context.contentsModel?.writable !== false && (await this.saveOnce(context)) && turn < MOST) {
        this.again = true;
        await new Promise(resume => setTimeout(resume, PAUSE_MILLISECONDS));
      }
    }
  }

  /** Save, and say whether something was changed meanwhile. Lab takes that for saved, and passes over a save by hand that
   * comes before the other has ended. */
  async saveOnce(context) {
    let changed = false;
    const note = () => {
      changed = true;
    };
    context.model.contentChanged.connect(note);
    try {
      await context.save();
    } catch (error) {
      // Lab has told the user what went wrong, as after a save by hand.
      console.warn('The notebook could not be saved after a check:', error);
    } finally {
      context.model?.contentChanged.disconnect(note);
    }
    if (changed && context.model) {
      context.model.dirty = true;
    }
    return changed;
  }
}
