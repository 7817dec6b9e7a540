"""The progress store: what it counts, and what it survives (real processes, real damage)."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from workbench import database, progress
from workbench.progress import LONGEST_GAP, ProgressError, ProgressStore, open_store

LESSON = "02_math/05_optimization"

# A kernel that records as fast as it can, and says after which record it stands.
WRITER = """
import sys
from workbench.progress import open_store
store = open_store()
for number in range(int(sys.argv[2])):
    store.record(lesson="02_math/05_optimization", item=sys.argv[1], kind="exercise", outcome="failed", score=0.5,
                 seconds=0.1, diagnosis=None)
    print(number + 1, flush=True)
"""

# A kernel that opens one new database after another, each at the same moment as its fellows.
RACER = """
import sys, pathlib
from workbench.progress import ProgressStore
folder, name, fellows, rounds = pathlib.Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
failures = []
for number in range(rounds):
    meeting = folder / str(number)
    meeting.mkdir(exist_ok=True)
    (meeting / f"{name}.here").touch()
    while len(list(meeting.glob("*.here"))) < fellows:
        pass
    try:
        ProgressStore(f"sqlite:///{meeting}/p.sqlite3").record_solution_seen(lesson="a/b", item=name)
    except Exception as error:  # go on: the fellows wait at the next meeting
        failures.append(str(error))
sys.exit("; ".join(failures) or None)
"""


@pytest.fixture(autouse=True)
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("WORKBENCH_WORKSPACE", str(tmp_path))
    for name in ("WORKBENCH_RECORD", "WORKBENCH_DATABASE", "WORKBENCH_LEARNER", "JUPYTERHUB_USER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(progress, "_stores", {})
    return tmp_path


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time that records get; set its only entry."""
    now = [1_000_000.0]
    monkeypatch.setattr(progress.time, "time", lambda: now[0])
    return now


def file_of(workspace: Path) -> Path:
    return workspace / ".workbench" / "progress.sqlite3"


def attempt(store: ProgressStore, item: str = "step", outcome: str = "failed", score: float = 0.5) -> None:
    store.record(
        lesson=LESSON, item=item, kind="exercise", outcome=outcome, score=score, seconds=0.01, diagnosis="sign"
    )


def start_writer(workspace: Path, item: str, count: int) -> subprocess.Popen[str]:
    environment = {**os.environ, "WORKBENCH_WORKSPACE": str(workspace)}
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, item, str(count)], env=environment, stdout=subprocess.PIPE, text=True
    )


def test_nothing_recorded() -> None:
    store = ProgressStore()
    assert store.attempts(LESSON, "step") == 0
    assert store.hints(LESSON, "step") == 0
    assert store.all_progress() == {}
    empty = store.lesson_progress(LESSON)
    assert not empty.passed("step")
    assert not empty.started
    assert not empty.done(["step"])
    assert not empty.done([])


def test_attempts_best_score_and_passing() -> None:
    store = ProgressStore()
    attempt(store, score=0.25)
    attempt(store, outcome="passed", score=1.0)
    attempt(store, outcome="error", score=0.0)
    item = store.lesson_progress(LESSON).items["step"]
    assert (item.attempts, item.best_score, item.passed) == (3, 1.0, True)
    assert store.attempts(LESSON, "step") == 3
    assert store.lesson_progress(LESSON).done(["step"])
    assert not store.lesson_progress(LESSON).done(["step", "other"])


def test_an_untouched_cell_is_no_attempt() -> None:
    store = ProgressStore()
    attempt(store, outcome="not_attempted", score=0.0)
    assert store.attempts(LESSON, "step") == 0
    assert store.lesson_progress(LESSON).items == {}


def test_hints_and_solution() -> None:
    store = ProgressStore()
    store.record_hint(lesson=LESSON, item="step", number=1)
    store.record_hint(lesson=LESSON, item="step", number=2)
    store.record_hint(lesson=LESSON, item="step", number=2)
    store.record_solution_seen(lesson=LESSON, item="step")
    item = store.lesson_progress(LESSON).items["step"]
    assert (item.hints, item.solution_seen, item.attempts, item.passed) == (2, True, 0, False)
    assert store.hints(LESSON, "step") == 2


