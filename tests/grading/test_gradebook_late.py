"""Late policies: what they cost, how they are written, and whose submission counts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.errors import WorkbenchError
from workbench.grading.gradebook import AssignedExercise, Assignment, Counts, Learner, Result, State, Submission
from workbench.grading.gradebook.late import EXAMPLES, lateness, parse_policy
from workbench.grading.gradebook.records import zone_name, zone_of
from workbench.grading.gradebook.scoring import score

HOUR = timedelta(hours=1)
DUE = datetime(2030, 5, 1, 18, 0, tzinfo=UTC)


def lost(text: str, *, hours: float, points: float = 8.0) -> float:
    """What of ``points`` out of 10 is lost."""
    return parse_policy(text).penalty(points=points, out_of=10, late=HOUR * hours)


@pytest.mark.parametrize(
    ("text", "hours", "expected"),
    [
        ("none", 1000, 0),
        ("zero", 0, 0),
        ("zero", 0.001, 8),
        ("10%/day", 0, 0),
        ("10%/day", 0.5, 1),
        ("10%/day", 24, 1),
        ("10%/day", 24.01, 2),
        ("10%/day", 24 * 30, 8),  # never more than was earned
        ("10 % per day up to 50 %", 24 * 30, 5),
        ("10%/day, up to 25%", 60, 2.5),
        ("2.5% a day", 1, 0.25),
        ("grace 48h", 48, 0),
        ("grace 48h", 48.01, 8),
        ("48 h grace then zero", 48.01, 8),
        ("Grace 2 hours then 10%/day", 2, 0),
        ("grace 2h, 10%/day", 2.5, 1),
        ("grace 2h, 10%/day", 26, 1),  # the days begin when the grace period ends
        ("grace 30 min then at most 50%", 0.5, 0),
        ("grace 1.5d", 37, 8),
        ("drop to at most 50 %", 1, 3),
        ("at most 80%", 1, 0),  # 8 of 10 is not above it
        ("at most 0%", 1, 8),
    ],
)
def test_what_a_policy_costs(text: str, hours: float, expected: float) -> None:
    assert lost(text, hours=hours) == pytest.approx(expected)


@pytest.mark.parametrize(
    "text",
    [
        "", "10%", "10%/week", "ten per cent a day", "-5%/day", "grace", "grace 48", "grace 2h maybe", "at most",
        "nonesuch", "10%/day up to", "10%/day up to 5", "graces 2h",
    ],
)  # fmt: skip
def test_a_policy_that_is_not_understood_shows_how_to_write_one(text: str) -> None:
    with pytest.raises(WorkbenchError, match="not understood") as error:
        parse_policy(text)
    assert "grace 48h" in str(error.value)
    assert repr(text) in str(error.value)


def test_the_examples_in_the_message_are_understood() -> None:
    for text in EXAMPLES.split("; "):
        parse_policy(text)


@pytest.mark.parametrize("text", ["110%/day", "10%/day up to 200%", "at most 101%"])
def test_a_share_above_all_is_refused(text: str) -> None:
    with pytest.raises(WorkbenchError, match="between 0 and 100"):
        parse_policy(text)


def test_an_endless_grace_period_is_refused() -> None:
    with pytest.raises(WorkbenchError, match="too long"):
        parse_policy("grace 99999999999999999999d")


@given(
    text=st.sampled_from(EXAMPLES.split("; ")),
    points=st.floats(0, 15),
    seconds=st.integers(-(10**7), 10**7),
    more=st.integers(0, 10**6),
)
def test_a_penalty_takes_between_nothing_and_all_and_never_less_for_coming_later(
    text: str, points: float, seconds: int, more: int
) -> None:
    policy = parse_policy(text)
    costs = [
        policy.penalty(points=points, out_of=10, late=timedelta(seconds=late)) for late in (seconds, seconds + more)
    ]
    assert 0 <= costs[0] <= costs[1] <= points
    if seconds <= 0:
        assert costs[0] == 0


def test_extra_time_moves_the_due_date_of_a_learner() -> None:
    assert lateness(DUE + HOUR, DUE) == HOUR
    assert lateness(DUE + HOUR, DUE, extra_minutes=90) == -HOUR / 2
    assert lateness(DUE + HOUR, None) < timedelta(0)


def test_lateness_does_not_depend_on_the_zone_in_which_a_time_is_written() -> None:
    zurich = zone_of("Europe/Zurich")
    assert lateness(datetime(2030, 5, 1, 20, 30, tzinfo=zurich), DUE) == HOUR / 2


@pytest.mark.parametrize("name", ["Europe/Zurich", "UTC", "UTC+02:00", "UTC-03:30", "UTC+05:45"])
def test_the_zone_of_a_due_date_is_kept(name: str) -> None:
    moment = datetime(2030, 5, 1, 18, tzinfo=zone_of(name))
    again = moment.astimezone(zone_of(zone_name(moment)))
    assert again.isoformat() == moment.isoformat()
    assert zone_name(again) == name


def test_a_zone_that_this_machine_does_not_know_keeps_the_moment() -> None:
    assert zone_of("Moon/Tranquillity") is UTC


# -- which submission counts ---------------------------------------------------------------------------------------


def submission(number: int, *, hours: float, state: State = State.GRADED) -> Submission:
    return Submission(
        id=number,
        learner="ada",
        assignment="a/b",
        received=DUE + HOUR * hours,
        sha256=f"{number:064x}",
        path=Path("x.ipynb"),
        state=state,
    )


def chosen(
    counts: Counts, *submissions: Submission, points: dict[int, float] | None = None, late: str = "none", extra: int = 0
) -> tuple[int | None, float, str]:
    """Id of the submission that counts, total and status. points: of ten, by id."""
    result = score(
        Assignment(
            lesson="a/b",
            exercises=[AssignedExercise(name="step", points=10)],
            due=DUE,
            late_policy=late,
            counts=counts,
        ),
        Learner(login="ada", extra_minutes=extra),
        submissions=submissions,
        results={
            number: {"step": Result(exercise="step", outcome="failed", share=share / 10, digest="", points=share)}
            for number, share in (points or {}).items()
        },
        manual={},
    )
    return result.submission.id if result.submission else None, result.total, result.status


def test_the_last_one_on_time_counts_although_a_later_one_is_better() -> None:
    three = [submission(1, hours=-5), submission(2, hours=-1), submission(3, hours=1)]
    assert chosen(Counts.LAST_ON_TIME, *three, points={1: 9, 2: 4, 3: 10})[:2] == (2, 4)


def test_the_last_late_one_counts_where_none_is_on_time() -> None:
    two = [submission(1, hours=1), submission(2, hours=30)]
    assert chosen(Counts.LAST_ON_TIME, *two, points={1: 9, 2: 10}, late="10%/day")[:2] == (2, 8)


def test_within_the_grace_period_is_on_time() -> None:
    two = [submission(1, hours=-1), submission(2, hours=47)]
    assert chosen(Counts.LAST_ON_TIME, *two, points={1: 5, 2: 7}, late="grace 48h")[:2] == (2, 7)
    assert chosen(Counts.LAST_ON_TIME, *two, points={1: 5, 2: 7}, late="grace 46h")[:2] == (1, 5)


def test_extra_time_makes_a_later_one_count() -> None:
    two = [submission(1, hours=-1), submission(2, hours=1)]
    assert chosen(Counts.LAST_ON_TIME, *two, points={1: 5, 2: 7}, late="zero", extra=60)[:2] == (2, 7)
    assert chosen(Counts.LAST_ON_TIME, *two, points={1: 5, 2: 7}, late="zero", extra=59)[:2] == (1, 5)


def test_the_best_one_is_the_best_after_its_penalty() -> None:
    two = [submission(1, hours=-1), submission(2, hours=30)]
    assert chosen(Counts.BEST, *two, points={1: 7, 2: 8}, late="10%/day")[:2] == (1, 7)
    assert chosen(Counts.BEST, *two, points={1: 7, 2: 10}, late="10%/day")[:2] == (2, 8)


def test_of_two_equally_good_ones_the_later_counts() -> None:
    assert chosen(Counts.BEST, submission(1, hours=-2), submission(2, hours=-1), points={1: 7, 2: 7})[0] == 2


def test_the_last_one_counts_even_when_it_is_late_and_worse() -> None:
    two = [submission(2, hours=30), submission(1, hours=-1)]
    assert chosen(Counts.LAST, *two, points={1: 9, 2: 3}, late="10%/day")[:2] == (2, 1)


def test_a_refused_one_never_counts() -> None:
    refused = submission(2, hours=-1, state=State.REFUSED)
    assert chosen(Counts.LAST, submission(1, hours=-2), refused, points={1: 4, 2: 10}) == (1, 4, "graded")
    assert chosen(Counts.LAST, refused, points={2: 10}) == (None, 0, "refused")
    assert chosen(Counts.LAST) == (None, 0, "missing")
