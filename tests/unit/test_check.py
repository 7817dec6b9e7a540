"""Checking a candidate: verdicts, diagnoses, and what a learner's code may do to the checker."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from workbench.authoring import Exercise, reference
from workbench.checking.run import Checker
from workbench.checking.types import Outcome, Verdict
from workbench.errors import WorkbenchError


def exercise(implementation: Callable[..., Any], **settings: Any) -> Exercise:
    made: Exercise = reference(**settings)(implementation)

    @made.cases(n=8)
    def _(rng: np.random.Generator) -> dict[str, Any]:
        return {"x": rng.uniform(1, 3, size=rng.integers(3, 7))}

    return made


def mean(x: Any) -> Any:
    return x.mean()


def check(candidate: Callable[..., Any], of: Callable[..., Any] = mean, **settings: Any) -> Verdict:
    return Checker(exercise(of, **settings)).check(candidate)


def kind(verdict: Verdict) -> str | None:
    return verdict.diagnosis.kind if verdict.diagnosis else None


def test_a_right_answer_passes_with_full_points() -> None:
    verdict = check(lambda x: sum(x) / len(x))
    assert (verdict.outcome, verdict.score, verdict.passed, verdict.total) == (Outcome.PASSED, 1.0, 8, 8)


GENERAL = [
    ("nothing_returned", mean, lambda x: None),
    ("nothing_returned", mean, lambda x: ...),
    ("sign", mean, lambda x: -x.mean()),
    ("factor", mean, lambda x: x.sum()),
    ("factor", lambda x: np.sum(x), lambda x: x.mean()),
    ("factor", mean, lambda x: 2 * x.mean()),
    ("factor", lambda x: x.var(ddof=1), lambda x: x.var()),
    ("factor", lambda x: np.log(x), lambda x: np.log2(x)),
    ("transpose", lambda x: np.outer(x, x**2), lambda x: np.outer(x**2, x)),
    ("shape", lambda x: x, lambda x: x[:, None]),
    ("items", lambda x: x, lambda x: x[:-1]),
    ("off_by_one", lambda x: np.cumsum(x), lambda x: np.concatenate([[0], np.cumsum(x)[:-1]])),
    ("off_by_constant", lambda x: len(x), lambda x: len(x) + 1),
    ("nan", lambda x: x, lambda x: x * np.nan),
    ("reversed", lambda x: np.sort(x), lambda x: np.sort(x)[::-1]),
    ("squared", lambda x: np.std(x), lambda x: np.var(x)),
    ("root", lambda x: np.var(x), lambda x: np.std(x)),
    ("inverse", lambda x: x, lambda x: 1 / x),
    ("complement", lambda x: x / 4, lambda x: 1 - x / 4),
    ("rounded", mean, lambda x: np.round(x.mean(), 2)),
]


@pytest.mark.parametrize(("wanted", "right", "wrong"), GENERAL, ids=[f"{k}-{g[0]}" for k, g in enumerate(GENERAL)])
def test_general_mistakes_are_named_without_an_author(wanted: str, right: Any, wrong: Any) -> None:
    verdict = check(wrong, of=right)
    assert verdict.outcome is Outcome.FAILED
    assert kind(verdict) == wanted
    assert verdict.case is not None


def test_a_sum_for_a_mean_is_called_so() -> None:
    verdict = check(lambda x: x.sum())
    assert verdict.diagnosis is not None
    assert "a sum where a mean is expected" in verdict.diagnosis.message


def test_a_misconception_comes_before_the_general_diagnosis() -> None:
    made = exercise(mean)
    made.misconception("You took the median.")(lambda x: np.median(x))
    made.misconception("You added up.")(lambda x: x.sum())
    verdict = Checker(made).check(lambda x: float(np.add.reduce(x)))
    assert verdict.diagnosis is not None
    assert (verdict.diagnosis.kind, verdict.diagnosis.message) == ("misconception", "You added up.")


def test_an_exception_names_the_learners_own_line() -> None:
    def broken(x: Any) -> Any:
        table = {"a": x}
        return table["b"]

    verdict = check(broken)
    assert verdict.outcome is Outcome.ERROR
    assert verdict.error is not None
    assert verdict.error.type == "KeyError"
    assert verdict.error.source == 'return table["b"]'
    assert kind(verdict) == "exception_KeyError"


def test_a_changed_signature_is_named() -> None:
    assert kind(check(lambda y: y.mean())) == "signature"


def endless(x: Any) -> Any:
    while True:
        sum(range(100))


def endless_and_stubborn(x: Any) -> Any:
    while True:
        try:
            sum(range(100_000))
        except BaseException:
            continue


@pytest.mark.parametrize("candidate", [endless, endless_and_stubborn])
def test_an_endless_loop_is_stopped(candidate: Any) -> None:
    verdict = check(candidate, time_limit=0.5)
    assert verdict.outcome is Outcome.TIMEOUT
    assert kind(verdict) == "timeout"


def test_a_changed_argument_is_refused_though_the_result_is_right() -> None:
    def greedy(x: Any) -> Any:
        result = x.mean()
        x *= 0
        return result

    verdict = check(greedy)
    assert verdict.outcome is Outcome.FAILED
    assert kind(verdict) == "modified_argument"
    assert verdict.diagnosis is not None
    assert "`x`" in verdict.diagnosis.message
    assert check(greedy, may_modify=("x",)).outcome is Outcome.PASSED


def test_luck_is_refused() -> None:
    def lucky(x: Any) -> Any:
        return x.mean() + (np.random.random() > 0.55)

    assert check(lucky).outcome is Outcome.FAILED


def test_slow_code_is_told_how_much_slower_it_is() -> None:
    made = exercise(lambda x: np.cumsum(x))
    made.speed(at_most=20, advice="Use cumsum.")(lambda rng: {"x": rng.normal(size=20_000)})
    verdict = Checker(made).check(lambda x: np.array([np.sum(x[: k + 1]) for k in range(len(x))]))
    assert kind(verdict) == "too_slow"
    assert verdict.diagnosis is not None
    assert "Use cumsum." in verdict.diagnosis.message
    assert Checker(made).check(lambda x: np.add.accumulate(x)).outcome is Outcome.PASSED


def test_prints_and_open_figures_of_the_learner_are_kept_out(capsys: pytest.CaptureFixture[str]) -> None:
    import matplotlib.pyplot as plt

    def noisy(x: Any) -> Any:
        print("look at me")
        plt.figure()
        return 0.0

    verdict = check(noisy)
    assert verdict.case is not None
    assert verdict.case.printed.startswith("look at me")
    assert capsys.readouterr().out == ""
    assert plt.get_fignums() == []


def test_exit_does_not_end_the_process() -> None:
    assert check(lambda x: exit(3)).outcome is Outcome.ERROR


def test_a_verified_exercise_is_judged_by_its_own_sentence() -> None:
    made = reference(lambda: "name: a\nport: 80")

    @made.verify
    def _(got: Any, expected: Any, inputs: Any) -> str | None:
        return None if "port: 80" in got else "The port is missing."

    assert Checker(made).check(lambda: "port: 80").outcome is Outcome.PASSED
    failed = Checker(made).check(lambda: "name: a")
    assert failed.case is not None
    assert failed.case.difference == "The port is missing."


def test_equal_seeds_give_equal_cases_and_others_differ() -> None:
    made = exercise(mean)
    first, again, other = (made.all_cases(seed) for seed in (1, 1, 2))
    assert all(np.array_equal(a.inputs["x"], b.inputs["x"]) for a, b in zip(first, again, strict=True))
    assert not all(np.array_equal(a.inputs["x"], b.inputs["x"]) for a, b in zip(first, other, strict=True))


def test_an_unknown_setting_is_an_error_that_lists_the_known_ones() -> None:
    with pytest.raises(WorkbenchError, match="time_limit"):
        reference(timelimit=3)
