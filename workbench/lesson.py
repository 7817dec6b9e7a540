"""The learner's side: what a lesson's cells call.

Running a cell is the check: it comes when the cell has ended, with what the cell has defined, under its own name. An
exercise that has not passed is replaced by the reference in the cells below, so that a lesson never dead-ends and every
notebook runs to its end.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import nullcontext
from dataclasses import replace
from types import EllipsisType, FrameType
from typing import TYPE_CHECKING, Any, TypeVar

from workbench.checking.attempt import stub_fingerprints
from workbench.checking.beginning import has_placeholder
from workbench.checking.desk import Desk
from workbench.checking.ends import Cell, catch_up, keep_kernel, running_cell
from workbench.checking.given import Given, Kept, as_bound, complaint, is_stub_of, nameless, own_name, settle
from workbench.checking.lesson import AuthorChecker, LessonChecker
from workbench.checking.outputs import replay
from workbench.checking.quiz import match_option
from workbench.checking.types import Diagnosis, Outcome, Verdict
from workbench.content import checks_dir
from workbench.curriculum import LessonInfo, lesson_info, load_curriculum
from workbench.errors import WorkbenchError
from workbench.feedback import (
    Card,
    claim_card,
    compare_card,
    end_card,
    exercise_card,
    hint_card,
    kept_card,
    message_card,
    quiz_card,
    solution_card,
)
from workbench.items import is_done, lesson_items
from workbench.journal import Journal
from workbench.offline import guard_if_asked
from workbench.slips import advise_on_letters

if TYPE_CHECKING:
    from workbench.progress import LessonProgress, ProgressStore

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


_ONLY_A_STUB = "This cell holds the exercise as it was given. What you wrote in another cell counts."
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
        self._desk = Desk(lambda: self._judge.exercises, lambda name: self._judge.cases(name), self._ended)
        self._mine: dict[str, Kept] = {}
        keep_kernel()
        self._last: str | None = None
        self._ended_well = False
        self._journal = self._open_journal()
        self._tell_missing()
        open_lessons[self.variable, self.info.id] = self
        advise_on_letters()

    def __repr__(self) -> str:
        return f"Lesson {self.info.id}: {self.info.title} ({self.info.minutes} minutes)"

    # -- exercises -----------------------------------------------------------------------------------------------

    def exercise(self, candidate: T) -> T:
        """Decorate a function or class: it is checked when the cell has ended, and a card appears under the cell.

        Returns the object itself, which is what its name means within the cell. If it does not pass, the reference
        takes the name in the cells below, and ``mine`` gives the learner's own; in the release of a course, which has
        no references, the name stays the learner's.
        """
        self._desk.take(candidate, sys._getframe(1))
        return candidate

    def mine(self, name: str) -> Any:
        """The learner's own version of an exercise, the last that was run.

        In the cell that asks for it, its name means it again, so that it may call itself. Raises WorkbenchError when
        none was run.
        """
        return self._give_back(name, sys._getframe(1))

    def _give_back(self, name: str, frame: FrameType) -> Any:
        self._judge.cases(name)  # says which one may have been meant
        waiting = self._desk.waiting(name)
        if waiting is not None:
            return waiting.candidate
        kept = self._mine.get(name)
        if kept is None:
            raise WorkbenchError(f"There is no version of {name!r} of your own yet: write one and run its cell first.")
        names, before = kept.names, kept.names.get(name)
        if before is not None and before is not kept.candidate:
            names[name] = kept.candidate
            cell = running_cell(frame)
            cell.names.add(name)
            # Unless the cell has put something else there.
            cell.at_end(lambda _: names.update({name: before}) if names.get(name) is kept.candidate else None)
        return kept.candidate

    def look(self, cell: Cell, given: Iterable[Given], text: str) -> None:
        """Judge what a cell gave, now that it has ended, and let references stand in. text: of the cell, as Python."""
        given = list(given)
        passed: set[str] = set()
        try:
            for one in given:
                if self._verdict(one, cell, text).outcome is Outcome.PASSED:
                    passed.add(one.name or "")
        finally:  # also when a check was stopped: the cells below need something under each name
            for one in given:
                if cell.top and one.name:
                    self._place(one, one.name, passed=one.name in passed)

    def _ended(self, cell: Cell, given: list[Given]) -> None:
        text = python_of(cell, given)
        stubs = stub_fingerprints(self.info.path)
        self.look(cell, settle(given, self._judge.exercises, text, stubs), text)

    def _verdict(self, one: Given, cell: Cell, text: str) -> Verdict:
        """The verdict on one exercise, recorded and shown."""
        what = nameless(one)
        if one.name is None or what:
            return self._no_exercise(one, what, cell)
        name, kept = one.name, self._mine.get(one.name)
        source, self._last = cell.source or one.source, name
        if not is_stub_of(one, text, stub_fingerprints(self.info.path)):
            verdict = self._check(one, name, cell)
        elif kept is None or (cell.id is not None and cell.id == kept.cell):  # else it was emptied on purpose
            self._mine.pop(name, None)
            verdict = Verdict(exercise=name, outcome=Outcome.NOT_ATTEMPTED, total=self._judge.cases(name))
        else:
            self._show_exercise(replace(kept.verdict, notes=(*kept.verdict.notes, _ONLY_A_STUB), shown=()), source)
            return kept.verdict
        self._journal.record(verdict, source)
        self._show_exercise(verdict, source)
        return verdict

    def _check(self, one: Given, name: str, cell: Cell) -> Verdict:
        candidate = as_bound(one)
        nothing = Verdict(exercise=name, outcome=Outcome.NOT_ATTEMPTED, total=self._judge.cases(name))
        self._mine[name] = Kept(candidate, one.names, cell.id, nothing)
        is_global = cell.top or name in one.names
        with own_name(one.names, name, candidate) if is_global else nullcontext():
            verdict = self._judge.check(name, candidate)
        self._mine[name] = Kept(candidate, one.names, cell.id, verdict)
        return verdict

    def _no_exercise(self, one: Given, what: str, cell: Cell) -> Verdict:
        """Tell that something cannot be checked, and how it can."""
        text = complaint(what, one.name, variable=self.variable)
        if one.name is None:
            if not what:
                try:
                    self._judge.cases(one.candidate.__name__)
                except WorkbenchError as error:
                    text = str(error)
            show(message_card("Not checked", text, tone="bad"))
            return Verdict(exercise="", outcome=Outcome.ERROR)
        found = Diagnosis(kind="no_name", message=text)
        cases = self._judge.cases(one.name)
        verdict = Verdict(exercise=one.name, outcome=Outcome.ERROR, total=cases, diagnosis=found)
        source = cell.source or one.source
        self._journal.record(verdict, source)
        self._show_exercise(verdict, source)
        return verdict

    def _place(self, one: Given, name: str, *, passed: bool) -> None:
        """Put under the name what the cells below shall find there."""
        stand_in = None if passed else self._judge.stand_in(name)
        kept = self._mine.get(name)
        if stand_in is not None:
            one.names[name] = stand_in
        elif kept is not None and one.names.get(name) is one.candidate is not kept.candidate:
            one.names[name] = kept.candidate  # it was a stub
        else:
            one.names.setdefault(name, one.candidate)

    def _show_exercise(self, verdict: Verdict, source: str) -> None:
        name = verdict.exercise
        replay(verdict.shown)
        stands_in = verdict.outcome is not Outcome.PASSED and self._judge.stand_in(name) is not None
        show(
            exercise_card(
                verdict,
                hints_left=self._hints_left(name),
                stands_in=stands_in,
                can_see_solution=self._refusal(name) is None,
                asked_of=self.variable,
                lesson=self.info.id,
                placeholder=has_placeholder(source, name),
                kept=verdict.outcome is not Outcome.PASSED and self._could_restore(name, source),
            )
        )
        self._tell_end(verdict.outcome)

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
        given = self._journal.hints(name)
        if given >= len(hints):
            for number in range(1, len(hints) + 1):
                show(hint_card(name, hints, number, asked_of=self.variable))
            return
        self._journal.record_hint(name, given + 1)
        show(hint_card(name, hints, given + 1, asked_of=self.variable))

    def solution(self, exercise: str | Callable[..., Any] | None = None) -> None:
        """Show the reference with its explanation, if the lesson's policy allows it by now. exercise: see ``hint``."""
        name = self._meant(exercise)
        refusal = self._refusal(name)
        if refusal:
            show(message_card(f"Not yet: {name}", refusal))
            return
        self._journal.attempt(lambda store: store.record_solution_seen(lesson=self.info.id, item=name))
        told = self._judge.solution(name)
        if told is not None:
            show(solution_card(name, *told))

    def compare(self, exercise: str | Callable[..., Any] | None = None) -> None:
        """Show your version that has passed beside the reference, with its explanation. exercise: see ``hint``."""
        name = self._meant(exercise)
        refusal, mine = self._refusal(name), self._journal.kept(name).passed
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
        self._judge.hints(name)  # says which one may have been meant
        show(kept_card(self.info.id, name, self._journal.kept(name)))

    # -- quizzes and explorers -----------------------------------------------------------------------------------

    def quiz(self, name: str, question: str, options: Sequence[str], *, answer: str | EllipsisType = ...) -> None:
        """Ask a question. answer: the text of an option or its letter; ``...`` until the learner has chosen."""
        catch_up()
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
            self._journal.record_choice(name, outcome, chosen)
        show(card)
        self._tell_end(Outcome(card.metadata["workbench"]["outcome"]))

    def claim(self, sentence: str, condition: object) -> None:
        """Say something about a result together with its check: the sentence is shown, and whether it holds here.

        condition: a truth value, such as ``gain < 0.01``; a NumPy bool and a 0-d tensor are some too. It may fail with
        the learner's own numbers: then the line says so. Raises WorkbenchError for a condition that is neither true nor
        false, such as an array.
        """
        catch_up()
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

        catch_up()
        show(make(name, **initial))

    # -- inside --------------------------------------------------------------------------------------------------

    def _meant(self, exercise: str | Callable[..., Any] | None) -> str:
        """The name of the exercise that is asked about."""
        catch_up()
        if isinstance(exercise, str):
            return exercise
        if exercise is not None:
            return getattr(exercise, "__name__", type(exercise).__name__)
        if self._last is not None:
            return self._last
        names = [item.name for item in lesson_items(self.info.id) if item.kind == "exercise"]
        done: set[str] = set()
        self._journal.attempt(lambda store: done.update(filter(store.lesson_progress(self.info.id).passed, names)))
        found = next((name for name in names if name not in done), names[-1] if names else None)
        if found is None:
            raise WorkbenchError(f"{self.info.id} has no exercise.")
        return found

    def _tell_end(self, outcome: Outcome) -> None:
        """After the last of all exercises and quizzes, say once what was learned and where to go on."""
        if outcome not in (Outcome.PASSED, Outcome.RECORDED) or self._ended_well:
            return
        known: list[LessonProgress] = []
        self._journal.attempt(lambda store: known.append(store.lesson_progress(self.info.id)))
        if known and is_done(self.info.id, known[0]):
            self._ended_well = True
            self._journal.attempt(lambda store: show(self._end_card(store)))

    def _end_card(self, store: ProgressStore) -> Card:
        from workbench.roadmap import build_roadmap

        roadmap = build_roadmap(load_curriculum(), store.all_progress())
        following = roadmap.lessons[roadmap.next].title if roadmap.next else None
        return end_card(self.info.title, [each.text for each in self.info.objectives], following)

    def _could_restore(self, name: str, source: str) -> bool:
        """Whether there is a version to put back in place of this source."""
        kept = self._journal.kept(name)
        return kept.best is not None and kept.best != source

    def _open_journal(self) -> Journal:
        from workbench.progress import open_store

        return Journal(self.info.id, open_store, show)

    def _tell_missing(self) -> None:
        """Say now what is not installed, rather than let a cell below fail."""
        if self.info.extras or self.info.isolated:
            from workbench.installing.card import missing_card

            card = missing_card(self.info)
            if card is not None:
                show(card)

    def _hints_left(self, name: str) -> int:
        return max(0, len(self._judge.hints(name)) - self._journal.hints(name))

    def _refusal(self, name: str) -> str | None:
        """Why the solution may not be seen yet; None when it may."""
        if self._judge.solution(name) is None:
            return "The solutions of this course are kept by its instructor."
        policy = self.info.solutions
        if policy == "always":
            return None
        if policy == "never":
            return "The solutions of this lesson are not shown."
        if policy == "after_attempt":
            waiting = self._desk.waiting(name)  # in the cell that asks
            trying = waiting is not None and not is_stub_of(waiting, "", stub_fingerprints(self.info.path))
            tried = trying or self._journal.attempts(name)
            return None if tried else "Try it first: the solution is shown after your first attempt."
        return None if self._journal.has_passed(name) else "The solution is shown after your own version has passed."


def python_of(cell: Cell, given: Sequence[Given]) -> str:
    """A cell that has ended without its magics, where what it gave cannot be understood without it; else empty."""
    if all(one.source and one.name for one in given):
        return ""
    from workbench.grading.intake.magics import CellError, plain_python

    try:
        return plain_python(cell.source)[0]
    except CellError:
        return ""
