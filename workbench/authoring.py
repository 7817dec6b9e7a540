"""The author's side of an exercise: reference, cases, alternatives, misconceptions, hints, choices.

A solution file imports from here and nothing of Jupyter, so that it can be executed anywhere::

    @reference
    def gradient_step(w, grad, lr):
        return w - lr * grad

    @gradient_step.cases(n=20)
    def _(rng):
        return dict(w=rng.normal(size=5), grad=rng.normal(size=5), lr=rng.uniform(0, 1))

    @gradient_step.misconception("You moved along the gradient, uphill. Descent subtracts it.")
    def _(w, grad, lr):
        return w + lr * grad

A misconception does three jobs: it proves that the checks catch it, it names the mistake of a learner whose
outputs equal it, and it makes realistic wrong submissions for tests.
"""

from __future__ import annotations

import copy
import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, overload

from workbench.errors import WorkbenchError

__all__ = ["ROLES", "Case", "Choice", "Exercise", "Misconception", "Waiver", "choice", "reference", "waive"]

ROLES = ("write", "repair", "decision", "open")
"""What an exercise asks for: code that is written, a planted fault that is found, a decision from data, or something to
improve as far as one can."""

Inputs = dict[str, Any]
Verifier = Callable[[Any, Any, Inputs], str | None]


@dataclass(frozen=True, kw_only=True)
class Case:
    """One call of an exercise. ``inputs``: keyword arguments; ``visible``: shown to the learner before they start."""

    inputs: Inputs
    visible: bool
    number: int

    def fresh(self) -> Inputs:
        """A deep copy, so that a learner's function which modifies its arguments spoils nothing."""
        return copy.deepcopy(self.inputs)


@dataclass(frozen=True, kw_only=True)
class Misconception:
    """A known-wrong implementation and the message for whoever makes the same mistake."""

    message: str
    implementation: Callable[..., Any]


@dataclass(frozen=True, kw_only=True)
class Settings:
    """How one exercise is checked.

    rtol, atol: tolerances, |got − expected| ≤ atol + rtol·|expected|; check_dtype: whether int and float
    (and 32 and 64 bits) are told apart; ordered: whether the order of rows or items counts; compare: a relation
    from ``workbench.checking.relations`` in place of plain equality; time_limit: seconds for the whole check;
    deterministic: equal calls must give equal results; may_modify: names of arguments that may be changed in place;
    role: one of ``ROLES``.
    """

    rtol: float = 1e-6
    atol: float = 1e-9
    check_dtype: bool = False
    ordered: bool = True
    compare: Callable[..., Any] | None = None
    time_limit: float = 10.0
    deterministic: bool = True
    may_modify: tuple[str, ...] = ()
    role: str = "write"


@dataclass(frozen=True, kw_only=True)
class SpeedTest:
    """Inputs large enough to time, and how many times slower than the reference is still accepted."""

    make: Callable[[Any], Inputs]
    at_most: float
    advice: str