def test_time_spent_is_the_gaps_with_long_ones_cut(clock: list[float]) -> None:
    store = ProgressStore()
    attempt(store, "first")
    clock[0] += 30
    attempt(store, "first")
    clock[0] += 10 * LONGEST_GAP
    attempt(store, "second")
    clock[0] += 45
    store.record_hint(lesson=LESSON, item="second", number=1)
    lesson = store.lesson_progress(LESSON)
    assert lesson.items["first"].seconds_spent == 30
    assert lesson.items["second"].seconds_spent == LONGEST_GAP + 45
    assert lesson.seconds_spent == LONGEST_GAP + 75
    first = lesson.items["first"]
    assert first.first_at is not None
    assert first.last_at is not None
    assert (first.last_at - first.first_at).total_seconds() == 30


def test_lessons_are_kept_apart() -> None:
    store = ProgressStore()
    attempt(store)
    store.record(
        lesson="01_data/01_arrays", item="step", kind="quiz", outcome="passed", score=1, seconds=None, diagnosis=None
    )
    everything = store.all_progress()
    assert set(everything) == {LESSON, "01_data/01_arrays"}
    assert everything["01_data/01_arrays"].items["step"].kind == "quiz"
    assert not everything[LESSON].passed("step")


def test_learners_of_a_shared_database_are_kept_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"sqlite:///{tmp_path}/class.sqlite3"
    monkeypatch.setenv("WORKBENCH_DATABASE", url)
    for name in ("ada", "emmy"):
        monkeypatch.setenv("WORKBENCH_LEARNER", name)
        store = open_store()
        assert store is not None
        attempt(store, item=name)
    assert set(ProgressStore(url).lesson_progress(LESSON).items) == {"emmy"}
    monkeypatch.setenv("WORKBENCH_LEARNER", "ada")
    assert set(ProgressStore(url).lesson_progress(LESSON).items) == {"ada"}
    assert not file_of(tmp_path).exists()


@pytest.mark.parametrize("score", [-0.1, 1.1, float("nan")])
def test_impossible_scores_are_refused(score: float) -> None:
    store = ProgressStore()
    with pytest.raises(ProgressError, match="between 0 and 1"):
        attempt(store, score=score)
    assert store.attempts(LESSON, "step") == 0


