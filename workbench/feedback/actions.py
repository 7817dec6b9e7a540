"""The buttons on cards: hidden until JupyterLab's extension of the workbench is there to answer them.

A button says by its class what it does and nothing else: which exercise it is about stands in the metadata of the
output, so that no attribute of a notebook's HTML ever becomes code.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from workbench.checking.types import Outcome
from workbench.feedback.markup import inline

LABELS = {
    "hint": "Hint",
    "solution": "Solution",
    "compare": "Compare with the reference",
    "restore": "Restore my version",
    "reset": "Reset this cell",
    "next": "Next exercise",
}


def buttons(actions: Sequence[str], labels: dict[str, str] | None = None) -> tuple[str, str]:
    """A row of buttons, as a part of a card without text: elsewhere the commands stand in words. labels: in place of
    the usual ones."""
    made = "".join(
        f'<button type="button" class="wbf-do wbf-do-{action}" data-lm-suppress-shortcuts="true">'
        f"{escape((labels or {}).get(action, LABELS[action]))}</button>"
        for action in actions
    )
    return (f'<div class="wbf-actions">{made}</div>' if made else ""), ""


def actions_for(outcome: Outcome, *, hints_left: int, can_see_solution: bool, kept: bool) -> list[str]:
    """What can be done about an exercise. kept: a version of the learner's could be put back."""
    if outcome in (Outcome.PASSED, Outcome.RECORDED):
        return [*(["compare"] if can_see_solution and outcome is Outcome.PASSED else []), "next", "reset"]
    wrong = outcome is not Outcome.NOT_ATTEMPTED
    chosen = {
        "hint": hints_left > 0,
        "solution": can_see_solution and wrong,
        "restore": kept,
        "reset": wrong,
        "next": not wrong,
    }
    return [action for action, there in chosen.items() if there]


def option_buttons(options: Sequence[str], chosen: str | None) -> tuple[str, str]:
    """The options of a quiz to be clicked, as a part of a card without text: elsewhere they stand in a list."""
    made = "".join(
        f'<button type="button" class="wbf-option" aria-pressed="{"true" if option == chosen else "false"}" '
        f'data-lm-suppress-shortcuts="true"><span>{chr(97 + k)}</span> {inline(option)}</button>'
        for k, option in enumerate(options)
    )
    return f'<div class="wbf-choose" role="group" aria-label="Options">{made}</div>', ""
