"""A notebook is told the same in JupyterLab, by ``workbench check``, in the release of a course and in its grade."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from workbench.batch.cards import read_verdicts
from workbench.batch.engine import kernel_config
from workbench.batch.single import run_notebook
from workbench.grading.judging.bench import LessonBench
from workbench.grading.judging.grade import Grader
from workbench.grading.release.make import release
from workbench.grading.sandbox.outside import Sandbox

ID = "01_alpha/01_ways"
LESSON = '''\
# %%
from workbench import Lesson

lesson = Lesson("01_alpha/01_ways")


# %%
@lesson.exercise
def double(x: float) -> float:
    """Twice x. x: a float; returns a float."""
    ...


# %%
@lesson.exercise
def total(n: int) -> int:
    """The sum of the numbers up to n. n: an int; returns an int."""
    ...


# %%
@lesson.exercise
class Tally:
    """Counts. start: where to begin; add(step) returns the new value."""

    def add(self, step): ...
'''
SOLUTION = """\
from workbench.authoring import reference


@reference
def double(x):
    return 2 * x


double.example(x=1.5)


@double.cases(n=4)
def _(rng):
    return {"x": float(rng.normal())}


@reference(time_limit=4)
def total(n):
    return n * (n + 1) // 2


total.example(n=3)


@total.cases(n=4)
def _(rng):
    return {"n": int(rng.integers(4, 9))}


@reference
class Tally:
    def __init__(self, start):
        self.value = start

    def add(self, step):
        self.value += step
        return self.value


Tally.example(start=2, step=3)


@Tally.cases(n=4)
def _(rng):
    return {"start": int(rng.integers(9)), "step": int(rng.integers(1, 9))}


@Tally.probe
def _(candidate, start, step):
    return int(candidate(start).add(step))
