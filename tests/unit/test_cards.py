"""Cards show the mistake and the case that tells it first, as the learner wrote and returned them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from workbench.authoring import Exercise, reference
from workbench.checking.beginning import has_placeholder
from workbench.checking.run import Checker
from workbench.checking.show import show_pair, show_value
from workbench.checking.types import Diagnosis, FailedCase, Outcome, Verdict
from workbench.feedback import Card, exercise_card


def card(verdict: Verdict, **more: Any) -> Card:
    return exercise_card(verdict, hints_left=2, stands_in=True, can_see_solution=True, **more)


CASE = FailedCase(number=3, visible=False, inputs=(("x", "4"),), got="16", expected="8", difference="16 came back.")


def test_the_mistake_and_the_case_stand_before_what_is_folded() -> None:
    told = Diagnosis(kind="misconception", message="You squared it.")
    made = card(Verdict(exercise="double", outcome=Outcome.FAILED, passed=1, total=4, case=CASE, diagnosis=told))
    seen, _, folded = made.html.partition("<details")
    for text in ("You squared it.", "<pre>4</pre>", "<pre>16</pre>", "<pre>8</pre>"):
        assert text in seen
    for text in ("16 came back.", "number 3", "stands in"):
        assert text not in seen
        assert text in folded
        assert text in made.text


def test_without_a_diagnosis_the_difference_is_the_mistake() -> None:
    made = card(Verdict(exercise="double", outcome=Outcome.FAILED, passed=1, total=4, case=CASE))
    assert "16 came back." in made.html.partition("<details")[0]


def test_a_long_value_is_cut_and_stands_whole_in_the_folded_part() -> None:
    long = "\n".join(f"row {number}" for number in range(20))
    case = FailedCase(number=1, visible=True, inputs=(("x", long),), got="1", expected="2", difference="")
    seen, _, folded = card(Verdict(exercise="double", outcome=Outcome.FAILED, total=1, case=case)).html.partition(
        "<details"
    )
    assert "row 2" in seen
    assert "row 9" not in seen
    assert "row 9" in folded


@pytest.mark.parametrize(
    ("source", "there"),
    [
        ("def f(x):\n    ...", True),
        ("def f(x):\n    a = ...\n    return a", True),
        ("def f(x):\n    '''Take ... away.'''\n    return x", False),
        ("def f(x):\n    return x - 1", False),
        ("%time\ndef f(x):\n    ...", True),
    ],
)
def test_only_where_there_is_a_placeholder_is_it_to_be_replaced(source: str, there: bool) -> None:
    assert has_placeholder(source, "f") is there
    made = card(Verdict(exercise="f", outcome=Outcome.NOT_ATTEMPTED), placeholder=has_placeholder(source, "f"))
    assert ("Replace the placeholder" in made.text) is there


def probed() -> Exercise:
    """An exercise whose probe gives evidence: of two calls, and whether the input was left alone."""

    @reference
    def twice(values: Any) -> Any:
        return values * 2

    twice.example(values=np.array([1.0, 2.0]))

    @twice.probe
    def _(candidate: Any, values: Any) -> dict[str, Any]:
        return {"of ones": candidate(np.ones(2)), "of values": candidate(values), "count": 2}

    return twice


def test_of_a_probed_exercise_the_learners_own_call_is_shown() -> None:
    def wrong(values: Any) -> Any:
        return values * 2 if values.max() <= 1 else values

    case = Checker(probed()).check(wrong).case
    assert case is not None
    assert (case.inputs, case.got, case.expected) == (
        (("values", "[1. 2.]\nshape (2,), float64"),),
        "[1. 2.]\nshape (2,), float64",
        "[2. 4.]\nshape (2,), float64",
    )


def test_where_no_call_tells_it_what_differs_of_the_evidence_is_shown() -> None:
    twice = probed()

    @twice.probe
    def _(candidate: Any, values: Any) -> dict[str, Any]:
        return {"result": candidate(values), "called": candidate.__name__ == "twice"}

    def other(values: Any) -> Any:
        return values * 2

    case = Checker(twice).check(other).case
    assert case is not None
    assert (case.got, case.expected) == ("called: False", "called: True")


def test_where_many_results_are_right_none_is_called_expected() -> None:
    @reference
    def shuffled(values: Any) -> Any:
        return values[::-1]

    shuffled.example(values=[1, 2, 3])

    @shuffled.verify
    def _(got: Any, expected: Any, inputs: Any) -> str | None:
        return None if sorted(got) == sorted(inputs["values"]) else "A value got lost."

    def mine(values: Any) -> Any:
        """The values in an order that is drawn.

        values: a list.
        """
        return values[:1]

    case = Checker(shuffled).check(mine).case
    assert case is not None
    assert case.expected == "any result that is right: The values in an order that is drawn."
    assert case.difference == "A value got lost."


def test_a_number_looks_the_same_in_every_array() -> None:
    one, two = np.array([1 / 3, 2.0]), np.array([[1 / 3, 2e-7], [1234.5, 1.0]])
    assert "0.333333" in show_value(one)
    assert "0.333333" in show_value(two)
    assert "0.333333" in show_value((one, two))
    assert show_value(one[0]) == "0.333333"
    assert show_value(1 / 3) == "0.333333"


def test_values_that_differ_look_different() -> None:
    got, expected = show_pair(np.array([0.1, 0.2]), np.array([0.1, 0.2 + 1e-9]))
    assert got != expected
    assert show_pair(0.1 + 0.2, 0.3) == ("0.30000000000000004", "0.3")


def test_no_address_of_the_memory_is_shown() -> None:
    assert show_value(np.random.default_rng(0)) == "Generator(PCG64)"
    assert show_value([np.mean, object()]).count("0x") == 0
