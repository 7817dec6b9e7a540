"""The commands ``run`` and ``check`` as a person meets them, and nbval over what they write."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest
from batch_helpers import FAILS, MakeContent, go

from workbench.batch.plan import make_plan
from workbench.batch.runner import run_plan

# -- the command -------------------------------------------------------------------------------------------------------


def command(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "workbench", *arguments],
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def test_the_command_tells_by_its_exit_code(make_content: MakeContent, tmp_path: Path) -> None:
    make_content({"01_alpha/01_one": "# %%\n1\n", "01_alpha/02_fails": FAILS})
    bad = command("run", "-j", "2", cwd=tmp_path)
    assert bad.returncode == 1, bad.stderr
    assert "✓ 01_alpha/01_one  passed" in bad.stdout
    assert "✗ 01_alpha/02_fails  failed" in bad.stdout
    assert "ZeroDivisionError: division by zero" in bad.stdout
    assert bad.stderr == ""
    good = command("run", "*one", cwd=tmp_path)
    assert (good.returncode, good.stderr) == (0, "")
    assert "= 01_alpha/01_one  unchanged" in good.stdout
    assert (tmp_path / "runs" / "summary.html").is_file()


@pytest.mark.parametrize("arguments", [["nowhere"], ["-p", "sed=1"], ["--as", "teacher"], ["-j", "0"]])
def test_wrong_arguments_exit_with_two(make_content: MakeContent, tmp_path: Path, arguments: list[str]) -> None:
    make_content({"01_alpha/01_one": "# %%\n1\n"})
    done = command("run", *arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_check_prints_verdicts_and_changes_nothing(make_content: MakeContent, tmp_path: Path) -> None:
    from workbench.notebooks import read_lesson

    make_content().exercise_lesson("01_alpha/01_one")
    notebook = read_lesson("01_alpha/01_one")
    for cell in notebook.cells:
        if cell.id == "exercise-double":
            cell.source = cell.source.replace("    ...", "    return x**2")
    own = tmp_path / "own.ipynb"
    nbformat.write(notebook, own)
    before = own.read_bytes()
    done = command("check", str(own), cwd=tmp_path)
    assert done.returncode == 1
    assert "✗ double: not yet" in done.stdout
    assert "You squared it" in done.stdout
    assert "○ half: not attempted" in done.stdout
    assert "0 of 2 correct" in done.stdout
    assert own.read_bytes() == before
    assert not list(tmp_path.rglob("progress.sqlite3"))


def test_check_of_a_right_notebook_and_of_none(make_content: MakeContent, tmp_path: Path) -> None:
    from workbench.notebooks import insert_solutions, read_lesson

    make_content().exercise_lesson("01_alpha/01_one")
    nbformat.write(insert_solutions(read_lesson("01_alpha/01_one"), "01_alpha/01_one"), tmp_path / "own.ipynb")
    done = command("check", "own.ipynb", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "2 of 2 correct" in done.stdout
    assert command("check", "other.ipynb", cwd=tmp_path).returncode == 2
    assert command("check", "01_alpha/01_one", cwd=tmp_path).returncode == 2


# -- what is shown -----------------------------------------------------------------------------------------------------


def test_a_terminal_gets_a_bar_with_names_and_time_left(make_content: MakeContent, tmp_path: Path) -> None:
    import io

    from rich.console import Console

    from workbench.batch.display import show_progress

    make_content({"01_alpha/01_one": "# %%\nimport time\ntime.sleep(1)\n", "01_alpha/02_two": "# %%\n1\n"})
    console = Console(file=io.StringIO(), force_terminal=True, width=120)
    plan = replace(make_plan(out=tmp_path / "runs"), seconds={"01_alpha/01_one": 90.0})
    with show_progress(console, len(plan.jobs)) as display:
        run_plan(plan, display=display)
    shown = console.file.getvalue()  # type: ignore[attr-defined]
    assert "0/2" in shown
    assert "2/2" in shown
    assert "01_alpha/01_one" in shown
    assert "left" in shown
    assert "✓ 01_alpha/01_one  passed" in shown


def test_spans_and_sizes() -> None:
    from workbench.batch.display import size, span

    assert [span(s) for s in (0.04, 59.94, 61, 3725)] == ["0.0 s", "59.9 s", "1 min 01 s", "1 h 02 min"]
    assert [size(b) for b in (0, 412_000_000, 1_340_000_000)] == ["–", "412 MB", "1.3 GB"]


# -- nbval finds the same outputs again --------------------------------------------------------------------------------


DRAWS = """\
# %%
import socket, tempfile
import ipywidgets
import matplotlib.pyplot as plt

figure, axes = plt.subplots()
axes.plot([1, 2, 3])
plt.show()

# %%
ipywidgets.IntSlider(3)

# %%
with socket.create_server(("127.0.0.1", 0)) as server, tempfile.NamedTemporaryFile() as file:
    print(f"http://127.0.0.1:{server.getsockname()[1]}", file.name)
print("first")
print("second")
"""


def validate(folder: Path) -> subprocess.CompletedProcess[str]:
    """nbval over a folder of executed notebooks, as CONTRIBUTING gives it."""
    root = Path(__file__).parents[2]
    line = [sys.executable, "-m", "pytest", "--nbval", str(folder), "-q", "-p", "no:cacheprovider"]
    line += ["-p", "tests.nbval_images", "--nbval-sanitize-with", str(root / "tests" / "nbval_sanitize.cfg")]
    environment = {**os.environ, "WORKBENCH_RECORD": "0"}
    return subprocess.run(line, cwd=root, env=environment, capture_output=True, text=True, timeout=300, check=False)


def test_nbval_accepts_what_must_differ_and_sees_what_must_not(make_content: MakeContent, tmp_path: Path) -> None:
    make_content({"01_alpha/01_draws": DRAWS})
    (result,) = go(make_plan(out=tmp_path / "runs")).results
    assert result.status == "passed"
    same = validate(tmp_path / "runs" / "learner")
    assert same.returncode == 0, same.stdout
    notebook = nbformat.read(result.target, as_version=4)
    notebook.cells[-3].source = notebook.cells[-3].source.replace("[1, 2, 3]", "[1, 3, 2]")
    notebook.cells[-1].source = notebook.cells[-1].source.replace("second", "third")
    nbformat.write(notebook, result.target)
    other = validate(tmp_path / "runs" / "learner")
    assert other.returncode == 1
    assert "2 failed" in other.stdout, other.stdout
    assert "mismatch 'image/png'" in other.stdout
