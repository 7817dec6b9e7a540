"""The rules of the diagnosis that need no author: each speaks where it should, and is silent where it nearly should."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pandas as pd
import pytest

from workbench.authoring import Exercise, reference
from workbench.checking.diagnosing.kinds import NOTHING
from workbench.checking.run import Checker
from workbench.checking.types import Diagnosis, Verdict

Inputs = dict[str, Any]


def exercise(implementation: Callable[..., Any], inputs: Sequence[Inputs], **settings: Any) -> Exercise:
    made: Exercise = reference(**settings)(implementation)
    for each in inputs:
        made.example(**each)
    return made


def told(right: Callable[..., Any], wrong: Callable[..., Any], inputs: Sequence[Inputs], **settings: Any) -> Diagnosis:
    verdict = Checker(exercise(right, inputs, **settings)).check(wrong)
    assert verdict.outcome != "passed"
    return verdict.diagnosis or Diagnosis(kind="", message="")


VECTORS = [{"x": np.random.default_rng(k).uniform(-2, 2, size=3 + k % 4)} for k in range(8)]
POSITIVE = [{"x": abs(each["x"]) + 0.1} for each in VECTORS]
NUMBERS = [{"n": n} for n in range(8)]


# -- kinds -------------------------------------------------------------------------------------------------------------


def two(x: Any) -> Any:
    return x.min(), x.max()


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        (
            lambda x: np.cumsum(x),
            lambda x: np.cumsum(x).tolist(),
            "A list came back where a NumPy array is wanted.",
        ),
        (lambda x: bool(x[0] > 0), lambda x: int(x[0] > 0), "A whole number came back where a bool is wanted."),
        (lambda x: x.tolist(), lambda x: (v for v in x), "Something that can be read only once came back (generator)"),
        (lambda x: x.sum(), lambda x: x.sum, "A function came back and not its result: are the parentheses"),
        (two, lambda x: x.max(), "Only one of 2 results came back, the one that belongs at position 1."),
        (two, lambda x: (x.min(), x.max(), x.mean()), "3 results came back where 2 are wanted."),
        (two, lambda x: np.array([x.min(), x.max()]), "One array came back where a tuple of 2 results is wanted."),
        (lambda x: x.max(), two, "More came back than is wanted: of 2 results the one at position 1 is right."),
        (lambda x: pd.Series(x), lambda x: pd.DataFrame({"a": x}), "A DataFrame came back where a Series is wanted."),
    ],
)
def test_a_result_of_another_kind_is_named(right: Any, wrong: Any, said: str) -> None:
    found = told(right, wrong, VECTORS)
    assert (found.kind, found.message[: len(said)]) == ("type", said)


def test_what_may_stand_for_another_kind_is_no_mistake_of_kind() -> None:
    found = told(lambda x: float(x.sum()), lambda x: np.array(x.sum() * 2), VECTORS)
    assert (found.kind, "2 times" in found.message) == ("factor", True)


def test_a_dtype_does_not_hide_whether_the_values_are_right() -> None:
    def right(x: Any) -> Any:
        return x.astype(np.float32)

    same = told(right, lambda x: x, VECTORS, check_dtype=True)
    other = told(right, lambda x: x + 1, VECTORS, check_dtype=True)
    assert (same.kind, same.message) == ("dtype", "The dtype is float64, float32 is wanted. The values are right.")
    assert "wrong too" in other.message


def figure_probe(made: Exercise) -> Exercise:
    names: dict[str, Any] = {}
    # As in a lesson, where the probe stands in another file than the learner's cell.
    source = "def probe(candidate, **inputs):\n    return {'axes': len(candidate(**inputs).axes)}"
    exec(compile(source, "<the author's file>", "exec"), names)
    made.probe(names["probe"])
    return made


class Figure:
    axes: tuple[int, ...] = (1,)


@pytest.mark.parametrize(
    ("wrong", "kind", "said"),
    [
        (lambda n: None, "nothing_returned", "Nothing came back"),
        (lambda n: "a figure", "type", "A str came back where a Figure is wanted."),
        (lambda n: Figure().ax, "exception_AttributeError", "A value of type Figure has no `ax`"),
    ],
)
def test_an_exception_while_the_result_is_looked_at_is_not_the_learners(wrong: Any, kind: str, said: str) -> None:
    def draw(n: int) -> Any:
        return Figure()

    verdict: Verdict = Checker(figure_probe(exercise(draw, NUMBERS))).check(wrong)
    assert verdict.diagnosis is not None
    assert (verdict.diagnosis.kind, verdict.diagnosis.message[: len(said)]) == (kind, said)


def test_a_wrong_signature_is_one_for_a_probe_too() -> None:
    verdict = Checker(figure_probe(exercise(lambda n: Figure(), NUMBERS))).check(lambda m: Figure())
    assert verdict.diagnosis is not None
    assert verdict.diagnosis.kind == "signature"


def test_none_where_it_is_right_elsewhere_is_no_missing_return() -> None:
    def right(n: int) -> Any:
        return None if n % 2 else n

    wrong: Callable[..., Any] = lambda n: None if n % 2 or n > 3 else n  # noqa: E731
    assert Checker(exercise(right, NUMBERS)).check(wrong).diagnosis != NOTHING
    assert Checker(exercise(right, NUMBERS)).check(lambda n: None).diagnosis == NOTHING


def test_a_part_that_is_none_is_no_missing_return() -> None:
    made = exercise(lambda n: n, NUMBERS)
    made.probe(lambda candidate, n: {"n": candidate(n), "half": candidate(n) / 2 if candidate(n) != 0.5 else None})
    verdict = Checker(made).check(lambda n: 0.5)
    assert verdict.diagnosis is None or verdict.diagnosis.kind != "nothing_returned"


# -- exceptions --------------------------------------------------------------------------------------------------------


def deeper(n: int) -> Any:
    return np.reshape()


@pytest.mark.parametrize(
    ("wrong", "kind", "said"),
    [
        (lambda m: m, "signature", "The arguments differ from the stub's"),
        (deeper, "exception_TypeError", "A call in this line does not fit what it calls"),
        (lambda n: [1][n + 5], "exception_IndexError", "An index is past the end"),
        (lambda n: {"a": 1}["b"], "exception_KeyError", "The key does not exist"),
        (lambda n: pd.DataFrame({"a": [n]})["b"], "exception_KeyError", "The column does not exist in this table"),
        (lambda n: pd.Series([1.0], index=["a"]).loc["b"], "exception_KeyError", "`.loc` looks a label up"),
        (lambda n: pd.Series([1.0]).iloc[7], "exception_IndexError", "`.iloc` is asked for a position"),
        (lambda n: unknown_name, "exception_NameError", "The name `unknown_name` does not exist here"),  # type: ignore[name-defined]  # noqa: F821
        (lambda n: "a" + n, "exception_TypeError", "A text and something else are put together"),
        (lambda n: 1 if np.zeros(2) else 0, "exception_ValueError", "A whole array stands where one true or false"),
        (lambda n: np.zeros(2) + np.zeros(3), "shapes_do_not_fit", "The shapes do not fit together"),
        (lambda n: max([]), "exception_ValueError", "The smallest, largest or mean of nothing"),
    ],
)
def test_an_exception_is_read(wrong: Any, kind: str, said: str) -> None:
    found = told(lambda n: n, wrong, NUMBERS)
    assert (found.kind, found.message[: len(said)]) == (kind, said)


def test_which_inputs_raise_it_is_told_when_that_is_exact() -> None:
    inputs = [{"n": n, "k": k} for n in (3, 4, 5) for k in (0, 1, 2)]
    found = told(lambda n, k: n / k if k else 0.0, lambda n, k: n / k, inputs)
    assert found.message == "A division by zero: which input makes the divisor zero? It happens exactly where `k` is 0."
    once = told(lambda n, k: n / k if k else 0.0, lambda n, k: n / k, inputs[:3])
    assert "exactly" not in once.message


# -- numbers -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "right", "wrong", "inputs"),
    [
        ("absolute", lambda x: x, lambda x: np.abs(x), VECTORS),
        ("clipped", lambda x: x, lambda x: np.maximum(x, 0), VECTORS),
        ("clipped", lambda x: np.maximum(x, 0), lambda x: x, VECTORS),
        ("rounded", lambda x: x, lambda x: np.floor(x), VECTORS),
        ("rounded", lambda x: x, lambda x: np.trunc(x), VECTORS),
        ("logarithm", lambda x: x, lambda x: np.log(x), POSITIVE),
        ("exponential", lambda x: np.log(x), lambda x: x, POSITIVE),
        ("sigmoid", lambda x: 1 / (1 + np.exp(-x)), lambda x: x, VECTORS),
        ("normalised", lambda x: x / x.sum(), lambda x: x, POSITIVE),
        ("centred", lambda x: x - x.mean(), lambda x: x, VECTORS),
        ("cumulated", lambda x: np.cumsum(x), lambda x: x, VECTORS),
        ("sorted", lambda x: np.sort(x), lambda x: x, VECTORS),
        ("constant", lambda x: np.sum(x), lambda x: 0.0, VECTORS),
        ("factor", lambda x: x.mean(), lambda x: x.mean() * np.sqrt(len(x)), VECTORS),
    ],
)
def test_numbers_that_come_from_the_expected_ones_by_a_rule(kind: str, right: Any, wrong: Any, inputs: Any) -> None:
    assert told(right, wrong, inputs).kind == kind


def test_a_factor_may_be_an_argument() -> None:
    inputs = [{"x": float(k), "rate": 0.1 * k} for k in range(1, 6)]
    found = told(lambda x, rate: x + 1, lambda x, rate: (x + 1) * (1 - rate), inputs)
    assert found.message == "Every result is 1 − `rate` times the expected one."


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (lambda n: n % 2 == 0, lambda n: True),
        (lambda n: n % 2 == 0, lambda n: n % 2 == 1),
        (lambda n: np.array([n > 3, n > 4]), lambda n: np.array([True, False])),
    ],
)
def test_truth_values_are_no_numbers(right: Any, wrong: Any) -> None:
    found = told(right, wrong, NUMBERS)
    numeric = {"factor", "off_by_constant", "complement", "sign", "squared", "root", "inverse"}
    assert found.kind not in numeric
    assert "1 too" not in found.message


def test_a_rule_that_fits_by_luck_is_not_told() -> None:
    inputs = [{"n": 2}, {"n": 2}, {"n": 2}]
    assert told(lambda n: 2 if n else 0, lambda n: 4, inputs).kind != "squared"
    assert told(lambda n: 2.5 * n, lambda n: 3.5, inputs).kind != "off_by_constant"


def test_a_rule_for_some_values_says_so() -> None:
    def lost(x: Any) -> Any:
        return np.where(np.arange(len(x)) % 2 == 1, -x, x)

    assert told(lambda x: x, lost, VECTORS).message.startswith("Some values are right. For the others: the sign")


TEXTS = [
    {"x": text} for text in ("a b", " a\tb ", "one\ntwo", "x\u200dy", "x\u00ady\u200b \ufeffz", "p  q", "\u2060 s")
]
FORMAT = "\u200b\u200d\u00ad\ufeff\u2060"


def cleaned(x: str) -> str:
    return " ".join("".join(each for each in x if each not in FORMAT).split())


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (lambda x: f"\n\n{cleaned(x)} ", "What can be read is right. Too many: a line break, a space."),
        (lambda x: "".join(cleaned(x).split()), "What can be read is right. Missing: a space."),
        (
            lambda x: " ".join(x.replace("\u200b", "").split()),
            "What can be read is right. Too many: format characters (Unicode category Cf)",
        ),
        (lambda x: cleaned(x).replace(" ", "\t"), "What can be read is right. Too many: a tab. Missing: a space."),
        (lambda x: cleaned(x).replace("a", "A").replace("s", "S"), ""),
    ],
)
def test_characters_that_cannot_be_seen_are_named(wrong: Callable[..., Any], said: str) -> None:
    found = told(cleaned, wrong, TEXTS)
    assert found.message.startswith(said)
    assert (found.kind == "characters") == bool(said)


def test_values_that_are_nearly_right_are_told_as_that() -> None:
    def solved(x: Any, ridge: float = 0.0) -> Any:
        matrix = np.outer(x, x) + np.diag(1 + np.arange(len(x)) + ridge)
        return np.linalg.solve(matrix, np.sin(x))

    assert told(solved, lambda x: solved(x, 1e-3), VECTORS).message.startswith("All values are right to 3 digits")
    assert told(solved, lambda x: solved(x).astype("f2").astype(float), VECTORS).kind == "nearly"
    assert told(solved, lambda x: solved(x, 0.1), VECTORS).kind != "nearly"
    # One number may be near by luck.
    assert told(lambda x: x.sum(), lambda x: x.sum() + 1e-4 * (x[0] > 1), VECTORS).kind != "nearly"


def test_zeros_are_no_missing_sigmoid() -> None:
    """Where nothing came back but zeros, a half in their place says nothing."""
    inputs = [{"x": np.array([v, 1.0])} for v in (0.0, 0.5, 1.0, 1.5, 2.0)]
    right = lambda x: 0.5 if x[0] == 0 else float(x[0] + x[1])  # noqa: E731
    assert told(right, lambda x: 0.0 if x[0] == 0 else float(x[0] + x[1]), inputs).kind != "sigmoid"


def test_what_kind_of_matrix_it_fails_for_is_said() -> None:
    rng = np.random.default_rng(0)
    roots = [rng.normal(size=(3, 3)) for _ in range(8)]
    inputs = [{"A": root + root.T if k % 2 else root @ root.T} for k, root in enumerate(roots)]
    wrong = lambda A: np.linalg.eigvalsh(A) if np.linalg.eigvalsh(A)[0] > 0 else np.sort(A.ravel())[:3]  # noqa: E731
    assert "`A` has a negative eigenvalue" in told(lambda A: np.linalg.eigvalsh(A), wrong, inputs).message
    inputs = [{"A": root if k % 2 else root + root.T} for k, root in enumerate(roots)]
    assert "`A` is not symmetric" in told(lambda A: A @ A.T, lambda A: A @ A, inputs).message


# -- parts, items, places ----------------------------------------------------------------------------------------------


def three(x: Any) -> Any:
    """Returns (mean, spread, largest)."""
    return x.mean(), x.std(), x.max()


def test_the_right_parts_of_a_tuple_are_named_by_the_docstring() -> None:
    def wrong(x: Any) -> Any:
        return x.mean(), x.std() * 2, x.max()

    wrong.__doc__ = three.__doc__
    found = told(three, wrong, VECTORS)
    assert found.kind == "parts"
    said = "“mean” and “largest” are right, “spread” is wrong. Every result is 2 times the expected one."
    assert found.message.startswith(said)


def test_the_right_columns_of_a_table_are_named() -> None:
    def table(x: Any) -> Any:
        return pd.DataFrame({"a": x, "b": x * 2})

    found = told(table, lambda x: table(x).assign(b=-2 * x), VECTORS)
    assert found.message.startswith("`a` is right, `b` is wrong. The sign is the wrong way round.")
    found = told(
        lambda x: {"low": x.min(), "high": x.max()}, lambda x: {"low": x.min(), "high": 7.5 + x[0] ** 3}, VECTORS
    )
    assert found.message.startswith("`low` is right, `high` is wrong.")


def test_all_parts_wrong_in_different_ways_is_not_told_as_one() -> None:
    found = told(two, lambda x: (x.min() * 3 + 1, x.max() ** 3), VECTORS)
    assert found.kind != "parts"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (lambda n: list(range(n + 3))[:-1], "The last item is missing; the others are right."),
        (lambda n: list(range(n + 3))[1:], "The first item is missing; the others are right."),
        (lambda n: [*range(n + 3), n + 3], "There is one item too many at the end."),
        (lambda n: list(range(n + 3))[::-1], "The order is reversed."),
    ],
)
def test_items_that_are_missing_or_too_many(wrong: Any, said: str) -> None:
    assert told(lambda n: list(range(n + 3)), wrong, NUMBERS).message.startswith(said)


def test_items_of_which_some_are_others_are_not_missing() -> None:
    found = told(lambda n: list(range(n + 3)), lambda n: [7, *range(n + 1)], NUMBERS)
    assert "missing" not in found.message


def test_the_places_of_wrong_values_are_told_when_that_is_exact() -> None:
    def curved(x: Any) -> Any:
        return np.where(x < 0, np.sin(x) + x**2, x)

    found = told(lambda x: x, curved, VECTORS)
    assert found.message.startswith("Wrong are exactly the values where the expected one is negative.")
    near = told(lambda x: x, lambda x: np.where(x < -0.5, np.sin(x) + x**2, x), VECTORS)
    assert "exactly the values" not in near.message


def test_true_for_false_in_one_direction() -> None:
    def odd(n: int) -> bool:
        return n in (1, 3, 4, 6)

    found = told(odd, lambda n: n in (1, 3, 4, 6, 2, 7), NUMBERS)
    assert found.message.startswith("True comes back where False is right, and never the other way round.")
    both = told(odd, lambda n: n in (1, 3, 2, 7), NUMBERS)
    assert "never" not in both.message


def test_characters_of_a_text_are_counted_as_such() -> None:
    found = told(lambda n: "ab" * (n + 2), lambda n: "ab" * (n + 2) + "!", NUMBERS)
    assert found.message.startswith("There is one character too many at the end.")


def test_two_parts_in_each_others_place_are_exchanged() -> None:
    found = told(lambda x: {"low": x.min(), "high": x.max(), "n": len(x)}, exchange, VECTORS)
    assert (found.kind, found.message) == ("parts", "`low` and `high` are exchanged.")
    near = told(
        lambda x: {"low": x.min(), "high": x.max(), "n": len(x)}, lambda x: {**exchange(x), "low": 9.5}, VECTORS
    )
    assert "exchanged" not in near.message


def exchange(x: Any) -> Any:
    return {"low": x.max(), "high": x.min(), "n": len(x)}


def test_a_number_in_place_of_a_missing_value_is_told() -> None:
    def gaps(x: Any) -> Any:
        return np.where(x < 0, np.nan, x)

    found = told(gaps, lambda x: np.nan_to_num(gaps(x)), VECTORS)
    assert found.message.startswith("Where a missing value (NaN) is expected, 0 came back.")


def test_a_tuple_of_any_length_is_no_fixed_number_of_results() -> None:
    found = told(lambda n: tuple(range(n)), lambda n: tuple(range(n)) + (7,) * (n == 3), NUMBERS)
    assert "results came back" not in found.message


def test_tensors_with_gradients_in_a_tuple_break_no_rule() -> None:
    import torch

    def pair(x: Any) -> Any:
        return tuple(torch.tensor(each, requires_grad=True) for each in x[:2])

    assert told(lambda x: (x[0], x[1]), lambda x: tuple(-each for each in pair(x)), VECTORS).kind != "constant"
