"""What the buttons on cards do in the kernel: fixed calls, with names that are looked up and never executed."""

from __future__ import annotations

from workbench.errors import WorkbenchError, nearest
from workbench.lesson import Lesson, open_lessons

ACTIONS = ("hint", "solution", "compare", "restore")


def press(action: str, lesson_id: str, name: str, asked_of: str = Lesson.variable) -> None:
    """Show what a button asks for, as the lesson's own method would.

    asked_of: what the notebook calls that which has the hints. A lesson that no cell of this kernel has opened is
    opened now. Raises WorkbenchError for an action, a lesson or an exercise that there is not.
    """
    if action not in ACTIONS:
        raise WorkbenchError(f"There is no button {action!r}.{nearest(action, ACTIONS)}")
    lesson = open_lessons.get((asked_of, lesson_id)) or Lesson(lesson_id)
    getattr(lesson, action)(name)
