"""A small lesson that the grading tests grade: one exercise of each kind that crosses the wall in its own way."""

from __future__ import annotations

LESSON_ID = "01_alpha/01_target"
ONE, TWO = "01_alpha/01_one", "02_beta/05_optimization"
"""Lessons of which nothing but the names matters."""

LESSON = '''\
# %%
from workbench import Lesson

lesson = Lesson("01_alpha/01_target")


# %%
@lesson.exercise
def double(x: float) -> float:
    """Twice x. x: a float; returns a float."""
    ...


# %%
@lesson.exercise
def mean_rows(table):
    """The mean of each row. table: shape (n, m); returns shape (n,)."""
    ...


# %%
@lesson.exercise
class Counter:
    """Counts. start: where to begin; add(step) returns the new value."""

    def __init__(self, start=0): ...

    def add(self, step): ...


# %%
@lesson.exercise
def apply(function, x):
    """What the function makes of x, twice applied. Returns a float."""
    ...


# %%
lesson.quiz("half", "Half of four is …", ["two", "eight"], answer=...)
'''

SOLUTION = """\
import numpy as np
from workbench.authoring import choice, reference


@reference(time_limit=2)
def double(x):
    return 2 * x


@double.cases(n=6)
def _(rng):
    return {"x": float(rng.normal())}


@double.alternative
def _(x):
    return x + x


@double.misconception("You squared it: that is x times x, not two times x.")
def _(x):
    return x**2


double.hints("What is it twice?", "Add it to itself.", "Return 2 * x.")


@reference
def mean_rows(table):
    return table.mean(axis=1)


@mean_rows.cases(n=5)
def _(rng):
    return {"table": rng.normal(size=(int(rng.integers(2, 6)), 3))}


@mean_rows.misconception("That is the mean of each column: axis=1 goes along the rows.")
def _(table):
    return table.mean(axis=0)


@mean_rows.misconception("That is the sum of each row: divide by the number of columns.")
def _(table):
    return table.sum(axis=1)


mean_rows.hints("Which axis?", "Rows are axis 0; their means go along axis 1.", "table.mean(axis=1)")


@reference
class Counter:
    def __init__(self, start=0):
        self.value = start

    def add(self, step):
        self.value += step
        return self.value


@Counter.cases(n=5)
def _(rng):
    return {"start": int(rng.integers(10)), "steps": rng.integers(1, 9, size=4).tolist()}


@Counter.probe
def _(candidate, start, steps):
    counter = candidate(start)
    return [_plain(counter.add(step)) for step in steps]


def _plain(value):
    return int(value)


@Counter.misconception("The counter forgets where it was: keep the value in self.")
class _:
    def __init__(self, start=0):
        self.start = start

    def add(self, step):
        return self.start + step


Counter.hints("What must it remember?", "Keep the value in self.", "self.value += step")


def _third(x):
    return x / 3


def _shifted(x):
    return x + 1


@reference
def apply(function, x):
    return function(function(x))


@apply.cases(n=4)
def _(rng, i):
    return {"function": (_third, _shifted)[i % 2], "x": float(rng.normal())}


@apply.misconception("Applied once only.")
def _(function, x):
    return function(x)


apply.hints("Twice.", "The result goes in again.", "function(function(x))")

half = choice("two", why={"eight": "That is the double."}, because="2 + 2 is 4.")
"""
