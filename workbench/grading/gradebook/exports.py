"""Scores as files that other systems read: a plain table, Canvas, Moodle, Gradescope.

Every file is written whole or not at all. Text that people wrote never begins a formula in a spreadsheet.

Sources of the formats: Canvas, the columns that its gradebook export writes and its import looks for; Moodle, the
columns of the offline grading worksheet; Gradescope, the autograder documentation on results.json.
"""

from __future__ import annotations

import csv
import html
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any, Literal, get_args

from workbench.errors import WorkbenchError
from workbench.files import write_atomic
from workbench.grading.gradebook.book import Gradebook
from workbench.grading.gradebook.records import ExerciseScore, Score

Visibility = Literal["visible", "hidden", "after_due_date", "after_published"]

_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")  # full width: some spreadsheets read them as the plain ones
_BLANK = ' \t\r\n\f\v"\u00a0'
_INNER = re.compile(f'([;\t|\r\n\v\f\x1c-\x1e\x85\u2028\u2029][\\s"]*)(?=[{re.escape("".join(_FORMULA))}])')
_CENT = Decimal("0.01")
_MOODLE = ("Identifier", "Full name", "Email address", "Grade", "Maximum Grade", "Feedback comments")


# -- cells ---------------------------------------------------------------------------------------------------------


def safe_text(text: str) -> str:
    """Text that a spreadsheet takes as text: with an apostrophe before what would begin a formula.

    A spreadsheet may take semicolons, tabs or bars for the ends of cells, whatever we wrote between ours; then quotes
    in the middle are nothing to it, and a new line begins a row.
    """
    text = _INNER.sub(r"\1'", text)
    if text.startswith(("\t", "\r", "\n")) or text.lstrip(_BLANK).startswith(_FORMULA):
        return f"'{text}"
    return text


def number(points: float) -> str:
    """Points with at most two decimals, halves rounded up, and a point whatever the language."""
    # From the shortest text of the float: 2.675 is meant, not the binary number just below it.
    rounded = Decimal(repr(float(points))).quantize(_CENT, rounding=ROUND_HALF_UP)
    return f"{rounded + 0:f}".rstrip("0").rstrip(".")  # + 0: there is no minus zero


def write_csv(path: Path, rows: Iterable[Sequence[str]]) -> None:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    write_atomic(path, text.getvalue())


# -- plain ---------------------------------------------------------------------------------------------------------


def write_plain(book: Gradebook, assignment: str, path: Path) -> None:
    """One row for each learner: login, name, email, points of each exercise, earned, hours late, penalty, total, what
    it is out of, status (``graded``, ``received``, ``missing``, …)."""
    exercises = book.assignment(assignment).exercises
    header = ["login", "name", "email", *(safe_text(one.name) for one in exercises)]
    rows = [[*header, "earned", "hours_late", "late_penalty", "total", "out_of", "status"]]
    for score in book.scores(assignment):
        learner = score.learner
        rows.append(
            [
                *(safe_text(text) for text in (learner.login, learner.name, learner.email)),
                *(number(one.points) for one in score.exercises),
                number(score.earned),
                number(score.late.total_seconds() / 3600),
                number(score.penalty),
                number(score.total),
                number(score.out_of),
                score.status,
            ]
        )
    write_csv(path, rows)


# -- Canvas --------------------------------------------------------------------------------------------------------


def write_canvas(
    book: Gradebook,
    assignments: Sequence[str],
    path: Path,
    *,
    section: str = "",
    titles: Mapping[str, str] | None = None,
) -> None:
    """The table that Canvas imports into its gradebook; learners are found by SIS Login ID, so it must be their login.

    titles: lesson → the assignment's name in Canvas, best with its number: ``"Homework 1 (4711)"``; else the lesson's
    id, for which Canvas offers to make an assignment. Without a submission and without points by hand the cell is
    empty, which Canvas leaves as it is.
    """
    found = [book.assignment(name) for name in assignments]
    names = [safe_text((titles or {}).get(one.lesson, one.lesson)) for one in found]
    rows = [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", *names],
        ["    Points Possible", "", "", "", "", *(number(one.points) for one in found)],
    ]
    learners = book.learners()
    totals = [{score.learner.login: total(score) for score in book.scores(one.lesson)} for one in found]
    for learner in learners:
        cells = [each.get(learner.login, "") for each in totals]
        name = learner.name or learner.login
        rows.append([safe_text(name), "", "", safe_text(learner.login), safe_text(section), *cells])
    write_csv(path, rows)


def total(score: Score) -> str:
    """The total, or nothing for a learner of whom there is nothing to grade."""
    if score.submission is None and not any(one.manual for one in score.exercises):
        return ""
    return number(score.total)


# -- Moodle --------------------------------------------------------------------------------------------------------


def write_moodle(book: Gradebook, assignment: str, path: Path) -> None:
    """The table with which Moodle imports the grades of a whole course, where one chooses which column names the
    learner; the Identifier is the login. For the worksheet of one assignment see ``worksheets.fill_moodle``."""
    rows = [list(_MOODLE)]
    for score in book.scores(assignment):
        learner = score.learner
        who = [safe_text(text) for text in (learner.login, learner.name, learner.email)]
        rows.append([*who, total(score), number(score.out_of), feedback(score)])
    write_csv(path, rows)


def feedback(score: Score) -> str:
    """A line for each exercise and one for the penalty, as HTML, which Moodle reads comments as."""
    if not total(score):
        return ""
    lines = [_says(exercise) for exercise in score.exercises]
    if score.penalty:
        lines.append(f"Late: {number(score.penalty)} points less.")
    return safe_text("<br>".join(html.escape(line) for line in lines))


def _says(exercise: ExerciseScore) -> str:
    start = f"{exercise.name}: {number(exercise.points)} of {number(exercise.out_of)}"
    text = _why(exercise)
    return f"{start}. {text}" if text else start


def _why(exercise: ExerciseScore) -> str:
    """What an instructor or else the check says about it."""
    if exercise.manual is not None:
        return exercise.manual.comment
    return exercise.automatic.diagnosis_message if exercise.automatic else "Not graded yet."


# -- Gradescope ----------------------------------------------------------------------------------------------------


def write_gradescope(book: Gradebook, submission: int, path: Path, *, visibility: Visibility = "visible") -> None:
    """The ``results.json`` of one submission: the total, and a test for each exercise.

    visibility: to whom the tests are shown. All texts are declared as plain text, because learners' code can have a
    part in them. The score stands apart from the tests, because it has the late penalty in it.
    """
    if visibility not in get_args(Visibility):
        raise WorkbenchError(f"The visibility is one of {', '.join(get_args(Visibility))}, not {visibility!r}.")
    score = book.score_of(submission)
    content: dict[str, Any] = {
        "score": float(number(score.total)),
        "output": _overview(score),
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "visibility": visibility,
        "stdout_visibility": "hidden",
        "tests": [
            {
                "name": exercise.name,
                "score": float(number(exercise.points)),
                "max_score": float(number(exercise.out_of)),
                "status": "passed" if exercise.points >= exercise.out_of else "failed",
                "output": _why(exercise),
                "visibility": visibility,
            }
            for exercise in score.exercises
        ],
    }
    write_atomic(path, json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False) + "\n")


def _overview(score: Score) -> str:
    earned = f"{number(score.earned)} of {number(score.out_of)} points"
    if not score.penalty:
        return f"{earned}."
    return f"{earned}, less {number(score.penalty)} because it was late: {number(score.total)}."