"""

DOUBLE = "@lesson.exercise\ndef double(x):\n    return 2 * x\n"
WRONG = "@lesson.exercise\ndef double(x):\n    return x * x\n"
STUB = '@lesson.exercise\ndef double(x: float) -> float:\n    """Twice x."""\n    ...\n'
TIMED = "def timed(f):\n    def inner(*a, **k):\n        return f(*a, **k)\n    return inner\n\n\n"
TOTAL = "    return n + total(n - 1) if n else 0\n"
ADD = "    def add(self, step):\n        self.value += {}step\n        return self.value\n"
TALLY = f"@lesson.exercise\nclass Tally:\n{{}}{ADD}"
BEGIN = "    def __init__(self, start):\n        super({}).__init__()\n        self.value = start\n\n"


def indented(opening: str, text: str = DOUBLE) -> str:
    return opening + "\n" + "".join(f"    {line}\n" for line in text.splitlines())


RIGHT: dict[str, tuple[str, ...]] = {
    # under its own name
    "plain": (DOUBLE,),
    "helper_below": ("@lesson.exercise\ndef double(x):\n    return twice(x)\n\n\ndef twice(x):\n    return x + x\n",),
    "recursion": (f"@lesson.exercise\ndef total(n):\n{TOTAL}",),
    "recursion_through_a_cache": (f"import functools\n\n\n@functools.cache\n@lesson.exercise\ndef total(n):\n{TOTAL}",),
    "recursion_after_a_wrong_try": (
        "@lesson.exercise\ndef total(n):\n    return 0\n",
        f"@lesson.exercise\ndef total(n):\n{TOTAL}",
    ),
    "class_names_itself_in_super": (TALLY.format(BEGIN.format("Tally, self"), ""),),
    "class_names_itself_for_a_constant": (TALLY.format("    ONE = 1\n\n" + BEGIN.format(""), "Tally.ONE * "),),
    # where it stands
    "in_if": (indented("if True:"),),
    "in_else": (indented("if 0:\n    pass\nelse:"),),
    "in_with": (indented("import contextlib\nwith contextlib.nullcontext():"),),
    "in_try": (indented("try:") + "except ValueError:\n    raise\n",),
    "in_for": (indented("for _ in range(2):"),),
    # how it is given
    "called": ("def double(x):\n    return x + x\n\n\ndouble = lesson.exercise(double)\n",),
    "called_under_another_name": ("def f(x):\n    return x + x\n\n\ndouble = lesson.exercise(f)\n",),
    "decorator_without_wraps": (f"{TIMED}@lesson.exercise\n@timed\ndef double(x):\n    return 2 * x\n",),
    "decorator_without_wraps_outside": (f"{TIMED}@timed\n@lesson.exercise\ndef double(x):\n    return 2 * x\n",),
    # magics
    **{magic: (f"%%{magic}\n{DOUBLE}",) for magic in ("time", "capture", "prun -q", "timeit -n2 -r2")},
    "capture_and_time": (f"%%capture\n%%time\n{DOUBLE}",),
    "time_and_capture": (f"%%time\n%%capture\n{DOUBLE}",),
    "prun_and_timeit": (f"%%prun -q\n%%timeit -n1 -r1\n{DOUBLE}",),
    "decorator_without_wraps_in_capture_and_time": (
        TIMED,
        "%%capture\n%%time\n@lesson.exercise\n@timed\ndef double(x):\n    return 2 * x\n",
    ),
    "decorator_without_wraps_in_timeit": (
        TIMED,
        "%%timeit -n1 -r1\n@lesson.exercise\n@timed\ndef double(x):\n    return 2 * x\n",
    ),
    "await": (f"import asyncio\n{DOUBLE}\nawait asyncio.sleep(0)\n",),
    "await_before": ("import asyncio\n\n\nasync def two():\n    return 2\n", f"factor = await two()\n{DOUBLE}"),
    # stubs never shadow
    "stub_above": (STUB, DOUBLE),
    "stub_below": (DOUBLE, STUB),
    "stub_in_the_same_cell_above": (f"{STUB}\n\n{DOUBLE}",),
    "stub_in_the_same_cell_below": (f"{DOUBLE}\n\n{STUB}",),
    "stub_in_capture_below": (DOUBLE, f"%%capture\n{STUB}"),
    "stubs_around_a_recursion": (
        f"@lesson.exercise\ndef total(n):\n{TOTAL}",
        "@lesson.exercise\ndef total(n):\n    ...\n",
    ),
    # other things under the name, and cells that fail
    "import_of_the_same_name_above": ("from operator import neg as double\n", DOUBLE),
    "import_of_the_same_name_below": (DOUBLE, "from operator import neg as double\n"),
    "import_of_the_same_name_in_its_cell": (f"{DOUBLE}\n\nfrom operator import neg as double\n",),
    "name_takes_a_value": (f"{DOUBLE}\n\ndouble = double(3)\n",),
    "name_is_deleted": (f"{DOUBLE}\n\ndel double\n",),
    "redefined_without_the_decorator": (DOUBLE, "def double(x):\n    return None\n"),
    "cell_fails_further_down": (f"{DOUBLE}\n\n1 / 0\n",),
    "quit_above": ("quit()\n", DOUBLE),
    "exit_in_its_cell": (f"{DOUBLE}\n\nexit()\n",),
    "last_try_counts": (WRONG, DOUBLE),
}
OTHER: dict[str, tuple[str, tuple[str, ...]]] = {
    "wrong": ("failed", (WRONG,)),
    "wrong_in_timeit": ("failed", (f"%%timeit -n1 -r1\n{WRONG}",)),
    "wrong_last": ("failed", (DOUBLE, WRONG)),
    "wrong_with_a_stub_below": ("failed", (WRONG, STUB)),
    "calls_itself_without_end": ("error", (STUB, "@lesson.exercise\ndef double(x):\n    return double(x)\n")),
    "import_of_the_same_name_called": (
        "error",
        ("from operator import neg as double\n\n\n@lesson.exercise\ndef double(x):\n    return double(x)\n",),
    ),
    "lambda": ("error", ("double = lesson.exercise(lambda x: 2 * x)\n",)),
    "partial": ("error", ("import functools\ndouble = lesson.exercise(functools.partial(lambda x: 2 * x))\n",)),
    "stub": ("not_attempted", (STUB,)),
    "stub_in_time": ("not_attempted", (f"%%time\n{STUB}",)),
    "stub_in_if": ("not_attempted", (indented("if True:", STUB),)),
    "wrong_stub_of_a_name_imported": ("not_attempted", ("from operator import neg as double\n", STUB)),
}
CASES = {**{name: ("passed", cells) for name, cells in RIGHT.items()}, **OTHER}


@dataclass
class Ways:
    """A lesson as its author has it, its release, and who grades it."""

    content: Path
    course: Path
    grader: Grader

    def lab(self, path: Path, patch: pytest.MonkeyPatch) -> dict[str, str]:
        patch.setenv("WORKBENCH_CONTENT", str(self.content))
        notebook: Any = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
        with tempfile.TemporaryDirectory(prefix="wb-") as folder:  # its sockets lie there: ports may clash
            config = kernel_config(Path(folder))
            NotebookClient(notebook, kernel_name="workbench", allow_errors=True, config=config).execute()
        return {verdict.name: verdict.outcome for verdict in read_verdicts(notebook)}

    def check(self, path: Path, patch: pytest.MonkeyPatch, content: Path) -> dict[str, str]:
        patch.setenv("WORKBENCH_CONTENT", str(content))
        return {verdict.name: verdict.outcome for verdict in run_notebook(path).verdicts}

    def grade(self, path: Path) -> dict[str, str]:
        report = self.grader.grade(path, learner="ada")
        assert report.refused is None, report.message
        return {item.name: str(item.verdict.outcome) for item in report.items}


@pytest.fixture(scope="module")
def ways(tmp_path_factory: pytest.TempPathFactory, content_at: Callable[..., Any], sandbox: Sandbox) -> Ways:
    root = tmp_path_factory.mktemp("ways")
    content = content_at(root / "content")
    content.lesson(ID, LESSON, solution=SOLUTION)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WORKBENCH_CONTENT", str(content.root))
        course = release([ID], root / "course").into
        bench = LessonBench(ID, b"a secret of these tests")
        for name in bench.exercises:
            bench.prepared(name, bench.variant("ada"))
    return Ways(content.root, course / ".workbench" / "content", Grader(bench, sandbox.address))


def write(path: Path, *cells: str, kernel: str = "workbench") -> Path:
    notebook = nbformat.v4.new_notebook()  # type: ignore[no-untyped-call]
    texts = ("from workbench import Lesson\n\nlesson = Lesson('01_alpha/01_ways')\n", *cells)
    notebook.cells = [nbformat.v4.new_code_cell(text) for text in texts]  # type: ignore[no-untyped-call]
    notebook.metadata["kernelspec"] = {"name": kernel, "display_name": kernel, "language": "python"}
    nbformat.write(notebook, path)  # type: ignore[no-untyped-call]
    return path


@pytest.mark.parametrize("case", CASES)
def test_all_four_say_the_same(case: str, ways: Ways, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBENCH_RECORD", "0")
    wanted, cells = CASES[case]
    path = write(tmp_path / "01_ways.ipynb", *cells)
    name = next(name for name in ("double", "total", "Tally") if name in "".join(cells))
    found = {
        "lab": ways.lab(path, monkeypatch),
        "check": ways.check(path, monkeypatch, ways.content),
        "release": ways.check(path, monkeypatch, ways.course),
    }
    monkeypatch.setenv("WORKBENCH_CONTENT", str(ways.content))
    found["grade"] = ways.grade(path)
    assert {way: verdicts.get(name) for way, verdicts in found.items()} == dict.fromkeys(found, wanted)


# -- how the file is written -------------------------------------------------------------------------------------------

WRITTEN: dict[str, Callable[[str], bytes]] = {
    "utf-8 with a mark": lambda text: text.encode("utf-8-sig"),
    "utf-16": lambda text: text.encode("utf-16"),
    "utf-16 of the other kind": lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
    "lines of windows": lambda text: text.replace("\n", "\r\n").replace("\\n", "\\r\\n").encode(),
    "22 MB, of which 21 are outputs": lambda text: text.replace(
        '"outputs": []', f'"outputs": [{{"output_type": "stream", "name": "stdout", "text": "{"a" * 21_000_000}"}}]', 1
    ).encode(),
}
KERNELS = ("conda-env-ml-py", "ml-env", "ir", "python3", "")


@pytest.mark.parametrize("written", WRITTEN)
def test_both_read_a_file_however_it_was_written(
    written: str, ways: Ways, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path / "01_ways.ipynb", f"# größer\n{DOUBLE}")
    path.write_bytes(WRITTEN[written](path.read_text(encoding="utf-8")))
    assert ways.check(path, monkeypatch, ways.content) == {"double": "passed"}
    assert ways.grade(path)["double"] == "passed"


def test_the_command_grades_a_large_notebook_whose_outputs_make_it_large(
    ways: Ways, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKBENCH_CONTENT", str(ways.content))
    uploads, out = tmp_path / "uploads", tmp_path / "grades"
    (uploads / "ada" / ID).parent.mkdir(parents=True)
    path = write(uploads / "ada" / f"{ID}.ipynb", DOUBLE)
    path.write_bytes(WRITTEN["22 MB, of which 21 are outputs"](path.read_text(encoding="utf-8")) + b" " * 900_000)
    command = [sys.executable, "-m", "workbench", "grade", uploads, "-o", out]
    subprocess.run(command, check=True, capture_output=True)
    report = json.loads((out / "reports" / "ada" / f"{ID}.json").read_text(encoding="utf-8"))
    assert (report["refused"], report["items"]["double"]["outcome"]) == (None, "passed")


def test_a_cell_that_quits_before_the_lesson_begins_costs_itself(
    ways: Ways, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path / "01_ways.ipynb", DOUBLE)
    notebook: Any = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    notebook.cells.insert(0, nbformat.v4.new_code_cell("exit()"))  # type: ignore[no-untyped-call]
    nbformat.write(notebook, path)  # type: ignore[no-untyped-call]
    assert ways.check(path, monkeypatch, ways.content) == {"double": "passed"}
    assert ways.grade(path)["double"] == "passed"


@pytest.mark.parametrize("kernel", KERNELS)
def test_both_run_a_notebook_of_another_machine(
    kernel: str, ways: Ways, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path / "01_ways.ipynb", DOUBLE, kernel=kernel)
    assert ways.check(path, monkeypatch, ways.content) == {"double": "passed"}
    assert ways.grade(path)["double"] == "passed"
