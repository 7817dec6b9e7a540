"""A second small lesson for hostile notebooks: judges that look for faults, a speed test, yes or no, frames."""

from __future__ import annotations

LESSON_ID = "01_alpha/02_targets"

LESSON = '''\
# %%
import numpy as np
import pandas as pd

from workbench import Lesson

lesson = Lesson("01_alpha/02_targets")


# %%
@lesson.exercise
def sorted_copy(values: list) -> list:
    """The values from small to large. values: a list of floats, which stays as it is; returns a new list."""
    ...


# %%
@lesson.exercise
def neighbours(values, limit: float) -> int:
    """How many pairs i < j have |values[i] - values[j]| <= limit. values: shape (n,); returns an int."""
    ...


# %%
@lesson.exercise
def is_odd(values) -> bool:
    """Whether the sum of the whole numbers is odd. values: shape (n,); returns a bool."""
    ...


# %%
@lesson.exercise
def shares(counts) -> pd.DataFrame:
    """A frame with the columns count (float) and share (of the sum, float). counts: shape (n,)."""
    ...


# %%
@lesson.exercise
def middle(values, level: float):
    """Two ends between which the central share `level` of the values lies. values: shape (n,); returns (low, high)."""
    ...


# %%
@lesson.exercise
def sides(points, border: float):
    """0 or 1 for each point, by its side of the border; which is which is free. points: shape (n,); returns (n,)."""
    ...


# %%
@lesson.exercise
def goes_on(values) -> float:
    """The value that comes next in an arithmetic sequence. values: shape (n,); returns a float."""
    ...
'''

SOLUTION = """\
import numpy as np
import pandas as pd

from workbench.authoring import reference
from workbench.checking.relations import up_to_relabelling


@reference(time_limit=4)
def sorted_copy(values):
    return sorted(values)


@sorted_copy.cases(n=5)
def _(rng):
    return {"values": rng.normal(size=5).tolist()}


@sorted_copy.misconception("From large to small.")
def _(values):
    return sorted(values, reverse=True)


@reference(time_limit=8)
def neighbours(values, limit):
    ordered = np.sort(values)
    return int((np.searchsorted(ordered, ordered + limit, side="right") - np.arange(len(ordered)) - 1).sum())


neighbours.example(values=np.array([0.0, 0.5, 2.0]), limit=1.0)


@neighbours.cases(n=5)
def _(rng):
    return {"values": rng.normal(size=12).round(3), "limit": 0.25}


@neighbours.misconception("Each pair counts once.")
def _(values, limit):
    return 2 * neighbours.implementation(values, limit)


@neighbours.speed(at_most=400, advice="Sort first.")
def _(rng):
    return {"values": rng.normal(size=3000), "limit": 0.001}


@reference(time_limit=4)
def is_odd(values):
    return int(values.sum()) % 2 == 1


is_odd.example(values=np.array([1, 2, 3]))


@is_odd.cases(n=12)
def _(rng, i):
    values = rng.integers(100, size=5)
    values[0] += (values.sum() + (i % 3 == 0)) % 2  # odd for every third
    return {"values": values}


@is_odd.misconception("That is whether there is an odd number of values.")
def _(values):
    return len(values) % 2 == 1


@reference(time_limit=4)
def shares(counts):
    return pd.DataFrame({"count": counts.astype(float), "share": counts / counts.sum()})


@shares.cases(n=4)
def _(rng):
    return {"counts": rng.integers(1, 9, size=4)}


@shares.misconception("In per cent.")
def _(counts):
    return pd.DataFrame({"count": counts.astype(float), "share": 100 * counts / counts.sum()})


@reference(time_limit=4)
def middle(values, level):
    return tuple(float(q) for q in np.quantile(values, [(1 - level) / 2, (1 + level) / 2]))


@middle.cases(n=4)
def _(rng, i):
    return {"values": rng.normal(size=200), "level": (0.95, 0.8, 0.5, 0.9)[i]}


@middle.verify
def _(got, expected, inputs):
    width = expected[1] - expected[0]
    if abs((got[1] - got[0]) / width - 1) > 0.1:
        return "The width is another."
    if abs(got[0] + got[1] - expected[0] - expected[1]) > 0.2 * width:
        return "It lies elsewhere."
    return None


@middle.misconception("The width is another.")
def _(values, level):
    return tuple(float(q) for q in np.quantile(values, [1 - level, level]))


@reference(time_limit=4, compare=up_to_relabelling)
def sides(points, border):
    return (points > border).astype(int)


@sides.cases(n=5)
def _(rng):
    return {"points": rng.normal(size=20), "border": float(rng.normal() / 3)}


@sides.misconception("The border is not zero.")
def _(points, border):
    return (points > 0).astype(int)


@reference(time_limit=4, kept_back=("after",))
def goes_on(values):
    return float(2 * values[-1] - values[-2])


goes_on.example(values=np.array([1.0, 3.0]), after=5.0)


@goes_on.cases(n=4)
def _(rng):
    values = float(rng.integers(-9, 9)) + np.arange(5) * rng.integers(1, 9)
    return {"values": values[:-1], "after": float(values[-1])}


@goes_on.verify
def _(got, expected, inputs):
    return None if got == inputs["after"] else "It goes on otherwise."


@goes_on.misconception("It goes on otherwise.")
def _(values):
    return float(values[-1])
"""
