"""What an author declares: an exercise with all that belongs to it, the answer of a quiz, and what is waived."""

from __future__ import annotations

import copy
import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any, overload

from workbench.authoring.changes import with_changes
from workbench.errors import WorkbenchError

ROLES = ("write", "repair", "decision", "open")
"""What an exercise asks for: code that is written, a planted fault that is found, a decision from data, or something to
improve as far as one can."""

Inputs = dict[str, Any]
Verifier = Callable[[Any, Any, Inputs], str | None]


@dataclass(frozen=True, kw_only=True)
class Case:
    """One call of an exercise. ``inputs``: keyword arguments; ``visible``: shown to the learner before they start;
    ``kept_back``: what only ``verify`` sees."""

    inputs: Inputs
    visible: bool
    number: int
    kept_back: Inputs = field(default_factory=dict)

    def fresh(self) -> Inputs:
        """A deep copy, so that a learner's function which modifies its arguments spoils nothing."""
        return copy.deepcopy(self.inputs)

    def for_the_judge(self) -> Inputs:
        """A deep copy of all that the author drew."""
        return copy.deepcopy(self.inputs | self.kept_back)


@dataclass(frozen=True, kw_only=True)
class Misconception:
    """Known-wrong implementations of one mistake and the message for whoever makes it.

    makes: each is made when it is first wanted, because most are wanted by nobody who has it right. changes: of the
    reference, where the first is that.
    """

    message: str
    makes: tuple[Callable[[], Callable[..., Any]], ...]
    changes: tuple[str, ...] = ()

    @property
    def implementation(self) -> Callable[..., Any]:
        """The first way to make the mistake."""
        return self.implementations[0]

    @cached_property
    def implementations(self) -> tuple[Callable[..., Any], ...]:
        """All ways to make it that the author has written."""
        return tuple(make() for make in self.makes)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """How one exercise is checked.

    rtol, atol: tolerances, |got − expected| ≤ atol + rtol·|expected|; check_dtype: whether int and float
    (and 32 and 64 bits) are told apart; ordered: whether the order of rows or items counts; compare: a relation
    from ``workbench.checking.relations`` in place of plain equality; time_limit: seconds for the whole check;
    deterministic: equal calls must give equal results; may_modify: names of arguments that may be changed in place;
    role: one of ``ROLES``; kept_back: names of what a case draws for ``verify`` alone. It never comes near the
    learner's code, nor the probe: held-out data, or how a text goes on.
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
    kept_back: tuple[str, ...] = ()


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
        (and with ``i`` = 0 … n−1 if it takes it), it returns the keyword arguments of one call. Single numbers and
        texts that NumPy drew become Python's own."""

        def keep(make: Callable[..., Inputs]) -> Callable[..., Inputs]:
            self._generators.append((n, make))
            return make

        return keep

    def alternative(self, implementation: Callable[..., Any]) -> Callable[..., Any]:
        """Decorate another correct implementation, written another way: it must pass."""
        self.alternatives.append(implementation)
        return implementation

    @overload
    def misconception(self, message: str, /) -> Callable[[Callable[..., Any]], Callable[..., Any]]: ...

    @overload
    def misconception(self, message: str, change: str, /, *changes: str) -> None: ...

    def misconception(self, message: str, /, *changes: str) -> Any:
        """Decorate a known-wrong implementation; ``message`` tells its maker what went wrong and why.

        Where it is the reference with something changed, say what instead, and decorate nothing:
        ``step.misconception("Uphill. Descent subtracts.", "w - lr * grad → w + lr * grad")``. Each change is one
        expression or statement of the reference and what stands in its stead, at all its places.

        The same message again adds another way to make the same mistake.
        """

        def keep(implementation: Callable[..., Any]) -> Callable[..., Any]:
            self._add_mistake(message, lambda: implementation, ())
            return implementation

        if not changes:
            return keep
        self._add_mistake(message, cache(lambda: with_changes(self.implementation, changes)), changes)
        return None

    def _add_mistake(self, message: str, make: Callable[[], Callable[..., Any]], changes: tuple[str, ...]) -> None:
        for position, each in enumerate(self.misconceptions):
            if each.message == message:
                makes = (*each.makes, make)
                self.misconceptions[position] = Misconception(message=message, makes=makes, changes=each.changes)
                return
        self.misconceptions.append(Misconception(message=message, makes=(make,), changes=changes))

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
        it is right, else a sentence that says what is wrong. What the settings keep back is among ``inputs`` here."""
        self.verifier = function
        return function

    def speed(self, *, at_most: float, advice: str) -> Callable[[Callable[..., Inputs]], Callable[..., Inputs]]:
        """Decorate a maker of large inputs (``rng`` → keyword arguments): the learner's time on them may be at most
        ``at_most`` times the reference's."""

        def keep(make: Callable[..., Inputs]) -> Callable[..., Inputs]:
            self.speed_test = SpeedTest(make=make, at_most=at_most, advice=advice)
            return make

        return keep

    def equivalent(self, *changes: str, because: str) -> Exercise:
        """Waive mutants of the reference that cannot be told from it, with the reason.

        Each of ``changes`` is the text that ``workbench prove`` prints for a survivor.
        """
        self.equivalents |= dict.fromkeys(changes, because)
        return self

    # -- what the checker asks ---------------------------------------------------------------------------------

    def all_cases(self, seed: int | Sequence[int] = 0) -> list[Case]:
        """Visible examples first, then the hidden cases drawn from ``seed``: the same seed gives the same cases."""
        import numpy as np

        found = [self.case(inputs, visible=True, number=k) for k, inputs in enumerate(self._examples, start=1)]
        entropy = [seed] if isinstance(seed, int) else list(seed)
        for position, (n, make) in enumerate(self._generators):
            takes_index = "i" in inspect.signature(make).parameters
            for i in range(n):
                rng = np.random.default_rng([*entropy, position, i])
                inputs = make(rng, i=i) if takes_index else make(rng)
                found.append(self.case(_plain(inputs), visible=False, number=len(found) + 1))
        if not found:
            # A value exercise: a function without arguments is its own only case.
            found.append(Case(inputs={}, visible=True, number=1))
        return found

    def case(self, drawn: Inputs, *, visible: bool, number: int) -> Case:
        """Raises WorkbenchError where what is to be kept back was not drawn, or nobody would look at it."""
        names = self.settings.kept_back
        if missing := [name for name in names if name not in drawn]:
            raise WorkbenchError(f"{self.name}: kept back is {', '.join(missing)}, which a case does not draw.")
        if names and self.verifier is None:
            raise WorkbenchError(f"{self.name}: what is kept back is for verify, and there is none.")
        inputs = {name: value for name, value in drawn.items() if name not in names}
        kept_back = {name: drawn[name] for name in names}
        return Case(inputs=inputs, visible=visible, number=number, kept_back=kept_back)

    def call(self, candidate: Callable[..., Any], inputs: Inputs) -> Any:
        """Run a candidate (or the reference) on one case, through the probe if there is one."""
        if self.probe_function is not None:
            return self.probe_function(candidate, **inputs)
        return candidate(**inputs)


def _plain(value: Any) -> Any:
    """With Python's own numbers and texts in place of NumPy's, which look strange to a learner and are not JSON."""
    import numpy as np

    if type(value) is dict:
        return {_plain(key): _plain(each) for key, each in value.items()}
    if type(value) in (list, tuple):
        return type(value)(map(_plain, value))
    # Other sizes, such as float32, were chosen by the author: they are part of the question.
    return value.item() if isinstance(value, (np.bool_, np.int64, np.float64, np.str_)) else value


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
