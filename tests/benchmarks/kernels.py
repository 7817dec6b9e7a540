"""Compare ways of running notebooks, side by side in one run: ``python tests/benchmarks/kernels.py``.

Every figure is a ratio to the stock way, measured in turns in the same run, because a machine is never equally fast
twice. The rounds of all ways alternate; medians are compared. Writes a table to standard output and, with --out, the
figures as JSON.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path
from typing import Any

import psutil
from rich.console import Console
from rich.table import Table
from small_notebooks import IMPORTS, floor_seconds, notebook, write

from workbench.kernel.client import ask, connect

BIN = Path(sys.executable).parent
THREADS = dict.fromkeys(("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
WARM, STOCK = "workbench", "python3"


@dataclass
class Comparison:
    """Ways of doing one thing. The first one is what the others are compared with."""

    title: str
    unit: str
    ways: dict[str, list[float]] = field(default_factory=dict)
    note: str = ""

    def median(self, way: str) -> float:
        return statistics.median(self.ways[way])

    def rows(self) -> Iterator[tuple[str, float, float, float, float]]:
        """(way, median, least, most, how many times better than the first)."""
        first = self.median(next(iter(self.ways)))
        for way, values in self.ways.items():
            yield way, self.median(way), min(values), max(values), first / self.median(way)


def measure(title: str, unit: str, rounds: int, ways: dict[str, Callable[[], float]], note: str = "") -> Comparison:
    """Take turns: one round of each way, then the next. A way may return less than nothing to say: not measured."""
    found = Comparison(title, unit, {way: [] for way in ways}, note)
    for number in range(rounds):
        for way, once in ways.items():
            print(f"{title}: round {number + 1} of {rounds}, {way}", file=sys.stderr, flush=True)
            found.ways[way].append(once())
    return found


# -- one kernel --------------------------------------------------------------------------------------------------------


@contextmanager
def kernel(name: str, folder: Path) -> Iterator[tuple[Any, Any]]:
    """Start a kernel and connect to its shell channel, without any waiting of the client's own: (manager, client)."""
    from jupyter_client.manager import KernelManager

    manager = KernelManager(kernel_name=name, transport="ipc", connection_file=f"{folder}/k.json")
    with (folder / "log").open("wb") as log:
        manager.start_kernel(stdout=log, stderr=log, cwd=str(folder))
        client = manager.client()
        client.context.reconnect_ivl = 4  # the kernel's sockets are not there yet
        client.start_channels(iopub=False, stdin=False, hb=False, control=False)
        try:
            yield manager, client
        finally:
            client.stop_channels()
            manager.shutdown_kernel(now=True)


def ready(name: str, code: str | None = None) -> float:
    """Milliseconds from asking for a kernel to its answer, or to the end of a cell with this code."""
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        begun = time.perf_counter()
        with kernel(name, Path(folder)) as (manager, client):
            request = client.kernel_info() if code is None else client.execute(code)
            while (reply := client.get_shell_msg(timeout=120))["parent_header"].get("msg_id") != request:
                pass
            taken = time.perf_counter() - begun
            assert reply["content"]["status"] == "ok"
            assert name == STOCK or manager.provisioner.cold_because == "", manager.provisioner.cold_because
    return 1000 * taken


def memory(name: str, count: int) -> float:
    """MB for each of several kernels with the imports of a lesson: their proportional set sizes, in which a shared page
    counts by its share, and that of the zygote with them, divided by the number of kernels."""
    with ExitStack() as stack:
        clients, kernels = [], []
        for _ in range(count):
            folder = stack.enter_context(tempfile.TemporaryDirectory(dir="/tmp"))
            manager, client = stack.enter_context(kernel(name, Path(folder)))
            kernels.append(manager.provisioner.pid)
            clients.append((client, client.execute(IMPORTS)))
        for client, request in clients:
            while client.get_shell_msg(timeout=300)["parent_header"].get("msg_id") != request:
                pass
        if name == WARM:
            with connect(os.environ) as zygote:
                kernels.append(ask(zygote, "status")["pid"])
        return sum(psutil.Process(pid).memory_full_info().pss for pid in kernels) / count / 1e6


# -- thirty notebooks --------------------------------------------------------------------------------------------------


def papermill_command(count: int, few: int) -> float:
    """Milliseconds per notebook by the papermill command, one after the other; only ``few`` of them are run."""
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        paths = write(Path(folder), min(few, count), kernel=STOCK)
        begun = time.perf_counter()
        for path in paths:
            command = [BIN / "papermill", path, f"{path}.out.ipynb", "--no-progress-bar"]
            subprocess.run(command, check=True, capture_output=True, cwd=folder, env={**os.environ, **THREADS})
        return 1000 * (time.perf_counter() - begun) / len(paths)