def test_open_store_is_cached_and_can_be_switched_off(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    first = open_store()
    assert first is not None
    assert open_store() is first
    monkeypatch.setenv("WORKBENCH_WORKSPACE", str(tmp_path / "other"))
    assert open_store() is not first
    monkeypatch.setenv("WORKBENCH_RECORD", "0")
    assert open_store() is None


def finish(processes: list[subprocess.Popen[str]]) -> list[str]:
    """Wait for all of them, whatever becomes of one, and return what each printed."""
    said = [process.communicate()[0] for process in processes]
    assert [process.returncode for process in processes] == [0] * len(processes)
    return said


def test_two_kernels_write_at_once(workspace: Path) -> None:
    said = finish([start_writer(workspace, name, 150) for name in ("left", "right")])
    assert [text.splitlines()[-1] for text in said] == ["150", "150"]
    store = ProgressStore()
    assert store.attempts(LESSON, "left") == 150
    assert store.attempts(LESSON, "right") == 150
    assert store.notice is None


@pytest.mark.parametrize("damaged", [False, True])
def test_several_kernels_open_a_new_or_damaged_database_at_once(tmp_path: Path, damaged: bool) -> None:
    names, rounds = ("first", "second", "third"), 25
    for number in range(rounds if damaged else 0):
        (tmp_path / str(number)).mkdir()
        (tmp_path / str(number) / "p.sqlite3").write_bytes(b"no database" * 1000)
    command = [sys.executable, "-c", RACER, str(tmp_path)]
    arguments = [str(len(names)), str(rounds)]
    finish([subprocess.Popen([*command, name, *arguments], stdout=subprocess.PIPE, text=True) for name in names])
    for number in range(rounds):
        store = ProgressStore(f"sqlite:///{tmp_path}/{number}/p.sqlite3")
        assert set(store.lesson_progress("a/b").items) == set(names)
        kept = [path.read_bytes() for path in (tmp_path / str(number)).glob("p.sqlite3.damaged-*")]
        assert kept == [b"no database" * 1000] * damaged


def test_a_kernel_killed_in_mid_write_loses_nothing_that_was_said_saved(workspace: Path) -> None:
    for stop_after in (1, 7, 40):
        item = f"killed after {stop_after}"
        writer = start_writer(workspace, item, 1_000_000)
        assert writer.stdout is not None
        said = 0
        for line in writer.stdout:
            said = int(line)
            if said >= stop_after:
                break
        os.kill(writer.pid, signal.SIGKILL)
        said = max([said, *(int(line) for line in writer.stdout if line.endswith("\n"))])
        writer.wait()
        writer.stdout.close()
        # One more may have been committed before its number was printed, none may be missing.
        assert ProgressStore().attempts(LESSON, item) - said in (0, 1)
    with sqlite3.connect(file_of(workspace)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()


def test_a_store_that_was_opened_before_a_fork_still_works() -> None:
    store = ProgressStore()
    attempt(store, "before")
    child = os.fork()
    if child == 0:
        try:
            attempt(store, "child")
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    assert {"before", "child"} == set(store.lesson_progress(LESSON).items)


@pytest.mark.parametrize("damage", ["garbage", "middle"])
def test_a_damaged_file_is_set_aside(workspace: Path, damage: str) -> None:
    store = ProgressStore()
    for number in range(200):
        attempt(store, f"item {number}")
    file = file_of(workspace)
    content = file.read_bytes()
    damaged = b"no database " * 999 if damage == "garbage" else content[:4096] + b"\xff" * (len(content) - 4096)
    file.write_bytes(damaged)
    reopened = ProgressStore()
    attempt(reopened)
    assert reopened.attempts(LESSON, "step") == 1
    assert reopened.notice is not None
    kept = list(file.parent.glob("progress.sqlite3.damaged-*"))
    assert len(kept) == 1
    assert str(kept[0]) in reopened.notice
    assert kept[0].read_bytes() == damaged


def test_damage_under_an_open_store(workspace: Path) -> None:
    store = ProgressStore()
    attempt(store)
    file_of(workspace).write_bytes(b"\x00garbage" * 4096)
    attempt(store)
    assert store.attempts(LESSON, "step") == 1
    assert store.notice is not None
    assert list(file_of(workspace).parent.glob("*.damaged-*"))


def test_a_file_deleted_under_an_open_store_is_made_again(workspace: Path) -> None:
    store = ProgressStore()
    attempt(store)
    for path in file_of(workspace).parent.iterdir():
        path.unlink()
    attempt(store)
    assert store.attempts(LESSON, "step") == 1


def test_a_healthy_file_is_never_set_aside(workspace: Path) -> None:
    store = ProgressStore()
    attempt(store)
    assert database.set_aside(file_of(workspace)) is None
    assert store.attempts(LESSON, "step") == 1


def test_locked_database_says_so(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_BUSY_SECONDS", 0.05)
    store = ProgressStore()
    holder = sqlite3.connect(file_of(workspace), isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(ProgressError, match="locked"):
            attempt(store)
        assert store.attempts(LESSON, "step") == 0  # reading goes on
    finally:
        holder.execute("ROLLBACK")
        holder.close()
    attempt(store)
    assert store.attempts(LESSON, "step") == 1


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("no url at all", "no database URL"),
        ("nosuchdatabase://host/name", "driver"),
        ("sqlite:////nowhere/at/all/progress.sqlite3", "cannot be written"),
    ],
)
def test_databases_that_cannot_be_used(url: str, words: str) -> None:
    with pytest.raises(ProgressError, match=words):
        ProgressStore(url)


def test_a_read_only_file_says_so(tmp_path: Path) -> None:
    ProgressStore(f"sqlite:///{tmp_path}/p.sqlite3")
    with pytest.raises(ProgressError, match="cannot be written"):
        ProgressStore(f"sqlite:///file:{tmp_path}/p.sqlite3?mode=ro&uri=true").record_solution_seen(
            lesson=LESSON, item="step"
        )


def test_a_workspace_that_cannot_be_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("WORKBENCH_WORKSPACE", str(tmp_path / "file"))
    with pytest.raises(Exception, match="WORKBENCH_WORKSPACE"):
        open_store()


def test_passwords_stay_out_of_messages() -> None:
    url = database.parse_url("postgresql://ada:secret@host/class")
    message = str(database.explain(url, RuntimeError("it broke")))
    assert "secret" not in message
    assert "ada" in message
