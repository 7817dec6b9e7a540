"""What the learner did, read as a rating of memory. Nobody is asked how hard it was.

Ratings are those of FSRS (Again, Hard, Good, Easy). The events of an item fall into *sittings*, and a sitting gives one
rating at most:

==================================================  ======  ===========================================================
in the sitting                                      rating  because
==================================================  ======  ===========================================================
passed at the first try, without help               Good    it was remembered
an exercise passed after failed tries               Hard    it was remembered in part: each card says what was wrong
an exercise passed with hints                       Hard    a part of it was told
a quiz answered right after a wrong answer          Again   the options left are few, and the card said why not that one
passed after the solution was shown                 Again   it was read, not remembered
tried and not passed                                Again   it was not remembered
only hints or the solution looked at                none    nothing was tried
judged later, by the grading of a class             none    nobody knows yet whether it was right
==================================================  ======  ===========================================================

Easy is never given: it is a word about effort, and what is recorded does not tell effort.

A pause of more than six hours ends a sitting. Two things are no evidence of memory and count nothing: what follows the
pass within its sitting (playing with code that works), and a pass where the last attempt in the same place, the lesson
or one review, had passed too (the cell was run again, the code stood there). Until the first pass of an exercise there
is nothing to remember: all that happened before it is its first sitting, however long ago.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from fsrs import Rating

PASSED = "passed"
_UNKNOWN = ("recorded", "not_attempted")

SITTING = 6 * 3600.0
"""Seconds. A longer pause begins a new sitting."""


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something the learner did with an item.

    at: seconds since 1970, UTC; outcome: of an attempt, a word of ``workbench.checking.types.Outcome``; source: the
    review it was done in, empty for the lesson.
    """

    at: float
    kind: Literal["attempt", "hint", "solution"]
    outcome: str = ""
    source: str = ""

    @property
    def passed(self) -> bool:
        return self.kind == "attempt" and self.outcome == PASSED


@dataclass(frozen=True, kw_only=True)
class Rated:
    """One rating. at: of the pass, or of the last try; why: what happened, for the learner to read."""

    at: float
    rating: Rating
    why: str


def rate(events: Iterable[Event], *, quiz: bool) -> list[Rated]:
    """The ratings that follow from all events of one item, in the order of time.

    Empty until an exercise has passed once, or a quiz was answered.
    """
    known = [event for event in events if event.outcome not in _UNKNOWN]
    rated = (_rate_sitting(sitting, quiz=quiz) for sitting in _sittings(known, quiz=quiz))
    return [each for each in rated if each is not None]


def _sittings(events: Sequence[Event], *, quiz: bool) -> Iterator[list[Event]]:
    sitting: list[Event] = []
    learnt = False
    standing: dict[str, bool] = {}  # place → whether the code that stands there passes
    for event in sorted(events, key=lambda event: event.at):
        if event.kind == "attempt":
            again = event.passed and standing.get(event.source, False)
            standing[event.source] = event.passed
            if again:
                continue
        if learnt and sitting and event.at - sitting[-1].at > SITTING:
            yield sitting
            sitting = []
        sitting.append(event)
        learnt = learnt or event.passed or (quiz and event.kind == "attempt")
    if sitting and learnt:
        yield sitting


def _rate_sitting(sitting: Sequence[Event], *, quiz: bool) -> Rated | None:
    end = next((k for k, event in enumerate(sitting) if event.passed), None)
    before = sitting if end is None else sitting[:end]
    tries = [event for event in before if event.kind == "attempt"]
    if end is None:
        return Rated(at=tries[-1].at, rating=Rating.Again, why="not passed") if tries else None
    rating, why = _rate_pass(len(tries), {event.kind for event in before}, quiz=quiz)
    return Rated(at=sitting[end].at, rating=rating, why=why)


def _rate_pass(failed: int, kinds: set[str], *, quiz: bool) -> tuple[Rating, str]:
    if "solution" in kinds:
        return Rating.Again, "passed after the solution was shown"
    if quiz and failed:
        return Rating.Again, "a wrong answer first"
    if "hint" in kinds:
        return Rating.Hard, "passed with hints"
    if failed:
        return Rating.Hard, f"passed after {failed} failed {'try' if failed == 1 else 'tries'}"
    return Rating.Good, "passed at the first try"
