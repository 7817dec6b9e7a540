"""Isolated environments: made once, resumed, never half-registered; and one real library in its own kernel."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import subprocess
import zipfile
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
import pytest

from workbench import environments
from workbench.batch.plan import make_plan
from workbench.batch.runner import Standing, run_plan
from workbench.curriculum import load_curriculum
from workbench.environments import Environment, ensure, environment, lock_text, names
from workbench.errors import WorkbenchError

if TYPE_CHECKING:
    from tests.conftest import Content
    from workbench.batch.model import Result


class Quiet:
    """A display that says nothing."""

    def note(self, text: str) -> None:
        pass

    def finished(self, result: Result) -> None:
        pass

    def standing(self, standing: Standing) -> None:
        pass


def write_wheel(folder: Path, name: str, number: str) -> None:
    """A wheel with one module, made by hand, so that nothing has to come from a network."""
    info = f"{name}-{number}.dist-info"
    files = {
        f"{name}.py": f"number = {number!r}\n",
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {number}\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = ""
    for path, text in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()
        record += f"{path},sha256={digest},{len(text.encode())}\n"
    files[f"{info}/RECORD"] = record + f"{info}/RECORD,,\n"
    with zipfile.ZipFile(folder / f"{name}-{number}-py3-none-any.whl", "w") as wheel:
        for path, text in files.items():
            wheel.writestr(path, text)


@pytest.fixture
def tiny(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An environment ``tiny`` with one package from a folder of wheels. Returns the folder of locks."""
    locks, wheels = tmp_path / "locks", tmp_path / "wheels"
    for folder in (locks, wheels):
        folder.mkdir()
    write_wheel(wheels, "tinylib", "1.0")
    write_wheel(wheels, "tinylib", "2.0")
    (locks / "tiny.txt").write_text("# a comment\ntinylib==1.0\n")
    monkeypatch.setattr(environments, "_LOCKS", locks)
    monkeypatch.setenv("WORKBENCH_ENVIRONMENTS", str(tmp_path / "environments"))
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "jupyter"))
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(wheels))
    return locks


def told_by(name: str) -> list[str]:
    said: list[str] = []
    ensure(name, tell=said.append)
    return said


