"""A verdict as an accessible HTML card and as plain text."""

from workbench.feedback.card import Card, exercise_card, hint_card, message_card, quiz_card, solution_card

__all__ = ["Card", "exercise_card", "hint_card", "message_card", "quiz_card", "solution_card"]
