"""What the feedback cards in an executed notebook say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.batch.model import CardClaim, CardVerdict

if TYPE_CHECKING:
    from nbformat import NotebookNode


def read_verdicts(notebook: NotebookNode) -> tuple[CardVerdict, ...]:
    """The last verdict of each exercise and quiz, in the order of their first cards."""
    found: dict[str, CardVerdict] = {}
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            told = (output.get("metadata") or {}).get("workbench")
            if not isinstance(told, dict) or "outcome" not in told:
                continue
            text = output.get("data", {}).get("text/plain", "")
            found[str(told.get("exercise"))] = CardVerdict(
                name=str(told.get("exercise")),
                kind=str(told.get("kind")),
                outcome=str(told["outcome"]),
                score=float(told.get("score", 0.0)),
                text=text if isinstance(text, str) else "".join(text),
            )
    return tuple(found.values())


def read_claims(notebook: NotebookNode) -> tuple[CardClaim, ...]:
    """What the lesson claimed about its results, in the order of the cells."""
    outputs = (output for cell in notebook.cells for output in cell.get("outputs", []))
    told = ((output.get("metadata") or {}).get("workbench") for output in outputs)
    return tuple(
        CardClaim(sentence=str(each["claim"]), holds=bool(each.get("holds")))
        for each in told
        if isinstance(each, dict) and "claim" in each
    )
