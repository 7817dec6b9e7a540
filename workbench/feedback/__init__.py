"""A verdict as an accessible HTML card and as plain text."""

from workbench.feedback.card import Card, claim_card, exercise_card, hint_card, message_card, quiz_card, solution_card

__all__ = ["Card", "claim_card", "exercise_card", "hint_card", "message_card", "quiz_card", "solution_card"]
