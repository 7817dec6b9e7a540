"""From submissions, results and adjustments to scores: pure functions without a database."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from workbench.grading.gradebook.late import lateness, parse_policy
from workbench.grading.gradebook.records import (
    Adjustment,
    Assignment,
    Counts,
    ExerciseScore,
    Learner,
    Result,
    Score,
    State,
    Submission,
)

Results = Mapping[str, Result]
"""Name of the exercise → its result, of one submission."""


def counting(
    assignment: Assignment,
    learner: Learner,
    submissions: Sequence[Submission],
    total: Callable[[Submission], float],
) -> Submission | None:
    """The submission that counts; None when there is none or all were refused. total: for ``Counts.BEST`` only."""
    possible = sorted(
        (one for one in submissions if one.state != State.REFUSED), key=lambda one: (one.received, one.id)
    )
    if not possible:
        return None
    if assignment.counts == Counts.BEST:
        return max(reversed(possible), key=total)  # the latest of equals
    if assignment.counts == Counts.LAST_ON_TIME:
        policy = parse_policy(assignment.late_policy)
        on_time = [one for one in possible if policy.is_on_time(_late(assignment, learner, one))]
        return (on_time or possible)[-1]
    return possible[-1]


def score(
    assignment: Assignment,
    learner: Learner,
    *,
    submissions: Sequence[Submission],
    results: Mapping[int, Results],
    manual: Mapping[str, Adjustment],
) -> Score:
    """A learner's score. submissions: theirs of this assignment; results: by id of the submission; manual: exercise →
    the adjustment that holds."""

    def of(submission: Submission | None) -> Score:
        found = results.get(submission.id, {}) if submission else {}
        return score_one(assignment, learner, submission=submission, results=found, manual=manual)

    chosen = of(counting(assignment, learner, submissions, lambda one: of(one).total))
    if chosen.submission is None and submissions:
        return replace(chosen, status=str(State.REFUSED))
    return chosen


def score_one(
    assignment: Assignment,
    learner: Learner,
    *,
    submission: Submission | None,
    results: Results,
    manual: Mapping[str, Adjustment],
) -> Score:
    """The score that this submission gives, whether or not it is the one that counts."""
    exercises = []
    for exercise in assignment.exercises:
        automatic, by_hand = results.get(exercise.name), manual.get(exercise.name)
        points = (automatic.points or 0.0) if automatic else 0.0
        if by_hand is not None and by_hand.points is not None:
            points = by_hand.points
        else:
            by_hand = None
        exercises.append(
            ExerciseScore(
                name=exercise.name, points=points, out_of=exercise.points, automatic=automatic, manual=by_hand
            )
        )
    earned = sum(exercise.points for exercise in exercises)
    late = _late(assignment, learner, submission) if submission else timedelta(0)
    policy = parse_policy(assignment.late_policy)
    return Score(
        learner=learner,
        assignment=assignment.lesson,
        exercises=tuple(exercises),
        earned=earned,
        penalty=policy.penalty(points=earned, out_of=assignment.points, late=late),
        out_of=assignment.points,
        submission=submission,
        late=max(late, timedelta(0)),
        status=str(submission.state) if submission else "missing",
    )


def _late(assignment: Assignment, learner: Learner, submission: Submission) -> timedelta:
    return lateness(submission.received, assignment.due, extra_minutes=learner.extra_minutes)
