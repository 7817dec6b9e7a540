"""Check an exercise of a submission: the same judgement as alone, on answers that come as data from the sandbox.

What is right is computed here. The sandbox never holds an expected value, a reference or a hidden case that has not
been asked yet, and nothing that the notebook prints, patches or writes is looked at.
"""

from __future__ import annotations

import pickle
import random
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

from workbench.authoring import Case, Exercise
from workbench.checking.asking import Answer, Trial, modified_argument
from workbench.checking.diagnosing import Known
from workbench.checking.limits import OutOfTimeError, time_limit
from workbench.checking.run import Checker
from workbench.checking.shown import show_case
from workbench.checking.types import Diagnosis, Difference, FailedCase, LearnerError, Outcome, Verdict
from workbench.grading.codec import CodecError, Described, Opaque, describe
from workbench.grading.judging import described  # noqa: F401 - what crosses as a description is compared by it
from workbench.grading.judging.session import Call, Reply, Session, UnusableError, error_fields
from workbench.grading.sandbox.outside import SandboxError

_DIAGNOSIS_SECONDS = 0.1  # of a class there are many, and what one of them made known is kept for the others
_MOST_AGAIN = 3
_GONE = ...  # in the place of an argument that was not sent back: equal to none
_TRUSTED_SECONDS = 30.0  # for comparing; the answers are limited in size, so this is never needed by honest ones


class RemoteError(Exception):
    """An exception of the learner's code, as data: its subclasses carry the names of the original types."""

    fields: dict[str, Any]


class DiedError(Exception):
    """The process ended in the middle of a call. The text says how."""


@cache
def _error_type(name: str) -> type[RemoteError]:
    return type(name, (RemoteError,), {})


def _as_error(told: Any) -> RemoteError:
    fields = error_fields(told)
    name = fields["type"] if fields["type"].isidentifier() else "Exception"
    error = _error_type(name)(fields["message"])
    error.fields = fields
    return error


class PreparedExercise:
    """An exercise with the cases of one seed and what the reference says to them; made once, used for many."""

    def __init__(self, exercise: Exercise, seed: tuple[int, ...], probe: tuple[str, str] | None) -> None:
        self.exercise, self.seed, self.probe = exercise, seed, probe
        self.checker = Checker(exercise, seed=list(seed))
        self.known = Known(exercise, reduce=describe, seconds=_DIAGNOSIS_SECONDS)
        self.calls: list[bytes] = [pickle.dumps(case.inputs, protocol=5) for case in self.checker.cases]
        self.expected = {case.number: _reduced(self.checker.expected(case)) for case in self.checker.cases}
        self._crossing: dict[int, Case] = {}

    def crossing(self, case: Case) -> Case:
        """A case with those of its arguments that come back as values after a call; found once for a whole class."""
        if case.number not in self._crossing:
            kept = {name: value for name, value in case.inputs.items() if not _is_foreign(describe(value))}
            self._crossing[case.number] = replace(case, inputs=kept)
        return self._crossing[case.number]

    def tells_mistakes(self) -> bool:
        """Whether every known misconception fails on these cases."""
        wrong = (one for each in self.exercise.misconceptions for one in each.implementations)
        return not any(self.checker.accepts(implementation) for implementation in wrong)


def _reduced(value: Any) -> Any:
    """As it would come from the sandbox. Raises CodecError when the author's result cannot cross."""
    found = describe(value)
    if isinstance(found, Opaque):
        raise CodecError(f"A {found.type_name} cannot cross from the sandbox: the exercise needs a probe.")
    return found


