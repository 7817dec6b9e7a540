"""Mutants: the wrong versions that the content proof makes of a reference."""

from __future__ import annotations

from workbench.authoring import reference
from workbench.checking.mutants import mutants
from workbench.checking.run import Checker
from workbench.curriculum import LessonInfo
from workbench.proof.exercises import Subject, mutation_report


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
