"""What a diagnosis looks at: the trials of one candidate and what is known about the exercise."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from workbench.authoring import Exercise
from workbench.checking.asking import Trial
from workbench.checking.diagnosing.versions import Known
from workbench.checking.sizes import smallest
from workbench.checking.types import Diagnosis, LearnerError


@dataclass(frozen=True)
class Scene:
    """known: the wrong versions of the exercise, None where there is no reference; candidate: None where the learner's
    code runs elsewhere; locate: where in the learner's code an exception arose."""

    exercise: Exercise
    trials: Sequence[Trial]
    known: Known | None = None
    candidate: Callable[..., Any] | None = None
    locate: Callable[[Exception], LearnerError] | None = None

    @cached_property
    def failed(self) -> list[Trial]:
        return [trial for trial in self.trials if trial.difference is not None]

    @cached_property
    def valued(self) -> list[Trial]:
        """The failed trials in which something came back."""
        return [trial for trial in self.failed if trial.answer.error is None]

    @cached_property
    def answered(self) -> list[Trial]:
        """All trials in which something came back."""
        return [trial for trial in self.trials if trial.answer.error is None]

    @cached_property
    def shown(self) -> Trial:
        """The failed trial that the card shows."""
        return smallest(self.failed)

    @property
    def is_secret(self) -> bool:
        """Whether what is told must not repeat a text of the learner's code or a value of an input: in a class hidden
        cases are to stay hidden, and the code has seen them."""
        return self.candidate is None and not all(trial.case.visible for trial in self.trials)

    def kinds(self) -> set[str]:
        """The kinds of differences where something came back."""
        return {trial.difference.kind for trial in self.valued if trial.difference}


Rule = Callable[[Scene], Diagnosis | None]
