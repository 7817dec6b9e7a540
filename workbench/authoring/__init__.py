"""The author's side of an exercise: reference, cases, alternatives, misconceptions, hints, choices.

A solution file imports from here and nothing of Jupyter, so that it can be executed anywhere::

    @reference
    def gradient_step(w, grad, lr):
        return w - lr * grad

    @gradient_step.cases(n=20)
    def _(rng):
        return dict(w=rng.normal(size=5), grad=rng.normal(size=5), lr=rng.uniform(0, 1))

    gradient_step.misconception("You moved uphill. Descent subtracts the gradient.", "w - lr * grad → w + lr * grad")

    @gradient_step.misconception("Every step has the length lr. Descent takes shorter ones where the slope is gentle.")
    def _(w, grad, lr):
        return w - lr * grad / np.linalg.norm(grad)

A misconception does three jobs: it proves that the checks catch it, it names the mistake of a learner whose
outputs equal it, and it makes realistic wrong submissions for tests.
"""

from __future__ import annotations

from workbench.authoring.draws import normal_tensor, random_word, with_gaps
from workbench.authoring.exercise import (
    ROLES,
    Case,
    Choice,
    Exercise,
    Misconception,
    Settings,
    Waiver,
    choice,
    reference,
    waive,
)

__all__ = [
    "ROLES",
    "Case",
    "Choice",
    "Exercise",
    "Misconception",
    "Settings",
    "Waiver",
    "choice",
    "normal_tensor",
    "random_word",
    "reference",
    "waive",
    "with_gaps",
]
