"""A hundred lessons beside nine, in one run: ``python tests/benchmarks/hundred.py``.

The hundred are the nine and copies of them under other names; half of the lessons of each are done. Each figure is the
median of some rounds: of fresh processes with a warm file cache, without a kept index and with one, then of a real
JupyterLab on loopback and Chromium without a screen.
"""

from __future__ import annotations

import argparse
import gzip
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[1] / "browser"))
from conftest import FLAGS
from hundred import make_hundred
from pages import tell
from running import RunningLab, running_lab
from servers import environment_of

PATIENCE = 120_000
LESSON = "02_math/05_optimization"
EXERCISES = ("gradient_step", "largest_stable_rate", "momentum_step", "adam_step", "newton_step", "backtracking")
PAGE = """\
# A hundred lessons beside nine

Made by `python tests/benchmarks/hundred.py --rounds {rounds}` with JupyterLab {version}: the lessons as they are,
and with copies of them under other names; half of the lessons are done. Medians, all in one run. Copies are more alike
than real lessons, so that compression flatters the hundred: the bytes before it stand beside.

{table}
"""
FILL = """
import sqlalchemy as sa, time
from workbench.curriculum import load_curriculum
from workbench.items import lesson_items
from workbench.progress import ProgressStore, attempts_table
at, rows = time.time() - 20 * 86400, []
for lesson in list(load_curriculum().lessons)[1::2]:
    for item in lesson_items(lesson):
        for outcome in ("failed", "passed"):
            at += 60
            rows.append(dict(learner="", lesson=lesson, item=item.name, kind=item.kind, outcome=outcome,
                             score=float(outcome == "passed"), seconds=0.1, diagnosis=None, at=at))
rows = [row for row in rows if row["lesson"] != {lesson!r}]
with ProgressStore()._engine.begin() as connection:
    connection.execute(sa.insert(attempts_table), rows)
"""
FIRST_CELL = """
import time
from workbench.lesson import Lesson
begun = time.perf_counter(); Lesson({lesson!r}); print(1000 * (time.perf_counter() - begun))
"""
PLAN = """
import tempfile, time
from pathlib import Path
from workbench.batch.plan import make_plan
begun = time.perf_counter(); make_plan([{lesson!r}], out=Path(tempfile.mkdtemp()))
print(1000 * (time.perf_counter() - begun))
"""
RECORD = """
import sys
from workbench.progress import ProgressStore
ProgressStore().record(lesson={lesson!r}, item=sys.argv[1], kind="exercise", outcome="passed", score=1.0, seconds=0.1,
                       diagnosis=None)
"""


class Place:
    """A content root of so many lessons, with a workspace and a cache of its own."""

    def __init__(self, folder: Path, count: int) -> None:
        self.folder = folder
        self.content = make_hundred(folder / "content", count)
        self.workspace = folder / "work"
        (self.workspace / ".workbench").mkdir(parents=True)
        self.variables = {
            "WORKBENCH_CONTENT": str(self.content),
            "WORKBENCH_WORKSPACE": str(self.workspace),
            "XDG_CACHE_HOME": str(folder / "cache"),
            "MPLCONFIGDIR": str(folder / "matplotlib"),
        }
        self.python(FILL)

    def python(self, code: str, *arguments: str) -> str:
        return self._run("-c", code.replace("{lesson!r}", repr(LESSON)), *arguments)

    def command(self, *arguments: str) -> float:
        """Milliseconds of the command line from its start to its end."""
        begun = time.perf_counter()
        self._run("-m", "workbench", *arguments)
        return 1000 * (time.perf_counter() - begun)

    def forget(self) -> None:
        """Remove the kept index."""
        shutil.rmtree(self.folder / "cache", ignore_errors=True)

    def _run(self, *arguments: str) -> str:
        environment = environment_of(self.folder) | self.variables
        return subprocess.run(
            [sys.executable, *arguments], env=environment, check=True, capture_output=True, text=True
        ).stdout


def processes(place: Place, rounds: int) -> dict[str, list[float]]:
    """Milliseconds of each round."""
    ways: dict[str, Callable[[], float]] = {
        f'`Lesson("{LESSON}")`, the first cell': lambda: float(place.python(FIRST_CELL)),
        "`workbench progress`": lambda: place.command("progress"),
        "`workbench review --list`": lambda: place.command("review", "--list"),
        "planning a run of one lesson": lambda: float(place.python(PLAN)),
    }
    found: dict[str, list[float]] = {}
    for name, way in ways.items():
        for kept in (False, True):
            if kept:
                way()
            times = []
            for _ in range(rounds):
                if not kept:
                    place.forget()
                times.append(way())
            found[f"{name}, {'kept index' if kept else 'no index yet'}"] = times
    return found


