"""Load the author's side of a lesson: execute ``solutions/<id>.py`` and collect its exercises and choices."""

from __future__ import annotations

import sys
import types
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from workbench.authoring import Choice, Exercise, Waiver
from workbench.content import solutions_dir
from workbench.errors import WorkbenchError, nearest


@dataclass(frozen=True)
class Solution:
    """What one solution file declares."""

    lesson: str
    path: Path
    exercises: Mapping[str, Exercise]
    choices: Mapping[str, Choice]
    waivers: tuple[Waiver, ...] = ()

    def exercise(self, name: str) -> Exercise:
        if name not in self.exercises:
            raise WorkbenchError(
                f"{self.lesson} has no exercise {name!r}.{nearest(name, self.exercises)} Was the function renamed?"
            )
        return self.exercises[name]

    def choice(self, name: str) -> Choice:
        if name not in self.choices:
            raise WorkbenchError(f"{self.lesson} has no quiz {name!r}.{nearest(name, self.choices)}")
        return self.choices[name]


def module_name(path: Path) -> str:
    """The name under which a solution file is a module."""
    return f"workbench_solution_{path.parent.name}_{path.stem}"


@cache
def _execute(path: Path, _mtime: int) -> types.ModuleType:
    module = types.ModuleType(module_name(path))
    module.__file__ = str(path)
    # Registered, because dataclasses and pickling look a class's module up by name.
    sys.modules[module.__name__] = module
    # dont_inherit: this module's own __future__ imports must not change the meaning of the author's annotations.
    code = compile(path.read_text(encoding="utf-8"), str(path), "exec", dont_inherit=True)
    exec(code, module.__dict__)
    return module


def load_solution(lesson_id: str) -> Solution:
    """The exercises and choices of a lesson. Raises WorkbenchError when the file is missing."""
    path = solutions_dir() / f"{lesson_id}.py"
    try:
        stamp = path.stat().st_mtime_ns
    except FileNotFoundError:
        raise WorkbenchError(f"{path} is missing: the exercises of {lesson_id} cannot be checked.") from None
    return _collect(lesson_id, path, _execute(path, stamp))


def _collect(lesson_id: str, path: Path, module: types.ModuleType) -> Solution:
    names = vars(module)
    return Solution(
        lesson=lesson_id,
        path=path,
        exercises={value.name: value for value in names.values() if isinstance(value, Exercise)},
        choices={name: value for name, value in names.items() if isinstance(value, Choice)},
        waivers=tuple(names.get("waivers", ())),
    )
