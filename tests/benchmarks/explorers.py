"""How soon the eye sees what the hand does, in a real JupyterLab: ``python tests/benchmarks/explorers.py``.

From a key on a slider to the new picture on the screen, for explorers that compute in the browser and for those that
compute in the kernel, beside plain ipywidgets with matplotlib inline on the same numbers; and from Shift+Enter on an
exercise to its card. All in one run; times are medians and 95th percentiles of the page's own clock.
"""

from __future__ import annotations

import argparse
import re
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import Locator, Page, expect, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[1] / "browser"))
from conftest import FLAGS
from pages import tell
from running import running_lab

PATIENCE = 120_000
PAGE = """\
# From the hand to the eye

Made by `python tests/benchmarks/explorers.py --rounds {rounds}` in JupyterLab {version} and Chromium without a screen:
from a key on a slider to the second frame after the new picture, and from Control+Enter on an exercise to the second
frame after its card. All in one run.

{table}
"""
PLAIN = """\
%matplotlib inline
import matplotlib.pyplot as plt, numpy as np, ipywidgets
from workbench.explorers import load; load("descent")
from workbench_explorer_descent import surface_named, walk
shape = surface_named("valley")
x, y = np.linspace(*shape.window[:2], 61), np.linspace(*shape.window[2:], 61)
ground = shape.loss(np.stack(np.meshgrid(x, y)))

@ipywidgets.interact(lr=ipywidgets.FloatSlider(0.1, min=0.0, max=2.0, step=0.01), steps=(5, 200, 5))
def plain(lr=0.1, steps=40):
    path = walk(shape, lr=lr, momentum=0.0, steps=steps)
    figure, (left, right) = plt.subplots(1, 2, figsize=(9, 3.6))
    left.contourf(x, y, ground, 12); left.plot(*path.T, marker="o")
    right.semilogy(shape.loss(path.T) + 1e-15)
    plt.show()
"""
EXERCISE = """\
from workbench import Lesson
lesson = Lesson("02_math/05_optimization")

@lesson.exercise
def gradient_step(w, grad, lr):
    return w + lr * grad
"""
CELLS = {
    "browser: descent": 'from workbench.explorers import show; show("descent")',
    "browser: latency": 'show("latency")',
    "kernel: leakage": 'show("leakage")',
    "ipywidgets + matplotlib inline": PLAIN,
    "exercise": EXERCISE,
}
WATCH = """(output) => {
  window.asked = 0; window.times = [];
  document.addEventListener("keydown", (event) => { window.asked = performance.now(); }, true);
  const seen = () => requestAnimationFrame(() => requestAnimationFrame(() => {
    if (!window.asked) return;
    window.times.push(performance.now() - window.asked);
    window.asked = 0;
  }));
  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "attributes") { if (change.attributeName === "data-frame") seen(); continue; }
      for (const node of change.addedNodes) {
        if (node.nodeType !== 1) continue;
        if (node.matches(".wbf-card") || node.querySelector(".wbf-card")) seen();
        const image = node.matches("img") ? node : node.querySelector("img");
        if (image) { if (image.complete) seen(); else image.addEventListener("load", seen); }
      }
    }
  }).observe(output, { subtree: true, childList: true, attributes: true });
}"""


def cell(page: Page, number: int) -> Locator:
    return page.locator(".jp-Notebook .jp-CodeCell").nth(number)


def measure(page: Page, name: str, number: int, rounds: int) -> list[float]:
    """Milliseconds of each round."""
    place = cell(page, number)
    place.scroll_into_view_if_needed()
    place.evaluate(WATCH)
    if name == "exercise":
        target, keys = place.locator(".cm-content"), ("Control+Enter", "Control+Enter")
        target.click()
    else:
        target = place.locator("input[type=range], [role=slider]").first
        target.focus()
        keys = ("ArrowRight", "ArrowLeft")
    for k in range(rounds):
        page.keyboard.press(keys[k % 2])
        page.wait_for_function("n => window.times.length > n", arg=k, timeout=30_000)
        page.wait_for_timeout(250)
    times: list[float] = page.evaluate("window.times")
    return times[3:rounds]  # the first ones warm up


def report(rows: dict[str, list[float]]) -> str:
    lines = ["| | median | 95 % |", "| --- | ---: | ---: |"]
    for name, times in rows.items():
        high = statistics.quantiles(times, n=20)[-1]
        lines.append(f"| {name} | {statistics.median(times):.0f} ms | {high:.0f} ms |")
    return "\n".join(lines)


def run(page: Page, address: str, rounds: int) -> dict[str, list[float]]:
    page.goto(address, timeout=PATIENCE)
    page.wait_for_selector(".jp-Notebook .jp-CodeCell", timeout=PATIENCE)
    # The notebook's own indicator says idle for a moment before the kernel begins to start.
    expect(page.locator("#jp-main-statusbar")).to_contain_text("Workbench (Python) | Idle", timeout=PATIENCE)
    for number in range(len(CELLS)):
        cell(page, number).locator(".cm-content").click()
        page.keyboard.press("Control+Enter")
        done = cell(page, number).locator(".jp-InputPrompt")
        expect(done).to_have_text(re.compile(r"\[\d+\]:"), timeout=PATIENCE)
    page.wait_for_timeout(3000)
    return {name: measure(page, name, number, rounds) for number, name in enumerate(CELLS)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=43)
    parser.add_argument("--markdown", type=Path, help="the table, as a page")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "work").mkdir()
        metadata: Any = {"kernelspec": {"name": "workbench", "display_name": "Workbench (Python)"}}
        notebook = new_notebook(cells=[new_code_cell(text) for text in CELLS.values()], metadata=metadata)
        nbformat.write(notebook, folder / "work" / "bench.ipynb")
        with running_lab(folder, folder / "work") as running, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
            page = browser.new_page(viewport={"width": 1280, "height": 3200})
            address = f"{running.url}lab/tree/bench.ipynb?token={running.token}"
            table = report(run(page, address, given.rounds))
            browser.close()
    tell(table, given.markdown, PAGE, rounds=given.rounds)


if __name__ == "__main__":
    main()
