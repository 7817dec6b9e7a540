"""The figures of a class report, against figures that were worked out another way."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from gradebook_helpers import DUE, LESSON, NAMES, fill, hand_in, results
from hypothesis import given
from hypothesis import strategies as st

from workbench.grading.gradebook import Counts, Gradebook, Learner, Result, Score
from workbench.grading.reports.classroom import ClassReport, class_report
from workbench.grading.reports.lesson import LessonTold
from workbench.grading.reports.statistics import totals
from workbench.grading.reports.text import span

TOLD = LessonTold(id=LESSON, title="A lesson", track="A track", wrong_options={"plot": {"up": "Why not."}})


@pytest.fixture
def book(tmp_path: Path) -> Gradebook:
    return Gradebook.open(tmp_path / "grades.db")


def report(book: Gradebook) -> ClassReport:
    submissions: dict[str, list[object]] = {}
    for one in book.submissions(LESSON):
        submissions.setdefault(one.learner, []).append(one)
    return class_report(
        book,
        book.assignment(LESSON),
        TOLD,
        scores=book.scores(LESSON),
        submissions=submissions,  # type: ignore[arg-type]
        details={},
        similar=None,
    )


def graded(book: Gradebook, right: np.ndarray) -> None:
    """A class where ``right[learner, exercise]`` says what is right."""
    logins = [f"learner {k:02}" for k in range(len(right))]
    fill(book, *logins)
    for login, row in zip(logins, right, strict=True):
        found = [
            replace(one, share=float(share), outcome="passed" if share == 1 else "failed")
            for one, share in zip(results(), row, strict=True)
        ]
        book.record_results(hand_in(book, login).id, found)


def test_difficulty_and_discrimination_are_those_of_the_textbook(book: Gradebook) -> None:
    rng = np.random.default_rng(3)
    ability = rng.normal(size=(24, 1))
    right = (ability + rng.normal(size=(24, len(NAMES))) > rng.normal(size=len(NAMES))).astype(float)
    right[:, 2] = 1.0  # everyone has it: it tells nobody from anybody
    graded(book, right)
    told = report(book).items
    assert [one.name for one in told] == list(NAMES)
    for k, one in enumerate(told):
        assert one.share == pytest.approx(right[:, k].mean())
        assert one.right == right[:, k].sum()
        if k == 2:
            assert one.discrimination is None
        else:
            rest = np.delete(right, k, axis=1).sum(axis=1)
            assert one.discrimination == pytest.approx(np.corrcoef(right[:, k], rest)[0, 1], abs=1e-6)


def test_points_by_hand_count_in_the_figures_and_few_learners_have_no_discrimination(book: Gradebook) -> None:
    graded(book, np.array([[1.0] * 7, [0.0] * 7, [0.0, 1, 1, 1, 1, 1, 1]]))
    book.set_manual(learner="learner 01", assignment=LESSON, exercise="step", points=3, author="ms")
    first = report(book).items[0]
    assert (first.right, first.graded, first.share) == (2, 3, pytest.approx(2 / 3))
    assert first.discrimination is None
    assert (first.outcome, first.outcome_count) == ("failed", 2)
    (hand,) = report(book).by_hand
    assert (hand.learner, hand.points, hand.automatic) == ("learner 01", 3.0, 0.0)


def test_only_what_counts_is_counted(book: Gradebook) -> None:
    fill(book, "ada", "bob", "cid", "dot", "eve", late_policy="10%/day")
    book.record_results(hand_in(book, "ada", hours=-5).id, results(0))
    book.record_results(hand_in(book, "ada", hours=-1).id, results(1))
    book.record_results(hand_in(book, "bob", hours=50).id, results(1))
    hand_in(book, "cid")
    book.refuse(hand_in(book, "dot").id, reason="too_large", message="It is too large.")
    told = report(book)
    assert (told.learners, told.handed_in, told.graded) == (5, 4, 2)
    assert (told.waiting, told.missing, told.refused_learners) == (("cid",), ("eve",), ("dot",))
    assert told.totals.count == 2
    assert told.totals.highest == 21
    assert told.totals.lowest == pytest.approx(21 - 0.3 * 21)
    (late,) = told.late
    assert (late.learner, late.hours, late.span) == ("bob", 50.0, "2 days 2 hours")
    assert late.penalty == pytest.approx(6.3)
    (refused,) = told.refused
    assert (refused.words, refused.message, refused.replaced) == ("The file is too large", "It is too large.", False)
    book.set_assignment(replace(book.assignment(LESSON), counts=Counts.LAST, due=DUE + timedelta(days=9)))
    assert report(book).late == ()


def test_mistakes_are_sorted_by_how_many_make_them(book: Gradebook) -> None:
    fill(book, *"abcdefg")
    said = {"a": "rare", "b": "often", "c": "often", "d": "often", "e": "", "f": "half", "g": "half"}
    for login, message in said.items():
        wrong = Result(
            exercise="step", outcome="failed", share=0, digest="", diagnosis_kind="misconception" if message else "",
            diagnosis_message=message,
        )  # fmt: skip
        quiz = Result(exercise="plot", outcome="failed", share=0, digest="", diagnosis_kind="quiz",
                      diagnosis_message="Why not.")  # fmt: skip
        untouched = Result(exercise="descent", outcome="not_attempted", share=0, digest="")
        book.record_results(hand_in(book, login).id, [wrong, quiz, untouched])
    step, plot = report(book).messages
    assert [(hit.message, hit.known, "".join(hit.learners)) for hit in step.hits] == [
        ("often", True, "bcd"), ("half", True, "fg"), ("rare", True, "a"), ("", False, "e"),
    ]  # fmt: skip
    assert [(hit.option, len(hit.learners)) for hit in plot.hits] == [("up", 7)]


@given(st.lists(st.floats(0, 30), max_size=40), st.sampled_from([1.0, 7.0, 21.0, 0.3]))
def test_every_total_is_in_one_bin(values: list[float], out_of: float) -> None:
    told = totals([_score(value) for value in values], out_of)
    assert sum(one.count for one in told.bins) == len(values)
    for one in told.bins[:-1]:
        inside = [value for value in values if one.low + 1e-6 < value < one.high - 1e-6]
        assert len(inside) <= one.count


def _score(total: float) -> Score:
    return Score(
        learner=Learner(login="a"), assignment=LESSON, exercises=(), earned=total, penalty=0.0, out_of=1.0,
        submission=None, late=timedelta(0), status="graded",
    )  # fmt: skip


def test_a_class_of_nobody_has_a_report(book: Gradebook) -> None:
    fill(book)
    told = report(book)
    assert (told.learners, told.totals.mean, told.messages) == (0, None, ())


@pytest.mark.parametrize(
    ("time", "words"),
    [
        (timedelta(seconds=59), "less than a minute"),
        (timedelta(minutes=1), "1 minute"),
        (timedelta(hours=2, minutes=1), "2 hours 1 minute"),
        (timedelta(days=1, minutes=5), "1 day 5 minutes"),
        (timedelta(days=2, hours=3, minutes=4), "2 days 3 hours"),
    ],
)
def test_spans_in_words(time: timedelta, words: str) -> None:
    assert span(time) == words
