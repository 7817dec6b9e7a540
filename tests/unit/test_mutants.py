"""Mutants: the wrong versions that the content proof makes of a reference."""

from __future__ import annotations

import random

import numpy as np
import pytest

from workbench.authoring import reference
from workbench.checking.mutants import every_mistake, mutants
from workbench.checking.run import Checker
from workbench.curriculum import LessonInfo
from workbench.proof.exercises import misconceptions_are_named, mutation_report
from workbench.proof.subject import Subject


@reference
def clipped_sum(values, low, inclusive=True):
    total = 0
    for k in range(len(values)):
        if values[k] >= low:
            total += abs(values[k])
    return total


def test_the_usual_mistakes_are_made() -> None:
    changes = {m.change for m in mutants(clipped_sum)}
    assert {
        "values[k] >= low → values[k] > low",
        "values[k] >= low → values[k] <= low",
        "total += abs(values[k]) → total -= abs(values[k])",
        "abs(values[k]) → values[k]",
        "range(len(values)) → range(len(values) - 1)",
        "0 → 1",
        "True → False",
    } <= changes


def test_each_mutant_runs_and_points_to_its_line() -> None:
    first = clipped_sum.implementation.__code__.co_firstlineno
    for mutant in mutants(clipped_sum):
        assert first < mutant.line <= first + 8
        assert callable(mutant.implementation)


def pooled(values, weights, how="mean", least=1e-9):
    """As much as people do in a few lines."""
    kept = []
    for value, weight in zip(values, weights, strict=True):
        if weight < least:
            continue
        assert value <= 1
        kept.append(min(value, 1.0) * weight / sum(weights))
    kept = kept[1:]
    return max(kept) if how == "max" and kept else np.floor(np.mean(kept, axis=0))


@pytest.mark.parametrize(
    ("words", "change"),
    [
        ("one factor is missing", "min(value, 1.0) * weight → weight"),
        ("a divisor is missing", "min(value, 1.0) * weight / sum(weights) → min(value, 1.0) * weight"),
        (
            "a quotient is upside down",
            "min(value, 1.0) * weight / sum(weights) → sum(weights) / (min(value, 1.0) * weight)",
        ),
        ("`ceil` is used in place of `floor`", "np.floor(np.mean(kept, axis=0)) → np.ceil(np.mean(kept, axis=0))"),
        ("`median` is used in place of `mean`", "np.mean(kept, axis=0) → np.median(kept, axis=0)"),
        ("a value is not kept within its limits", "min(value, 1.0) → value"),
        ("an axis is another one", "axis=0 → axis=1"),
        ("one case is not treated by itself", "weight < least → False"),
        ("one of several conditions is not asked", "how == 'max' and kept → kept"),
        ("a slice begins at the first item", "1: → :"),
        ("the default is used where the argument `least` should be", "least → 1e-09"),
        ("a loop ends where only one round should be left out", "continue → break"),
        ("one step is left out", "kept = kept[1:] → pass"),
    ],
)
def test_what_people_do_besides_is_made_for_the_diagnosis(words: str, change: str) -> None:
    found = {(each.words, each.change.partition(chr(10))[0]) for each in every_mistake(pooled)}
    if words == "one case is not treated by itself":  # an `if` is told by its condition alone
        assert words in {each for each, _ in found}
    else:
        assert (words, change) in found


def test_every_mistake_can_be_compiled_and_none_quotes_the_code() -> None:
    for each in every_mistake(pooled):
        assert callable(each.implementation)
        assert not set(each.words) & set("()[]{}:")


def test_the_proof_does_not_ask_for_them() -> None:
    exercise = reference(pooled)
    usual = {each.change for each in mutants(exercise)}
    assert "min(value, 1.0) * weight → weight" not in usual
    assert usual < {each.change for each in every_mistake(pooled)}


def report(**cases: list[int]) -> object:
    @reference
    def clipped(values, low):
        return sum(v for v in values if v >= low)

    clipped.example(**cases, low=2)
    lesson = LessonInfo(id="01_a/01_b", path=None, title="", summary="", minutes=1)  # type: ignore[arg-type]
    return mutation_report(Subject(lesson=lesson, exercise=clipped, checker=Checker(clipped)))


def test_weak_cases_let_mutants_live_and_strong_ones_kill_them() -> None:
    weak, strong = report(values=[3]), report(values=[1, 2, 3])
    assert weak.rate < 0.9
    assert [m.change for m in weak.survivors] == ["v >= low → v > low"]
    assert strong.rate == 1.0


def total(values):
    return sum(values)


def largest(values):
    return max(values)


def drawn(values):
    return random.SystemRandom().random()


def test_a_known_mistake_must_be_like_itself_and_not_like_an_earlier_one() -> None:
    made = reference(total)
    made.example(values=[1, 2])
    for number in range(4):
        made.example(values=[3, 4, number])
    made.misconception("You took the largest.")(largest)
    made.misconception("You took the largest again.")(lambda values: sorted(values)[-1])
    made.misconception("You drew a number.")(drawn)
    made.misconception("You added it up.")(lambda values: sum(list(values)))
    lesson = LessonInfo(id="01_a/01_b", path=None, title="", summary="", minutes=1)  # type: ignore[arg-type]
    found = misconceptions_are_named(Subject(lesson=lesson, exercise=made, checker=Checker(made)))
    assert [text.split("…” ")[0] for text in found] == [
        "misconception “You took the largest again.",
        "misconception “You drew a number.",
        "misconception “You added it up.",
    ]
    assert found[0].endswith("is answered by: You took the largest.")
    assert found[2].endswith("passes")
