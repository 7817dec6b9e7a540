"""The gradebook: what came from whom, how it was graded, what an instructor changed, and the scores that follow.

Every method is one transaction, and opens a connection of its own: a gradebook may be used by several processes at
once, and one that is killed leaves nothing half done. All raise WorkbenchError for what the caller can put right, and
its GradebookError when the database cannot be used.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa

from workbench.errors import WorkbenchError, nearest
from workbench.grading.gradebook import roster, schema, work
from workbench.grading.gradebook.opening import Database, open_database
from workbench.grading.gradebook.records import (
    Adjustment,
    Assignment,
    Counts,
    Learner,
    NewSubmission,
    Result,
    RosterChange,
    Score,
    State,
    Submission,
    ToGrade,
    check_comment,
    check_key,
    check_points,
    check_reason,
)
from workbench.grading.gradebook.scoring import counting, score, score_one


class Gradebook:
    """Grades of a class. Made by ``Gradebook.open``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @classmethod
    def open(cls, place: str | Path, *, create: bool = True) -> Gradebook:
        """Open a gradebook: the path of an SQLite file, or a URL such as postgresql+psycopg://user@host/database.

        A new one is made unless ``create`` is False; an older one is upgraded, an SQLite file after a backup copy next
        to it; one from a newer version of the workbench is refused.
        """
        return cls(open_database(place, create=create))

    @property
    def place(self) -> str:
        """Where it is, without a password."""
        return self._database.place

    # -- learners ------------------------------------------------------------------------------------------------

    def add_learners(self, learners: Iterable[Learner]) -> RosterChange:
        """Add learners, or change those whose login is known."""
        with self._database.write() as connection:
            return roster.write_learners(connection, [asdict(learner) for learner in learners])

    def import_learners(self, path: Path) -> RosterChange:
        """Add or change the learners of a CSV file: login, name, email, extra_minutes (the last three may lack, and
        then keep their values). Nobody is removed. Raises WorkbenchError with the line of a mistake, and then adds
        no one."""
        rows = roster.read_roster(path)
        with self._database.write() as connection:
            return roster.write_learners(connection, rows)

    def learners(self) -> list[Learner]:
        """All learners, by login."""
        with self._database.read() as connection:
            return list(roster.read_learners(connection).values())

    # -- assignments ---------------------------------------------------------------------------------------------

    def set_assignment(self, assignment: Assignment) -> None:
        """Add an assignment, or change the one of that lesson. An exercise that it no longer has stops counting, but
        its results and adjustments are kept and count again when it returns."""
        with self._database.write() as connection:
            roster.write_assignment(connection, assignment)

    def assignment(self, lesson: str) -> Assignment:
        with self._database.read() as connection:
            return next(iter(roster.read_assignments(connection, lesson).values()))

    def assignments(self) -> list[Assignment]:
        """All assignments, by lesson."""
        with self._database.read() as connection:
            return list(roster.read_assignments(connection).values())

    # -- submissions ---------------------------------------------------------------------------------------------

    def record_submission(
        self, *, learner: str, assignment: str, received: datetime, sha256: str, path: Path
    ) -> Submission:
        """Record a file that came. The same file of the same learner and assignment again is the one that was recorded
        first, with the time at which it first came."""
        new = NewSubmission(learner=learner, assignment=assignment, received=received, sha256=sha256, path=path)
        return self.record_submissions([new])[0]

    def record_submissions(self, submissions: Iterable[NewSubmission]) -> list[Submission]:
        """Record many, all or none, in a few statements; in the same order."""
        with self._database.write() as connection:
            return work.write_submissions(connection, list(submissions))

    def submission(self, number: int) -> Submission:
        with self._database.read() as connection:
            return work.read_submission(connection, number)

    def submissions(self, assignment: str, *, learner: str | None = None) -> list[Submission]:
        """The submissions of an assignment in the order in which they came."""
        with self._database.read() as connection:
            roster.read_assignments(connection, assignment)
            mine = [] if learner is None else [schema.learners.c.login == learner]
            return work.read_submissions(connection, schema.assignments.c.lesson == assignment, *mine)

    def refuse(self, submission: int, *, reason: str, message: str = "") -> None:
        """Set a submission aside: it is not graded and never counts. reason: a word such as ``too_large``."""
        check_reason(reason)
        with self._database.write() as connection:
            work.write_state(connection, submission, State.REFUSED, reason=reason, message=message)

    def accept(self, submission: int) -> None:
        """Take back a refusal: the submission is as if it had just been received; results that it had stay."""
        with self._database.write() as connection:
            if work.read_submission(connection, submission).state == State.REFUSED:
                work.write_state(connection, submission, State.RECEIVED)

    # -- grading -------------------------------------------------------------------------------------------------

    def begin_grading(self, submission: int) -> None:
        """Say that a grader is at it. A note for people: a grader that died leaves nothing locked."""
        with self._database.write() as connection:
            found = work.read_submission(connection, submission)
            if found.state == State.REFUSED:
                raise WorkbenchError(f"Submission {submission} was refused ({found.reason}): accept it first.")
            work.write_state(connection, submission, State.GRADING)

    def needs_grading(
        self, assignment: str, exercise_digests: Mapping[str, str] | None = None, *, only_counting: bool = False
    ) -> list[ToGrade]:
        """What is to be graded: submissions with the exercises that have no result or one of another digest.

        exercise_digests: exercise → its digest now; None for those of the assignment. only_counting: leave out those
        that cannot count because of a later one; where the best one counts, all can.
        """
        with self._database.read() as connection:
            found = next(iter(roster.read_assignments(connection, assignment).values()))
            digests = self._digests(found, exercise_digests)
            here = schema.assignments.c.lesson == assignment
            submissions = [one for one in work.read_submissions(connection, here) if one.state != State.REFUSED]
            results = work.read_results(connection, schema.submissions.c.assignment_id == _number(assignment))
            if only_counting and found.counts != Counts.BEST:
                submissions = _counting_only(found, roster.read_learners(connection).values(), submissions)
        needed = []
        for one in submissions:
            graded = {name: result.digest for name, result in results.get(one.id, {}).items()}
            names = tuple(name for name, digest in digests.items() if graded.get(name) != digest)
            if names:
                needed.append(ToGrade(submission=one, exercises=names))
        return needed

    @staticmethod
    def _digests(assignment: Assignment, given: Mapping[str, str] | None) -> dict[str, str]:
        known = {exercise.name: exercise.digest for exercise in assignment.exercises}
        if given is None:
            return known
        for name in given:
            if name not in known:
                raise WorkbenchError(f"{assignment.lesson!r} has no exercise {name!r}.{nearest(name, known)}")
        return {name: given[name] for name in known if name in given}

    def record_results(self, submission: int, results: Iterable[Result]) -> None:
        """Record results of some or all exercises of a submission, all or none. What says the same as what is there
        changes nothing; points given by hand are never touched. It is graded when every exercise has a result."""
        self.record_all_results({submission: results})

    def record_all_results(self, results: Mapping[int, Iterable[Result]]) -> None:
        """``record_results`` for many submissions (id → results), all or none, in a few statements."""
        with self._database.write() as connection:
            work.write_results(connection, results)

    def results(self, submission: int) -> list[Result]:
        """The automatic results of a submission in the order of the exercises."""
        with self._database.read() as connection:
            work.read_submission(connection, submission)
            found = work.read_results(connection, schema.results.c.submission_id == submission)
        return list(found.get(submission, {}).values())

    # -- by hand -------------------------------------------------------------------------------------------------

    def set_manual(
        self, *, learner: str, assignment: str, exercise: str, points: float | None, comment: str = "", author: str
    ) -> None:
        """Give points by hand; they hold whatever is submitted or graded later. points: more than the exercise is worth
        is a bonus; None gives it back to the automatic result. What was given before stays in the history."""
        check_points(points)
        check_key("author", author)
        check_comment(comment)
        adjustment = Adjustment(
            learner=learner,
            exercise=exercise,
            points=None if points is None else float(points),
            comment=comment,
            author=author,
            at=datetime.now(UTC),
        )
        with self._database.write() as connection:
            work.write_adjustment(connection, assignment, adjustment)

    def manual_history(
        self, assignment: str, *, learner: str | None = None, exercise: str | None = None
    ) -> list[Adjustment]:
        """Every adjustment ever made, oldest first, also those of exercises that the assignment no longer has."""
        with self._database.read() as connection:
            roster.read_assignments(connection, assignment)
            return work.read_adjustments(connection, assignment, learner=learner, exercise=exercise)

    # -- scores --------------------------------------------------------------------------------------------------

    def scores(self, assignment: str) -> list[Score]:
        """The score of every learner, by login, in a number of statements that does not grow with the class."""
        with self._database.read() as connection:
            found = next(iter(roster.read_assignments(connection, assignment).values()))
            people = roster.read_learners(connection)
            submissions = work.read_submissions(connection, schema.assignments.c.lesson == assignment)
            results = work.read_results(connection, schema.submissions.c.assignment_id == _number(assignment))
            adjustments = work.read_adjustments(connection, assignment)
        by_learner: dict[str, list[Submission]] = {}
        for one in submissions:
            by_learner.setdefault(one.learner, []).append(one)
        manual: dict[str, dict[str, Adjustment]] = {}
        for adjustment in adjustments:
            manual.setdefault(adjustment.learner, {})[adjustment.exercise] = adjustment
        return [
            score(
                found,
                learner,
                submissions=by_learner.get(learner.login, []),
                results=results,
                manual=manual.get(learner.login, {}),
            )
            for learner in people.values()
        ]

    def score_of(self, submission: int) -> Score:
        """The score that one submission gives, whether or not it is the one that counts."""
        with self._database.read() as connection:
            one = work.read_submission(connection, submission)
            found = next(iter(roster.read_assignments(connection, one.assignment).values()))
            (learner,) = roster.read_learners(connection, [one.learner]).values()
            results = work.read_results(connection, schema.results.c.submission_id == submission)
            adjustments = work.read_adjustments(connection, one.assignment, learner=one.learner)
        manual = {adjustment.exercise: adjustment for adjustment in adjustments}
        return score_one(found, learner, submission=one, results=results.get(submission, {}), manual=manual)


def _number(lesson: str) -> sa.ScalarSelect[int]:
    """The id of an assignment, as part of another statement."""
    table = schema.assignments
    return sa.select(table.c.id).where(table.c.lesson == lesson).scalar_subquery()


def _counting_only(
    assignment: Assignment, learners: Iterable[Learner], submissions: Sequence[Submission]
) -> list[Submission]:
    people = {learner.login: learner for learner in learners}
    by_learner: dict[str, list[Submission]] = {}
    for one in submissions:
        by_learner.setdefault(one.learner, []).append(one)
    chosen = [counting(assignment, people[login], mine, lambda _: 0.0) for login, mine in by_learner.items()]
    return [one for one in chosen if one is not None]
