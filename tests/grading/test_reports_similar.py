"""Similar submissions: copies are found whatever was renamed, and people who worked alone are left in peace."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from reports_code import NAMES, OWN, disguised, written_alone

from workbench.grading.gradebook import AssignedExercise, Assignment, Gradebook, Learner, Result
from workbench.grading.intake.submission import CodeCell
from workbench.grading.reports import write_reports
from workbench.grading.reports.fingerprints import Code, Shipped, fingerprints, read_code, read_shipped
from workbench.grading.reports.similar import Pair, similar_pairs

NOTHING = Shipped(names=frozenset(), prints=frozenset())
LESSON_ID = "01_alpha/02_copies"


def code(learner: str, parts: dict[str, str], shipped: Shipped = NOTHING) -> Code:
    cells = [CodeCell(index=k, source=source) for k, source in enumerate(parts.values())]
    return read_code(learner, cells, NAMES, shipped)


def a_class(count: int) -> list[Code]:
    return [code(f"learner {k:04}", written_alone(k)) for k in range(count)]


def prints(source: str) -> frozenset[str]:
    return code("anyone", {"only": source}).prints.get("longest_run", frozenset())


def named(pairs: tuple[Pair, ...]) -> list[tuple[str, str]]:
    return [(pair.first, pair.second) for pair in pairs]


# -- fingerprints ------------------------------------------------------------------------------------------------------


def test_names_comments_layout_and_annotations_do_not_count() -> None:
    own, copy = OWN["longest_run"], disguised(OWN["longest_run"])
    assert own.splitlines()[2:4] != copy.splitlines()[4:6]
    assert prints(own) == prints(copy) != frozenset()


def test_fields_and_helpers_are_names_as_well() -> None:
    first = "class Queue:\n    def __init__(self):\n        self.waiting = []\n"
    first += "    def push(self, x):\n        self.waiting += [x]\n"
    second = first.replace("waiting", "line").replace("x", "y")
    assert code("a", {"Queue": first}).prints == code("b", {"Queue": second}).prints
    calling = {"h": "def help_me(x):\n    return x\n", "q": "def longest_run(x):\n    return help_me(help_me(x)) + 1\n"}
    renamed = {key: source.replace("help_me", "assist") for key, source in calling.items()}
    assert code("a", calling).prints == code("b", renamed).prints


def test_what_the_code_does_counts() -> None:
    source = OWN["longest_run"]
    for before, after in (("[0]", "[1]"), ("insert", "append"), (" != ", " == "), ("sorted", "list"), (" - ", " + ")):
        assert prints(source.replace(before, after)) != prints(source), before


def test_the_order_of_the_cells_does_not_count_and_the_last_definition_does() -> None:
    parts = written_alone(3)
    backwards = dict(reversed(parts.items()))
    assert code("a", parts).prints == code("a", backwards).prints
    twice = {"first": OWN["longest_run"], **parts}
    assert code("a", twice).sources == code("a", parts).sources


@pytest.mark.parametrize(
    "source",
    [
        "def longest_run(x):\n    return " + "-" * 4_000 + "x\n",
        "def longest_run(x):\n    return " + "+".join(["x"] * 20_000) + "\n",
        "def longest_run(x):\n    'only a text'\n",
        "def longest_run(x):\n    match x:\n        case [1, *rest] if rest: return f'{x!r:>{len(rest)}}'\n",
    ],
)
def test_strange_code_is_read_or_left_out(source: str) -> None:
    assert all(len(one.split()) == 6 for one in prints(source))


def test_what_is_shipped_or_known_to_the_author_does_not_count(tmp_path: Path) -> None:
    lesson, solution = tmp_path / "lesson.py", tmp_path / "solution.py"
    lesson.write_text('"""Text."""\nimport numpy\n\n\ndef longest_run(x):\n    ...\n', encoding="utf-8")
    solution.write_text(f"@reference\n{OWN['longest_run']}", encoding="utf-8")
    shipped = read_shipped(lesson, solution)
    assert code("a", {"only": disguised(OWN["longest_run"])}, shipped).prints["longest_run"] == frozenset()
    assert code("a", {"only": OWN["standardise"]}, shipped).prints["standardise"]
    assert read_shipped(tmp_path / "none.py", tmp_path / "none.py") == NOTHING


# -- pairs -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [4, 9, 40, 300])
def test_people_who_worked_alone_are_left_in_peace(count: int) -> None:
    found = similar_pairs(a_class(count))
    assert found.pairs == ()
    assert found.compared == count
    assert found.typical is not None
    assert 0 < found.typical < 0.5


@pytest.mark.parametrize("count", [4, 9, 40, 300])
def test_a_disguised_copy_of_one_exercise_is_found(count: int) -> None:
    first = code("zoe", {**written_alone(901), "longest_run": OWN["longest_run"]})
    second = code("abe", {**written_alone(902), "longest_run": disguised(OWN["longest_run"])})
    (pair,) = similar_pairs([first, *a_class(count), second]).pairs
    assert (pair.first, pair.second, pair.exercises) == ("abe", "zoe", ("longest_run",))
    assert pair.similarity == 1.0


def test_a_copy_that_was_changed_a_little_is_found_with_less_evidence() -> None:
    changed = disguised(OWN["longest_run"]).replace("else 0", "else int(False)").replace("[0]", "list(range(1))")
    first = code("abe", {**written_alone(901), "longest_run": OWN["longest_run"]})
    pairs = [
        similar_pairs([*a_class(40), first, code("zoe", {**written_alone(902), "longest_run": source})]).pairs
        for source in (OWN["longest_run"], changed)
    ]
    assert [named(one) for one in pairs] == [[("abe", "zoe")]] * 2
    assert pairs[0][0].evidence > pairs[1][0].evidence
    assert 0.5 < pairs[1][0].similarity < 1


def test_a_ring_is_found_as_all_its_pairs_and_what_many_write_is_not() -> None:
    def ring(size: int) -> list[Code]:
        return [code(f"ring {k}", {**written_alone(900 + k), **OWN}) for k in range(size)]

    assert len(similar_pairs([*a_class(40), *ring(5)]).pairs) == 10
    assert not [pair for pair in similar_pairs([*a_class(40), *ring(30)]).pairs if "ring" in pair.first]


def test_the_order_of_the_class_does_not_matter() -> None:
    codes = [*a_class(30), code("abe", OWN), code("zoe", {key: disguised(one) for key, one in OWN.items()})]
    assert similar_pairs(codes) == similar_pairs(codes[::-1])


def test_too_few_to_compare() -> None:
    found = similar_pairs([code("abe", OWN), code("zoe", OWN), code("eve", {})])
    assert (found.compared, found.typical, found.pairs) == (2, None, ())


# -- in the report -----------------------------------------------------------------------------------------------------


@pytest.fixture
def grades(tmp_path: Path, make_content: Callable[..., object]) -> Path:
    """A class of twelve, of which two copied and two others handed in the same file."""
    stubs = "".join(f"\n\n# %%\n@lesson.exercise\ndef {name}(x):\n    ...\n" for name in NAMES)
    head = f'# %%\nfrom workbench import Lesson\n\nlesson = Lesson("{LESSON_ID}")\n'
    make_content().lesson(LESSON_ID, head + stubs, solution="")  # type: ignore[attr-defined]
    people = {f"learner {k}": written_alone(k) for k in range(8)}
    people["<b>abe</b>"] = {**written_alone(901), "longest_run": "# <i>mine</i>\n" + OWN["longest_run"]}
    people["zoe"] = {**written_alone(902), "longest_run": disguised(OWN["longest_run"])}
    people["tim"] = people["tom"] = written_alone(77)
    book = Gradebook.open(tmp_path / "grades.db")
    book.add_learners(Learner(login=login) for login in people)
    exercises = [AssignedExercise(name=name, points=1) for name in NAMES]
    book.set_assignment(Assignment(lesson=LESSON_ID, exercises=exercises))
    for number, (login, parts) in enumerate(people.items()):
        path = tmp_path / f"{number}.py"
        marker = tmp_path / "was run"
        text = f"# %%\nopen({str(marker)!r}, 'w')\n" + "".join(f"\n# %%\n{source}" for source in parts.values())
        path.write_text(text, encoding="utf-8")
        one = book.record_submission(
            learner=login,
            assignment=LESSON_ID,
            received=datetime(2030, 5, 1, tzinfo=UTC),
            sha256=sha256(text.encode()).hexdigest(),
            path=path,
        )
        results = [Result(exercise=name, outcome="passed", share=1, digest="") for name in NAMES]
        book.record_results(one.id, results)
    (tmp_path / "grades").mkdir()
    written = write_reports(tmp_path / "grades", book, [LESSON_ID])
    assert written.pairs == 1
    return tmp_path / "grades"


def test_the_report_shows_both_sources_and_says_that_it_is_no_proof(grades: Path) -> None:
    page = BeautifulSoup((grades / "class" / f"{LESSON_ID}.html").read_text(encoding="utf-8"), "html.parser")
    (pair,) = page.select("article.card")
    assert pair.h4 is not None
    assert pair.h4.get_text() == "<b>abe</b> and zoe"
    first, second = (one.get_text() for one in pair.select("pre"))
    assert "starts = [0]" in first
    assert "my_0_var  =  [0]" in second
    text = " ".join(page.get_text().split())
    assert "Likeness is a reason to look, not a proof." in text
    assert "the same file, byte for byte: timtom" in text
    told = json.loads((grades / "class" / f"{LESSON_ID}.json").read_text(encoding="utf-8"))
    assert told["identical"] == [["tim", "tom"]]
    assert told["similar"]["compared"] == 12
    assert [(one["first"], one["second"], one["exercises"]) for one in told["similar"]["pairs"]] == [
        ("<b>abe</b>", "zoe", ["longest_run"])
    ]
    assert not (grades.parent / "was run").exists(), "the code is read, not run"


def test_every_fingerprint_has_six_tokens() -> None:
    (node,) = ast.parse("def f(a, b):\n    return a + b * 2\n").body
    assert list(fingerprints(node))[-1] == "return v + v * 2"
