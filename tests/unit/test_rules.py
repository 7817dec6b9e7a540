"""The rules of ``workbench prove`` for prose, quizzes, terms, systems, examples and answers: each finds what it should,
and leaves in peace what is right."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from workbench.checking.run import Checker
from workbench.checking.solution import load_solution
from workbench.curriculum import LessonInfo, load_curriculum
from workbench.errors import WorkbenchError
from workbench.proof.answers import answers_are_judged_rightly, find_answers, tell
from workbench.proof.exercises import alternatives_pass, example_is_visible
from workbench.proof.known import forget_mended, known_path, news
from workbench.proof.lessons import quizzes_explain
from workbench.proof.prose import (
    has_repair_and_decision,
    length_is_bounded,
    quizzes_cannot_be_guessed,
    results_are_claimed,
)
from workbench.proof.subject import Subject
from workbench.proof.systems import systems_are_covered, terms_are_taught
from workbench.systems import load_systems

ID = "01_alpha/01_one"
Make = Callable[..., LessonInfo]


@pytest.fixture
def lesson(make_content: Callable[..., Any]) -> Make:
    """A lesson of markdown and code: ``lesson("text", "code", …)`` in turn."""

    def make(*cells: str, solution: str = "", **front: Any) -> LessonInfo:
        parts = []
        for number, cell in enumerate(cells):
            text = textwrap.dedent(cell)
            commented = "\n".join(f"# {line}" for line in text.splitlines())
            parts.append(f"# %%\n{text}\n" if number % 2 else f"# %% [markdown]\n{commented}\n")
        make_content().lesson(ID, "\n".join(parts), solution=textwrap.dedent(solution), **front)
        return load_curriculum()[ID]

    return make


# -- claims ------------------------------------------------------------------------------------------------------------


def test_a_comparison_needs_a_claim(lesson: Make) -> None:
    found = results_are_claimed(lesson("## Models\n\nThe forest is better than the tree.", "print(1)"))
    assert found == ["“better” without a claim beside it: The forest is better than the tree."]


def test_a_claim_in_the_cells_below_or_above_is_enough(lesson: Make) -> None:
    claim = 'lesson.claim("The forest wins.", True)'
    assert results_are_claimed(lesson("The forest is better.", claim, "So the forest is the better one.", "1")) == []


def test_questions_and_closing_sections_claim_nothing(lesson: Make) -> None:
    asked = "Which one is better?\n\nIt can no longer fail.\n\n**Predict** which is lower."
    assert results_are_claimed(lesson(asked, "1", "## Read on\n\nThe best book.", "1")) == []


def test_the_title_of_a_figure_is_prose_too(lesson: Make) -> None:
    (found,) = results_are_claimed(lesson("A figure.", 'axes.set_title("Boosting beats the forest")'))
    assert "“beats”" in found


def test_a_waiver_has_a_reason_and_is_of_use(lesson: Make) -> None:
    waivers = """
        from workbench.authoring import waive
        waivers = [waive("results are claimed", "The forest", because="It is a definition, and no result of ours.")]
    """
    assert results_are_claimed(lesson("The forest is better.", "1", solution=waivers)) == []
    (found,) = results_are_claimed(lesson("A tree.", "1", solution=waivers))
    assert "matches nothing" in found
    with pytest.raises(WorkbenchError, match="because="):
        load_solution(lesson("A", "1", solution=waivers.replace("It is a definition, and no result of ours.", "")).id)


# -- length, quizzes, roles --------------------------------------------------------------------------------------------


def test_prose_minutes_and_plumbing_are_bounded(lesson: Make) -> None:
    assert length_is_bounded(lesson("word " * 1700, "x = 1\n" * 25)) == []
    found = length_is_bounded(lesson("word " * 1801, "x = 1\n" * 26, minutes=91))
    assert [text.split(",")[0] for text in found] == [
        "1801 words of prose", "91 minutes", "26 lines of code before the first exercise",
    ]  # fmt: skip


def test_the_right_option_is_neither_long_nor_reasoned(lesson: Make) -> None:
    quiz = 'lesson.quiz("q", "?", ["{}", "grow", "shrink"], answer=...)'
    solution = 'from workbench.authoring import choice\nq = choice("{}")'
    for right, problems in (("stays", 0), ("stays where it has been", 1), ("is; so", 1)):
        made = lesson("A", quiz.format(right), solution=solution.format(right))
        assert len(quizzes_cannot_be_guessed(made)) == problems, right


def test_an_option_is_no_letter_of_a_place(lesson: Make) -> None:
    """A learner who writes the letter of a place would be taken to mean the option of that name."""
    quiz = 'lesson.quiz("q", "?", {}, answer=...)'
    solution = 'from workbench.authoring import choice\nq = choice("{}", why={{"{}": "No."}}, because="So.")'
    for right, wrong, is_right in (("A", "B", False), ("P", "Q", True), ("b", "grow", False), ("sheep A", "D", True)):
        made = lesson("A", quiz.format([right, wrong]), solution=solution.format(right, wrong))
        problems = quizzes_explain(made)
        assert (problems == []) == is_right, problems
        assert is_right or "taken for places in the list" in problems[0]


def test_a_lesson_has_a_repair_and_a_decision(lesson: Make) -> None:
    solution = """
        from workbench.authoring import reference
        @reference(role="{}")
        def one(): return 1
    """
    assert has_repair_and_decision(lesson("A", "1", solution=solution.format("repair"))) == [
        'no exercise has the role "decision"'
    ]
    with pytest.raises(WorkbenchError, match="role must be one of"):
        load_solution(lesson("A", "1", solution=solution.format("fun")).id)


# -- terms and systems -------------------------------------------------------------------------------------------------


def test_a_term_that_is_used_is_taught_before(make_content: Callable[..., Any]) -> None:
    content = make_content()
    content.exercise_lesson("01_alpha/01_one", teaches={"gradient": "The direction in which a function grows fastest."})
    content.exercise_lesson("01_alpha/02_two", requires=["01_alpha/01_one"], teaches={"step": "short"})
    content.exercise_lesson(
        "01_alpha/03_three", requires=["01_alpha/02_two"], teaches={}, uses=["Gradient", "momentum"]
    )
    one, two, three = load_curriculum()
    assert terms_are_taught(one) == []
    assert terms_are_taught(two) == ["the term 'step' needs a sentence that ends with a full stop"]
    assert terms_are_taught(three) == [
        "the front matter has no `teaches`: the terms that the lesson introduces",
        "uses 'momentum', which no lesson that it requires teaches",
    ]


def test_a_term_has_one_sentence_in_all_lessons(make_content: Callable[..., Any]) -> None:
    """The later lesson is told, also when it does not require the earlier one."""
    content = make_content()
    content.exercise_lesson(
        "01_alpha/01_one", teaches={"Step": "How far one goes in a move.", "path": "All the steps."}
    )
    content.exercise_lesson(
        "02_beta/01_two", teaches={"step": "A movement of a foot forwards.", "PATH": "All the steps."}
    )
    one, two = load_curriculum()
    assert not [problem for problem in terms_are_taught(one) if "another sentence" in problem]
    assert [problem for problem in terms_are_taught(two) if "another sentence" in problem] == [
        "the term 'step' has another sentence in 01_alpha/01_one: use the same here, or leave it to that lesson"
    ]


SYSTEMS = """
["NumPy"]
mode = "real"
lessons = ["01_alpha/01_one"]
imports = ["numpy"]

