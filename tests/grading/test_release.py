"""A release gives learners what they need to work and to check, and nothing that says the answer."""

from __future__ import annotations

import ast
import base64
import contextlib
import inspect
import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
import numpy as np
import pytest

from workbench.authoring import Exercise
from workbench.checking.compare import Tolerance
from workbench.checking.solution import load_solution
from workbench.checking.types import Outcome
from workbench.content import RELEASED, datasets_dir
from workbench.curriculum import load_curriculum
from workbench.errors import WorkbenchError
from workbench.grading import codec
from workbench.grading.judging.probes import probe_source, relation_source
from workbench.grading.release.make import MANIFEST, ReleaseReport, release
from workbench.grading.release.public import PublicChecker, form_complaint, form_of
from workbench.merge import stamp
from workbench.notebooks import read_lesson

LESSON_IDS = [info.id for info in load_curriculum()]
ONE = "01_alpha/01_one"

# -- a small lesson with every kind of exercise ------------------------------------------------------------------------

LESSON = '''\
# %%
from workbench import Lesson

lesson = Lesson("{id}")


# %%
@lesson.exercise
def shown(x: float) -> float:
    """Twice x."""
    ...


@lesson.exercise
def drawn(x: float) -> float:
    """Thrice x."""
    ...


@lesson.exercise
def value():
    """The best column."""
    ...


@lesson.exercise
def judged(x: float) -> dict:
    """Something near x."""
    ...


@lesson.exercise
def applied(f, x: float) -> float:
    """f of x."""
    ...


@lesson.exercise
def free(x: float) -> list:
    """x and its double, in any order."""
    ...


@lesson.exercise
def local(x: float) -> float:
    """x, roughly."""
    ...


@lesson.exercise
def picture(x: float):
    """A line."""
    ...


@lesson.exercise
def fixed(i: int) -> int:
    """i."""
    ...


# %%
lesson.quiz("half", "Half of four is …", ["two", "eight"], answer=...)
'''

SOLUTION = '''\
import math
import numpy as np, os
from workbench.authoring import choice, reference
from workbench.checking.relations import unordered as any_order

SCALE = 10
FACTOR = SCALE * 2
SECRET = 12345.678


class Counter:
    """Counts calls."""

    def __init__(self, f):
        self.f, self.calls = f, FACTOR

    def __call__(self, *args):
        self.calls += 1
        return _through(self.f, args)


def _through(f, args, *, plus=math.pi - math.pi):
    return f(*args) + plus


@reference
def shown(x):
    return x + x * 1.0


shown.example(x=2.0).hints("Look at the shown.", "Add.", "Twice.").explain("Doubling is adding to itself.")


@shown.cases(n=4)
def _(rng):
    return {"x": float(rng.normal())}


@shown.probe
def _(candidate, x):
    counter = Counter(candidate)
    value = [counter(x) for _ in range(1)][0]
    return {"value": value, "calls": counter.calls}


@shown.misconception("You squared it, which is something else.")
def _(x):
    return x**2


@reference(rtol=1e-3, may_modify=("x",), time_limit=3)
def drawn(x):
    return 3 * x


@drawn.cases(n=6)
def _(rng, i):
    return {"x": float((0.5, 7.25)[i]) if i < 2 else float(rng.normal())}


@reference
def value():
    return "the secret column"


@reference
def judged(x):
    return {"near": x + SECRET}


@judged.example(x=1.0).verify
def _(got, expected, inputs):
    return None if got["near"] > 12345 else "This is not near enough."


@judged.probe
def _(candidate, x):
    return candidate(x)


@reference
def applied(f, x):
    return f(x)


@applied.cases(n=3)
def _(rng):
    slope = rng.normal()
    return {"f": lambda x: slope * x, "x": 1.0}


@reference(compare=any_order)
def free(x):
    return [x, 2 * x]


free.example(x=1.0)


def _roughly(got, expected, limits):
    return None


@reference(compare=_roughly)
def local(x):
    return x


local.example(x=1.0)


@reference
def picture(x):
    from matplotlib.figure import Figure

    figure = Figure()
    figure.add_subplot().plot([0.0, x], [1.0, x])
    return figure


picture.example(x=2.0)


@reference
def fixed(i):
    return i


@fixed.cases(n=3)
def _(rng, i):
    return {"i": i}


half = choice("two", why={"eight": "That is the double."}, because="Two and two are four.")
'''


