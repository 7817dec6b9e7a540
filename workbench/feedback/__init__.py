"""A verdict as an accessible HTML card and as plain text."""

from workbench.feedback.card import (
    Card,
    claim_card,
    end_card,
    exercise_card,
    hint_card,
    message_card,
    quiz_card,
    solution_card,
)
from workbench.feedback.own import compare_card, kept_card

__all__ = [
    "Card",
    "claim_card",
    "compare_card",
    "end_card",
    "exercise_card",
    "hint_card",
    "kept_card",
    "message_card",
    "quiz_card",
    "solution_card",
]
