"""What separates the cases that fail from those that pass, in words; told only when it separates them exactly."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from workbench.checking.asking import Trial
from workbench.checking.diagnosing.features import Features, expected_features, features_of, numbers_of, safely
from workbench.checking.diagnosing.scene import Scene
from workbench.checking.types import Diagnosis

LEAST = 2
_VALUE = re.compile(r" is (['\"]|-?\d{2}|-?[2-9])")
"""A feature that repeats a value of an input."""
LEAST_OF_THRESHOLD = 3


def contrast(scene: Scene) -> Diagnosis | None:
    """Where it goes wrong, if that can be said of inputs or of what is expected."""
    return contrast_of_inputs(scene, results=True)


def contrast_of_inputs(scene: Scene, *, results: bool = False) -> Diagnosis | None:
    """Where it goes wrong, if that can be said of inputs alone. results: of what is expected too."""
    words = separating(scene, [trial.difference is not None for trial in scene.trials], results=results)
    if not words:
        return None
    return Diagnosis(kind="contrast", message=f"It goes wrong exactly where {words}.")


def separating(scene: Scene, chosen: Sequence[bool], *, results: bool = True) -> str:
    """The words for what holds in the chosen trials and in no other; empty when there are none or too few."""
    yes, no = sum(chosen), len(chosen) - sum(chosen)
    if min(yes, no) < LEAST:
        return ""
    cases = [trial.case for trial in scene.trials]
    found = _exact([safely(partial(features_of, scene.exercise), case) for case in cases], chosen)
    if not found and not scene.is_secret:
        found = _threshold(scene.trials, chosen)
    if not found and results:
        found = _exact([safely(expected_features, trial.expected) for trial in scene.trials], chosen)
    return _joined([words for words in found if not (scene.is_secret and _VALUE.search(words))])


def _exact(features: Sequence[Features], chosen: Sequence[bool]) -> list[str]:
    """The words of features that hold in the chosen cases and in no other."""
    found: dict[str, None] = {}
    for key in dict.fromkeys(key for each in features for key in each):
        holds = [each.get(key, False) for each in features]
        words, against = key
        if holds == list(chosen):
            found[words] = None
        elif against and holds == [not each for each in chosen] and _all_told(features, key):
            found[against] = None
    return list(found)


def _all_told(features: Sequence[Features], key: tuple[str, str]) -> bool:
    """Whether the feature is one of every case: what is no array is not “not sorted”."""
    return all(key in each for each in features)


def _joined(found: list[str]) -> str:
    """The first two: where both separate, either may be the cause."""
    if not found:
        return ""
    return found[0] if len(found) == 1 else f"{found[0]} (there also {found[1]})"


def _threshold(trials: Sequence[Trial], chosen: Sequence[bool]) -> list[str]:
    if min(sum(chosen), len(chosen) - sum(chosen)) < LEAST_OF_THRESHOLD:
        return []
    numbers = [numbers_of(trial.case) for trial in trials]
    for name in numbers[0]:
        if not all(name in each for each in numbers):
            continue
        inside = [each[name] for each, is_in in zip(numbers, chosen, strict=True) if is_in]
        outside = [each[name] for each, is_in in zip(numbers, chosen, strict=True) if not is_in]
        if min(inside) > max(outside):
            return [f"{name} is above {max(outside):.4g}"]
        if max(inside) < min(outside):
            return [f"{name} is below {min(outside):.4g}"]
    return []
