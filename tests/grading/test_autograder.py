"""Gradescope's autograder: the zip is complete, and says of what was handed in what a grade would."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import jupytext
import pytest
import realistic
from typer.testing import CliRunner

from workbench.cli import app
from workbench.curriculum import load_curriculum
from workbench.errors import WorkbenchError
from workbench.grading.release.autograder import _setup
from workbench.grading.reports.autograded import NO_SANDBOX, autograde
from workbench.grading.sandbox import outside

LESSON = "02_math/05_optimization"


def make(out: Path) -> None:
    told = CliRunner().invoke(app, ["release", LESSON, "--as", "gradescope", "-o", str(out)], catch_exceptions=False)
    assert "They hold the solutions" in told.output


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("autograders")
    make(out)
    return out / "02_math_05_optimization.gradescope.zip"


@pytest.fixture
def place(tmp_path: Path, archive: Path) -> Path:
    """As Gradescope lays it out, with two learners in a group."""
    with zipfile.ZipFile(archive) as content:
        content.extractall(tmp_path / "source")
    (tmp_path / "submission").mkdir()
    users = [{"email": "bob@example.org"}, {"email": "ada@example.org"}]
    (tmp_path / "submission_metadata.json").write_text(json.dumps({"users": users}))
    return tmp_path


def hand_in(place: Path, number: int, name: str = "homework.ipynb") -> dict[str, bool]:
    """A notebook among what was handed in; exercise → whether it is right."""
    made = realistic.make(LESSON, number)
    jupytext.write(jupytext.reads(made.script, fmt="py:percent"), place / "submission" / name)
    return made.truth


def run(place: Path, **more: str) -> dict[str, Any]:
    """What the autograder says, with the lesson, the solution and the data of the zip alone."""
    environment = {**os.environ, "AUTOGRADER": str(place), "PYTHON": sys.executable, **more}
    done = subprocess.run(
        ["bash", place / "source" / "run_autograder"], env=environment, cwd="/", capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return results(place)


def results(place: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((place / "results" / "results.json").read_text())
    return found


def test_what_is_handed_in_gets_the_points_that_it_has_earned(place: Path) -> None:
    truth = hand_in(place, 3)
    assert len(set(truth.values())) == 2
    told = run(place)
    scores = {test["name"]: test["score"] for test in told["tests"]}
    assert {name: scores[name] == 1 for name in truth} == truth
    assert all(test["max_score"] == 1 and test["status"] in ("passed", "failed") for test in told["tests"])
    outputs = {test["name"]: test["output"] for test in told["tests"]}
    assert all(("✓ Correct" in outputs[name]) == right for name, right in truth.items())


def test_trust_without_an_autograder_is_refused(tmp_path: Path) -> None:
    told = CliRunner().invoke(app, ["release", LESSON, "--trust", "-o", str(tmp_path / "course")])
    assert isinstance(told.exception, WorkbenchError)
    assert "say --as gradescope too" in str(told.exception)
    assert not (tmp_path / "course").exists()


def test_the_zip_is_as_gradescope_wants_it_and_the_same_each_time(archive: Path) -> None:
    with zipfile.ZipFile(archive) as content:
        modes = {item.filename: item.external_attr >> 16 & 0o777 for item in content.infolist()}
        setup = content.read("setup.sh")
        requirements = content.read("requirements.txt").decode().splitlines()
        constraints = content.read("constraints.txt").decode()
    assert modes["setup.sh"] == modes["run_autograder"] == 0o755
    assert modes["secret"] == 0o600
    subprocess.run(["bash", "-n"], input=setup, check=True)
    assert any(line.startswith("torch") for line in requirements)
    assert not any("extra" in line or "jupyterlab" in line for line in requirements)
    assert "torch==" in constraints
    assert [name for name in modes if name.startswith("content/solutions/")] == [f"content/solutions/{LESSON}.py"]
    before = archive.read_bytes()
    make(archive.parent)
    assert archive.read_bytes() == before


def test_the_image_gets_the_programs_that_a_lesson_starts() -> None:
    info = load_curriculum()[LESSON]
    assert "\napt-get install -y bubblewrap libseccomp2\n" in _setup(info)
    with_spark = replace(info, extras=("dataframes",))
    assert "\napt-get install -y bubblewrap libseccomp2 default-jre-headless\n" in _setup(with_spark)


def test_the_notebook_of_the_lesson_is_found_among_others(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workbench.grading.reports.autograded.LessonBench", _stop)
    other = jupytext.reads('# %%\nlesson = Lesson("01_data/02_pandas")', fmt="py:percent")
    jupytext.write(other, place / "submission" / "other.ipynb")
    hand_in(place, 0, "mine.ipynb")
    with pytest.raises(StopIteration):
        autograde(place)


def _stop(*_: object) -> None:
    raise StopIteration


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ((), "No notebook was handed in. Hand in 05_optimization.ipynb, saved in JupyterLab."),
        (("a.ipynb", "b.ipynb"), "2 notebooks could be meant: a.ipynb, b.ipynb. Hand in 05_optimization.ipynb alone."),
    ],
)
def test_what_cannot_be_told_is_said_where_the_learner_reads_it(place: Path, names: tuple[str, ...], said: str) -> None:
    for name in names:
        hand_in(place, 0, name)
    autograde(place)
    assert results(place)["output"] == said
    assert results(place)["score"] == 0


def test_a_damaged_notebook_is_refused_with_advice(place: Path) -> None:
    (place / "submission" / "05_optimization.ipynb").write_text("{")
    autograde(place)
    assert "save it, and hand it in again" in results(place)["output"]


def test_where_no_walls_can_stand_nothing_is_graded_and_the_instructor_is_told(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: outside.Sandbox) -> None:
        raise outside.SandboxError("no namespaces")

    monkeypatch.setattr(outside.Sandbox, "_start", fail)
    hand_in(place, 0)
    autograde(place)
    assert results(place)["output"] == f"{NO_SANDBOX}no namespaces"


def test_trust_and_a_folder_that_is_no_release(place: Path) -> None:
    truth = hand_in(place, 3)
    settings = place / "source" / "settings.json"
    settings.write_text(json.dumps({"lesson": LESSON, "trust": True}))
    told = run(place, PYTHONPATH=str(place / "source" / "package"))  # the package of the zip, too
    assert "Graded without a sandbox" in told["output"]
    assert {test["name"]: test["score"] == 1 for test in told["tests"] if test["name"] in truth} == truth
    settings.write_text("{}")
    done = CliRunner().invoke(app, ["autograde", str(place)])
    assert "is not from 'workbench release --as gradescope'" in str(done.exception)
