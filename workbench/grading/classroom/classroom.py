"""Grade a folder of submissions into a gradebook, several at a time; go on where an earlier run was stopped.

What is recorded is recorded: one submission is one transaction, after its report is written. A run that was killed has
graded what the gradebook says, and the next one does the rest. An exercise that has changed is graded again, and
nothing else.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import islice
from pathlib import Path

from workbench.errors import WorkbenchError
from workbench.files import write_atomic
from workbench.grading.classroom.pool import LocalPool, Place, Round
from workbench.grading.gradebook import (
    AssignedExercise,
    Assignment,
    Gradebook,
    Learner,
    NewSubmission,
    Result,
    State,
    Submission,
    ToGrade,
)
from workbench.grading.intake.reading import Reason, Refusal
from workbench.grading.intake.refused import readable
from workbench.grading.intake.uploads import Upload, find_uploads, find_version
from workbench.grading.judging.bench import LessonBench, course_secret
from workbench.grading.judging.grade import Report
from workbench.grading.judging.worker import Task, solution_digest
from workbench.grading.sandbox.limits import Limits
from workbench.grading.sandbox.outside import Sandbox

__all__ = ["Classroom", "Tally", "Upload", "find_uploads", "only_one"]

_AT_ONCE = 200  # uploads in one transaction


@dataclass(kw_only=True)
class Tally:
    """What a run did. failed: a sentence for each upload that could be neither graded nor refused."""

    graded: int = 0
    refused: int = 0
    failed: list[str] = field(default_factory=list)
    cpu: float = 0.0
    interrupted: bool = False

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            graded=self.graded + other.graded,
            refused=self.refused + other.refused,
            failed=self.failed + other.failed,
            cpu=self.cpu + other.cpu,
            interrupted=self.interrupted or other.interrupted,
        )


@contextmanager
def only_one(out: Path) -> Iterator[None]:
    """Keep other runs out of a folder. Raises WorkbenchError when one is at work there already.

    The lock ends with the process, however that ends.
    """
    with _writing(out):
        out.mkdir(parents=True, exist_ok=True)
        file = (out / ".grade.lock").open("a+", encoding="ascii")
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            whose = f" (process {number})" if (number := file.read(20).strip()).isdigit() else ""
            raise WorkbenchError(
                f"Another 'workbench grade' is at work in {out}{whose}. Wait until it is through, or give another "
                "folder with --out."
            ) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


class Classroom:
    """Grades into ``out``: the gradebook, the course's secret, and one report per submission.

    gradebook: a path or URL in place of ``out/gradebook.db``. Everything raises WorkbenchError when the gradebook or a
    report cannot be written; what is recorded until then stays, and the same call goes on.
    """

    def __init__(self, out: Path, *, gradebook: str | None = None, limits: Limits | None = None) -> None:
        with _writing(out):
            out.mkdir(parents=True, exist_ok=True)
            self.book = Gradebook.open(gradebook or out / "gradebook.db")
            self.secret = course_secret(out)
        self.out = out
        self.limits = limits or Limits()
        self._places: dict[tuple[str, str, str], Path] = {}  # where uploads lie now; the gradebook knows where they lay
        self._solutions: dict[str, str] = {}
        self._digests = cache(self._read_digests)

    # -- what came -----------------------------------------------------------------------------------------------

    def receive(self, uploads: Iterable[Upload], *, entered: Callable[[int], None] = lambda _: None) -> Tally:
        """Enter learners, assignments and submissions; what cannot be read is refused here.

        entered: told of how many more are through.
        """
        tally = Tally()
        uploads = self._with_usable_names(uploads, tally)
        known = {learner.login for learner in self.book.learners()}
        self.book.add_learners(Learner(login=name) for name in sorted({u.learner for u in uploads} - known))
        for lesson in sorted({upload.lesson for upload in uploads}):
            self._assign(lesson)
        waiting = iter(uploads)
        while part := list(islice(waiting, _AT_ONCE)):
            self._enter(part, tally)
            entered(len(part))
        return tally

    def _with_usable_names(self, uploads: Iterable[Upload], tally: Tally) -> list[Upload]:
        """Without those whose learner's name no gradebook could hold; these are named."""
        usable = []
        for upload in uploads:
            try:
                Learner(login=upload.learner)
                str(upload.path).encode()
                usable.append(upload)
            except (WorkbenchError, UnicodeEncodeError):
                where = f"{readable(upload.learner)}, {upload.lesson}"
                tally.failed.append(f"{where}: no gradebook can hold this name. Rename the folder.")
        return usable

    def _assign(self, lesson: str) -> None:
        """Every exercise and quiz is worth a point, unless the gradebook says otherwise."""
        bench = LessonBench(lesson, self.secret)
        names = [*bench.exercises, *bench.choices]
        before = next((a for a in self.book.assignments() if a.lesson == lesson), None)
        worth = {exercise.name: exercise.points for exercise in before.exercises} if before else {}
        exercises = [AssignedExercise(name=n, points=worth.get(n, 1.0), digest=bench.digest(n)) for n in names]
        new = Assignment(lesson=lesson, exercises=exercises)
        self.book.set_assignment(new if before is None else replace(before, exercises=exercises))
        self._digests.cache_clear()
        self._solutions[lesson] = solution_digest(lesson)

    def _enter(self, uploads: Sequence[Upload], tally: Tally) -> None:
        """One transaction for all of them, and one for each that is newly refused."""
        seen = [self._look_at(upload) for upload in uploads]
        recorded = self.book.record_submissions(new for new, _ in seen)
        for submission, (new, refusal) in zip(recorded, seen, strict=True):
            if refusal is not None:
                self._refuse_unless_known(submission, refusal)
                tally.refused += 1
                continue
            if submission.state == State.REFUSED and submission.reason == Reason.NO_FILE:
                self.book.accept(submission.id)  # it was gone, and is back
            self._places[submission.learner, submission.assignment, submission.path.suffix] = new.path

    def _look_at(self, upload: Upload) -> tuple[NewSubmission, Refusal | None]:
        refusal = None
        try:
            digest = hashlib.sha256(upload.read()).hexdigest()
        except Refusal as error:
            refusal = error
            size = upload.path.lstat().st_size if os.path.lexists(upload.path) else 0
            digest = hashlib.sha256(f"{error.reason}\n{size}".encode()).hexdigest()
        new = NewSubmission(
            learner=upload.learner,
            assignment=upload.lesson,
            received=upload.received,
            sha256=digest,
            path=upload.path.absolute(),
        )
        return new, refusal

    def _refuse_unless_known(self, submission: Submission, refusal: Refusal) -> None:
        same = (submission.state, submission.reason, submission.message) == (
            State.REFUSED,
            refusal.reason,
            str(refusal),
        )
        if not (same and self._report_path(submission.learner, submission.assignment).exists()):
            self.refuse(submission, str(refusal.reason), str(refusal))

    def refuse(self, submission: Submission, reason: str, message: str) -> None:
        """Set a submission aside, with a report that says why."""
        self._write(_refused(submission, reason, message))
        self.book.refuse(submission.id, reason=reason, message=message)

    # -- what is to be done --------------------------------------------------------------------------------------

    def waiting(self, lessons: Sequence[str] = ()) -> list[ToGrade]:
        """What is to be graded now: of each learner what can count, see ``Gradebook.needs_grading``."""
        assigned = self._assigned(lessons)
        return [one for lesson in assigned for one in self.book.needs_grading(lesson, only_counting=True)]

    def again(self, lessons: Sequence[str] = ()) -> None:
        """Let everything be graded anew, also what was refused. Scores stay as they are until then."""
        for lesson in self._assigned(lessons):
            submissions = iter(self.book.submissions(lesson))
            while part := list(islice(submissions, _AT_ONCE)):
                for one in part:
                    if one.state == State.REFUSED:
                        self.book.accept(one.id)
                old = {one.id: [replace(r, digest="") for r in self.book.results(one.id)] for one in part}
                self.book.record_all_results({number: results for number, results in old.items() if results})

    def _assigned(self, lessons: Sequence[str]) -> list[str]:
        return [a.lesson for a in self.book.assignments() if not lessons or a.lesson in lessons]

    # -- grading -------------------------------------------------------------------------------------------------

    def grade(
        self,
        work: Iterable[ToGrade],
        *,
        sandbox: Sandbox,
        jobs: int = 1,
        finished: Callable[[Report], None] = lambda _: None,
    ) -> Tally:
        """Grade what is waiting on this machine, see ``grade_at``."""
        with LocalPool(sandbox, jobs=jobs) as pool:
            return self.grade_at(pool, work, finished=finished)

    def grade_at(
        self, place: Place, work: Iterable[ToGrade], *, finished: Callable[[Report], None] = lambda _: None
    ) -> Tally:
        """Grade what is waiting. finished: told of each report, in no order.

        A KeyboardInterrupt stops at once, keeps what is graded, and is told in the tally.
        """
        tally = Tally()

        def taken(one: ToGrade, report: Report) -> None:
            self._record(report, one, tally)
            finished(report)

        def failed(one: ToGrade, error: Exception) -> None:
            tally.failed.append(f"{readable(one.submission.learner)}, {one.submission.assignment}: {error}")

        def prepare(one: ToGrade) -> Task | None:
            try:
                return self._task(one)
            except Refusal as refusal:  # it can no longer be read
                taken(one, _refused(one.submission, str(refusal.reason), str(refusal)))
            except WorkbenchError as error:  # its lesson is gone
                failed(one, error)
            return None

        try:
            Round(place=place, prepare=prepare, taken=taken, failed=failed).run(work)
        except KeyboardInterrupt:
            tally.interrupted = True
        return tally

    def _task(self, one: ToGrade) -> Task:
        """With the bytes that were recorded, whatever lies there now. Raises Refusal."""
        submission = one.submission
        path = submission.path
        now = self._places.get((submission.learner, submission.assignment, path.suffix), path)
        if submission.assignment not in self._solutions:  # nothing came for it this time, and something is left
            self._solutions[submission.assignment] = solution_digest(submission.assignment)
        return Task(
            submission=submission.id,
            learner=submission.learner,
            lesson=submission.assignment,
            data=find_version(path, submission.sha256, now),
            suffix=path.suffix,
            only=one.exercises,
            secret=self.secret,
            solution=self._solutions[submission.assignment],
            limits=self.limits,
        )

    def _record(self, report: Report, one: ToGrade, tally: Tally) -> None:
        tally.cpu += report.cpu
        if report.refused is not None:
            self.refuse(one.submission, report.refused, report.message)
            tally.refused += 1
            return
        digests = self._digests(report.lesson)
        results = [
            replace(Result.of(item.verdict, digest=digests[item.name]), share=item.points) for item in report.items
        ]
        self._write(report)  # first: a submission that is said to be graded has its report
        self.book.record_results(one.submission.id, results)
        tally.graded += 1

    def _read_digests(self, lesson: str) -> dict[str, str]:
        return {exercise.name: exercise.digest for exercise in self.book.assignment(lesson).exercises}

    # -- reports -------------------------------------------------------------------------------------------------

    def _report_path(self, learner: str, lesson: str) -> Path:
        return self.out / "reports" / learner / f"{lesson}.json"

    def _write(self, report: Report) -> None:
        """The report as JSON; of an exercise graded again alone, the others' parts stay."""
        path = self._report_path(report.learner, report.lesson)
        told = report.public()
        try:
            before = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            before = {}
        if before.get("sha256") == told["sha256"] and report.refused is None:
            told["items"] = {**before.get("items", {}), **told["items"]}
        with _writing(path):
            text = json.dumps(told, indent=1, ensure_ascii=False) + "\n"
            write_atomic(path, text.encode("utf-8", "replace"))  # a learner's code can print what no file can hold


def _refused(submission: Submission, reason: str, message: str) -> Report:
    return Report(learner=submission.learner, lesson=submission.assignment, refused=reason, message=message)


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise WorkbenchError(
            f"{path} cannot be written: {error.strerror or error}. Make room or mend the rights; then the same command "
            "goes on from here."
        ) from error