def papermill_in_process(count: int, few: int, jobs: int) -> float:
    """Milliseconds per notebook by papermill's function in one process, ``jobs`` at a time."""
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        write(Path(folder), min(few, count), kernel=STOCK)
        command = [sys.executable, __file__, "--papermill", folder, str(jobs)]
        done = subprocess.run(command, check=True, capture_output=True, text=True, env={**os.environ, **THREADS})
        return 1000 * float(done.stdout.split()[-1]) / min(few, count)


def run_papermill(folder: Path, jobs: int) -> None:
    from papermill import execute_notebook

    def one(path: Path) -> None:
        execute_notebook(path, f"{path}.out.ipynb", progress_bar=False, cwd=folder)

    begun = time.perf_counter()
    with ThreadPoolExecutor(jobs) as pool:
        list(pool.map(one, sorted(folder.glob("*.ipynb"))))
    print(time.perf_counter() - begun)


def ours(count: int, jobs: int) -> float:
    """Milliseconds per notebook by the function behind ``workbench run``."""
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        command = [sys.executable, __file__, "--ours", folder, str(jobs), str(count)]
        done = subprocess.run(command, check=True, capture_output=True, text=True, env={**os.environ, **THREADS})
        return 1000 * float(done.stdout.split()[-1]) / count


def run_ours(folder: Path, jobs: int, count: int) -> None:
    from workbench.batch.execute import run_job
    from workbench.batch.model import Job

    made = [
        Job(
            lesson=f"small/{number}",
            title="",
            mode="learner",
            notebook=nbformat_text(number),
            kernel=WARM,
            target=str(folder / f"{number}.ipynb"),
            state=None,
            stop_file=str(folder / "stop"),
        )
        for number in range(count)
    ]
    begun = time.perf_counter()
    with ThreadPoolExecutor(jobs) as pool:
        results = list(pool.map(run_job, made))
    print(time.perf_counter() - begun)
    assert {result.status for result in results} == {"passed"}, results


def nbformat_text(number: int) -> str:
    import nbformat

    return str(nbformat.writes(notebook(number, kernel=WARM)))


# -- pytest --nbval, Voilà ---------------------------------------------------------------------------------------------


def nbval(name: str, folder: Path) -> float:
    """Seconds for ``pytest --nbval`` on three executed notebooks."""
    command = [sys.executable, "-m", "pytest", "-q", "--nbval", "--nbval-kernel-name", name, "-p", "no:cacheprovider"]
    begun = time.perf_counter()
    subprocess.run([*command, str(folder)], check=True, capture_output=True, cwd=folder)
    return time.perf_counter() - begun


def executed(folder: Path) -> Path:
    for path in write(folder, 3, kernel=STOCK):
        command = [BIN / "jupyter-nbconvert", "--to", "notebook", "--execute", "--inplace", path]
        subprocess.run(command, check=True, capture_output=True, env={**os.environ, **THREADS})
    return folder


@contextmanager
def serving(command: list[str], sign: str, **variables: str) -> Iterator[str]:
    """A server that says its address in a line which has ``sign`` in it: that address."""
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env={**os.environ, **variables}
    )
    assert process.stdout is not None
    try:
        for line in process.stdout:
            if sign in line and (found := re.search(r"http://\S+?:\d+/", line)):
                threading.Thread(target=process.stdout.read, daemon=True).start()  # so that it never waits for a reader
                yield found[0]
                break
    finally:
        process.send_signal(signal.SIGINT)
        process.wait()


def wait_until_quiet() -> None:
    """Until the machine has nothing to do, half a minute at most."""
    for _ in range(30):
        if psutil.cpu_percent(interval=1) < QUIET:
            break


QUIET = 15  # percent of all cores

WATCH = """
window.seen = {};
const watch = () => {
  const picture = document.querySelector(".wb-explorer[data-theme] canvas"); // the attribute comes with the drawing
  const shown = picture && picture.width && picture.checkVisibility({ visibilityProperty: true });
  if (shown) window.seen.picture ??= performance.now();
  if (document.querySelector(".wb-explorer[data-frame]")) window.seen.live ??= performance.now();
  if (!window.seen.live) requestAnimationFrame(watch);
};
requestAnimationFrame(watch);
"""


