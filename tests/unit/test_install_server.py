"""Installing over HTTP, as the button does it: a real server in an environment of its own, wheels from loopback."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import psutil
import pytest
from servers import TOKEN, JupyterServer, jupyter_server
from temporary_environment import HOUSE, Environment, Shop, make_environment, open_shop, write_wheel

LESSON = "01_alpha/01_one"
PATIENCE = 90.0  # seconds
SIZES = {
    "packages": {"roof": 3_000_000, "wall": 20_000_000, "ground": 400_000, "fence": 1_000_000},
    "extras": {"house": ["ground", "roof", "wall"], "garden": ["fence"]},
    "isolated": {},
}


@dataclass(frozen=True)
class Server:
    running: JupyterServer
    place: Environment
    shop: Shop

    def ask(self, method: str, path: str, body: Any = None, *, token: str | None = TOKEN) -> tuple[int, Any]:
        return self.running.ask(method, f"workbench/api/{path}", body, token=token)

    def job_when(self, condition: Callable[[Any], bool]) -> Any:
        end = time.monotonic() + PATIENCE
        while True:
            _, answer = self.ask("GET", "install/job")
            if answer["job"] and condition(answer["job"]):
                return answer["job"]
            assert time.monotonic() < end, answer
            time.sleep(0.1)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, content_at: Callable[..., Any]) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("install")
    content = content_at(folder / "content")
    content.exercise_lesson(LESSON, extras=["house"])
    content.exercise_lesson("01_alpha/02_two")
    for name, needs in {**HOUSE, "fence": []}.items():
        write_wheel(folder / "wheels", name, "1.0", needs=needs)
    with open_shop(folder / "wheels") as shop:
        extras = {"house": ["roof"], "garden": ["fence"]}
        place = make_environment(folder, content=content.root, wheels=shop.url, extras=extras, sizes=SIZES)
        with jupyter_server(
            folder, folder, extension="workbench.server", python=place.python, **place.variables
        ) as running:
            yield Server(running, place, shop)


def test_from_missing_to_installed_with_a_stop_between(server: Server) -> None:
    status, answer = server.ask("GET", "install")
    assert (status, answer["job"]) == (200, None)
    assert answer["lessons"] == {
        LESSON: {
            "extras": ["house"],
            "isolated": [],
            "bytes": 23_400_000,
            "size": "23 MB",
            "command": "workbench install house",
        }
    }

    # Started, joined, and no second one beside it.
    server.shop.hold("ground")
    status, answer = server.ask("POST", "install", {"names": [LESSON]})
    assert status == 200
    started = answer["job"]
    assert (started["extras"], started["ended"]) == (["house"], False)
    status, answer = server.ask("POST", "install", {"names": ["house"]})
    assert (status, answer["job"]["id"]) == (200, started["id"])
    status, answer = server.ask("POST", "install", {"names": ["garden"]})
    assert status == 409
    assert "Another installation is going on here (house)" in answer["message"]

    # Seen, with bytes: the last one is held back but for a byte.
    job = server.job_when(lambda job: job["package"] == "ground" and job["received"] > 0)
    assert (job["phase"], job["number"], job["count"]) == ("downloading", 3, 3)
    assert 0.5 < job["fraction"] <= 1
    assert server.ask("GET", "install")[1]["job"]["id"] == started["id"]

    # Stopped: nobody is left, nothing is installed.
    family = server.running.process.children(recursive=True)
    assert any("pip" in _command(child) for child in family)
    status, answer = server.ask("DELETE", "install/job")
    assert (status, answer["job"]["phase"]) == (200, "cancelled")
    _, alive = psutil.wait_procs([child for child in family if "pip" in _command(child)], timeout=10)
    assert alive == []
    assert server.place.installed() == set()
    assert LESSON in server.ask("GET", "install")[1]["lessons"]

    # Begun again, it goes on where it stopped.
    server.shop.release()
    server.shop.asked.clear()
    assert server.ask("POST", "install", {"names": [LESSON]})[0] == 200
    job = server.job_when(lambda job: job["id"] != started["id"] and job["ended"])
    assert (job["phase"], job["fraction"]) == ("done", 1.0)
    assert set(server.shop.asked) == {"ground-1.0-py3-none-any.whl"}
    assert server.place.installed() == {"roof", "wall", "ground"}
    assert server.ask("GET", "install")[1] == {"lessons": {}, "job": None}
    assert server.ask("DELETE", "install/job") == (200, {"job": None})


def _command(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.Error:
        return []


@pytest.mark.parametrize("body", [{}, {"names": []}, {"names": "house"}, {"names": [1]}, ["house"]])
def test_a_request_of_another_form_is_refused(server: Server, body: Any) -> None:
    assert server.ask("POST", "install", body)[0] == 400


def test_an_unknown_name_is_refused_with_a_sentence(server: Server) -> None:
    status, answer = server.ask("POST", "install", {"names": ["--index-url=http://evil"]})
    assert status == 409
    assert "neither a track, a lesson, an extra nor" in answer["message"]


def test_strangers_may_neither_ask_nor_install(server: Server) -> None:
    for method, path in (("GET", "install"), ("POST", "install"), ("GET", "install/job"), ("DELETE", "install/job")):
        assert server.ask(method, path, {} if method == "POST" else None, token=None)[0] == 403


def test_an_installation_that_was_killed_is_not_taken_for_a_running_one(server: Server) -> None:
    path = server.place.folder / "var" / "ml-workbench" / "status.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    told = {"id": "x", "extras": ["garden"], "isolated": [], "phase": "downloading", "pid": 2**22 + 1, "born": 1.0}
    path.write_text(json.dumps(told))
    assert server.ask("GET", "install")[1]["job"] is None
    job = server.ask("GET", "install/job")[1]["job"]
    assert (job["phase"], job["ended"]) == ("failed", True)
    assert "broken off" in job["message"]
