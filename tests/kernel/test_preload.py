"""Each module that a zygote imports, imported one behind the other in a process that is watched: what one brings along
is watched when the first that needs it does."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from workbench.curriculum import load_curriculum
from workbench.kernel.preload import CAREFUL, KERNEL, names

SPY = """
import json, os, signal, sys, threading, traceback
import IPython
from workbench.kernel.preload import KERNEL, preload

preload(list(KERNEL), between=lambda: None, tell=lambda text: None)
signals = {number: signal.getsignal(number) for number in range(1, 32)}
asked = []

def get_ipython():
    caller = sys._getframe(1)
    if caller.f_globals["__name__"] == "workbench.kernel.preload":
        caller = caller.f_back
    asked.append(caller.f_globals.get("__name__"))

IPython.get_ipython = get_ipython
sys.modules["IPython.core.getipython"].get_ipython = get_ipython
for name in sys.argv[1:]:
    asked.clear()
    told = []
    files = set(os.listdir("/proc/self/fd"))
    print(json.dumps({
        "name": name,
        "loaded": preload([name], between=lambda: None, tell=told.append),
        "told": told,
        "asked": asked,
        "threads": threading.active_count(),
        "files": len(set(os.listdir("/proc/self/fd")) - files),
        "children": len(open(f"/proc/self/task/{os.getpid()}/children").read().split()),
        "signals": [number for number, handler in signals.items() if signal.getsignal(number) != handler],
        "careful": sorted({"CAREFUL"} & set(sys.modules)),
    }))
"""
# Who may ask for the notebook while being imported, because the kernel asks again for it once there is one.
ASKED_AGAIN = {"ipywidgets", "ipywidgets.widgets.widget", "tqdm.autonotebook"}


def heads() -> list[str]:
    """One module of each package, the one that loads the most of it; all of those whose parts load by themselves."""
    whole = {name for name in names() if "." not in name}
    parts = ("scipy", "sklearn")
    return sorted({name for name in names() if name in whole or _top(name) in parts or _top(name) not in whole})


def _top(name: str) -> str:
    return name.partition(".")[0]


@pytest.fixture(scope="module")
def seen() -> dict[str, dict[str, Any]]:
    """What was seen after the import of each, by name."""
    code = SPY.replace('{"CAREFUL"}', repr(set(CAREFUL)))
    done = subprocess.run([sys.executable, "-c", code, *heads()], capture_output=True, text=True, check=True)
    rows = [json.loads(line) for line in done.stdout.splitlines() if line.startswith('{"name"')]
    return {row["name"]: row for row in rows}


@pytest.mark.parametrize("name", heads())
def test_importing_it_leaves_nothing_that_a_fork_would_break(name: str, seen: dict[str, dict[str, Any]]) -> None:
    row = seen[name]
    assert row["loaded"] == [name], row["told"]
    assert set(row["asked"]) <= ASKED_AGAIN
    assert row["threads"] == 1
    assert row["files"] == 0
    assert row["children"] == 0
    assert row["signals"] == []
    assert row["careful"] == []


def imported(path: Path) -> set[str]:
    """The top-level names of the packages that a file imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found.add(node.module)
    return {name.partition(".")[0] for name in found}


@pytest.mark.parametrize("lesson", [lesson.id for lesson in load_curriculum() if not lesson.isolated])
def test_what_a_lesson_imports_is_warm_in_its_track_or_on_the_careful_list(lesson: str) -> None:
    info = load_curriculum()[lesson]
    known = {name.partition(".")[0] for name in (*KERNEL, *names(info.extras), *CAREFUL)}
    assert imported(info.path) <= known | set(sys.stdlib_module_names)
