"""Progress in a database that a class shares, on each kind that the workbench knows: attempts, code, aids, merging."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from gradebook_places import place as place
from gradebook_places import postgres as postgres

from workbench.progress import ProgressStore
from workbench.transfer import export_progress, import_progress

LESSON = "01_alpha/01_one"
TEXT = "def double(x):\n    return x + x  # “ü”, 𝛼, and a tab\t\n"


@pytest.fixture
def url(place: str) -> str:
    return place if "://" in place else f"sqlite:///{place}"


def store(url: str, learner: str, patch: pytest.MonkeyPatch) -> ProgressStore:
    patch.setenv("WORKBENCH_LEARNER", learner)
    return ProgressStore(url)


def attempt(of: ProgressStore, outcome: str, code: str, item: str = "double") -> None:
    score = float(outcome == "passed")
    of.record(
        lesson=LESSON, item=item, kind="exercise", outcome=outcome, score=score, seconds=0.1, diagnosis=None, code=code
    )


def test_each_learner_has_their_own_code(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    ada, bob = store(url, "ada", monkeypatch), store(url, "bob", monkeypatch)
    attempt(ada, "passed", TEXT)
    attempt(ada, "failed", "worse")
    attempt(bob, "failed", "other")
    assert (ada.kept_codes(LESSON)["double"].passed, ada.kept_codes(LESSON)["double"].tried) == (TEXT, "worse")
    assert (bob.kept_codes(LESSON)["double"].passed, bob.kept_codes(LESSON)["double"].tried) == (None, "other")
    assert ada.lesson_progress(LESSON).passed("double")
    assert not bob.lesson_progress(LESSON).passed("double")


def test_what_is_written_at_once_is_all_there(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    stores = [store(url, f"learner {k}", monkeypatch) for k in range(4)]

    def write(of: ProgressStore) -> None:
        for number in range(6):
            attempt(of, "failed", f"version {number}", item=f"item_{number % 3}")
            of.record_hint(lesson=LESSON, item="item_0", number=number + 1)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, stores))
    for each in stores:
        assert [each.attempts(LESSON, f"item_{k}") for k in range(3)] == [2, 2, 2]
        assert {name: code.tried for name, code in each.kept_codes(LESSON).items()} == {
            f"item_{k}": f"version {k + 3}" for k in range(3)
        }
        assert each.hints(LESSON, "item_0") == 6


def test_a_file_of_another_machine_is_merged(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = store(f"sqlite:///{tmp_path / 'home.sqlite3'}", "ada", monkeypatch)
    attempt(home, "passed", TEXT)
    home.record_known(lesson="01_alpha/02_two")
    export_progress(home, tmp_path / "progress.json")
    there = store(url, "ada@class", monkeypatch)
    attempt(there, "failed", "mine", item="half")
    assert import_progress(there, tmp_path / "progress.json") > 0
    assert import_progress(there, tmp_path / "progress.json") == 0
    assert there.kept_codes(LESSON)["double"].passed == TEXT
    assert there.kept_codes(LESSON)["half"].tried == "mine"
    assert there.attempts(LESSON, "double") == there.attempts(LESSON, "half") == 1
    assert there.lesson_progress("01_alpha/02_two").known
