"""What the server sends of the roadmap when a page says what it has, and how it follows the record of progress."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from workbench.progress import ProgressStore, attempts_table
from workbench.server import handlers
from workbench.server.changes import Answers, changed_lessons, packed
from workbench.server.handlers import curriculum_answer
from workbench.watch import ProgressWatch

FIRST, SECOND = "01_alpha/01_one", "01_alpha/02_two"


@pytest.fixture
def content(make_content: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    made = make_content()
    made.exercise_lesson(FIRST, title="One")
    made.exercise_lesson(SECOND, title="Two", requires=[FIRST])
    monkeypatch.setenv("WORKBENCH_WORKSPACE", str(tmp_path / "work"))
    for name in ("WORKBENCH_DATABASE", "WORKBENCH_LEARNER", "WORKBENCH_RECORD"):
        monkeypatch.delenv(name, raising=False)
    return made


def record(item: str, outcome: str = "passed", *, lesson: str = FIRST, store: ProgressStore | None = None) -> None:
    (store or ProgressStore()).record(
        lesson=lesson,
        item=item,
        kind="quiz" if item == "half" else "exercise",
        outcome=outcome,
        score=float(outcome == "passed"),
        seconds=None,
        diagnosis=None,
    )


def test_only_what_changed_is_sent(content: Any) -> None:
    answers = Answers()
    whole = answers.answer(curriculum_answer(), None)
    assert [lesson["id"] for lesson in whole["tracks"][0]["lessons"]] == [FIRST, SECOND]
    same = answers.answer(curriculum_answer(), whole["revision"])
    assert same == {
        "next": FIRST,
        "warning": None,
        "revision": whole["revision"],
        "since": whole["revision"],
        "changes": {},
    }

    record("double")
    begun = answers.answer(curriculum_answer(), whole["revision"])
    assert begun["changes"] == {FIRST: {"state": "started", "items": {"0": {"attempts": 1, "passed": True}}}}

    record("half")
    done = answers.answer(curriculum_answer(), begun["revision"])
    assert done["next"] == SECOND
    assert done["changes"][SECOND] == {"state": "ready", "missing": ()}
    assert done["changes"][FIRST]["items"] == {"1": {"attempts": 1, "passed": True}}
    late = answers.answer(curriculum_answer(), whole["revision"])  # a page that was hidden meanwhile
    assert late["changes"][FIRST]["items"].keys() == {"0", "1"}


@pytest.mark.parametrize("since", [None, "", "unknown"])
def test_who_has_nothing_known_gets_the_whole(content: Any, since: str | None) -> None:
    answers = Answers()
    whole = answers.answer(curriculum_answer(), since)
    assert whole["tracks"]
    assert "changes" not in whole


def test_old_revisions_are_forgotten(content: Any) -> None:
    answers = Answers()
    whole = curriculum_answer()
    first = answers.answer(whole, None)["revision"]
    for number in range(16):
        answers.answer({**whole, "warning": str(number)}, None)
    assert "tracks" in answers.answer(whole, first)


def test_equal_answers_have_equal_revisions_in_every_server(content: Any) -> None:
    """So that a page need not ask for the whole after a restart that forgot nothing it needs."""
    assert Answers().answer(curriculum_answer(), None) == Answers().answer(curriculum_answer(), None)


def _other_lesson(tracks: Any) -> None:
    tracks[0]["lessons"].pop()


def _other_order(tracks: Any) -> None:
    tracks[0]["lessons"].reverse()


def _other_title(tracks: Any) -> None:
    tracks[0]["title"] = "Beta"


def _other_item(tracks: Any) -> None:
    tracks[0]["lessons"][0]["items"][0]["name"] = "triple"


def _other_items(tracks: Any) -> None:
    tracks[0]["lessons"][0]["items"].append({"kind": "quiz", "name": "more"})


def _other_fields(tracks: Any) -> None:
    del tracks[0]["lessons"][0]["summary"]


def _other_fields_of_an_item(tracks: Any) -> None:
    tracks[0]["lessons"][0]["items"][0]["new"] = 1


@pytest.mark.parametrize(
    "change",
    [
        _other_lesson,
        _other_order,
        _other_title,
        _other_item,
        _other_items,
        _other_fields,
        _other_fields_of_an_item,
    ],
)
def test_what_cannot_be_told_lesson_by_lesson_is_told_whole(content: Any, change: Callable[[Any], None]) -> None:
    before = curriculum_answer()["tracks"]
    after = json.loads(json.dumps(before))
    before = json.loads(json.dumps(before))
    assert changed_lessons(before, after) == {}
    change(after)
    assert changed_lessons(before, after) is None


def test_a_lesson_that_was_edited_is_sent_by_its_fields(content: Any) -> None:
    answers = Answers()
    whole = answers.answer(curriculum_answer(), None)
    content.exercise_lesson(FIRST, title="Uno, dos")
    news = answers.answer(curriculum_answer(), whole["revision"])
    assert news["changes"] == {FIRST: {"title": "Uno, dos"}}


def test_answers_are_compressed_for_those_who_can_read_it(content: Any) -> None:
    whole = {"tracks": ["text" * 1000]}
    plain, headers = packed(whole, "")
    assert json.loads(plain) == whole
    assert "Content-Encoding" not in headers
    small, headers = packed(whole, "gzip, deflate, br")
    assert headers["Content-Encoding"] == "gzip"
    assert len(small) < len(plain) / 10
    assert gzip.decompress(small) == plain
    assert packed(whole, "gzip") == (
        small,
        headers,
    )  # the same bytes whenever it is made: the browser's copy stays good
    assert packed({"changes": {}}, "gzip")[1]["Cache-Control"] == "no-store"


# -- progress as it grows ----------------------------------------------------------------------------------------------


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    """The lessons whose records are read from now on; None for all."""
    found: list[str | None] = []
    original = ProgressStore._read

    def spy(self: ProgressStore, lesson: str | None) -> Any:
        found.append(lesson)
        return original(self, lesson)

    monkeypatch.setattr(ProgressStore, "_read", spy)
    return found


def test_only_lessons_with_something_new_are_read(content: Any, counted: list[str | None]) -> None:
    store = ProgressStore()
    watch = ProgressWatch(store)
    record("double")
    record("double", lesson=SECOND)
    assert watch.all_progress() == store.all_progress()
    counted.clear()
    assert watch.all_progress()[FIRST].passed("double")
    assert counted == []
    record("half", "failed")
    store.record_hint(lesson=FIRST, item="half", number=1)
    found = watch.all_progress()
    assert counted == [FIRST]
    assert found[FIRST].items["half"].hints == 1
    assert found == store.all_progress()


def test_a_record_that_was_replaced_is_read_anew(content: Any, tmp_path: Path) -> None:
    """By one with more rows than the old, so that the numbers alone would look like news."""
    watch = ProgressWatch(ProgressStore())
    record("double")
    assert watch.all_progress()[FIRST].passed("double")
    for file in (tmp_path / "work" / ".workbench").glob("progress*"):
        file.unlink()
    for _ in range(3):
        record("half", "failed", lesson=SECOND)
    assert watch.all_progress() == ProgressStore().all_progress()
    assert FIRST not in watch.all_progress()


def test_rows_that_come_later_than_higher_numbers_are_not_missed(content: Any) -> None:
    """As in a database where two kernels write at once: a number is given before its row can be seen."""
    store = ProgressStore()
    watch = ProgressWatch(store)
    record("double")
    watch.all_progress()
    with store._engine.begin() as connection:
        connection.execute(sa.update(attempts_table).values(id=5))
    record("half", lesson=SECOND)  # 6
    watch.all_progress()
    with store._engine.begin() as connection:
        row = {"learner": "", "lesson": FIRST, "item": "half", "kind": "quiz", "outcome": "passed", "score": 1.0}
        connection.execute(sa.insert(attempts_table).values({**row, "id": 2, "at": 1.0}))
    assert watch.all_progress()[FIRST].passed("half")


def test_of_other_learners_nothing_is_seen(content: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"sqlite:///{tmp_path / 'shared.sqlite3'}"
    monkeypatch.setenv("WORKBENCH_LEARNER", "ada")
    ada = ProgressStore(url)
    monkeypatch.setenv("WORKBENCH_LEARNER", "bob")
    bob = ProgressStore(url)
    watch = ProgressWatch(ada)
    record("double", store=bob)
    assert watch.all_progress() == {}
    record("half", store=ada)
    assert watch.all_progress()[FIRST].items.keys() == {"half"}


def test_the_page_is_answered_from_what_is_watched(content: Any, counted: list[str | None]) -> None:
    handlers._watches.clear()
    curriculum_answer()
    counted.clear()
    record("double")
    (lesson, _) = curriculum_answer()["tracks"][0]["lessons"]
    assert lesson["items"][0]["passed"]
    assert counted == [FIRST]
