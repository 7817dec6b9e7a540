"""What a gradebook survives: real processes at once, and real kills."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from gradebook_helpers import DUE, LESSON, NAMES, everything, fill, hand_in, results
from gradebook_processes import GRADES_A_PART, RECORDS, STOPS_IN_THE_MIDDLE, WORKS_AT_ONCE, child, go, line

from workbench.grading.gradebook import Gradebook, NewSubmission, State

pytest_plugins = ["gradebook_places"]


@pytest.mark.parametrize("where", ["INSERT INTO gradebook_results", "UPDATE gradebook_submissions"])
@pytest.mark.parametrize("graded", [False, True])
def test_a_writer_that_is_killed_in_the_middle_leaves_nothing(place: str, where: str, graded: bool) -> None:
    book = Gradebook.open(place)
    fill(book, "ada")
    one = hand_in(book, "ada")
    if graded:  # all but one exercise, so that the state changes too
        book.record_results(one.id, results(0.0, names=NAMES[1:]))
        book.set_manual(learner="ada", assignment=LESSON, exercise="plot", points=2, author="kim")
    before = everything(place)
    with child(STOPS_IN_THE_MIDDLE, place, one.id, where) as process:
        assert line(process) == "in the middle"
        assert everything(place) == before  # nobody waits to read, or sees a half
        process.kill()
    assert everything(place) == before
    book.record_results(one.id, results(1.0, version=2))
    assert book.submission(one.id).state == State.GRADED
    assert {result.digest for result in book.results(one.id)} == {f"{name}-2" for name in NAMES}
    assert book.scores(LESSON)[0].earned == (20 if graded else 21)


def test_a_killed_writer_has_recorded_each_submission_whole_or_not_at_all(place: str) -> None:
    book = Gradebook.open(place)
    fill(book, "ada")
    submissions = book.record_submissions(
        NewSubmission(learner="ada", assignment=LESSON, received=DUE, sha256=f"{number:064x}", path=Path("a.ipynb"))
        for number in range(200)
    )
    done = []
    with child(RECORDS, place, *(one.id for one in submissions)) as process:
        done += [int(line(process)) for _ in range(9)]
        process.kill()
        assert process.stdout is not None
        done += [int(text) for text in process.stdout.read().split()]
    recorded = Counter(row[0] for row in everything(place)["gradebook_results"])
    counts = {one.id: recorded[one.id] for one in submissions}
    assert set(counts.values()) == {0, 7}
    assert {counts[number] for number in done} == {7}
    # The one that was written when the kill came may be there, though it was never said.
    assert sum(counts.values()) // 7 - len(done) in (0, 1)
    for one in book.submissions(LESSON):
        assert one.state == (State.GRADED if counts[one.id] else State.RECEIVED)
    assert len(book.needs_grading(LESSON)) == 200 - sum(counts.values()) // 7


def test_two_processes_write_at_once(place: str) -> None:
    rounds = 15
    book = Gradebook.open(place)
    fill(book, "ada", "bo", "cy")
    with child(WORKS_AT_ONCE, place, "ada", rounds) as first, child(WORKS_AT_ONCE, place, "bo", rounds) as second:
        assert (line(first), line(second)) == ("ready", "ready")
        go(first)
        go(second)
        assert (first.wait(), second.wait()) == (0, 0)
    assert len(book.submissions(LESSON)) == 3 * rounds
    assert {one.state for one in book.submissions(LESSON)} == {State.GRADED}
    assert book.needs_grading(LESSON) == []
    assert len(everything(place)["gradebook_results"]) == 3 * rounds * 7
    history = book.manual_history(LESSON, learner="cy")
    for author in ("ada", "bo"):
        assert [one.points for one in history if one.author == author] == list(range(rounds))


def test_two_graders_that_share_the_exercises_leave_every_submission_graded(place: str) -> None:
    book = Gradebook.open(place)
    fill(book, "ada")
    for number in range(60):
        hand_in(book, "ada", content=str(number))
    with child(GRADES_A_PART, place, 0, 3) as first, child(GRADES_A_PART, place, 3, 7) as second:
        assert (line(first), line(second)) == ("ready", "ready")
        go(first)
        go(second)
        assert (first.wait(), second.wait()) == (0, 0)
    assert len(everything(place)["gradebook_results"]) == 60 * 7
    assert {one.state for one in book.submissions(LESSON)} == {State.GRADED}
