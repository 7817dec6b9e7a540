"""What a lesson asks of the learner, read from its source."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import pytest

from workbench.curriculum import load_curriculum
from workbench.errors import WorkbenchError
from workbench.items import is_done, lesson_items
from workbench.progress import ItemProgress, LessonProgress
from workbench.roadmap import build_roadmap

ID = "01_alpha/01_one"

CODE = '''\
# %%
from workbench import Lesson
lesson = Lesson("01_alpha/01_one")
other = object()

# %%
lesson.quiz("before", "Which one?", ["a", "b"], answer=...)


# %%
@lesson.exercise
def step(w):
    """Where a step arrives.

    More about it.
    """
    ...


@lesson.exercise
class Model:
    ...


def helper():
    """No exercise."""


@other.exercise
def stranger():
    ...


# %%
lesson.quiz(name="named", question="Why?", options=["a"], answer=...)
other.quiz("no", "quiz", [])
'''


def test_items_in_the_order_of_the_lesson(make_content: Callable[..., Any]) -> None:
    make_content({ID: CODE})
    assert [(item.kind, item.name, item.title) for item in lesson_items(ID)] == [
        ("quiz", "before", "Which one?"),
        ("exercise", "step", "Where a step arrives."),
        ("exercise", "Model", "Model"),
        ("quiz", "named", "Why?"),
    ]


def test_an_edited_lesson_is_read_again(make_content: Callable[..., Any]) -> None:
    content = make_content({ID: CODE})
    assert len(lesson_items(ID)) == 4
    path = content.lesson(ID, "# %%\nlesson.quiz('only', 'Which?', ['a'])\n")
    os.utime(path, ns=(1, 1))
    assert [item.name for item in lesson_items(ID)] == ["only"]


def test_unknown_and_broken_lessons(make_content: Callable[..., Any]) -> None:
    make_content({ID: "# %%\ndef broken(:\n"})
    with pytest.raises(WorkbenchError, match="not valid Python"):
        lesson_items(ID)
    with pytest.raises(WorkbenchError, match="Did you mean '01_alpha/01_one'"):
        lesson_items("01_alpha/01_once")


def passed(*names: str) -> dict[str, ItemProgress]:
    return {name: ItemProgress(passed=True, attempts=1) for name in names}


def test_done_means_every_exercise_and_quiz(make_content: Callable[..., Any]) -> None:
    make_content({ID: CODE})
    assert not is_done(ID, None)
    assert not is_done(ID, LessonProgress(lesson=ID, items=passed("before", "step", "Model")))
    assert is_done(ID, LessonProgress(lesson=ID, items=passed("before", "step", "Model", "named")))


def test_the_roadmap_knows_what_is_next(make_content: Callable[..., Any]) -> None:
    content = make_content()
    content.exercise_lesson("01_alpha/01_one")
    content.exercise_lesson("01_alpha/02_two", requires=["01_alpha/01_one"])
    content.lesson("01_alpha/03_broken", "# %%\n)(\n")

    def states(*done: str) -> tuple[str | None, list[str]]:
        progress = {name: LessonProgress(lesson=name, items=passed("double", "half")) for name in done}
        roadmap = build_roadmap(load_curriculum(), progress)
        return roadmap.next, [lesson.state for lesson in roadmap.lessons.values()]

    assert states() == ("01_alpha/01_one", ["ready", "waiting", "ready"])
    assert states("01_alpha/01_one") == ("01_alpha/02_two", ["done", "ready", "ready"])
    broken = build_roadmap(load_curriculum(), {}).lessons["01_alpha/03_broken"]
    assert "not valid Python" in (broken.problem or "")


def test_the_roadmap_goes_on_where_the_learner_was(make_content: Callable[..., Any]) -> None:
    from datetime import UTC, datetime

    content = make_content()
    content.exercise_lesson("01_alpha/01_one")
    content.exercise_lesson("02_beta/01_two")
    begun = {
        name: LessonProgress(lesson=name, items={"double": ItemProgress(attempts=1, last_at=when)})
        for name, when in (
            ("01_alpha/01_one", datetime(2026, 1, 1, tzinfo=UTC)),
            ("02_beta/01_two", datetime(2026, 1, 2, tzinfo=UTC)),
        )
    }
    assert build_roadmap(load_curriculum(), begun).next == "02_beta/01_two"
