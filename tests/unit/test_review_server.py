"""The server's side of reviews, asked over HTTP in a real server on loopback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import psutil
import pytest

from workbench import progress
from workbench.errors import WorkbenchError
from workbench.progress import ProgressStore
from workbench.review.schedule import DAY
from workbench.server.review import open_answer, review_answer

LESSON = "01_alpha/01_one"
BEGIN = datetime(2020, 3, 1, 12, 0, tzinfo=UTC)
"""So long ago that what was passed then is due on any machine's clock."""
TOKEN = "a-token-for-this-test"
PATIENCE = 120  # seconds until a server must have started

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
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("JUPYTER", "WORKBENCH"))}
    places = {"WORKBENCH_CONTENT": str(folder / "content"), "WORKBENCH_WORKSPACE": str(workspace)}
    environment |= {**places, "JUPYTER_TOKEN": TOKEN, "PYTHONPATH": str(folder)}
    environment |= {f"JUPYTER_{name}_DIR": str(folder / name.lower()) for name in ("CONFIG", "DATA", "RUNTIME")}
    (folder / "reviews_for_a_test.py").write_text(EXTENSION, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        for name, value in places.items():
            patch.setenv(name, value)
        patch.setattr(progress.time, "time", BEGIN.timestamp)
        learn(ProgressStore())
    command = [sys.executable, "-m", "jupyter_server", "--ServerApp.open_browser=False", "--ServerApp.allow_root=True"]
    command += [f"--ServerApp.root_dir={folder / 'root'}", "--ServerApp.port=0", "--ServerApp.base_url=/some/where/"]
    command += ["--ServerApp.jpserver_extensions={'reviews_for_a_test': True, 'voila.server_extension': False}"]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        try:
            port = wait_until_ready(folder / "runtime", process)
            yield lambda method, body=None, **headers: ask(port, method, body, **headers), workspace
        finally:
            end(process)


def learn(store: ProgressStore) -> None:
    for item in ("double", "half"):
        kind: Any = "quiz" if item == "half" else "exercise"
        store.record(lesson=LESSON, item=item, kind=kind, outcome="passed", score=1, seconds=None, diagnosis=None)


def wait_until_ready(folder: Path, process: subprocess.Popen[bytes]) -> int:
    """The port. What the server writes about itself comes a moment before it listens."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        assert process.poll() is None, "the server ended"
        for path in folder.glob("jpserver-*.json"):
            with suppress(ValueError, ConnectionRefusedError):  # it is being written
                port = int(json.loads(path.read_text())["port"])
                ask(port, "GET")
                return port
        time.sleep(0.1)
    raise AssertionError("the server did not start")


def end(process: subprocess.Popen[bytes]) -> None:
    family = psutil.Process(process.pid).children(recursive=True)
    process.terminate()
    try:
        process.wait(30)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    for child in family:
        if child.is_running():
            child.kill()


def ask(port: int, method: str, body: Any = None, *, token: str | None = TOKEN) -> tuple[int, Any]:
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        headers = {"Authorization": f"token {token}"} if token else {}
        data = body if isinstance(body, str) or body is None else json.dumps(body)
        connection.request(method, "/some/where/workbench/api/review", body=data, headers=headers)
        answer = connection.getresponse()
        text = answer.read()
        return answer.status, json.loads(text) if answer.status != 403 else text
    finally:
        connection.close()


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
