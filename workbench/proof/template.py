"""The pair of files that ``workbench new`` writes: a small lesson that runs, to be replaced piece by piece."""

from __future__ import annotations

import json

_LESSON = '''\
# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Workbench (Python)
#     language: python
#     name: workbench
#   workbench:
#     title: {quoted}
#     summary: One sentence that says which question this lesson answers.
#     minutes: 45
#     requires: []
#     objectives:
#       Say what the learner can do afterwards: [double]
#     teaches:
#       element by element: Applied to each value of an array by itself, so that the shape stays.
#     uses: []
#     covers: {{}}
#     datasets: []
#     extras: []
#     hardware: cpu
#     solutions: after_attempt
# ---

# %% [markdown]
# # {title}
#
# Begin with a real question that this lesson answers, and let the reader guess the answer first.

# %% tags=["parameters"]
seed = 0
scale = "small"

# %%
import numpy as np

from workbench import Lesson

lesson = Lesson("{id}")

# %% [markdown]
# ## A worked example
#
# Show one case completely, then let the learner do the next one. What a sentence says about a result, a claim checks.

# %%
x = np.array([1.0, 2.0, 3.0])
lesson.claim("Adding an array to itself multiplies each value by two.", bool((x + x == 2 * x).all()))


# %%
@lesson.exercise
def double(x: np.ndarray) -> np.ndarray:
    """Twice the values of `x`, as a new array. x: shape (n,); returns shape (n,)."""
    ...


# %%
lesson.quiz("shape", "`double` of an array of shape (3,) has the shape …", ["(3,)", "(6,)"], answer=...)

# %% [markdown]
# ## What to remember
#
# - One line for each idea.
#
# ## Read on
#
# - A real reference, with its authors and year.
'''

_SOLUTION = '''\
"""Solutions of {id}: {title}."""

import numpy as np

from workbench.authoring import choice, reference


@reference
def double(x):
    return 2 * x


double.example(x=np.array([1.0, 3.0]))


@double.cases(n=10)
def _(rng):
    return {{"x": rng.normal(size=rng.integers(1, 6))}}


@double.alternative
def _(x):
    return np.add(x, x)


double.misconception("You squared the values. Doubling multiplies each by two.", "2 * x → x**2")


@double.misconception("You repeated the array. Doubling changes each value and keeps their number.")
def _(x):
    return np.concatenate([x, x])


double.hints(
    "What happens to each single value?",
    "NumPy applies arithmetic to every element of an array at once.",
    "Multiply the array by two: the result is a new array.",
)
double.explain("Arithmetic between an array and a number is applied element by element and makes a new array.")

shape = choice(
    "(3,)",
    why={{"(6,)": "That would be repetition: doubling changes the values, not their number."}},
    because="An element-wise operation keeps the shape.",
)
'''


def lesson_text(lesson_id: str, title: str) -> str:
    return _LESSON.format(id=lesson_id, title=title, quoted=json.dumps(title, ensure_ascii=False))


def solution_text(lesson_id: str, title: str) -> str:
    return _SOLUTION.format(id=lesson_id, title=title)