def visit(browser: Any, address: str) -> dict[str, float]:
    """Seconds from asking for the page to the explorer's first picture, and until the explorer has drawn for this page
    and so answers its controls; in a browser with nothing stored."""
    context = browser.new_context()
    tab = context.new_page()
    tab.add_init_script(WATCH)
    tab.goto(f"{address}voila/render/{TRACK}.ipynb", wait_until="commit", timeout=120_000)
    tab.wait_for_function("window.seen.picture && window.seen.live", timeout=120_000)
    seen: dict[str, float] = tab.evaluate("window.seen")
    context.close()
    wait_until_quiet()  # the kernel ends, and the next one is preheated
    return {event: milliseconds / 1000 for event, milliseconds in seen.items()}


TRACK = "02_math"
PREHEATED = ("--preheat_kernel=True", "--pool_size=1")


def dashboard_with_imports(folder: Path) -> None:
    """The content of the workbench, but one dashboard that imports what a lesson imports."""
    from workbench.content import content_root

    for name in ("solutions", "datasets"):
        (folder / name).symlink_to(content_root() / name)
    page = folder / "lessons" / TRACK / "dashboard.py"
    page.parent.mkdir(parents=True)
    lines = (content_root() / "lessons" / TRACK / "dashboard.py").read_text(encoding="utf-8").split("# %%\n")
    page.write_text("# %%\n".join([lines[0], f"{IMPORTS}\n", *lines[1:]]), encoding="utf-8")


def voila_comparisons(rounds: int, folder: Path) -> list[Comparison]:
    """The same page by Voilà as it comes, with a kernel kept ready, and by ``workbench demo``."""
    import nbformat
    from playwright.sync_api import sync_playwright

    from workbench.dashboards import find_dashboards, write_notebooks

    content, pages = folder / "content", folder / "pages"
    for made in (content, pages):
        made.mkdir()
    dashboard_with_imports(content)
    with patched_environment(WORKBENCH_CONTENT=str(content)):
        write_notebooks(find_dashboards(), pages)
    page = nbformat.read(pages / f"{TRACK}.ipynb", as_version=4)
    page.metadata["kernelspec"] = {"name": STOCK, "display_name": "stock", "language": "python"}
    nbformat.write(page, pages / f"{TRACK}.ipynb")
    stock = [sys.executable, "-m", "voila", str(pages), "--no-browser"]
    demo = [sys.executable, "-um", "workbench", "demo", "--no-browser", "--port", "0"]
    sign, variables = "http://localhost", {"WORKBENCH_CONTENT": str(content), "WORKBENCH_RECORD": "0"}
    with (
        sync_playwright() as playwright,
        serving([*stock, f"--port={free_port()}"], sign, **variables) as plain,
        serving(
            [*stock, f"--port={free_port()}", "--preheat_kernel=True", "--pool_size=1"], sign, **variables
        ) as heated,
        serving(demo, "http://", **variables) as ours,
    ):
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox", "--disable-gpu"])
        servers = {"stock": plain, "stock, preheated": heated, "ours": ours}
        for address in servers.values():
            visit(browser, address)  # what a server does once
        picture = Comparison("dashboard: first picture", "s", {way: [] for way in servers})
        live = Comparison("dashboard: its controls answer", "s", {way: [] for way in servers})
        for number in range(rounds):
            for way, address in servers.items():
                print(f"dashboard: round {number + 1} of {rounds}, {way}", file=sys.stderr, flush=True)
                seen = visit(browser, address)
                picture.ways[way].append(seen["picture"])
                live.ways[way].append(seen["live"])
        browser.close()
    return [picture, live]


@contextmanager
def patched_environment(**variables: str) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name) if value is None else os.environ.update({name: value})


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def find_chromium() -> str | None:
    return shutil.which("chromium") or shutil.which("google-chrome")


# -- report ------------------------------------------------------------------------------------------------------------


def warm_up() -> None:
    """Wait until the zygotes of both environments have imported everything."""
    for environment in (dict(os.environ), {**os.environ, **THREADS}):
        connection = connect(environment)
        ask(connection, "hold")
        _held.append(connection)
        while True:
            with connect(environment) as other:
                if not ask(other, "status")["preloading"]:
                    break
            time.sleep(0.2)


_held: list[Any] = []


