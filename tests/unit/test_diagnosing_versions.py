"""Wrong versions that outputs are compared with, what separates failing cases, and what is kept and secret."""

from __future__ import annotations

import gc
import time
import weakref
from typing import Any

import numpy as np
import pytest

from workbench.authoring import Exercise, reference
from workbench.checking.asking import Trial
from workbench.checking.diagnosing import Known, diagnose
from workbench.checking.limits import OutOfTimeError, time_limit
from workbench.checking.run import Checker
from workbench.checking.sizes import smallest
from workbench.checking.types import Diagnosis, LearnerError


def step(w, grad, rate, power=2, scale=1.0):
    moved = w - rate * grad**power / scale
    return np.where(moved > 0, moved, 0.25 * moved)


def exercise(**settings: Any) -> Exercise:
    made: Exercise = reference(**settings)(step)

    @made.cases(n=12)
    def _(rng: np.random.Generator, i: int) -> dict[str, Any]:
        size = 3 + i % 2
        inputs = {"w": rng.normal(size=size), "grad": rng.normal(size=size), "rate": rng.uniform(0.1, 0.9)}
        return inputs | ({"power": 3, "scale": rng.uniform(1, 2)} if i % 3 == 0 else {})

    return made


def told(wrong: Any, made: Exercise | None = None) -> Diagnosis:
    verdict = Checker(made or exercise()).check(wrong)
    assert verdict.outcome != "passed"
    return verdict.diagnosis or Diagnosis(kind="", message="")


# -- altered arguments -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (lambda w, grad, rate, power=2, scale=1.0: step(w, grad, rate), None),
        (lambda w, grad, rate, power=2, scale=1.0: step(w, grad, 1 - rate, power, scale), "1 − `rate`"),
        (lambda w, grad, rate, power=2, scale=1.0: step(grad, w, rate, power, scale), "`w` and `grad` exchanged"),
        (lambda w, grad, rate, power=2, scale=1.0: step(w, w, rate, power, scale), "`w` in place of `grad`"),
        (lambda w, grad, rate, power=2, scale=1.0: step(w, grad, rate, power + 1, scale), "`power` + 1"),
    ],
)
def test_the_reference_with_an_argument_altered(wrong: Any, said: str | None) -> None:
    found = told(wrong)
    if said is None:  # two arguments ignored at once: no single alteration explains it
        assert found.kind != "altered_argument"
    else:
        assert (found.kind, found.message) == ("altered_argument", f"The results are exactly those for {said}.")


# -- mutants -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        (lambda w, g, r, p, s: (w + r * g**p / s, 0.25), "something is added that should be subtracted"),
        (lambda w, g, r, p, s: (w - g**p / s, 0.25), "one factor is missing"),
        (lambda w, g, r, p, s: (w - r * g**p * s, 0.25), "a multiplication stands where a division belongs"),
        (lambda w, g, r, p, s: (w - r * g**p / s, 1), "one factor is missing"),
    ],
)
def test_one_small_mistake_in_the_reference_is_named_in_words(formula: Any, said: str) -> None:
    def wrong(w: Any, grad: Any, rate: Any, power: int = 2, scale: float = 1.0) -> Any:
        moved, factor = formula(w, grad, rate, power, scale)
        return np.where(moved > 0, moved, factor * moved)

    found = told(wrong)
    assert found.kind == "mutant"
    assert said in found.message


def test_an_argument_that_is_not_used_is_named() -> None:
    found = told(lambda w, grad, rate, power=2, scale=1.0: step(w, grad, rate, power))
    assert found.kind == "mutant"
    assert "the default is used where the argument `scale` should be" in found.message


def test_two_small_mistakes_are_no_single_one() -> None:
    def wrong(w: Any, grad: Any, rate: Any, power: int = 2, scale: float = 1.0) -> Any:
        moved = w + grad**power * scale
        return np.where(moved > 0, moved, 3 * moved)

    assert told(wrong).kind not in {"mutant", "altered_argument"}


def test_a_few_truth_values_that_agree_by_luck_say_nothing() -> None:
    made: Exercise = reference(lambda n: n > 3 and n < 9)
    for n in (2, 5):
        made.example(n=n)
    assert told(lambda n: n == 2, made).kind != "mutant"


# -- misconceptions ----------------------------------------------------------------------------------------------------

UPHILL = "You went uphill."
HALF = "You took a half in place of a quarter."


def with_mistakes() -> Exercise:
    made = exercise()
    made.misconception(UPHILL, "w - rate * grad**power / scale → w + rate * grad**power / scale")
    made.misconception(HALF, "0.25 * moved → 0.5 * moved")
    made.misconception(UPHILL, "w - rate * grad**power / scale → w + rate * abs(grad)**power / scale")
    return made


