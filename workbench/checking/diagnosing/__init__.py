"""Name the likely mistake behind failed cases.

A rule speaks only when what it says is true of all cases, and asserts no cause that a learner without that mistake
could meet. The order is here: what an author foresaw, then what keeps values from being looked at, then what explains
all values, then what can be said of where they are wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from workbench.authoring import Exercise
from workbench.checking.asking import Trial
from workbench.checking.diagnosing.characters import characters
from workbench.checking.diagnosing.contrast import contrast, contrast_of_inputs
from workbench.checking.diagnosing.errors import raised
from workbench.checking.diagnosing.kinds import nothing_returned, unusable_result, wrong_dtype, wrong_kind
from workbench.checking.diagnosing.matching import (
    altered_argument,
    misconception,
    mutant,
    partly_a_misconception,
    two_mistakes,
)
from workbench.checking.diagnosing.numeric import nearly, numeric
from workbench.checking.diagnosing.parts import exchanged_parts, items, parts, plain_items
from workbench.checking.diagnosing.places import places
from workbench.checking.diagnosing.scene import Rule, Scene
from workbench.checking.diagnosing.versions import Known
from workbench.checking.types import Diagnosis, LearnerError

__all__ = ["RULES", "Known", "Scene", "diagnose", "foreseen_mistake"]

RULES: tuple[Rule, ...] = (
    misconception,
    nothing_returned,
    unusable_result,
    raised,
    wrong_kind,
    wrong_dtype,
    exchanged_parts,
    numeric,
    plain_items,
    mutant,
    altered_argument,
    two_mistakes,
    partly_a_misconception,
    nearly,
    parts,
    characters,
    items,
    places,
    contrast,
)
_BY_VALUES: tuple[Rule, ...] = (
    exchanged_parts,
    numeric,
    plain_items,
    mutant,
    altered_argument,
    two_mistakes,
    partly_a_misconception,
    nearly,
    parts,
    characters,
    items,
    places,
)
"""Where anything is right that is good enough, values that are equal or not say nothing: the exercise's judge does."""
_ENOUGH = {"misconception", "nothing_returned", "two_mistakes", "contrast", "signature", "constant", "altered_argument"}
"""What needs no word about where it goes wrong."""


def diagnose(
    exercise: Exercise,
    trials: Sequence[Trial],
    known: Known | None = None,
    *,
    candidate: Callable[..., Any] | None = None,
    locate: Callable[[Exception], LearnerError] | None = None,
) -> Diagnosis | None:
    """The first rule that speaks; None when none does. known: wrong versions of the exercise, None where there is no
    reference; candidate: the learner's code, where it runs here; locate: where in it an exception arose."""
    scene = Scene(exercise, trials, known, candidate, locate)
    if not scene.failed:
        return None
    if known is not None:
        known.begin()
    for rule in RULES:
        if exercise.settings.role == "open" and rule in _BY_VALUES:
            continue
        found = _asked(rule, scene)
        if found is not None:
            return _completed(scene, found)
    return _changed_argument(scene)


def foreseen_mistake(exercise: Exercise, trials: Sequence[Trial], known: Known | None) -> Diagnosis | None:
    """What the first rule alone says, which asks only whether answers differ, not how."""
    scene = Scene(exercise, trials, known, None, None)
    return _asked(misconception, scene) if scene.failed else None


def _asked(rule: Rule, scene: Scene) -> Diagnosis | None:
    """What a rule says. A value that nobody thought of may break one: then the others are asked."""
    try:
        return rule(scene)
    except Exception:
        return None


def _completed(scene: Scene, found: Diagnosis) -> Diagnosis:
    """With what else is known: where it goes wrong, and that an argument is changed."""
    if found.kind in _ENOUGH and found.kind != "contrast":
        return found
    told = [found.message]
    where = None if found.kind in _ENOUGH or "exactly where" in found.message else contrast_of_inputs(scene)
    changed = _changed_argument(scene)
    told += [each.message for each in (where, changed) if each is not None]
    return replace(found, message=" ".join(told))


def _changed_argument(scene: Scene) -> Diagnosis | None:
    name = next((trial.answer.modified for trial in scene.trials if trial.answer.modified), None)
    if name is None:
        return None
    text = f"The call changes its argument `{name}` in place: what reads it afterwards reads other values, in your own "
    text += "code too. Work on a copy, or use an operation that makes a new object."
    return Diagnosis(kind="modified_argument", message=text)