@pytest.fixture
def content(make_content: Callable[..., Any]) -> Any:
    made = make_content()
    made.lesson(ONE, LESSON.format(id=ONE), solution=SOLUTION, datasets=["birds"])
    made.dataset("birds", table_csv="a,b\n1,2\n", README_md="Birds. CC0.")
    made.dataset("other", table_csv="c\n")
    return made


@pytest.fixture
def made(content: Any, tmp_path: Path) -> ReleaseReport:
    return release([ONE], tmp_path / "out")


@pytest.fixture
def checker(made: ReleaseReport) -> PublicChecker:
    return public(made, ONE)


def content_of(made: ReleaseReport) -> Path:
    return made.into / RELEASED


def public(made: ReleaseReport, lesson_id: str) -> PublicChecker:
    return PublicChecker(lesson_id, content_of(made) / "checks")


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_what_is_in_a_release(made):
    assert set(tree(made.into)) == {
        "README.md",
        f"{ONE}.ipynb",
        f".workbench/base/{ONE}.ipynb",
        f".workbench/content/lessons/{ONE}.py",
        f".workbench/content/checks/{ONE}.json",
        MANIFEST,
        ".workbench/content/datasets/catalog.toml",
        ".workbench/content/datasets/birds/table.csv",
        ".workbench/content/datasets/birds/README.md",
    }
    assert "[other]" not in (content_of(made) / "datasets" / "catalog.toml").read_text()
    assert made.datasets == ("birds",)
    (lesson,) = made.lessons
    assert lesson.equal == ("shown", "drawn", "free", "picture")
    assert lesson.form == ("value", "judged")
    assert lesson.later == ("applied", "local", "fixed")
    assert len(made.notes) == 3
    assert made.notes[0].startswith(f"{ONE}, applied: Its inputs are functions or models")


def test_a_release_carries_the_explorers_of_its_lessons_and_their_data(content, tmp_path):
    path = content.lesson(ONE, LESSON.format(id=ONE) + '\n# %%\nlesson.explore("coin")\n', datasets=["birds"])
    content.lesson("01_alpha/02_two", '# %%\nlesson.explore("unused")\n', solution="")
    coin = content.explorer("coin")
    coin.write_text(coin.read_text() + '\n\ndef script_data():\n    return load_dataset("other")\n')
    coin.with_suffix(".js").write_text("export function compute() {}")
    content.explorer("unused")
    made = release([ONE], tmp_path / "out")
    lessons = content_of(made) / "lessons"
    assert set(tree(lessons)) == {f"{ONE}.py", "01_alpha/explorers/coin.py", "01_alpha/explorers/coin.js"}
    assert (lessons / "01_alpha" / "explorers" / "coin.py").read_bytes() == coin.read_bytes()
    assert made.datasets == ("birds", "other")
    assert (content_of(made) / "datasets" / "other" / "table.csv").is_file()
    assert path.read_bytes() == (lessons / f"{ONE}.py").read_bytes()


def test_the_notebook_is_the_lesson(made):
    notebook = nbformat.reads((made.into / f"{ONE}.ipynb").read_text(encoding="utf-8"), as_version=4)
    nbformat.validate(notebook)
    assert notebook == stamp(read_lesson(ONE))
    assert notebook.metadata.kernelspec.name == "workbench"


def test_releasing_twice_gives_the_same_bytes(made):
    before = tree(made.into)
    stamps = {path: path.stat().st_mtime_ns for path in made.into.rglob("*")}
    again = release([ONE], made.into)
    other = release([ONE], made.into.parent / "another")
    assert again.written == ()
    assert {path: path.stat().st_mtime_ns for path in made.into.rglob("*")} == stamps
    assert tree(other.into) == before
    assert other.lessons[0].digest == made.lessons[0].digest


