"""How a class did, in figures: the distribution of totals and the quality of each exercise as a measurement.

Difficulty is the mean share of the points; discrimination is the corrected item-total correlation: Pearson's r between
the points of an item and the points of all the others together, so that an item is not compared with itself.
R. L. Ebel and D. A. Frisbie, Essentials of Educational Measurement, 5th ed., 1991, ch. 13; S. Henrysson, Correction of
item-total correlations in item analysis, Psychometrika 28, 1963.
"""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from workbench.checking.types import Outcome
from workbench.grading.gradebook import AssignedExercise, Score
from workbench.grading.reports.lesson import LessonTold

FEWEST = 10
"""Learners below whom a correlation says nothing."""
_BINS = 10


@dataclass(frozen=True, kw_only=True)
class Bin:
    """From (included) to (excluded, but for the last), in points."""

    low: float
    high: float
    count: int


@dataclass(frozen=True, kw_only=True)
class Totals:
    """The totals of those who were graded, late penalties taken off. All None without anybody."""

    count: int
    mean: float | None
    median: float | None
    deviation: float | None
    lowest: float | None
    highest: float | None
    bins: tuple[Bin, ...]


@dataclass(frozen=True, kw_only=True)
class ItemStatistics:
    """One exercise or quiz. graded: learners with a result or points by hand; attempted: those who did not leave it as
    it was; share: mean share of the points (0 … 1), None without anybody; discrimination: −1 … 1, None where it has no
    meaning; outcome: the most frequent one, with how many had it."""

    name: str
    kind: str
    title: str
    out_of: float
    graded: int
    attempted: int
    right: int
    share: float | None
    discrimination: float | None
    outcome: str
    outcome_count: int


def totals(scores: Sequence[Score], out_of: float) -> Totals:
    """scores: of learners who were graded."""
    points = [round(score.total, 9) for score in scores]
    return Totals(
        count=len(points),
        mean=statistics.fmean(points) if points else None,
        median=statistics.median(points) if points else None,
        deviation=statistics.stdev(points) if len(points) > 1 else None,
        lowest=min(points, default=None),
        highest=max(points, default=None),
        bins=_bins(points, out_of),
    )


def _bins(points: Sequence[float], out_of: float) -> tuple[Bin, ...]:
    """Ten bins of equal width; a bonus counts in the last."""
    if not out_of:
        return ()
    held = Counter(min(_BINS - 1, int(_BINS * value / out_of + 1e-9)) for value in points)
    edges = [out_of * k / _BINS for k in range(_BINS + 1)]
    return tuple(Bin(low=edges[k], high=edges[k + 1], count=held[k]) for k in range(_BINS))


def item_statistics(
    scores: Sequence[Score], exercises: Sequence[AssignedExercise], lesson: LessonTold
) -> tuple[ItemStatistics, ...]:
    """scores: of learners who were graded."""
    return tuple(_item(position, exercise, scores, lesson) for position, exercise in enumerate(exercises))


def _item(position: int, exercise: AssignedExercise, scores: Sequence[Score], lesson: LessonTold) -> ItemStatistics:
    found = [score.exercises[position] for score in scores]
    known = [one for one in found if one.automatic or one.manual]
    outcomes = Counter(one.automatic.outcome for one in known if one.automatic)
    outcome, count = min(outcomes.items(), key=lambda pair: (-pair[1], pair[0]), default=("", 0))
    worth = exercise.points
    part = lesson.parts.get(exercise.name)
    return ItemStatistics(
        name=exercise.name,
        kind=part.kind if part else "exercise",
        title=part.title if part else "",
        out_of=worth,
        graded=len(known),
        attempted=sum(one.automatic is None or one.automatic.outcome != Outcome.NOT_ATTEMPTED for one in known),
        right=sum(one.points >= worth for one in known),
        share=statistics.fmean(one.points for one in known) / worth if known and worth else None,
        discrimination=_discrimination(position, scores),
        outcome=outcome,
        outcome_count=count,
    )


def _discrimination(position: int, scores: Sequence[Score]) -> float | None:
    if len(scores) < FEWEST:
        return None
    own = [score.exercises[position].points for score in scores]
    rest = [score.earned - points for score, points in zip(scores, own, strict=True)]
    try:
        return round(statistics.correlation(own, [round(value, 9) for value in rest]), 6)
    except statistics.StatisticsError:  # everyone has the same
        return None
