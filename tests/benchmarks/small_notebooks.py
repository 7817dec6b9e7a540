"""Notebooks whose own code takes a few hundredths of a second: what is left is what this measures."""

from __future__ import annotations

import contextlib
import io
import time
from pathlib import Path

import nbformat

IMPORTS = """\
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import torch
import transformers
from sklearn.linear_model import LinearRegression
"""
CELLS = [
    "n = 0",
    IMPORTS,
    "rng = np.random.default_rng(n)\nx = rng.normal(size=(200, 3))\ny = x @ [1, -2, 0.5] + rng.normal(size=200) / 10",
    "pd.DataFrame(x).assign(y=y).describe().round(3)",
    "print(LinearRegression().fit(x, y).coef_.round(2))",
    "print(round(torch.tensor(x).sum().item(), 6))",
]


def notebook(number: int, *, kernel: str) -> nbformat.NotebookNode:
    """The notebook with this number. kernel: the name of its kernelspec."""
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in CELLS])
    made.cells[0].source = f"n = {number}"
    made.cells[0].metadata["tags"] = ["parameters"]
    for position, cell in enumerate(made.cells):
        cell["id"] = f"cell-{position}"
    made.metadata["kernelspec"] = {"name": kernel, "display_name": kernel, "language": "python"}
    return made


def write(folder: Path, count: int, *, kernel: str) -> list[Path]:
    paths = [folder / f"{number:02}.ipynb" for number in range(count)]
    for number, path in enumerate(paths):
        nbformat.write(notebook(number, kernel=kernel), path)
    return paths


def floor_seconds(count: int) -> float:
    """CPU seconds that the cells of one notebook take by themselves, imports excluded: the mean of ``count``."""
    from IPython.core.interactiveshell import InteractiveShell

    shell = InteractiveShell.instance()
    shell.run_cell(IMPORTS)
    with contextlib.redirect_stdout(io.StringIO()):
        _run(shell, 0)  # what a library sets up at first use
        begun = time.process_time()
        for number in range(count):
            _run(shell, number)
    return (time.process_time() - begun) / count


def _run(shell: object, number: int) -> None:
    for cell in (f"n = {number}", *CELLS[2:]):
        result = shell.run_cell(cell)  # type: ignore[attr-defined]
        result.raise_error()
