"""The worksheets of course systems, filled in: Moodle's grading worksheet, Canvas's export of its gradebook.

A worksheet keeps everything in it but the grades. Its maximum may be another than ours: points are scaled to it.
"""

from __future__ import annotations

import html
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from workbench.errors import WorkbenchError
from workbench.grading.gradebook.book import Gradebook
from workbench.grading.gradebook.exports import feedback, number, safe_text, total, write_csv
from workbench.grading.gradebook.records import Score
from workbench.grading.intake.lists import read_rows

Line = dict[str, str]
_Key = Callable[[Score], str]


def fill_moodle(book: Gradebook, assignment: str, path: Path, *, worksheet: Path) -> list[str]:
    """Fill in the grading worksheet of an assignment, downloaded from Moodle in English; returns the logins that are
    not in it. Only Moodle knows its Identifier of a participant, and refuses rows without it.

    A row is a learner's when its e-mail address, its Username or its ID number is theirs, else when its name is, and
    nobody else's. Raises WorkbenchError when the worksheet cannot be read or lacks a column.
    """
    header, lines = _read(worksheet)
    for name in ("Identifier", "Grade", "Last modified (grade)"):
        if name not in header:
            raise WorkbenchError(
                f"{worksheet} has no column {name!r}. Download the grading worksheet of the assignment from Moodle, "
                "with English as your language."
            )
    scores = book.scores(assignment)
    found = _paired(
        lines,
        scores,
        ("Email address", _email),
        ("Username", _login),
        ("ID number", _login),
        ("Email address", _login),
        ("Full name", _name),
        ("Full name", _login),
    )
    for row, score in found.items():
        line = lines[row]
        if total(score):
            line["Grade"] = _scaled(score, line.get("Maximum Grade", ""))
        if total(score) and "Feedback comments" in line:
            line["Feedback comments"] = _commented(score, line["Grade"], line.get("Maximum Grade", ""))
    write_csv(path, [header, *([line[name] for name in header] for line in lines)])
    return _absent(scores, found)


def fill_canvas(
    book: Gradebook, assignments: Sequence[str], path: Path, *, worksheet: Path, titles: Mapping[str, str]
) -> list[str]:
    """Fill in the gradebook that Canvas has exported, which knows its own numbers; returns the logins not in it.

    titles: lesson → the name of its column, with or without the number behind it; else it is called as the lesson. A
    column that is not there is added, for which Canvas offers to make an assignment. Raises WorkbenchError when it
    cannot be read, lacks a column, or has the title twice.
    """
    header, lines = _read(worksheet)
    for name in ("Student", "ID"):
        if name not in header:
            raise WorkbenchError(f"{worksheet} has no column {name!r}. Export the gradebook from Canvas and give that.")
    possible = next((line for line in lines if line["Student"].strip() == "Points Possible"), {})
    people = [line for line in lines if line["ID"].strip()]
    absent: set[str] = set()
    for lesson in assignments:
        scores = book.scores(lesson)
        column = _column(worksheet, header, titles.get(lesson, lesson))
        if column not in header:
            header.append(column)
            possible[column] = number(book.assignment(lesson).points)
        found = _paired(
            people,
            scores,
            ("SIS Login ID", _login),
            ("SIS User ID", _login),
            ("ID", _login),
            ("SIS Login ID", _email),
            ("Student", _turned_name),
            ("Student", _name),
        )
        for row, score in found.items():
            if total(score):
                people[row][column] = _scaled(score, possible.get(column, ""))
        absent |= set(_absent(scores, found))
    write_csv(path, [header, *([line.get(name, "") for name in header] for line in lines)])
    return sorted(absent)


# -- whose row it is ---------------------------------------------------------------------------------------------------


def _email(score: Score) -> str:
    return score.learner.email


def _login(score: Score) -> str:
    return score.learner.login


def _name(score: Score) -> str:
    return score.learner.name


def _turned_name(score: Score) -> str:
    """“Doe, Jane” for Jane Doe."""
    first, _, last = score.learner.name.rpartition(" ")
    return f"{last}, {first}" if first else last


def _paired(lines: Sequence[Line], scores: Sequence[Score], *passes: tuple[str, _Key]) -> dict[int, Score]:
    """Number of a line → its score. In each pass what has the same key in both, and alone in both, is a pair: a login
    that is another's address takes nothing from them, and a name that two have finds nobody."""
    found: dict[int, Score] = {}
    taken: set[str] = set()
    # As it is written first: two logins may differ in capitals only.
    for column, key, fold in ((*each, fold) for each in passes for fold in (str, str.casefold)):
        rows, mine = defaultdict(list), defaultdict(list)
        for row, line in enumerate(lines):
            if row not in found and line.get(column, "").strip():
                rows[fold(line[column].strip())].append(row)
        for score in scores:
            if score.learner.login not in taken and key(score):
                mine[fold(key(score))].append(score)
        for text, fitting in mine.items():
            if len(fitting) == 1 and len(rows[text]) == 1:
                found[rows[text][0]] = fitting[0]
                taken.add(fitting[0].learner.login)
    return found


def _absent(scores: Sequence[Score], found: Mapping[int, Score]) -> list[str]:
    return sorted({score.learner.login for score in scores} - {score.learner.login for score in found.values()})


# -- cells -------------------------------------------------------------------------------------------------------------


def _read(worksheet: Path) -> tuple[list[str], list[Line]]:
    header, lines = read_rows(worksheet)
    return header, [dict(zip(header, line + [""] * len(header), strict=False)) for _, line in lines if any(line)]


def _column(worksheet: Path, header: Sequence[str], title: str) -> str:
    fitting = [name for name in header if name == title or name.rpartition(" (")[0] == title]
    if len(fitting) > 1:
        raise WorkbenchError(
            f"{worksheet} has more than one column {title!r}: name it with its number, {fitting[0]!r}."
        )
    return fitting[0] if fitting else safe_text(title)


def _maximum(score: Score, written: str) -> float:
    try:
        maximum = float(written or score.out_of)
    except ValueError:  # written in another way, or a scale: the course system checks
        return score.out_of
    return maximum if maximum > 0 else score.out_of


def _scaled(score: Score, maximum: str) -> str:
    share = _maximum(score, maximum) / score.out_of if score.out_of else 1
    return number(score.total * share)


def _commented(score: Score, grade: str, maximum: str) -> str:
    text = feedback(score)
    most = _maximum(score, maximum)
    if abs(most - score.out_of) > 0.005:
        line = f"{number(score.total)} of {number(score.out_of)} points are {grade} of {number(most)} here."
        text += f"<br>{html.escape(line)}"
    return text
