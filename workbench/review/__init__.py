"""Review by spaced repetition: what was passed in a lesson comes back when it is about to be forgotten.

``rating`` says what an attempt tells about memory, ``schedule`` when the item is due again, ``store`` keeps both with
the learner's progress. ``agenda`` knows what is due, ``context`` what an exercise needs of its lesson, ``notebook``
makes the notebook, and ``session`` is what its cells call.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workbench.review.session import Review

__all__ = ["Review"]


def __getattr__(name: str) -> Any:
    # On first use: the command line and the server need the other modules only.
    if name == "Review":
        from workbench.review.session import Review

        return Review
    raise AttributeError(f"module 'workbench.review' has no attribute {name!r}")
