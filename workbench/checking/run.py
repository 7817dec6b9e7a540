"""Run a candidate on the cases of an exercise and judge it.

The order of questions: does it run, is the result right, then (for a right one) does it leave its arguments alone,
is it deterministic, is it fast enough. The first case that fails is shown; all are run, because a misconception is
recognised by its outputs on all of them.
"""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from workbench.authoring import Case, Exercise
from workbench.checking.asking import Answer, Trial, ask, differ
from workbench.checking.diagnosing import Known, diagnose
from workbench.checking.limits import PATIENCE, OutOfTimeError, time_limit
from workbench.checking.shown import show_case
from workbench.checking.sizes import smallest
from workbench.checking.types import Diagnosis, Difference, FailedCase, LearnerError, Outcome, Verdict


class Checker:
    """Checks candidates of one exercise on the cases of one seed; the expected answers are computed once."""

    def __init__(self, exercise: Exercise, *, seed: int | Sequence[int] = 0) -> None:
        self.exercise = exercise
        self.cases = exercise.all_cases(seed)
        self._expected: dict[int, Any] = {}
        self.known: Known | None = Known(exercise)

    def expected(self, case: Case) -> Any:
        """The reference's answer. An exception of the reference is the author's error and is raised."""
        if case.number not in self._expected:
            answer = ask(self.exercise, self.exercise.implementation, case)
            if answer.error is not None:
                raise answer.error
            self._expected[case.number] = answer.value
        return self._expected[case.number]

    def ask(self, candidate: Callable[..., Any], case: Case, *, seed: int = 0) -> Answer:
        """Call the candidate on one case."""
        return ask(self.exercise, candidate, case, seed=seed)

    def locate(self, error: Exception, candidate: Callable[..., Any]) -> LearnerError:
        """Where in the learner's code an exception arose."""
        return learner_error(error, candidate)

    def shown(self, trial: Trial, candidate: Callable[..., Any]) -> FailedCase:
        """A failed trial as text. candidate: of the trial, to be called once more where a probe calls it."""
        return show_case(self.exercise, trial, candidate)

    def timed(self, candidate: Callable[..., Any], case: Case) -> tuple[float, list[Answer]]:
        """The shorter of two calls, seconds of processor time, and what both answered: the first may pay for caches.
        Time on the clock would say how busy the machine is."""
        times, answers = [], []
        for _ in range(2):
            begun = time.process_time()
            answers.append(ask(self.exercise, candidate, case))
            times.append(time.process_time() - begun)
        return min(times), answers

    def trial(self, candidate: Callable[..., Any], case: Case, *, brief: bool = False) -> Trial:
        """One case. brief: how the answer differs is not looked into."""
        self.expected(case)  # before the candidate runs: what it does must not touch the reference's answer
        return self.judged(case, self.ask(candidate, case), brief=brief)

    def judged(self, case: Case, answer: Answer, *, brief: bool = False) -> Trial:
        """An answer beside what was expected."""
        if answer.error is not None:
            difference = Difference(kind="error", text=f"{type(answer.error).__name__}: {answer.error}")
            return Trial(case, answer, self.expected(case), difference)
        expected = self.expected(case)
        return Trial(case, answer, expected, self.differ(answer.value, expected, case, brief=brief))

    def diagnose(self, trials: list[Trial], candidate: Callable[..., Any] | None = None) -> Diagnosis | None:
        """The likely mistake behind failed trials."""

        def locate(error: Exception) -> LearnerError:
            return self.locate(error, candidate or _nothing)

        return diagnose(self.exercise, trials, self.known, candidate=candidate, locate=locate)

    def case_to_repeat(self) -> Case:
        """The case that is asked a second time."""
        return self.cases[-1]

    def differ(self, got: Any, expected: Any, case: Case, *, brief: bool = False) -> Difference | None:
        """How an answer differs from the expected one."""
        return differ(self.exercise, got, expected, case, brief=brief)

    def trials(
        self, candidate: Callable[..., Any], *, stop_at_failure: bool = False, brief: bool = False
    ) -> list[Trial]:
        """Run all cases; with stop_at_failure up to the first wrong one, without a word about it. brief: how the
        answers differ is not looked into."""
        done: list[Trial] = []
        for case in self.cases:
            done.append(self.trial(candidate, case, brief=brief or stop_at_failure))
            if stop_at_failure and done[-1].difference is not None:
                break
        return done

    def accepts(self, candidate: Callable[..., Any], *, seconds: float | None = None) -> bool:
        """Whether a candidate passes everything but the speed test, decided at the first failure (for mutants)."""
        self._ask_reference()
        try:
            with time_limit(seconds or self.exercise.settings.time_limit, patience=PATIENCE):
                trials = self.trials(candidate, stop_at_failure=True)
                return trials[-1].difference is None and self._manners(candidate, trials) is None
        except OutOfTimeError:
            return False

    def _ask_reference(self) -> None:
        """All expected answers, in no candidate's time: the first call may import much, and an import that is cut short
        stays half done."""
        for case in self.cases:
            self.expected(case)

    def check(self, candidate: Callable[..., Any]) -> Verdict:
        """The verdict on a candidate, with the diagnosis of its likely mistake."""
        begun = time.perf_counter()
        self._ask_reference()
        try:
            with time_limit(self.exercise.settings.time_limit, patience=PATIENCE):
                trials = self.trials(candidate)
                verdict = self._right(candidate, trials)
            verdict = verdict or self._wrong(candidate, trials)  # the diagnosis takes time of its own
        except OutOfTimeError:
            verdict = self._out_of_time()
        return replace(verdict, seconds=time.perf_counter() - begun)

    def _judge(self, candidate: Callable[..., Any]) -> Verdict:
        trials = self.trials(candidate)
        return self._right(candidate, trials) or self._wrong(candidate, trials)

    def _right(self, candidate: Callable[..., Any], trials: list[Trial]) -> Verdict | None:
        """The verdict on results that are all right; None when one is not."""
        if any(trial.difference is not None for trial in trials):
            return None
        name, total = self.exercise.name, len(trials)
        complaint = self._manners(candidate, trials) or self._slowness(candidate)
        return Verdict(
            exercise=name,
            outcome=Outcome.PASSED if complaint is None else Outcome.FAILED,
            score=float(complaint is None),
            passed=total,
            total=total,
            diagnosis=complaint,
            shown=trials[0].answer.shown if trials else (),
        )

    def _wrong(self, candidate: Callable[..., Any], trials: list[Trial]) -> Verdict:
        failed = [trial for trial in trials if trial.difference is not None]
        passed, total = len(trials) - len(failed), len(trials)
        first = smallest(failed)
        error = self.locate(first.answer.error, candidate) if first.answer.error else None
        return Verdict(
            exercise=self.exercise.name,
            outcome=Outcome.ERROR if error else Outcome.FAILED,
            score=passed / total,
            passed=passed,
            total=total,
            case=self.shown(first, candidate),
            diagnosis=self.diagnose(trials, candidate),
            error=error,
            # The card shows what this case printed.
            shown=tuple(output for output in first.answer.shown if output.kind != "stdout"),
        )

    def _out_of_time(self) -> Verdict:
        limit = self.exercise.settings.time_limit
        text = f"The check was stopped after {limit:g} seconds. A loop that never ends? Look at what should end it."
        return Verdict(
            exercise=self.exercise.name,
            outcome=Outcome.TIMEOUT,
            total=len(self.cases),
            diagnosis=Diagnosis(kind="timeout", message=text),
        )

    def _manners(self, candidate: Callable[..., Any], trials: list[Trial]) -> Diagnosis | None:
        """Right results reached in a wrong way: arguments changed in place, or luck."""
        for trial in trials:
            if trial.answer.modified:
                text = f"The result is right, but the call changed its argument `{trial.answer.modified}` in place: "
                text += "the caller's data is spoilt. Work on a copy, or use an operation that makes a new object."
                return Diagnosis(kind="modified_argument", message=text)
        if not self.exercise.settings.deterministic:
            return None
        case = self.case_to_repeat()
        again = self.ask(candidate, case, seed=20_231)
        if again.error is None and self.differ(again.value, self.expected(case), case) is None:
            return None
        text = "Two equal calls gave different results. Is there a random draw without the given generator or seed, "
        text += "or something remembered from the call before (a mutable default argument, a global)?"
        return Diagnosis(kind="not_deterministic", message=text)

    def _slowness(self, candidate: Callable[..., Any]) -> Diagnosis | None:
        test = self.exercise.speed_test
        if test is None:
            return None
        import numpy as np

        case = self.exercise.case(test.make(np.random.default_rng(0)), visible=False, number=0)
        ours, (expected, _) = Checker.timed(self, self.exercise.implementation, case)
        if expected.error is not None:
            raise expected.error
        theirs, answers = self.timed(candidate, case)
        if any(each.error is not None or self.differ(each.value, expected.value, case, brief=True) for each in answers):
            text = "The results are right on small inputs, but not on a large one, which is there to see how long your "
            text += "code takes: does anything in it depend on the size?"
            return Diagnosis(kind="wrong_when_large", message=text)
        if theirs <= test.at_most * max(ours, 1e-4):
            return None
        text = f"The results are right, but on a large input your code took {theirs / max(ours, 1e-4):.0f} times as "
        text += f"long as the reference (at most {test.at_most:g} times is accepted). {test.advice}"
        return Diagnosis(kind="too_slow", message=text)


def _nothing() -> None:
    """Stands where a candidate is expected, of which nothing is known."""


def learner_error(error: Exception, candidate: Callable[..., Any]) -> LearnerError:
    """Where in the learner's own code an exception arose: the deepest frame in the cell that defines it."""
    code = getattr(candidate, "__code__", None) or _first_code(candidate)
    own = code.co_filename if code else None
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename == own]
    last = frames[-1] if frames else None
    return LearnerError(
        type=type(error).__name__,
        message=str(error),
        line=last.lineno if last else None,
        source=(last.line or "").strip() if last else "",
    )


def _first_code(candidate: Any) -> Any:
    return (
        next((f.__code__ for f in vars(candidate).values() if hasattr(f, "__code__")), None)
        if isinstance(candidate, type)
        else None
    )
