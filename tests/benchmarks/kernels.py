"""Compare ways of running notebooks, side by side in one run: ``python tests/benchmarks/kernels.py``.

Every figure is a ratio to the stock way, measured in turns in the same run, because a machine is never equally fast
twice. The rounds of all ways alternate; medians are compared. Writes a table to standard output and, with --out, the
figures as JSON.
"""

from __future__ import annotations

import argparse
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
from rich.console import Console
from rich.table import Table
from small_notebooks import IMPORTS, floor_seconds, notebook, write

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


def memory(name: str) -> float:
    """MB that one more kernel with the imports takes: the proportional set size, where shared pages are divided."""
    with tempfile.TemporaryDirectory(dir="/tmp") as folder, kernel(name, Path(folder)) as (manager, client):
        request = client.execute(IMPORTS)
        while client.get_shell_msg(timeout=120)["parent_header"].get("msg_id") != request:
            pass
        return psutil.Process(manager.provisioner.pid).memory_full_info().pss / 1e6


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


PAGE = f"""\
{IMPORTS}
import ipywidgets
from IPython.display import display
figure, axes = plt.subplots()
axes.plot(np.arange(9))
plt.show()
display(ipywidgets.IntSlider())
"""


@contextmanager
def voila(folder: Path, *options: str) -> Iterator[str]:
    """A running Voilà on the notebooks of a folder: its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "voila", str(folder), "--no-browser", f"--port={port}", *options]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=folder)
    assert process.stderr is not None
    try:
        address = f"http://localhost:{port}/"
        while address not in process.stderr.readline():
            assert process.poll() is None, "Voilà did not start"
        threading.Thread(target=process.stderr.read, daemon=True).start()  # so that it never waits for a reader
        yield address
    finally:
        process.terminate()
        process.wait()


def first_paint(browser: Any, address: str, page: str) -> float:
    """Seconds from asking for a page to the first picture in it, in a browser with nothing stored."""
    context = browser.new_context()
    tab = context.new_page()
    begun = time.perf_counter()
    tab.goto(f"{address}voila/render/{page}.ipynb", wait_until="commit", timeout=120_000)
    tab.wait_for_selector("img[src^='data:image/png']", timeout=120_000)
    taken = time.perf_counter() - begun
    tab.wait_for_timeout(500)
    context.close()
    return taken


def voila_comparison(rounds: int, folder: Path) -> Comparison:
    import nbformat
    from playwright.sync_api import sync_playwright

    for name, kernel_name in (("stock", STOCK), ("warm", WARM)):
        page = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(PAGE)])
        page.metadata["kernelspec"] = {"name": kernel_name, "display_name": name, "language": "python"}
        nbformat.write(page, folder / f"{name}.ipynb")
    preheated = ["--preheat_kernel=True", "--pool_size=1"]
    with sync_playwright() as playwright, voila(folder) as plain, voila(folder, *preheated) as heated:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox", "--disable-gpu"])
        first_paint(browser, plain, "warm")  # the server's own first page
        ways = {
            "stock": lambda: first_paint(browser, plain, "stock"),
            "stock, preheated, second visitor": lambda: second_visit(browser, heated),
            "ours": lambda: first_paint(browser, plain, "warm"),
        }
        found = measure("Voilà: first picture of a page", "s", rounds, ways)
        browser.close()
    return found


def second_visit(browser: Any, address: str) -> float:
    """The kernel that was kept ready goes to the first visitor; what does the one right behind wait?"""
    first_paint(browser, address, "stock")
    return first_paint(browser, address, "stock")


def find_chromium() -> str | None:
    import shutil

    return shutil.which("chromium") or shutil.which("google-chrome")


# -- report ------------------------------------------------------------------------------------------------------------


def warm_up() -> None:
    """Wait until the zygotes of both environments have imported everything."""
    from workbench.kernel.client import ask, connect

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
                "memory of a kernel with these imports (PSS)",
                "MB",
                rounds,
                {"stock": lambda: memory(STOCK), "ours": lambda: memory(WARM)},
            ),
            voila_comparison(rounds, Path(pages)),
            measure(
                "pytest --nbval, 3 notebooks",
                "s",
                rounds,
                {"stock": lambda: nbval(STOCK, tested), "ours": lambda: nbval(WARM, tested)},
            ),
        ]


def table(found: list[Comparison]) -> Table:
    shown = Table("", "median", "least to most", "times better", box=None, pad_edge=False)
    for comparison in found:
        shown.add_row(f"[bold]{comparison.title}[/], {comparison.unit} {comparison.note}")
        for way, median, least, most, ratio in comparison.rows():
            shown.add_row(f"  {way}", f"{median:.3g}", f"{least:.3g} to {most:.3g}", f"{ratio:.1f}")
    return shown


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--notebooks", type=int, default=30)
    parser.add_argument("--few", type=int, default=6, help="how many of them the slow ways run")
    parser.add_argument("--out", type=Path)
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


if __name__ == "__main__":
    main()
