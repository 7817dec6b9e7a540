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
_CENT = Decimal("0.01")
_MOODLE = ("Identifier", "Full name", "Email address", "Grade", "Maximum Grade", "Feedback comments")
_MOODLE_KEYS = ("Email address", "Username", "ID number")


# -- cells ---------------------------------------------------------------------------------------------------------


def safe_text(text: str) -> str:
    """Text that a spreadsheet takes as text: with an apostrophe before what would begin a formula."""
    if text.startswith(("\t", "\r", "\n")) or text.lstrip().startswith(_FORMULA):
        return f"'{text}"
    return text


def number(points: float) -> str:
    """Points with at most two decimals, halves rounded up, and a point whatever the language."""
    # From the shortest text of the float: 2.675 is meant, not the binary number just below it.
    rounded = Decimal(repr(float(points))).quantize(_CENT, rounding=ROUND_HALF_UP)
    return f"{rounded + 0:f}".rstrip("0").rstrip(".")  # + 0: there is no minus zero


def _write_csv(path: Path, rows: Iterable[Sequence[str]]) -> None:
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
    _write_csv(path, rows)


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
    totals = [{score.learner.login: _total(score) for score in book.scores(one.lesson)} for one in found]
    for learner in learners:
        cells = [total.get(learner.login, "") for total in totals]
        name = learner.name or learner.login
        rows.append([safe_text(name), "", "", safe_text(learner.login), safe_text(section), *cells])
    _write_csv(path, rows)


def _total(score: Score) -> str:
    """The total, or nothing for a learner of whom there is nothing to grade."""
    if score.submission is None and not any(one.manual for one in score.exercises):
        return ""
    return number(score.total)


# -- Moodle --------------------------------------------------------------------------------------------------------


def write_moodle(book: Gradebook, assignment: str, path: Path, *, worksheet: Path | None = None) -> list[str]:
    """The table with which Moodle imports grades and feedback; returns the logins that are not in the worksheet.

    worksheet: the grading worksheet of the assignment, downloaded from Moodle in English. It is filled in: only Moodle
    knows its Identifier of a participant, and refuses rows without it. A row is a learner's when its e-mail address,
    its Username or its ID number is theirs. Without a worksheet the Identifier is the login, for the import of a whole
    course's grades, where one chooses which column names the learner.
    Raises WorkbenchError when the worksheet cannot be read, lacks a column or has another maximum grade.
    """
    scores = book.scores(assignment)
    if worksheet is None:
        rows = [list(_MOODLE)]
        for score in scores:
            learner = score.learner
            who = [safe_text(text) for text in (learner.login, learner.name, learner.email)]
            rows.append([*who, _total(score), number(score.out_of), _feedback(score)])
        _write_csv(path, rows)
        return []
    header, lines = _read_worksheet(worksheet)
    missing = {score.learner.login for score in scores}
    by_key = _by_key(scores)
    for line in lines:
        keys = (line[name].strip().casefold() for name in _MOODLE_KEYS if name in line)
        mine = next((by_key[key] for key in keys if key and key in by_key), None)
        if mine is not None:
            missing.discard(mine.learner.login)
            _fill_in(worksheet, line, mine)
    _write_csv(path, [header, *([line[name] for name in header] for line in lines)])
    return sorted(missing)


def _by_key(scores: Iterable[Score]) -> dict[str, Score]:
    """E-mail address or login, without regard to case → the score; an address that two learners share finds nobody."""
    found: dict[str, Score | None] = {}
    for score in scores:
        for key in {score.learner.email.casefold(), score.learner.login.casefold()} - {""}:
            found[key] = None if key in found else score
    return {key: score for key, score in found.items() if score is not None}


def _read_worksheet(worksheet: Path) -> tuple[list[str], list[dict[str, str]]]:
    try:
        text = worksheet.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise WorkbenchError(f"The worksheet {worksheet} cannot be read as UTF-8 text: {error}.") from error
    try:
        header, *cells = list(csv.reader(io.StringIO(text, newline=""))) or [[]]
    except csv.Error as error:
        raise WorkbenchError(f"The worksheet {worksheet} is no table of comma-separated values: {error}.") from error
    for name in ("Identifier", "Grade", "Last modified (grade)"):
        if name not in header:
            raise WorkbenchError(
                f"{worksheet} has no column {name!r}. Download the grading worksheet of the assignment from Moodle, "
                "with English as your language."
            )
    lines = [dict(zip(header, line + [""] * len(header), strict=False)) for line in cells if any(line)]
    return header, lines


def _fill_in(worksheet: Path, line: dict[str, str], score: Score) -> None:
    total = _total(score)
    if not total:
        return
    try:
        maximum = float(line.get("Maximum Grade", "") or score.out_of)
    except ValueError:  # written in another way, or a scale: Moodle checks
        maximum = score.out_of
    if abs(maximum - score.out_of) > 0.005:
        raise WorkbenchError(
            f"{worksheet} has a maximum grade of {maximum:g}, but the assignment is worth {number(score.out_of)} "
            "points. Set the maximum grade in Moodle to that and download the worksheet again."
        )
    line["Grade"] = total
    if "Feedback comments" in line:
        line["Feedback comments"] = _feedback(score)


def _feedback(score: Score) -> str:
    """A line for each exercise and one for the penalty, as HTML, which Moodle reads comments as."""
    if not _total(score):
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
