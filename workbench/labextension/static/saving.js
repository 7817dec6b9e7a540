/* What has been checked is saved: a page that is closed or loaded again a moment later has lost nothing. */

const CARDS = new Set(['display_data', 'update_display_data', 'execute_result']);

/** Save a notebook as soon as a cell of it that showed a card of the workbench has ended. notebooks: JupyterLab's
 * tracker. */
export function saveAfterCards(notebooks) {
  const watch = panel => new Saver(panel);
  notebooks.forEach(watch);
  notebooks.widgetAdded.connect((_, panel) => watch(panel));
}

class Saver {
  constructor(panel) {
    this.panel = panel;
    this.carded = false;
    this.saving = null;
    this.again = false;
    panel.sessionContext.iopubMessage.connect((_, message) => this.hear(message));
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

  /** One save at a time; what is checked meanwhile is in the next. */
  save() {
    this.again = true;
    this.saving ??= this.work().finally(() => {
      this.saving = null;
    });
    return this.saving;
  }

  async work() {
    while (this.again && !this.panel.isDisposed) {
      this.again = false;
      const { context } = this.panel;
      // Whether the model is dirty says nothing here: what was changed during a save counts as saved when it ends.
      if (context.contentsModel?.writable !== false) {
        // Lab has told the user what went wrong, as after a save by hand.
        await context.save().catch(error => console.warn('The notebook could not be saved after a check:', error));
      }
    }
  }
}
