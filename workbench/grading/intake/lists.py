"""Lists of learners as course systems export them: which columns say what, in whatever encoding and with whatever
between the columns."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from workbench.errors import WorkbenchError

Cells = Mapping[str, str]
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_DELIMITERS = "\t;,"


@dataclass(frozen=True)
class Kind:
    """The list of one course system. columns: by which it is known, in small letters; login: where a login may stand,
    the best first; name: made of a row."""

    system: str
    columns: tuple[str, ...]
    login: tuple[str, ...]
    name: Callable[[Cells], str]
    email: str = ""


def _turned(column: str) -> Callable[[Cells], str]:
    """“Doe, Jane” as Jane Doe."""

    def name(cells: Cells) -> str:
        last, comma, first = cells[column].partition(",")
        return f"{first.strip()} {last.strip()}" if comma else last.strip()

    return name


def _joined(first: str, last: str) -> Callable[[Cells], str]:
    return lambda cells: f"{cells.get(first, '').strip()} {cells.get(last, '').strip()}".strip()


def _plain(column: str) -> Callable[[Cells], str]:
    return lambda cells: cells.get(column, "").strip()


OWN = Kind("workbench", ("login",), ("login",), _plain("name"), "email")
KINDS = (
    OWN,
    Kind("Canvas", ("student", "id", "section"), ("sis login id", "sis user id", "id"), _turned("student")),
    Kind(
        "Moodle (worksheet)",
        ("identifier", "full name", "email address"),
        ("email address",),
        _plain("full name"),
        "email address",
    ),
    Kind(
        "Moodle",
        ("first name", "email address"),
        ("username", "email address", "id number"),
        _joined("first name", "last name"),
        "email address",
    ),
    Kind(
        "GitHub Classroom",
        ("identifier", "github_username"),
        ("github_username", "identifier"),
        lambda cells: cells.get("name", "").strip() or cells["identifier"].strip(),
    ),
    Kind(
        "Blackboard",
        ("username", "first name", "last name"),
        ("username", "student id"),
        _joined("first name", "last name"),
    ),
    Kind("Gradescope", ("sid", "first name"), ("email", "sid"), _joined("first name", "last name"), "email"),
    Kind("Gradescope", ("sid", "email"), ("email", "sid"), _plain("name"), "email"),
)


def read_text(path: Path) -> str:
    """A file that a spreadsheet or a course system wrote: UTF-8 or UTF-16 with a mark, UTF-8 without, else Windows' own
    (ANSI). Raises WorkbenchError when it cannot be read."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise WorkbenchError(f"{path} cannot be read: {error.strerror}.") from error
    marked = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)
    for encoding in (marked,) if marked else ("utf-8", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise WorkbenchError(f"{path} is no text: neither UTF-8 nor UTF-16 nor ANSI. Save it as CSV.")


def read_table(path: Path) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """The names of the columns in small letters, and (number, cells) of each line that is not empty."""
    header, lines = read_rows(path)
    lines = [(number, cells) for number, cells in lines if any(cell.strip() for cell in cells)]
    return [cell.strip().casefold() for cell in header], lines


def read_rows(path: Path) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """The first line of a table, and (number, cells) of the others, as they are written. Raises WorkbenchError when it
    cannot be read."""
    text = read_text(path)
    first = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=lambda one: (first.count(one), _DELIMITERS[::-1].index(one)))
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        header = next(reader, [])
        return header, [(reader.line_num, cells) for cells in reader]
    except csv.Error as error:
        raise WorkbenchError(f"{path} is no CSV file: {error}.") from error


def kind_of(header: Sequence[str]) -> Kind | None:
    """Whose list has these columns; None for a list of no system that is known."""
    return next((kind for kind in KINDS if set(kind.columns) <= set(header)), None)


def as_own(kind: Kind, cells: Cells) -> dict[str, str] | None:
    """A row of a course system with the columns of a list of our own; None for one that is nobody's: Canvas says in one
    what can be had, and lists a student who only tests."""
    if kind is OWN:
        return dict(cells)
    if kind.system == "Canvas" and not cells.get("id", "").strip():
        return None
    login = next((cells[column].strip() for column in kind.login if cells.get(column, "").strip()), "")
    row = {"login": login, "name": kind.name(cells)}
    if kind.email and cells.get(kind.email, "").strip():
        row["email"] = cells[kind.email].strip()
    return row
