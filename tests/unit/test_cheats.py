"""What answers nothing passes no judge, and flags win nothing: the checker's guard, and the rules of the proof."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest
import scipy.sparse
import torch

from workbench.authoring import Exercise, reference
from workbench.checking.compare import compare
from workbench.checking.limits import Patience
from workbench.checking.run import Checker
from workbench.checking.sound import kinds, unsound
from workbench.checking.types import Outcome
from workbench.proof.cheats import flags_earn_nothing, numbers_are_numbers, with_flags
from workbench.proof.subject import Subject

NAN = float("nan")


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (1.0, set()),
        (NAN, {"nan"}),
        (None, {"missing"}),
        (1 + 2j, {"complex"}),
        ([1, (2, {"a": NAN})], {"nan"}),
        (np.array([1.0, np.nan]), {"nan"}),
        (np.float32("nan"), {"nan"}),
        (np.array([1.0, None], dtype=object), {"missing"}),
        (np.array([1 + 1j]), {"complex"}),
        (np.ma.array([1.0, 2.0], mask=[False, True]), {"masked"}),
        (np.ma.array([1.0, 2.0], mask=[False, False]), set()),
        (np.array(["2020-01-01", "NaT"], dtype="datetime64[D]"), {"missing"}),
        (pd.DataFrame({"a": [1.0, np.nan]}), {"nan"}),
        (pd.Series([1, None], dtype="Int64"), {"missing"}),
        (pd.Series([1 + 1j]), {"complex"}),
        (pd.MultiIndex.from_tuples([(1, NAN)]), {"nan"}),
        (pd.NA, {"missing"}),
        (pd.NaT, {"missing"}),
        (torch.tensor([1.0, NAN]), {"nan"}),
        (torch.tensor([1 + 1j]), {"complex"}),
        (scipy.sparse.csr_matrix([[NAN, 0.0]]), {"nan"}),
        (pl.DataFrame({"a": [1.0, None]}), {"missing"}),
        ("nan", set()),
        (np.array([1, 2]), set()),
    ],
    ids=str,
)
def test_what_answers_nothing_is_found_at_any_depth(value: Any, found: set[str]) -> None:
    assert kinds(value) == found


def test_what_the_reference_has_too_is_no_fault() -> None:
    assert unsound([NAN, 1.0], [NAN, 2.0]) is None
    assert unsound([NAN, 1.0], [3.0, 2.0]) is not None
    assert unsound([NAN, 1j], [NAN, 2.0]) is not None


def only_faults(**settings: Any) -> Exercise:
    @reference(**settings)
    def centre(values: Any) -> float:
        return float(values.mean())

    @centre.cases(n=3)
    def _(rng: Any) -> dict[str, Any]:
        return {"values": rng.normal(size=4)}

    @centre.verify
    def _(got: Any, expected: Any, inputs: Any) -> str | None:
        return "It lies elsewhere." if abs(got - expected) > 0.1 else None

    return centre


@pytest.mark.parametrize("answer", [NAN, None, np.ma.masked], ids=str)
def test_a_judge_that_looks_for_faults_is_not_won_by_nothing(answer: Any) -> None:
    checker = Checker(only_faults())
    assert checker.check(lambda values: answer).outcome is not Outcome.PASSED
    assert checker.check(lambda values: values.mean()).outcome is Outcome.PASSED


def test_a_judge_says_itself_what_is_wrong_with_nan_if_it_can() -> None:
    exercise = only_faults()

    @exercise.verify
    def _(got: Any, expected: Any, inputs: Any) -> str | None:
        return None if got == got else "The mean of nothing is NaN."

    verdict = Checker(exercise).check(lambda values: NAN)
    assert verdict.case is not None
    assert verdict.case.difference == "The mean of nothing is NaN."


def test_the_proof_asks_judges_for_nan(monkeypatch: pytest.MonkeyPatch) -> None:
    assert numbers_are_numbers(subject(only_faults())) == []
    monkeypatch.setattr("workbench.checking.asking.unsound", lambda *_: None)
    assert numbers_are_numbers(subject(only_faults())) == ["NaN pass for the numbers of case 1"]


def test_what_is_below_a_mask_is_no_answer() -> None:
    assert compare(np.ma.array([1.0], mask=[True]), np.array([1.0])) is not None
    assert compare(np.ma.array([1.0], mask=[False]), np.array([1.0])) is None


def subject(exercise: Exercise) -> Subject:
    nothing: Any = None
    return Subject(lesson=nothing, exercise=exercise, checker=Checker(exercise))


def refusing(probe: Callable[..., Any], *, negative: Callable[[int], bool]) -> Exercise:
    """The square root of numbers that are not negative; negative ones raise ValueError. negative: in which cases."""

    @reference
    def root(x: float) -> float:
        if x < 0:
            raise ValueError(x)
        return float(x**0.5)

    root.example(x=4.0)

    @root.cases(n=4)
    def _(rng: Any, i: int) -> dict[str, Any]:
        return {"x": float(rng.uniform(1, 9)) * (-1 if negative(i) else 1)}

    root.probe(probe)

    @root.misconception("Negative numbers are taken as positive ones.")
    def _(x: float) -> float:
        return float(abs(x) ** 0.5)

    return root


def says_a_verdict(candidate: Callable[..., Any], x: float) -> Any:
    try:
        candidate(-abs(x))
        refused = False
    except ValueError:
        refused = True
    return {"root": candidate(abs(x)), "refuses": refused}


def returns_evidence(candidate: Callable[..., Any], x: float) -> Any:
    try:
        return candidate(x)
    except ValueError:
        return "ValueError"


def test_a_probe_that_says_a_verdict_is_found() -> None:
    (problem,) = flags_earn_nothing(subject(refusing(says_a_verdict, negative=lambda i: False)))
    assert "passes with the flags of a visible case" in problem


def test_a_flag_that_is_drawn_earns_nothing() -> None:
    assert flags_earn_nothing(subject(refusing(returns_evidence, negative=lambda i: i % 2 == 1))) == []


def test_flags_are_taken_over_where_they_stand() -> None:
    assert with_flags({"a": [1, False], "b": 2}, {"a": [3, True, True], "b": "x"}) == {"a": [1, True], "b": "x"}


def test_who_has_had_the_time_gets_no_more() -> None:
    assert Patience(0.5, 4.0, used=iter([0.0, 0.6]).__next__).more() == 0
    assert Patience(0.5, 0.0, used=iter([0.0, 0.1]).__next__).more() == 0


def test_a_small_and_right_answer_is_not_enough_where_the_large_one_is_wrong() -> None:
    @reference
    def total(values: Any) -> float:
        return float(values.sum())

    @total.cases(n=3)
    def _(rng: Any) -> dict[str, Any]:
        return {"values": rng.normal(size=4)}

    @total.speed(at_most=100_000, advice="Add.")
    def _(rng: Any) -> dict[str, Any]:
        return {"values": rng.normal(size=2000)}

    checker = Checker(total)
    assert checker.check(lambda values: float(sum(values))).outcome is Outcome.PASSED
    verdict = checker.check(lambda values: float(values.sum()) if len(values) < 10 else 0.0)
    assert verdict.diagnosis is not None
    assert verdict.diagnosis.kind == "wrong_when_large"