class Exercise:
    """What an author knows about one exercise. Calling it calls the reference implementation."""

    def __init__(self, implementation: Callable[..., Any], settings: Settings) -> None:
        self.name: str = implementation.__name__
        self.implementation = implementation
        self.settings = settings
        self.alternatives: list[Callable[..., Any]] = []
        self.misconceptions: list[Misconception] = []
        self.hint_texts: tuple[str, ...] = ()
        self.explanation = ""
        self.equivalents: dict[str, str] = {}
        self.probe_function: Callable[..., Any] | None = None
        self.verifier: Verifier | None = None
        self.speed_test: SpeedTest | None = None
        self._examples: list[Inputs] = []
        self._generators: list[tuple[int, Callable[..., Inputs]]] = []
        self.__doc__ = implementation.__doc__

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self.implementation(*args, **kwargs)

    def __repr__(self) -> str:
        return f"<exercise {self.name}>"

    @property
    def is_class(self) -> bool:
        return inspect.isclass(self.implementation)

    # -- what the author declares ------------------------------------------------------------------------------

    def example(self, **inputs: Any) -> Exercise:
        """A visible case, checked first."""
        self._examples.append(inputs)
        return self

    def cases(self, n: int = 20) -> Callable[[Callable[..., Inputs]], Callable[..., Inputs]]:
        """Decorate a generator of hidden inputs: called ``n`` times with a seeded ``np.random.Generator`` ``rng``
        (and with ``i`` = 0 … n−1 if it takes it), it returns the keyword arguments of one call."""

        def keep(make: Callable[..., Inputs]) -> Callable[..., Inputs]:
            self._generators.append((n, make))
            return make

        return keep

    def alternative(self, implementation: Callable[..., Any]) -> Callable[..., Any]:
        """Decorate another correct implementation, written another way: it must pass."""
        self.alternatives.append(implementation)
        return implementation

    def misconception(self, message: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """Decorate a known-wrong implementation; ``message`` tells its maker what went wrong and why."""

        def keep(implementation: Callable[..., Any]) -> Callable[..., Any]:
            self.misconceptions.append(Misconception(message=message, implementation=implementation))
            return implementation

        return keep

    def hints(self, *texts: str) -> Exercise:
        """Hints from a nudge to nearly the answer; at least three."""
        self.hint_texts = texts
        return self

    def explain(self, text: str) -> Exercise:
        """Why the solution is what it is; shown with it."""
        self.explanation = inspect.cleandoc(text)
        return self

    def probe(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """Decorate how to exercise the candidate: ``probe(candidate, **inputs)`` returns plain data to compare."""
        self.probe_function = function
        return function

    def verify(self, function: Verifier) -> Verifier:
        """Decorate a judge of the data in place of equality: ``verify(got, expected, inputs)`` returns None when
        it is right, else a sentence that says what is wrong."""
        self.verifier = function
        return function

    def speed(self, *, at_most: float, advice: str) -> Callable[[Callable[..., Inputs]], Callable[..., Inputs]]:
        """Decorate a maker of large inputs (``rng`` → keyword arguments): the learner's time on them may be at most
        ``at_most`` times the reference's."""

        def keep(make: Callable[..., Inputs]) -> Callable[..., Inputs]:
            self.speed_test = SpeedTest(make=make, at_most=at_most, advice=advice)
            return make

        return keep

    def equivalent(self, change: str, *, because: str) -> Exercise:
        """Waive a mutant of the reference that cannot be told from it, with the reason.

        ``change`` is the text that ``workbench prove`` prints for the survivor.
        """
        self.equivalents[change] = because
        return self

    # -- what the checker asks ---------------------------------------------------------------------------------

    def all_cases(self, seed: int | Sequence[int] = 0) -> list[Case]:
        """Visible examples first, then the hidden cases drawn from ``seed``: the same seed gives the same cases."""
        import numpy as np

        found = [Case(inputs=inputs, visible=True, number=k) for k, inputs in enumerate(self._examples, start=1)]
        entropy = [seed] if isinstance(seed, int) else list(seed)
        for position, (n, make) in enumerate(self._generators):
            takes_index = "i" in inspect.signature(make).parameters
            for i in range(n):
                rng = np.random.default_rng([*entropy, position, i])
                inputs = make(rng, i=i) if takes_index else make(rng)
                found.append(Case(inputs=inputs, visible=False, number=len(found) + 1))
        if not found:
            # A value exercise: a function without arguments is its own only case.
            found.append(Case(inputs={}, visible=True, number=1))
        return found

    def call(self, candidate: Callable[..., Any], inputs: Inputs) -> Any:
        """Run a candidate (or the reference) on one case, through the probe if there is one."""
        if self.probe_function is not None:
            return self.probe_function(candidate, **inputs)
        return candidate(**inputs)


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A quiz question: the right option and, for each wrong one, why it is wrong."""

    answer: str
    why: Mapping[str, str] = field(default_factory=dict)
    because: str = ""


@overload
def reference(implementation: Callable[..., Any], /) -> Exercise: ...


@overload
def reference(**settings: Any) -> Callable[[Callable[..., Any]], Exercise]: ...


def reference(implementation: Callable[..., Any] | None = None, /, **settings: Any) -> Any:
    """Decorate the reference implementation: ``@reference`` or ``@reference(rtol=1e-4, time_limit=20)``.

    The keyword arguments are the fields of ``Settings``. Raises WorkbenchError for an unknown one.
    """
    try:
        chosen = Settings(**settings)
    except TypeError as error:
        known = ", ".join(Settings.__dataclass_fields__)
        raise WorkbenchError(f"reference: {error}. Known settings: {known}.") from None
    if chosen.role not in ROLES:
        raise WorkbenchError(f"reference: role must be one of {', '.join(ROLES)}, got {chosen.role!r}.")
    if implementation is not None:
        return Exercise(implementation, chosen)
    return lambda function: Exercise(function, chosen)


def choice(answer: str, *, why: Mapping[str, str] | None = None, because: str = "") -> Choice:
    """The answer of ``lesson.quiz``. why: wrong option → what is wrong with it; because: why the answer is right."""
    return Choice(answer=answer, why=dict(why or {}), because=because)


@dataclass(frozen=True, kw_only=True)
class Waiver:
    """Why a finding of the proof does not hold. rule: the name of the check; text: what the finding says about, or the
    beginning of it."""

    rule: str
    text: str
    because: str


def waive(rule: str, text: str, *, because: str) -> Waiver:
    """Waive a finding of ``workbench prove``; put it into the solution file's list ``waivers``.

    rule: the check as it is printed, with spaces or underscores; text: the beginning of the sentence or title that is
    meant. A waiver that matches nothing is a finding itself. Raises WorkbenchError without a reason.
    """
    if len(because.strip()) < 20:
        raise WorkbenchError(f"waive({rule!r}, {text!r}): say in because= why the finding does not hold.")
    return Waiver(rule=rule.replace(" ", "_"), text=" ".join(text.split()), because=because)