class RemoteChecker(Checker):
    """Judges what a session's notebook defines. ``candidate`` plays no part: the name says what is asked.

    The visible cases are asked by ``begin``, for all exercises before the first hidden case of any: what a learner is
    shown of them cannot repeat a hidden input that the notebook has kept. The hidden ones come in an order that differs
    from submission to submission, with some visible ones among them: who counts the calls knows nothing. salt: what is
    known of the submission; with the secret of the inputs it decides the order.
    """

    def __init__(self, prepared: PreparedExercise, session: Session, salt: str = "") -> None:
        self.exercise, self.cases = prepared.exercise, prepared.checker.cases
        self._expected = dict(prepared.expected)
        self.known = prepared.known
        self._prepared, self._session = prepared, session
        self._random = random.Random(f"{prepared.seed} {salt}")
        self.missing = False
        self._shown: list[Reply] = []
        self._late = False

    def begin(self) -> None:
        """Ask the visible cases. Raises SandboxError and UnusableError as the session does."""
        visible = sum(case.visible for case in self.cases)
        try:
            self._shown = self._replies([Call(inputs) for inputs in self._prepared.calls[:visible]])
        except OutOfTimeError:
            self._late = True

    def grade(self) -> Verdict:
        """The verdict, after ``begin``. Raises SandboxError and UnusableError as the session does."""
        name = self.exercise.name
        self._session.start()  # not in the time of this exercise: another one may have ended the process
        try:
            with time_limit(self.exercise.settings.time_limit + _TRUSTED_SECONDS):
                verdict = self._judge(_nobody)
        except OutOfTimeError:
            return self._out_of_time()
        except (SandboxError, UnusableError):
            raise
        except Exception as error:  # values from a hostile process can break whatever looks at them
            text = f"What came back cannot be judged ({type(error).__name__})."
            unusable = Diagnosis(kind="unusable", message=text)
            return Verdict(exercise=name, outcome=Outcome.ERROR, total=len(self.cases), diagnosis=unusable)
        if self.missing:
            text = f"The notebook defines no {name!r}."
            return Verdict(exercise=name, outcome=Outcome.ERROR, total=len(self.cases), diagnosis=_missing(text))
        if verdict.error is not None and verdict.error.type == DiedError.__name__:
            died = Diagnosis(kind="process_died", message=verdict.error.message)
            return replace(verdict, diagnosis=died, error=None)
        return verdict

    def trials(
        self, candidate: Callable[..., Any], *, stop_at_failure: bool = False, brief: bool = False
    ) -> list[Trial]:
        """All cases; the hidden ones in one request."""
        del candidate, stop_at_failure, brief
        if self._late:
            raise OutOfTimeError
        replies = dict(enumerate(self._shown))
        order = self._order()
        if self._shown and self._shown[-1].died is not None:
            replies |= dict.fromkeys(order, self._shown[-1])
        else:
            found = self._replies([Call(self._prepared.calls[place]) for place in order])
            replies = dict(zip(order, found, strict=True)) | replies
        return [self.judged(case, self._answer(replies[place], case)) for place, case in enumerate(self.cases)]

    def _order(self) -> list[int]:
        """The places of the hidden cases, and of some visible ones, whose answers are known already."""
        visible = len(self._shown)
        again = self._random.choices(range(visible), k=self._random.randint(0, _MOST_AGAIN)) if visible else []
        order = [*range(visible, len(self.cases)), *again]
        self._random.shuffle(order)
        return order

    def case_to_repeat(self) -> Case:
        return self._random.choice(self.cases)

    def ask(self, candidate: Callable[..., Any], case: Case, *, seed: int = 0) -> Answer:
        del candidate
        inputs = pickle.dumps(case.inputs, protocol=5)
        return self._answer(self._replies([Call(inputs, seed)])[0], case)

    def locate(self, error: Exception, candidate: Callable[..., Any]) -> LearnerError:
        del candidate
        fields = (
            error.fields if isinstance(error, RemoteError) else {"type": type(error).__name__, "message": str(error)}
        )
        return LearnerError(**fields)

    def differ(self, got: Any, expected: Any, case: Case, *, brief: bool = False) -> Difference | None:
        """Values from a hostile process may break whatever looks at them: then they are wrong."""
        try:
            return super().differ(got, expected, case, brief=brief)
        except Exception as error:
            return Difference(kind="unusable", text=f"What came back cannot be judged ({type(error).__name__}).")

    def diagnose(self, trials: list[Trial], candidate: Callable[..., Any] | None = None) -> Diagnosis | None:
        """None where a hostile value breaks the search: the verdict stands without it."""
        del candidate
        try:
            return super().diagnose(trials)
        except Exception:
            return None

    def shown(self, trial: Trial, candidate: Callable[..., Any]) -> FailedCase:
        del candidate
        return show_case(self.exercise, trial, None)

    def timed(self, candidate: Callable[..., Any], case: Case) -> tuple[float, list[Answer]]:
        """As seen from outside. What it takes to send the answer is in it."""
        del candidate
        inputs = pickle.dumps(case.inputs, protocol=5)
        replies = self._replies([Call(inputs, timed=True)] * 2)
        return min(reply.cpu for reply in replies), [self._answer(reply, case) for reply in replies]

    def _replies(self, calls: list[Call]) -> list[Reply]:
        """One reply per call; after a death the others have died too."""
        if not calls:
            return []
        seconds = self.exercise.settings.time_limit
        found = list(self._session.calls(self.exercise.name, calls, seconds=seconds, probe=self._prepared.probe))
        self.missing = self.missing or any(reply.missing for reply in found)
        if any(reply.timeout for reply in found):
            raise OutOfTimeError
        return found + [found[-1]] * (len(calls) - len(found))

    def _answer(self, reply: Reply, case: Case) -> Answer:
        if reply.died is not None:
            return Answer(error=DiedError(reply.died))
        if reply.missing:
            text = f"name {self.exercise.name!r} is not defined"
            return Answer(error=_as_error({"type": "NameError", "message": text}))
        if reply.error is not None:
            return Answer(error=_as_error(reply.error), printed=reply.printed)
        crossing = self._prepared.crossing(case)
        back = {name: reply.inputs.get(name, _GONE) for name in crossing.inputs}
        return Answer(
            value=reply.value, printed=reply.printed, modified=modified_argument(self.exercise, back, crossing)
        )


def _is_foreign(value: Any) -> bool:
    return isinstance(value, (Opaque, Described))


def _nobody(*_: Any, **__: Any) -> None:
    """Stands where a candidate is expected."""


def _missing(text: str) -> Diagnosis:
    return Diagnosis(kind="missing", message=text)
