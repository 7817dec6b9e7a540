"""Ask a candidate for its answers, one case after the other, in a calm place: seeded, silent, without open figures."""

from __future__ import annotations

import contextlib
import random
import sys
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from workbench.authoring import Case, Exercise
from workbench.authoring.exercise import Inputs
from workbench.checking.compare import Tolerance, compare
from workbench.checking.limits import OutOfTimeError
from workbench.checking.outputs import Caught, Output, catching
from workbench.checking.sound import unsound
from workbench.checking.types import Difference


@dataclass(frozen=True)
class Answer:
    """What one call gave: a value or an exception. printed: to the standard output; shown: all that would have
    appeared."""

    value: Any = None
    error: Exception | None = None
    printed: str = ""
    modified: str | None = None
    shown: tuple[Output, ...] = ()


@dataclass(frozen=True)
class Trial:
    """One case with what came and what was expected; ``difference`` is None when they agree."""

    case: Case
    answer: Answer
    expected: Any
    difference: Difference | None


def tolerance_of(exercise: Exercise, *, brief: bool = False) -> Tolerance:
    s = exercise.settings
    return Tolerance(rtol=s.rtol, atol=s.atol, check_dtype=s.check_dtype, ordered=s.ordered, brief=brief)


def differ(exercise: Exercise, got: Any, expected: Any, case: Case, *, brief: bool = False) -> Difference | None:
    """How an answer differs from the expected one, by the exercise's own judge if it has one. brief: only whether.

    What satisfies such a judge may still be NaN and the like: one that looks for faults finds none in it."""
    if exercise.verifier is None and exercise.settings.compare is None:
        return compare(got, expected, tolerance_of(exercise, brief=brief))
    try:
        found = _judged(exercise, got, expected, case, brief=brief)
    except Exception:
        found = unsound(got, expected)
        if found is None:
            raise
    return found or unsound(got, expected)


def _judged(exercise: Exercise, got: Any, expected: Any, case: Case, *, brief: bool) -> Difference | None:
    if exercise.verifier is not None:
        message = exercise.verifier(got, expected, case.for_the_judge())
        return Difference(kind="verify", text=message) if message else None
    relation = exercise.settings.compare or compare
    difference: Difference | None = relation(got, expected, tolerance_of(exercise, brief=brief))
    return difference


@contextlib.contextmanager
def calm(seed: int = 0) -> Iterator[Caught]:
    """Seed the global generators, catch outputs and warnings, and close the figures a call leaves open."""
    random.seed(seed)
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed(seed)
    if "torch" in sys.modules:
        _seed_torch(sys.modules["torch"], seed)
    pyplot = sys.modules.get("matplotlib.pyplot")
    before = set(pyplot.get_fignums()) if pyplot else set()
    try:
        with catching() as caught, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield caught
    finally:
        pyplot = sys.modules.get("matplotlib.pyplot")
        if pyplot:
            for number in set(pyplot.get_fignums()) - before:
                pyplot.close(number)


def _seed_torch(torch: Any, seed: int) -> None:
    """As torch.manual_seed, which takes half a millisecond to remember the seed for accelerators that are not there."""
    if _may_compute_elsewhere(torch):
        torch.manual_seed(seed)
    else:
        torch.default_generator.manual_seed(seed)


@cache
def _may_compute_elsewhere(torch: Any) -> bool:
    return bool(torch.accelerator.is_available())


def ask(exercise: Exercise, candidate: Callable[..., Any], case: Case, *, seed: int = 0) -> Answer:
    """Call a candidate on one case. Exceptions become part of the answer; OutOfTimeError passes through."""
    inputs = case.fresh()
    answer = ask_with(exercise, candidate, inputs, seed=seed)
    if answer.error is not None:
        return answer
    return replace(answer, modified=modified_argument(exercise, inputs, case))


def ask_with(exercise: Exercise, candidate: Callable[..., Any], inputs: Inputs, *, seed: int = 0) -> Answer:
    """Call a candidate with inputs that it may change, without looking whether it does."""
    with calm(seed) as caught:
        try:
            value = exercise.call(candidate, inputs)
        except Exception as error:
            return Answer(error=error, printed=caught.getvalue(), shown=tuple(caught.outputs))
        except SystemExit as error:
            ended = RuntimeError(f"the code called exit({error.code})")
            return Answer(error=ended, printed=caught.getvalue(), shown=tuple(caught.outputs))
        except (OutOfTimeError, KeyboardInterrupt, GeneratorExit):
            raise
        except BaseException as error:  # what a library's panic is, in Polars and others that are written in Rust
            panic = RuntimeError(f"{type(error).__name__}: {error}")
            return Answer(error=panic, printed=caught.getvalue(), shown=tuple(caught.outputs))
    return Answer(value=value, printed=caught.getvalue(), shown=tuple(caught.outputs))


def modified_argument(exercise: Exercise, inputs: dict[str, Any], case: Case) -> str | None:
    """The name of the first argument that the call changed."""
    exact = Tolerance(rtol=0, atol=0, check_dtype=True)
    for name, value in inputs.items():
        if name in exercise.settings.may_modify or callable(value):
            continue
        if type(value) in (int, float, str, bool, bytes, type(None)):
            continue
        try:
            if compare(value, case.inputs[name], exact) is not None:
                return name
        except Exception:  # an input that cannot be compared cannot be accused
            continue
    return None
