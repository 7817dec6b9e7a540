"""What the curriculum covers: terms that lessons teach and use, and the systems of ``lessons/systems.toml``."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterable

from workbench.authoring import Exercise
from workbench.checking.attempt import imported
from workbench.checking.solution import load_solution
from workbench.curriculum import LessonInfo, load_curriculum
from workbench.glossary import taught_earlier
from workbench.systems import System, load_systems


def terms_are_taught(lesson: LessonInfo) -> list[str]:
    """The lesson introduces terms, each with a sentence, and no other than an earlier lesson has for it; what it uses
    is taught by lessons that it requires."""
    curriculum = load_curriculum()
    problems = [] if lesson.teaches else ["the front matter has no `teaches`: the terms that the lesson introduces"]
    problems += [
        f"the term {term!r} needs a sentence that ends with a full stop"
        for term, sentence in lesson.teaches.items()
        if len(sentence.split()) < 4 or not sentence.endswith(".")
    ]
    problems += [
        f"the term {term!r} has another sentence in {other}: use the same here, or leave it to that lesson"
        for term, (other, sentence) in taught_earlier(lesson, curriculum).items()
        if sentence != lesson.teaches[term]
    ]
    before = {term.casefold() for each in curriculum.builds_on(lesson.id) for term in curriculum[each].teaches}
    problems += [
        f"uses {term!r}, which no lesson that it requires teaches"
        for term in lesson.uses
        if term.casefold() not in before
    ]
    return problems


def systems_are_covered(lesson: LessonInfo) -> list[str]:
    """Each system that ``systems.toml`` gives to the lesson is covered: a real one by the learner's own hand."""
    wanted = {system.name: system for system in load_systems() if lesson.id in system.lessons}
    problems = [f"covers {name!r}, which systems.toml does not give to it" for name in set(lesson.covers) - set(wanted)]
    for name, system in wanted.items():
        if name not in lesson.covers:
            problems.append(f"does not cover {name!r}: say in `covers` which exercises or quizzes ask for it")
        else:
            problems += _is_asked(lesson, system)
    return sorted(problems)


def _is_asked(lesson: LessonInfo, system: System) -> list[str]:
    solution = load_solution(lesson.id)
    named = lesson.covers[system.name]
    unknown = [name for name in named if name not in solution.exercises and name not in solution.choices]
    if unknown or not named:
        return [f"{system.name!r} is covered by nothing that exists ({', '.join(unknown)})"]
    if system.mode == "compared":
        return []
    exercises = [solution.exercises[name] for name in named if name in solution.exercises]
    if not exercises:
        return [f"{system.name!r} is real, but only a quiz asks for it"]
    if not system.imports or any(_uses(exercise, system.imports) for exercise in exercises):
        return []
    return [f"{system.name!r}: neither reference nor probe of {', '.join(named)} uses {' or '.join(system.imports)}"]


def _uses(exercise: Exercise, modules: Iterable[str]) -> bool:
    """Whether its reference or probe reads a name that the solution file binds by importing one of the modules, or
    imports it itself; a text file may also name it."""
    wanted = {module.partition(".")[0] for module in modules}
    functions = [f for f in (exercise.implementation, exercise.probe_function) if f is not None]
    for function in functions:
        tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
        used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        if wanted & (imported(tree) | imported(ast.parse(_module_source(function)), used or None)):
            return True
        texts = (n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str))
        if any(module in text for text in texts for module in wanted):
            return True
    return False


def _module_source(function: Callable[..., object]) -> str:
    from pathlib import Path

    return Path(inspect.getsourcefile(function) or "").read_text(encoding="utf-8")


CURRICULUM_CHECKS: tuple[Callable[[LessonInfo], list[str]], ...] = (terms_are_taught, systems_are_covered)
