"""What is due: the plans in the record of progress, the agenda and the command. Every time is given."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from typer.testing import CliRunner

from workbench import progress
from workbench.cli import app
from workbench.errors import WorkbenchError
from workbench.progress import ProgressStore
from workbench.review.agenda import build_agenda
from workbench.review.schedule import DAY
from workbench.review.store import PlanStore, ReviewRecord, plans_table

LESSON = "01_alpha/01_one"
BEGIN = datetime(2026, 3, 1, 18, 0, tzinfo=UTC)
HOUR = 3600.0


@pytest.fixture(autouse=True)
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "mine"
    monkeypatch.setenv("WORKBENCH_WORKSPACE", str(folder))
    for name in ("WORKBENCH_RECORD", "WORKBENCH_DATABASE", "WORKBENCH_LEARNER", "JUPYTERHUB_USER"):
        monkeypatch.delenv(name, raising=False)
    return folder


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time that records get; set its only entry."""
    now = [BEGIN.timestamp()]
    monkeypatch.setattr(progress.time, "time", lambda: now[0])
    return now


def record(store: ProgressStore, outcome: str = "passed", *, item: str = "double", lesson: str = LESSON) -> None:
    kind: Any = "quiz" if item == "half" else "exercise"
    score = float(outcome == "passed")
    store.record(lesson=lesson, item=item, kind=kind, outcome=outcome, score=score, seconds=None, diagnosis=None)


# -- the store ---------------------------------------------------------------------------------------------------------


def test_a_record_from_before_there_were_reviews_goes_on_working(workspace: Path, clock: list[float]) -> None:
    """Its file lacks the new tables; what it knows becomes plans."""
    record(ProgressStore())
    file = workspace / ".workbench" / "progress.sqlite3"
    with sqlite3.connect(file) as connection:
        for table in ("review_plans", "review_events"):
            connection.execute(f"DROP TABLE {table}")
    connection.close()
    store = PlanStore()
    assert store.plans()[LESSON, "double"].due == BEGIN + 2 * DAY
    assert store.lesson_progress(LESSON).passed("double")


def test_plans_are_kept_and_made_again_when_the_log_or_the_rules_change(
    clock: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    store = PlanStore()
    record(store)
    first = store.plans()

    def refuse(_: Any) -> Any:
        raise AssertionError("the kept plan was not used")

    with monkeypatch.context() as patch:
        patch.setattr(store, "_make_plans", refuse)
        assert store.plans() == first
    clock[0] += 48 * HOUR
    record(ReviewRecord("2026-03-03"))
    assert store.plans()[LESSON, "double"].ratings == 2

    # Rules of another version: everything is recomputed from the log.
    before = store.plans()
    broken = sa.update(plans_table).values(rules="0", due=1.0, stability=99.0)
    store._run(lambda connection: connection.execute(broken), writes=True)
    assert store.plans() == before


def test_two_stores_that_read_at_once_end_with_the_same(clock: list[float]) -> None:
    one, other = PlanStore(), PlanStore()
    record(one)
    counts = one._run(one._count)
    made_by_one = one._make_plans(set(counts))
    clock[0] += 48 * HOUR
    record(ReviewRecord("2026-03-03"))
    newest = other.plans()
    one._save({key: (counts[key], made_by_one[key]) for key in counts})  # late, and out of date
    assert one.plans() == other.plans() == newest


def test_learners_of_a_shared_database_have_plans_of_their_own(
    tmp_path: Path, clock: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKBENCH_DATABASE", f"sqlite:///{tmp_path}/class.sqlite3")
    for name, outcome in (("ada", "passed"), ("emmy", "failed")):
        monkeypatch.setenv("WORKBENCH_LEARNER", name)
        record(PlanStore(), outcome)
        assert len(PlanStore().plans()) == (outcome == "passed")


def test_a_damaged_record_is_set_aside_and_told(workspace: Path, clock: list[float]) -> None:
    store = PlanStore()
    record(store)
    assert store.plans()
    (workspace / ".workbench" / "progress.sqlite3").write_bytes(b"no database " * 999)
    assert store.plans() == {}
    assert store.notice is not None
    assert "was damaged" in store.notice


def test_a_review_leaves_the_progress_of_the_lesson_alone(clock: list[float]) -> None:
    record(ProgressStore(), "failed")
    review = ReviewRecord("2026-03-03")
    record(review)
    review.record_hint(lesson=LESSON, item="double", number=2)
    review.record_solution_seen(lesson=LESSON, item="double")
    assert (review.attempts(LESSON, "double"), review.hints(LESSON, "double")) == (1, 2)
    assert ReviewRecord("2026-03-04").attempts(LESSON, "double") == 0
    assert ReviewRecord("2026-03-04").hints(LESSON, "double") == 0
    item = ProgressStore().lesson_progress(LESSON).items["double"]
    assert (item.attempts, item.passed, item.hints, item.solution_seen) == (1, False, 0, False)


# -- what is due -------------------------------------------------------------------------------------------------------


@pytest.fixture
def content(make_content: Callable[..., Any]) -> Any:
    made = make_content()
    made.exercise_lesson(LESSON, title="One")
    made.exercise_lesson("02_beta/01_two", title="Two")
    return made


def test_what_is_due_comes_the_longest_due_first(content: Any, clock: list[float]) -> None:
    store = PlanStore()
    record(store, lesson="02_beta/01_two")
    clock[0] += HOUR
    record(store)
    clock[0] += HOUR
    record(store, "failed", item="half")
    agenda = build_agenda(store, BEGIN + timedelta(hours=38))
    assert [entry.key for entry in agenda.due] == [(LESSON, "half"), ("02_beta/01_two", "double"), (LESSON, "double")]
    assert build_agenda(store, BEGIN).due == ()
    assert [entry.key for entry in build_agenda(store, BEGIN).later] == [entry.key for entry in agenda.due]
    only = build_agenda(store, BEGIN + 9 * DAY, lessons=["02_beta"])
    assert [entry.key for entry in only.due] == [("02_beta/01_two", "double")]
    with pytest.raises(WorkbenchError, match="Did you mean '02_beta/01_two'"):
        build_agenda(store, BEGIN, lessons=["02_beta/01_tow"])


def test_vanished_items_drop_out_with_a_note(content: Any, clock: list[float]) -> None:
    store = PlanStore()
    for lesson, item in ((LESSON, "double"), (LESSON, "renamed"), ("03_gamma/01_gone", "double")):
        record(store, lesson=lesson, item=item)
    agenda = build_agenda(store, BEGIN + 9 * DAY)
    assert [entry.key for entry in agenda.due] == [(LESSON, "double")]
    assert agenda.notes == (
        "Left out: renamed of 01_alpha/01_one. The lesson no longer has it.",
        "Left out: double of 03_gamma/01_gone. There is no such lesson any more.",
    )


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("from workbench import", "import nowhere_to_be_found\nfrom workbench import", "needs nowhere_to_be_found"),
        ("lesson = Lesson", "lesson = = Lesson", "not valid Python"),
        ("@reference\n", "", "no solution to check it by"),
    ],
)
def test_what_cannot_be_checked_drops_out_with_a_note(
    content: Any, clock: list[float], old: str, new: str, why: str
) -> None:
    store = PlanStore()
    record(store)
    record(store, lesson="02_beta/01_two")
    path = content.root / ("solutions" if "reference" in old else "lessons") / f"{LESSON}.py"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    agenda = build_agenda(store, BEGIN + 9 * DAY)
    assert [entry.key for entry in agenda.due] == [("02_beta/01_two", "double")]
    assert len(agenda.notes) == 1
    assert why in agenda.notes[0]


