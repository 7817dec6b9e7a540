"""What the cells of a review notebook call: exercises and quizzes of several lessons, checked as in their lessons, but
on inputs that are drawn for this review."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import EllipsisType, FrameType
from typing import Any, TypeVar

from workbench.authoring import Exercise
from workbench.checking.attempt import stub_fingerprints
from workbench.checking.desk import Desk
from workbench.checking.ends import Cell
from workbench.checking.given import Given, settle
from workbench.checking.lesson import AuthorChecker
from workbench.checking.run import Checker
from workbench.checking.types import Outcome
from workbench.content import checks_dir
from workbench.errors import WorkbenchError, nearest
from workbench.feedback import Card, message_card
from workbench.items import lesson_items
from workbench.journal import Journal, notice_card
from workbench.lesson import Lesson, python_of, show

T = TypeVar("T", bound=Callable[..., Any])

_MOST_DRAWS = 10
_PATIENCE = 2.0
"""Seconds for one known mistake on the inputs of a draw; one that takes longer does not pass."""


class FreshChecker(AuthorChecker):
    """Judges the exercises of a lesson on hidden inputs of one review: the same review always has the same.

    Few random cases may happen to be those on which a known mistake makes no difference: then others are drawn.
    """

    def __init__(self, lesson_id: str, review: str) -> None:
        super().__init__(lesson_id)
        self._review = review

    def cases(self, name: str) -> int:
        # Their number is the same in every draw; a stub that nobody has touched needs no more.
        return len(self._solution().exercise(name).all_cases())

    def _checker(self, name: str) -> Checker:
        exercise = self._solution().exercise(name)
        known = self._checkers.get(name)
        if known is None or known.exercise is not exercise:
            self._checkers[name] = self._draw(exercise)
        return self._checkers[name]

    def _draw(self, exercise: Exercise) -> Checker:
        digest = hashlib.sha256(f"{self._review}\n{self._lesson}\n{exercise.name}".encode()).digest()
        seed = [int.from_bytes(digest[at : at + 4], "little") for at in range(0, 16, 4)]
        for draw in range(_MOST_DRAWS):
            checker = Checker(exercise, seed=[*seed, draw])
            for case in checker.cases:  # the reference takes the time it needs: its first call may import much
                checker.expected(case)
            wrong = (one for each in exercise.misconceptions for one in each.implementations)
            if not any(checker.accepts(implementation, seconds=_PATIENCE) for implementation in wrong):
                break
        return checker


def _standing_card(notice: str) -> Card:
    """Of how a test stands."""
    return message_card("The test", notice, tone="good" if notice.startswith("You know") else "info")


class _ReviewedLesson(Lesson):
    """The items of one lesson in a review. In the release of a course its public checks judge, as in the lesson."""

    variable = "review"

    def __init__(self, lesson_id: str, review: str, *, test: Iterable[str] | None = None) -> None:
        self._review = review
        self.items = {item.name: item for item in lesson_items(lesson_id)}
        self._test = None if test is None else [(name, self.items[name].kind) for name in test if name in self.items]
        super().__init__(lesson_id)
        if checks_dir() is None:
            self._judge = FreshChecker(lesson_id, review)

    def _open_journal(self) -> Journal:
        from workbench.review.store import open_record

        told = notice_card if self._test is None else _standing_card
        return Journal(self.info.id, lambda: open_record(self._review, self._test), show, told)

    def mine_at(self, name: str, frame: FrameType) -> Any:
        return self._give_back(name, frame)

    def _tell_end(self, outcome: Outcome) -> None:
        """A review is not the lesson."""

    def stand_in(self, name: str) -> Callable[..., Any] | None:
        return self._judge.stand_in(name)

    def still_asks(self, name: str, options: Sequence[str]) -> bool:
        """Whether a quiz has the same options as when the notebook was made, in whatever order."""
        return name in self.items and sorted(self.items[name].options) == sorted(options)


class Review:
    """One review, as its notebook sees it.

    name: of the review; it decides which inputs are drawn. items: lesson id → names of its exercises and quizzes in
    this review, all different. What has vanished from its lesson since the notebook was made is told and skipped.
    test: it is a test whether its lesson is known, see ``workbench.review.known``.
    """

    def __init__(self, name: str, items: Mapping[str, Iterable[str]], *, test: bool = False) -> None:
        self.name = name
        self._test = test
        self._homes: dict[str, str] = {}
        for lesson_id, names in items.items():
            for item in names:
                if item in self._homes:
                    raise WorkbenchError(f"{item!r} is twice in this review. Make a new one with: workbench review")
                self._homes[item] = lesson_id
        self._lessons: dict[str, _ReviewedLesson | None] = {}
        self._desk = Desk(lambda: self._homes, self._home, self._ended)

    def __repr__(self) -> str:
        return f"Review {self.name}: {len(self._homes)} items of {len(set(self._homes.values()))} lessons"

    def exercise(self, candidate: T) -> T:
        """Decorate a function or class: it is checked when the cell has ended, see ``Lesson.exercise``."""
        self._desk.take(candidate, sys._getframe(1))
        return candidate

    def mine(self, name: str) -> Any:
        """The learner's own version of an exercise, see ``Lesson.mine``."""
        lesson = self._home(name)
        return None if lesson is None else lesson.mine_at(name, sys._getframe(1))

    def _ended(self, cell: Cell, given: list[Given]) -> None:
        text = python_of(cell, given)
        found: dict[str, list[Given]] = {}
        for one in settle(given, self._homes, text, self._stubs({one.name for one in given})):
            lesson = self._home(one.name) if one.name else self._any_lesson()
            if lesson is not None:
                found.setdefault(lesson.info.id, []).append(one)
        for lesson_id, ones in found.items():
            if (lesson := self._lesson(lesson_id)) is not None:
                lesson.look(cell, ones, text)

    def _stubs(self, names: Iterable[str | None]) -> dict[str, str]:
        """Name → fingerprint of the stubs of these exercises."""
        lessons = {name: self._lesson(self._homes[name]) for name in names if name in self._homes}
        stubs = {name: stub_fingerprints(lesson.info.path) for name, lesson in lessons.items() if lesson is not None}
        return {name: found[name] for name, found in stubs.items() if name in found}

    def _any_lesson(self) -> _ReviewedLesson | None:
        """One that can say what is wrong with an object that has no name."""
        return next((lesson for home in self._homes.values() if (lesson := self._lesson(home)) is not None), None)

    def quiz(self, name: str, question: str, options: Sequence[str], *, answer: str | EllipsisType = ...) -> None:
        """Ask a question. answer: the text of an option or its letter in the order given here."""
        lesson = self._home(name)
        if lesson is None:
            return
        if not lesson.still_asks(name, options):
            show(message_card(f"The question has changed: {name}", "Its lesson offers other options now."))
            return
        lesson.quiz(name, question, options, answer=answer)

    def hint(self, name: str) -> None:
        """Show the next hint of an exercise, beginning anew in each review."""
        lesson = self._home(name)
        if lesson is not None:
            lesson.hint(name)

    def solution(self, name: str) -> None:
        """Show the reference with its explanation, after an attempt in this review."""
        lesson = self._home(name)
        if lesson is not None:
            lesson.solution(name)

    def given(self, lesson_id: str, name: str) -> Callable[..., Any]:
        """The reference of an exercise that others build on."""
        lesson = self._lesson(lesson_id)
        found = lesson.stand_in(name) if lesson is not None and name in lesson.items else None
        if found is not None:
            return found

        def missing(*_: Any, **__: Any) -> Any:
            raise WorkbenchError(f"{lesson_id} no longer has {name!r}. Make a new review with: workbench review")

        return missing

    def _home(self, name: str) -> _ReviewedLesson | None:
        """The lesson of an item; None when it has vanished from there, which is told."""
        if name not in self._homes:
            raise WorkbenchError(f"This review has no {name!r}.{nearest(name, self._homes)}")
        lesson_id = self._homes[name]
        lesson = self._lesson(lesson_id)
        if lesson is not None and name in lesson.items:
            return lesson
        show(message_card(f"No longer there: {name}", f"{lesson_id} no longer has it, so it is not checked."))
        return None

    def _lesson(self, lesson_id: str) -> _ReviewedLesson | None:
        if lesson_id not in self._lessons:
            try:
                asked = [name for name, home in self._homes.items() if home == lesson_id]
                self._lessons[lesson_id] = _ReviewedLesson(lesson_id, self.name, test=asked if self._test else None)
            except WorkbenchError:  # renamed, deleted or broken since the notebook was made
                self._lessons[lesson_id] = None
        return self._lessons[lesson_id]
