"""Content proof: the same rules for every lesson and every exercise. A new lesson needs no new test."""

from __future__ import annotations

import pytest
from once import chosen, once

from workbench.checking.solution import load_solution
from workbench.content import lessons_dir, solutions_dir
from workbench.curriculum import load_curriculum
from workbench.proof.kept import PROOF
from workbench.proof.known import known_findings, news
from workbench.proof.report import prove_lessons


@pytest.mark.parametrize("lesson", chosen())
@pytest.mark.filterwarnings("default")  # what is imported for the forks may warn as it likes
def test_it_is_proven_but_for_what_is_known(lesson: str) -> None:
    with once(PROOF, lesson) as work:
        if not work.needed:
            return
        (done,) = prove_lessons([load_curriculum()[lesson]])
        assert done.result is not None, done.problem
        new, gone = news(lesson, done.result.problems)
        assert new == []
        assert gone == [], "mended: workbench prove --forget-mended takes it out of the list"
        work.cpu, work.told = done.cpu, done.result.lines


def test_what_is_known_is_known_of_a_lesson() -> None:
    from workbench.proof.known import _read

    assert set(_read()) <= {lesson.id for lesson in load_curriculum()}
    assert all(problems for lesson in _read() for problems in known_findings(lesson).values())


def test_lessons_and_solutions_come_in_pairs() -> None:
    pattern = "[0-9][0-9]_*/[0-9][0-9]_*.py"
    lessons, solutions = ({str(p.relative_to(d)) for p in d.glob(pattern)} for d in (lessons_dir(), solutions_dir()))
    assert lessons == solutions


def test_every_kind_of_exercise_is_there() -> None:
    """Function, value, class, fitted model, figure, data frame, text file."""
    kinds = {
        "value": ("03_classical_ml/01_workflow", "unknown_before_the_call"),
        "class": ("04_deep_learning/06_attention", "MultiHeadAttention"),
        "model": ("03_classical_ml/01_workflow", "build_model"),
        "figure": ("03_classical_ml/05_evaluation", "roc_figure"),
        "frame": ("01_data/02_pandas", "user_summary"),
        "text": ("09_mlops/06_serving", "dockerfile"),
    }
    assert load_solution(kinds["value"][0]).exercise(kinds["value"][1]).all_cases()[0].inputs == {}
    assert load_solution(kinds["class"][0]).exercise(kinds["class"][1]).is_class
    for lesson, name in kinds.values():
        assert load_solution(lesson).exercise(name)
