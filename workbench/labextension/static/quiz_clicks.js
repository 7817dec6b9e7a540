/* Quizzes by click: the chosen option is written into the cell, where an answer always stands, and the cell is run. */

const PATIENCE_MILLISECONDS = 5000;

export class QuizClicks {
  /** cards: which check what a card says; lessons: which can ask the server. */
  constructor(lab, cards, lessons) {
    Object.assign(this, { lab, cards, lessons });
    this.busy = false;
  }

  async choose(button, { panel, cell, about }) {
    const buttons = [...button.parentElement.querySelectorAll('.wbf-option')];
    const at = buttons.indexOf(button);
    const option = about.options?.[at];
    if (this.busy || typeof option !== 'string') {
      return;
    }
    this.busy = true;
    button.setAttribute('aria-busy', 'true');
    try {
      const { name } = this.cards.checked(about);
      const shared = cell.model.sharedModel;
      const { source } = await this.lessons.request('quiz', { source: shared.getSource(), name, option });
      shared.setSource(source);
      panel.content.activeCellIndex = panel.content.widgets.indexOf(cell);
      panel.content.mode = 'command';
      await this.lab.notebook.NotebookActions.run(panel.content, panel.sessionContext);
      await this.focus(cell, name, at);
    } catch (error) {
      this.cards.cells.tell('error', error.message, { autoClose: false });
    } finally {
      this.busy = false;
      button.removeAttribute('aria-busy');
    }
  }

  /** Keep the keyboard where it was: on the same option of the card that has taken the place of the old one. */
  async focus(cell, name, at) {
    for (const end = Date.now() + PATIENCE_MILLISECONDS; Date.now() < end && !cell.isDisposed; ) {
      const place = cell.outputArea.widgets.find(
        (_, index) => cell.outputArea.model.get(index)?.metadata?.workbench?.exercise === name
      );
      const option = place?.node.querySelectorAll('.wbf-option')[at];
      if (option) {
        option.focus({ preventScroll: true });
        return;
      }
      await new Promise(resume => setTimeout(resume, 50));
    }
  }
}
