"""What needs no probe: figures, fitted models and modules cross the wall as descriptions; and what a stub earns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from conftest import SECRET, TIGHT

from workbench.checking.compare import Tolerance, compare
from workbench.grading.codec import Described
from workbench.grading.judging.bench import LessonBench
from workbench.grading.judging.grade import Grader
from workbench.grading.sandbox.outside import Sandbox

LESSON_ID = "01_alpha/03_kinds"
LESSON = '''\
# %%
import matplotlib.pyplot as plt
import numpy as np
from sklearn.linear_model import LinearRegression
from torch import nn

from workbench import Lesson

lesson = Lesson("01_alpha/03_kinds")


# %%
@lesson.exercise
def drawn(heights):
    """Bars of these heights. heights: shape (n,); returns a figure."""


# %%
@lesson.exercise
def fitted(x, y):
    """A regression fitted to x, shape (n, 1), and y, shape (n,)."""


# %%
@lesson.exercise
def layer(width: int):
    """A linear layer of this width with weights of one and no bias."""


# %%
@lesson.exercise
def first_gap(values):
    """The position of the first None, or None where there is none. values: a list."""
'''
SOLUTION = """\
import matplotlib.pyplot as plt
import numpy as np
from sklearn.linear_model import LinearRegression
from torch import nn

from workbench.authoring import reference


@reference(time_limit=8)
def drawn(heights):
    figure, axes = plt.subplots()
    axes.bar(range(len(heights)), heights)
    return figure


@drawn.cases(n=2)
def _(rng):
    return {"heights": rng.integers(1, 9, size=3)}


@drawn.misconception("Lines.")
def _(heights):
    figure, axes = plt.subplots()
    axes.plot(heights)
    return figure


@reference(time_limit=8)
def fitted(x, y):
    return LinearRegression().fit(x, y)


@fitted.cases(n=2)
def _(rng):
    return {"x": rng.normal(size=(6, 1)), "y": rng.normal(size=6)}


@fitted.misconception("Without an intercept.")
def _(x, y):
    return LinearRegression(fit_intercept=False).fit(x, y)


@reference(time_limit=8)
def layer(width):
    made = nn.Linear(width, width, bias=False)
    nn.init.ones_(made.weight)
    return made


@layer.cases(n=2)
def _(rng):
    return {"width": rng.integers(1, 5)}


@layer.misconception("With a bias.")
def _(width):
    return nn.Linear(width, width)


@reference(time_limit=8)
def first_gap(values):
    return values.index(None) if None in values else None


first_gap.example(values=[1, 2])


@first_gap.cases(n=4)
def _(rng, i):
    return {"values": [1, None, 2][: 1 + i]}


@first_gap.misconception("The number of gaps.")
def _(values):
    return values.count(None)
"""
RIGHT = """
@lesson.exercise
def drawn(heights):
    figure = plt.figure()
    plt.bar(np.arange(len(heights)), height=heights)
    return figure

# %%
@lesson.exercise
def fitted(x, y):
    model = LinearRegression()
    model.fit(x, y)
    return model

# %%
@lesson.exercise
def layer(width):
    made = nn.Linear(width, width, bias=False)
    made.weight.data[:] = 1
    return made
"""
WRONG = """
@lesson.exercise
def drawn(heights):
    figure = plt.figure()
    plt.bar(np.arange(len(heights)), height=heights + 1)
    return figure

# %%
@lesson.exercise
def fitted(x, y):
    return LinearRegression(fit_intercept=False).fit(x, y)

# %%
@lesson.exercise
def layer(width):
    return nn.Linear(width, width, bias=False)
"""


@pytest.fixture(scope="module")
def kinds(tmp_path_factory: pytest.TempPathFactory, content_at: Callable[..., object]) -> Iterator[LessonBench]:
    root = tmp_path_factory.mktemp("kinds")
    content_at(root).lesson(LESSON_ID, LESSON, solution=SOLUTION)  # type: ignore[attr-defined]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WORKBENCH_CONTENT", str(root))
        yield LessonBench(LESSON_ID, SECRET)


def earned(kinds: LessonBench, sandbox: Sandbox, tmp_path: Path, *cells: str) -> dict[str, float]:
    path = tmp_path / "submission.py"
    path.write_text("\n# %%\n".join((LESSON, *cells)), encoding="utf-8")
    report = Grader(kinds, sandbox.address, TIGHT).grade(path, learner="ada")
    assert report.refused is None
    return {item.name: item.points for item in report.items}


def test_figures_models_and_modules_are_graded_without_a_probe(
    kinds: LessonBench, sandbox: Sandbox, tmp_path: Path
) -> None:
    found = earned(kinds, sandbox, tmp_path, RIGHT)
    assert found == {"drawn": 1, "fitted": 1, "layer": 1, "first_gap": 0}
    found = earned(kinds, sandbox, tmp_path, WRONG)
    assert found == {"drawn": 0, "fitted": 0, "layer": 0, "first_gap": 0}


@pytest.mark.parametrize("kind", ["figure", "estimator"])
@pytest.mark.parametrize(
    "data", [3, None, [], [3], {}, {"parameters": 1, "fitted": 2}, {"parameters": {}}, {"panels": [3]}]
)
def test_a_description_by_hand_is_no_answer_and_no_error(kind: str, data: object) -> None:
    real = {
        "figure": {"title": "a", "panels": []},
        "estimator": {"parameters": {"C": 1.0}, "fitted": {"coef_": np.ones(2)}},
    }
    wanted = Described(kind=kind, type_name="x.Thing", data=real[kind])
    assert compare(Described(kind=kind, type_name="x.Thing", data=data), wanted, Tolerance()) is not None
    assert compare(wanted, wanted, Tolerance()) is None


def test_an_untouched_stub_earns_nothing_though_it_is_right_on_the_visible_case(
    kinds: LessonBench, sandbox: Sandbox, tmp_path: Path
) -> None:
    assert set(earned(kinds, sandbox, tmp_path).values()) == {0}
    body = "return next((k for k, v in enumerate(values) if v is None), None)"
    cell = f"@lesson.exercise\ndef first_gap(values):\n    {body}"
    assert earned(kinds, sandbox, tmp_path, cell)["first_gap"] == 1
