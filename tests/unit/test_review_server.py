"""The server's side of reviews, asked over HTTP in a real server on loopback."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from servers import jupyter_server

from workbench import progress
from workbench.errors import WorkbenchError
from workbench.progress import ProgressStore
from workbench.review.schedule import DAY
from workbench.server.review import open_answer, review_answer

LESSON = "01_alpha/01_one"
BEGIN = datetime(2020, 3, 1, 12, 0, tzinfo=UTC)
"""So long ago that what was passed then is due on any machine's clock."""

EXTENSION = """\
def _jupyter_server_extension_points():
    return [{"module": "reviews_for_a_test"}]


def _load_jupyter_server_extension(serverapp):
    from jupyter_server.utils import url_path_join

    from workbench.server.review import ReviewHandler

    base = serverapp.web_app.settings["base_url"]
    serverapp.web_app.add_handlers(".*$", [(url_path_join(base, "workbench", "api", "review"), ReviewHandler)])
"""

Ask = Callable[..., tuple[int, Any]]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, content_at: Callable[..., Any]) -> Iterator[tuple[Ask, Path]]:
    """Ask ``(method, body)`` for status and JSON; and the workspace, in which an exercise and a quiz are due."""
    folder = tmp_path_factory.mktemp("server")
    content_at(folder / "content").exercise_lesson(LESSON, title="One")
    workspace = folder / "root" / "my work"
    workspace.mkdir(parents=True)
    places = {"WORKBENCH_CONTENT": str(folder / "content"), "WORKBENCH_WORKSPACE": str(workspace)}
    (folder / "reviews_for_a_test.py").write_text(EXTENSION, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        for name, value in places.items():
            patch.setenv(name, value)
        patch.setattr(progress.time, "time", BEGIN.timestamp)
        learn(ProgressStore())
    variables = {**places, "PYTHONPATH": str(folder)}
    with jupyter_server(folder, folder / "root", extension="reviews_for_a_test", **variables) as running:
        yield lambda method, *more, **named: running.ask(method, "workbench/api/review", *more, **named), workspace


def learn(store: ProgressStore) -> None:
    for item in ("double", "half"):
        kind: Any = "quiz" if item == "half" else "exercise"
        store.record(lesson=LESSON, item=item, kind=kind, outcome="passed", score=1, seconds=None, diagnosis=None)


def test_it_tells_what_is_due(server: tuple[Ask, Path]) -> None:
    status, answer = server[0]("GET")
    assert status == 200
    assert (answer["due"], answer["later"], answer["next"], answer["warning"]) == (2, 0, None, None)
    assert answer["items"][0] == {
        "lesson": LESSON,
        "lesson_title": "One",
        "name": "double",
        "kind": "exercise",
        "title": "Twice x. x: a float; returns a float.",
        "due": (BEGIN + 2 * DAY).isoformat(),
        "why": "passed at the first try",
    }


def test_it_makes_the_notebook_and_brings_it_back(server: tuple[Ask, Path]) -> None:
    post, workspace = server
    status, answer = post("POST", {"limit": 1})
    assert (status, answer["action"], answer["items"]) == (200, "made", 1)
    assert (workspace.parent / answer["path"]).is_file()
    assert post("POST")[1] == {**answer, "action": "kept"}
    assert post("POST", {"new": True, "lessons": ["01_alpha"]})[1]["items"] == 2


@pytest.mark.parametrize(
    "body", ["[]", {"limit": 0}, {"limit": True}, {"lessons": "01_alpha"}, {"lessons": [1]}, {"new": 1}, "{"]
)
def test_it_refuses_what_it_cannot_read(server: tuple[Ask, Path], body: Any) -> None:
    assert server[0]("POST", body)[0] == 400


def test_it_says_what_to_do_about_an_unknown_lesson(server: tuple[Ask, Path]) -> None:
    status, answer = server[0]("POST", {"lessons": ["01_alpha/01_won"]})
    assert status == 409
    assert "Did you mean '01_alpha/01_one'" in answer["message"]


def test_nobody_else_may_ask(server: tuple[Ask, Path]) -> None:
    assert server[0]("GET", token=None)[0] == 403
    assert server[0]("POST", {}, token="wrong")[0] == 403


@pytest.fixture
def mine(make_content: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    make_content().exercise_lesson(LESSON)
    monkeypatch.setenv("WORKBENCH_WORKSPACE", str(tmp_path / "mine"))
    monkeypatch.delenv("WORKBENCH_DATABASE", raising=False)
    monkeypatch.setattr(progress.time, "time", BEGIN.timestamp)
    learn(ProgressStore())
    return tmp_path / "mine"


def test_before_it_is_due_it_says_when(mine: Path) -> None:
    answer = review_answer(BEGIN)
    assert (answer["due"], answer["later"], answer["next"]) == (0, 2, "2020-03-03T12:00:00+00:00")
    assert open_answer(mine, BEGIN, [], 10, False) == {"path": None, "action": "none", "items": 0, "notes": []}


def test_a_workspace_that_the_server_does_not_show_is_an_error(mine: Path, tmp_path: Path) -> None:
    with pytest.raises(WorkbenchError, match="which this Jupyter server does not show"):
        open_answer(tmp_path / "elsewhere", BEGIN + 9 * DAY, [], 10, False)
    assert not (mine / "review").exists()


def test_a_record_that_cannot_be_used_is_a_warning(mine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBENCH_DATABASE", "no url")
    assert "WORKBENCH_DATABASE is no database URL" in review_answer(BEGIN)["warning"]


def test_a_damaged_record_is_a_warning(mine: Path) -> None:
    (mine / ".workbench" / "progress.sqlite3").write_bytes(b"no database " * 999)
    answer = review_answer(BEGIN + 9 * DAY)
    assert answer["due"] == 0
    assert "was damaged" in answer["warning"]
