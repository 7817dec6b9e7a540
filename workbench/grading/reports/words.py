"""The words in which reports speak of outcomes, refusals and states."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.checking.types import Outcome
from workbench.grading.intake.reading import Reason


@dataclass(frozen=True)
class Told:
    """tone: good, bad, info or hand (a colour); sign and words say the same without one."""

    tone: str
    sign: str
    words: str


OUTCOMES = {
    Outcome.PASSED: Told("good", "✓", "Correct"),
    Outcome.FAILED: Told("bad", "✗", "Not right yet"),
    Outcome.ERROR: Told("bad", "✗", "Your code raised an exception"),
    Outcome.TIMEOUT: Told("bad", "✗", "Stopped: too long"),
    Outcome.NOT_ATTEMPTED: Told("info", "○", "Not attempted"),
}
NOT_CHECKED = Told("bad", "✗", "Could not be checked")
NOT_GRADED = Told("info", "…", "Not graded yet")
NOTHING_CAME = Told("info", "○", "Nothing handed in")
BY_HAND = Told("hand", "✎", "Graded by hand")

_UNCHECKED = ("missing", "syntax", "unusable", "no_option", "process_died", "cell_failed")


def outcome(name: str, diagnosis_kind: str) -> Told:
    """An outcome in words; an error that is not the code's of the exercise itself could not be checked."""
    if name == Outcome.ERROR and diagnosis_kind in _UNCHECKED:
        return NOT_CHECKED
    return OUTCOMES[Outcome(name)] if name in list(Outcome) else Told("info", "○", name)


SHORT = {
    Outcome.PASSED: "correct",
    Outcome.FAILED: "wrong result",
    Outcome.ERROR: "exception, or could not be checked",
    Outcome.TIMEOUT: "too long",
    Outcome.NOT_ATTEMPTED: "not attempted",
}
"""Outcomes as the class page names them."""

REFUSALS = {
    Reason.NO_FILE: ("The file could not be read", "Hand in the notebook itself, the .ipynb file."),
    Reason.TOO_LARGE: ("The file is too large", "Clear the outputs, keep data out of the cells, and hand it in again."),
    Reason.EMPTY: ("The file is empty", "Save the notebook in JupyterLab and hand in the file that was saved."),
    Reason.NOT_TEXT: ("The file is no text", "Hand in the .ipynb file, not an export or an archive of it."),
    Reason.NOT_JSON: ("The file is damaged", "Open the notebook in JupyterLab, save it, and hand it in again."),
    Reason.TOO_DEEP: ("The file cannot be a notebook", "Open the notebook in JupyterLab, save it, and hand it in."),
    Reason.NOT_A_NOTEBOOK: ("The file is no notebook", "Hand in the lesson's .ipynb file."),
    Reason.WRONG_KIND: ("The file is of another kind", "Hand in the lesson's .ipynb file."),
    Reason.FUTURE_FORMAT: ("The notebook's format is too new", "Save the notebook in format 4 and hand it in again."),
    Reason.WRONG_NOTEBOOK: ("This is another lesson's notebook", "Hand in the notebook of this lesson."),
}


def refusal(reason: str) -> tuple[str, str]:
    """(why a file was refused, what to do) in words; a reason that an instructor made up is read as words."""
    if reason in list(Reason):
        return REFUSALS[Reason(reason)]
    return reason.replace("_", " ").capitalize() or "Refused", "Ask your instructor what to hand in."


def outcome_short(outcome: str) -> str:
    return SHORT[Outcome(outcome)] if outcome in list(Outcome) else outcome
