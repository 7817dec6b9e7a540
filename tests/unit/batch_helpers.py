"""What the tests of batch runs share: small lessons, a display that remembers, and ways to read results."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat

from workbench.batch.model import Result
from workbench.batch.plan import Plan
from workbench.batch.runner import Run, Standing, run_plan

if TYPE_CHECKING:
    from tests.conftest import Content

MakeContent = Callable[..., "Content"]

# What a kernel sees of the run that it is part of.
TELLS = """\
# %%
import json, os, pathlib, tempfile
print(seed, scale)

# %%
pathlib.Path("left.txt").write_text("here")
names = ["WORKBENCH_RECORD", "IPYTHONDIR", "TMPDIR", "OMP_NUM_THREADS", "WORKBENCH_CONTENT"]
print(json.dumps({"cwd": os.getcwd(), "temp": tempfile.gettempdir(), **{n: os.environ.get(n) for n in names}}))
"""
FAILS = """\
# %%
print("before")

# %%
def divide(a, b):
    return a / b

divide(1, 0)

# %%
print("never")
"""
# Two of these finish only if they run at the same time: each waits for the other's file.
MEETS = """\
# %%
import os, pathlib, time
mine, other = pathlib.Path(os.environ["MEETING"], "{mine}"), pathlib.Path(os.environ["MEETING"], "{other}")
mine.touch()
until = time.monotonic() + 60
while not other.exists():
    assert time.monotonic() < until, "the other lesson never ran beside this one"
    time.sleep(0.05)
time.sleep(1)  # the display looks four times a second
"""
DETACHES = """\
# %%
import subprocess, sys, time
code = (
    "block = bytearray(200_000_000); block[::4096] = bytes(len(block[::4096])); print('full', flush=True);"
    "import time; time.sleep(600)"
)
child = subprocess.Popen([sys.executable, "-c", code], start_new_session=True, stdout=subprocess.PIPE, text=True)
assert child.stdout.readline() == "full\\n"
time.sleep(1)
print(child.pid)
"""
WAITS = """\
# %%
import os, pathlib, subprocess, sys, time
subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], start_new_session=True)
told = pathlib.Path(os.environ["MEETING"], "telling")
told.write_text(f"{os.getpid()} {os.environ['TMPDIR']}")
told.rename(told.with_name("waits"))
time.sleep(600)
"""
DIES = "# %%\nimport os\nos.write(2, b'out of luck')\nos._exit(9)\n"
SLEEPS = "# %%\nimport time\ntime.sleep(600)\n"


class Recorder:
    """A display that remembers."""

    def __init__(self) -> None:
        self.results: list[Result] = []
        self.standings: list[Standing] = []

    def note(self, text: str) -> None:
        raise AssertionError(f"nothing to note here: {text}")

    def finished(self, result: Result) -> None:
        self.results.append(result)

    def standing(self, standing: Standing) -> None:
        self.standings.append(standing)


def outputs(path: str | Path) -> str:
    """Everything that a notebook printed."""
    notebook = nbformat.read(path, as_version=4)
    return "".join(out.get("text", "") for cell in notebook.cells for out in cell.get("outputs", []))


def by_lesson(run: Run) -> dict[str, Result]:
    return {result.lesson.split("_")[-1]: result for result in run.results}


def go(plan: Plan, **options: Any) -> Run:
    return run_plan(plan, display=Recorder(), **options)
