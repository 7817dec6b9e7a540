"""The exercises and quizzes of a lesson, found in its source: nothing runs and no second list is kept."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from workbench.content import lessons_dir
from workbench.curriculum import LessonInfo, lesson_info
from workbench.errors import WorkbenchError
from workbench.files import refuse_conflict
from workbench.index import Index, Kind

if TYPE_CHECKING:
    from workbench.progress import LessonProgress


@dataclass(frozen=True, kw_only=True)
class Item:
    """An exercise or a quiz. title: the first line of the exercise's docstring, or the question; options: a quiz's."""

    name: str
    kind: Literal["exercise", "quiz"]
    title: str
    options: tuple[str, ...] = ()


def lesson_items(lesson_id: str) -> list[Item]:
    """The items of a lesson in their order. Raises WorkbenchError for an unknown lesson or one that does not parse."""
    with Index(lessons_dir()) as index:
        items: tuple[Item, ...] = index.recall(_ITEMS, lesson_info(lesson_id).path)
        return list(items)


def items_of(lessons: Iterable[LessonInfo]) -> dict[str, tuple[Item, ...] | WorkbenchError]:
    """Lesson id → its items, or why there are none: one broken lesson must not hide the others."""
    found: dict[str, tuple[Item, ...] | WorkbenchError] = {}
    with Index(lessons_dir()) as index:
        for lesson in lessons:
            try:
                found[lesson.id] = index.recall(_ITEMS, lesson.path)
            except WorkbenchError as error:
                found[lesson.id] = error
    return found


def is_done(lesson_id: str, progress: LessonProgress | None) -> bool:
    """Whether every exercise and quiz of the lesson has passed."""
    return progress is not None and progress.done(item.name for item in lesson_items(lesson_id))


def _items(path: Path) -> tuple[Item, ...]:
    try:
        tree = ast.parse(path.read_text(encoding="utf-8"))
    except SyntaxError as error:
        refuse_conflict(path)
        raise WorkbenchError(f"{path}, line {error.lineno}: the lesson is not valid Python: {error.msg}.") from error
    nodes = [node for node in ast.walk(tree) if isinstance(node, ast.stmt | ast.expr)]
    found = (_item(node) for node in sorted(nodes, key=lambda node: node.lineno))
    return tuple(item for item in found if item is not None)


_ITEMS: Kind[tuple[Item, ...]] = Kind("items", tuple[Item, ...], _items)


def _item(node: ast.stmt | ast.expr) -> Item | None:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        if any(_is_method(decorator, "exercise") for decorator in node.decorator_list):
            lines = (ast.get_docstring(node) or node.name).splitlines()
            return Item(name=node.name, kind="exercise", title=lines[0])
        return None
    if isinstance(node, ast.Call) and _is_method(node.func, "quiz"):
        name, question = _text(node, 0, "name"), _text(node, 1, "question")
        return Item(name=name, kind="quiz", title=question or name, options=_options(node)) if name else None
    return None


def _is_method(node: ast.AST, name: str) -> bool:
    """Whether the expression is ``lesson.<name>`` or ``lesson.<name>(…)``."""
    if isinstance(node, ast.Call):
        node = node.func
    return (
        isinstance(node, ast.Attribute)
        and node.attr == name
        and isinstance(node.value, ast.Name)
        and node.value.id == "lesson"
    )


def _options(call: ast.Call) -> tuple[str, ...]:
    """The texts of a quiz's options, as they stand in its call."""
    given = [call.args[2]] if len(call.args) > 2 else [pair.value for pair in call.keywords if pair.arg == "options"]
    parts = given[0].elts if given and isinstance(given[0], ast.List | ast.Tuple) else []
    return tuple(str(part.value) for part in parts if isinstance(part, ast.Constant))


def _text(call: ast.Call, position: int, keyword: str) -> str:
    """The constant text of an argument; empty when it is not one."""
    given: ast.AST | None = call.args[position] if position < len(call.args) else None
    for pair in call.keywords:
        if pair.arg == keyword:
            given = pair.value
    return given.value if isinstance(given, ast.Constant) and isinstance(given.value, str) else ""
