"""What a notebook finds under the names of the workbench while it is graded: it notes answers and says nothing.

There are no solutions here and no checks. A learner's function comes back as it is. What was given for an exercise is
understood as in the lesson, by the same code, so that what is graded is what was checked there.
"""

from __future__ import annotations

import sys
import types
from collections.abc import Sequence
from typing import Any, ClassVar

from workbench.checking.given import Given, as_bound, give, is_stub_of, nameless, settle
from workbench.checking.quiz import in_words

MOST_ANSWERS = 200
_MOST_GIVEN = 1000
_LONGEST = 500


class Lesson:
    """Stands in for ``workbench.Lesson``."""

    answers: ClassVar[dict[str, str]] = {}
    given: ClassVar[dict[tuple[object, ...], Given]] = {}
    known: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, lesson_id: str = "", *_: Any, **__: Any) -> None:
        self.id = lesson_id

    def exercise(self, candidate: Any) -> Any:
        one = give(candidate, sys._getframe(1), self.known)
        if len(self.given) < _MOST_GIVEN:
            self.given.pop(one.place, None)
            self.given[one.place] = one
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


class Own:
    """The learner's versions of the exercises, kept from cell to cell.

    stubs: name → fingerprint of the lesson's exercises; names: the globals of the notebook; nameless: what was given
    for an exercise that cannot be called by its name.
    """

    def __init__(self, stubs: dict[str, str], names: dict[str, Any]) -> None:
        self._stubs, self._names = stubs, names
        self.versions: dict[str, Any] = {}
        self.nameless: dict[str, str] = {}
        self._before: dict[str, Any] = {}
        Lesson.known = frozenset(stubs)

    def begin(self) -> None:
        """A cell is about to run."""
        Lesson.given.clear()
        self._before = {name: self._names[name] for name in self._stubs if name in self._names}

    def end(self, source: str) -> None:
        """A cell has ended, well or not."""
        given = list(Lesson.given.values())
        Lesson.given.clear()
        for one in settle(given, self._stubs, source, self._stubs):
            if one.name in self._stubs:
                self._keep(one, one.name, source)

    def _keep(self, one: Given, name: str, source: str) -> None:
        if what := nameless(one):
            self.versions.pop(name, None)
            self.nameless[name] = what[:_LONGEST]
        elif not is_stub_of(one, source, self._stubs):
            self.nameless.pop(name, None)
            self.versions[name] = as_bound(one)
            self._names.setdefault(name, one.candidate)
        elif self._names.get(name) is one.candidate and name in self._before:
            self._names[name] = self._before[name]  # a stub takes the place of nothing


def install() -> None:
    """Put the stand-in where ``from workbench import Lesson`` and ``import workbench.lesson`` find it."""
    import workbench

    module = types.ModuleType("workbench.lesson")
    module.__dict__["Lesson"] = Lesson
    sys.modules["workbench.lesson"] = module
    workbench.__dict__["lesson"] = module
    workbench.__dict__["Lesson"] = Lesson
