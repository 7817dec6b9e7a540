"""Write the reports of a graded class into its folder: feedback for each learner, a page for each lesson."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from workbench.curriculum import load_curriculum
from workbench.errors import WorkbenchError, nearest
from workbench.grading.gradebook import Assignment, Gradebook, Score, Submission
from workbench.grading.intake.submission import Submission as Read
from workbench.grading.intake.submission import read_submission
from workbench.grading.intake.uploads import find_version
from workbench.grading.reports.class_page import class_page
from workbench.grading.reports.classroom import class_report
from workbench.grading.reports.details import Details, read_details
from workbench.grading.reports.feedback import feedback, feedback_page, has_feedback
from workbench.grading.reports.fingerprints import Code, read_code, read_shipped
from workbench.grading.reports.lesson import LessonTold, describe_lesson
from workbench.grading.reports.page import write_page
from workbench.grading.reports.similar import similar_pairs
from workbench.grading.reports.text import folder_name

Watch = Callable[[str, int, int], None]
"""Told of what is being done, how much of it is done, and of how much."""


@dataclass(frozen=True, kw_only=True)
class Written:
    """What there is now. feedback, pages, data: paths of the learners' pages, the class's pages and their data;
    changed: how many of all were written, the others said the same already; pairs: of similar submissions."""

    feedback: tuple[Path, ...]
    pages: tuple[Path, ...]
    data: tuple[Path, ...]
    changed: int
    pairs: int


def open_gradebook(grades: Path, place: str | None) -> Gradebook:
    """The gradebook of a graded class. Raises WorkbenchError when nothing has been graded into ``grades``."""
    if not grades.is_dir():
        raise WorkbenchError(f"There is no folder {grades}. Grade a class first: workbench grade --help.")
    file = grades / "gradebook.db"
    if place is None and not file.is_file():
        raise WorkbenchError(f"{grades} holds no gradebook. Name the folder of grade -o, or the gradebook's URL.")
    return Gradebook.open(place or file, create=False)


def choose_lessons(book: Gradebook, wanted: Sequence[str]) -> list[str]:
    """The lessons to report on: those named, else all that were graded; a track stands for its lessons."""
    known = [assignment.lesson for assignment in book.assignments()]
    if not known:
        raise WorkbenchError(f"The gradebook {book.place} holds no lesson yet. Grade one: workbench grade --help.")
    chosen: list[str] = []
    for name in wanted:
        found = [lesson for lesson in known if lesson == name or lesson.split("/", 1)[0] == name]
        if not found:
            raise WorkbenchError(f"No lesson {name!r} has been graded here.{nearest(name, known)}")
        chosen += [lesson for lesson in found if lesson not in chosen]
    return chosen or known


def write_reports(
    grades: Path,
    book: Gradebook,
    lessons: Sequence[str],
    *,
    similar: bool = True,
    watch: Watch = lambda *_: None,
) -> Written:
    """Write ``feedback/<learner>/<lesson>.html``, ``class/<lesson>.html`` and ``.json`` under ``grades``.

    similar: compare the code of the learners. What would not change is not written again.
    """
    writer = _Writer(grades, book, similar=similar, watch=watch)
    for lesson in lessons:
        writer.lesson(lesson)
    return Written(
        feedback=tuple(writer.feedback),
        pages=tuple(writer.pages),
        data=tuple(writer.data),
        changed=writer.changed,
        pairs=writer.pairs,
    )


class _Writer:
    def __init__(self, grades: Path, book: Gradebook, *, similar: bool, watch: Watch) -> None:
        self._grades, self._book, self._similar, self._watch = grades, book, similar, watch
        self.feedback: list[Path] = []
        self.pages: list[Path] = []
        self.data: list[Path] = []
        self.changed = self.pairs = 0

    def lesson(self, lesson_id: str) -> None:
        assignment, lesson = self._book.assignment(lesson_id), describe_lesson(lesson_id)
        scores = self._book.scores(lesson_id)
        submissions: dict[str, list[Submission]] = {}
        for one in self._book.submissions(lesson_id):
            submissions.setdefault(one.learner, []).append(one)
        details = self._feedback(assignment, lesson, scores, submissions)
        codes = self._codes(assignment, lesson, scores) if self._similar else []
        report = class_report(
            self._book,
            assignment,
            lesson,
            scores=scores,
            submissions=submissions,
            details=details,
            similar=similar_pairs(codes) if self._similar else None,
        )
        self.pairs += len(report.similar.pairs) if report.similar else 0
        base = self._grades / "class" / _relative(lesson_id)
        sources = {code.learner: code.sources for code in codes}
        self._write(self.pages, base.with_name(f"{base.name}.html"), class_page(report, sources))
        text = json.dumps(report.public(), indent=1, ensure_ascii=False) + "\n"
        self._write(self.data, base.with_name(f"{base.name}.json"), text)

    def _feedback(
        self, assignment: Assignment, lesson: LessonTold, scores: list[Score], submissions: dict[str, list[Submission]]
    ) -> dict[str, Details]:
        """Write a page for each learner of whom something came; returns what was read of each, by login."""
        told: dict[str, Details] = {}
        for done, score in enumerate(scores):
            self._watch(f"Feedback on {lesson.id}", done, len(scores))
            login, mine = score.learner.login, submissions.get(score.learner.login, [])
            if not has_feedback(score, mine):
                continue
            found = _details_of(self._grades, score)
            if found is not None:
                told[login] = found
            page = feedback_page(feedback(score, assignment, lesson, submissions=mine, details=found))
            folder = self._grades / "feedback" / folder_name(login) / _relative(lesson.id)
            self._write(self.feedback, folder.with_name(f"{folder.name}.html"), page)
        return told

    def _codes(self, assignment: Assignment, lesson: LessonTold, scores: list[Score]) -> list[Code]:
        """The code of everyone whose submission can be read. It is parsed, never run."""
        try:
            info = load_curriculum()[lesson.id]
        except WorkbenchError:
            return []
        shipped = read_shipped(info.path, info.solution_path)
        exercises = [
            e.name for e in assignment.exercises if (part := lesson.parts.get(e.name)) and part.kind == "exercise"
        ]
        found = []
        with TemporaryDirectory() as name:
            for done, score in enumerate(scores):
                self._watch(f"Comparing {lesson.id}", done, len(scores))
                if score.submission is None:
                    continue
                try:
                    read = _read(score.submission, Path(name))
                except (WorkbenchError, OSError):
                    continue
                found.append(read_code(score.learner.login, read.cells, exercises, shipped))
        return found

    def _write(self, listed: list[Path], path: Path, content: str) -> None:
        self.changed += write_page(path, content)
        listed.append(path)


def _read(submission: Submission, folder: Path) -> Read:
    """The code of a submission: of the version that was recorded, whatever lies at its path now."""
    copy = folder / f"upload{submission.path.suffix}"
    copy.write_bytes(find_version(submission.path, submission.sha256))
    return read_submission(copy, lesson_id=submission.assignment)


def _details_of(grades: Path, score: Score) -> Details | None:
    one = score.submission
    if one is None:
        return None
    return read_details(grades, one.learner, one.assignment, sha256=one.sha256)


def _relative(lesson_id: str) -> Path:
    """The lesson's id as a path that stays where it is put."""
    return Path(*(folder_name(part) for part in lesson_id.split("/")))
