"""The real ``workbench grade``: stopped in every way, with every kind of upload, beside another one."""

from __future__ import annotations

import io
import json
import os
import signal
import zipfile
from pathlib import Path

import jupytext
import nbformat
import pytest
from course import LESSON_ID
from grade_processes import Run, hand_in, outlive, points, recorded, waits_for
from test_attacks import EVERYTHING, HONEST

from workbench.grading.gradebook import Gradebook
from workbench.grading.judging.bench import LessonBench

WRONG = HONEST.replace("return x + x", "return x**2")


@pytest.fixture
def place(tmp_path: Path, bench: LessonBench) -> Path:
    del bench  # its content is where the command looks for lessons
    return tmp_path


# -- ending early ------------------------------------------------------------------------------------------------------

SCRIPTS = {
    "ada": HONEST,
    "bob": WRONG,
    "cleo": waits_for("c", WRONG),
    "dora": waits_for("d"),
    "emil": HONEST,
    "fay": waits_for("f", WRONG),
}
TRUTH = dict(zip(SCRIPTS, (5.0, 4.0, 4.0, 5.0, 5.0, 4.0), strict=True))


def until_only_waiting(place: Path, temporary: Path, done: set[str]) -> Run:
    """A run that has graded these, and whose two grading processes are at notebooks that wait."""
    command = Run(place, "grade", place / "uploads", "-o", place / "grades", "-j", "2", temporary=temporary)
    command.until(lambda: recorded(place / "grades").keys() == done, "the grades of the quick ones")
    # Two grading processes, bubblewrap, the zygote, and a warden and a notebook for each submission at work.
    command.until(lambda: len(command.family()) >= 8, "the notebooks that wait")
    return command


def test_a_class_survives_a_kill_and_ctrl_c(place: Path, temporary: Path) -> None:
    uploads, out = place / "uploads", place / "grades"
    gates = Path(os.environ["WORKBENCH_CONTENT"], "datasets")
    for learner, script in SCRIPTS.items():
        hand_in(uploads, learner, script)

    command = until_only_waiting(place, temporary, {"ada", "bob"})
    family = command.family()
    command.process.kill()
    command.end(-signal.SIGKILL)
    assert outlive(family) == []
    killed = recorded(out)
    assert killed.keys() == {"ada", "bob"}

    (gates / "c").touch()
    command = until_only_waiting(place, temporary, {"ada", "bob", "cleo", "emil"})
    family = command.family()
    beside = Run(place, "grade", uploads, "-o", out, temporary=temporary).end(2)
    assert f"Another 'workbench grade' is at work in {out} (process {command.process.pid})" in beside
    command.process.terminate()
    os.killpg(command.process.pid, signal.SIGINT)  # as a shell or make would, on top of it
    assert "Stopped. The same command goes on from here." in command.end(130)
    assert outlive(family) == []
    assert list(temporary.iterdir()) == [], "also what the killed one left"
    stopped = recorded(out)
    assert killed.items() <= stopped.items(), "graded twice"

    (gates / "d").touch()
    (gates / "f").touch()
    told = Run(place, "grade", uploads, "-o", out, "-j", "2", temporary=temporary).end(0)
    assert "2 graded, 0 refused, 0 not graded" in told
    assert points(out) == TRUTH
    assert stopped.items() <= recorded(out).items(), "graded twice"
    assert not list(out.rglob("*.part"))
    assert {path.parents[1].name for path in (out / "reports").rglob("*.json")} == set(SCRIPTS)


# -- every kind of upload ----------------------------------------------------------------------------------------------


def notebook(script: str = HONEST) -> nbformat.NotebookNode:
    return jupytext.reads(script, fmt="py:percent")


def as_bytes(made: nbformat.NotebookNode) -> bytes:
    return nbformat.writes(made).encode()


def cell_of(made: nbformat.NotebookNode, text: str) -> nbformat.NotebookNode:
    return next(cell for cell in made.cells if text in cell.source)


def edited(change: str) -> bytes:
    """An honest notebook with its cell of ``double`` changed."""
    made = notebook()
    cell = cell_of(made, "def double")
    if change == "missing":
        made.cells.remove(cell)
    elif change == "duplicated":
        made.cells.append(nbformat.v4.new_code_cell(cell.source))
    elif change == "reordered":
        made.cells[1:] = made.cells[:0:-1]
    elif change == "renamed":
        cell.source = cell.source.replace("def double", "def doubled")
    elif change == "retyped":
        cell.cell_type = "markdown"
        del cell["outputs"], cell["execution_count"]
    elif change == "half_deleted":
        cell.source = cell.source[: cell.source.index("):")]
    return as_bytes(made)


def version_3() -> bytes:
    cells = [{"cell_type": "code", "input": cell.source, "language": "python"} for cell in notebook().cells]
    return json.dumps({"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": cells}]}).encode()