def run_in(made: Environment, code: str) -> str:
    return subprocess.run([made.python, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


def test_made_once_then_nothing_is_done(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not environment("tiny").ready
    said = told_by("tiny")
    assert [line.split()[0] for line in said] == ["Making", "Installing", "workbench-tiny"]
    made = environment("tiny")
    assert made.ready
    assert run_in(made, "import tinylib; print(tinylib.number)") == "1.0"
    spec = json.loads(made.kernelspec.read_text())
    assert spec["argv"][0] == str(made.python)
    assert made.kernelspec.parent.name == "workbench-tiny"

    def no_process(*_: object, **__: object) -> None:
        raise AssertionError("a process was started")

    monkeypatch.setattr(subprocess, "run", no_process)
    assert told_by("tiny") == []

    # Another lock, and it is no longer what it should be.
    (tiny / "tiny.txt").write_text("tinylib==2.0\n")
    assert not environment("tiny").ready
    monkeypatch.undo()


@pytest.mark.usefixtures("tiny")
def test_the_same_workbench_runs_inside_without_its_dependencies() -> None:
    made = ensure("tiny", tell=lambda _: None)
    assert run_in(made, "import os, workbench; print(os.path.realpath(workbench.__file__))") == str(
        Path(environments.__file__).parent / "__init__.py"
    )
    probe = "import importlib.util as u; print([n for n in ('numpy', 'pandas', 'torch') if u.find_spec(n)])"
    assert run_in(made, probe) == "[]"


def test_an_attempt_that_broke_off_is_taken_up_again(tiny: Path) -> None:
    (tiny / "tiny.txt").write_text("tinylib==3.0\n")  # there is no such wheel
    with pytest.raises(WorkbenchError, match="pip could not install the packages for 'tiny'"):
        told_by("tiny")
    half = environment("tiny")
    assert half.python.exists()
    assert not half.ready
    assert not half.kernelspec.exists()
    (tiny / "tiny.txt").write_text("tinylib==2.0\n")
    assert [line.split()[0] for line in told_by("tiny")] == ["Going", "Installing", "workbench-tiny"]
    assert run_in(half, "import tinylib; print(tinylib.number)") == "2.0"


@pytest.mark.usefixtures("tiny")
def test_a_broken_folder_is_made_anew_also_without_a_pip_of_ones_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Some programs that make environments put no pip into them."""
    monkeypatch.setattr(environments, "_has_pip", lambda: False)
    folder = environment("tiny").folder
    (folder / "bin").mkdir(parents=True)
    (folder / "bin" / "python").write_text("#!/bin/sh\nexit 3\n")
    (folder / "bin" / "python").chmod(0o755)
    assert told_by("tiny")[0].startswith("Making")
    assert environment("tiny").ready


@pytest.mark.usefixtures("tiny")
def test_without_a_network_the_error_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PIP_NO_INDEX")
    monkeypatch.delenv("PIP_FIND_LINKS")
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")  # nothing listens on the discard port
    monkeypatch.setenv("PIP_RETRIES", "0")
    with pytest.raises(WorkbenchError, match=r"could not be downloaded.*'workbench env tiny' again"):
        told_by("tiny")
    assert not environment("tiny").ready


def test_a_batch_run_goes_on_without_an_environment_that_cannot_be_made(
    make_content: Callable[..., Content], tmp_path: Path, tiny: Path
) -> None:
    (tiny / "tiny.txt").write_text("tinylib==3.0\n")  # there is no such wheel
    content = make_content({"01_alpha/01_one": "# %%\n1\n"})
    content.lesson("01_alpha/02_two", "# %%\n1\n", isolated="tiny")
    one, two = run_plan(make_plan(out=tmp_path / "runs"), display=Quiet()).results
    assert (one.status, two.status) == ("passed", "failed")
    assert two.failures[0].name == "NoEnvironment"
    assert "'workbench env tiny' again" in two.failures[0].message


@pytest.mark.usefixtures("tiny")
def test_an_unwritable_place_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("WORKBENCH_ENVIRONMENTS", str(tmp_path / "file" / "here"))
    with pytest.raises(WorkbenchError, match="Set WORKBENCH_ENVIRONMENTS"):
        told_by("tiny")


def test_an_unknown_name_suggests_the_nearest() -> None:
    with pytest.raises(WorkbenchError, match=r"no isolated environment 'feats'.*Did you mean 'feast'"):
        environment("feats")


@pytest.mark.parametrize("name", names())
def test_every_lock_pins_every_package_once(name: str) -> None:
    lines = [line for line in lock_text(name).splitlines() if line and not line.startswith("#")]
    packages = [line.split("==")[0] for line in lines]
    assert all(line.count("==") == 1 for line in lines)
    assert len(set(packages)) == len(packages)
    # What a kernel needs to start, and a lesson to check an exercise.
    assert {"ipykernel", "numpy", "pandas", "pyyaml", "sqlalchemy"} <= set(packages)


def test_every_lesson_that_is_isolated_names_an_environment_that_exists() -> None:
    for lesson in load_curriculum():
        assert lesson.isolated is None or lesson.isolated in names()


@pytest.fixture
def beside_the_clone(make_content: Callable[..., Content], monkeypatch: pytest.MonkeyPatch) -> Content:
    """Small content, with environments where the clone keeps them: one that is there already is used again."""
    where = environments.environments_dir()
    content = make_content()
    monkeypatch.setenv("WORKBENCH_ENVIRONMENTS", str(where))
    return content


@pytest.mark.isolated
def test_feast_runs_in_a_kernel_of_its_own(beside_the_clone: Content, tmp_path: Path) -> None:
    """Makes the real environment: feast needs an older pandas than the one that everything else uses."""
    code = """\
# %%
import feast
import pandas as pd

from workbench import Lesson

lesson = Lesson("01_alpha/01_store")
entity = feast.Entity(name="customer", join_keys=["customer_id"])
print(pd.__version__, entity.join_key)


# %%
@lesson.exercise
def double(x: float) -> float:
    \"\"\"Twice x. x: a float; returns a float.\"\"\"
    ...
"""
    solution = "from workbench.authoring import reference\n\n\n@reference\ndef double(x):\n    return 2 * x\n\n\n"
    beside_the_clone.lesson("01_alpha/01_store", code, isolated="feast", solution=solution + "double.example(x=1.0)\n")
    plan = make_plan(mode="solved", out=tmp_path / "runs")
    assert plan.isolated == ("feast",)
    (result,) = run_plan(plan, display=Quiet()).results
    assert result.failures == ()
    assert result.kernel == "workbench-feast"
    assert [verdict.outcome for verdict in result.verdicts] == ["passed"]
    notebook = nbformat.read(result.target, as_version=4)
    streams = [out for cell in notebook.cells for out in cell.get("outputs", []) if out.output_type == "stream"]
    printed = "".join(out.text for out in streams if out.name == "stdout")
    inside, join_key = printed.split()
    assert join_key == "customer_id"
    assert int(inside.split(".")[0]) < 3 <= int(version("pandas").split(".")[0])