["Fortran"]
mode = "compared"
lessons = ["01_alpha/01_one", "01_alpha/09_to_come"]
"""
USING = """
import numpy as np
from workbench.authoring import choice, reference

@reference
def with_it(x): return np.sum(x)

@reference
def without(x): return sum(x)

q = choice("right")
"""


@pytest.mark.parametrize(
    ("covers", "problems"),
    [
        ({"NumPy": ["with_it"], "Fortran": ["q"]}, []),
        ({"NumPy": ["with_it"]}, ["does not cover 'Fortran'"]),
        ({"NumPy": ["without"], "Fortran": ["q"]}, ["'NumPy': neither reference nor probe of without uses numpy"]),
        ({"NumPy": ["q"], "Fortran": ["q"]}, ["'NumPy' is real, but only a quiz asks for it"]),
        ({"NumPy": ["typo"], "Fortran": ["q"]}, ["'NumPy' is covered by nothing that exists (typo)"]),
        ({"NumPy": ["with_it"], "Fortran": ["q"], "Cobol": ["q"]}, ["covers 'Cobol', which systems.toml does not"]),
    ],
)
def test_a_real_system_is_used_by_the_learner_s_hand(
    lesson: Make, covers: dict[str, list[str]], problems: list[str]
) -> None:
    made = lesson("A", "1", solution=USING, covers=covers)
    (made.path.parents[1] / "systems.toml").write_text(SYSTEMS)
    found = systems_are_covered(made)
    assert len(found) == len(problems)
    assert all(text.startswith(start) for text, start in zip(found, problems, strict=True))


def test_an_incomplete_system_is_named(lesson: Make) -> None:
    made = lesson("A", "1")
    assert load_systems() == []
    (made.path.parents[1] / "systems.toml").write_text('["Spark"]\nmode = "perhaps"\nlessons = ["x/y"]\n')
    with pytest.raises(WorkbenchError, match="Spark"):
        load_systems()


# -- examples ----------------------------------------------------------------------------------------------------------

EXAMPLES = """
    from workbench.authoring import reference

    @reference
    def double(x): return [2 * each for each in x]

    @double.cases(n=2)
    def _(rng): return {{"x": rng.normal(size=3).tolist()}}

    @double.misconception("You squared it.")
    def _(x): return [each**2 for each in x]
    {}
"""


@pytest.mark.parametrize(
    ("example", "problem"),
    [
        ("double.example(x=[1.0, 3.0])", ""),
        ("", "no example"),
        ("double.example(x=[0.0, 2.0])", "no example shows the commonest mistake"),
        ("double.example(x=[1.0] * 25)", "the smallest example has 25 values"),
    ],
)
def test_an_example_is_small_and_tells_the_commonest_mistake(lesson: Make, example: str, problem: str) -> None:
    info = lesson("A", "1", solution=EXAMPLES.format(example))
    exercise = load_solution(info.id).exercise("double")
    found = example_is_visible(Subject(lesson=info, exercise=exercise, checker=Checker(exercise)))
    assert [problem in text for text in found] == ([True] if problem else [])


NEARLY = """
from workbench.authoring import reference