# -- the command -------------------------------------------------------------------------------------------------------


@pytest.fixture
def clock_on_the_wall() -> Iterator[Callable[[str], None]]:
    """Set the time zone of the learner's machine."""
    with pytest.MonkeyPatch.context() as patch:

        def choose(zone: str) -> None:
            patch.setenv("TZ", zone)
            time.tzset()

        choose("UTC")
        yield choose
    time.tzset()


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, clock_on_the_wall: Callable[[str], None]) -> Callable[..., str]:
    """Run ``workbench review`` at a time; what it prints."""

    def run(now: datetime, *arguments: str) -> str:
        monkeypatch.setattr("workbench.cli.review._now", lambda: now)
        result = CliRunner().invoke(app, ["review", *arguments], catch_exceptions=False, env={"COLUMNS": "200"})
        assert result.exit_code == 0, result.output
        return result.output

    return run


def test_the_command_says_what_is_due_and_makes_the_notebook(
    content: Any, clock: list[float], command: Callable[..., str], workspace: Path
) -> None:
    assert "Nothing to review yet" in command(BEGIN)
    record(ProgressStore())
    record(ProgressStore(), item="half")
    assert "Nothing is due. The next of 2: double of One, on 3 March 2026." in command(BEGIN)
    listed = command(BEGIN + 2 * DAY, "--list")
    assert "2 due" in listed
    assert "passed at the first try" in listed
    assert not (workspace / "review").exists()
    said = command(BEGIN + 2 * DAY, "--limit", "1")
    assert f"Made {workspace}/review/2026-03-03.ipynb" in said
    assert "One more waits" in said
    assert "Today's review is not finished" in command(BEGIN + 2 * DAY, "--lesson", "01_alpha")
    assert "2026-03-03-2.ipynb" in command(BEGIN + 2 * DAY, "--new")


def test_the_notebook_has_the_date_on_the_learners_clock(
    content: Any, clock: list[float], command: Callable[..., str], clock_on_the_wall: Callable[[str], None]
) -> None:
    record(ProgressStore())
    evening = BEGIN + 2 * DAY
    clock_on_the_wall("Asia/Tokyo")
    assert "review/2026-03-04.ipynb" in command(evening)
    clock_on_the_wall("America/Los_Angeles")
    assert "review/2026-03-03.ipynb" in command(evening)


def test_the_command_answers_without_what_is_heavy() -> None:
    code = "import sys, workbench.cli; print([m for m in ('fsrs', 'numpy', 'sqlalchemy') if m in sys.modules])"
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "[]"