def test_another_public_seed_draws_other_cases(content, made, tmp_path):
    first = made.lessons[0].checks.read_text()
    assert release([ONE], tmp_path / "b", seed=5).lessons[0].checks.read_text() != first


def test_more_lessons_are_added(content, made):
    two = "01_alpha/02_two"
    content.exercise_lesson(two, datasets=["other"])
    before = tree(made.into)
    report = release([two], made.into)
    after = tree(made.into)
    assert {".workbench/content/datasets/catalog.toml", "README.md", MANIFEST} >= {
        name for name in before if before[name] != after[name]
    }
    assert set(after) - set(before) == {
        f"{two}.ipynb",
        f".workbench/base/{two}.ipynb",
        f".workbench/content/lessons/{two}.py",
        f".workbench/content/checks/{two}.json",
        ".workbench/content/datasets/other/table.csv",
    }
    assert [lesson.lesson for lesson in report.lessons] == [two]
    assert public(made, ONE).exercises


def test_a_changed_lesson_is_released_anew(content, made):
    content.lesson(ONE, LESSON.format(id=ONE).replace("Twice x", "Two x"), solution=SOLUTION, datasets=["birds"])
    report = release([ONE], made.into)
    assert [path.name for path in report.written] == ["01_one.ipynb", "01_one.py", "01_one.ipynb"]
    assert report.lessons[0].digest != made.lessons[0].digest