@reference
def double(x):
    return 2 * x

double.example(x=1.0)

@double.cases(n=2)
def _(rng):
    return {{"x": float(rng.integers(0, 40))}}

@double.alternative
def _(x):
    return x + x if x != {} else 0.0
"""


@pytest.mark.parametrize(("value", "found"), [(-1.0, False), (17.0, True)])
def test_an_alternative_holds_for_the_hidden_cases_of_any_learner(lesson: Make, value: float, found: bool) -> None:
    info = lesson("A", "1", solution=NEARLY.format(value))
    exercise = load_solution(info.id).exercise("double")
    checker = Checker(exercise)
    assert all(case.inputs["x"] != value for case in checker.cases), "it is found on other draws only"
    problems = alternatives_pass(Subject(lesson=info, exercise=exercise, checker=checker))
    assert ["on other hidden cases" in problem for problem in problems] == ([True] if found else [])


# -- answers -----------------------------------------------------------------------------------------------------------

RIGHT = "# RIGHT: added\n@lesson.exercise\ndef double(x: float) -> float:\n    return x + x\n"
WRONG = (
    "# MISTAKE: squared\n# TOLD: You squared it\n@lesson.exercise\ndef double(x: float) -> float:\n    return x * x\n"
)


@pytest.fixture
def answered(make_content: Callable[..., Any]) -> Callable[..., LessonInfo]:
    """The small lesson with answers: ``answered(right_1="…", wrong_1="…")``."""

    def make(**files: str) -> LessonInfo:
        content = make_content()
        content.exercise_lesson(ID)
        folder = content.root / "tests" / "answers" / ID / "double"
        folder.mkdir(parents=True)
        for name, text in files.items():
            (folder / f"{name}.py").write_text(text)
        return load_curriculum()[ID]

    return make


def test_enough_answers_that_are_judged_rightly(answered: Callable[..., LessonInfo]) -> None:
    files = {f"right_{k}": RIGHT for k in (1, 2, 3)} | {f"wrong_{k}": WRONG for k in (1, 2, 3, 4, 5)}
    assert answers_are_judged_rightly(answered(**files)) == []


def test_what_is_judged_wrongly_is_named(answered: Callable[..., LessonInfo]) -> None:
    sneaky = WRONG.replace("x * x", "2 * x")
    silent = WRONG.replace("x * x", "x * 7").replace("# TOLD: You squared it\n", "")
    info = answered(right_1=RIGHT.replace("x + x", "3 * x"), wrong_1=sneaky, wrong_2=silent)
    assert answers_are_judged_rightly(info) == [
        "double: fewer than 3 right and 5 wrong answers of others",
        "double/right_1: right, but refused",
        "double/wrong_1: wrong, but accepted",
        "fewer than 75% of the wrong answers are told their mistake",
    ]


def test_an_answer_that_dies_hangs_or_exits_is_told(answered: Callable[..., LessonInfo], monkeypatch: Any) -> None:
    monkeypatch.setattr("workbench.proof.answers.SECONDS_OF_AN_ANSWER", 5.0)
    cell = "# MISTAKE: odd\n{}\n@lesson.exercise\ndef double(x: float) -> float:\n    return x\n"
    dies, hangs, leaves = "import os; os.kill(os.getpid(), 9)", "while True: pass", "raise SystemExit(3)"
    info = answered(wrong_1=cell.format(dies), wrong_2=cell.format(hangs), wrong_3=cell.format(leaves))
    told = [each.message for _, each in tell(info.id, find_answers(info.id))]
    assert told == ["Its process ended before it was done.", "It did not end within 5 seconds.", "SystemExit: 3"]


def test_answers_to_an_exercise_that_is_not_there(answered: Callable[..., LessonInfo], tmp_path: Path) -> None:
    info = answered()
    (tmp_path / "mine" / "duble").mkdir(parents=True)
    (tmp_path / "mine" / "duble" / "right_1.py").write_text(RIGHT)
    with pytest.raises(WorkbenchError, match="double"):
        find_answers(info.id, tmp_path / "mine")


# -- what is known -----------------------------------------------------------------------------------------------------


def test_the_list_of_known_findings_may_only_shrink(make_content: Callable[..., Any]) -> None:
    make_content()
    known_path().parent.mkdir()
    known_path().write_text(json.dumps({ID: {"a": ["one", "two"], "b": ["three"]}}))
    assert news(ID, {"a": ("one", "two"), "b": ("three",)}) == ([], [])
    assert news(ID, {"a": ("one", "new"), "b": ("three",)}) == (["a: new"], ["a: two"])
    assert forget_mended(ID, {"a": ("one", "new")}) == 2
    assert json.loads(known_path().read_text()) == {ID: {"a": ["one"]}}
