"""Wrong versions of an exercise and what they answer to its cases: found when first wanted, and kept.

A version is an author's misconception, a mutant, or the reference with an argument altered. Whoever gives the same
answers on all cases has made that mistake, or one that cannot be told from it.
"""

from __future__ import annotations

import inspect
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from workbench.authoring import Case, Exercise
from workbench.authoring.exercise import Inputs
from workbench.checking.asking import Answer, Trial, ask_with, differ, tolerance_of
from workbench.checking.compare import compare
from workbench.checking.limits import OutOfTimeError, can_limit, time_limit

Reduce = Callable[[Any], Any]
_MOST_SECONDS_OF_A_CALL = 0.5
_MOST_TRIES = 3


@dataclass(eq=False)
class Version:
    """One wrong version. words: what is told of it; make: its implementation; alter: the inputs that it is given in
    place of a case's own, None when the case has none such; rank: those of a lower one explain before it;
    patient: what an author foresaw is asked for as long as an exercise may take; of: the
    version that it is made of by one more mistake."""

    words: str
    make: Callable[[], Callable[..., Any]]
    alter: Callable[[Inputs], Inputs | None] | None = None
    rank: int = 0
    patient: bool = False
    of: Version | None = None
    answers: dict[int, Answer | None] = field(default_factory=dict)
    agrees: dict[int, bool] = field(default_factory=dict)
    tries: int = 0
    dead: bool = False


class Known:
    """The versions of one exercise. reduce: how an answer looks after it has crossed from a sandbox; seconds: so long
    versions that no author foresaw are looked at in one diagnosis."""

    def __init__(self, exercise: Exercise, reduce: Reduce | None = None, *, seconds: float = 2.0) -> None:
        self.exercise = exercise
        self._seconds = seconds
        self._reduce = reduce
        self._versions: dict[str, list[Version]] = {}
        self._deadline: float | None = None

    def begin(self) -> None:
        """From now on the time of one diagnosis runs."""
        self._deadline = time.monotonic() + self._seconds

    def versions(self, kind: str, make: Callable[[], Iterator[Version]]) -> list[Version]:
        """The versions of a kind, made once. A source that cannot be read has none."""
        if kind not in self._versions:
            try:
                self._versions[kind] = list(make())
            except (OSError, TypeError, SyntaxError):
                self._versions[kind] = []
        return self._versions[kind]

    def answer(self, version: Version, case: Case) -> Answer | None:
        """What a version says to a case; None when it has nothing to say, or no time is left to ask."""
        if case.number not in version.answers:
            left = self._left(version)
            if version.dead or left <= 0:
                return None
            try:
                with time_limit(left):
                    version.answers[case.number] = self._asked(version, case)
            except OutOfTimeError:
                version.tries += 1
                version.dead = left >= _MOST_SECONDS_OF_A_CALL or version.tries >= _MOST_TRIES
                return None
        return version.answers[case.number]

    def heard(self, version: Version, trials: Sequence[Trial]) -> None:
        """Take over what a version has just been tried on, but for the two cases that are looked at first: asked again
        there, one that answers otherwise each time is not like itself."""
        for trial in _quickest_first(trials)[2:]:
            version.answers.setdefault(trial.case.number, trial.answer)
            version.agrees.setdefault(trial.case.number, trial.difference is None)

    def _left(self, version: Version) -> float:
        """How many seconds a version may take for a case."""
        if version.patient or self._deadline is None:
            return self.exercise.settings.time_limit
        return min(self._deadline - time.monotonic(), _MOST_SECONDS_OF_A_CALL)

    def _asked(self, version: Version, case: Case) -> Answer | None:
        inputs = case.fresh()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what a wrong implementation leaves open is closed in here
            try:
                changed = inputs if version.alter is None else version.alter(inputs)
                if changed is None:
                    return None
                answer = ask_with(self.exercise, version.make(), changed)
            except Exception:  # an alteration that makes no sense, a mutant that does not compile
                version.dead = True
                return None
            if answer.error is not None:
                answer.error.__traceback__ = None
                return answer
            return Answer(value=self._reduce(answer.value) if self._reduce else answer.value)

    def agrees(self, version: Version, trial: Trial) -> bool:
        """Whether a version answers a case as the reference does: kept, because it is asked of every learner."""
        number = trial.case.number
        if number not in version.agrees:
            answer = self.answer(version, trial.case)
            if answer is None:
                return True
            version.agrees[number] = answer.error is None and _alike(
                lambda: differ(self.exercise, answer.value, trial.expected, trial.case, brief=True)
            )
        return version.agrees[number]

    def behaves_like(self, version: Version, trials: Sequence[Trial]) -> bool:
        """Equal outputs, or the same exception, on every case; and at least one value that went wrong alike, or an
        exception with the same text."""
        if not version.patient and self._left(version) <= 0:
            return False
        telling = False
        for trial in _quickest_first(trials):
            failed = trial.difference is not None
            theirs = self.answer(version, trial.case)
            if theirs is None or self.agrees(version, trial) == failed:
                return False
            if not failed:
                continue
            if (theirs.error is None) != (trial.answer.error is None):
                return False
            if theirs.error is not None and trial.answer.error is not None:
                if type(theirs.error).__name__ != type(trial.answer.error).__name__:
                    return False
                telling = telling or str(theirs.error) == str(trial.answer.error)
            elif not (self.equal(trial.answer.value, theirs.value) or self._same_complaint(version, trial, theirs)):
                return False
            else:
                telling = True
        return telling

    def _same_complaint(self, version: Version, trial: Trial, theirs: Answer) -> bool:
        """Whether the exercise has a judge of its own, who says of both what is told of the version: no more."""
        if self.exercise.verifier is None or trial.difference is None or trial.difference.text != version.words:
            return False
        try:
            return differ(self.exercise, theirs.value, trial.expected, trial.case) == trial.difference
        except Exception:  # a judge that breaks on what a wrong version gives says nothing of it
            return False

    def equal(self, got: Any, other: Any) -> bool:
        """Whether two values are equal as this exercise compares them. Where it has a judge of its own, what was seen
        is compared, not only what the judge says of it."""
        relation = self.exercise.settings.compare or compare
        limits = tolerance_of(self.exercise, brief=True)
        return _alike(lambda: relation(got, other, limits))

    def may_run(self, implementation: Callable[..., Any]) -> bool:
        """Whether mutants of it can be stopped: by the clock, or because nothing in it can go on without end."""
        if can_limit():
            return True
        try:
            source = inspect.getsource(implementation)
        except (OSError, TypeError):
            return False
        return "while " not in source and source.count(f"{implementation.__name__}(") < 2


def _quickest_first(trials: Sequence[Trial]) -> list[Trial]:
    """One that passed and one that failed first: most versions differ there already."""
    passed = next((trial for trial in trials if trial.difference is None), None)
    failed = next((trial for trial in trials if trial.difference is not None), None)
    first = [trial for trial in (failed, passed) if trial is not None]
    return [*first, *(trial for trial in trials if all(trial is not other for other in first))]


def _alike(difference: Callable[[], Any]) -> bool:
    try:
        return difference() is None
    except Exception:  # what cannot be compared is not equal
        return False