def compare(rounds: int, count: int, few: int) -> list[Comparison]:
    warm_up()
    with tempfile.TemporaryDirectory(dir="/tmp") as nbval_folder, tempfile.TemporaryDirectory(dir="/tmp") as pages:
        tested = executed(Path(nbval_folder))
        return [
            measure("kernel ready", "ms", 3 * rounds, {"stock": lambda: ready(STOCK), "ours": lambda: ready(WARM)}),
            measure(
                "kernel ready with the imports of a lesson",
                "ms",
                2 * rounds,
                {"stock": lambda: ready(STOCK, IMPORTS), "ours": lambda: ready(WARM, IMPORTS)},
            ),
            measure(
                f"{count} small notebooks, per notebook",
                "ms",
                rounds,
                {
                    "papermill command": lambda: papermill_command(count, few),
                    "papermill in one process": lambda: papermill_in_process(count, few, 1),
                    "papermill in one process, 2 at a time": lambda: papermill_in_process(count, few, 2),
                    "ours": lambda: ours(count, 1),
                    "ours, 2 at a time": lambda: ours(count, 2),
                    "the cells' own code (CPU)": lambda: 1000 * floor_seconds(count),
                },
                note=f"papermill on {min(few, count)} of them",
            ),
            measure(
                "memory of a kernel with these imports, the only one and one of eight (PSS)",
                "MB",
                1,
                {
                    "stock": lambda: memory(STOCK, 1),
                    "stock, of eight": lambda: memory(STOCK, 8),
                    "ours, the zygote included": lambda: memory(WARM, 1),
                    "ours, of eight, the zygote included": lambda: memory(WARM, 8),
                },
            ),
            *voila_comparisons(rounds, Path(pages)),
            measure(
                "pytest --nbval, 3 notebooks",
                "s",
                rounds,
                {"stock": lambda: nbval(STOCK, tested), "ours": lambda: nbval(WARM, tested)},
            ),
        ]


def figure(value: float) -> str:
    """Three digits, whole from a hundred on."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def table(found: list[Comparison]) -> Table:
    shown = Table("", "median", "least to most", "times better", box=None, pad_edge=False)
    for comparison in found:
        shown.add_row(f"[bold]{comparison.title}[/], {comparison.unit} {comparison.note}")
        for way, median, least, most, ratio in comparison.rows():
            shown.add_row(f"  {way}", figure(median), f"{figure(least)} to {figure(most)}", f"{ratio:.1f}")
    return shown


def markdown(found: list[Comparison], command: str) -> str:
    """The same as a page of the documentation."""
    versions = ", ".join(f"{name} {metadata.version(name)}" for name in ("ipykernel", "papermill", "voila", "nbval"))
    lines = [
        "# How warm kernels compare",
        "",
        f"Made by `{command}` on {time.strftime('%Y-%m-%d')}: {os.cpu_count()} cores, Python "
        f"{platform.python_version()}, {versions}. The ways of a group take turns in one run; medians of the rounds. "
        "What counts is the ratio to the group's first way.",
        "",
    ]
    for comparison in found:
        note = f" ({comparison.note})" if comparison.note else ""
        lines += [f"## {comparison.title[0].upper()}{comparison.title[1:]}", ""]
        lines += [
            f"| | median, {comparison.unit}{note} | least to most | times better |",
            "| --- | ---: | ---: | ---: |",
        ]
        for way, median, least, most, ratio in comparison.rows():
            lines.append(f"| {way} | {figure(median)} | {figure(least)} to {figure(most)} | {ratio:.1f} |")
        lines.append("")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--notebooks", type=int, default=30)
    parser.add_argument("--few", type=int, default=6, help="how many of them the slow ways run")
    parser.add_argument("--out", type=Path, help="the figures, as JSON")
    parser.add_argument("--markdown", type=Path, help="the table, as a page")
    parser.add_argument("--papermill", nargs=2, metavar=("FOLDER", "JOBS"), help=argparse.SUPPRESS)
    parser.add_argument("--ours", nargs=3, metavar=("FOLDER", "JOBS", "COUNT"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.papermill:
        run_papermill(Path(given.papermill[0]), int(given.papermill[1]))
    elif given.ours:
        run_ours(Path(given.ours[0]), int(given.ours[1]), int(given.ours[2]))
    else:
        found = compare(given.rounds, given.notebooks, given.few)
        Console(width=110).print(table(found))
        if given.out:
            given.out.write_text(json.dumps([vars(comparison) for comparison in found], indent=1) + "\n")
        if given.markdown:
            command = f"python tests/benchmarks/kernels.py --rounds {given.rounds} --notebooks {given.notebooks}"
            given.markdown.write_text(markdown(found, f"{command} --few {given.few}"), encoding="utf-8")


if __name__ == "__main__":
    main()
