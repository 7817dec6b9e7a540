"""Ratings from what happened, and plans from ratings. Every time is given."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise

import pytest
from fsrs import Rating

from workbench.review.rating import Event, Rated, rate
from workbench.review.schedule import DAY, Plan, plan

BEGIN = datetime(2026, 3, 1, 18, 0, tzinfo=UTC)
HOUR = 3600.0

# -- ratings -----------------------------------------------------------------------------------------------------------


def events(text: str, *, source: str = "", at: float = 0.0) -> list[Event]:
    """P passed, F failed, H hint, S solution, R recorded by a class; a minute apart. ``|``: the next day."""
    found = []
    for sign in text:
        at += 24 * HOUR if sign == "|" else 60.0
        if sign in "PFR":
            outcome = {"P": "passed", "F": "failed", "R": "recorded"}[sign]
            found.append(Event(at=at, kind="attempt", outcome=outcome, source=source))
        elif sign in "HS":
            found.append(Event(at=at, kind="hint" if sign == "H" else "solution"))
    return found


def ratings(found: list[Event], *, quiz: bool = False) -> str:
    """A again, H hard, G good, E easy."""
    return "".join(each.rating.name[0] for each in rate(found, quiz=quiz))


@pytest.mark.parametrize(
    ("text", "exercise", "quiz"),
    [
        ("P", "G", "G"),
        ("FP", "H", "A"),
        ("FFFP", "H", "A"),
        ("HP", "H", "H"),
        ("SP", "A", "A"),
        ("FHSP", "A", "A"),
        ("F", "", "A"),
        ("FFF", "", "A"),
        ("HS", "", ""),
        ("R", "", ""),
        ("", "", ""),
        ("P|P", "G", "G"),  # the code still stands in the lesson
        ("PFFP", "G", "G"),  # playing with what works
        ("P|FP", "GH", "GA"),
        ("P|F", "GA", "GA"),
        ("P|HS", "G", "G"),
        ("P|F|F|P", "GAAG", "GAAG"),
        ("F|H|P", "H", "AG"),  # before the first pass an exercise has one long sitting
        ("S|P", "A", "A"),
    ],
)
def test_what_happened_becomes_a_rating(text: str, exercise: str, quiz: str) -> None:
    assert ratings(events(text)) == exercise
    assert ratings(events(text), quiz=True) == quiz


def test_a_pass_in_a_review_counts_once_however_often_its_cell_runs() -> None:
    lesson = events("P")
    first = events("P|PP|P", source="2026-03-03", at=48 * HOUR)
    assert ratings(lesson + first) == "GG"
    second = events("P", source="2026-03-20", at=480 * HOUR)
    assert ratings(lesson + first + second) == "GGG"


def test_the_solution_seen_in_the_lesson_counts_for_the_review_under_way() -> None:
    review = events("F", source="r", at=48 * HOUR) + events("P", source="r", at=48 * HOUR + 900)
    looked = events("S", at=48 * HOUR + 300)
    assert ratings(events("P") + review) == "GH"
    assert ratings(events("P") + review + looked) == "GA"


def test_the_order_of_the_log_plays_no_part_and_the_reason_is_told() -> None:
    found = events("P|FFP|P", at=10.0)
    assert rate(found[::-1], quiz=False) == rate(found, quiz=False)
    assert [each.why for each in rate(found, quiz=False)] == ["passed at the first try", "passed after 2 failed tries"]


# -- plans -------------------------------------------------------------------------------------------------------------


def good(*hours: float, rating: Rating = Rating.Good) -> list[Rated]:
    return [Rated(at=BEGIN.timestamp() + hour * HOUR, rating=rating, why="") for hour in hours]


def made(rated: list[Rated]) -> Plan:
    found = plan(rated)
    assert found is not None
    return found


def test_intervals_grow_with_passes_and_shrink_with_a_failure() -> None:
    rated: list[Rated] = []
    moment, intervals = BEGIN, []
    for _ in range(5):
        rated.append(Rated(at=moment.timestamp(), rating=Rating.Good, why=""))
        intervals.append(made(rated).due - moment)
        moment = made(rated).due
    assert intervals[0] == 2 * DAY
    assert all(later > earlier for earlier, later in pairwise(intervals))
    rated.append(Rated(at=moment.timestamp(), rating=Rating.Again, why=""))
    assert DAY <= made(rated).due - moment < intervals[-1]
    assert made(rated).lapses == 1


def test_the_worse_the_pass_the_sooner_it_comes_back() -> None:
    stabilities = [made(good(0, rating=rating)).stability for rating in (Rating.Again, Rating.Hard, Rating.Good)]
    assert stabilities == sorted(stabilities)
    assert made(good(0, rating=Rating.Again)).due == BEGIN + DAY
    assert plan([]) is None


def test_a_year_is_the_longest_interval() -> None:
    rated: list[Rated] = []
    moment = BEGIN
    for _ in range(20):
        rated.append(Rated(at=moment.timestamp(), rating=Rating.Good, why=""))
        moment = made(rated).due
    assert made(rated).due - made(rated).last == 365 * DAY


def test_some_minutes_less_than_a_day_are_a_day() -> None:
    """Cut off to whole days, 23 hours 50 would be none, and nothing would have been learnt."""
    assert made(good(0, 2 * 24 - 0.2)).stability == made(good(0, 2 * 24)).stability > made(good(0, 1)).stability
    assert made(good(0, 2 * 24 - 0.2)).last == BEGIN + timedelta(hours=47.8)


def test_a_plan_is_the_same_in_every_time_zone() -> None:
    found = made(good(0))
    tokyo, hawaii = timezone(timedelta(hours=9)), timezone(timedelta(hours=-10))
    for shift, wanted in ((-13, False), (-12, True), (0, True)):
        moment = found.due + timedelta(hours=shift)
        assert {found.is_due(moment.astimezone(zone)) for zone in (UTC, tokyo, hawaii)} == {wanted}
