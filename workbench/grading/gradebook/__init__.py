"""Grades of a class in a database: learners, assignments, submissions, results, adjustments by hand, scores.

``Gradebook`` is the way in; ``exports`` writes what other systems read, ``imports`` reads what they wrote.
"""

from workbench.grading.gradebook.book import Gradebook
from workbench.grading.gradebook.opening import GradebookError
from workbench.grading.gradebook.records import (
    Adjustment,
    AssignedExercise,
    Assignment,
    Counts,
    ExerciseScore,
    Learner,
    NewSubmission,
    Result,
    RosterChange,
    Score,
    State,
    Submission,
    ToGrade,
)

__all__ = [
    "Adjustment",
    "AssignedExercise",
    "Assignment",
    "Counts",
    "ExerciseScore",
    "Gradebook",
    "GradebookError",
    "Learner",
    "NewSubmission",
    "Result",
    "RosterChange",
    "Score",
    "State",
    "Submission",
    "ToGrade",
]
