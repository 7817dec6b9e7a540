"""``lesson.claim``: a sentence with its check, on the page, in a run and in the proof."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from workbench import Lesson
from workbench.curriculum import load_curriculum
from workbench.errors import WorkbenchError
from workbench.proof.claims import claims_hold, draws, makes_claims

CLAIMING = """\
# %%
from workbench import Lesson

lesson = Lesson("01_alpha/01_one")
lesson.claim("The seed is less than two.", seed < 2)
lesson.claim("One is one.", True)
"""


@pytest.fixture
def lesson(make_content: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> Lesson:
    monkeypatch.setenv("WORKBENCH_RECORD", "0")
    make_content().exercise_lesson()
    return Lesson("01_alpha/01_one")


@pytest.mark.parametrize(("condition", "sign"), [(True, "✓"), (np.bool_(False), "✗"), (np.array(1) < 2, "✓"), (0, "✗")])
def test_it_says_whether_it_holds(
    lesson: Lesson, condition: object, sign: str, capsys: pytest.CaptureFixture[str]
) -> None:
    lesson.claim("Boosting gains less.", condition)
    told = capsys.readouterr().out
    assert told.startswith(f"{sign} Boosting gains less.")
    assert ("does not hold" in told) == (sign == "✗")


@pytest.mark.parametrize("condition", [np.array([True, False]), "yes", None, []])
def test_a_condition_is_one_truth_value(lesson: Lesson, condition: object) -> None:
    with pytest.raises(WorkbenchError, match="truth value"):
        lesson.claim("This is wrong.", condition)


def test_the_proof_tries_three_seeds(make_content: Callable[..., Any]) -> None:
    content = make_content()
    content.lesson("01_alpha/01_one", CLAIMING, solution="")
    content.exercise_lesson("01_alpha/02_two")
    one, two = load_curriculum()
    assert makes_claims(one)
    assert not makes_claims(two)
    assert claims_hold(two) == []
    assert draws(one)
    assert claims_hold(one) == ["with seed 2 this does not hold: The seed is less than two."]


def test_a_lesson_that_draws_nothing_is_run_once(make_content: Callable[..., Any]) -> None:
    code = CLAIMING.replace("seed < 2", "False").replace("# %%\n", '# %% tags=["parameters"]\nseed = 0\n\n# %%\n', 1)
    make_content().lesson("01_alpha/01_one", code, solution="")
    (lesson,) = load_curriculum()
    assert not draws(lesson)
    assert claims_hold(lesson) == ["with seed 0 this does not hold: The seed is less than two."]