def variant(sign: int, factor: float, change: Any = lambda g: g) -> Any:
    def wrong(w: Any, grad: Any, rate: Any, power: int = 2, scale: float = 1.0) -> Any:
        moved = w + sign * rate * change(grad) ** power / scale
        return np.where(moved > 0, moved, factor * moved)

    return wrong


def test_one_misconception_may_have_several_implementations() -> None:
    made = with_mistakes()
    assert [len(each.implementations) for each in made.misconceptions] == [2, 1]
    assert told(variant(1, 0.25), made) == Diagnosis(kind="misconception", message=UPHILL)
    assert told(variant(1, 0.25, np.abs), made) == Diagnosis(kind="misconception", message=UPHILL)


def test_of_two_misconceptions_at_once_the_first_is_told() -> None:
    found = told(variant(1, 0.5), with_mistakes())
    assert found.kind == "two_mistakes"
    assert found.message.startswith(UPHILL)


def test_a_misconception_with_another_small_mistake_is_told_too() -> None:
    found = told(variant(1, 1.0), with_mistakes())
    assert found.kind == "two_mistakes"
    assert found.message.startswith(f"{UPHILL} Besides")


def test_an_exception_alone_is_no_misconception_unless_its_text_is_the_same() -> None:
    made: Exercise = reference(lambda n: n)
    for n in range(4):
        made.example(n=n)

    @made.misconception("You looked the number up in an empty table.")
    def _(n: int) -> Any:
        return {}[n]

    assert told(lambda n: {"x": 1}["y"], made).kind == "exception_KeyError"
    assert told(lambda n: dict[int, int]()[n], made).kind == "misconception"


def test_with_a_judge_of_its_own_only_what_was_seen_is_asserted() -> None:
    def service(n: str) -> Any:
        return {"port": 80, "name": n}

    made: Exercise = reference(service)
    for n in ("a", "b", "c"):
        made.example(n=n)

    @made.verify
    def _(got: Any, expected: Any, inputs: Any) -> str | None:
        return None if got.get("port") == 80 else "The port is not 80."

    made.misconception("You gave the default port in place of 80.", "80 → 8080")
    assert told(lambda n: {"port": 8080, "name": n}, made).kind == "misconception"
    assert told(lambda n: {"port": 22, "name": n}, made).kind != "misconception"
    made.misconception("The port is not 80.", "80 → 81")
    assert told(lambda n: {"port": 22, "name": n}, made).message == "The port is not 80."


# -- contrast ----------------------------------------------------------------------------------------------------------


def nearest(values: list[int], k: int) -> Any:
    return sorted(values)[:k]


def contrasted(wrong: Any, inputs: list[dict[str, Any]]) -> Diagnosis:
    made: Exercise = reference(nearest)
    for each in inputs:
        made.example(**each)
    return told(wrong, made)


LISTS = [[5, 3], [9, 1, 4], [2, 2, 7], [8, 6, 6, 1], [4], [3, 7, 5]]


def odd(values: list[int]) -> list[int]:
    return [v * 3 + len(values) ** 2 for v in values]


def test_what_separates_failing_cases_is_told() -> None:
    inputs = [{"values": values, "k": k} for values in LISTS[:3] for k in (1, 2)]
    found = contrasted(lambda values, k: odd(values) if k == 1 else nearest(values, k), inputs)
    assert found.message == "It goes wrong exactly where `k` is 1 (there also `k` is odd)."


def test_ties_and_single_items_are_told() -> None:
    inputs = [{"values": values, "k": 2} for values in [*LISTS, [1, 1, 5]]]
    ties = contrasted(lambda values, k: nearest(values, k) if len(set(values)) == len(values) else odd(values), inputs)
    assert "exactly where `values` holds something twice" in ties.message


def test_what_separates_all_but_one_or_too_few_is_not_told() -> None:
    inputs = [{"values": values, "k": k} for values in LISTS[:3] for k in (1, 2)]
    rarely = contrasted(lambda values, k: odd(values) if values[0] == 9 and k == 1 else nearest(values, k), inputs)
    assert "exactly" not in rarely.message
    mixed = contrasted(lambda values, k: odd(values) if (k == 1) != (values[0] == 9) else nearest(values, k), inputs)
    assert "`k` is 1" not in mixed.message


def test_values_of_hidden_cases_are_not_repeated_where_they_are_secret() -> None:
    made: Exercise = reference(nearest)

    @made.cases(n=9)
    def _(rng: np.random.Generator, i: int) -> dict[str, Any]:
        return {"values": [5, 3, 9, 1][: 2 + i % 2], "k": (1, 2, 7)[i % 3]}

    def wrong(values: list[int], k: int) -> Any:
        if k == 7:
            raise NameError(f"name '{'_'.join(map(str, values))}' is not defined")
        return nearest(values, k)

    checker = Checker(made)
    trials = checker.trials(wrong)

    def locate(error: Exception) -> LearnerError:
        return LearnerError(type=type(error).__name__, message=str(error), line=3)

    open_, secret = (
        diagnose(made, trials, Known(made), candidate=candidate, locate=locate) for candidate in (wrong, None)
    )
    assert open_ is not None
    assert secret is not None
    assert "5_3" in open_.message
    assert "5_3" not in secret.message
    assert "7" in open_.message
    assert "7" not in secret.message