def test_an_unknown_lesson_gets_the_nearest_name(content, tmp_path):
    with pytest.raises(WorkbenchError, match=f"Did you mean '{ONE}'"):
        release(["01_alpha/01_on"], tmp_path / "out")
    with pytest.raises(WorkbenchError, match="name at least one"):
        release([], tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_folder_with_other_things_is_refused(content, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (out / "thesis.txt").write_text("years of work")
    with pytest.raises(WorkbenchError, match="is not empty and is no release"):
        release([ONE], out)
    assert set(tree(out)) == {"thesis.txt"}
    with pytest.raises(WorkbenchError, match="is no folder"):
        release([ONE], out / "thesis.txt")


def test_what_somebody_changed_is_not_overwritten(content, made):
    path = made.into / f"{ONE}.ipynb"
    path.write_text("my own work")
    content.lesson(ONE, LESSON.format(id=ONE) + "\n# %%\n2", solution=SOLUTION, datasets=["birds"])
    before = tree(made.into)
    with pytest.raises(WorkbenchError, match="was changed after it was released"):
        release([ONE], made.into)
    assert tree(made.into) == before


def test_a_release_that_was_cut_short_is_completed(content, tmp_path, monkeypatch):
    from workbench.grading.release import make as module

    whole = tree(release([ONE], tmp_path / "whole").into)
    real, out = module.write_atomic, tmp_path / "out"

    for survive in range(1, len(whole)):
        left = iter(range(survive))

        def stops(path: Path, data: bytes, left: Iterator[int] = left) -> None:
            if next(left, None) is None:
                raise KeyboardInterrupt
            real(path, data)

        monkeypatch.setattr(module, "write_atomic", stops)
        with pytest.raises(KeyboardInterrupt):
            release([ONE], out / str(survive))
        monkeypatch.setattr(module, "write_atomic", real)
        assert tree(release([ONE], out / str(survive)).into) == whole


# -- the public checker ------------------------------------------------------------------------------------------------


def test_right_and_wrong(checker):
    assert checker.check("shown", lambda x: 2 * x).outcome is Outcome.PASSED
    verdict = checker.check("shown", lambda x: -2 * x)
    assert (verdict.outcome, verdict.passed, verdict.total) == (Outcome.FAILED, 0, 1)
    assert verdict.case.inputs == (("x", "2.0"),)
    assert verdict.case.visible
    assert "4.0" in verdict.case.expected


def test_the_general_diagnosis_works_without_misconceptions(checker):
    verdict = checker.check("drawn", lambda x: -3 * x)
    assert (verdict.outcome, verdict.total) == (Outcome.FAILED, 3)
    assert verdict.diagnosis.kind == "sign"
    broken = checker.check("drawn", lambda y: 3 * y)
    assert (broken.outcome, broken.diagnosis.kind) == (Outcome.ERROR, "signature")


def test_settings_are_kept(checker):
    assert checker.check("drawn", lambda x: 3.001 * x).outcome is Outcome.PASSED
    assert checker.check("drawn", lambda x: 3.01 * x).outcome is Outcome.FAILED


def test_a_relation_is_kept(checker):
    assert checker.check("free", lambda x: [2 * x, x]).outcome is Outcome.PASSED
    assert checker.check("free", lambda x: [2 * x, 2 * x]).outcome is Outcome.FAILED


def test_a_figure_is_compared_by_what_is_drawn(checker):
    from matplotlib.figure import Figure

    def line(x: float, slope: float = 1.0) -> Any:
        axes = Figure().add_subplot()
        axes.plot([0.0, x], [1.0, slope * x])
        return axes

    assert checker.check("picture", line).outcome is Outcome.PASSED
    assert checker.check("picture", lambda x: line(x, 2.0)).outcome is Outcome.FAILED
    assert checker.check("picture", lambda x: 3).outcome is Outcome.FAILED


def test_what_would_tell_the_answer_is_judged_by_its_form(checker):
    verdict = checker.check("value", lambda: "some column")
    assert (verdict.outcome, len(verdict.notes)) == (Outcome.RECORDED, 1)
    assert "judged when you hand it in" in verdict.notes[0]
    assert checker.check("value", lambda: 3).outcome is Outcome.FAILED
    assert checker.check("value", lambda: None).outcome is Outcome.FAILED
    assert checker.check("value", lambda: 1 / 0).outcome is Outcome.ERROR
    assert checker.check("judged", lambda x: {"near": 0}).outcome is Outcome.RECORDED
    wrong = checker.check("judged", lambda x: {"far": 0})
    assert (wrong.outcome, wrong.case.difference) == (Outcome.FAILED, "The result lacks 'near'.")
    assert wrong.case.expected == "dict with 'near'"


def test_what_cannot_be_checked_is_said(checker):
    verdict = checker.check("applied", lambda f, x: f(x))
    assert (verdict.outcome, verdict.total) == (Outcome.RECORDED, 0)
    assert verdict.notes[0].endswith("it is checked when you hand it in.")


def test_hints_and_quizzes(checker):
    assert checker.hints("shown") == ("Look at the shown.", "Add.", "Twice.")
    assert checker.quizzes["half"].options == ("two", "eight")
    assert checker.quizzes["half"].question == "Half of four is …"
    with pytest.raises(WorkbenchError, match="Did you mean 'shown'"):
        checker.hints("showm")


def test_cases_of_grading_are_not_published(content, made, tmp_path):
    """The first two cases of ``drawn`` are the same for every seed, so they are not among those drawn for learners."""
    entry = json.loads(made.lessons[0].checks.read_text())["exercises"]["drawn"]
    public = [codec.decode(base64.b64decode(case["inputs"]))["x"] for case in entry["cases"]]
    hidden = {case.inputs["x"] for case in load_solution(ONE).exercise("drawn").all_cases(0)}
    assert len(public) == 3
    assert hidden >= {0.5, 7.25}
    assert not hidden & set(public)


def test_a_release_that_cannot_be_read(made, tmp_path):
    with pytest.raises(WorkbenchError, match=f"Did you mean '{ONE}'"):
        public(made, "01_alpha/01_on")
    path = made.lessons[0].checks
    whole = json.loads(path.read_text())
    for damaged in ("{", "[]", json.dumps(whole | {"format": 2})):
        path.write_text(damaged)
        with pytest.raises(WorkbenchError):
            public(made, ONE)
    for part in ({"cases": [{}]}, {"cases": [{"inputs": "§"}]}, {"probe": "def"}, {"settings": {}}):
        entry = whole["exercises"]["shown"] | part
        path.write_text(json.dumps(whole | {"exercises": {"shown": entry}}))
        with pytest.raises(WorkbenchError):
            public(made, ONE).check("shown", abs)


def test_forms():
    assert form_complaint(np.float64(1), form_of(2)) is None
    assert form_complaint(np.True_, form_of(False)) is None
    assert form_complaint(True, form_of(2)) == "A result of type bool came back, number was expected."
    assert form_complaint(None, form_of(None)) is None
    assert form_complaint((1,), form_of([1])) is not None
    assert form_complaint({"b": 1}, form_of({"a": 2})) is None
    assert form_complaint({"b": 1}, form_of({"a": 2}, with_keys=True)) == "The result lacks 'a'."


# -- probes ------------------------------------------------------------------------------------------------------------


def test_a_probe_brings_what_it_needs_and_no_more(content):
    text = probe_source(content.root / "solutions" / f"{ONE}.py", "shown")
    namespace: dict[str, Any] = {}
    exec(compile(text, "probe", "exec"), namespace)
    assert namespace["probe"](lambda x: x + 1, x=2.0) == {"value": 3.0, "calls": 21}
    names = {node.name for node in ast.parse(text).body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    assert names == {"Counter", "_through", "probe"}
    assert {"SCALE", "FACTOR"} <= namespace.keys()
    for kept_back in ("SECRET", "numpy", "os", "reference", "choice", "shown", "x + x"):
        assert kept_back not in text


def test_without_a_probe_there_is_no_text(content):
    path = content.root / "solutions" / f"{ONE}.py"
    assert probe_source(path, "drawn") == ""
    with pytest.raises(WorkbenchError, match="Did you mean 'drawn'"):
        probe_source(path, "drawm")


def test_relations_of_the_workbench_only(content):
    path = content.root / "solutions" / f"{ONE}.py"
    assert relation_source(path, "shown") == ""
    assert relation_source(path, "local") == ""
    namespace: dict[str, Any] = {}
    exec(relation_source(path, "free"), namespace)
    assert namespace["relation"]([1, 2], [2, 1], Tolerance()) is None


PROBED = """
from workbench.authoring import choice, reference
answer = choice("right")
def helper(x): return f(x)
@reference
def f(x): return x
@reference
def g(x): return x
@g.alternative
def other(x): return x
@g.probe
def _(candidate, x):
    {body}
"""


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ("return f(x)", "'f'"),
        ("return g(x)", "'g'"),
        ("return helper(x)", "'f'"),
        ("return [f(y) for y in x]", "'f'"),
        ("return (lambda y: g)(x)", "'g'"),
        ("return answer.answer", "'answer'"),
        ("return other(x)", "'other'"),
        ("return reference(x)", "'reference'"),
    ],
)
def test_a_probe_that_needs_the_answer_is_an_error(tmp_path, body, named):
    path = tmp_path / "solution.py"
    path.write_text(PROBED.replace("{body}", body))
    with pytest.raises(WorkbenchError, match=f"the probe of 'g' uses {named}"):
        probe_source(path, "g")


@pytest.mark.parametrize("body", ["f = candidate; return f(x)", "return [f for f in x]", "g = 1; return lambda g: g"])
def test_a_local_name_is_no_reference(tmp_path, body):
    path = tmp_path / "solution.py"
    path.write_text(PROBED.replace("{body}", body))
    assert "reference" not in probe_source(path, "g")


# -- the lessons of the project ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> ReleaseReport:
    return release(LESSON_IDS, tmp_path_factory.mktemp("release") / "class")


@pytest.fixture(scope="module")
def files(everything: ReleaseReport) -> dict[str, bytes]:
    return written(everything)


@pytest.fixture(scope="module")
def haystack(files: dict[str, bytes]) -> str:
    return everything_said(files)


def written(report: ReleaseReport) -> dict[str, bytes]:
    """What a release holds, but for the data of lessons: those are the project's own, byte for byte."""
    return {name: data for name, data in tree(report.into).items() if not _is_data(name, data)}


def _is_data(name: str, data: bytes) -> bool:
    path = datasets_dir() / name.rpartition(".workbench/content/datasets/")[2]
    return ".workbench/content/datasets/" in name and path.is_file() and path.read_bytes() == data


def everything_said(files: dict[str, bytes]) -> str:
    """All that some files say: each as text, every text in its JSON, every encoded value."""
    parts: list[str] = []
    for name, data in sorted(files.items()):
        parts.append(data.decode("utf-8", "replace"))
        if name.endswith((".json", ".ipynb")):
            parts += _texts(json.loads(data))
    return "\n".join(parts)


def _texts(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
        with contextlib.suppress(ValueError):
            yield base64.b64decode(node, validate=True).decode("utf-8", "replace")
    elif isinstance(node, dict | list):
        for item in [*node, *node.values()] if isinstance(node, dict) else node:
            yield from _texts(item)


def test_a_line_that_leaked_would_be_found():
    line = "return w - lr * grad  # ×"
    for content in (line, codec.encode([line])):
        text = base64.b64encode(content).decode() if isinstance(content, bytes) else content
        assert line in everything_said({"a.json": json.dumps({"cases": [{"x": text}]}).encode()})
    assert line in everything_said({"datasets/a.csv": f"a,b\n{line}\n".encode()})


SHORTEST = 12
REPEATED = re.compile(r"for \w+ in range\(\w+\):")


def _lines(text: str) -> set[str]:
    """The lines that tell something: neither short ones nor a bare "this many times", which explorers write as well."""
    lines = {line.strip() for line in text.splitlines()}
    return {line for line in lines if len(line) >= SHORTEST and not REPEATED.fullmatch(line)}


@cache
def shared_text(lesson_id: str) -> str:
    """What a solution file and a release may both hold: imports, hints, and the code that probes need.

    A third hint may come near a line of the reference: that is what it is for.
    """
    info = load_curriculum()[lesson_id]
    solution = load_solution(lesson_id)
    probes = [probe_source(info.solution_path, name) for name in solution.exercises]
    relations = [relation_source(info.solution_path, name) for name in solution.exercises]
    hints = [hint for exercise in solution.exercises.values() for hint in exercise.hint_texts]
    tree = ast.parse(info.solution_path.read_text(encoding="utf-8"))
    imports = [ast.unparse(node) for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    return "\n".join([*probes, *relations, *hints, *_hint_lines(info.solution_path), *imports])


def _hint_lines(path: Path) -> Iterator[str]:
    """The hints as the file breaks and quotes them."""
    text = path.read_text(encoding="utf-8")
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "hints":
            for hint in node.args:
                yield "\n".join(text.splitlines()[hint.lineno - 1 : hint.end_lineno])


def _shared(lesson_ids: list[str]) -> str:
    """The sources of these lessons, and what their solutions may share."""
    sources = [load_curriculum()[each].path.read_text(encoding="utf-8") for each in lesson_ids]
    return "\n".join([*sources, *map(shared_text, lesson_ids)])


def _solution_lines(lesson_id: str) -> set[str]:
    return _lines(load_curriculum()[lesson_id].solution_path.read_text(encoding="utf-8"))


def _found(lines: set[str], text: str) -> set[str]:
    """Those that stand anywhere in a text, in one pass over it: to look for each would take as many as there are."""
    beginnings: dict[str, list[str]] = {}
    for line in lines:
        beginnings.setdefault(line[:SHORTEST], []).append(line)
    found = set()
    for at in range(len(text) - SHORTEST + 1):
        if (candidates := beginnings.get(text[at : at + SHORTEST])) is not None:
            found |= {line for line in candidates if text.startswith(line, at)}
    return found


def test_one_pass_finds_what_looking_for_each_would_find():
    lines = {"a line of a solution", "a line of a solution, and more", "a line of another one", "not there at all"}
    for text in (
        "so: a line of a solution, and",
        "a line of a solution, and more",
        "a line of a solutio",
        "",
        "a line",
    ):
        assert _found(lines, text) == {line for line in lines if line in text}


@pytest.mark.parametrize("lesson_id", LESSON_IDS)
def test_no_line_of_a_solution_is_in_what_is_released_of_its_lesson(lesson_id, files):
    own = {name: data for name, data in files.items() if lesson_id in name or "datasets" in name}
    assert {f"{lesson_id}.ipynb", f".workbench/content/checks/{lesson_id}.json"} < own.keys()
    shared = _shared([lesson_id])
    kept_back = {line for line in _solution_lines(lesson_id) if line not in shared}
    assert len(kept_back) > 150
    said = everything_said(own)
    assert sorted(line for line in kept_back if line in said) == []


@pytest.fixture(scope="module")
def shared_lines() -> set[str]:
    """Lines of solutions that stand in the sources of any lessons, or in what solutions may share."""
    return _found(set().union(*map(_solution_lines, LESSON_IDS)), _shared(LESSON_IDS))


@pytest.fixture(scope="module")
def released_lines(haystack: str) -> set[str]:
    """Lines of solutions that stand anywhere in the release."""
    return _found(set().union(*map(_solution_lines, LESSON_IDS)), haystack)


@pytest.mark.parametrize("lesson_id", LESSON_IDS)
def test_no_line_of_a_solution_is_anywhere_in_a_release(lesson_id, shared_lines, released_lines):
    kept_back = _solution_lines(lesson_id) - shared_lines
    assert len(kept_back) > 150
    assert sorted(kept_back & released_lines) == []


@pytest.mark.parametrize("lesson_id", LESSON_IDS)
def test_no_text_of_an_author_is_in_a_release(lesson_id, haystack):
    """Messages, explanations and reasons as whole texts, however the lines of the file break them."""
    solution = load_solution(lesson_id)
    texts = [m.message for e in solution.exercises.values() for m in e.misconceptions]
    texts += [e.explanation for e in solution.exercises.values()]
    texts += [text for choice in solution.choices.values() for text in (choice.because, *choice.why.values())]
    texts = [text for text in texts if len(text) >= 12]
    assert len(texts) > 30
    assert [text for text in texts if text in haystack] == []


@pytest.mark.parametrize("lesson_id", LESSON_IDS)
def test_no_answer_of_an_exercise_without_arguments_is_in_a_release(lesson_id, everything):
    checks = json.loads((content_of(everything) / "checks" / f"{lesson_id}.json").read_text())["exercises"]
    for name, exercise in load_solution(lesson_id).exercises.items():
        # A function that makes a model is asked for nothing either, but a probe with inputs uses what it returns.
        asked = inspect.signature(exercise.implementation).parameters or any(c.inputs for c in exercise.all_cases(0))
        if not asked:
            assert all("expected" not in case for case in checks[name]["cases"])


@pytest.mark.parametrize("lesson_id", LESSON_IDS)
def test_the_public_checks_of_a_lesson_work(lesson_id, everything):
    """The reference passes them, and where results are compared most misconceptions fail already."""
    checker = public(everything, lesson_id)
    solution = load_solution(lesson_id)
    assert set(checker.exercises) == set(solution.exercises)
    wrong = []
    for name, exercise in solution.exercises.items():
        verdict = checker.check(name, exercise.implementation)
        compared = checker.judge(name) == "equal"
        assert verdict.outcome is (Outcome.PASSED if compared else Outcome.RECORDED), verdict
        if checker.judge(name) == "equal":
            wrong += [checker.check(name, m.implementation).outcome for m in exercise.misconceptions]
    assert sum(outcome is Outcome.PASSED for outcome in wrong) < len(wrong) / 3


@pytest.mark.parametrize("lesson_id", LESSON_IDS)
def test_no_public_case_is_one_that_grading_draws(lesson_id, everything):
    checks = json.loads((content_of(everything) / "checks" / f"{lesson_id}.json").read_text())["exercises"]
    for name, exercise in load_solution(lesson_id).exercises.items():
        public = {base64.b64decode(case["inputs"]) for case in checks[name]["cases"]}
        assert not public & _hidden(exercise), name


def _hidden(exercise: Exercise) -> set[bytes]:
    cases = [case for case in exercise.all_cases(0) if not case.visible]
    shown = {codec.encode(case.inputs) for case in exercise.all_cases(0) if case.visible}
    return {codec.encode(case.inputs) for case in cases} - shown
