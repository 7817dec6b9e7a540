"""The learner's side: what a lesson's cells call.

Running a cell is the check. An exercise that has not passed is replaced by the reference further down, so that a
lesson never dead-ends and every notebook runs to its end.
"""

from __future__ import annotations

import linecache
import sys
from collections.abc import Callable, Sequence
from types import EllipsisType
from typing import TYPE_CHECKING, Any, TypeVar

from workbench.checking.attempt import is_untouched, stub_fingerprints
from workbench.checking.beginning import has_placeholder
from workbench.checking.lesson import AuthorChecker, LessonChecker
from workbench.checking.quiz import match_option
from workbench.checking.types import Outcome, Verdict
from workbench.content import checks_dir
from workbench.curriculum import LessonInfo, lesson_info
from workbench.errors import WorkbenchError
from workbench.feedback import (
    claim_card,
    compare_card,
    exercise_card,
    hint_card,
    kept_card,
    message_card,
    quiz_card,
    solution_card,
)
from workbench.items import lesson_items
from workbench.offline import guard_if_asked
from workbench.slips import advise_on_letters

if TYPE_CHECKING:
    from workbench.progress import KeptCode, ProgressStore

T = TypeVar("T", bound=Callable[..., Any])


def show(item: Any) -> None:
    """Display under the cell in a notebook; print the text elsewhere."""
    ipython = sys.modules.get("IPython")
    if ipython is not None and ipython.get_ipython() is not None:
        ipython.display.display(item)
    else:
        print(item)


def lesson_checker(lesson_id: str) -> LessonChecker:
    """The judge of a lesson: of the release where the content is one, else the author's."""
    if checks_dir() is None:
        return AuthorChecker(lesson_id)
    from workbench.grading.release.public import PublicChecker

    return PublicChecker(lesson_id)


open_lessons: dict[tuple[str, str], Lesson] = {}
"""The last of each that a cell has opened in this process, by the name that cells have for it and the lesson's id."""


