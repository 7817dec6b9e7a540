"""Terms and systems as a reader looks them up: their order, their lessons, and ``workbench find``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from typer.testing import CliRunner

from workbench.cli import app
from workbench.curriculum import load_curriculum
from workbench.glossary import OTHERS, Glossary, folded, make_glossary

FIRST, SECOND = "01_alpha/01_one", "02_beta/01_two"
SYSTEMS = """
["Trees of chance"]
mode = "real"
lessons = ["02_beta/01_two", "03_gamma/04_to_come"]
note = "a few"

["Fortran"]
mode = "compared"
lessons = ["01_alpha/09_to_come"]
"""


@pytest.fixture
def content(make_content: Callable[..., Any]) -> Any:
    made = make_content()
    terms = {"step": "How far one goes.", "Émile's rule": "A rule of Émile.", "élan": "What keeps one going."}
    made.exercise_lesson(FIRST, title="One", teaches=terms)
    more = {
        "Step": "How far one goes.",
        "β": "A share that is kept.",
        "Eve": "The one before.",
        "3-gram": "Three words.",
    }
    made.exercise_lesson(SECOND, title="Two", teaches=more)
    (made.root / "lessons" / "systems.toml").write_text(SYSTEMS)
    return made


@pytest.fixture
def glossary(content: Any) -> Glossary:
    return make_glossary(load_curriculum())


def test_terms_stand_as_a_reader_looks_for_them(glossary: Glossary) -> None:
    """Without regard to capitals and accents; what begins with no letter from A to Z comes last."""
    assert [(term.letter, term.name) for term in glossary.terms] == [
        ("E", "élan"),
        ("E", "Émile's rule"),
        ("E", "Eve"),
        ("S", "step"),
        (OTHERS, "3-gram"),
        (OTHERS, "β"),
    ]
    assert folded("Łojasiewicz, ÉTÉ, Øre") == "lojasiewicz, ete, ore"


def test_a_term_of_two_lessons_stands_once_with_both(glossary: Glossary) -> None:
    (step,) = (term for term in glossary.terms if term.name.casefold() == "step")
    assert (step.name, [place.id for place in step.places]) == ("step", [FIRST, SECOND])
    assert [place.title for place in step.places] == ["One", "Two"]


def test_systems_stand_in_curriculum_order_with_lessons_that_are_to_come(glossary: Glossary) -> None:
    fortran, trees = glossary.systems
    assert (fortran.name, fortran.mode, fortran.track) == ("Fortran", "compared", "01_alpha")
    assert [place.title for place in fortran.places] == [None]
    assert [(place.id, place.title) for place in trees.places] == [(SECOND, "Two"), ("03_gamma/04_to_come", None)]
    assert trees.note == "a few"


def test_without_a_register_there_are_no_systems(make_content: Callable[..., Any]) -> None:
    make_content().exercise_lesson(FIRST)
    assert make_glossary(load_curriculum()) == Glossary(terms=(), systems=())


def find(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["find", *words])
    return result.exit_code, result.output


@pytest.mark.usefixtures("content")
@pytest.mark.parametrize(
    ("words", "lines"),
    [
        (["elan"], ["Terms", f"  élan: What keeps one going. ({FIRST})"]),
        (["STEP far"], ["Terms", f"  step: How far one goes. ({FIRST}, {SECOND})"]),
        (
            ["chance"],
            ["Systems", f"  Trees of chance: {SECOND}, to come: 03_gamma/04_to_come (a few)"],
        ),
        (
            ["fortran"],
            ["Systems", "  Fortran: compared with one that you use; to come: 01_alpha/09_to_come"],
        ),
        (
            ["twice", "alpha"],
            ["Exercises and quizzes", f"  {FIRST} double: Twice x. x: a float; returns a float. (exercise)"],
        ),
        (["one", "test"], ["Lessons", f"  {FIRST}: One. A test."]),
    ],
)
def test_find(words: list[str], lines: list[str]) -> None:
    code, output = find(*words)
    assert (code, output.splitlines()) == (0, lines)


@pytest.mark.usefixtures("content")
def test_find_says_when_there_is_nothing() -> None:
    code, output = find("nothing", "like", "this")
    assert code == 1
    assert "Try fewer" in output
