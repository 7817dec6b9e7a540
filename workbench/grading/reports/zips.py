"""The feedback on a lesson as the archive that a course system takes back: Moodle's feedback files, Canvas's returned
submissions.

Sources of the formats: Moodle takes a file for a participant's whose path has ``<name>_<number>_assignsubmission_file``
in it, whatever the rest is called (``assignfeedback_file_zip_importer``); Canvas takes ``<name>_<user>_<file>_<rest>``,
numbers as they were when the submissions were downloaded (``generate_comments_from_files``).
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from workbench.errors import WorkbenchError
from workbench.files import packed, write_atomic
from workbench.grading.intake.collect import INDEX, read_index
from workbench.grading.intake.names import prefix_of
from workbench.grading.reports.text import folder_name

System = Literal["moodle", "canvas"]


def write_zip(grades: Path, lesson: str, submissions: Path, system: System, path: Path) -> list[str]:
    """Pack the pages ``grades/feedback/<learner>/<lesson>.html``; returns the learners who cannot be reached.

    submissions: the folder of ``workbench collect``, whose index says under which name each upload came. Raises
    WorkbenchError when there is no such index, or no page at all.
    """
    sources = _sources(submissions, lesson)
    pages = {learner: grades / "feedback" / folder_name(learner) / f"{lesson}.html" for learner in sources}
    there = {learner: page for learner, page in pages.items() if page.is_file()}
    if not there:
        raise WorkbenchError(
            f"{grades} has no page of feedback on {lesson} for anyone whose upload is in {submissions}."
        )
    name = lesson.rsplit("/", 1)[-1]
    names = {learner: _name(sources[learner], system, f"feedback_{name}.html") for learner in there}
    reached = sorted((inner, learner) for learner, inner in names.items() if inner)
    write_atomic(path, packed((inner, there[learner].read_bytes(), 0o600) for inner, learner in reached))
    return sorted(learner for learner, inner in names.items() if not inner)


def _sources(submissions: Path, lesson: str) -> dict[str, str]:
    """Learner → the path under which the newest upload came."""
    if not (submissions / INDEX).exists():
        raise WorkbenchError(f"{submissions} was not made by workbench collect: it has no index of uploads.")
    versions, _ = read_index(submissions / INDEX)
    return {learner: found[-1].source for (learner, which), found in versions.items() if which == lesson}


def _name(source: str, system: System, name: str) -> str:
    """The name in the archive by which the course system knows whose it is; empty when it could not."""
    for part in source.split("/"):
        if prefix := prefix_of(part, system.capitalize()):
            return f"{prefix.removesuffix('_')}_/{name}" if system == "moodle" else f"{prefix}{name}"
    return ""