# -- what is kept, and for how long it is sought -----------------------------------------------------------------------


def test_what_wrong_versions_answer_is_asked_once() -> None:
    calls = []

    def counted(n: int) -> int:
        calls.append(n)
        return n * n

    made: Exercise = reference(counted)
    for n in range(2, 8):
        made.example(n=n)
    checker = Checker(made)
    wrong = lambda n: n * 5 + 2  # noqa: E731
    first = checker.check(wrong)
    asked = len(calls)
    assert checker.check(wrong).diagnosis == first.diagnosis
    assert len(calls) == asked


def test_versions_that_never_end_are_given_up() -> None:
    def count(n: int) -> int:
        total = 0
        while n > 0:
            total += n
            n -= 1
        return total

    made: Exercise = reference(count)
    for n in range(3, 9):
        made.example(n=n)
    assert told(lambda n: n**3 + 1, made).kind != "mutant"  # without an end of the search it would not come back


def spin() -> None:
    while True:
        pass


def spin_twice() -> None:
    """A limit of its own, then on under the one around it."""
    try:
        with time_limit(0.05):
            spin()
    except OutOfTimeError:
        spin()


def spin_long() -> None:
    with time_limit(60):
        spin()


@pytest.mark.parametrize("nested", [spin_twice, spin_long])
def test_a_limit_holds_within_and_after_another(nested: Any) -> None:
    with pytest.raises(OutOfTimeError), time_limit(0.2):
        nested()


def test_an_alarm_waits_for_the_end_of_a_callback_of_the_collector() -> None:
    """What is raised in one is printed and lost; here that is a warning, and so an error."""
    seen = []

    def slow(phase: str, _: Any) -> None:
        if phase == "stop" and not seen:
            seen.append(phase)
            ends = time.monotonic() + 0.2
            while time.monotonic() < ends:
                pass

    def collect_and_spin() -> None:
        gc.collect()
        spin()

    gc.callbacks.append(slow)
    try:
        with pytest.raises(OutOfTimeError), time_limit(0.1):
            collect_and_spin()
    finally:
        gc.callbacks.remove(slow)
    assert seen == ["stop"]


def test_an_alarm_waits_for_what_is_destroyed_meanwhile() -> None:
    def slowly(*_: object) -> None:
        ends = time.monotonic() + 0.2
        while time.monotonic() < ends:
            pass

    class Slow:
        def __del__(self) -> None:
            slowly()

    class Seen:
        """Destroyed with a cycle, and looked at by a weak reference from outside of it."""

    def destroy_and_spin() -> None:
        Slow()
        gc.collect()
        spin()

    seen: Any = Seen()
    seen.itself = seen
    watch = weakref.ref(seen, slowly)
    del seen
    with pytest.raises(OutOfTimeError), time_limit(0.1):
        destroy_and_spin()
    assert watch() is None
    assert "_Alarm" not in str(gc.callbacks)


# -- the case that is shown --------------------------------------------------------------------------------------------


def test_the_smallest_failing_case_is_shown_a_visible_one_first() -> None:
    made: Exercise = reference(lambda values: sum(values))
    made.example(values=[1, 2, 3, 4])
    made.example(values=[1, 2])
    made.cases(n=2)(lambda rng: {"values": [1]})
    checker = Checker(made)
    trials: list[Trial] = checker.trials(lambda values: -1)
    assert smallest(trials).case.number == 2
    assert smallest(trials[2:]).case.number == 3
    verdict = checker.check(lambda values: -1)
    assert verdict.case is not None
    assert (verdict.case.number, verdict.case.visible) == (2, True)


def test_a_changed_argument_is_told_on_wrong_results_too() -> None:
    made: Exercise = reference(lambda x: np.sort(x).cumsum())
    for k in range(5):
        made.example(x=np.random.default_rng(k).normal(size=4 + k))

    def wrong(x: Any) -> Any:
        x *= 1.5
        return x.mean() + x**2

    found = told(wrong, made)
    assert "The call changes its argument `x` in place" in found.message


def test_a_first_mistake_that_would_show_elsewhere_is_not_told() -> None:
    def rounded(n: int) -> int:
        return n * 3 // 4 + (n > 9) * 100

    made: Exercise = reference(rounded)
    for n in range(1, 13):
        made.example(n=n)
    made.misconception("You left the large ones out.", "(n > 9) * 100 → 0")
    # Equal to the misconception with another change in it where that is wrong, and right where it would be wrong alone.
    found = told(lambda n: n * 3 // 4 + 100 if n > 9 else n * 3 // 4 + n % 2, made)
    assert "large ones" not in found.message
