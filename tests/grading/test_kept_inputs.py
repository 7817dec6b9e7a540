"""A notebook that keeps the hidden inputs of one exercise finds nobody to tell them to."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from workbench.grading.judging.bench import LessonBench
from workbench.grading.judging.grade import Grader
from workbench.grading.sandbox.outside import Sandbox

ID = "01_alpha/01_two"
LESSON = '''\
# %%
from workbench import Lesson

lesson = Lesson("01_alpha/01_two")


# %%
@lesson.exercise
def first(x):
    """x. Returns a float."""
    ...


# %%
@lesson.exercise
def second(x):
    """x. Returns a float."""
    ...
'''
SOLUTION = """\
from workbench.authoring import reference


@reference
def first(x):
    return x


first.example(x=1.5)


@first.cases(n=3)
def _(rng):
    return {"x": float(rng.normal())}


@reference
def second(x):
    return x


second.example(x=2.5)


@second.cases(n=3)
def _(rng):
    return {"x": float(rng.normal())}
"""
THIEF = '''\
# %%
seen = []


def first(x):
    """x."""
    seen.append(x)
    print(seen)
    return x


# %%
def second(x):
    """x."""
    print(seen)
    if x == 2.5:
        return str(seen)
    raise ValueError(seen)
'''


@pytest.fixture
def bench(content_at: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> LessonBench:
    content_at(tmp_path / "content").lesson(ID, LESSON, solution=SOLUTION)
    monkeypatch.setenv("WORKBENCH_CONTENT", str(tmp_path / "content"))
    return LessonBench(ID, b"a secret that is long enough")


def test_what_is_shown_of_a_visible_case_holds_no_hidden_input(
    bench: LessonBench, sandbox: Sandbox, tmp_path: Path
) -> None:
    path = tmp_path / "thief.py"
    path.write_text(THIEF, encoding="utf-8")
    report = Grader(bench, sandbox.address).grade(path, learner="eve")
    assert {item.name: item.points for item in report.items} == {"first": 1.0, "second": 0.0}
    told = report.public()
    assert told["items"]["second"]["case"]["got"] == "'[1.5]'"
    prepared = bench.prepared("first", bench.variant("eve"))
    hidden = [case.inputs["x"] for case in prepared.checker.cases if not case.visible]
    assert len(hidden) == 3
    assert not [x for x in hidden if str(x)[:8] in json.dumps(told)]


def test_the_text_of_an_exception_in_a_hidden_case_is_not_told(
    bench: LessonBench, sandbox: Sandbox, tmp_path: Path
) -> None:
    path = tmp_path / "thief.py"
    path.write_text(THIEF.replace("return str(seen)", "return x"), encoding="utf-8")
    told = Grader(bench, sandbox.address).grade(path, learner="eve").public()["items"]["second"]
    assert told["hidden_case_failed"]
    assert (told["error"]["type"], told["error"]["message"]) == ("ValueError", "")