def ask(running: RunningLab, path: str, *, encoding: str = "gzip") -> tuple[float, int, dict[str, str], bytes]:
    """Milliseconds and bytes of an answer's body, its headers and the body."""
    address = urlsplit(running.url)
    connection = HTTPConnection(str(address.hostname), address.port, timeout=60)
    headers = {"Authorization": f"token {running.token}", "Accept-Encoding": encoding}
    begun = time.perf_counter()
    connection.request("GET", f"/workbench/api/{path}", headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    taken = 1000 * (time.perf_counter() - begun)
    connection.close()
    assert answer.status == 200, body
    return taken, len(body), dict(answer.getheaders()), body


def wait_for(running: RunningLab) -> None:
    """It prints its address a moment before it listens."""
    address = urlsplit(running.url)
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with suppress(ConnectionRefusedError):
            socket.create_connection((str(address.hostname), int(address.port or 0))).close()
            return
        time.sleep(0.05)
    raise TimeoutError("The server does not listen.")


def revision(running: RunningLab) -> str:
    found = re.search(rb'"revision":"(\w+)"', ask(running, "curriculum", encoding="")[3])
    assert found
    return found[1].decode()


def server(place: Place, rounds: int) -> dict[str, str]:
    """Each answer as text: milliseconds and bytes. The first one is the first of a server that has just started."""
    variables = {name: value for name, value in place.variables.items() if name != "WORKBENCH_WORKSPACE"}
    found: dict[str, str] = {}
    with running_lab(place.folder, place.workspace, **variables) as running:
        wait_for(running)
        taken, size, _, _ = ask(running, "curriculum")
        plain = ask(running, "curriculum", encoding="")[1]
        found["home page's first answer, of a server just started"] = f"{taken:.0f} ms, {size:,} B (of {plain:,})"
        again = statistics.median(ask(running, "curriculum")[0] for _ in range(rounds))
        found["the same later"] = f"{again:.0f} ms, {size:,} B"
        times, sizes = [], []
        for exercise in EXERCISES[:3]:
            since = revision(running)
            place.python(RECORD, exercise)
            taken, size, _, body = ask(running, f"curriculum?since={since}")
            assert b'"passed":true' in (gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body)
            times.append(taken)
            sizes.append(size)
        found["update after an exercise passed"] = f"{statistics.median(times):.0f} ms, {max(sizes):,} B"
        idle = [ask(running, f"curriculum?since={revision(running)}")[:2] for _ in range(rounds)]
        found["update without news"] = f"{statistics.median(each[0] for each in idle):.0f} ms, {idle[0][1]:,} B"
        found |= browser(place, running)
    return found


def browser(place: Place, running: RunningLab) -> dict[str, str]:
    """What the page does with it, in its own clock: from asking for what is new to the frame that shows it."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        page = launched.new_page(viewport={"width": 1280, "height": 900})
        page.set_default_timeout(PATIENCE)
        page.goto(f"{running.url}lab?token={running.token}")
        page.locator(".wb-card").first.wait_for()
        page.locator(".jp-SideBar.jp-mod-left").get_by_role("tab", name="Roadmap").click()
        expect(page.locator(f'.wbs-panel [data-lesson="{LESSON}"]')).to_be_visible(timeout=PATIENCE)
        found = [_update(place, page, exercise) for exercise in EXERCISES[3:]]
        launched.close()
    times, sizes = zip(*found, strict=True)
    return {
        "from asking to the sidebar and the home page that show it": (
            f"{statistics.median(times):.0f} ms, {max(sizes):,} B on the wire"
        )
    }


def _update(place: Place, page: Page, exercise: str) -> tuple[float, int]:
    page.wait_for_timeout(1500)
    place.python(RECORD, exercise)
    sizes: list[Any] = []
    page.on("requestfinished", lambda request: sizes.append(request) if "/workbench/api/" in request.url else None)
    taken: float = page.evaluate(SHOW, f'.wbs-panel [data-lesson="{LESSON}"] [data-item="{exercise}"]')
    page.wait_for_timeout(300)
    return taken, sum(each.sizes()["responseBodySize"] for each in sizes)


SHOW = """selector => new Promise(resume => {
  const row = document.querySelector(selector);
  const begun = performance.now();
  new MutationObserver((_, watcher) => {
    if (row.dataset.state !== 'done') return;
    watcher.disconnect();
    requestAnimationFrame(() => requestAnimationFrame(() => resume(performance.now() - begun)));
  }).observe(row, { attributes: true });
  window.dispatchEvent(new Event('focus'));
})"""


def measure(folder: Path, count: int, rounds: int) -> dict[str, str]:
    place = Place(folder, count)
    found = {name: f"{statistics.median(times):,.0f} ms" for name, times in processes(place, rounds).items()}
    return found | server(place, rounds)


def report(columns: dict[int, dict[str, str]]) -> str:
    first = next(iter(columns.values()))
    lines = [f"| | {' | '.join(f'{count} lessons' for count in columns)} |", f"| --- |{' ---: |' * len(columns)}"]
    lines += [f"| {name} | {' | '.join(column[name] for column in columns.values())} |" for name in first]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--lessons", type=int, nargs="+", default=[9, 99])
    parser.add_argument("--markdown", type=Path, help="the table, as a page")
    given = parser.parse_args()
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    with tempfile.TemporaryDirectory() as place:
        columns = {count: measure(Path(place) / str(count), count, given.rounds) for count in given.lessons}
    table = report(columns)
    tell(table, given.markdown, PAGE, rounds=given.rounds)


if __name__ == "__main__":
    main()
