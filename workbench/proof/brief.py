"""Says of an answer no more than the proof asks: whether it is right, and whether it is told its mistake."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from workbench.checking.diagnosing import foreseen_mistake
from workbench.checking.limits import PATIENCE, OutOfTimeError, time_limit
from workbench.checking.run import Checker
from workbench.checking.types import Outcome, Verdict


class BriefChecker(Checker):
    """Goes on with what another checker of the exercise knows. told: how the message that an answer gets must begin;
    empty where only the verdict counts, which is decided at the first failure.

    A verdict that another checker would reach by a longer way is the same; it lacks the case that is shown, and the
    diagnosis where none is asked for.
    """

    def __init__(self, checker: Checker, told: str) -> None:
        self.exercise = checker.exercise
        self.cases = checker.cases
        self.known = checker.known
        self._expected = checker._expected
        self._told = told

    def check(self, candidate: Callable[..., Any]) -> Verdict:
        self._ask_reference()
        try:
            with time_limit(self.exercise.settings.time_limit, patience=PATIENCE):
                trials = self.trials(candidate, stop_at_failure=not self._told, brief=True)
                right = self._right(candidate, trials)
        except OutOfTimeError:
            return self._out_of_time()
        if right is not None:
            return right
        failed = Verdict(exercise=self.exercise.name, outcome=Outcome.FAILED, total=len(self.cases))
        if not self._told:
            return failed
        found = foreseen_mistake(self.exercise, trials, self.known)
        if found is not None and found.message.startswith(self._told):
            return replace(failed, diagnosis=found)
        return super().check(candidate)