class Lesson:
    """One lesson, as its notebook sees it.

    lesson_id: ``<track>/<lesson>``, as the file lies under ``lessons/``. Raises WorkbenchError for an unknown id.
    """

    variable = "lesson"
    """What the cells call it, for the advice on cards."""

    def __init__(self, lesson_id: str) -> None:
        guard_if_asked()
        self.info: LessonInfo = lesson_info(lesson_id)
        self._judge = lesson_checker(lesson_id)
        self._warned = False
        self._last: str | None = None
        self._store = self._open_store()
        self._tell_notice()
        self._tell_missing()
        open_lessons[self.variable, self.info.id] = self
        advise_on_letters()

    def __repr__(self) -> str:
        return f"Lesson {self.info.id}: {self.info.title} ({self.info.minutes} minutes)"

    # -- exercises -----------------------------------------------------------------------------------------------

    def exercise(self, candidate: T) -> T:
        """Decorate a function or class: it is checked at once, and a card appears under the cell.

        Returns the learner's own object when it passes, else the reference; in the release of a course, which has no
        references, always the learner's own.
        """
        return self._check(candidate, _calling_source())

    def _check(self, candidate: T, source: str) -> T:
        """source: of the cell that defines the candidate."""
        name = self._last = candidate.__name__
        cases = self._judge.cases(name)
        if is_untouched(source, name, stub_fingerprints(self.info.path)):
            verdict = Verdict(exercise=name, outcome=Outcome.NOT_ATTEMPTED, total=cases)
        else:
            verdict = self._judge.check(name, candidate)
        stand_in = None if verdict.outcome is Outcome.PASSED else self._judge.stand_in(name)
        self._record(verdict, source)
        show(
            exercise_card(
                verdict,
                hints_left=self._hints_left(name),
                stands_in=stand_in is not None,
                can_see_solution=self._refusal(name) is None,
                asked_of=self.variable,
                lesson=self.info.id,
                placeholder=has_placeholder(source, name),
                kept=verdict.outcome is not Outcome.PASSED and self._could_restore(name, source),
            )
        )
        return candidate if stand_in is None else stand_in  # type: ignore[return-value]

    def hint(self, exercise: str | Callable[..., Any] | None = None) -> None:
        """Show the next hint of an exercise; after the last one, all of them again.

        exercise: its name, or the function or class itself; without one the last that was tried, else the next that is
        open.
        """
        name = self._meant(exercise)
        hints = self._judge.hints(name)
        if not hints:
            show(message_card(f"No hints: {name}", "This exercise has no hints."))
            return
        given = self._hints_given(name)
        if given >= len(hints):
            for number in range(1, len(hints) + 1):
                show(hint_card(name, hints, number, asked_of=self.variable))
            return
        self._given[name] = given + 1
        self._attempt(lambda store: store.record_hint(lesson=self.info.id, item=name, number=given + 1))
        show(hint_card(name, hints, given + 1, asked_of=self.variable))

    def solution(self, exercise: str | Callable[..., Any] | None = None) -> None:
        """Show the reference with its explanation, if the lesson's policy allows it by now. exercise: see ``hint``."""
        name = self._meant(exercise)
        refusal = self._refusal(name)
        if refusal:
            show(message_card(f"Not yet: {name}", refusal))
            return
        self._attempt(lambda store: store.record_solution_seen(lesson=self.info.id, item=name))
        told = self._judge.solution(name)
        if told is not None:
            show(solution_card(name, *told))

    def compare(self, exercise: str | Callable[..., Any] | None = None) -> None:
        """Show your version that has passed beside the reference, with its explanation. exercise: see ``hint``."""
        name = self._meant(exercise)
        refusal, mine = self._refusal(name), self._kept(name).passed
        told = None if refusal else self._judge.solution(name)
        if mine is None and refusal is None:
            refusal = "Your version is shown beside the reference once it has passed."
        if mine is None or told is None:
            show(message_card(f"Not yet: {name}", refusal or ""))
            return
        show(compare_card(name, mine, *told))

    def restore(self, exercise: str | Callable[..., Any] | None = None) -> None:
        """Show the code that was kept of an exercise: as it last passed, and as it was last tried. exercise: see
        ``hint``."""
        name = self._meant(exercise)
        show(kept_card(self.info.id, name, self._kept(name)))

    # -- quizzes and explorers -----------------------------------------------------------------------------------

    def quiz(self, name: str, question: str, options: Sequence[str], *, answer: str | EllipsisType = ...) -> None:
        """Ask a question. answer: the text of an option or its letter; ``...`` until the learner has chosen."""
        choice = self._judge.choice(name)
        if choice is not None and choice.answer not in options:
            raise WorkbenchError(f"Quiz {name!r}: the answer {choice.answer!r} is not among its options.")
        chosen, problem = None, ""
        if not isinstance(answer, EllipsisType):
            try:
                chosen = match_option(answer, list(options))
            except WorkbenchError as error:  # a slip of the pen must not stop the cells below
                problem = str(error)
        card = quiz_card(name, question, list(options), chosen, choice, problem=problem)
        card.metadata["workbench"] |= {"lesson": self.info.id, "asked_of": self.variable}
        if chosen is not None:
            outcome = str(card.metadata["workbench"]["outcome"])
            self._attempt(
                lambda store: store.record(
                    lesson=self.info.id,
                    item=name,
                    kind="quiz",
                    outcome=outcome,
                    score=float(outcome == Outcome.PASSED),
                    seconds=None,
                    diagnosis=chosen if outcome == Outcome.FAILED else None,
                )
            )
            self._attempts[name] = self._attempts.get(name, 0) + 1
        show(card)

    def claim(self, sentence: str, condition: object) -> None:
        """Say something about a result together with its check: the sentence is shown, and whether it holds here.

        condition: a truth value, such as ``gain < 0.01``; a NumPy bool and a 0-d tensor are some too. It may fail with
        the learner's own numbers: then the line says so. Raises WorkbenchError for a condition that is neither true nor
        false, such as an array.
        """
        try:
            holds = bool(condition)
        except (TypeError, ValueError, RuntimeError):
            raise WorkbenchError(
                f"The claim {sentence!r} needs one truth value, got {type(condition).__name__}: use .all() or .any()."
            ) from None
        if isinstance(condition, (str, bytes, list, tuple, dict, set)) or condition is None:
            raise WorkbenchError(f"The claim {sentence!r} needs a truth value, got {type(condition).__name__}.")
        show(claim_card(sentence, holds=holds))

    def explore(self, name: str, **initial: Any) -> None:
        """Show an explorer: an interactive figure. initial: values of its controls to start with."""
        from workbench.explorers import show as make

        show(make(name, **initial))

    # -- inside --------------------------------------------------------------------------------------------------

    def _meant(self, exercise: str | Callable[..., Any] | None) -> str:
        """The name of the exercise that is asked about."""
        if isinstance(exercise, str):
            return exercise
        if exercise is not None:
            return getattr(exercise, "__name__", type(exercise).__name__)
        if self._last is not None:
            return self._last
        names = [item.name for item in lesson_items(self.info.id) if item.kind == "exercise"]
        done: set[str] = set()
        self._attempt(lambda store: done.update(filter(store.lesson_progress(self.info.id).passed, names)))
        found = next((name for name in names if name not in done), names[-1] if names else None)
        if found is None:
            raise WorkbenchError(f"{self.info.id} has no exercise.")
        return found

    def _could_restore(self, name: str, source: str) -> bool:
        """Whether there is a version to put back in place of this source."""
        kept = self._kept(name)
        return kept.best is not None and kept.best != source

    def _kept(self, name: str) -> KeptCode:
        """The code of an exercise that was kept. Raises WorkbenchError for an unknown name, with the nearest."""
        from workbench.progress import KeptCode

        self._judge.hints(name)
        found: list[KeptCode] = []
        self._attempt(lambda store: found.extend([store.kept_codes(self.info.id).get(name, KeptCode())]))
        return found[0] if found else KeptCode()

    def _open_record(self) -> ProgressStore | None:
        from workbench.progress import open_store

        return open_store()

    def _open_store(self) -> ProgressStore | None:
        self._attempts: dict[str, int] = {}
        self._given: dict[str, int] = {}
        try:
            return self._open_record()
        except Exception as error:  # progress is never worth a lost lesson
            self._warn(error)
            return None

    def _attempt(self, action: Callable[[ProgressStore], None]) -> None:
        """Do something with the progress store; a failure is told once and the lesson goes on."""
        if self._store is None:
            return
        try:
            action(self._store)
        except Exception as error:
            self._warn(error)
        self._tell_notice()

    def _tell_notice(self) -> None:
        """Say once what the store did on its own: a damaged file was set aside."""
        if self._store is not None and self._store.notice:
            show(message_card("Progress starts anew", self._store.notice, tone="bad"))
            self._store.notice = None

    def _tell_missing(self) -> None:
        """Say now what is not installed, rather than let a cell below fail."""
        if self.info.extras or self.info.isolated:
            from workbench.installing.card import missing_card

            card = missing_card(self.info)
            if card is not None:
                show(card)

    def _warn(self, error: Exception) -> None:
        if not self._warned:
            self._warned = True
            show(message_card("Progress is not being saved", f"{error} The lesson goes on without it.", tone="bad"))

    def _record(self, verdict: Verdict, source: str) -> None:
        if verdict.outcome is Outcome.NOT_ATTEMPTED:
            return
        self._attempts[verdict.exercise] = self._attempts.get(verdict.exercise, 0) + 1
        self._attempt(
            lambda store: store.record(
                lesson=self.info.id,
                item=verdict.exercise,
                kind="exercise",
                outcome=str(verdict.outcome),
                score=verdict.score,
                seconds=verdict.seconds,
                diagnosis=verdict.diagnosis.kind if verdict.diagnosis else None,
                code=source,
            )
        )

    def _from_store(self, question: Callable[[ProgressStore], int]) -> int:
        try:
            found = question(self._store) if self._store is not None else 0
            self._tell_notice()
            return found
        except Exception as error:
            self._warn(error)
            return 0

    def _hints_given(self, name: str) -> int:
        stored = self._from_store(lambda store: store.hints(self.info.id, name))
        return max(stored, self._given.get(name, 0))

    def _hints_left(self, name: str) -> int:
        return max(0, len(self._judge.hints(name)) - self._hints_given(name))

    def _refusal(self, name: str) -> str | None:
        """Why the solution may not be seen yet; None when it may."""
        if self._judge.solution(name) is None:
            return "The solutions of this course are kept by its instructor."
        policy = self.info.solutions
        if policy == "always":
            return None
        if policy == "never":
            return "The solutions of this lesson are not shown."
        stored = self._from_store(lambda store: store.attempts(self.info.id, name))
        if policy == "after_attempt":
            tried = max(stored, self._attempts.get(name, 0))
            return None if tried else "Try it first: the solution is shown after your first attempt."
        passed = self._from_store(lambda store: int(store.lesson_progress(self.info.id).passed(name)))
        return None if passed else "The solution is shown after your own version has passed."


def _calling_source() -> str:
    """The source of the cell (or file) whose top level is calling into the lesson."""
    filename = sys._getframe(2).f_code.co_filename
    return "".join(linecache.getlines(filename))
