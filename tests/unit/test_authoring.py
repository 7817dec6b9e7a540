"""What an author writes with: misconceptions as changes of the reference, plain inputs, draws, evidence for probes."""

from __future__ import annotations

import copy
from typing import Any

import numpy as np
import pytest
import torch
from sklearn.linear_model import LinearRegression
from torch import nn

from workbench.authoring import Exercise, normal_tensor, random_word, reference, with_gaps
from workbench.authoring.changes import with_changes
from workbench.checking.evidence import is_fitted, module_output, random_weights, refuses
from workbench.checking.run import Checker
from workbench.errors import WorkbenchError

OFFSET = 10


def scaled(values, by=2):
    low = min(values)
    result = []
    result.extend(
        (value - low)
        * by
        for value in values
    )  # fmt: skip
    return [each + OFFSET for each in result]


class Counter:
    def __init__(self, start):
        self.count = start

    def add(self, n):
        if n < 0:
            raise ValueError("negative")
        self.count += n
        return self.count


# -- changes -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "result"),
    [
        (["(value - low) * by → value * by"], [12, 16]),
        (["min(values) → max(values)"], [6, 10]),
        (["value - low → value + low", "by → (by + 1)"], [16, 22]),
        (["2 → 5"], [10, 20]),
        (["low = min(values) → low = 0"], [12, 16]),
        (["low = min(values) → low = 0; by = 1"], [11, 13]),
        (["result.extend((value - low) * by for value in values) → pass"], []),
        (["each + OFFSET → each"], [0, 4]),
    ],
)
def test_a_change_names_an_expression_or_a_statement_however_it_is_laid_out(changes: list[str], result: Any) -> None:
    assert scaled([1, 3]) == [10, 14]
    assert with_changes(scaled, changes)([1, 3]) == result
    assert scaled([1, 3]) == [10, 14]


def test_only_whole_names_are_changed_and_only_where_they_are_read() -> None:
    changed = with_changes(scaled, ["value → 7", "low → 1"])
    assert changed([1, 3]) == [22, 22]


def test_a_class_can_be_changed() -> None:
    wrong: Any = with_changes(Counter, ["self.count += n → self.count = n"])
    assert wrong(3).add(2) == 2
    assert Counter(3).add(2) == 5
    with pytest.raises(ValueError, match="negative"):
        wrong(3).add(-1)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("max(values) → 0", r"scaled: 'max\(values\)' does not stand in the reference"),
        ("min(values)", "must be “old → new”"),
        ("min(values) →", "must be “old → new”"),
        ("low = 1; by = 2 → pass", "must be “old → new”"),
        ("min(values → 0", "is not valid Python"),
    ],
)
def test_a_change_that_cannot_be_made_is_an_error(change: str, said: str) -> None:
    with pytest.raises(WorkbenchError, match=said):
        with_changes(scaled, [change])


def exercise() -> Exercise:
    made = reference(scaled)
    made.misconception("The least value was not taken off.", "value - low → value")
    made.example(values=[1, 4])
    return made


def test_a_misconception_can_be_a_change() -> None:
    made = exercise()
    verdict = Checker(made).check(lambda values: [2 * value + OFFSET for value in values])
    assert verdict.diagnosis is not None
    assert verdict.diagnosis.message == "The least value was not taken off."
    assert [each.implementation([1, 4]) for each in made.misconceptions] == [[12, 18]]


def test_a_misconception_with_a_change_decorates_nothing() -> None:
    assert exercise().misconception("It adds nothing.", "each + OFFSET → each") is None


def test_several_mutants_are_waived_for_one_reason() -> None:
    made = exercise().equivalent("a → b", "c → d", because="nobody can tell").equivalent("e → f", because="nor here")
    assert made.equivalents == {"a → b": "nobody can tell", "c → d": "nobody can tell", "e → f": "nor here"}


# -- cases -------------------------------------------------------------------------------------------------------------