OTHER = '# %%\nfrom workbench import Lesson\nlesson = Lesson("01_alpha/02_other")\n\n# %%\ndef nothing():\n    pass\n'
REST = EVERYTHING - {"double"}
GRADED = {
    "missing": REST,
    "duplicated": EVERYTHING,
    "reordered": EVERYTHING,
    "renamed": REST,
    "retyped": REST,
    "half_deleted": REST,
}
ODD = {
    "format_3": (version_3(), EVERYTHING),
    "windows": (as_bytes(notebook()).replace(b"\n", b"\r\n"), EVERYTHING),
    "windows_in_cells": (as_bytes(notebook()).replace(b"\\n", b"\\r\\n"), EVERYTHING),
    "bom": (b"\xef\xbb\xbf" + as_bytes(notebook()), EVERYTHING),
    "other_lesson": (as_bytes(notebook(OTHER)), "wrong_notebook"),
    "empty": (b"", "empty"),
    "no_json": (as_bytes(notebook())[:-40], "not_json"),
    "not_utf8": (as_bytes(notebook()).replace(b"double", b"do\xff\xfele", 1), "not_text"),
}


def odd_files(uploads: Path) -> None:
    """Things in the place of a notebook that are none."""
    honest = hand_in(uploads, "honest0", as_bytes(notebook()), ending=".ipynb")
    huge = hand_in(uploads, "huge", b"{", ending=".ipynb")
    os.truncate(huge, 200_000_000)  # takes no room on the disk
    for learner in ("link", "folder", "pipe"):
        (uploads / learner / LESSON_ID).parent.mkdir(parents=True)
    (uploads / "link" / f"{LESSON_ID}.ipynb").symlink_to(honest)
    (uploads / "folder" / f"{LESSON_ID}.ipynb").mkdir()
    os.mkfifo(uploads / "pipe" / f"{LESSON_ID}.ipynb")
    (uploads / "behind").mkdir()
    (uploads / "behind" / LESSON_ID.split("/")[0]).symlink_to(honest.parent)
    (uploads / "linked").symlink_to(honest.parents[1])


def collected(place: Path, temporary: Path, uploads: Path) -> str:
    """Collect a zip with names that lead out of it."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("../../outside/01_target.ipynb", as_bytes(notebook()))
        file.writestr("zipped/01_target.ipynb", as_bytes(notebook()))
    (place / "class.zip").write_bytes(archive.getvalue())
    return Run(place, "collect", place / "class.zip", LESSON_ID, "-o", uploads, temporary=temporary).end(0)


def test_every_kind_of_upload_is_graded_or_refused_by_name(place: Path, temporary: Path) -> None:
    uploads, out = place / "uploads", place / "grades"
    told = collected(place, temporary, uploads)
    assert "leads out of the archive" in told
    assert not list(place.rglob("outside"))
    for change in GRADED:
        hand_in(uploads, change, edited(change), ending=".ipynb")
        hand_in(uploads, f"{change}_honest_neighbour", HONEST + f"\n# {change}\n")
    for learner, (data, _) in ODD.items():
        hand_in(uploads, learner, data, ending=".ipynb")
    odd_files(uploads)
    (uploads / os.fsdecode(b"strange\xff") / LESSON_ID.split("/")[0]).mkdir(parents=True)
    (uploads / os.fsdecode(b"strange\xff") / f"{LESSON_ID}.py").write_text(HONEST)
    told = Run(place, "grade", uploads, "-o", out, "-j", "2", temporary=temporary).end(1)
    assert "strange?" in told
    assert "no gradebook can hold this name" in told

    refused = {learner: reason for learner, (_, reason) in ODD.items() if isinstance(reason, str)}
    refused |= dict.fromkeys(("link", "folder", "pipe", "behind", "linked"), "no_file") | {"huge": "too_large"}
    right = GRADED | {learner: names for learner, (_, names) in ODD.items() if not isinstance(names, str)}
    right |= {f"{change}_honest_neighbour": EVERYTHING for change in GRADED}
    right |= dict.fromkeys(("honest0", "zipped"), EVERYTHING)
    scores = {score.learner.login: score for score in Gradebook.open(out / "gradebook.db").scores(LESSON_ID)}
    assert scores.keys() == refused.keys() | right.keys()
    for learner, score in scores.items():
        report = json.loads((out / "reports" / learner / f"{LESSON_ID}.json").read_text())
        if learner in refused:
            assert (score.status, report["refused"], score.total) == ("refused", refused[learner], 0), learner
            assert report["message"].endswith("."), learner
        else:
            found = {exercise.name for exercise in score.exercises if exercise.points}
            assert (score.status, found) == ("graded", right[learner]), learner
            assert {name for name, item in report["items"].items() if item["points"]} == right[learner]
    assert f"{len(right)} graded, {len(refused)} refused, 1 not graded" in told
    notes = json.loads((out / "reports" / "renamed" / f"{LESSON_ID}.json").read_text())["notes"]
    assert any("Did you mean 'double'?" in note for note in notes)
