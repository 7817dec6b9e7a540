"""Cards about the learner's own code: what was kept of it, and how it looks beside the reference."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from workbench.feedback.actions import buttons
from workbench.feedback.card import Card, make_card, paragraph

if TYPE_CHECKING:
    from workbench.progress import KeptCode


def _code(heading: str, code: str) -> tuple[str, str]:
    return f"<div><p><strong>{escape(heading)}</strong></p><pre>{escape(code)}</pre></div>", f"{heading}:\n{code}"


def compare_card(name: str, mine: str, reference: str, explanation: str) -> Card:
    """The learner's version and the reference, side by side where there is room."""
    mine_html, mine_text = _code("Your version", mine.strip())
    reference_html, reference_text = _code("The reference", reference)
    both = f'<div class="wbf-sides">{mine_html}{reference_html}</div>', f"{mine_text}\n\n{reference_text}"
    parts = [both, paragraph(explanation)] if explanation else [both]
    return make_card("info", f"Two versions: {name}", parts)


def kept_card(lesson: str, name: str, kept: KeptCode) -> Card:
    """The code of an exercise that was kept. In JupyterLab a button puts it back into the cell."""
    if kept.best is None:
        text = "Nothing is kept of it yet: the code of a cell is kept whenever it is checked."
        return make_card("info", f"No version of yours: {name}", [paragraph(text)])
    parts = []
    if kept.passed is not None:
        parts.append(_code("As it last passed", kept.passed.strip()))
    if kept.tried is not None and kept.tried != kept.passed:
        parts.append(_code("As you last tried it", kept.tried.strip()))
    parts.append(
        ('<p class="wbf-commands">Copy it into the cell and run that.</p>', "Copy it into the cell and run that.")
    )
    parts.append(buttons(["restore"]))
    metadata = {"workbench": {"about": name, "lesson": lesson}}
    return make_card("info", f"Your version: {name}", parts, metadata)
