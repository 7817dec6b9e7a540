"""Grade the one submission that Gradescope's autograder holds, and say it as the file that Gradescope reads.

Gradescope runs ``/autograder/run_autograder`` in a fresh container, with what was handed in under ``submission/``, by
whom in ``submission_metadata.json``, and reads ``results/results.json``; the form of both is that of its documentation,
"Autograder Specifications".
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from workbench.content import content_root
from workbench.errors import WorkbenchError
from workbench.files import write_atomic
from workbench.grading.classroom.libraries import sandbox_for
from workbench.grading.intake.archive import is_junk
from workbench.grading.intake.submission import Refusal, read_submission
from workbench.grading.judging.bench import LessonBench, course_secret
from workbench.grading.judging.grade import Graded, Grader, Report
from workbench.grading.reports import words
from workbench.grading.reports.details import HIDDEN_CASE, HIDDEN_ERROR, Details, ErrorTold, ItemTold, details_of
from workbench.grading.reports.lesson import LessonTold, describe_lesson
from workbench.grading.reports.text import visible
from workbench.grading.sandbox.outside import SandboxError

NO_SANDBOX = (
    "Nothing was graded, by no fault of the notebook: the autograder cannot run it behind walls. For the instructor, "
    "who can release with --trust where the container allows no sandbox: "
)


def autograde(place: Path) -> Path:
    """Grade what is in ``place/submission`` as ``place/source`` says, and write ``place/results/results.json``, whose
    path is returned. What people can put right stands in the file, for Gradescope shows nothing else.

    Raises WorkbenchError when ``place/source`` is not what the release made.
    """
    lesson, trust = _settings(place / "source" / "settings.json")
    path = place / "results" / "results.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        told = _graded(place, lesson, trust=trust)
    except SandboxError as error:
        told = _nothing(NO_SANDBOX + str(error))
    except WorkbenchError as error:
        told = _nothing(str(error))
    write_atomic(path, json.dumps(told, indent=1).encode("utf-8"))
    return path


def _settings(path: Path) -> tuple[str, bool]:
    """The lesson, and whether notebooks are trusted."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        return str(told["lesson"]), bool(told["trust"])
    except (OSError, ValueError, LookupError, TypeError):
        raise WorkbenchError(f"{path} is not from 'workbench release --as gradescope': upload its zip.") from None


def _graded(place: Path, lesson: str, *, trust: bool) -> dict[str, Any]:
    notebook = _notebook(place / "submission", lesson)
    bench = LessonBench(lesson, course_secret(place / "source"))
    with sandbox_for([lesson], content_root(), trust=trust) as sandbox:
        report = Grader(bench, sandbox.address, trusted=trust).grade(notebook, learner=_who(place))
    return _results(report, describe_lesson(lesson))


def _nothing(text: str) -> dict[str, Any]:
    return {"score": 0, **_said(text), "stdout_visibility": "hidden"}


def _said(text: str) -> dict[str, str]:
    return {"output": visible(text), "output_format": "text"}


def _notebook(folder: Path, lesson: str) -> Path:
    """The lesson's notebook among the files that were handed in. Raises WorkbenchError when it cannot be told."""
    found = sorted(path for path in folder.rglob("*.ipynb") if not any(map(is_junk, path.relative_to(folder).parts)))
    if len(found) > 1:
        found = [path for path in found if _is_of(path, lesson)] or found
    name = f"{lesson.rpartition('/')[2]}.ipynb"
    if not found:
        raise WorkbenchError(f"No notebook was handed in. Hand in {name}, saved in JupyterLab.")
    if len(found) > 1:
        names = ", ".join(str(path.relative_to(folder)) for path in found[:5])
        raise WorkbenchError(f"{len(found)} notebooks could be meant: {names}. Hand in {name} alone.")
    return found[0]


def _is_of(path: Path, lesson: str) -> bool:
    try:
        read_submission(path, lesson_id=lesson)
    except Refusal:
        return False
    return True


def _who(place: Path) -> str:
    """Whose hidden inputs are drawn: the same for all members of a group, whoever of them hands in."""
    try:
        told = json.loads((place / "submission_metadata.json").read_text(encoding="utf-8"))
        return ",".join(sorted(str(user["email"]) for user in told["users"])) or "a learner"
    except (OSError, ValueError, LookupError, TypeError):
        return "a learner"


def _results(report: Report, lesson: LessonTold) -> dict[str, Any]:
    if report.refused is not None:
        why, advice = words.refusal(report.refused)
        return _nothing(f"{why}. {report.message} {advice}")
    details = details_of(report.public())
    tests = [
        {
            "name": visible(item.name),
            "score": item.points,
            "max_score": 1.0,
            "status": "passed" if item.points else "failed",
            **_said("\n".join(_lines(item, details.items[item.name], lesson.parts[item.name].title))),
            "visibility": "visible",
        }
        for item in report.items
    ]
    return {
        "tests": tests,
        **_said("\n".join(_about(details))),
        "execution_time": round(report.seconds),
        "stdout_visibility": "hidden",
    }


def _about(details: Details) -> Iterator[str]:
    yield from details.notes
    for cell in details.cells:
        said = "ended the process" if cell.ended else _error(cell.error)
        yield f"Cell {cell.number}: {said}"


def _lines(graded: Graded, item: ItemTold, title: str) -> Iterator[str]:
    yield title
    diagnosis = graded.verdict.diagnosis
    outcome = words.outcome(item.outcome, diagnosis.kind if diagnosis else "")
    yield f"{outcome.sign} {outcome.words}" + (f": {item.cases}" if item.cases else "")
    if item.diagnosis:
        yield item.diagnosis
    if item.error is not None:
        yield _error(item.error)
    if item.hidden:
        yield HIDDEN_ERROR if item.error is not None else HIDDEN_CASE
    if item.case is not None:
        yield from (f"{what} {text}" for what, text in item.case.rows)
        yield from filter(None, [item.case.difference])


def _error(error: ErrorTold) -> str:
    text = f"{error.type}: {error.message}" if error.message else error.type
    return text if error.line is None else f"{text} (line {error.line}: {error.source})"
