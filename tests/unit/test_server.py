"""The Jupyter server extension, asked over HTTP in a real server on loopback."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import nbformat
import pytest
from servers import TOKEN, JupyterServer, jupyter_server

from workbench.grading.release.make import release
from workbench.progress import ProgressStore
from workbench.server.handlers import curriculum_answer

FIRST, SECOND = "01_alpha/01_one", "01_alpha/02_two"
SYSTEMS = f"""
["Spark"]
mode = "compared"
note = "one of many"
lessons = ["{SECOND}", "09_mlops/07_to_come"]
"""


@dataclass(frozen=True)
class Server(JupyterServer):
    root: Path
    workspace: Path
    content: Any

    def open(self, lesson: Any, **more: Any) -> tuple[int, Any]:
        return self.ask("POST", "workbench/api/open", {"lesson": lesson, **more})


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, content_at: Callable[..., Any]) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("server")
    content = content_at(folder / "content")
    content.exercise_lesson(FIRST, title="One", teaches={"step": "How far one goes.", "Émile's rule": "A rule."})
    content.exercise_lesson(SECOND, title="Two", requires=[FIRST])
    (content.root / "lessons" / "systems.toml").write_text(SYSTEMS)
    content.exercise_lesson("02_beta/01_alone", title="Alone", isolated="nowhere")
    root = folder / "root"
    workspace = root / "my work"
    workspace.mkdir(parents=True)
    places = {"WORKBENCH_CONTENT": str(content.root), "WORKBENCH_WORKSPACE": str(workspace)}
    with jupyter_server(folder, root, extension="workbench.server", **places) as running:
        yield Server(**vars(running), root=root, workspace=workspace, content=content)


def test_curriculum(server: Server) -> None:
    status, answer = server.ask("GET", "workbench/api/curriculum")
    assert status == 200
    assert answer["warning"] is None
    assert answer["next"] == FIRST
    assert [track["id"] for track in answer["tracks"]] == ["01_alpha", "02_beta"]
    one, two = answer["tracks"][0]["lessons"]
    assert (one["title"], one["state"], one["minutes"]) == ("One", "ready", 5)
    assert [(item["kind"], item["name"]) for item in one["items"]] == [("exercise", "double"), ("quiz", "half")]
    assert (two["state"], two["missing"]) == ("waiting", [FIRST])


def test_curriculum_shows_what_a_kernel_records(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBENCH_WORKSPACE", str(server.workspace))
    monkeypatch.delenv("WORKBENCH_DATABASE", raising=False)
    monkeypatch.delenv("WORKBENCH_LEARNER", raising=False)
    store = ProgressStore()
    for item, kind in (("double", "exercise"), ("half", "quiz")):
        store.record(
            lesson=FIRST,
            item=item,
            kind=kind,  # type: ignore[arg-type]
            outcome="passed",
            score=1,
            seconds=None,
            diagnosis=None,
        )
    _, answer = server.ask("GET", "workbench/api/curriculum")
    one, two = answer["tracks"][0]["lessons"]
    assert (one["state"], two["state"], answer["next"]) == ("done", "ready", SECOND)
    assert [(item["passed"], item["recorded"]) for item in one["items"]] == [(True, False), (True, False)]


def test_a_page_that_says_what_it_has_gets_what_is_new(server: Server) -> None:
    status, whole = server.ask("GET", "workbench/api/curriculum")
    assert status == 200
    status, news = server.ask("GET", f"workbench/api/curriculum?since={whole['revision']}")
    assert (status, news["since"], news["changes"]) == (200, whole["revision"], {})
    assert "tracks" not in news
    assert "tracks" in server.ask("GET", "workbench/api/curriculum?since=unknown")[1]


def test_glossary(server: Server) -> None:
    status, answer = server.ask("GET", "workbench/api/glossary")
    assert status == 200
    one = {"id": FIRST, "title": "One"}
    assert answer["terms"] == [
        {"name": "Émile's rule", "letter": "E", "sentence": "A rule.", "places": [one]},
        {"name": "step", "letter": "S", "sentence": "How far one goes.", "places": [one]},
    ]
    places = [{"id": SECOND, "title": "Two"}, {"id": "09_mlops/07_to_come", "title": None}]
    known = {"name": "Spark", "mode": "compared", "note": "one of many", "track": "Alpha", "places": places}
    assert answer["systems"] == [known]


def test_a_register_with_a_fault_is_said_and_hides_no_lesson(server: Server) -> None:
    register = server.content.root / "lessons" / "systems.toml"
    register.write_text('["Spark"]\nmode = "perhaps"\n')
    try:
        status, answer = server.ask("GET", "workbench/api/glossary")
        assert status == 500
        assert '["Spark"] needs' in answer["message"]
        assert server.ask("GET", "workbench/api/curriculum")[0] == 200
    finally:
        register.write_text(SYSTEMS)


@pytest.mark.parametrize("name", ["curriculum", "glossary"])
def test_a_page_that_is_loaded_again_asks_whether_its_copy_is_still_right(server: Server, name: str) -> None:
    connection = HTTPConnection("127.0.0.1", server.port, timeout=60)
    headers = {"Authorization": f"token {TOKEN}", "Accept-Encoding": "gzip"}
    try:
        sizes = []
        for _ in range(2):
            connection.request("GET", f"{server.base}workbench/api/{name}", headers=headers)
            answer = connection.getresponse()
            sizes.append((answer.status, len(answer.read())))
            headers["If-None-Match"] = answer.getheader("ETag", "")
    finally:
        connection.close()
    assert sizes[0][0] == 200
    assert sizes[1] == (304, 0)


def test_what_a_class_grades_later_is_done_in_its_release(
    make_content: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A release has no solutions and cannot say whether a quiz is right: ready to hand in is all there is to do."""
    content = make_content()
    content.exercise_lesson(FIRST, title="One")
    content.exercise_lesson(SECOND, title="Two", requires=[FIRST])
    folder = release([FIRST, SECOND], tmp_path / "course").into
    for name in ("WORKBENCH_CONTENT", "WORKBENCH_WORKSPACE", "WORKBENCH_DATABASE", "WORKBENCH_LEARNER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(folder)
    before = curriculum_answer()["tracks"][0]["lessons"]
    assert [(lesson["state"], lesson["missing"]) for lesson in before] == [("ready", ()), ("waiting", (FIRST,))]
    store = ProgressStore()
    record = partial(store.record, lesson=FIRST, seconds=None, diagnosis=None)
    record(item="double", kind="exercise", outcome="failed", score=0.5)
    record(item="double", kind="exercise", outcome="passed", score=1)
    record(item="half", kind="quiz", outcome="recorded", score=0)
    one, two = curriculum_answer()["tracks"][0]["lessons"]
    assert (one["state"], two["state"]) == ("done", "ready")
    assert [(item["name"], item["passed"], item["recorded"]) for item in one["items"]] == [
        ("double", True, False),
        ("half", True, True),
    ]
    assert not any(item["recorded"] for item in two["items"])


def test_a_damaged_record_does_not_stop_the_page(server: Server) -> None:
    file = server.workspace / ".workbench" / "progress.sqlite3"
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(b"no database" * 1000)
    status, answer = server.ask("GET", "workbench/api/curriculum")
    assert status == 200
    assert len(answer["tracks"]) == 2
    assert "damaged" in answer["warning"]
    assert list(file.parent.glob("progress.sqlite3.damaged-*"))


def test_open_makes_the_notebook(server: Server) -> None:
    status, answer = server.open(FIRST)
    assert status == 200
    assert answer["path"] == f"my work/{FIRST}.ipynb"
    assert answer["action"] in ("made", "current")
    assert answer["notes"] == []
    notebook = nbformat.read(server.root / answer["path"], as_version=4)
    assert notebook.metadata.kernelspec.name == "workbench"
    status, model = server.ask("GET", f"api/contents/{answer['path'].replace(' ', '%20')}?content=0")
    assert (status, model["type"]) == (200, "notebook")


def test_open_says_when_the_kernel_is_missing(server: Server) -> None:
    status, answer = server.open("02_beta/01_alone")
    assert status == 200
    assert "workbench install nowhere" in answer["notes"][0]


def test_an_open_notebook_is_merged_only_when_asked(server: Server) -> None:
    """With a real session, and through the command line, which asks the server."""
    _, answer = server.open(SECOND)
    path = server.root / answer["path"]
    mine = nbformat.read(path, as_version=4)
    mine.cells.append(nbformat.v4.new_code_cell("# mine"))
    nbformat.write(mine, path)
    kernel = {"name": "workbench"}
    session = {"path": answer["path"], "type": "notebook", "name": "", "kernel": kernel}
    status, made = server.ask("POST", "api/sessions", session)
    assert status == 201
    try:
        lesson = server.content.root / "lessons" / f"{SECOND}.py"
        lesson.write_text(lesson.read_text().replace("Twice a number.", "Twice any number."))
        before = path.read_bytes()

        status, answer = server.open(SECOND)
        assert (status, answer["action"]) == (200, "waiting")
        assert "is open" in answer["notes"][0]
        sync = [sys.executable, "-m", "workbench", "sync", SECOND]
        said = subprocess.run(sync, env=server.environment, capture_output=True, text=True, check=True).stdout
        assert f"{SECOND}: left alone" in said
        assert path.read_bytes() == before

        status, answer = server.open(SECOND, merge=True)
        assert (status, answer["action"]) == (200, "merged")
        text = path.read_text()
        assert "Twice any number." in text
        assert "# mine" in text
    finally:
        server.ask("DELETE", f"api/sessions/{made['id']}")


@pytest.mark.parametrize(
    "lesson",
    [
        "../secret",
        "01_alpha/../01_alpha/01_one",
        "/etc/passwd",
        "01_alpha/01_one.ipynb",
        "01_alpha/01_one\0",
        "",
        "no/lesson",
    ],
)
def test_only_lessons_can_be_opened(server: Server, lesson: str) -> None:
    before = {path for path in server.root.rglob("*") if ".workbench" not in path.parts}
    status, answer = server.open(lesson)
    assert status == 404
    assert "no lesson" in answer["message"]
    assert {path for path in server.root.rglob("*") if ".workbench" not in path.parts} == before


@pytest.mark.parametrize(
    "body",
    ["", "{", "[]", '"text"', "{}", '{"lesson": 3}', '{"lesson": ["01_alpha/01_one"]}', '{"lesson": "x", "merge": 1}'],
)
def test_malformed_requests_are_refused(server: Server, body: str) -> None:
    status, _ = server.ask("POST", "workbench/api/open", body)
    assert status == 400


def test_strangers_are_refused(server: Server) -> None:
    for token in (None, "wrong"):
        assert server.ask("GET", "workbench/api/curriculum", token=token)[0] == 403
        assert server.ask("GET", "workbench/api/glossary", token=token)[0] == 403
        assert server.ask("POST", "workbench/api/open", {"lesson": FIRST}, token=token)[0] == 403


def test_another_site_cannot_post_with_the_learners_cookie(server: Server) -> None:
    """Signed in by cookie, a request without the XSRF token is refused; with it, it is accepted."""
    connection = HTTPConnection("127.0.0.1", server.port, timeout=60)
    connection.request("GET", f"{server.base}tree?token={TOKEN}")
    answer = connection.getresponse()
    answer.read()
    cookies = [value.split(";", 1)[0] for key, value in answer.getheaders() if key.lower() == "set-cookie"]
    connection.close()
    cookie = {"Cookie": "; ".join(cookies)}
    body = {"lesson": FIRST}
    assert server.ask("GET", "workbench/api/curriculum", token=None, headers=cookie)[0] == 200
    assert server.ask("POST", "workbench/api/open", body, token=None, headers=cookie)[0] == 403
    token = next(value.split("=", 1)[1] for value in cookies if value.startswith("_xsrf"))
    trusted = {**cookie, "X-XSRFToken": token}
    assert server.ask("POST", "workbench/api/open", body, token=None, headers=trusted)[0] == 200