def test_drawn_numbers_and_texts_are_pythons_own() -> None:
    made = reference(scaled)

    @made.cases(n=1)
    def _(rng: np.random.Generator) -> dict[str, Any]:
        body = {"n": rng.integers(9), rng.choice(["a", "b"]): [rng.choice([0.5, 1.5]), (np.bool_(True),)]}
        return {"body": body, "array": rng.integers(0, 2, size=2), "small": np.float32(0.1)}

    [case] = made.all_cases()
    key = next(key for key in case.inputs["body"] if key != "n")
    found = [key, case.inputs["body"]["n"], case.inputs["body"][key][0], case.inputs["body"][key][1][0]]
    assert [type(each) for each in found] == [str, int, float, bool]
    assert isinstance(case.inputs["array"], np.ndarray)
    assert isinstance(case.inputs["small"], np.float32)


def plus_one(x: int) -> int:
    return x + 1


def test_what_is_kept_back_is_for_the_judge_alone() -> None:
    made = reference(kept_back=("after",))(plus_one)
    made.example(x=1, after=[2])
    seen = []

    @made.cases(n=1)
    def _(rng: np.random.Generator) -> dict[str, Any]:
        return {"x": 3, "after": [4]}

    @made.verify
    def _(got: Any, expected: Any, inputs: dict[str, Any]) -> None:
        seen.append(copy.deepcopy(inputs))
        inputs["after"].append(None)  # a copy

    assert [case.inputs for case in made.all_cases()] == [{"x": 1}, {"x": 3}]
    assert Checker(made).check(plus_one).passed
    assert all(given in ({"x": 1, "after": [2]}, {"x": 3, "after": [4]}) for given in seen)
    assert len(seen) >= 2


def test_what_is_kept_back_has_to_be_drawn_and_looked_at() -> None:
    made = reference(kept_back=("after",))(plus_one).example(x=1)
    with pytest.raises(WorkbenchError, match="kept back is after, which a case does not draw"):
        made.all_cases()
    with pytest.raises(WorkbenchError, match="is for verify, and there is none"):
        reference(kept_back=("after",))(plus_one).example(x=1, after=2).all_cases()


def test_a_random_word_has_so_many_letters() -> None:
    rng = np.random.default_rng(0)
    words = [random_word(rng, ["a", "bc"], 1, 4) for _ in range(200)]
    assert {len(each.replace("bc", "x")) for each in words} == {1, 2, 3}
    assert {type(each) for each in words} == {str}
    assert random_word(rng, "ab", 50, 51, p=[0, 1]) == 50 * "b"


def test_gaps_are_made_in_a_copy() -> None:
    values = np.arange(1000)
    found = with_gaps(np.random.default_rng(0), values, 0.3)
    assert 200 < np.isnan(found).sum() < 400
    kept = ~np.isnan(found)
    assert (found[kept] == values[kept]).all()
    assert values.dtype.kind == "i"


def test_a_normal_tensor_has_the_shape_and_kind_that_layers_take() -> None:
    found = normal_tensor(np.random.default_rng(0), 2, 3)
    assert (found.shape, found.dtype) == ((2, 3), torch.float32)
    assert torch.equal(found, normal_tensor(np.random.default_rng(0), 2, 3))


# -- evidence ----------------------------------------------------------------------------------------------------------


def test_a_fitted_estimator_is_told_from_one_that_is_not() -> None:
    model = LinearRegression()
    assert not is_fitted(model)
    assert is_fitted(model.fit([[0.0], [1.0]], [0.0, 1.0]))
    assert not is_fitted("no estimator")


def test_a_refusal_is_told_and_another_error_goes_through() -> None:
    assert refuses(ValueError, int, "x")
    assert not refuses(ValueError, int, "7", base=8)
    with pytest.raises(TypeError):
        refuses(ValueError, int, None)


def test_equal_modules_get_equal_weights_and_are_run_as_in_use() -> None:
    first, second = (nn.Sequential(nn.Linear(3, 4), nn.BatchNorm1d(4), nn.Dropout(0.5)) for _ in range(2))
    weights = random_weights(first, 5)
    assert all(torch.equal(weights[name], value) for name, value in random_weights(second, 5).items())
    assert not torch.equal(weights["0.weight"], random_weights(first, 6)["0.weight"])
    assert (weights["1.running_var"] > 0).all()
    inputs = normal_tensor(np.random.default_rng(0), 2, 3)
    outputs = [module_output(each, weights, inputs) for each in (first, second)]
    assert torch.equal(*outputs)
    assert not outputs[0].requires_grad
