"""The proof of one lesson's text: each check returns the problems it found, as sentences."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Callable
from importlib.util import find_spec

from workbench.checking.quiz import place_of
from workbench.checking.solution import load_solution
from workbench.content import datasets_dir
from workbench.curriculum import LessonInfo, load_curriculum
from workbench.environments import names as environment_names
from workbench.errors import WorkbenchError
from workbench.installing.extras import extras
from workbench.installing.sizes import sizes
from workbench.notebooks import read_lesson

MINIMUM_EXERCISES = 4
MINIMUM_QUIZZES = 3
_CODE = re.compile(r"```.*?```|``.*?``|`[^`]*`", re.S)
_FORMULA = re.compile(r"\$\$(.+?)\$\$|(?<![\\$\w])\$(?![\s$])([^$]+?)(?<!\s)\$(?!\d)", re.S)
_HEADINGS = ("What to remember", "Read on")
_LOOPBACK = ("http://127.0.0.1", "http://localhost", "http://testserver", "http://{")


def _tree(lesson: LessonInfo) -> ast.Module:
    return ast.parse(lesson.path.read_text(encoding="utf-8"))


def _calls(lesson: LessonInfo, method: str) -> list[ast.Call]:
    """Calls of ``lesson.<method>(…)`` or of a plain function of that name."""
    return [
        node
        for node in ast.walk(_tree(lesson))
        if isinstance(node, ast.Call)
        and (getattr(node.func, "attr", None) == method or getattr(node.func, "id", None) == method)
    ]


def _first_texts(calls: list[ast.Call]) -> list[str]:
    return [str(c.args[0].value) for c in calls if c.args and isinstance(c.args[0], ast.Constant)]


def _decorated(lesson: LessonInfo) -> list[str]:
    return [
        node.name
        for node in ast.walk(_tree(lesson))
        if isinstance(node, (ast.FunctionDef, ast.ClassDef))
        and any(ast.unparse(d) == "lesson.exercise" for d in node.decorator_list)
    ]


def names_agree(lesson: LessonInfo) -> list[str]:
    """The lesson names itself rightly; its exercises and quizzes are those of the solution file, and enough."""
    problems = []
    if lesson.id not in _first_texts(_calls(lesson, "Lesson")):
        problems.append(f'the lesson does not create Lesson("{lesson.id}")')
    solution = load_solution(lesson.id)
    exercises, quizzes = _decorated(lesson), _first_texts(_calls(lesson, "quiz"))
    for kind, here, there, least in (
        ("exercise", exercises, solution.exercises, MINIMUM_EXERCISES),
        ("quiz", quizzes, solution.choices, MINIMUM_QUIZZES),
    ):
        if set(here) != set(there):
            problems.append(f"{kind}: the lesson has {sorted(here)}, the solutions have {sorted(there)}")
        if len(set(here)) != len(here):
            problems.append(f"{kind}: a name is used twice in {sorted(here)}")
        if len(here) < least:
            problems.append(f"{len(here)} of kind {kind}, at least {least} are wanted")
    return problems


def quizzes_explain(lesson: LessonInfo) -> list[str]:
    """Each quiz has its answer among its options, none of which could be taken for the letter of another one's place, a
    reason for it, and a reason against every wrong option."""
    problems = []
    solution = load_solution(lesson.id)
    for call in _calls(lesson, "quiz"):
        name = str(ast.literal_eval(call.args[0]))
        options = [str(option) for option in ast.literal_eval(call.args[2])]
        choice = solution.choice(name)
        if choice.answer not in options:
            problems.append(f"quiz {name}: the answer {choice.answer!r} is not among the options")
        wrong = set(options) - {choice.answer}
        if set(choice.why) != wrong:
            problems.append(f"quiz {name}: why= must explain exactly {sorted(wrong)}, explains {sorted(choice.why)}")
        if not choice.because:
            problems.append(f"quiz {name}: because= is missing")
        if mistaken := [option for option in options if place_of(option, len(options)) is not None]:
            problems.append(f"quiz {name}: {mistaken} are taken for places in the list; name what is shown P, Q, R, S")
        if not any(k.arg == "answer" for k in call.keywords):
            problems.append(f"quiz {name}: ends with answer=... for the learner to fill in")
    return problems


def objectives_are_met(lesson: LessonInfo) -> list[str]:
    """Each objective is met by an exercise or quiz that exists."""
    solution = load_solution(lesson.id)
    known = {*solution.exercises, *solution.choices}
    problems = [] if lesson.objectives else ["there are no objectives"]
    for objective in lesson.objectives:
        unknown = set(objective.met_by) - known
        if unknown or not objective.met_by:
            problems.append(f"objective {objective.text!r}: met by nothing that exists ({sorted(unknown)})")
    return problems


def prerequisites_exist(_: LessonInfo) -> list[str]:
    """The prerequisites exist and form no circle."""
    try:
        load_curriculum().order()
    except WorkbenchError as error:
        return [str(error)]
    return []


def datasets_are_catalogued(lesson: LessonInfo) -> list[str]:
    """The front matter names exactly the data sets the code loads, and all are in the catalogue."""
    catalogue = tomllib.loads((datasets_dir() / "catalog.toml").read_text(encoding="utf-8"))
    used = set(_first_texts(_calls(lesson, "load_dataset"))) | set(_first_texts(_calls(lesson, "dataset_path")))
    problems = []
    if used != set(lesson.datasets):
        problems.append(f"datasets: the front matter names {sorted(lesson.datasets)}, the code loads {sorted(used)}")
    unknown = used - set(catalogue)
    return problems + ([f"not in the catalogue: {sorted(unknown)}"] if unknown else [])


def extras_exist(lesson: LessonInfo) -> list[str]:
    """What the front matter wants installed can be, and its size is known before."""
    known = set(extras())
    unknown = set(lesson.extras) - known
    problems = [f"unknown extras {sorted(unknown)}; there are {sorted(known)}"] if unknown else []
    if lesson.isolated and lesson.isolated not in environment_names():
        problems.append(f"unknown isolated environment {lesson.isolated!r}; there are {environment_names()}")
    unmeasured = (set(lesson.extras) & known) - set(sizes().extras)
    if lesson.isolated in environment_names() and lesson.isolated not in sizes().isolated:
        unmeasured.add(str(lesson.isolated))
    if unmeasured:
        problems.append(f"no size of {sorted(unmeasured)}; run: python -m workbench.installing.measure")
    return problems


def code_stays_offline(lesson: LessonInfo) -> list[str]:
    """No address outside this machine in the code. (Runs are guarded as well: see ``workbench.offline``.)"""
    problems = []
    for node in ast.walk(_tree(lesson)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value
            if re.match(r"(https?|ftp)://", text) and not text.startswith(_LOOPBACK):
                problems.append(f"line {node.lineno}: the code names {text[:60]!r}")
    return problems


def text_is_complete(lesson: LessonInfo) -> list[str]:
    """A title, a parameters cell with seed and scale, at least one figure or explorer, and the closing sections."""
    source = lesson.path.read_text(encoding="utf-8")
    problems = [] if re.search(r"^# # ", source, re.M) else ["there is no title (# # …)"]
    problems += [f"'## {h}' is missing" for h in _HEADINGS if not re.search(rf"^# ## {h}", source, re.M)]
    if not re.search(r'^# %%.*tags=\["parameters"\]', source, re.M):
        problems.append('there is no cell tagged "parameters"')
    lacking = [name for name in ("seed", "scale") if not re.search(rf"^{name}(: \w+)? = ", source, re.M)]
    return problems + [f"the parameters lack {name!r}" for name in lacking]


def formulas_can_be_drawn(lesson: LessonInfo) -> list[str]:
    """Each formula of the text can be drawn in the book, too. Nothing is looked at where the book's own libraries are
    not installed."""
    from workbench.formulas import to_mathml

    if not find_spec("docutils"):
        return []
    texts = [_CODE.sub("", cell.source) for cell in read_lesson(lesson.id).cells if cell.cell_type == "markdown"]
    problems = []
    for block, inline in (found for text in texts for found in _FORMULA.findall(text)):
        try:
            to_mathml(block or inline, block=bool(block))
        except WorkbenchError as error:
            problems.append(str(error))
    return problems


def explorers_exist(lesson: LessonInfo) -> list[str]:
    """Each explorer that the lesson shows can be loaded."""
    from workbench.explorers import load

    problems = []
    for name in _first_texts(_calls(lesson, "explore")):
        try:
            load(name)
        except WorkbenchError as error:
            problems.append(str(error))
    return problems


LESSON_CHECKS: tuple[Callable[[LessonInfo], list[str]], ...] = (
    names_agree,
    quizzes_explain,
    objectives_are_met,
    prerequisites_exist,
    datasets_are_catalogued,
    extras_exist,
    code_stays_offline,
    text_is_complete,
    formulas_can_be_drawn,
    explorers_exist,
)
