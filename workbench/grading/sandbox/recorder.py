"""What a notebook finds under the names of the workbench while it is graded: it notes answers and says nothing.

There are no solutions here and no checks. A learner's function comes back as it is.
"""

from __future__ import annotations

import sys
import types
from collections.abc import Sequence
from typing import Any, ClassVar

from workbench.checking.quiz import in_words

MOST_ANSWERS = 200
_LONGEST = 500


class Lesson:
    """Stands in for ``workbench.Lesson``."""

    answers: ClassVar[dict[str, str]] = {}

    def __init__(self, lesson_id: str = "", *_: Any, **__: Any) -> None:
        self.id = lesson_id

    def exercise(self, candidate: Any) -> Any:
        return candidate

    def quiz(self, name: str, question: str = "", options: Sequence[str] = (), *, answer: Any = ...) -> None:
        del question
        if isinstance(answer, str) and len(self.answers) < MOST_ANSWERS:
            if isinstance(options, list | tuple):
                answer = in_words(answer, options)  # each learner's notebook has an order of its own
            self.answers[str(name)[:_LONGEST]] = answer[:_LONGEST]

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *_, **__: None


def install() -> None:
    """Put the stand-in where ``from workbench import Lesson`` and ``import workbench.lesson`` find it."""
    import workbench

    module = types.ModuleType("workbench.lesson")
    module.__dict__["Lesson"] = Lesson
    sys.modules["workbench.lesson"] = module
    workbench.__dict__["lesson"] = module
    workbench.__dict__["Lesson"] = Lesson
