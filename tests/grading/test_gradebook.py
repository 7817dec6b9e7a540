"""The gradebook on SQLite and on PostgreSQL: what is handed in, graded, changed by hand and counted."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from gradebook_helpers import DUE, LESSON, NAMES, assignment, everything, fill, hand_in, results, score_of

from workbench.checking.types import Diagnosis, Outcome, Verdict
from workbench.errors import WorkbenchError
from workbench.grading.gradebook import (
    Counts,
    Gradebook,
    Learner,
    NewSubmission,
    Result,
    State,
)

pytest_plugins = ["gradebook_places"]


# -- submissions ---------------------------------------------------------------------------------------------------


def test_the_same_file_is_recorded_once_with_the_time_at_which_it_first_came(book: Gradebook, place: str) -> None:
    fill(book, "ada", "bo")
    first = hand_in(book, "ada")
    before = everything(place)
    again = book.record_submission(
        learner="ada", assignment=LESSON, received=DUE, sha256=first.sha256, path=Path("elsewhere.ipynb")
    )
    assert again == first
    assert everything(place) == before
    other = book.record_submission(
        learner="bo", assignment=LESSON, received=DUE, sha256=first.sha256, path=Path("copied.ipynb")
    )
    assert other.id != first.id
    assert [one.learner for one in book.submissions(LESSON)] == ["ada", "bo"]
    assert book.submissions(LESSON, learner="bo") == [other]
    assert book.submission(first.id) == first


def test_many_submissions_are_recorded_in_their_order_or_none_at_all(book: Gradebook) -> None:
    fill(book, "ada", "bo")

    def new(login: str, number: int) -> NewSubmission:
        return NewSubmission(
            learner=login, assignment=LESSON, received=DUE, sha256=f"{number:064x}", path=Path(f"{number}.ipynb")
        )

    with pytest.raises(WorkbenchError, match=r"No learner 'adda'.*Did you mean 'ada'"):
        book.record_submissions([new("ada", 1), new("adda", 2)])
    assert book.submissions(LESSON) == []
    found = book.record_submissions([new("bo", 3), new("ada", 1), new("bo", 3), new("ada", 2)])
    assert [(one.learner, one.path.name) for one in found] == [
        ("bo", "3.ipynb"), ("ada", "1.ipynb"), ("bo", "3.ipynb"), ("ada", "2.ipynb")
    ]  # fmt: skip
    assert found[0].id == found[2].id


def test_what_a_refused_submission_may_do(book: Gradebook) -> None:
    fill(book, "ada")
    one = hand_in(book, "ada")
    book.refuse(one.id, reason="too_large", message="40 MB\x00, at most 10")
    found = book.submission(one.id)
    assert (found.state, found.reason, found.message) == (State.REFUSED, "too_large", "40 MB\ufffd, at most 10")
    assert book.needs_grading(LESSON) == []
    with pytest.raises(WorkbenchError, match=r"refused \(too_large\)"):
        book.record_results(one.id, results())
    with pytest.raises(WorkbenchError, match=r"refused \(too_large\)"):
        book.begin_grading(one.id)
    assert score_of(book, "ada").status == "refused"
    book.accept(one.id)
    assert book.submission(one.id) == one
    with pytest.raises(WorkbenchError, match="name a reason"):
        book.refuse(one.id, reason="It is too large.")


def test_accepting_what_was_not_refused_changes_nothing(book: Gradebook, place: str) -> None:
    fill(book, "ada")
    one = hand_in(book, "ada")
    book.record_results(one.id, results())
    before = everything(place)
    book.accept(one.id)
    assert everything(place) == before


# -- results -------------------------------------------------------------------------------------------------------


def test_results_come_back_as_they_were_recorded_and_twice_is_once(book: Gradebook, place: str) -> None:
    fill(book, "ada")
    one = hand_in(book, "ada")
    book.begin_grading(one.id)
    assert book.submission(one.id).state == State.GRADING
    now = datetime(2030, 5, 2, 12, 0, 0, 654321, tzinfo=UTC)
    given = results(2 / 3, diagnosis_kind="sign", diagnosis_message="Uphill — ∇ is added.", seconds=0.25, graded=now)
    book.record_results(one.id, reversed(given))
    assert book.submission(one.id).state == State.GRADED
    found = book.results(one.id)
    assert [result.points for result in found] == [pytest.approx(2)] * 7
    assert [(r.exercise, r.outcome, r.share, r.digest, r.diagnosis_message, r.seconds, r.graded) for r in found] == [
        (r.exercise, r.outcome, r.share, r.digest, r.diagnosis_message, r.seconds, r.graded) for r in given
    ]
    before = everything(place)
    book.record_results(one.id, given)
    book.record_results(one.id, results(2 / 3, diagnosis_kind="sign", diagnosis_message="Uphill — ∇ is added."))
    assert everything(place) == before


def test_a_submission_is_graded_when_every_exercise_is(book: Gradebook) -> None:
    fill(book, "ada")
    one = hand_in(book, "ada")
    book.record_results(one.id, results(names=NAMES[:3]))
    assert book.submission(one.id).state == State.GRADING
    assert [left.exercises for left in book.needs_grading(LESSON)] == [NAMES[3:]]
    book.record_results(one.id, results(names=NAMES[3:]))
    assert book.submission(one.id).state == State.GRADED
    assert book.needs_grading(LESSON) == []


def test_one_wrong_result_among_many_records_none(book: Gradebook, place: str) -> None:
    fill(book, "ada", "bo")
    one, two = hand_in(book, "ada"), hand_in(book, "bo")
    before = everything(place)
    with pytest.raises(WorkbenchError, match="no exercise 'nonesuch'"):
        book.record_all_results({one.id: results(), two.id: [*results(), *results(names=("nonesuch",))]})
    with pytest.raises(WorkbenchError, match="two results of 'step'"):
        book.record_results(one.id, [*results(), *results(0.0, names=("step",))])
    assert everything(place) == before


def test_a_message_that_a_learner_made_cannot_stop_the_class(book: Gradebook) -> None:
    fill(book, "ada")
    one = hand_in(book, "ada")
    nasty = "a\x00b\ud800c" + "x" * 50_000
    book.record_results(one.id, results(0.0, diagnosis_message=nasty, diagnosis_kind="k" * 1000))
    found = book.results(one.id)[0]
    assert found.diagnosis_message.startswith("a\ufffdb?cxxx")
    assert len(found.diagnosis_message) == 10_000
    before = found
    book.record_results(one.id, results(0.0, diagnosis_message=nasty, diagnosis_kind="k" * 1000))
    assert book.results(one.id)[0] == before


@pytest.mark.parametrize("share", [-0.01, 1.01, float("nan"), float("inf")])
def test_a_share_outside_0_to_1_is_refused(share: float) -> None:
    with pytest.raises(WorkbenchError, match="between 0 and 1"):
        results(share)


def test_a_verdict_becomes_a_result() -> None:
    verdict = Verdict(
        exercise="step",
        outcome=Outcome.FAILED,
        score=0.25,
        diagnosis=Diagnosis(kind="misconception", message="Uphill."),
        seconds=1.5,
    )
    assert Result.of(verdict, digest="d") == Result(
        exercise="step", outcome="failed", share=0.25, digest="d", diagnosis_kind="misconception",
        diagnosis_message="Uphill.", seconds=1.5,
    )  # fmt: skip


# -- regrading -----------------------------------------------------------------------------------------------------


def test_a_changed_exercise_is_all_that_is_graded_again(book: Gradebook) -> None:
    fill(book, "ada", "bo")
    one = hand_in(book, "ada")
    book.record_results(one.id, results())
    two = hand_in(book, "bo")
    digests = {name: f"{name}-1" for name in NAMES} | {"decay": "decay-2"}
    needed = book.needs_grading(LESSON, digests)
    assert [(work.submission.id, work.exercises) for work in needed] == [(one.id, ("decay",)), (two.id, NAMES)]
    untouched = {result.exercise: result for result in book.results(one.id) if result.exercise != "decay"}
    book.record_results(one.id, results(0.0, names=("decay",), version=2))
    assert {result.exercise: result for result in book.results(one.id) if result.exercise != "decay"} == untouched
    assert [work.submission.id for work in book.needs_grading(LESSON, digests)] == [two.id]
    assert score_of(book, "ada").earned == 18


def test_only_some_digests_ask_about_these_exercises_only(book: Gradebook) -> None:
    fill(book, "ada")
    hand_in(book, "ada")
    assert [work.exercises for work in book.needs_grading(LESSON, {"plot": "p", "step": "s"})] == [("step", "plot")]


def test_only_those_that_can_count_need_grading_if_asked(book: Gradebook) -> None:
    fill(book, "ada", "bo")
    hand_in(book, "ada", hours=-3)
    last = hand_in(book, "ada", hours=-1)
    hand_in(book, "ada", hours=2)
    late = hand_in(book, "bo", hours=5)
    assert len(book.needs_grading(LESSON)) == 4
    assert [work.submission.id for work in book.needs_grading(LESSON, only_counting=True)] == [last.id, late.id]
    book.set_assignment(assignment(counts=Counts.BEST))
    assert len(book.needs_grading(LESSON, only_counting=True)) == 4


# -- by hand -------------------------------------------------------------------------------------------------------


def test_points_by_hand_survive_every_regrade_and_new_submission(book: Gradebook) -> None:
    fill(book, "ada")
    book.record_results(hand_in(book, "ada", hours=-5).id, results(0.0))
    book.set_manual(learner="ada", assignment=LESSON, exercise="step", points=2.5, comment="right idea", author="kim")
    assert score_of(book, "ada").earned == 2.5
    for version in (2, 3):
        for one in book.submissions(LESSON):
            book.record_results(one.id, results(1.0, version=version))
        book.record_results(hand_in(book, "ada", hours=-version).id, results(1.0, version=version))
        score = score_of(book, "ada")
        assert score.earned == 18 + 2.5
        assert score.exercises[0].manual is not None
        assert score.exercises[0].manual.comment == "right idea"
        assert score.exercises[0].automatic is not None
        assert score.exercises[0].automatic.points == 3


def test_the_history_of_adjustments_is_kept_and_none_gives_the_automatic_points_back(
    book: Gradebook, place: str
) -> None:
    fill(book, "ada", "bo")
    book.record_results(hand_in(book, "ada").id, results())
    for points, author in ((1, "kim"), (0, "lee"), (4, "kim"), (None, "lee")):
        book.set_manual(
            learner="ada", assignment=LESSON, exercise="step", points=points, comment=f"by {author}", author=author
        )
    book.set_manual(learner="bo", assignment=LESSON, exercise="plot", points=3, author="kim")
    history = book.manual_history(LESSON, learner="ada", exercise="step")
    assert [(one.points, one.author) for one in history] == [(1, "kim"), (0, "lee"), (4, "kim"), (None, "lee")]
    assert all(abs(one.at - datetime.now(UTC)) < timedelta(hours=1) for one in history)
    assert len(book.manual_history(LESSON)) == 5
    assert score_of(book, "ada").earned == 21
    assert score_of(book, "ada").exercises[0].manual is None
    assert (score_of(book, "bo").earned, score_of(book, "bo").status) == (3, "missing")
    before = everything(place)
    book.set_manual(learner="bo", assignment=LESSON, exercise="plot", points=3, author="kim")
    assert everything(place) == before


def test_zero_by_hand_is_zero_and_a_bonus_is_a_bonus(book: Gradebook) -> None:
    fill(book, "ada")
    book.record_results(hand_in(book, "ada").id, results())
    for exercise, points in (("step", 0), ("plot", 5)):
        book.set_manual(learner="ada", assignment=LESSON, exercise=exercise, points=points, author="kim")
    assert score_of(book, "ada").earned == 15 + 5


def test_a_file_without_a_digest_is_refused(tmp_path: Path) -> None:
    book = Gradebook.open(tmp_path / "grades.sqlite3")
    with pytest.raises(WorkbenchError, match="64 hexadecimal digits"):
        book.record_submission(learner="ada", assignment=LESSON, received=DUE, sha256="abc", path=Path("x"))


def test_a_comment_is_kept_whole_or_refused(book: Gradebook) -> None:
    fill(book, "ada")
    comment = "=Ünïcode — “quoted”\nsecond line " + "x" * 9_000
    book.set_manual(learner="ada", assignment=LESSON, exercise="step", points=1, comment=comment, author="kim")
    assert book.manual_history(LESSON)[0].comment == comment
    with pytest.raises(WorkbenchError, match="10,000 characters"):
        book.set_manual(learner="ada", assignment=LESSON, exercise="step", points=1, comment="x" * 10_001, author="k")


@pytest.mark.parametrize("points", [-1, float("nan"), float("inf")])
def test_impossible_points_by_hand_are_refused(tmp_path: Path, points: float) -> None:
    book = Gradebook.open(tmp_path / "grades.sqlite3")
    fill(book, "ada")
    with pytest.raises(WorkbenchError, match="0 or more"):
        book.set_manual(learner="ada", assignment=LESSON, exercise="step", points=points, author="kim")
    assert book.manual_history(LESSON) == []


# -- scores --------------------------------------------------------------------------------------------------------


def test_scores_of_a_class(book: Gradebook) -> None:
    fill(book, "ada", "bo", "cy", late_policy="10%/day")
    book.add_learners([Learner(login="bo", extra_minutes=120)])
    for login, hours in (("ada", 30), ("bo", 1)):
        book.record_results(hand_in(book, login, hours=hours).id, results())
    hand_in(book, "cy")
    found = {score.learner.login: score for score in book.scores(LESSON)}
    assert [(s.earned, round(s.penalty, 6), round(s.total, 6), s.status) for s in found.values()] == [
        (21, 4.2, 16.8, "graded"), (21, 0, 21, "graded"), (0, 0, 0, "received")
    ]  # fmt: skip
    assert found["ada"].late == timedelta(hours=30)
    assert found["bo"].late == timedelta(0)


def test_one_submission_has_a_score_of_its_own(book: Gradebook) -> None:
    fill(book, "ada", late_policy="10%/day")
    first, late = hand_in(book, "ada"), hand_in(book, "ada", hours=1)
    book.record_results(first.id, results(1 / 3))
    book.record_results(late.id, results())
    book.set_manual(learner="ada", assignment=LESSON, exercise="step", points=2, author="kim")
    assert score_of(book, "ada").submission == book.submission(first.id)
    assert book.score_of(first.id).total == pytest.approx(8)
    assert book.score_of(late.id).total == pytest.approx(20 - 2.1)


def test_a_class_of_3000_is_recorded_and_scored_in_a_bounded_number_of_statements(book: Gradebook) -> None:
    statements: list[str] = []

    @sa.event.listens_for(book._database.engine, "before_cursor_execute")
    def count(_connection, _cursor, statement, *_rest) -> None:  # type: ignore[no-untyped-def]
        statements.append(statement)

    def asked() -> int:
        found = len(statements)
        statements.clear()
        return found

    logins = [f"learner{number:04}" for number in range(3000)]
    fill(book, *logins)
    assert asked() <= 20
    new = [
        NewSubmission(learner=login, assignment=LESSON, received=DUE, sha256=f"{number:064x}", path=Path("x.ipynb"))
        for number, login in enumerate(logins)
    ]
    submissions = book.record_submissions(new)
    assert asked() <= 20
    assert len(book.needs_grading(LESSON)) == 3000
    assert asked() <= 10
    book.record_all_results({one.id: results(0.5) for one in submissions})
    assert asked() <= 20
    scores = book.scores(LESSON)
    assert asked() <= 10
    assert [score.learner.login for score in scores] == logins
    assert {score.earned for score in scores} == {10.5}
    book.record_results(submissions[0].id, results())
    assert asked() <= 10
