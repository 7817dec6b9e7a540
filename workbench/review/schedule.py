"""When an item is due again: the FSRS scheduler, fed with the ratings.

FSRS (J. Ye, J. Su and Y. Cao, *A Stochastic Shortest Path Algorithm for Optimizing Spaced Repetition Scheduling*, KDD
2022, and the package's later versions of it) keeps a stability and a difficulty for each item, and asks again when the
chance of remembering has fallen to 0.9. Everything here is a pure function of the ratings and their times: nothing is
drawn at random.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from fsrs import Card, Rating, Scheduler

from workbench.review.rating import Rated

DAY = timedelta(days=1)
AHEAD = timedelta(hours=12)
"""An item is offered this long before it is due: a day later means tomorrow, also for those who come in the morning."""

# Steps of minutes are for vocabulary. An exercise takes minutes itself, so its shortest interval is a day; the longest
# is a year, because nobody's course lasts longer. Without fuzz the same log always gives the same plan.
_SCHEDULER = Scheduler(
    desired_retention=0.9, learning_steps=(), relearning_steps=(), maximum_interval=365, enable_fuzzing=False
)
_VERSION = 1
"""To be raised when the rules of ``rating`` or of this module change."""

RULES = f"{_VERSION}-{hashlib.sha256(_SCHEDULER.to_json().encode()).hexdigest()[:12]}"
"""Names the rules a plan was made by; a plan made by others is made again from the log."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What is known of the memory of one item.

    due, last: times in UTC; stability: days until the chance of remembering is 0.9; difficulty: 1 … 10; ratings: how
    many there were; lapses: how many of them, after the first, were Again; why: what happened last.
    """

    due: datetime
    last: datetime
    stability: float
    difficulty: float
    ratings: int
    lapses: int
    why: str

    def is_due(self, now: datetime) -> bool:
        return self.due - AHEAD <= now


def plan(rated: Sequence[Rated]) -> Plan | None:
    """The plan that follows from all ratings of an item in the order of time; None without any.

    FSRS counts whole days between two times and cuts off the rest: whoever comes every morning at about the same time
    would often be some minutes short of a day. So times are rounded to whole days since the first rating.
    """
    if not rated:
        return None
    begin = _time(rated[0].at)
    card = Card(card_id=0, due=begin)
    for each in rated:
        card, _ = _SCHEDULER.review_card(card, each.rating, begin + round((_time(each.at) - begin) / DAY) * DAY)
    last = _time(rated[-1].at)
    assert card.last_review is not None
    assert card.stability is not None
    assert card.difficulty is not None
    return Plan(
        due=last + (card.due - card.last_review),
        last=last,
        stability=card.stability,
        difficulty=card.difficulty,
        ratings=len(rated),
        lapses=sum(each.rating == Rating.Again for each in rated[1:]),
        why=rated[-1].why,
    )


def _time(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
